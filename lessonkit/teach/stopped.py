"""Who stopped where, as numbers: how far a class came on each lesson's way, and nobody by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from lessonkit.course import taught
from lessonkit.teach.handed_in import Group

if TYPE_CHECKING:
    from lessonkit.course import Course
    from lessonkit.quiz.model import Bank, Question

COLUMNS = ["lesson", "place", "places", "question", "stem", "stopped", "began"]


def way(course: Course, bank: Bank) -> list[Question]:
    """Return the questions of a lesson's way in the order in which it asks them.

    What stands under a heading *More* is beside the way; what stays in a reader's browser is in no passport. A lesson
    without a notebook has the order of its bank.
    """
    asked = taught.parts(course, bank.lesson)
    place = {id: n for n, id in enumerate(asked)}
    known = [question for question in bank.questions if not question.private]
    on_it = [q for q in known if not asked.get(q.id, asked.get(q.set, "" if not asked else "More")).startswith("More")]
    return sorted(on_it, key=lambda question: place.get(question.id, place.get(question.set, 0)))


def stops(group: Group, banks: Sequence[Bank], course: Course) -> pd.DataFrame:
    """Return one row for each question of each lesson's way after which somebody answered nothing more.

    `place` of `places` is where it stands on the way, `began` how many students answered anything on it. At the last
    marked question or after it a student has come to the end: such rows have the last place.
    """
    rows = []
    for bank in banks:
        asked = way(course, bank)
        marked = [n for n, question in enumerate(asked) if question.scored]
        if not marked:
            continue
        last = marked[-1]
        ends = [
            min(max(reached), last)
            for answers in group.students
            if (reached := [n for n, question in enumerate(asked) if question.id in answers])
        ]
        for n, count in sorted(Counter(ends).items()):
            place = {"lesson": bank.lesson, "place": n + 1, "places": last + 1, "question": asked[n].id}
            rows.append({**place, "stem": asked[n].in_full, "stopped": count, "began": len(ends)})
    return pd.DataFrame(rows, columns=COLUMNS)


def by_nickname(group: Group, banks: Sequence[Bank], course: Course) -> pd.DataFrame:
    """Return one row a student, by nickname: how many questions of the ways were answered, and what was finished.

    Only whoever asks for it gets it. A nickname is what somebody typed: two may be the same, and some are left empty.
    """
    ways = {bank.lesson: way(course, bank) for bank in banks}
    rows = []
    for nickname, answers in zip(group.nicknames, group.students, strict=True):
        answered, finished, begun = 0, [], []
        for lesson, asked in ways.items():
            marked = [question.id for question in asked if question.scored]
            mine = [id for id in marked if id in answers]
            answered += len(mine)
            if mine and len(mine) == len(marked):
                finished.append(lesson)
            elif mine:
                begun.append(f"{lesson} ({len(mine)} of {len(marked)})")
        row = {"nickname": nickname or "(none)", "answered": answered}
        rows.append({**row, "finished": ", ".join(finished), "begun": ", ".join(begun)})
    table = pd.DataFrame(rows, columns=["nickname", "answered", "finished", "begun"])
    return table.sort_values("nickname", key=lambda names: names.str.casefold(), kind="stable", ignore_index=True)
