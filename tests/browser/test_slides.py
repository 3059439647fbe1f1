"""A lesson presented in JupyterLab (jupyterlab-slideshow): a question and an explorer, by mouse and by key."""

from __future__ import annotations

import json

import pytest

from .conftest import Watch
from .jupyter import PANEL, Notebook
from .waiting import begins, expect

PATH = "live/notebooks/slides.ipynb"
PLACE = f"() => {PANEL}.content.activeCellIndex"
FOCUSED = "tag => !!document.activeElement.closest(tag)"
EXPLORER, SLIDER, QUIZ, NEEDS = "01-x", "01-y", "01-first-leaf", "01-dark"


@pytest.fixture(scope="module")
def show(jupyters, live, browser):
    """The small course's notebook, run, each cell on a slide of its own, the show started at its first slide."""
    jupyter = jupyters("lab")
    jupyter.begin()
    notebook = json.loads((live / "notebooks/01-small.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        cell["metadata"]["slideshow"] = {"slide_type": "slide"}
    (jupyter.root / PATH).write_text(json.dumps(notebook), "utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    watch = Watch()
    opened = Notebook(jupyter, watch.follow(context.new_page()), PATH)
    opened.run_all()
    opened.page.locator("lk-passport form").wait_for()  # the last cell's output has replaced the stored one
    opened.page.evaluate(f"() => {{ {PANEL}.content.activeCellIndex = 0; }}")
    opened.page.get_by_role("button", name="Deck").first.click()
    opened.page.locator(".jp-Deck").wait_for()
    yield opened
    watch.check()
    context.close()


def element(show, tag, id):
    return show.page.locator(f'lk-{tag}[data-lk*=\'"id":"{id}"\']')


def turn_to(show, tag, id):
    """Go on, slide by slide, with the button that a presenter clicks, until the element is on the wall."""
    wanted = element(show, tag, id)
    forward = show.page.locator(".jp-deck-mod-direction-forward")
    for _ in range(len(show.cells())):
        if wanted.is_visible():
            return wanted
        place = show.page.evaluate(PLACE)
        forward.click()
        show.page.wait_for_function(f"before => ({PLACE})() !== before", arg=place)
    raise AssertionError(f"{id} is on no slide")


def tab_into(show, tag):
    """Press Tab as somebody without a mouse does, until a control of the element has the focus."""
    show.page.evaluate(f"() => {PANEL}.content.activeCell.node.focus()")
    for _ in range(20):
        show.page.keyboard.press("Tab")
        if show.page.evaluate(FOCUSED, f"lk-{tag}"):
            return
    raise AssertionError(f"Tab does not reach the lk-{tag} of this slide")


def test_by_key_an_explorer_moves_and_the_show_stays(show):
    before, keys = show.cells(), show.page.keyboard
    explorer = turn_to(show, "explorer", EXPLORER)
    slide, alt = show.page.evaluate(PLACE), explorer.locator("img").get_attribute("alt")
    tab_into(show, "explorer")
    keys.press("ArrowDown")
    expect(explorer.locator("[role=status]")).to_contain_text("confirmed")
    expect(explorer.locator("img")).not_to_have_attribute("alt", alt)
    keys.press("Escape")
    expect(show.page.locator(".jp-Deck"), "Escape in a control does not end the show").to_have_count(1)
    assert (show.page.evaluate(PLACE), show.cells()) == (slide, before)


def test_by_mouse_an_explorer_moves(show):
    explorer = turn_to(show, "explorer", SLIDER)
    slider = explorer.locator("input[type=range]")
    box = slider.bounding_box()
    slider.click(position={"x": box["width"] - 2, "y": box["height"] / 2})
    expect(explorer.locator("[role=status]")).to_contain_text("0.5")


def test_by_mouse_a_question_is_answered_even_at_its_left_edge(show):
    quiz = turn_to(show, "quiz", QUIZ)
    right = quiz.locator("label").filter(has_text="The root")
    right.click(position={"x": 3, "y": 8})  # here Jupyter's overlay would take the click
    quiz.locator(".lk-check").click()
    expect(quiz.locator("[role=status]")).to_have_text(begins("Correct. "))


def test_by_key_a_question_is_answered_and_no_letter_changes_the_notebook(show):
    before, keys = show.cells(), show.page.keyboard
    quiz = turn_to(show, "quiz", NEEDS)
    slide = show.page.evaluate(PLACE)
    tab_into(show, "quiz")
    for key in ("Space", *"bdd", "Tab", "Space"):  # a statement, letters that cut cells outside of a control, a reason
        keys.press(key)
    quiz.locator(".lk-check").focus()
    keys.press("Enter")
    expect(quiz.locator("[role=status]")).to_have_text(begins("Correct. ", "Partly right. ", "Not yet. "))
    assert (show.page.evaluate(PLACE), show.cells()) == (slide, before)


# The smallest letters of a chart, in pixels on the slide, whatever the width at which its drawing is shown.
LETTERS = """async img => {
  const svg = new DOMParser().parseFromString(await (await fetch(img.src)).text(), 'image/svg+xml').documentElement;
  const sizes = [svg, ...svg.querySelectorAll('[font-size]')].map(e => parseFloat(e.getAttribute('font-size')));
  return Math.min(...sizes) * img.getBoundingClientRect().width / svg.viewBox.baseVal.width;
}"""


def test_the_last_row_can_read_a_slide(show):
    """14 pt at 1280 x 720, in a question and in a chart."""
    least = 14 * 96 / 72
    quiz = turn_to(show, "quiz", NEEDS)
    for words in ("legend", "label"):
        assert quiz.locator(words).first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= least
    chart = turn_to(show, "quiz", "01-chart").locator("img")
    assert chart.evaluate(LETTERS) >= least
