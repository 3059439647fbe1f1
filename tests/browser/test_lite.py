"""The reader's contract where there is no server: JupyterLite, with Python in the page."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import nbformat
import pytest

from lessonkit.kernel.first_cell import SENTENCE

from .. import test_charts
from . import axe, live_course
from .answering import ANSWER_ALL, STEP_ALL, guess_and_write
from .conftest import ROOT
from .course_copy import copied
from .lite import FILE, Lite, LiteNotebook
from .test_lab import GRADED, answer, kept, quiz
from .test_lessons import LESSONS

sys.path.insert(0, str(ROOT / "deploy"))
import lite as deploy_lite
from lite import packages

from .waiting import becomes, begins, expect

PATH = "live/notebooks/01-small.ipynb"
LOG = "live/progress/answers.jsonl"
FORMS = len(live_course.QUESTIONS) + 3  # a set of three stands under one id
NEWER = "A newer version of this lesson is here."
OLD = PATH.replace("01-small", "old-01")
RENAME = "paths => window.jupyterapp.serviceManager.contents.rename(...paths)"
# Drawing is slow where Python runs in the page: each kind of chart is drawn once. The lessons, which nbval runs in a
# faster Python, run there when `make weekly` asks.
DRAWN = "live/notebooks/02-every-chart.ipynb"


@pytest.fixture(scope="module")
def lite(live, tmp_path_factory, browser):
    """The site of the small course in live/ and of the real one in course/."""
    if not all(deploy_lite.found(deploy_lite.WHEELHOUSE)):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("python deploy/lite --fetch has not run")
    work = tmp_path_factory.mktemp("lite")
    shutil.copytree(live, work / "source/live")
    nbformat.write(every_chart(), work / "source" / DRAWN)
    copied(work / "source/course")
    server = Lite(deploy_lite.build(work / "source", work, expose=True))
    yield server
    server.stop()
    server.check()


def every_chart():
    """Return a notebook that draws what tests/test_charts.py has of each kind, from the same tables."""
    source = Path(test_charts.__file__).read_text("utf-8")
    tables = source[source.index("EVENTS = ") : source.index("kinds = ")]
    cells = [
        "import pandas as pd\nfrom IPython.display import display\nfrom lessonkit import charts, figure",
        tables,
        "for name, draw in KINDS.items():\n    display(figure(draw(), name))",
    ]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])


@pytest.fixture
def watch(lite):
    return lite.watch()


def all_alive(page):
    """Wait until the last cell is drawn too: JupyterLab draws them one after the other."""
    page.locator("lk-passport form").wait_for(state="attached")
    page.wait_for_function("n => document.querySelectorAll('lk-quiz form').length === n", arg=FORMS)


def ready_line(page):
    """What the set-up cell's output says first."""
    return page.locator("lk-lesson .lk-ready").first


@pytest.fixture(scope="module")
def run_once(lite, browser):
    """The small lesson, run, in a browser of its own. The tests below follow each other in it."""
    watch = lite.watch()
    context = browser.new_context(viewport={"width": 1000, "height": 1400}, accept_downloads=True)
    notebook = LiteNotebook(lite, watch.follow(context.new_page()), PATH)
    all_alive(notebook.page)
    expect(notebook.page.locator("lk-quiz .lk-twin, lk-explorer > .lk-twin, lk-rows > .lk-twin")).to_have_count(0)
    notebook.before = notebook.page.evaluate(ANSWER_ALL, "wrong")  # Python is not there yet
    notebook.written = guess_and_write(notebook.page)
    notebook.ready().run_all()
    notebook.page.get_by_text("Your answers are kept in progress/answers.jsonl.").wait_for()
    notebook.page.wait_for_function("() => !window.lessonkit.store.pending('01').length")  # the file has them all
    expect(ready_line(notebook.page)).not_to_contain_text(NEWER)
    notebook.save()
    notebook.watch = watch
    yield notebook
    context.close()


