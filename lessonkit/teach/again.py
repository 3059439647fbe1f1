"""What to teach again: what a class missed by outcome and by part of a lesson, and the mistakes behind it.

    units = outcomes(group, banks, course)    one row an outcome; parts(...) one row a part; mistakes(...) one a mistake

A student *missed* an outcome who was right at the first try in fewer than half of the answers given to its questions,
and misses it *still* with fewer than half right at last. A question that names no outcome stands by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from lessonkit.course import taught
from lessonkit.quiz.key import key_value
from lessonkit.teach.classroom import fits, scored
from lessonkit.teach.handed_in import Answers, Group

if TYPE_CHECKING:
    from lessonkit.course import Course
    from lessonkit.quiz.model import Bank, Question

MOST = 5  # units, and single questions beside them, that the first screen names
HARD = 1 / 3  # of the answers to a question wrong at first: it is hard
LEAST_SHARE = 0.25  # of the students who answered: what fewer missed is not named
LEAST_ANSWERED = 1 / 3  # of the students of the lesson: what fewer answered is not ranked
KEPT = 20  # mistakes listed for each question
COLUMNS = [
    "lesson",
    "about",
    "questions",
    "students",
    "missed",
    "share_missed",
    "still",
    "answers",
    "share_right_first",
]


class Unit(NamedTuple):
    """What questions are counted together by: an outcome, a part of a lesson, or one question alone."""

    lesson: str
    place: int
    about: str


def outcome_of(course: Course, banks: Sequence[Bank]) -> dict[str, Unit]:
    """Return for the id of each question that counts the outcome it is about."""
    found = {}
    for bank in banks:
        promised = taught.outcomes(course, bank.lesson)
        for n, question in enumerate(scored([bank]), len(promised) + 1):
            known = 0 < question.outcome <= len(promised)
            about = promised[question.outcome - 1] if known else question.stem
            found[question.id] = Unit(bank.lesson, question.outcome if known else n, about)
    return found


def part_of(course: Course, banks: Sequence[Bank]) -> dict[str, Unit]:
    """Return for the id of each question that counts the part of the lesson that asks it, by its heading."""
    found = {}
    for bank in banks:
        asked = taught.parts(course, bank.lesson)
        order = list(dict.fromkeys(asked.values()))
        for question in scored([bank]):
            part = asked.get(question.id, asked.get(question.set, ""))
            found[question.id] = Unit(bank.lesson, order.index(part) if part else len(order), part or "Elsewhere")
    return found


def counted(group: Group, banks: Sequence[Bank], units: dict[str, Unit]) -> pd.DataFrame:
    """Return one row a unit, in the order of the course: how many students answered, missed and still miss it."""
    by_id = {question.id: question for question in scored(banks)}
    tallies: dict[Unit, list[tuple[int, int, int]]] = defaultdict(list)
    for answers in group.students:
        mine: dict[Unit, list[tuple[bool, bool]]] = defaultdict(list)
        for id, first, last in _verdicts(answers, by_id):
            mine[units[id]].append((first, last))
        for unit, given in mine.items():
            tallies[unit].append((len(given), sum(first for first, _ in given), sum(last for _, last in given)))
    sizes = Counter(units[id] for id in by_id)
    rows = [_row(unit, sizes[unit], tallies[unit]) for unit in sorted(set(units.values()))]
    return pd.DataFrame(rows, columns=COLUMNS)


def _verdicts(answers: Answers, by_id: dict[str, Question]) -> Iterator[tuple[str, bool, bool]]:
    for id, event in answers.items():
        if id in by_id and fits(event, by_id[id]) and event["first"]["right"] is not None:
            yield id, event["first"]["right"], event["right"] is True


def _row(unit: Unit, questions: int, given: list[tuple[int, int, int]]) -> dict[str, Any]:
    missed = sum(2 * first < answers for answers, first, _ in given)
    answers = sum(answers for answers, _, _ in given)
    return {
        "lesson": unit.lesson,
        "about": unit.about,
        "questions": questions,
        "students": len(given),
        "missed": missed,
        "share_missed": missed / len(given) if given else None,
        "still": sum(2 * last < answers for answers, _, last in given),
        "answers": answers,
        "share_right_first": sum(first for _, first, _ in given) / answers if answers else None,
    }


def ranked(table: pd.DataFrame, began: dict[str, int]) -> tuple[pd.DataFrame, int]:
    """Return the rows of `counted` to teach again, the most missed first, and how many had too few answers to rank.

    `began` is how many students answered in each lesson. What too few of them answered is left out, and what fewer
    than a quarter missed, or one student of several; equal shares stand by the number of students, then by the share of
    wrong answers.
    """
    answered = table[table["students"] > 0]
    enough = answered["students"] >= answered["lesson"].map(began).fillna(0) * LEAST_ANSWERED
    rows = answered[enough]
    rows = rows[(rows["share_missed"].astype(float) >= LEAST_SHARE) & ((rows["missed"] > 1) | (rows["students"] == 1))]
    order = rows.assign(wrong=-rows["share_right_first"].astype(float)).sort_values(
        ["share_missed", "missed", "wrong"], ascending=False, kind="stable"
    )
    return order.drop(columns="wrong").head(MOST), len(answered) - int(enough.sum())


# -- the mistakes behind it --------------------------------------------------------------------------------------------


def mistakes(group: Group, banks: Sequence[Bank], course: Course) -> pd.DataFrame:
    """Return one row a mistake in first answers, the most frequent of each question first.

    `mistake` is what was chosen, placed or typed, or two items the wrong way round; `why` is what the page says to it:
    the mistake behind it. For each question as many as twenty.
    """

    def made(question: Question, answer: Any, compute: Callable[[dict[str, str]], float]) -> list[tuple[str, str]]:
        return list(dict.fromkeys(question.mistakes(answer, compute)))

    rows = [
        {"lesson": question.lesson, "question": question.id, "mistake": text, "students": count, "of": of, "why": why}
        for question, (text, why), count, of in _tallied(group, banks, course, made)
    ]
    return pd.DataFrame(rows, columns=["lesson", "question", "mistake", "students", "of", "why"])


def wholes(group: Group, banks: Sequence[Bank], course: Course) -> pd.DataFrame:
    """Return one row a wrong order or number, as it was given at the first try, the most frequent of each first."""

    def made(question: Question, answer: Any, compute: Callable[[dict[str, str]], float]) -> list[str]:
        return [words] if (words := question.whole(answer)) else []

    rows = [
        {"lesson": question.lesson, "question": question.id, "answer": text, "students": count, "of": of}
        for question, text, count, of in _tallied(group, banks, course, made)
    ]
    return pd.DataFrame(rows, columns=["lesson", "question", "answer", "students", "of"])


def _tallied(
    group: Group, banks: Sequence[Bank], course: Course, made: Callable[..., list[Any]]
) -> Iterator[tuple[Question, Any, int, int]]:
    by_id = {question.id: question for question in scored(banks)}
    firsts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for answers in group.students:
        for id, _, _ in _verdicts(answers, by_id):
            firsts[id].append(answers[id]["first"])
    for id, question in by_id.items():
        number = cache(partial(key_value, question, course))  # a table is asked once
        tally = Counter(
            one for first in firsts[id] if not first["right"] for one in made(question, first["answer"], _only(number))
        )
        for one, count in sorted(tally.items(), key=lambda pair: (-pair[1], str(pair[0])))[:KEPT]:
            yield question, one, count, len(firsts[id])


def _only(number: Callable[[], float]) -> Callable[[dict[str, str]], float]:
    return lambda _: number()
