"""A citation opens in place and gives the focus back: by mouse, key and finger; in Lab, Notebook 7, export."""

from __future__ import annotations

import pytest

from lessonkit.course import find_course
from lessonkit.evidence import facts
from tests import quiz_page

from .conftest import ROOT
from .jupyter import Notebook
from .test_exports import export
from .test_lab import watch_of
from .test_lessons import WHOLE
from .waiting import expect

PATH = f"course/notebooks/{WHOLE}"
ACTS = {
    "mouse": lambda page, mark: mark.click(),
    "finger": lambda page, mark: mark.tap(),
    "key": lambda page, mark: (mark.focus(), page.keyboard.press("Enter")),
}


def opens_and_closes(page, act):
    """Open the first mark of the page and close it in each way; each time the focus is where a reader expects it."""
    mark = page.locator('.jp-RenderedMarkdown a[href^="#c-"]:visible').first
    claim = mark.get_attribute("href").removeprefix("#")
    sentence = facts.claim(claim, find_course(ROOT))["sentence"]
    card = page.locator("aside.lk-cited")
    ways = {
        "Escape": lambda: page.keyboard.press("Escape"),
        "a second click": lambda: ACTS[act](page, mark),
        "Close": lambda: card.locator("button", has_text="Close").click(),
    }
    for way, shut in ways.items():
        ACTS[act](page, mark)
        expect(card, way).to_have_count(1)
        expect(card).to_contain_text(sentence)
        expect(card).to_be_in_viewport()
        expect(card).to_be_focused()
        expect(mark).to_have_attribute("aria-expanded", "true")
        shut()
        expect(card, way).to_have_count(0)
        expect(mark, way).to_be_focused()
        expect(mark).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize(("jupyter", "width"), [("lab", 1366), ("notebook", 390)], indirect=["jupyter"])
def test_in_jupyter(jupyter, browser, width):
    jupyter.begin()
    jupyter.trust(PATH)
    watch = watch_of(jupyter)
    context = browser.new_context(viewport={"width": width, "height": 768}, has_touch=True)
    notebook = Notebook(jupyter, watch.follow(context.new_page()), PATH)
    notebook.page.locator("ol.lk-refs").wait_for(state="attached")
    cells = notebook.cells()
    for act in ACTS:
        opens_and_closes(notebook.page, act)
    assert notebook.cells() == cells
    context.close()
    watch.check()


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    return export(tmp_path_factory.mktemp("cited"), [WHOLE])


@pytest.mark.parametrize("act", ACTS)
def test_in_an_export(browser, exported, act):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto((exported / WHOLE).with_suffix(".html").as_uri())
    page.locator("lk-lesson .lk-count").wait_for()
    opens_and_closes(page, act)
    context.close()


LATE = """<div class="jp-NotebookPanel"><div class="jp-Notebook"><p>Roots<a href="#c-root">[1]</a>.</p></div></div>
<p>Elsewhere<a href="#c-root">[2]</a>.</p>"""


def test_a_list_that_comes_late_is_waited_for_and_where_none_is_the_mark_stays_a_link(page, course):
    lesson = quiz_page.render(course, []).replace("</main>", LATE + "</main>")
    quiz_page.open_page(page, lesson)
    first, second = page.locator("a", has_text="[1]"), page.locator("a", has_text="[2]")
    second.click()
    page.wait_for_url("**/quiz.html#c-root")
    first.click()
    expect(page.locator("aside.lk-cited")).to_have_count(0)
    page.evaluate("""() => document.querySelector('.jp-Notebook').insertAdjacentHTML('beforeend',
      '<ol class="lk-refs"><li id="c-root"><p class="lk-claim">Roots first.</p></li></ol>')""")
    expect(page.locator("aside.lk-cited")).to_contain_text("Roots first.")
    page.keyboard.press("Escape")
    expect(page.locator("aside.lk-cited")).to_have_count(0)
