"""One reader's day in each way to open the course: read, answer, look up, save the passport, go on elsewhere."""

from __future__ import annotations

import json
import re
import sys

import pytest

from .answering import guess_and_write, step_and_mark
from .conftest import ROOT
from .course_copy import copied
from .lite import Lite
from .test_lessons import alive
from .waiting import expect
from .ways import FILES, InBrowser, Seated, Served, Site

FIRST, LAST = "05", "01"
SCORED = {"single", "case", "several", "truefalse", "number", "order", "match", "groups", "pretest"}
NAMES = ("amber", "birch", "cedar")
STUDENTS = iter(NAMES)  # a test that is asked once more takes the next
KEPT = "() => [...document.querySelectorAll('lk-quiz .lk-kept')].every(e => !e.textContent.includes('not yet'))"


@pytest.fixture(scope="module")
def lite(tmp_path_factory):
    """The real course as a site without a server."""
    sys.path.insert(0, str(ROOT / "deploy"))
    import lite as deploy_lite

    work = tmp_path_factory.mktemp("lite")
    copied(work / "source")
    server = Lite(deploy_lite.build(work / "source", work, expose=True))
    yield server
    server.stop()
    server.check()


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """A hub that knows the students."""
    from .hub import classroom

    with classroom(tmp_path_factory.mktemp("hub"), *NAMES) as started:
        yield started


@pytest.fixture
def arrive(request):
    """Return a function that gives a reader who came by the named way, with a browser that has seen nothing."""
    came = []

    def by(name):
        kind, _, other = name.partition(" in ")
        browser = request.getfixturevalue(other.lower() or "browser")
        if kind == "the site":
            way = Site(browser, request.getfixturevalue("site_server"))
        elif kind == "JupyterLite":
            way = InBrowser(browser, request.getfixturevalue("lite"))
        elif kind == "JupyterHub":
            from .hub import Seat

            way = Seated(browser, Seat(request.getfixturevalue("hub"), next(STUDENTS)))
        else:
            interface = {"JupyterLab": "lab", "Notebook 7": "notebook"}[kind]
            way = Served(browser, request.getfixturevalue("jupyters")(interface))
        came.append(way)
        return way

    yield by
    for way in came:
        way.close()


def weekly(*names):
    return pytest.param(*names, marks=pytest.mark.weekly)


@pytest.mark.parametrize(
    ("name", "elsewhere"),
    [
        weekly("the site", "Notebook 7"),
        weekly("Notebook 7", "JupyterLab"),
        ("JupyterLab", "the site"),
        weekly("JupyterLite", "JupyterLab"),
        weekly("JupyterHub", "the site"),
        weekly("the site in Firefox", "JupyterLite"),
        weekly("JupyterLite in Firefox", "the site in Firefox"),
    ],
)
def test_a_reader_answers_looks_up_and_takes_the_passport_elsewhere(arrive, tmp_path, name, elsewhere):
    way = arrive(name)
    asked = {}
    for lesson in (FIRST, LAST):
        way.open(lesson)
        shown_before_it_runs(way)
        way.run()
        alive(way.page, FILES[lesson])
        asked |= step_and_mark(way.page) | guess_and_write(way.page)
        if way.runs:
            way.page.wait_for_function(KEPT)
        cite(way.page)
    assert set(asked.values()) >= {*SCORED, "guess", "open"}
    if way.runs:
        logged = [event["id"] for event in way.log()]
        assert len(set(logged)) == len(logged)
        assert {event["question"] for event in way.log()} == set(asked)

    saved = save_passport(way.page, tmp_path)
    assert {answer["question"] for answer in saved["answers"]} == set(asked)
    here = {question for question in asked if question.startswith(LAST)}
    way.again(LAST)
    answered(way.page, len(here))

    other = arrive(elsewhere)
    other.begin(LAST)
    answered(other.page, 0)
    box = other.page.locator("lk-passport")
    box.locator("input[type=file]").set_input_files(tmp_path / "mine.passport.json")
    expect(box.get_by_text(f"Loaded {len(asked)} answers.")).to_be_visible()
    answered(other.page, len(here))
    if other.runs:
        other.page.wait_for_function(KEPT)
        assert {event["question"] for event in other.log()} == set(asked)


def shown_before_it_runs(way):
    """Questions and figures stand there before anything has run; an output that is not trusted has them to read."""
    expect(way.page.locator(way.question).first).to_contain_text(re.compile(r"\w"))
    if not way.trusted:
        expect(way.page.locator("lk-quiz form")).to_have_count(0)
    expect(way.page.locator(".lk-plate img").first).to_have_attribute("alt", re.compile(".{40}"))


def cite(page):
    """Open a citation and close it by key: the focus is on its mark again."""
    mark = page.locator(':is(main, .jp-RenderedMarkdown) p > a[href^="#c-"]:visible').first
    mark.click()
    expect(page.locator(".lk-cited .lk-claim")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".lk-cited")).to_have_count(0)
    expect(mark).to_be_focused()


def save_passport(page, folder):
    """Save the passport as mine.passport.json, and return what it holds."""
    with page.expect_download() as download:
        page.locator("lk-passport button", has_text="Save my passport").click()
    download.value.save_as(folder / "mine.passport.json")
    return json.loads((folder / "mine.passport.json").read_text("utf-8"))


def answered(page, count):
    """As many questions as that are shown as answered, and the page says of none that its model is missing."""
    expect(page.locator("lk-quiz form").first).to_be_attached()
    expect(page.locator("lk-quiz .lk-chip[data-tone]:not([data-tone=''])")).to_have_count(count)
    expect(page.locator("body")).not_to_contain_text("model not found", use_inner_text=True)
