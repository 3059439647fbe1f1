"""Two kinds that ask before they tell: a guess, whose count is computed, and a case, whose situation is quoted."""

from __future__ import annotations

import re

import pytest

from lessonkit.author.check import bank_balance
from lessonkit.errors import CourseError
from lessonkit.quiz import asked, bank, card
from lessonkit.teach import classroom, paper_questions
from lessonkit.teach.handed_in import Group

from . import quiz_samples

COUNTED = {"table": "seeds", "where": "", "column": "seeds", "agg": "sum"}


@pytest.fixture
def found():
    return bank.parse(quiz_samples.BANK, "01.yaml")


def one(found, id):
    return next(question for question in found.questions if question.id == id)


def shown(found, id, number=1234.0):
    question = one(found, id)
    payload = card.data(question, found, lambda source: (source, ""), lambda spec: number)
    return payload, card.twin(question, found, payload=payload)


def changed(old, new):
    return quiz_samples.BANK.replace(old, new, 1)


def test_the_count_of_a_guess_comes_from_its_table_rounded_to_its_step(found):
    assert one(found, "01-pods").computed_from == COUNTED
    payload, _ = shown(found, "01-pods", 36.5)
    assert (payload["value"], payload["from"], payload["to"], payload["step"]) == (37, 0, 2000, 1)
    assert payload["right"] == "The book counts 37, more than most people think."
    tenths = bank.parse(changed("    to: 2000\n", "    to: 2000\n    step: 0.1\n"), "01.yaml")
    assert shown(tenths, "01-pods", 36.84)[0]["value"] == 36.8


def test_a_changed_count_leaves_a_guess_what_it_was_but_not_what_is_stored(found):
    guess = one(found, "01-pods")
    assert asked.form(guess, lambda spec: 1.0) == asked.form(guess, lambda spec: 2.0)
    assert shown(found, "01-pods", 1.0)[0] != shown(found, "01-pods", 2.0)[0], "so that the check turns red"


def test_without_a_script_the_count_of_a_guess_is_folded(found):
    _, twin = shown(found, "01-pods")
    before, folded = twin.split("<details>")
    assert "from 0 to 2,000" in before and "1,234" not in before
    assert "See the count" in folded and "1,234" in folded and "more than most people think" in folded


def test_on_paper_a_guess_has_a_line_and_the_key_has_the_count(found):
    payload, _ = shown(found, "01-pods")
    sheet, key = paper_questions.sheet(payload, 1), paper_questions.key(payload, 1)
    assert "Write your guess." in sheet and 'class="rule"' in sheet and "1,234" not in sheet
    assert "The count: 1,234" in key


def test_a_guess_is_nobodys_score_and_in_no_table_of_right_and_wrong(found):
    assert "01-pods" not in {question.id for question in classroom.scored([found])}
    first = {"answer": 3, "right": None, "at": "2026-11-28T10:00:00.000Z"}
    event = {"id": "a", "question": "01-pods", "lesson": "01", "kind": "guess", "answer": 3, "right": None, "try": 1}
    group = Group([{"01-pods": {**event, "score": None, "at": first["at"], "first": first}}])
    assert "01-pods" not in set(classroom.questions(group, [found])["question"])
    assert "01-pods" not in set(classroom.choices(group, [found])["question"])
    assert classroom.unused(group, [found]) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("    from: 0\n    to: 2000\n", "    from: 9\n    to: 9\n", "'to' is not above 'from'"),
        ("    to: 2000\n", "    to: 2000\n    step: 0\n", "'step' is not between 0 and the whole range"),
        (
            "    key: {table: seeds, column: seeds, agg: sum}\n    unit: pods\n",
            "    value: 2001\n    unit: pods\n",
            "'value' lies outside 'from' and 'to'",
        ),
        (
            "    key: {table: seeds, column: seeds, agg: sum}\n    unit: pods\n",
            "    unit: pods\n",
            "give the right number",
        ),
        ("    unit: pods\n    source", "    unit: pods\n    pretest: true\n    source", "cannot grade the kind guess"),
        ("    document: It is April. A gardener", "    stem2: A gardener", "the key 'stem2' is not known"),
    ],
)
def test_a_guess_or_case_that_cannot_be_asked_is_refused_in_a_sentence(old, new, fault):
    with pytest.raises(CourseError, match=re.escape(fault)):
        bank.parse(changed(old, new), "01.yaml")


def test_the_situation_of_a_case_stands_before_the_question_everywhere(found):
    payload, twin = shown(found, "01-frost")
    assert payload["document"].startswith("It is April.")
    assert twin.index("It is April.") < twin.index("What should she do?")
    sheet, key = paper_questions.sheet(payload, 1), paper_questions.key(payload, 1)
    for paper in (sheet, key):
        assert paper.index("It is April.") < paper.index("What should she do?")
    assert "Tick one decision." in sheet
    assert "A cloth keeps two degrees." in key


def test_another_situation_is_another_question_and_its_decisions_are_checked_like_choices(found):
    case, other = one(found, "01-frost"), bank.parse(changed("It is April.", "It is July."), "01.yaml")
    assert asked.form(case, lambda spec: 0) != asked.form(one(other, "01-frost"), lambda spec: 0)
    assert "01-frost" in {question.id for question in classroom.scored([found])}
    both = bank.parse(changed("Dig the seeds out", "None of the above"), "01.yaml")
    assert any("01-frost: the option" in str(finding) for finding in bank_balance.findings([both]))
