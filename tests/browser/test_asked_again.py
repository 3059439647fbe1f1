"""What a lesson asks again, a later lesson shows beside the answer of now, when both were given in one browser.

The pairs are those of the course's own questions over two lessons. Private ones stay in the browser.
"""

from __future__ import annotations

import json

import pytest

from lessonkit.course import find_course
from lessonkit.progress import Log
from lessonkit.quiz import bank
from lessonkit.teach import class_page

from .. import progress_page
from ..progress_page import download, press
from ..quiz_page import card, status
from .conftest import ROOT
from .waiting import becomes, expect


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSONKIT_COURSE", str(ROOT))
    monkeypatch.setenv("LESSONKIT_PROGRESS", str(tmp_path / "progress"))
    return find_course(ROOT)


def pairs(course):
    """Return (earlier, later) questions that stand in the banks of two lessons."""
    asked = {question.id: question for each in bank.every(course) for question in each.questions}
    again = [question for question in asked.values() if question.before and question.before[:2] != question.id[:2]]
    assert again, "nothing is asked again in a later lesson"
    return [(asked[question.before], question) for question in again]


def answer(page, question, place):
    form = card(page, question.id)
    form.locator(f"input[value='{place}']").check()
    form.locator(".lk-check").click()


def test_what_was_answered_in_an_earlier_lesson_is_shown_and_private_answers_go_nowhere(
    page, course, kernel, tmp_path
) -> None:
    asked = pairs(course)
    private = {question.id for both in asked for question in both if question.private}
    assert len(private) == 12, "six private questions, before and after"
    assert ("03-size-task-before", "08-size-task") in [(early.id, late.id) for early, late in asked]
    kernel.lesson = "08"
    kernel.restart()
    progress_page.show(page, course, *(early.id for early, _ in asked), lesson="00")
    for early, _ in asked:
        answer(page, early, len(early.options) - 1)
    progress_page.show(page, course, *(late.id for _, late in asked), lesson="08")
    page.add_init_script("window.print = () => { window.top.printed = document.body.innerText; }")
    page.reload()
    kernel.connect()
    for early, late in asked:
        answer(page, late, 0)
        said = f"Before you read, you answered: \u201c{late.options[len(early.options) - 1].text}\u201d."
        expect(status(card(page, late.id)), late.id).to_contain_text(said)

    graded = {question.id for both in asked for question in both} - private
    becomes(
        page,
        lambda: (
            {event["question"] for event in Log(course).events()} >= {late.id for _, late in asked if not late.private}
        ),
        True,
    )
    assert {event["question"] for event in Log(course).events()} <= graded
    whole = download(page)
    assert {given["question"] for given in whole["answers"]} == graded
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "one.passport.json").write_text(json.dumps(whole), "utf-8")
    class_page.write(folder, tmp_path / "report")
    report = "".join(path.read_text("utf-8") for path in (tmp_path / "report").iterdir())
    assert "08-same-people" in report, "the report is about these answers"
    press(page, "Print a summary")
    page.wait_for_function("window.printed")
    for text in (report, page.evaluate("window.printed")):
        for early, late in asked:
            if late.private:
                assert not [words for words in (late.stem, late.id, early.id) if words in text]
