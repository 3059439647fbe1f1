"""Every lesson in real JupyterLab: run, stepped, answered wrong and right. It takes long: `make weekly` asks.

Two of the lessons are gone through in each way to open them, see test_ways; that every question of every lesson marks
each answer is seen on the pages of the reading site, see test_site, and nbval runs every cell.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessonkit.course import shelf

from . import axe
from .answering import step_and_mark
from .conftest import Watch
from .jupyter import Notebook
from .test_lab import JUPYTERS_OWN, UNSAVED_WIDGETS
from .waiting import expect

ROOT = Path(__file__).resolve().parent.parent.parent
LESSONS = [path.name for path in shelf.shelf(ROOT).notebooks if shelf.lesson_of(path)]
# Where one lesson is enough: what a page and a day do to it shows in any.
WHOLE = next(name for name in LESSONS if name >= "01")


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


@pytest.mark.weekly
@pytest.mark.parametrize("name", LESSONS)
def test_each_lesson_runs_steps_and_marks_every_answer(running, name):
    running.turn_to(f"course/notebooks/{name}")
    page, jupyter = running.page, running.jupyter
    before = len(jupyter.answers())
    running.run_all()
    alive(page, name)
    expect(page.locator(".jp-OutputArea [data-mime-type='application/vnd.jupyter.error']")).to_have_count(0)
    page.get_by_text("progress/answers.jsonl.").wait_for()
    kinds = step_and_mark(page)
    page.wait_for_function(
        "() => [...document.querySelectorAll('lk-quiz .lk-kept')].every(e => !e.textContent.includes('not yet'))"
    )
    logged = [event["id"] for event in jupyter.answers()[before:]]
    assert len(logged) == len(set(logged)) == 2 * len(kinds)
    assert axe.violations(page, ".lk, .lk-figure") == []
