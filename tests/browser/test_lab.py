"""What a student does, in real JupyterLab and Notebook 7: run, answer, save, close, come back.

A whole day with real lessons, from an untrusted clone on, is in test_ways; here are the corners of it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .. import quiz_keys
from . import axe, live_course
from .conftest import Watch
from .jupyter import CLOSED, PANEL, Notebook
from .waiting import begins, expect

PATH = "live/notebooks/01-small.ipynb"
JUPYTERS_OWN = {
    "notebook": [r"reading 'schema'", CLOSED],  # Notebook 7.6 says it when it opens any notebook, a blank one too
    "lab": [r"null \(reading 'observe'\)", CLOSED],  # a slow page: JupyterLab 4.6 adds cells before its observer
}
# After reopening, each widget that was not saved is reported once; the page itself says what to do instead.
UNSAVED_WIDGETS = r"widget model not found"
SELECTED = f"() => {PANEL}.content.selectedCells.length"
GRADED = (
    *("01-first-leaf", "01-needs", "01-dark", "01-seeds", "01-steps", "01-tools", "01-sort", "01-sun", "01-chart"),
    "01-frost",
)
# Notebook 7 has the kernel, the comms and the server of JupyterLab: what rests on those alone is tried in one of them.
in_lab = pytest.mark.parametrize("jupyter", ["lab"], indirect=True)


def watch_of(jupyter):
    return Watch([*JUPYTERS_OWN[jupyter.interface], UNSAVED_WIDGETS])


@pytest.fixture
def fresh(jupyter, live, context):
    """Return a function that opens the notebook as it was shipped, with no answers anywhere."""
    jupyter.begin()
    shutil.copy(live / "notebooks" / Path(PATH).name, jupyter.root / PATH)
    watch = watch_of(jupyter)

    def open_it(path=PATH):
        return Notebook(jupyter, watch.follow(context.new_page()), path)

    yield open_it
    watch.check()


@pytest.fixture(scope="module")
def run_once(jupyter, browser):
    """The notebook, run: for tests that need nothing more. They follow each other on one page."""
    jupyter.begin()
    watch = watch_of(jupyter)
    context = browser.new_context(viewport={"width": 1000, "height": 1400})
    notebook = Notebook(jupyter, watch.follow(context.new_page()), PATH)
    notebook.run_all()
    notebook.page.locator("lk-passport form").wait_for()
    notebook.page.get_by_text("progress/answers.jsonl.").wait_for()
    notebook.watch = watch
    yield notebook
    context.close()


def quiz(notebook, place=0):
    card = notebook.page.locator("lk-quiz").nth(place)
    card.scroll_into_view_if_needed()
    return card


def answer(notebook, place, option):
    """Choose an option of a single-choice question with the keyboard and check it."""
    card = quiz(notebook, place)
    card.locator("input").nth(option).focus()
    notebook.page.keyboard.press("Space")
    card.locator(".lk-check").focus()
    notebook.page.keyboard.press("Enter")
    # Beside a wrong choice, or in a card that has folded, the line is only said.
    card.locator("[role=status]").filter(has_text=".").first.wait_for(state="attached")
    return card


def kept(card):
    card.get_by_text("Kept in your file.").wait_for(state="attached")


@in_lab
def test_a_blank_notebook_is_the_control(fresh):
    fresh("live/notebooks/blank.ipynb").run_all()


@in_lab
def test_saved_shut_down_and_reopened_everything_is_alive_and_answers_are_shown(fresh, jupyter):
    notebook = fresh()
    notebook.run_all()
    kept(answer(notebook, 0, 1))
    notebook.save()
    assert "widget-state" not in str(notebook.stored()["metadata"]), "default settings save no widgets"
    notebook.shut_down()
    notebook.close()

    again = fresh()
    page = again.page
    card = quiz(again)
    card.get_by_text("Kept in your file.").wait_for(state="attached")
    expect(card.locator("input:checked")).to_have_count(1)
    expect(page.locator("lk-quiz form")).to_have_count(len(live_course.QUESTIONS) + 3)
    page.locator("lk-explorer input:checked").first.focus()
    page.keyboard.press("ArrowDown")
    page.locator("lk-explorer img[alt*='Bo']").first.wait_for()
    page.get_by_text("Run this cell to save your answers.").or_(
        page.locator(".jp-OutputArea-output.jupyter-widgets:not(:has(*))")
    ).first.wait_for(state="attached")
    expect(page.locator("body")).not_to_contain_text("model not found", use_inner_text=True)
    answer(again, 1, 0)
    card = quiz(again, 1)
    expect(card).to_contain_text("Kept in this browser, not yet in your file.")
    again.run_cell(1)
    kept(quiz(again, 1))
    assert [event["question"] for event in jupyter.answers()] == ["01-first-leaf", "01-needs"]


@in_lab
def test_after_a_restart_an_answer_reaches_the_file_exactly_once(fresh, jupyter):
    notebook = fresh()
    notebook.run_all()
    kept(answer(notebook, 0, 0))
    notebook.save()
    notebook.restart()
    answer(notebook, 1, 0)
    notebook.page.reload()
    notebook.page.wait_for_selector("lk-quiz form")
    notebook.page.wait_for_function(
        "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
    )
    notebook.run_cell(1)
    kept(quiz(notebook, 1))
    notebook.run_cell(1)
    notebook.page.get_by_text("progress/answers.jsonl.").wait_for()
    assert [event["question"] for event in jupyter.answers()] == ["01-first-leaf", "01-needs"]


@in_lab
def test_two_open_copies_of_a_lesson_write_each_answer_once(fresh, jupyter):
    shutil.copy(jupyter.root / PATH, jupyter.root / "live/notebooks/copy.ipynb")
    one, two = fresh(), fresh("live/notebooks/copy.ipynb")
    one.run_all()
    two.run_all()
    kept(answer(one, 0, 0))
    kept(quiz(two, 0))
    kept(answer(two, 1, 1))
    kept(quiz(one, 1))
    assert [event["question"] for event in jupyter.answers()] == ["01-first-leaf", "01-needs"]


@in_lab
def test_where_nothing_can_be_written_the_answer_stays_in_the_browser_until_it_can(fresh, jupyter):
    jupyter.progress.write_text("a file where the folder should be")
    notebook = fresh()
    notebook.run_all()
    answer(notebook, 0, 0)
    notebook.page.get_by_text("could not be written").first.wait_for()
    expect(quiz(notebook)).to_contain_text("Kept in this browser, not yet in your file.")
    jupyter.progress.unlink()
    notebook.run_cell(1)
    kept(quiz(notebook))
    assert len(jupyter.answers()) == 1


# -- on one page, in this order ---------------------------------------------------------------------------------------


@in_lab
def test_each_kind_is_answered_by_keyboard_alone_where_single_letters_cut_cells(running):
    page, before = running.page, running.cells()
    page.locator("lk-score .lk-card").wait_for()  # the last cell's output has replaced the stored one
    for identifier, (_, expected) in quiz_keys.ANSWERS.items():
        form = page.locator(f'form.lk-card:has([id^="lk-{identifier}-"][id$="-ask"])').first
        form.scroll_into_view_if_needed()
        if identifier == "01-seeds":
            quiz_keys.into(page, form)
            page.keyboard.type("1")
            quiz_keys.press(page, "Enter")
            expect(form.locator("[role=status]")).to_have_text(begins("Correct.", "Not yet."))
            continue
        quiz_keys.answer(page, form, identifier)
        if identifier == "01-pods":
            expected = "You guessed 850 too high. The book counts 350,"  # what the tables of this course give
        expect(form.locator("[role=status]"), identifier).to_have_text(begins(expected))
    assert running.cells() == before


def test_steps_of_an_explorer_by_keyboard(running):
    notebook = running
    page = notebook.page
    slider = page.locator("lk-explorer input[type=range]")
    slider.focus()
    image = page.locator("lk-explorer img").nth(1)
    first = image.get_attribute("alt")
    page.keyboard.press("ArrowRight")
    expect(image).not_to_have_attribute("alt", first)
    expect(slider).to_have_attribute("aria-valuetext", "0.3")


def test_no_key_inside_a_control_changes_the_notebook(running):
    notebook = running
    page = notebook.page
    page.locator("lk-quiz form").first.wait_for()
    page.locator(".jupyter-widgets select").first.wait_for()
    before = notebook.cells()
    controls = page.locator(
        ".jp-OutputArea-output :is(input, select, textarea, button, [role=slider], summary, [tabindex='0'])"
    )
    seen = set()
    for i in range(controls.count()):
        control = controls.nth(i)
        kind = control.evaluate("e => e.localName + (e.type || '') + (e.closest('[class*=widget-]') ? '/widget' : '')")
        # One of each kind of control is enough.
        if kind in seen or kind.startswith("inputfile") or not control.is_visible() or control.is_disabled():
            continue
        seen.add(kind)
        # The last five move, merge, undo and select cells in Jupyter.
        for key in ("ArrowDown", "b", "c", "x", "m", "d", "d", "Control+Shift+ArrowDown", "Control+Backspace",
                    "Control+Shift+M", "Control+z", "Control+a"):  # fmt: skip
            control.focus()
            page.keyboard.press(key)
        assert notebook.cells() == before, f"a key pressed in {kind} changed the notebook"
        assert page.evaluate(SELECTED) == 1, f"a key pressed in {kind} selected cells"
    assert {"inputradio", "inputcheckbox", "inputtext", "textareatextarea", "buttonsubmit"} <= {
        k.split("/")[0] for k in seen
    }
    assert sum("/widget" in k for k in seen) >= 5, seen


def test_keys_that_jupyter_needs_still_work_from_a_control(running):
    notebook = running
    quiz(notebook).locator("input").first.focus()
    notebook.page.keyboard.press("Control+s")
    notebook.page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")


@in_lab
def test_a_question_of_each_kind_is_kept_in_the_file(running, jupyter):
    notebook = running
    page = notebook.page
    page.locator("lk-quiz form").first.wait_for()
    page.evaluate("""() => {
      for (const form of document.querySelectorAll('lk-quiz form')) {
        const tell = (field) => ['input', 'change'].forEach(t => field.dispatchEvent(new Event(t, {bubbles: true})));
        form.querySelectorAll('fieldset').forEach(f => f.querySelector('[type=radio], [type=checkbox]')?.click());
        form.querySelectorAll('select').forEach(s => { s.selectedIndex = 1; tell(s); });
        for (const field of form.querySelectorAll('textarea, input[type=text], input[type=number]')) {
          field.value = field.localName === 'textarea' ? 'word '.repeat(12) : '5';
          tell(field);
        }
        form.requestSubmit();
      }
    }""")
    page.get_by_text(f"Answered {len(GRADED) + 3} of {len(GRADED) + 3};").wait_for()
    for card in page.locator("lk-quiz").filter(has=page.get_by_text("Check answer")).all():
        card.get_by_text("Kept in your file.").wait_for(state="attached")
    stored = {event["question"] for event in jupyter.answers()}
    assert set(GRADED) | {"01-explain", "01-bed-dry", "01-pods"} <= stored
    assert not stored & {"01-sure", "01-sure-again", "01-liking"}, "private answers never reach the file"


@in_lab
@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"])
def test_axe_finds_nothing_inside_outputs(running, theme):
    page = running.page
    page.evaluate("name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})", theme)
    page.wait_for_selector(f"body[data-jp-theme-name='{theme}']", state="attached")
    # The controls of ipywidgets have faults that are not ours to mend: what this package draws is tested.
    only = () if theme == "JupyterLab Light" else axe.COLORS
    assert axe.violations(page, ".lk, .lk-figure", only=only) == []
