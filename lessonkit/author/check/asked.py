"""Cells and banks agree: each question is stored as its bank has it today, and none that counts is left unasked."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lessonkit.author.check.bank import FOLDER, readable
from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Cell, Notebook
from lessonkit.author.check.outline import tree
from lessonkit.author.check.stored import RUN
from lessonkit.author.check.stored_html import parse
from lessonkit.errors import CourseError

if TYPE_CHECKING:
    from lessonkit.course import Course
    from lessonkit.quiz.model import Bank, Question


def check(notebook: Notebook, course: Course) -> list[Finding]:
    """Return cells that ask for what no bank has, show other questions than they ask, or show them as they were."""
    asks = {cell.place: written(cell) for cell in notebook.code}
    # A quiz made in one cell may be shown by another, which then names no id.
    loose = any(ids is None for ids in asks.values())
    found: list[Finding] = []
    for cell in notebook.code:
        where, ids, shown = notebook.at(cell), asks[cell.place], stored(cell)
        if ids or (ids is not None and not loose):
            found += _other(where, ids, [str(data.get("id")) for data in shown], course)
        found += [finding for data in shown for finding in _stale(where, data, course)]
    return found


def unasked(course: Course, pages: Iterable[Notebook]) -> list[Finding]:
    """Return the questions with a right answer that no lesson asks: a score could never be reached with them.

    A bank whose lesson is not written yet has nothing to be held against.
    """
    lessons: dict[str, str] = {}
    asked: set[str] = set()
    for page in (page for page in pages if page.lesson):
        lessons.setdefault(page.lesson, page.name)
        for cell in page.code:  # a cell that writes no id may show what another one has made
            asked.update(written(cell) or [str(data.get("id")) for data in stored(cell)])
    found = []
    for question in readable(course):
        if question.graded and question.lesson in lessons and not {question.id, question.set} & asked:
            what = f"{question.id} is asked in no cell of notebooks/{lessons[question.lesson]}"
            mend = f'write lesson.quiz("{question.id}") in one, or take the question out'
            found.append(Finding(question.place, what, mend))
    return found


def written(cell: Cell) -> list[str] | None:
    """Return the ids that a cell asks by `lesson.quiz("…")`, in order; None when the source alone does not say.

    So it is when a call is not displayed, when an id is computed, and when `lesson.quiz` is handed on without a call.
    """
    parsed = tree(cell.source)
    if parsed is None:
        return None
    ids: list[str] = []
    shown = [call for node in parsed.body if isinstance(node, ast.Expr) for call in _calls(node)]
    named = [node for node in ast.walk(parsed) if isinstance(node, ast.Attribute) and node.attr == "quiz"]
    if len(shown) < len(named):
        return None
    for call in sorted(shown, key=lambda call: (call.lineno, call.col_offset)):
        for value in call.args:
            if not (isinstance(value, ast.Constant) and isinstance(value.value, str)):
                return None
            ids.append(value.value)
    return ids


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    for found in ast.walk(node):
        if isinstance(found, ast.Call) and isinstance(found.func, ast.Attribute) and found.func.attr == "quiz":
            yield found


def stored(cell: Cell) -> list[dict[str, Any]]:
    """Return the data of the questions in a cell's stored output, in order."""
    return parse(cell.html).quizzes if "<lk-quiz" in cell.html else []


def _other(where: str, ids: Sequence[str], shown: Sequence[str], course: Course) -> Iterator[Finding]:
    banks = [_bank(course, identifier) for identifier in ids]
    inside = [[q.id for q in _members(bank, id)] for bank, id in zip(banks, ids, strict=True) if bank]
    if len(inside) < len(ids):
        return
    wanted = [id for members in inside for id in members]
    if not all(inside):
        unknown = ", ".join(id for id, members in zip(ids, inside, strict=True) if not members)
        yield Finding(where, f"asks {unknown}, which no bank has", f"correct the id, then {RUN}")
    elif wanted != list(shown):
        what = f"asks {', '.join(wanted) or 'no question'}, and its stored output shows {', '.join(shown) or 'none'}"
        yield Finding(where, what, RUN)


def _stale(where: str, data: dict[str, Any], course: Course) -> Iterator[Finding]:
    identifier = str(data.get("id"))
    bank = _bank(course, identifier)
    question = next((q for q in bank.questions if q.id == identifier), None) if bank else None
    if question is None or bank is None:
        return
    try:
        today = _today(question, bank, course)
    except CourseError:
        return  # a source or a key that does not exist is named by `questions`
    if data != today:
        what = f"the stored question {identifier} is no longer what {bank.name}, its sources and tables say"
        yield Finding(where, what, RUN)


def _today(question: Question, bank: Bank, course: Course) -> Any:
    """Return the data that `lessonkit run` would store for a question."""
    from lessonkit.quiz import card, cite
    from lessonkit.quiz.key import key_value

    def compute(spec: dict[str, str]) -> float:
        return key_value(question, course)

    data = card.data(question, bank, lambda identifier: cite.refer(course, identifier), compute)
    return json.loads(json.dumps({"course": course.id} | data))


def _members(bank: Bank, identifier: str) -> list[Question]:
    """Return the question of an id, or all questions of a set."""
    return [question for question in bank.questions if identifier in (question.id, question.set)]


def _bank(course: Course, identifier: str) -> Bank | None:
    """Return the bank that an id belongs to, without questions where the course has none.

    None when it cannot be read: `questions` says so.
    """
    from lessonkit.quiz import bank
    from lessonkit.quiz.model import Bank

    lesson = identifier[:2]
    if not re.fullmatch(r"\d\d-.*", identifier) or not (course.root / FOLDER / f"{lesson}.yaml").exists():
        return Bank(lesson, "", ())
    try:
        return bank.bank(course, lesson)
    except CourseError:
        return None
