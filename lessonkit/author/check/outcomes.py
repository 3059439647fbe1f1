"""Each question that is marked names one of its lesson's outcomes, by which a class report says what to teach again."""

from __future__ import annotations

from lessonkit.author.check.bank import readable
from lessonkit.author.check.finding import Finding
from lessonkit.course import Course, taught


def check(course: Course) -> list[Finding]:
    """Return the questions that name no outcome, or one that their lesson does not have.

    A lesson that lists no outcomes, or is not written yet, has nothing to be held against.
    """
    found: list[Finding] = []
    promised: dict[str, int] = {}
    for question in readable(course):
        if question.lesson not in promised:
            promised[question.lesson] = len(taught.outcomes(course, question.lesson))
        most = promised[question.lesson]
        if not most:
            continue
        if question.outcome > most:
            what = f"{question.id} has outcome {question.outcome}, and its lesson lists {most}"
            found.append(Finding(question.place, what, f"write a number from 1 to {most}"))
        elif question.graded and not question.outcome:
            what = f"{question.id} names none of its lesson's outcomes"
            found.append(Finding(question.place, what, f"write outcome: and its place in their list, 1 to {most}"))
    return found
