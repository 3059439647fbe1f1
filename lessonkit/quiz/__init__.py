"""Questions of a lesson, shown in a notebook.

    quiz.show(course, "01", ["01-name-in-act"])

Importing this costs nothing that a lesson has not paid already: tables are only touched for a computed key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lessonkit.errors import CourseError
from lessonkit.html import Html, Markup
from lessonkit.quiz import bank as _bank
from lessonkit.quiz import card, cite
from lessonkit.quiz.key import key_value
from lessonkit.quiz.model import Bank, Question, QuestionSet

if TYPE_CHECKING:
    from lessonkit.course import Course


#: From so many questions on they are shown one at a time.
STEPPED = 3


def show(course: Course, lesson: str, ids: Sequence[str], figure: Html | None = None) -> Html:
    """Return the questions with these ids; the id of a set stands for all of its questions.

    A set is shown one question at a time, and so are three or more questions.

    `figure` goes into the questions that ask about one (`figure: true` in the bank). Ids may belong to the
    bank of another lesson. Raises CourseError for an unknown id, and for a figure missing or not asked about.
    """
    if isinstance(ids, str):
        ids = [ids]
    if not ids:
        raise CourseError('Name the questions to show, such as lesson.quiz("01-who-made-it")')
    picture = getattr(figure, "html", None) if figure is not None else ""
    if picture is None:
        raise CourseError("figure= takes what figure(...) returns", "write figure=figure(chart, title)")
    shown: list[Question] = []
    parts = []
    for identifier in ids:
        entry, inside, found = _find(course, lesson, str(identifier))
        shown += inside
        pieces = Markup("").join(_one(course, question, found, picture) for question in inside)
        parts.append(card.quiz_set(entry, found, course.id, pieces) if entry else pieces)
    if picture and not any(question.figure for question in shown):
        raise CourseError("no figure is asked about", "write 'figure: true' in the bank", place=", ".join(ids))
    inner = Markup("").join(parts)
    if len(shown) == len(parts) >= STEPPED:  # no set among them, which steps by itself
        inner = card.stepped(course.id, lesson, inner)
    return Html(inner, f"Quiz({', '.join(repr(str(identifier)) for identifier in ids)})")


def overall(course: Course, lesson: str) -> list[list[Any]]:
    """Return [lowest share, words] from high to low for a lesson's score; [] when its bank has none."""
    return card.overall(_bank.bank(course, lesson))


def _find(course: Course, lesson: str, identifier: str) -> tuple[QuestionSet | None, list[Question], Bank]:
    """Return (set or None, its questions, the bank) for the id of a question or of a set."""
    home = identifier[:2] if identifier[:2].isdigit() and identifier[2:3] == "-" else lesson
    found = _bank.bank(course, home)
    for entry in found.sets:
        if entry.id == identifier:
            return entry, [question for question in found.questions if question.set == entry.id], found
    return None, [_bank.pick(found, identifier)], found


def _one(course: Course, question: Question, found: Bank, picture: str) -> Markup:
    def refer(identifier: str) -> tuple[str, str]:
        try:
            return cite.refer(course, identifier)
        except CourseError as error:
            raise error.within(f"{question.place}, question {question.id}") from None

    def compute(spec: dict[str, str]) -> float:
        return key_value(question, course)

    if question.figure and not picture:
        raise CourseError(
            f"The question {question.id} asks about a figure", f'write lesson.quiz("{question.id}", figure=...)'
        )
    return card.quiz(question, found, course.id, refer, compute, picture if question.figure else "")
