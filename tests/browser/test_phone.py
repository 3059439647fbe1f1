"""Lessons in Notebook 7 on a phone: nothing that they show is cut, also what a control draws; citations open in place.

The stored page of every lesson is seen at that width in test_exports; what Jupyter adds is seen in one of them, and in
all when `make weekly` asks.
"""

from __future__ import annotations

import pytest

from .cited import ACTS, opens_and_closes
from .conftest import Watch
from .cut import CUT
from .jupyter import PANEL, Notebook
from .test_lab import JUPYTERS_OWN, UNSAVED_WIDGETS
from .test_lessons import LESSONS, WHOLE, alive
from .waiting import PATIENCE, becomes, expect

PHONE = {"width": 390, "height": 844}
CONTROL = f"""() => {PANEL}.content.widgets.findIndex(({{model}}) =>
  model.type === 'code' && model.sharedModel.getSource().includes('import interact'))"""


@pytest.fixture(scope="module")
def phone(jupyters, browser):
    """Notebook 7 on a phone."""
    jupyter = jupyters("notebook")
    jupyter.begin()
    context = browser.new_context(viewport=PHONE, has_touch=True)
    context.set_default_timeout(PATIENCE)
    yield jupyter, context
    context.close()


@pytest.mark.parametrize("name", [n if n == WHOLE else pytest.param(n, marks=pytest.mark.weekly) for n in LESSONS])
def test_nothing_is_cut_on_a_phone(phone, name):
    jupyter, context = phone
    path = f"course/notebooks/{name}"
    jupyter.trust(path)
    watch = Watch([*JUPYTERS_OWN["notebook"], UNSAVED_WIDGETS])
    notebook = Notebook(jupyter, watch.follow(context.new_page()), path)
    page = notebook.page
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:expand-all-headings')")  # More, too
    alive(page, name)
    if name == WHOLE:
        for act in ACTS:
            opens_and_closes(page, act)
    page.evaluate("() => document.querySelectorAll('.jp-Notebook details').forEach(more => { more.open = true; })")
    assert page.evaluate(CUT) == []
    at = page.evaluate(CONTROL)
    if at >= 0:
        notebook.run_cell(2)
        notebook.run_cell(at)
        cell = page.locator(".jp-CodeCell", has_text="import interact")
        expect(cell.locator(".widget-dropdown select, .widget-slider").first).to_be_visible()
        expect(cell.locator(".jp-OutputArea .lk-figure img:visible")).to_have_count(cell.count())
        becomes(page, lambda: page.evaluate(CUT), [], "what a control draws fits, too")
    notebook.shut_down()
    notebook.close()
    watch.check()
