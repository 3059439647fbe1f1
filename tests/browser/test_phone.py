"""Every lesson in Notebook 7 on a phone: nothing that it shows is cut, also what a control of ipywidgets draws."""

from __future__ import annotations

import pytest

from .conftest import Watch
from .jupyter import PANEL, Notebook
from .test_lab import JUPYTERS_OWN, UNSAVED_WIDGETS
from .test_lessons import LESSONS, alive
from .waiting import PATIENCE, becomes, expect

PHONE = {"width": 390, "height": 844}
# What reaches beyond the screen, or beyond a box that hides or scrolls it: pictures, cells, controls, words.
CUT = """() => {
  const found = [];
  for (const part of document.querySelectorAll(
    '.jp-Notebook :is(figure img, th, td, dd, li, p, label, select, button, legend, h1, h2, h3, .widget-inline-hbox)'
  )) {
    if (!part.checkVisibility() || part.closest('.jp-Toolbar, .cm-editor, .jp-OutputPrompt')) continue;
    const {left, right, width} = part.getBoundingClientRect();
    if (width <= 1) continue;
    let edge = [0, document.documentElement.clientWidth];
    for (let box = part.parentElement; box && !box.matches('.jp-Notebook'); box = box.parentElement) {
      if (getComputedStyle(box).overflowX === 'visible') continue;
      const {left: from, right: to} = box.getBoundingClientRect();
      if (to - from > 1) edge = [Math.max(edge[0], from), Math.min(edge[1], to)];
      else edge = null;
      if (!edge) break;
    }
    if (edge && (left < edge[0] - 1.5 || right > edge[1] + 1.5)) {
      const words = (part.alt || part.textContent).slice(0, 50);
      found.push(`${part.tagName} ${Math.round(left)}-${Math.round(right)} ${words}`);
    }
  }
  return found;
}"""
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


@pytest.mark.parametrize("name", LESSONS)
def test_nothing_is_cut_on_a_phone(phone, name):
    jupyter, context = phone
    path = f"course/notebooks/{name}"
    jupyter.trust(path)
    watch = Watch([*JUPYTERS_OWN["notebook"], UNSAVED_WIDGETS])
    notebook = Notebook(jupyter, watch.follow(context.new_page()), path)
    page = notebook.page
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:expand-all-headings')")  # More, too
    alive(page, name)
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
