"""A student of a hub, by browser: signs up, answers, loses the server, comes back on another computer."""

from __future__ import annotations

import json
import os
import signal

import pytest

from ..quiz_page import card
from .answering import STEP_ALL
from .conftest import ROOT, Watch
from .hub import KEPT_IN, Seat, classroom
from .test_lab import JUPYTERS_OWN, UNSAVED_WIDGETS
from .waiting import PATIENCE, becomes, expect

pytestmark = pytest.mark.weekly
LESSON = next((ROOT / "notebooks").glob("01-*.ipynb"))
PATH = f"notebooks/{LESSON.name}"
SETUP = 2  # the place of the set-up cell
NAMES = ("amber", "birch", "cedar", "daisy", "elder", "ferny")
# What JupyterLab says of a server that was killed on purpose.
GONE = (r"Failed to load resource", r"WebSocket connection", r"Kernel|Connection|Fetch|fetch|Server")
OPTIONS = """() => [...document.querySelectorAll('lk-quiz')]
  .filter(el => el.getClientRects().length).map(el => JSON.parse(el.dataset.lk))
  .filter(q => q.kind === 'single' && !q.pretest).slice(0, 2)
  .map(q => [q.id, q.options.find(o => o.right).at])"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    with classroom(tmp_path_factory.mktemp("hub"), *NAMES) as hub:
        yield hub


@pytest.fixture(scope="module")
def names():
    """Students who have not been here; a test that is asked once more takes others."""
    return iter(NAMES)


@pytest.fixture
def computer(browser):
    """Return a function that gives a browser which has seen nothing; `own` is what it may complain of."""
    opened = []

    def another(*own):
        context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
        context.set_default_timeout(PATIENCE)
        watch = Watch([*JUPYTERS_OWN["lab"], UNSAVED_WIDGETS, *own])
        opened.append((context, watch))
        return watch.follow(context.new_page())

    yield another
    for context, _ in opened:
        context.close()
    for _, watch in opened:
        watch.check()


def answer(page, identifier, at):
    form = card(page, identifier)
    form.locator(f'input[value="{at}"]').check()
    form.locator("[type=submit]").click()
    return form


def in_file(page, identifier):
    expect(card(page, identifier).locator(".lk-kept")).to_have_text("Kept in your file.")


def test_answers_outlive_the_server_and_the_computer(hub, names, computer):
    page, seat = computer(*GONE), Seat(hub, next(names))
    seat.sign_up(page)
    seat.log_in(page)
    expect(page.locator("#jp-left-stack")).to_be_hidden()  # the calm view
    notebook = seat.open(page, PATH)
    expect(page.locator("lk-quiz form").first).to_be_attached()  # alive before anything has run
    notebook.run_all()
    page.get_by_text(f"Your answers are kept in {KEPT_IN}.").first.wait_for()
    assert all(seen == there and not bare for _, seen, there, bare in page.evaluate(STEP_ALL))
    (first, right), (second, other) = page.evaluate(OPTIONS)
    answer(page, first, right)
    in_file(page, first)
    assert [event["question"] for event in seat.answers()] == [first]

    for pid in seat.hub.processes(seat.name):  # the machine kills the server and the kernel
        os.kill(pid, signal.SIGKILL)
    answer(page, second, other)
    expect(card(page, second).locator(".lk-kept")).to_have_text("Kept in this browser, not yet in your file.")
    seat.start_again(page)
    notebook = seat.open(page, PATH)
    notebook.run_all()
    in_file(page, second)
    becomes(page, lambda: [event["question"] for event in seat.answers()], [first, second])
    with page.expect_download() as download:
        page.locator("lk-passport button", has_text="Save my passport").click()
    passport = json.loads(download.value.path().read_text("utf-8"))
    assert {event["question"] for event in passport["answers"]} == {first, second}
    notebook.save()
    page.context.close()

    page = computer()  # the next day, elsewhere
    seat.log_in(page)
    seat.open(page, PATH).run_cell(SETUP)
    page.get_by_role("button", name="Take them in").first.click()
    for identifier in (first, second):
        in_file(page, identifier)
        expect(card(page, identifier).locator(".lk-chip")).to_contain_text("Correct")


def test_who_logs_in_after_another_at_one_computer_sees_nothing_of_the_other(hub, names, computer):
    page, before, after = computer(), Seat(hub, next(names)), Seat(hub, next(names))
    before.sign_up(page)
    before.log_in(page)
    before.open(page, PATH).run_cell(SETUP)
    first, right = page.evaluate(OPTIONS)[0]
    answer(page, first, right)
    in_file(page, first)
    page.goto(f"{hub.url}/hub/logout")
    expect(page.get_by_text("Successfully logged out.").or_(page.locator("#login_submit"))).to_be_visible()
    after.sign_up(page)
    after.log_in(page)
    after.open(page, PATH).run_cell(SETUP)
    page.get_by_text(f"Your answers are kept in {KEPT_IN}.").first.wait_for()
    expect(page.locator("lk-quiz .lk-chip[data-tone]:not([data-tone=''])")).to_have_count(0)
    assert after.answers() == []
    assert len(before.answers()) == 1
    assert page.request.get(f"{before.url}/api/contents").status in (403, 404)
