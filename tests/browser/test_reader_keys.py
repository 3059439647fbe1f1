"""Keys in an element and around it, in real JupyterLab and Notebook 7; and outputs that are read whole."""

from __future__ import annotations

import pytest

from .jupyter import PANEL, Notebook
from .test_lab import PATH, SELECTED, watch_of
from .waiting import becomes

ACTIVE = f"() => {PANEL}.content.activeCellIndex"
COUNTS = f"() => {PANEL}.content.widgets.map(cell => cell.model.executionCount ?? 0)"
# The place of the cell that holds the focus, and whether it is the cell itself that does.
FOCUS = f"""() => {{
  const cells = {PANEL}.content.widgets.map(cell => cell.node);
  const at = cells.findIndex(cell => cell.contains(document.activeElement));
  return [at, cells[at] === document.activeElement];
}}"""
# A control of each element, and what is pressed on the way to it.
PLACES = {
    "radio": "lk-quiz:has([type=radio]) [type=radio]",
    "checkbox": "lk-quiz:has([type=checkbox]) [type=checkbox]",
    "text": "lk-quiz .lk-number",
    "words": "lk-quiz textarea",
    "menu": "lk-quiz select",
    "button": "lk-quiz .lk-check",
    "set": "lk-set .lk-step button",
    "explorer": "lk-explorer [type=radio]",
    "slider": "lk-explorer [type=range]",
    "fold": "lk-explorer .lk-table summary",
    "search": "lk-rows [type=search]",
    "sort": "lk-rows .lk-sort",
    "passport": "lk-passport input[type=text]",
}


@pytest.fixture(scope="module")
def opened(browser):
    """Return a function that gives the notebook of a server, opened and run when it is first asked for."""
    notebooks = {}

    def get(jupyter):
        if jupyter not in notebooks:
            jupyter.begin()
            watch = watch_of(jupyter)
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            notebook = notebooks[jupyter] = Notebook(jupyter, watch.follow(context.new_page()), PATH)
            notebook.run_all()
            notebook.page.locator("lk-passport form").wait_for()
            notebook.watch = watch
        return notebooks[jupyter]

    yield get
    for notebook in notebooks.values():
        notebook.page.context.close()


@pytest.fixture
def run_once(jupyter, opened):
    """Not of the module: pytest makes a fixture anew for each test that names its server itself, as TRIED does."""
    return opened(jupyter)


def place_of(page, selector):
    """The place of the cell that holds an element."""
    return page.locator(selector).first.evaluate(
        f"e => {PANEL}.content.widgets.findIndex(cell => cell.node.contains(e))"
    )


# The elements are the same in Notebook 7, and so is JupyterLab's notebook in it: one control of each sort shows that.
TRIED = [*(("lab", name) for name in PLACES), *(("notebook", name) for name in ("radio", "words", "explorer"))]


@pytest.mark.parametrize(("jupyter", "name"), TRIED, indirect=["jupyter"])
def test_shift_enter_goes_on_to_the_next_cell_and_escape_to_the_own_and_nothing_runs(running, name):
    page, cells, counts = running.page, running.cells(), running.page.evaluate(COUNTS)
    control = page.locator(PLACES[name]).first
    at = place_of(page, PLACES[name])
    for key, to in (("Shift+Enter", min(at + 1, len(cells) - 1)), ("Escape", at)):
        control.focus()
        page.keyboard.press(key)
        becomes(page, lambda: page.evaluate(FOCUS), [to, True], key)
        becomes(page, lambda: page.evaluate(ACTIVE), to, key)
    for key in ("Control+Enter", "Alt+Enter", "Control+Shift+Enter"):
        control.focus()
        page.keyboard.press(key)
        becomes(page, lambda: page.evaluate(FOCUS), [at, False], key)
    assert page.evaluate(COUNTS) == counts
    assert running.cells() == cells


def test_after_check_answer_by_mouse_shift_enter_goes_on_and_the_next_runs_that_cell(running):
    page = running.page
    card = page.locator("lk-quiz").first
    at = place_of(page, "lk-quiz")
    card.locator("label").first.click()
    card.locator(".lk-check").click()
    page.keyboard.press("Shift+Enter")
    becomes(page, lambda: page.evaluate(ACTIVE), at + 1)
    before = page.evaluate(COUNTS)
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(f"before => ({COUNTS})()[{at + 1}] > before[{at + 1}]", arg=before)
    becomes(page, lambda: page.evaluate(ACTIVE), at + 2)


def test_a_click_beside_the_output_takes_the_keys_to_the_notebook(running):
    page = running.page
    at = place_of(page, "lk-quiz")
    page.locator("lk-quiz").first.locator("label").first.click()
    page.evaluate(f"at => {PANEL}.content.widgets[at + 1].node.scrollIntoView({{block: 'center'}})", at)
    page.locator(".jp-Notebook-cell").nth(at + 1).locator(".jp-InputPrompt").first.click()
    before = page.evaluate(COUNTS)
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(f"before => ({COUNTS})()[{at + 1}] > before[{at + 1}]", arg=before)


@pytest.mark.parametrize(
    "words", ["lk-quiz legend", "lk-explorer .lk-title", "lk-rows caption > bdi", "lk-passport .lk-label"]
)
def test_letters_after_a_click_on_the_words_of_an_element_change_nothing(running, words):
    page, cells = running.page, running.cells()
    page.locator(words).first.click()
    for key in ("b", "a", "x", "d", "d", "m", "y", "c", "v", "z", "Shift+M", "0", "0", "Enter", "Control+Enter"):
        page.keyboard.press(key)
    assert running.cells() == cells
    assert page.evaluate(SELECTED) == 1


# The last on that page. What the kit shows, three screens of it: references that are open, questions below each other.
TALL = (
    "from lessonkit.html import Html, Markup\n"
    "Html(Markup('<div class=\"lk\">{}</div>').format(Markup('<p>A line.</p>') * 120), 'Lines')"
)


@pytest.mark.parametrize("jupyter", ["lab", "notebook"], indirect=True)
def test_a_long_output_is_read_whole_without_any_setting_on_a_desk_and_on_a_phone(jupyter, opened):
    notebook = opened(jupyter)
    page, at = notebook.page, len(notebook.cells()) - 1
    source = f"{PANEL}.content.widgets[at].model.sharedModel.setSource(code)"
    page.evaluate(f"([at, code]) => {source}", [at, TALL])
    for width, height in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        notebook.run_cell(at)
        area = page.locator(".jp-Notebook-cell").nth(at).locator(".jp-Cell-outputArea")
        area.locator(".jp-OutputArea-child").first.wait_for()
        # Notebook 7 decides once the output has been drawn; some frames later it must still stand there whole.
        shown, scrolled, content = area.evaluate("""async area => {
          for (let i = 0; i < 30; i++) await new Promise(requestAnimationFrame);
          const child = area.querySelector('.jp-OutputArea-child');
          return [area.clientHeight, area.scrollHeight, child.offsetHeight];
        }""")
        assert scrolled == shown >= content > 2 * height
    notebook.watch.check()
