"""A class's answers: the passports of a folder, and what they say about each question.

    group = collect(folder, course)
    questions(group, banks)      one row a question; choices(...) one row an option; shifts(...) one row a pair

Nobody is named: passports are counted, never listed. Opinions and free text are not looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from statistics import correlation, median
from typing import TYPE_CHECKING, Any

import pandas as pd

from lessonkit.progress.event import Event
from lessonkit.quiz.asked import older
from lessonkit.teach.handed_in import Answers, Group, collect

if TYPE_CHECKING:
    from lessonkit.quiz.model import Bank, Question

__all__ = [
    "Group", "choices", "collect", "first_tries", "fits", "graded", "lessons", "questions", "scored",
    "set_older_aside", "shifts", "unused",
]  # fmt: skip

PAUSE = 15 * 60  # seconds between two answers that count as one sitting
FEWEST = 10  # students below which a discrimination says nothing


# -- one row a question ------------------------------------------------------------------------------------------------


def graded(banks: Sequence[Bank]) -> list[Question]:
    """Return the questions that the page itself marks right or wrong, in the order of the course."""
    return [question for bank in banks for question in bank.questions if question.graded]


def scored(banks: Sequence[Bank]) -> list[Question]:
    """Return the graded questions without those asked before the reading, which stand in `shifts` alone."""
    return [question for question in graded(banks) if question.scored]


def questions(group: Group, banks: Sequence[Bank]) -> pd.DataFrame:
    """Return one row a graded question; a pretest (`pretest: true` in the bank) has none, and counts for no other.

    `students` answered it; `right_first` of them were right at the first try, a share of `share_right_first`;
    `right_now` were right at the last; `tries` is the median number of tries; `minutes` the median time since the
    student's previous answer in one sitting. `discrimination` is the correlation of being right at this question with
    the share right at all others (-1 to 1): empty below ten students or where all answered alike.
    """
    asked = scored(banks)
    by_id = {question.id: question for question in asked}
    verdicts = [first_tries(answers, by_id) for answers in group.students]
    rights = [sum(verdict.values()) for verdict in verdicts]
    waits = _waits(group)
    rows = []
    for question in asked:
        mine = [event for event in _to(question, group) if event["first"]["right"] is not None]
        right = sum(event["first"]["right"] for event in mine)
        rows.append(
            {
                "lesson": question.lesson,
                "question": question.id,
                "kind": question.kind,
                "stem": question.in_full,
                "students": len(mine),
                "right_first": right,
                "share_right_first": right / len(mine) if mine else None,
                "right_now": sum(event["right"] is True for event in mine),
                "tries": median(event["try"] for event in mine) if mine else None,
                "minutes": round(median(waits[question.id]) / 60, 1) if question.id in waits else None,
                "discrimination": _discrimination(question.id, verdicts, rights),
            }
        )
    columns = ["lesson", "question", "kind", "stem", "students", "right_first", "share_right_first", "right_now"]
    return pd.DataFrame(rows, columns=[*columns, "tries", "minutes", "discrimination"])


def fits(event: Event, question: Question) -> bool:
    """Say whether an answer was given when its question was of the kind that it is now."""
    return event["kind"] == question.kind or (question.pretest and event["kind"] == "pretest")


def _to(question: Question, group: Group) -> list[Event]:
    found = (answers.get(question.id) for answers in group.students)
    return [event for event in found if event and fits(event, question)]


def first_tries(answers: Answers, asked: dict[str, Question]) -> dict[str, bool]:
    """Return whether a student was right at the first try, for each question of `asked` that was answered."""
    fitting = {id: event for id, event in answers.items() if id in asked and fits(event, asked[id])}
    return {id: event["first"]["right"] for id, event in fitting.items() if event["first"]["right"] is not None}


def _discrimination(question: str, verdicts: list[dict[str, bool]], right: list[int]) -> float | None:
    """Return the correlation of being right here with the share right elsewhere; `right` counts each one's verdicts."""
    pairs = []
    for verdict, rights in zip(verdicts, right, strict=True):
        if question in verdict and len(verdict) > 1:
            pairs.append((float(verdict[question]), (rights - verdict[question]) / (len(verdict) - 1)))
    if len(pairs) < FEWEST or len({a for a, _ in pairs}) == 1 or len({b for _, b in pairs}) == 1:
        return None
    return round(correlation([a for a, _ in pairs], [b for _, b in pairs]), 2)


def _moment(text: str) -> float | None:
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError, OSError):
        return None  # the right shape, but no day of any calendar


def _waits(group: Group) -> dict[str, list[float]]:
    """Return, for each question, the seconds from the answer or try before it to its own first answer."""
    waits: dict[str, list[float]] = {}
    for answers in group.students:
        moments = _moments(answers.values())
        for id, event in answers.items():
            at = _moment(event["first"]["at"])
            if at is None:
                continue
            before = bisect_left(moments, at)
            if before and at - moments[before - 1] <= PAUSE:
                waits.setdefault(id, []).append(at - moments[before - 1])
    return waits


