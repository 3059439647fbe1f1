"""JupyterLab as `make lab` and Binder open it: the lesson alone, unchanged, and no stray key can take a cell away."""

from __future__ import annotations

import shutil
import sys

import pytest

from .conftest import ROOT, Watch
from .jupyter import PANEL, READY, Jupyter
from .waiting import becomes, expect

sys.path.insert(0, str(ROOT / "deploy"))
import lab

FIRST = lab.FIRST.partition("/tree/")[2]
DIRTY = f"() => {PANEL}.context.model.dirty"
COLLAPSED = "() => window.jupyterapp.shell.leftCollapsed"


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """JupyterLab over the real course, with the settings that `deploy/prepare.py` puts in place."""
    scratch = tmp_path_factory.mktemp("calm")
    for folder in ("data", "notebooks"):
        shutil.copytree(ROOT / folder, scratch / "root" / folder)
    profile = scratch / "ipython/profile_default"
    profile.mkdir(parents=True)
    shutil.copy(ROOT / "deploy/settings/ipython_config.json", profile)
    jupyter = Jupyter(scratch / "root", scratch, "lab", ROOT / "deploy/settings")
    jupyter.trust(FIRST)
    yield jupyter
    jupyter.stop()


@pytest.fixture
def opened(calm, context):
    """Return a function that opens the first page, or another, as `make lab` does."""
    watch = Watch()

    def open_it(path=FIRST):
        page = watch.follow(context.new_page())
        page.goto(calm.url + lab.FIRST.replace(FIRST, path))
        page.wait_for_function(READY, arg=path)
        return page

    yield open_it
    watch.check()


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
    page.evaluate("() => window.jupyterapp.commands.execute('filebrowser:toggle-main')")
    expect(page.locator(".jp-DirListing-itemText").first).to_contain_text("00-start-here")


def test_a_link_leads_to_the_next_lesson_in_the_same_place(opened):
    page = opened()
    page.locator(".lk-around a").last.click()
    path = "notebooks/01-creation-after-9-11.ipynb"
    page.wait_for_function(READY, arg=path)
    assert page.evaluate(COLLAPSED) is True


def test_no_letter_inserts_cuts_or_changes_a_cell(calm, opened):
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
