"""Every lesson in real JupyterLab: run, stepped, answered wrong and right; one of them reopened, in Notebook 7 too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessonkit.course import shelf

from . import axe
from .answering import ANSWER_ALL, STEP_ALL
from .conftest import Watch
from .jupyter import Notebook
from .test_lab import JUPYTERS_OWN, UNSAVED_WIDGETS
from .waiting import expect

ROOT = Path(__file__).resolve().parent.parent.parent
LESSONS = [path.name for path in shelf.shelf(ROOT).notebooks if shelf.lesson_of(path)]
# One lesson takes the whole way, in either interface: what a page and a day do to it shows in any. Of the others, what
# is their own is tried in one page of JupyterLab, so that a further lesson costs little.
WHOLE = next(name for name in LESSONS if name >= "01")
OTHERS = [name for name in LESSONS if name != WHOLE]
BEGINNINGS = {"wrong": ("Not yet. ", "Partly right. "), "right": ("Correct. ",), "pretest": ("Kept. ",)}


@pytest.fixture
def open_notebook(jupyter, context):
    jupyter.begin()
    watch = Watch([*JUPYTERS_OWN[jupyter.interface], UNSAVED_WIDGETS])
    yield lambda path: Notebook(jupyter, watch.follow(context.new_page()), path)
    watch.check()


def elements(name, tag):
    """Return how many elements of a kind the stored outputs of a lesson hold."""
    cells = json.loads((ROOT / "notebooks" / name).read_text("utf-8"))["cells"]
    html = ["".join(o["data"].get("text/html", "")) for c in cells for o in c.get("outputs", []) if "data" in o]
    return sum(text.count(f"<lk-{tag} ") for text in html)


def alive(page, name):
    """Wait until all that the lesson holds is alive, and see that no twin is left beside it."""
    for tag, live in (("quiz", "form"), ("explorer", ".lk-panel"), ("rows", ".lk-all")):
        count = elements(name, tag)
        page.wait_for_function(
            "([tag, live, n]) => document.querySelectorAll(`lk-${tag} ${live}`).length === n", arg=[tag, live, count]
        )
    expect(page.locator("lk-quiz > .lk-twin, lk-explorer > .lk-twin, lk-rows > .lk-twin")).to_have_count(0)


def run_and_answered(notebook, name):
    """Run a lesson, step its explorers, answer all its questions wrong and right; return the ids in the log."""
    page, jupyter = notebook.page, notebook.jupyter
    before = len(jupyter.answers())
    notebook.run_all()
    alive(page, name)
    expect(page.locator(".jp-OutputArea [data-mime-type='application/vnd.jupyter.error']")).to_have_count(0)
    page.get_by_text("progress/answers.jsonl.").wait_for()

    for explorer, seen, states, bare in page.evaluate(STEP_ALL):
        assert (seen, bare) == (states, 0), f"{explorer}: {seen} of {states} states, {bare} without picture or alt"

    for which in ("wrong", "right"):
        for question, kind, said, words in page.evaluate(ANSWER_ALL, which):
            assert said.startswith(BEGINNINGS.get(kind) or BEGINNINGS[which]), f"{question}, answered {which}: {said}"
            assert words in said, f"{question}, answered {which}: {said}"
    page.wait_for_function(
        "() => [...document.querySelectorAll('lk-quiz .lk-kept')].every(e => !e.textContent.includes('not yet'))"
    )
    logged = [event["id"] for event in jupyter.answers()[before:]]
    assert len(logged) == len(set(logged)) == 2 * len(page.evaluate(ANSWER_ALL, "right"))
    assert axe.violations(page, ".lk, .lk-figure") == []
    return logged


@pytest.mark.parametrize("jupyter", ["lab", "notebook"], indirect=True)
def test_a_lesson_from_the_first_run_to_the_next_day(open_notebook, jupyter):
    path = f"course/notebooks/{WHOLE}"
    notebook = open_notebook(path)
    logged = run_and_answered(notebook, WHOLE)
    notebook.save()
    notebook.shut_down()
    notebook.close()

    again = open_notebook(path)
    alive(again.page, WHOLE)
    shown = again.page.locator("lk-quiz .lk-chip:is([data-tone=good], [data-tone=later])")
    expect(shown, "earlier answers are shown").to_have_count(len(logged) // 2)
    expect(again.page.locator("body")).not_to_contain_text("model not found", use_inner_text=True)


@pytest.fixture(scope="module")
def run_once(jupyters, browser):
    """One page of JupyterLab, in which lessons are opened one after the other."""
    jupyter = jupyters("lab")
    jupyter.begin()
    watch = Watch([*JUPYTERS_OWN["lab"], UNSAVED_WIDGETS])
    context = browser.new_context(viewport={"width": 1000, "height": 1400})
    notebook = Notebook(jupyter, watch.follow(context.new_page()), "live/notebooks/blank.ipynb")
    notebook.watch = watch
    yield notebook
    context.close()


@pytest.mark.parametrize("name", OTHERS)
def test_each_other_lesson_runs_steps_and_marks_every_answer(running, name):
    running.turn_to(f"course/notebooks/{name}")
    run_and_answered(running, name)
