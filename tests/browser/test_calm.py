"""JupyterLab as `make lab` and Binder open it: the lesson alone, unchanged, and no stray key can take a cell away."""

from __future__ import annotations

import shutil
import sys

import pytest

from .conftest import ROOT, Watch
from .course_copy import copied
from .jupyter import PANEL, READY, Jupyter
from .waiting import PATIENCE, becomes, expect

sys.path.insert(0, str(ROOT / "deploy"))
import lab

FIRST = lab.FIRST.partition("/tree/")[2]
DIRTY = f"() => {PANEL}.context.model.dirty"
FILES = "() => window.jupyterapp.commands.execute('filebrowser:toggle-main')"
COLLAPSED = "() => window.jupyterapp.shell.leftCollapsed"


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """JupyterLab over the real course, with the settings that `deploy/prepare.py` puts in place."""
    scratch = tmp_path_factory.mktemp("calm")
    copied(scratch / "root")
    profile = scratch / "ipython/profile_default"
    profile.mkdir(parents=True)
    shutil.copy(ROOT / "lessonkit/kernel/environment/etc/ipython/ipython_config.json", profile)
    jupyter = Jupyter(scratch / "root", scratch, "lab", ROOT / "deploy/settings")
    yield jupyter
    jupyter.stop()


@pytest.fixture(scope="module")
def pages(calm, browser):
    """Return a function that gives the page of a notebook, opened as `make lab` does when it is first asked for.

    The tests of one page follow each other on it, in the order of this file.
    """
    context = browser.new_context(viewport={"width": 1000, "height": 1400})
    context.set_default_timeout(PATIENCE)
    watch, there = Watch(), {}

    def get(path=FIRST):
        if path not in there:
            calm.trust(path)
            page = there[path] = watch.follow(context.new_page())
            page.goto(calm.url + lab.FIRST.replace(FIRST, path))
            page.wait_for_function(READY, arg=path)
        return there[path]

    get.watch = watch
    yield get
    context.close()


@pytest.fixture
def opened(pages):
    yield pages
    pages.watch.check()


def test_the_lesson_stands_alone_and_is_unchanged(opened):
    page = opened()
    page.locator("lk-lesson .lk-nav").wait_for()
    assert page.evaluate("() => window.jupyterapp.shell.mode") == "single-document"
    assert page.evaluate(COLLAPSED) is True
    # JupyterLab has asked the kernel for its language by then.
    page.wait_for_function(f"async () => !!(await {PANEL}.sessionContext.session.kernel.info)")
    assert page.evaluate(DIRTY) is False


def test_the_list_of_files_begins_with_the_first_page(opened):
    page = opened()
    page.evaluate(FILES)
    expect(page.locator(".jp-DirListing-itemText").first).to_contain_text("00-start-here")
    page.evaluate(FILES)
    page.wait_for_function(COLLAPSED)


def test_no_letter_inserts_cuts_or_changes_a_cell(opened):
    page = opened()
    cells = f"() => {PANEL}.content.widgets.map(c => c.model.type + ':' + c.model.sharedModel.getSource())"
    before = page.evaluate(cells)
    page.locator(".jp-MarkdownCell").nth(1).click()
    for key in ("a", "b", "d", "d", "x", "v", "y", "m", "r", "1", "Shift+A", "Shift+B", "Shift+ArrowDown", "Shift+M"):
        page.keyboard.press(key)
    assert page.evaluate(cells) == before
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:insert-cell-below')")  # as its button does
    becomes(page, lambda: len(page.evaluate(cells)), len(before) + 1, "who wants to still can")


def test_undo_and_redo_work_in_a_text_field(opened):
    page = opened()
    field = page.locator("lk-passport input[type=text]").first
    field.click()
    page.keyboard.type("Juniper")
    page.keyboard.press("Control+z")
    expect(field).to_have_value("")
    page.keyboard.press("Control+Shift+z")
    expect(field).to_have_value("Juniper")


LESSON = "notebooks/01-creation-after-9-11.ipynb"
HIDDEN = f"() => {PANEL}.content.widgets.flatMap((c, i) => c.isHidden ? [i] : [])"
COUNTS = f"() => {PANEL}.content.widgets.map(c => c.model.executionCount ?? 0)"
WHERE = f"words => {PANEL}.content.widgets.findIndex(c => c.model.sharedModel.getSource().includes(words))"
CHOOSE = f"""at => {{
  const notebook = {PANEL}.content;
  notebook.activeCellIndex = at;
  notebook.widgets[at].node.focus();
}}"""
FOLDED = f"at => {PANEL}.content.widgets[at].inputHidden"


def cleared(page):
    """Forget what has run, so that what runs is seen."""
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    page.wait_for_function(f"() => ({COUNTS})().every(n => !n)")


def test_a_control_of_ipywidgets_takes_the_place_of_its_picture(opened):
    page = opened(LESSON)
    cell = page.locator(".jp-CodeCell", has_text="import interact")
    expect(cell.locator(".lk-figure")).to_have_count(1)
    expect(cell.locator(".lk-figure")).to_be_visible()
    expect(cell.get_by_text("interactive(children=")).to_be_hidden()
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    menu = cell.locator(".widget-dropdown select")
    menu.wait_for()
    expect(cell.locator(".lk-figure:visible")).to_have_count(1)
    menu.select_option("Acting or in charge")
    expect(cell.locator(".lk-figure:visible .lk-title")).to_contain_text("cting or in charge")


def test_a_folded_cell_runs_and_stays_folded(opened):
    page = opened(LESSON)
    at = page.evaluate(WHERE, 'load("timeline")')
    assert page.evaluate(FOLDED, at) is True
    cleared(page)
    page.evaluate(CHOOSE, page.evaluate(WHERE, "import Lesson"))
    page.keyboard.press("Shift+Enter")
    page.locator("lk-lesson").wait_for()
    page.evaluate(CHOOSE, at)
    page.keyboard.press("Shift+Enter")
    page.locator("lk-explorer .lk-panel").first.wait_for()
    assert page.evaluate(FOLDED, at) is True


def test_more_opens_closed_and_is_run_with_all_the_rest(opened):
    page = opened(LESSON)
    more = page.evaluate(WHERE, "### More")
    assert more + 1 in page.evaluate(HIDDEN)
    assert more not in page.evaluate(HIDDEN)
    cleared(page)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(READY, arg=LESSON)
    assert page.evaluate(COUNTS)[more + 1] > 0, "the questions under More have run"
    page.locator(".jp-MarkdownCell", has_text="More · Three official").get_by_text("cell hidden").click()
    becomes(page, lambda: more + 1 in page.evaluate(HIDDEN), False, "a click opens it")


def test_a_link_leads_to_the_next_lesson_in_the_same_place(opened):
    page = opened()
    page.locator(".lk-around a").last.click()
    path = "notebooks/01-creation-after-9-11.ipynb"
    page.wait_for_function(READY, arg=path)
    assert page.evaluate(COLLAPSED) is True
