"""A folder of passports as the tables of a class report, and how many students it holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from lessonkit.course import Course, find_course
from lessonkit.errors import CourseError
from lessonkit.html import Html, Markup, trusted
from lessonkit.quiz import asked as asking
from lessonkit.quiz import bank
from lessonkit.show.table import as_text, table_html
from lessonkit.teach import again, classroom, first_screen, stopped
from lessonkit.text import nearest

if TYPE_CHECKING:
    from lessonkit.quiz.model import Bank


class Report(NamedTuple):
    """What a folder of passports says: the tables of the report by name, and what they were made from."""

    course: Course
    group: classroom.Group
    banks: list[Bank]
    tables: dict[str, pd.DataFrame]
    unused: list[str]

    def first(self) -> Html:
        """Return the first screen, to be shown in a notebook."""
        said = Markup("<p>{}</p>{}").format(
            counted(self.group), first_screen.html(self.tables, len(self.group.students))
        )
        shown = Markup('<div class="lk mathjax_ignore tex2jax_ignore"><style>{}</style>{}</div>')
        return Html(shown.format(trusted(first_screen.STYLE), said), f"Report({len(self.group.students)} students)")


def shown(table: pd.DataFrame, title: str) -> Html:
    """Return some of a report's rows as a table to be shown in a notebook."""
    box = Markup('<div class="lk mathjax_ignore tex2jax_ignore">{}</div>').format(table_html(as_text(table), title))
    return Html(box, f"Table({len(table)} rows)")


def read(folder: Path, lesson: str = "", nicknames: bool = False) -> Report:
    """Return what the passports of a folder say, on one lesson alone with `lesson`.

    Raises CourseError when the folder holds no passport, and for a lesson without questions.
    """
    course = find_course()
    banks = bank.every(course)
    if lesson and lesson not in (known := [one.lesson for one in banks]):
        raise CourseError(f"Lesson {lesson!r} has no questions", nearest(lesson, known))
    group = classroom.collect(folder, course.id)
    forms = asking.forms(course, [question for one in banks for question in one.questions])
    unused = [*classroom.set_older_aside(group, forms), *classroom.unused(group, banks)]
    met = {id[:2] for answers in group.students for id in answers}
    banks = [one for one in banks if one.lesson in met and lesson in ("", one.lesson)]
    tables = tables_of(course, group, banks)
    if nicknames:
        tables["nicknames"] = stopped.by_nickname(group, banks, course)
    return Report(course, group, banks, tables, unused)


def tables_of(course: Course, group: classroom.Group, banks: Sequence[Bank]) -> dict[str, pd.DataFrame]:
    """Return the tables of a report on some banks of a course, by the names of their files."""
    asked = classroom.questions(group, banks)
    about, parts = again.outcome_of(course, banks), again.part_of(course, banks)
    asked["about"] = [about[id].about for id in asked["question"]]
    asked["part"] = [parts[id].about for id in asked["question"]]
    return {
        "lessons": classroom.lessons(group, asked),
        "outcomes": again.counted(group, banks, about),
        "parts": again.counted(group, banks, parts),
        "questions": asked,
        "mistakes": again.mistakes(group, banks, course),
        "choices": classroom.choices(group, banks),
        "wholes": again.wholes(group, banks, course),
        "stops": stopped.stops(group, banks, course),
        "shifts": classroom.shifts(group, banks),
    }


def counted(group: classroom.Group) -> str:
    """Return one sentence on what was read, and one that says when the number of students is in doubt."""
    students = "1 student" if len(group.students) == 1 else f"{len(group.students)} students"
    files = "1 file" if group.files == 1 else f"{group.files} files"
    together = f"; {len(group.joined)} put together with others" if group.joined else ""
    said = f"{students} from {files}; {len(group.aside)} set aside{together}."
    reasons = []
    if group.doubtful:
        many = "1 file carries" if len(group.doubtful) == 1 else f"{len(group.doubtful)} files carry"
        reasons.append(f"{many} what stands in another student's file too")
    if group.unsure:
        reasons.append(f"{len(group.unsure)} files counted as one student with others may be several students'")
    if group.alike:
        reasons.append(f"{group.alike} files are identical with others and may be as many students who added nothing")
    return f"{said} The number is in doubt: {'; '.join(reasons)}." if reasons else said
