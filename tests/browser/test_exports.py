"""A lesson as one HTML file on disk, with no network: questions and explorers live, and no static twin is left over."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from . import axe
from .answering import step_and_mark
from .cut import CUT
from .test_lessons import LESSONS, ROOT, WHOLE, alive
from .waiting import expect

PAGES = 14  # of a printed lesson, at most
READ = (".jp-RenderedMarkdown", ".lk", ".lk-figure", ".lk-code")  # what axe reads
# Code that can be seen, closed folds left out.
CODE = """() => [...document.querySelectorAll('.jp-CodeMirrorEditor')]
  .filter(e => e.checkVisibility()).map(e => e.innerText)"""


def export(folder, names, *more):
    """Write lessons as `jupyter nbconvert --to html` does, told to fetch nothing, and return the folder."""
    return convert(folder, [ROOT / "notebooks" / name for name in names], *more)


def convert(folder, files, *more):
    """The same for notebooks anywhere."""
    command = [
        *(sys.executable, "-m", "nbconvert", "--to", "html", "--output-dir", str(folder), "--log-level", "ERROR"),
        *("--HTMLExporter.mathjax_url=", "--HTMLExporter.require_js_url=", *more),
        *map(str, files),
    ]
    subprocess.run(command, check=True)
    return folder


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Every lesson as one HTML file."""
    return export(tmp_path_factory.mktemp("exports"), LESSONS)


@pytest.fixture
def offline(context):
    """Whatever is not the file itself gets no answer; that it was asked for fails the test all the same."""
    context.route(lambda url: not url.startswith(("file:", "data:", "blob:")), lambda route: route.abort())


# Headings of opened details that do not stand above their own words, and how far the page can be pushed sideways.
CROOKED = """() => {
  document.querySelectorAll('details').forEach(details => { details.open = true; });
  const stray = [...document.querySelectorAll('.lk-more dd')].filter(dd => {
    const words = dd.getBoundingClientRect(), head = dd.previousElementSibling.getBoundingClientRect();
    return words.height && (words.top < head.bottom - 1 || Math.abs(words.left - head.left) > 1);
  });
  const page = document.documentElement;
  return [stray.length, page.scrollWidth - page.clientWidth];
}"""


# Their outputs hold each element and each kind of question; colors are the kit's, and the same in all lessons.
EVERY_KIND = [name for name in LESSONS if name[:2] in ("02", "06", "08")]


def test_three_lessons_hold_every_element_and_every_kind_of_question():
    everything, tried = (kinds_in([ROOT / "notebooks" / name for name in names]) for names in (LESSONS, EVERY_KIND))
    assert tried == everything


def kinds_in(notebooks):
    """Return the elements and the kinds of question that stored outputs hold."""
    stored = "".join(path.read_text("utf-8") for path in notebooks)
    return set(re.findall(r'<lk-[a-z]+(?= )|(?<=\\"kind\\":\\")[a-z]+', stored))


@pytest.mark.parametrize("name", LESSONS)
def test_an_exported_lesson_is_whole_without_a_network_on_any_screen_and_on_paper(offline, exported, page, name):
    """One page for all that is true of each lesson, so that a further one costs little."""
    page.goto((exported / name).with_suffix(".html").as_uri())
    alive(page, name)
    assert axe.violations(page, *READ, without=axe.COLORS) == []
    if name in EVERY_KIND:
        for colors, contrast in (("active", "more"), ("none", "no-preference")):
            page.emulate_media(forced_colors=colors, contrast=contrast)
            assert axe.violations(page, *READ, only=axe.COLORS) == [], f"colors of the system: {colors}"
    assert printed(page) <= PAGES * (1 + ('"second-period"' in (ROOT / "notebooks" / name).read_text("utf-8")))
    page.emulate_media(media="print")
    assert page.evaluate(CODE) == []
    for gone in ("lk-passport", "lk-score", ".lk-nav", ".celltag_extra", ".celltag_screen"):
        assert page.locator(gone).evaluate_all("all => all.filter(e => e.checkVisibility()).length") == 0, gone
    if name != LESSONS[0]:
        expect(page.get_by_role("heading", name="Key points")).to_be_visible()
    page.emulate_media(media="screen")

    for width in (1000, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(CROOKED) == [0, 0], f"{width} pixels wide"
    assert page.evaluate(CUT) == [], "on a phone"
    page.set_viewport_size({"width": 1000, "height": 900})
    assert step_and_mark(page)
    kept = page.locator("lk-quiz .lk-kept").first.inner_text()
    assert "not yet in your file" in kept or not kept, "no file stands behind an exported page"


def printed(page):
    """Return how many pages a lesson is on paper."""
    sheet = page.pdf(format="Letter", margin=dict.fromkeys(("top", "bottom", "left", "right"), "1.5cm"))
    return len(re.findall(rb"/Type\s*/Page[^s]", sheet))


def test_axe_finds_no_color_at_fault_in_lessons_exported_in_dark(offline, tmp_path, page):
    folder = export(tmp_path, EVERY_KIND, "--theme=dark")
    found = {}
    for name in EVERY_KIND:
        page.goto((folder / name).with_suffix(".html").as_uri())
        alive(page, name)
        found[name] = axe.violations(page, *READ, only=axe.COLORS)
    assert found == {name: [] for name in EVERY_KIND}


def test_code_is_open_where_it_is_to_be_read_behind_a_line_at_pictures_and_nowhere_else(offline, exported, page):
    page.goto((exported / WHOLE).with_suffix(".html").as_uri())
    alive(page, WHOLE)
    shown = page.evaluate(CODE)
    assert shown[0].startswith("from lessonkit import")
    assert any("interact(" in code for code in shown)
    assert not any("lesson.quiz" in code or "explorer(" in code for code in shown)
    fold = page.locator(".jp-CodeCell:has(lk-explorer) details.lk-code").first
    summary = fold.get_by_text("Show code")
    summary.focus()
    page.keyboard.press("Enter")
    expect(fold.locator(".jp-CodeMirrorEditor")).to_contain_text("explorer(")
    expect(page.locator(".jp-CodeCell:has(lk-quiz) .lk-code, .jp-CodeCell:has(.lk-terms) .lk-code")).to_have_count(0)


def test_a_control_of_ipywidgets_is_a_picture_with_title_and_source_and_no_repr(offline, exported, page):
    page.goto((exported / WHOLE).with_suffix(".html").as_uri())
    cell = page.locator(".jp-CodeCell", has_text="import interact")
    expect(cell.locator(".lk-figure img")).to_be_visible()
    expect(cell.locator(".lk-figure")).to_contain_text("Source")
    expect(cell.get_by_text("interactive(children=")).to_be_hidden()
