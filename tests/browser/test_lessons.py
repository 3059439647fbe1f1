"""Every lesson in real JupyterLab, one in Notebook 7: run, stepped, answered wrong and right, reopened alive."""

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
# What Notebook 7 does otherwise shows in any lesson.
WHERE = [*(("lab", name) for name in LESSONS), ("notebook", next(name for name in LESSONS if name >= "01"))]
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
    for tag, live in (("quiz", "form"), ("explorer", ".lk-panel"), ("rows", "[role=status]")):
        count = elements(name, tag)
        page.wait_for_function(
            "([tag, live, n]) => document.querySelectorAll(`lk-${tag} ${live}`).length === n", arg=[tag, live, count]
        )
    expect(page.locator("lk-quiz > .lk-twin, lk-explorer > .lk-twin, lk-rows > .lk-twin")).to_have_count(0)


@pytest.mark.parametrize(("jupyter", "name"), WHERE, indirect=["jupyter"])
def test_a_lesson_from_the_first_run_to_the_next_day(open_notebook, jupyter, name):
    path = f"course/notebooks/{name}"
    notebook = open_notebook(path)
    page = notebook.page
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
    logged = [event["id"] for event in jupyter.answers()]
    assert len(logged) == len(set(logged)) == 2 * len(page.evaluate(ANSWER_ALL, "right"))

    assert axe.violations(page, ".lk, .lk-figure") == []
    notebook.save()
    notebook.shut_down()
    notebook.close()

    again = open_notebook(path)
    alive(again.page, name)
    shown = again.page.locator("lk-quiz .lk-chip:is([data-tone=good], [data-tone=later])")
    expect(shown, "earlier answers are shown").to_have_count(len(logged) // 2)
    expect(again.page.locator("body")).not_to_contain_text("model not found", use_inner_text=True)