def test_questions_answer_before_python_is_there_and_the_file_gets_it_all_later(running):
    assert all(status and not status.startswith("Correct.") for *_, status, _ in running.before), running.before
    kinds = {kind for _, kind, *_ in running.before}
    assert kinds >= {"single", "several", "truefalse", "number", "order", "match", "groups"}
    assert running.errors() == []
    assert set(running.written.values()) == {"guess", "open"}
    asked = [*(id for id, *_ in running.before), *running.written]
    events = running.answers(LOG)
    assert sorted(event["question"] for event in events) == sorted(asked)
    assert len({event["id"] for event in events}) == len(events)


def test_the_site_has_no_package_that_a_lesson_does_not_load(running, lite):
    there = {path.relative_to(lite.site).as_posix() for path in (lite.site / "static/pyodide").rglob("*.*")}
    assert sorted(name for name in there - set(lite.sent) if (lite.site / name).is_file()) == []


def test_both_explorers_step_through_all_their_states(running):
    stepped = running.page.evaluate(STEP_ALL)
    assert stepped
    assert all(seen == there and not bare for _, seen, there, bare in stepped)
    rows = running.page.locator("lk-rows").first
    rows.locator("input[type=search]").fill("nobody of this name")
    rows.get_by_text("0 of").first.wait_for()
    rows.locator("input[type=search]").fill("")


def test_axe_finds_nothing_in_the_elements(running):
    assert axe.violations(running.page, "lk-quiz", "lk-explorer", "lk-rows", "lk-score", "lk-passport") == []


def test_python_in_the_page_brings_the_slides(running):
    running.page.locator(".lk-present").click()
    number = running.page.frame_locator(".lk-show").locator("section.present .lk-at")
    expect(number).to_have_text(begins("1 of "))
    running.page.keyboard.press("PageDown")
    expect(number).to_have_text(begins("2 of "))
    running.page.keyboard.press("Escape")
    expect(running.page.locator(".lk-show")).to_be_hidden()


def test_no_key_typed_in_a_question_changes_the_notebook(running):
    before = running.cells()
    quiz(running).locator("input").first.focus()
    for key in ("a", "b", "x", "d", "d", "m", "y", "z", "j", "k", "ArrowDown", "0", "0"):
        running.page.keyboard.press(key)
    assert running.cells() == before


def test_a_passport_takes_the_answers_to_another_browser(running, lite, browser, watch, tmp_path):
    box = running.page.locator("lk-passport")
    with running.page.expect_download() as download:
        box.locator("button", has_text="Save my passport").click()
    saved = Path(tmp_path / "mine.passport.json")
    download.value.save_as(saved)
    answers = {event["question"] for event in json.loads(saved.read_text("utf-8"))["answers"]}
    assert answers >= set(GRADED)
    elsewhere = browser.new_context(viewport={"width": 1000, "height": 1400})
    try:
        other = LiteNotebook(lite, watch.follow(elsewhere.new_page()), PATH, app="notebooks")
        box = other.page.locator("lk-passport")
        box.locator("form").wait_for()
        box.locator("input[type=file]").set_input_files(saved)
        box.get_by_text(f"Loaded {len(answers)} answers.").wait_for()
        expect(quiz(other).locator("input:checked")).to_have_count(1)
    finally:
        elsewhere.close()
    watch.check()


@pytest.mark.weekly
def test_after_a_restart_answers_go_on_and_reach_the_file_once(running):
    events = len(running.answers(LOG))
    running.restart()
    first = next(place for place, text in enumerate(running.cells()) if "01-needs" in text)
    running.run_cell(first)
    becomes(running.page, running.errors, [SENTENCE], "Python would only name what is missing")
    card = answer(running, 0, 0)
    card.get_by_text("Kept in this browser, not yet in your file.").wait_for()
    running.run_cell(1)
    kept(quiz(running))
    running.run_cell(first)
    becomes(running.page, running.errors, [])
    after = running.answers(LOG)
    assert len(after) == events + 1
    assert len({event["id"] for event in after}) == len(after)