def _moments(events: Iterable[Event]) -> list[float]:
    found = {_moment(at) for event in events for at in (event["first"]["at"], event["at"])}
    return sorted(at for at in found if at is not None)


# -- one row a lesson, an option, a pair -------------------------------------------------------------------------------


def lessons(group: Group, table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a lesson: students who answered in it, share right at the first try, time of use.

    `minutes` is the median over students of the time between answers in one sitting: reading before the first answer
    is not in it. `first_day` and `last_day` are days of this computer's time zone. `table` is what `questions`
    returned: a pretest counts in no lesson.
    """
    rows = []
    for lesson, part in table.groupby("lesson", sort=True):
        kinds = dict(zip(part["question"], part["kind"], strict=True))
        here = [
            [event for id, event in answers.items() if event["kind"] == kinds.get(id)] for answers in group.students
        ]
        here = [events for events in here if events]
        moments = [at for events in here for at in _moments(events)]
        answered = int(part["students"].sum())
        rows.append(
            {
                "lesson": lesson,
                "students": len(here),
                "answers": answered,
                "share_right_first": int(part["right_first"].sum()) / answered if answered else None,
                "minutes": round(median(_sitting(events) for events in here) / 60, 1) if here else None,
                "first_day": _day(min(moments)) if moments else "",
                "last_day": _day(max(moments)) if moments else "",
            }
        )
    columns = ["lesson", "students", "answers", "share_right_first", "minutes", "first_day", "last_day"]
    return pd.DataFrame(rows, columns=columns)


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment).date().isoformat()


def _sitting(events: list[Event]) -> float:
    return sum(b - a for a, b in pairwise(_moments(events)) if b - a <= PAUSE)


def choices(group: Group, banks: Sequence[Bank]) -> pd.DataFrame:
    """Return one row an option, pretests left out: how many students chose it at the first try, of how many.

    For single choice, several choices and true/false with its reasons; for match and groups, a row for each line says
    how many placed it right (`what` is chosen or placed right).
    """
    rows: list[dict[str, Any]] = []
    for question in scored(banks):
        firsts = [event["first"]["answer"] for event in _to(question, group)]
        for text, right, count, what in question.counted(firsts):
            share = count / len(firsts) if firsts else None
            line = {"lesson": question.lesson, "question": question.id, "option": text, "right": right, "what": what}
            rows.append({**line, "students": count, "of": len(firsts), "share": share})
    return pd.DataFrame(rows, columns=["lesson", "question", "option", "right", "what", "students", "of", "share"])


def shifts(group: Group, banks: Sequence[Bank]) -> pd.DataFrame:
    """Return one row for each knowledge question that was asked before and after (`before:` in the bank).

    Counted are students who answered both: `right_before` and `right_after` at the first try, `gained` (wrong, then
    right) and `lost` (right, then wrong). Opinions and confidence are never among them.
    """
    asked = {question.id: question for question in graded(banks)}
    rows = []
    for question in asked.values():
        if question.before not in asked:
            continue
        pair = {id: asked[id] for id in (question.before, question.id)}
        both = [v for answers in group.students if len(v := first_tries(answers, pair)) == 2]
        pairs = [(v[question.before], v[question.id]) for v in both]
        rows.append(
            {
                "before": question.before,
                "after": question.id,
                "stem": question.stem,
                "students": len(pairs),
                "right_before": sum(a for a, _ in pairs),
                "right_after": sum(b for _, b in pairs),
                "gained": sum(b and not a for a, b in pairs),
                "lost": sum(a and not b for a, b in pairs),
            }
        )
    columns = ["before", "after", "stem", "students", "right_before", "right_after", "gained", "lost"]
    return pd.DataFrame(rows, columns=columns)


def unused(group: Group, banks: Sequence[Bank]) -> list[str]:
    """Return in words how many answers count nowhere because the banks have changed since they were given."""
    asked = {question.id: question for bank in banks for question in bank.questions}
    given = [(event, asked.get(id)) for answers in group.students for id, event in answers.items()]
    gone = sum(question is None for _, question in given)
    changed = sum(question is not None and not fits(event, question) for event, question in given)
    said = (
        (gone, "to questions that the course no longer has"),
        (changed, "of another kind than their question has now"),
    )
    return [f"{count} {'answer is' if count == 1 else 'answers are'} {why}." for count, why in said if count]


def set_older_aside(group: Group, forms: dict[str, str]) -> list[str]:
    """Take out of a group the answers given, now or at the first try, to an older form of their question.

    `forms` is what quiz.asked.forms returned. Returns in words how many they were.
    """
    given = [(answers, id) for answers in group.students for id in list(answers) if id in forms]
    changed = [
        (answers, id)
        for answers, id in given
        if older(answers[id], forms[id]) or older(answers[id]["first"], forms[id])
    ]
    for answers, id in changed:
        del answers[id]
    count = "1 answer is" if len(changed) == 1 else f"{len(changed)} answers are"
    return [f"{count} to an older form of their question: a stem, an option or a key has changed."] if changed else []
