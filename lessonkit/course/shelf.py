"""Which file in notebooks/ is which: the lessons of a course, and what only lies beside them.

A student's Duplicate, a sync program's second copy, an unfinished or unreadable file: none of them stands for a lesson,
and none of them keeps the others from being used.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import NamedTuple

from lessonkit.course.files import NOTEBOOK_BYTES, content
from lessonkit.errors import CourseError

FOLDER = "notebooks"
NO_NOTEBOOK = "is not a readable notebook"
_LESSON = re.compile(r"(\d[0-9A-Za-z]*)-.+\.ipynb")
# What programs put behind the name of a file that they copy: Jupyter, file managers, browsers, sync programs.
_COPY = re.compile(
    r"(?:[-_ ]*copy[-_ ]*\d*|[ _-]*\(\d+\)|[ _-]*\([^()]*(?:copy|conflict)[^()]*\)| - copy(?: \(\d+\))?)+",
    re.IGNORECASE,
)


class Shelf(NamedTuple):
    """The notebooks of a course in order, and what was left out: what cannot be read, with the reason, and copies."""

    notebooks: list[Path]
    unreadable: dict[Path, str]
    copies: dict[Path, Path]

    def unclear(self) -> dict[str, list[Path]]:
        """Return the notebooks of each lesson that has more than one, none of them known to be a copy."""
        numbers = sorted(filter(None, map(lesson_of, self.notebooks)))
        twice = [number for number in dict.fromkeys(numbers) if numbers.count(number) > 1]
        return {number: [path for path in self.notebooks if lesson_of(path) == number] for number in twice}

    def left_out(self) -> list[str]:
        """Return one line for each file that was left out."""
        lines = [f"{path.name} is left out: it {why}." for path, why in self.unreadable.items()]
        copies = self.copies.items()
        return lines + [f"{path.name} is left out: it is a copy, and {own.name} is the lesson." for path, own in copies]


def files(root: Path, lesson: str = "") -> list[Path]:
    """Return the notebook files of the course at `root`, or of one lesson, in order.

    No hidden ones, no folders named like one.
    """
    # Whether it is a file is asked of those alone that are meant: each answer takes 5 ms where Python runs in the page.
    found = [path for path in (root / FOLDER).glob("*.ipynb") if not lesson or lesson_of(path) == lesson]
    return sorted(path for path in found if not path.name.startswith((".", "~")) and os.path.isfile(path))


def lesson_of(path: Path) -> str:
    """Return what stands before the first hyphen of a notebook's name ("01"), or ""."""
    found = _LESSON.fullmatch(path.name)
    return found[1] if found else ""


def lessons(root: Path) -> set[str]:
    """Return the numbers of all lessons that have a notebook."""
    return {lesson for path in files(root) if (lesson := lesson_of(path))}


def notebook(root: Path, lesson: str) -> Path | None:
    """Return the lesson's own notebook, or None when there is none.

    Raises CourseError, naming them, where several files could be it and nothing says which.
    """
    own = _own(files(root, lesson) if lesson else [])
    if len(own) > 1:
        what = f"Lesson {lesson!r} is not clear: {' and '.join(path.name for path in own)} both begin with its number"
        raise CourseError(what, "rename or move all but one of them")
    return own[0] if own else None


def shelf(root: Path) -> Shelf:
    """Return the notebooks of the course without copies, and without those that cannot be read as notebooks."""
    found = files(root)
    unreadable = {path: why for path in found if (why := fault(path))}
    copies: dict[Path, Path] = {}
    for lesson in lessons(root):
        same = [path for path in found if lesson_of(path) == lesson]
        own = _own(same)
        copies |= {path: own[0] for path in same if path not in own and path not in unreadable}
    kept = [path for path in found if path not in unreadable and path not in copies]
    return Shelf(kept, unreadable, dict(sorted(copies.items())))


def _own(found: list[Path]) -> list[Path]:
    """Return the files of one lesson that could be the lesson itself: one, unless nothing tells them apart."""
    if len(found) < 2:
        return found
    names = {path.name for path in found}
    # `lessonkit run` writes a notebook's name into it: a copy carries the name of what it was copied from.
    within = {path: _name_within(path) for path in found}
    plain = [path for path in found if not any(_is_copy(path.stem, other.stem) for other in found)]
    found = [path for path in plain if within[path] == path.name or within[path] not in names] or plain
    for clearer in (lambda path: within[path] == path.name, _readable):
        found = found if len(found) < 2 else [path for path in found if clearer(path)] or found
    return found


def _is_copy(stem: str, other: str) -> bool:
    return stem != other and stem.startswith(other) and _COPY.fullmatch(stem[len(other) :]) is not None


def fault(path: Path) -> str:
    """Return why a file cannot be used as a notebook ("is not a readable notebook"), or ""."""
    try:
        raw = json.loads(content(path, path.name, NOTEBOOK_BYTES).decode("utf-8-sig"))
        return "" if isinstance(raw["cells"], list) else NO_NOTEBOOK
    except CourseError as error:
        return error.what.removeprefix(f"{path.name} ")
    except (ValueError, KeyError, TypeError, RecursionError):
        return NO_NOTEBOOK


def _readable(path: Path) -> bool:
    return not fault(path)


def _name_within(path: Path) -> str:
    if fault(path):
        return ""
    try:
        return str(json.loads(path.read_bytes())["metadata"]["lessonkit"]["file"])
    except (KeyError, TypeError):
        return ""
