"""A class that never was: passports of invented students, the same on every run, to try a report on.

    folder = write(["03"], wrong={"03-why": (0, 19)}, stops={"03-why": 6}, seed=14)

Most answers are right. What is hard for this class is planted: `wrong` names for a question the wrong answer that so
many students give first, `stops` after which question so many answer nothing more.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lessonkit.course import find_course
from lessonkit.progress.passport import FORMAT
from lessonkit.quiz import asked as asking
from lessonkit.quiz import bank
from lessonkit.quiz.key import key_value
from lessonkit.quiz.kinds.guess import Guess
from lessonkit.quiz.kinds.number import Number
from lessonkit.quiz.kinds.order import Order
from lessonkit.quiz.kinds.placing import Placing
from lessonkit.quiz.kinds.truefalse import TrueFalse
from lessonkit.teach.stopped import way

if TYPE_CHECKING:
    from lessonkit.course import Course
    from lessonkit.quiz.model import Question

RIGHT = 0.85  # of the answers that nothing makes hard
MENDED = 0.75  # of those that were wrong at first
TEXT = "A text of nobody, number {}, made to try the report."


def write(
    lessons: Sequence[str],
    *,
    students: int = 30,
    wrong: Mapping[str, tuple[Any, int]] | None = None,
    stops: Mapping[str, int] | None = None,
    beside: bool = False,
    seed: int = 1,
    folder: Path | None = None,
) -> Path:
    """Write one passport a student of the course around into `folder`, or a new one, and return the folder.

    Each student goes the way of each lesson, with `beside` also what stands under *More*. `wrong` and `stops` are
    what the module says. Raises CourseError for a lesson without questions.
    """
    course = find_course()
    folder = folder or Path(tempfile.mkdtemp(prefix="made-class-"))
    folder.mkdir(parents=True, exist_ok=True)
    banks = [bank.bank(course, lesson) for lesson in lessons]
    known = [question for one in banks for question in one.questions if not question.private]
    asked = known if beside else [question for one in banks for question in way(course, one)]
    forms = asking.forms(course, asked)
    luck = random.Random(seed)
    who = range(students)
    trapped = {id: set(luck.sample(who, many)) for id, (_, many) in (wrong or {}).items()}
    left = luck.sample(who, sum((stops or {}).values()))
    ends = {left.pop(): id for id, many in (stops or {}).items() for _ in range(many)}
    for student in who:
        answers, second, gone = [], 0, ""
        for question in asked:
            if question.lesson == gone:
                continue
            second += luck.randrange(30, 90)
            planted = (wrong or {})[question.id][0] if student in trapped.get(question.id, ()) else None
            answers.append(_event(course, question, student, second, luck, planted, forms[question.id]))
            gone = question.lesson if ends.get(student) == question.id else ""
        whole = {"format": FORMAT, "course": course.id, "passport": f"made{student:03}", "answers": answers}
        whole["nickname"] = f"Made {student + 1}"
        (folder / f"made-{student + 1:03}.json").write_text(json.dumps(whole), "utf-8")
    return folder


def _event(
    course: Course, question: Question, student: int, second: int, luck: random.Random, planted: Any, form: str
) -> dict[str, Any]:
    right = right_answer(course, question)
    fine = luck.random() < RIGHT and planted is None
    again = not fine and question.scored
    if not question.graded:
        given, verdict = (right if isinstance(question, Guess) else TEXT.format(student + 1)), None
    else:
        given = right if fine else _other(question, right, luck) if planted is None else planted
        verdict = fine
    mended = again and luck.random() < MENDED
    first = {"answer": given, "right": verdict, "at": _at(second), "asked": form}
    return {
        "id": f"made{student:03}-{question.id}", "course": course.id, "lesson": question.lesson,
        "question": question.id, "kind": "pretest" if question.pretest else question.kind,
        "answer": right if mended else given, "right": True if mended else verdict, "score": None,
        "try": 2 if again else 1, "at": _at(second + 20 if again else second), "first": first, "asked": form,
    }  # fmt: skip


def _at(second: int) -> str:
    return f"2026-01-01T{8 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000Z"


def right_answer(course: Course, question: Question) -> Any:
    """Return the answer that the page marks right, as a browser stores it; None for a question without one."""
    if isinstance(question, Number | Guess):
        return question.number(partial(_key, course, question))
    if isinstance(question, Order):
        return list(range(len(question.options)))
    if isinstance(question, Placing):
        return [question.target(at) for at in range(len(question.options))]
    places = [at for at, option in enumerate(question.options) if option.right]
    if isinstance(question, TrueFalse):
        return {"v": question.answer, "r": places[0]}
    return places[0] if question.one_right else places or None


def _key(course: Course, question: Question, _: dict[str, str]) -> float:
    return key_value(question, course)


def _other(question: Question, right: Any, luck: random.Random) -> Any:
    """Return a wrong answer to a question."""
    if isinstance(question, Number):
        return right + luck.choice((-3, -2, -1, 1, 2, 3)) * max(1, round(3 * question.margin(right) + right / 10))
    if isinstance(question, Order):
        swapped = list(right)
        at = luck.randrange(len(right) - 1)
        swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
        return swapped
    if isinstance(question, Placing):
        at = luck.randrange(len(right))
        others = sorted(set(question.choice_places().values()) - {right[at]})
        return [*right[:at], luck.choice(others), *right[at + 1 :]]
    if isinstance(question, TrueFalse):
        return {"v": not right["v"], "r": luck.choice([at for at in range(len(question.options)) if at != right["r"]])}
    wrong = [at for at, option in enumerate(question.options) if not option.right]
    if question.one_right:
        return luck.choice(wrong)
    return sorted({*right[1:], *([luck.choice(wrong)] if wrong else [])})
