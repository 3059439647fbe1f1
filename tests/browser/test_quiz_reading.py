"""Questions as everybody can read them: keys, hostile text, axe, the accessibility tree, themes, phones."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from lessonkit.quiz import bank

from .. import quiz_page, quiz_samples
from ..quiz_keys import press as keys
from ..quiz_page import card, show
from ..test_quiz_html import HOSTILE
from . import axe
from .waiting import becomes, expect

ALL = [entry.id for entry in bank.parse(quiz_samples.BANK, "01.yaml").questions if not entry.set]


@pytest.fixture
def course(tmp_path, monkeypatch):
    return quiz_page.make_course(tmp_path, monkeypatch)


def test_no_key_typed_in_a_question_reaches_the_page(page, course) -> None:
    show(page, course, *ALL, "01-beds")
    page.evaluate("window.heard = []; document.addEventListener('keydown', (e) => window.heard.push(e.key))")
    for control in page.locator("lk-quiz, lk-set").locator("input, select, textarea, button").all():
        if control.is_visible():
            control.focus()
            keys(page, "b", "c", "x", "m", "d", "d", "ArrowDown", "Shift+Enter", "Control+Enter")
    assert set(page.evaluate("window.heard")) <= {"Control", "Shift"}


def test_hostile_text_is_shown_as_text_and_runs_nothing(page, course, tmp_path) -> None:
    words, long = json.dumps(HOSTILE, ensure_ascii=False), json.dumps("x" * 10_000)
    text = (
        f'lesson: "01"\nopen_notice: {words}\nquestions:\n'
        "  - id: 01-a\n    kind: several\n    level: read\n"
        f"    stem: {words}\n    hint: {words}\n    options:\n"
        f"      - {{text: {words}, right: true, feedback: {words}, unchosen: {words}, source: s-book}}\n"
        f"      - {{text: {long}, feedback: {words}, unchosen: {long}}}\n"
        "  - id: 01-b\n    kind: match\n    level: read\n"
        f"    stem: {long}\n    pairs:\n"
        f"      - {{left: {words}, right: {words}, feedback: {words}}}\n"
        f"      - {{left: {long}, right: {long}, feedback: {words}}}\n"
        "  - id: 01-c\n    kind: open\n    level: read\n"
        f"    stem: Write\n    model: {words}\n    rubric: [{words}]\n"
    )
    course = quiz_samples.course(tmp_path, text)
    show(page, course, "01-a", "01-b", "01-c")
    several = card(page, "01-a")
    several.get_by_role("button", name="Show hint").click()
    several.locator("input").first.check()
    several.locator(".lk-check").click()
    match = card(page, "01-b")
    for select in match.locator("select").all():
        select.select_option(index=1)
    match.locator(".lk-check").click()
    written = card(page, "01-c")
    written.get_by_role("textbox").fill(
        f"{HOSTILE} and eleven more words, for the model answer waits for twelve of them"
    )
    written.locator(".lk-check").click()
    assert page.evaluate("window.hacked") is None
    expect(page.locator("main img")).to_have_count(0)
    becomes(page, lambda: several.locator("legend").inner_text().strip(), HOSTILE.strip())
    expect(written.locator(".lk-key")).to_contain_text(HOSTILE.strip(), use_inner_text=True)
    assert all(page.evaluate("[...document.querySelectorAll('legend bdi')].map((node) => node.dir === 'auto')"))
    wide = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert wide, "10,000 letters without a space wrap"


LAB_THEMES = Path(sys.prefix, "share", "jupyter", "lab", "themes", "@jupyterlab")
# (what the operating system asks for, JupyterLab's theme or "", light or dark)
THEMES = {
    "plain": ({"color_scheme": "light"}, "", True),
    "plain, dark system": ({"color_scheme": "dark"}, "", True),
    "plain, forced colors": ({"forced_colors": "active"}, "", True),
    "JupyterLab light": ({"color_scheme": "light"}, "theme-light-extension", True),
    "JupyterLab dark": ({"color_scheme": "light"}, "theme-dark-extension", False),
    "JupyterLab high contrast": ({"color_scheme": "light"}, "theme-dark-high-contrast-extension", False),
}


# Dresses the page as JupyterLab does, or as a plain page when there is no style.
WEAR = """([style, light]) => {
  document.querySelector('style.theme')?.remove();
  delete document.body.dataset.jpThemeLight;
  if (!style) return;
  document.head.append(Object.assign(document.createElement('style'), {className: 'theme', textContent: style}));
  document.body.dataset.jpThemeLight = light;
}"""


@pytest.mark.parametrize("answered", [False, True])
def test_axe_finds_nothing_in_any_theme(page, course, answered: bool) -> None:
    show(page, course, *ALL, "01-beds")
    if answered:
        answer_somehow(page)
    found = {"in any": axe.violations(page, "main")}
    for theme, (media, lab, light) in THEMES.items():
        style = "body{background:var(--jp-layout-color0);color:var(--jp-content-font-color1)}"
        style += (LAB_THEMES / lab / "index.css").read_text(encoding="utf-8") if lab else ""
        page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", **media})
        page.evaluate(WEAR, [style if lab else "", str(light).lower()])
        found[theme] = axe.violations(page, "main", only=axe.COLORS)
    assert found == {key: [] for key in found}


def answer_somehow(page) -> None:
    """Give each question an answer, right or wrong, and show all that can be shown."""
    for form in page.locator("form.lk-card:visible").all():
        for select in form.locator(".lk-line select").all():
            select.select_option(index=1)
        for name in {box.get_attribute("name") for box in form.locator("input[type=radio]").all()}:
            form.locator(f'input[name="{name}"]').first.check()
        for box in form.locator("input[type=checkbox]").all()[:2]:
            box.check()
        for box in form.locator("input[type=text]").all():
            box.fill("1000000000")
        for box in form.locator("input[type=number]").all():
            box.fill("5")
        for box in form.locator("textarea").all():
            box.fill("word " * 12)
        for move in form.get_by_role("button", name="Move down").all()[:1]:
            move.click()
        for button in form.get_by_role("button", name="Show hint").all():
            button.click()
        form.locator(".lk-check").click()
        for button in form.get_by_role("button", name="Show answer").all():
            button.click()
    expect(page.locator(".lk-chip", has_text="Not answered").locator("visible=true")).to_have_count(0)


TREES = {
    "01-first-leaf": """
