"""The right number of a number question or a guess, written in the bank or computed from a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lessonkit.errors import CourseError
from lessonkit.quiz.kinds.keyed import Keyed
from lessonkit.quiz.model import Question

if TYPE_CHECKING:
    from lessonkit.course import Course

# "percent", "percent of the list", "% of agencies"; "percentage points" are a difference, which no share is.
_PERCENT = re.compile(r"%|\bper\s?cent(age)?\b(?! points)|\bpct\b", re.IGNORECASE)


def key_value(question: Question, course: Course) -> float:
    """Return the right number of a question that has one, computed from its table when the bank says so.

    A share is given in percent where its unit says so: "percent", "% of agencies". Raises CourseError for a key that
    is no number, and for one with decimals that no tolerance lets anybody type.
    """
    if not isinstance(question, Keyed):
        return 0.0
    if question.spec is None:
        return question.value or 0.0
    from lessonkit.course import tables

    try:
        value = float(tables.compute(question.spec, course))
        if question.spec["agg"] == "share" and _PERCENT.search(question.unit):
            value = round(value * 100, 9)  # 0.29 * 100 is not 29
        if round(value, 2) != value and not question.rounds:
            raise CourseError(f"the key is {value:.6g}, which nobody types in full", "write how far off in 'tolerance'")
        return value
    except CourseError as error:
        raise error.within(f"{question.place}, question {question.id}") from None
    except (TypeError, ValueError):
        raise CourseError(
            "the key gives no number", "choose a column of numbers", place=f"{question.place}, question {question.id}"
        ) from None
