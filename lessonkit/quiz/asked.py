"""Which form of a question an answer was given to: a short mark of what was asked.

Answers are stored by the places of options, so that an option put elsewhere, or another key, would turn what an old
answer means. What does not turn it leaves the mark as it is: feedback, hint, source, level, the order on the screen;
in the texts themselves capitals, spaces, the kind of quotation marks and dashes, and the full stop at the end. Any
other change of a stem, an option or a key makes it another form. A text answer stays what it is whatever its stem
becomes.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING, Any

from lessonkit.quiz.key import key_value
from lessonkit.quiz.model import Compute, Question

if TYPE_CHECKING:
    from lessonkit.course import Course

_ALIKE = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u2212", "''\"\"---")


def form(question: Question, compute: Compute) -> str:
    """Return eight hexadecimal digits for what a question asks; `compute(spec)` gives a key that rests on a table."""
    asked = [question.kind, *map(_plain, question.asked(compute))]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:8]


def forms(course: Course, questions: list[Question]) -> dict[str, str]:
    """Return the form of each of a course's questions by its id. Raises CourseError for a key that is no number."""
    return {question.id: form(question, partial(_key, course, question)) for question in questions}


def _key(course: Course, question: Question, _: dict[str, str]) -> float:
    return key_value(question, course)


def older(entry: dict[str, Any], form: str | None) -> bool:
    """Say whether an answer, or its first try, was given to another form; one without a mark is taken as it is."""
    return "asked" in entry and entry["asked"] != form


def _plain(asked: Any) -> Any:
    if isinstance(asked, list):
        return [_plain(part) for part in asked]
    if not isinstance(asked, str):
        return asked
    alike = unicodedata.normalize("NFKC", asked).translate(_ALIKE).casefold()
    return re.sub(r"\s+", " ", alike).strip().removesuffix(".")