- group "What comes out of a bean first?":
  - radio "The pod"
  - radio "The flower"
  - radio "The root" [checked]
- button "Check answer"
""",
    "01-needs": """
- group "What does a bean need to sprout?":
  - checkbox "Water"
""",
    "01-dark": """
- group "A bean can sprout in the dark.":
  - radio "True"
  - radio "False"
  - group "Because":
    - radio "Soil gives light"
""",
    "01-seeds": """
- group "How many seeds does the table list?":
  - textbox "Your number, in seeds"
""",
    "01-steps": """
- group "In which order does a bean grow?":
  - list:
    - listitem:
      - 'combobox "Place of: Pod"'
      - text: Pod
      - 'button "Move up: Pod" [disabled]'
      - 'button "Move down: Pod"'
""",
    "01-tools": """
- group "Which tool does what?":
  - combobox "Spade"
""",
    "01-explain": """
- group "Why does a bean sprout without light?":
  - textbox "Your answer"
""",
    "01-liking": """
- group "Should every school have a garden?":
  - radio "I agree"
- button "Keep my answer"
""",
}


@pytest.mark.parametrize("identifier", TREES)
def test_the_accessibility_tree_names_group_controls_and_status(page, course, identifier: str) -> None:
    show(page, course, identifier)
    form = card(page, identifier)
    if identifier == "01-first-leaf":
        form.get_by_label("The root").check()
    expect(form).to_match_aria_snapshot(TREES[identifier])
    group = form.get_by_role("group").first
    asked = [page.locator(f"#{part}").inner_text() for part in group.get_attribute("aria-describedby").split()]
    assert asked[1] == "Not answered"
    assert asked[0]
    form.locator(".lk-check").click()
    status_line = form.get_by_role("status")
    expect(status_line).to_have_count(1)
    words = "Correct." if identifier == "01-first-leaf" else "Not answered."
    expect(status_line).to_contain_text(words)


@pytest.mark.parametrize("width", [390, 320])
def test_nothing_is_cut_off_on_a_phone_and_targets_are_large(browser, course, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    show(page, course, *ALL, "01-beds")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """(selector) => [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility())
        .filter((node) => { const box = node.getBoundingClientRect(); return box.height < 44 || box.width < 44 })
        .map((node) => node.outerHTML.slice(0, 120))""",
        "lk-quiz :is(button, select, textarea, input[type=text], .lk-number, .lk-option label), lk-set button",
    )
    assert small == []
    context.close()


def test_text_wraps_at_200_percent(page, course) -> None:
    page.set_viewport_size({"width": 640, "height": 700})  # 1280 wide at 200 %
    show(page, course, *ALL)
    page.add_style_tag(content="body{font-size:200% !important}")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