@pytest.fixture
def corrected(lite, tmp_path):
    """Return a function that publishes the site again, with one sentence of the small lesson and the kit corrected."""
    work = tmp_path

    def publish():
        shutil.copytree(lite.site.parent / "source", work / "source")
        lesson = work / "source" / PATH
        lesson.write_text(lesson.read_text("utf-8").replace("A small lesson", "A corrected lesson"), "utf-8")
        shutil.copytree(ROOT / "lessonkit", work / "kit/lessonkit", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", work / "kit")
        with (work / "kit/lessonkit/text.py").open("a", encoding="utf-8") as file:
            file.write("# corrected\n")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(packages, "ROOT", work / "kit")
            lite.site = deploy_lite.build(work / "source", work, expose=True)

    return publish


@pytest.mark.weekly
def test_a_reader_of_an_old_lesson_hears_of_the_newer_one_and_gets_it_with_all_answers(running, corrected, lite):
    """The site is built anew, with another lesson and another kit, while a browser keeps what it has of the old one."""
    page, context = running.page, running.page.context
    events = len(running.answers(LOG))
    corrected()
    lite.sent.clear()
    page.reload()
    all_alive(page)
    assert "A small lesson" in "".join(running.cells()), "the browser keeps what it has saved"
    expect(page.locator("body")).not_to_contain_text("model not found", use_inner_text=True)
    ready_line(page).get_by_text(NEWER).wait_for()  # before the cell has run
    expect(quiz(running).locator("input:checked")).to_have_count(1)
    answer(running, 0, 1)
    quiz(running).get_by_text("Kept in this browser, not yet in your file.").wait_for(state="attached")
    chosen = quiz(running).locator("input:checked").get_attribute("value")
    running.ready()
    first = next(place for place, text in enumerate(running.cells()) if "01-needs" in text)
    running.run_cell(first)
    becomes(page, running.errors, [SENTENCE], "Python would only name what is missing")
    running.run_cell(1)
    page.get_by_text("Your answers are kept in progress/answers.jsonl.").wait_for()
    kept(quiz(running))
    running.run_cell(first)
    becomes(page, running.errors, [])
    after = running.answers(LOG)
    assert len(after) == events + 1
    assert len({event["id"] for event in after}) == len(after)
    expect(ready_line(page)).to_contain_text(NEWER)
    assert [name for name in lite.sent if "lessonkit-" in name] and not [name for name in lite.sent if "numpy-" in name]
    # As the line says.
    page.evaluate(RENAME, [PATH, OLD])
    running.path = OLD
    newer = LiteNotebook(lite, running.watch.follow(context.new_page()), PATH)
    all_alive(newer.page)
    assert "A corrected lesson" in "".join(newer.cells())
    expect(quiz(newer).locator("input:checked")).to_have_attribute("value", chosen)
    expect(ready_line(newer.page)).not_to_contain_text(NEWER)
    assert "A small lesson" in newer.page.evaluate(FILE, OLD), "what the reader had is kept, too"
    newer.close()


def test_every_kind_of_chart_is_drawn_in_the_page(running):
    running.turn_to(DRAWN)
    running.run_all()
    assert running.errors() == []
    expect(running.page.locator(".lk-figure img:visible")).to_have_count(len(test_charts.KINDS))


@pytest.mark.weekly
@pytest.mark.parametrize("name", LESSONS)
def test_each_lesson_runs_in_the_page_without_a_complaint(running, name):
    """One Python for all of them; that a page's first lesson loads it is seen above."""
    running.turn_to(f"course/notebooks/{name}")
    page = running.page
    page.locator("lk-quiz form").first.wait_for()  # before a cell has run
    running.run_all()
    assert running.errors() == []
    page.get_by_text("Your answers are kept in progress/answers.jsonl.").wait_for()
