"""A lesson's questions as items for a platform: from the bank, with computed keys and the figures asked about."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from bs4 import BeautifulSoup

from lessonkit.course import Course
from lessonkit.errors import CourseError
from lessonkit.quiz import bank, card, cite
from lessonkit.quiz.key import key_value
from lessonkit.quiz.model import Bank, Question
from lessonkit.teach import stored
from lessonkit.teach.export.items import Item, Picture
from lessonkit.teach.export.mapped import Mapped, mapped

#: The two parts of a lesson's questions: what is scored, and what is asked before anything was read.
QUIZ, BEFORE = "Quiz", "Before the reading"
NO_FIGURE = "it asks about a figure that the stored notebook does not show with it"
EARLY = "asked before the reading, for no points; nothing is said after the answer"
_SUFFIX = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/svg+xml": ".svg"}


class Asked(NamedTuple):
    """A question of the bank, and what became of it."""

    question: Question
    mapped: Mapped


class Lesson(NamedTuple):
    """What there is to export of a lesson; `name` begins the names of its files."""

    name: str
    title: str
    asked: list[Asked]


def read(course: Course, lesson: str) -> Lesson:
    """Return a lesson's questions in the order of the bank. Raises CourseError for a lesson without a bank."""
    found = bank.bank(course, lesson)
    notebook = course.notebook(lesson)
    figures = any(question.figure for question in found.questions)
    cells: Sequence[dict[str, Any]] = []
    try:
        cells = stored.cells(course, lesson)[1] if notebook else []
    except CourseError:
        if figures:  # without one, a notebook that was never run gives a title less and nothing else
            raise
    pictures = _pictures(cells) if figures else {}
    asked = [Asked(question, _mapped(course, found, question, pictures)) for question in found.questions]
    return Lesson(notebook.stem if notebook else lesson, _title(cells) or f"Lesson {int(lesson)}", asked)


def _mapped(course: Course, found: Bank, question: Question, pictures: dict[str, Picture]) -> Mapped:
    payload = card.data(
        question, found, lambda source: cite.refer(course, source), lambda spec: key_value(question, course)
    )
    if question.figure and question.id not in pictures:
        return Mapped((), NO_FIGURE)
    entry = next((entry for entry in found.sets if entry.id == question.set), None)
    common: dict[str, Any] = {
        "id": question.id,
        "level": question.level,
        "stem": question.stem,
        "above": (f"{entry.title}. {entry.intro}".strip(),) if entry else (),
        "sources": _sources(payload.get("sources", [])),
        "general": (),
        "hint": payload.get("hint", ""),
        "points": 0 if question.pretest else 1,
        "shuffle": question.shuffle,
        "picture": pictures.get(question.id) if question.figure else None,
    }
    made = mapped(question, payload, common)
    if question.pretest and made.items:
        return Mapped(made.items, "; ".join(filter(None, (EARLY, made.said))))
    return made


def _sources(found: list[list[str]]) -> tuple[tuple[str, str], ...]:
    """Return titles and addresses, each once; "this page" is none on a platform."""
    return tuple(dict.fromkeys((title, url) for title, url in found if title != cite.THIS_PAGE))


def parts(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """Return the parts that have items, each with its name: what is asked before the reading comes first."""
    early, scored = [item for item in items if not item.points], [item for item in items if item.points]
    return [(name, held) for name, held in ((BEFORE, early), (QUIZ, scored)) if held]


def _title(cells: Sequence[dict[str, Any]]) -> str:
    texts = (cell["source"] for cell in cells if cell["cell_type"] == "markdown")
    lines = (line for text in texts for line in text.splitlines() if line.startswith("# "))
    return next(lines, "").removeprefix("# ").strip()


def _pictures(cells: Sequence[dict[str, Any]]) -> dict[str, Picture]:
    """Return by question the picture that a cell of the lesson shows in it."""
    found = {}
    for cell in cells:
        for output in cell.get("outputs", []):
            html = "".join(output.get("data", {}).get("text/html", ""))
            for card_node in BeautifulSoup(html, "html.parser").select("lk-quiz") if "lk-look" in html else ():
                image = card_node.select_one(".lk-look img")
                identifier = json.loads(str(card_node["data-lk"]))["id"]
                picture = _picture(identifier, str(image["src"]), str(image.get("alt", ""))) if image else None
                if picture:
                    found[identifier] = picture
    return found


def _picture(identifier: str, source: str, alt: str) -> Picture | None:
    head, comma, body = source.partition(",")
    kind = head.removeprefix("data:").partition(";")[0]
    if not (comma and source.startswith("data:") and kind in _SUFFIX):
        return None
    data = base64.b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
    return Picture(f"{identifier}{_SUFFIX[kind]}", kind, data, alt)
