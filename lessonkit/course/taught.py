"""What a lesson's notebook says it teaches: its outcomes in order, and the part in which each question is asked."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from lessonkit.course import files
from lessonkit.errors import CourseError

if TYPE_CHECKING:
    from lessonkit.course import Course

_OUTCOMES = re.compile(r"^##[ \t]+You will be able to\b.*$", re.MULTILINE)
_ITEM = re.compile(r"^[-*][ \t]+(.+)$")
_PART = re.compile(r"^#{2,3}[ \t]+([^\n]+?)[ \t]*$", re.MULTILINE)
_QUIZ = re.compile(r"\blesson\.quiz\(([^()]*)")
_ID = re.compile(r"[\"']([\w-]+)[\"']")
_EMPHASIS = re.compile(r"(\*{1,2})(?=\S)(.+?)(?<=\S)\1")


def outcomes(course: Course, lesson: str) -> list[str]:
    """Return what a lesson promises under "You will be able to", one text an outcome; [] where it says nothing."""
    for kind, source in _cells(course, lesson):
        if kind == "markdown" and (heading := _OUTCOMES.search(source)):
            return _first_list(source[heading.end() :])
    return []


def parts(course: Course, lesson: str) -> dict[str, str]:
    """Return for each id of a question or set that a lesson asks the heading of the part in which it stands."""
    found: dict[str, str] = {}
    part = ""
    for kind, source in _cells(course, lesson):
        if kind == "markdown":
            part = ([part, *_PART.findall(source)])[-1]
        elif kind == "code":
            for call in _QUIZ.findall(source):
                found |= {id: part for id in _ID.findall(call) if id not in found}
    return found


def _first_list(text: str) -> list[str]:
    found: list[str] = []
    for line in text.splitlines():
        if item := _ITEM.match(line):
            found.append(_EMPHASIS.sub(r"\2", item[1]).strip().rstrip(".;"))
        elif found and line[:1] in (" ", "\t") and line.strip():  # an outcome may go on in the next line
            found[-1] += f" {line.strip().rstrip('.;')}"
        elif found and line.strip():
            break
    return found


def _cells(course: Course, lesson: str) -> list[tuple[str, str]]:
    # What is wrong with the file is said where it matters: here it promises nothing.
    try:
        path = course.notebook(lesson)
        raw = files.content(path, path.name, files.NOTEBOOK_BYTES).decode("utf-8-sig") if path else '{"cells": []}'
        cells: list[dict[str, Any]] = json.loads(raw)["cells"]
        return [(str(cell["cell_type"]), "".join(cell["source"])) for cell in cells]
    except (CourseError, ValueError, KeyError, TypeError, RecursionError):
        return []
