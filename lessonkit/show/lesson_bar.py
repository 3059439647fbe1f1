"""The bar of a lesson: its steps as links, with what is answered of each, and the lessons before and after it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lessonkit.course import files, shelf
from lessonkit.errors import CourseError
from lessonkit.html import Markup

if TYPE_CHECKING:
    from lessonkit.course import Course

# "## Step 2 · Twenty thousand people", "## Check your understanding": what a reader can go to.
_HEADING = re.compile(
    r"^##[ \t]+(?P<text>(?:Step (?P<number>\d+)[ \t]*·[ \t]*)?(?P<title>[^\n]+?))[ \t]*$", re.MULTILINE
)
_LAST = "Check your understanding"
_TITLE = re.compile(r"^#[ \t]+(?P<text>[^\n]+?)[ \t]*$", re.MULTILINE)
_CELLS = re.compile(r'\s*\{\s*"cells":\s*\[\s*')  # how Jupyter's own programs begin a notebook
_QUIZ = re.compile(r"\blesson\.quiz\(([^()]*)")
_ID = re.compile(r"[\"']([\w-]+)[\"']")


class Step(NamedTuple):
    """One step: its name ("Step 2"), what it is about, its heading as an address, the ids asked on the route in it."""

    name: str
    title: str
    anchor: str
    asked: tuple[str, ...]


def read(course: Course, lesson: str) -> dict[str, Any]:
    """Return a lesson's notebook as it is stored; {} where there is none that can be read."""
    path = course.notebook(lesson)
    return _read(path) if path else {}


def steps(notebook: dict[str, Any]) -> list[Step]:
    """Return the steps of a notebook in order, with what is asked in each; [] where it has none."""
    found: list[Step] = []
    now: tuple[str, str, str] | None = None
    asked: list[str] = []
    for kind, source in _route(notebook):
        if kind == "markdown":
            for match in _HEADING.finditer(source):
                found += _closed(now, asked)
                number, title = match["number"], match["title"]
                mine = number or title == _LAST
                now = (
                    (f"Step {number}" if number else "At the end", title, match["text"].replace(" ", "-"))
                    if mine
                    else None
                )
                asked = []
        elif now:
            asked += [id for call in _QUIZ.findall(source) for id in _ID.findall(call)]
    return found + _closed(now, asked)


def bar(course: Course, lesson: str, found: list[Step]) -> Markup:
    """Return the bar as HTML that works without a script: links to the steps, to the lesson before and to the next."""
    item = Markup('<li><a href="#{}"><span>{}</span> <b>{}</b></a></li>')
    items = Markup("").join(item.format(step.anchor, step.name, step.title) for step in found)
    around = sorted(shelf.lessons(course.root))
    place = around.index(lesson) if lesson in around else -1
    before = _link(course, around[place - 1], "Back: ") if place > 0 else ""
    after = _link(course, around[place + 1], "Next: ") if 0 <= place < len(around) - 1 else ""
    if not (items or before or after):
        return Markup("")
    listed = Markup("<ol>{}</ol>").format(items) if items else ""
    nav = Markup('<nav class="lk-nav" aria-label="This lesson">{}<p class="lk-around">{}{}</p></nav>')
    return nav.format(listed, before, after)


def _closed(now: tuple[str, str, str] | None, asked: list[str]) -> list[Step]:
    return [Step(*now, tuple(dict.fromkeys(asked)))] if now else []


def _route(notebook: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for cell in _cells(notebook):
        if "more" in _tags(cell):
            continue  # beside the route
        yield str(cell.get("cell_type")), "".join(cell.get("source", ""))


def _cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    cells = notebook.get("cells")
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def _tags(cell: dict[str, Any]) -> list[Any]:
    tags = cell["metadata"].get("tags") if isinstance(cell.get("metadata"), dict) else None
    return tags if isinstance(tags, list) else []


def _read(path: Path) -> dict[str, Any]:
    # A lesson starts without its bar rather than not at all: what is wrong with the file is said where it matters.
    with suppress(CourseError, ValueError, RecursionError):
        found = json.loads(files.content(path, f"notebooks/{path.name}", files.NOTEBOOK_BYTES).decode("utf-8-sig"))
        return found if isinstance(found, dict) else {}
    return {}


def _first(path: Path) -> list[dict[str, Any]]:
    """Return the first cell alone, where a title stands: a whole notebook is long. [] where it has none, or is another
    form of file, which is then read as a whole.
    """
    with suppress(CourseError, ValueError, TypeError, RecursionError):
        text = files.content(path, f"notebooks/{path.name}", files.NOTEBOOK_BYTES).decode("utf-8-sig")
        if begins := _CELLS.match(text):
            cell, _ = json.JSONDecoder().raw_decode(text, begins.end())
            if isinstance(cell, dict) and _TITLE.search("".join(cell.get("source", ""))):
                return [cell]
    return []


def _link(course: Course, lesson: str, word: str) -> Markup:
    try:
        path = course.notebook(lesson)
    except CourseError:  # two files of one number
        return Markup("")
    if path is None:
        return Markup("")
    cells = _first(path) or _cells(_read(path))
    title = next((m["text"] for cell in cells if (m := _TITLE.search("".join(cell.get("source", ""))))), lesson)
    return Markup('<a href="{}">{}{}</a>').format(path.name, word, title)
