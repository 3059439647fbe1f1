"""A lesson's notebook as it is stored: read, and refused in one sentence where it cannot be printed."""

from __future__ import annotations

import base64
import json
import mimetypes
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from lessonkit.course import Course, files, shelf
from lessonkit.errors import CourseError
from lessonkit.text import nearest

# What paper cannot hold, or what would fetch or run something.
_GONE = (
    *("script", "style", "iframe", "object", "embed", "link", "meta", "base", "form", "input", "button", "select"),
    *("video", "audio", "template", "noscript"),
)
_KEPT = ("alt", "class", "colspan", "href", "id", "lang", "dir", "rowspan", "scope", "src", "start", "type", "data-lk")
ATTACHED = "attached:"
_ALIGNED = re.compile(r"text-align:\s*(left|right|center);?")


def cells(course: Course, lesson: str) -> tuple[Path, list[dict[str, Any]]]:
    """Return the path and the cells of a lesson's notebook.

    Raises CourseError for a lesson without a notebook, a damaged file, and a notebook with a cell that was never run.
    """
    path = course.notebook(lesson) if lesson.isalnum() else None
    if path is None:
        known = shelf.lessons(course.root)
        raise CourseError(f"There is no notebook notebooks/{lesson}-….ipynb", nearest(lesson, known))
    name = f"notebooks/{path.name}"
    try:
        found = json.loads(files.content(path, name, files.NOTEBOOK_BYTES))["cells"]
        for cell in found:
            cell["source"] = "".join(cell["source"])
            unrun = cell["cell_type"] == "code" and cell["source"].strip() and not cell["execution_count"]
            if unrun:
                raise CourseError(
                    f"{name} has a cell that was never run, so there is nothing to print",
                    f"run `lessonkit run {name}`",
                    place=name,
                )
    except (RecursionError, ValueError, KeyError, TypeError, AttributeError):
        raise CourseError(f"{name} is not a readable notebook", "restore it", place=name) from None
    return path, found


def clean(html: str, cell: dict[str, Any] | None = None, folder: Path | None = None) -> BeautifulSoup:
    """Return HTML of a cell without what runs, moves or is fetched; pictures beside the notebook are taken in."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(_GONE):
        tag.decompose()
    for tag in soup.find_all(True):
        aligned = _ALIGNED.fullmatch(str(tag.get("style", "")))
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in _KEPT or (aligned and name == "style")}
        if not str(tag.get("href", "#")).startswith(("#", "https://", "http://", "mailto:")):
            del tag["href"]
        if tag.name == "img":
            _take_in(tag, cell or {}, folder)
    return soup


def _take_in(image: Tag, cell: dict[str, Any], folder: Path | None) -> None:
    source = str(image.get("src", ""))
    if source.startswith("data:image/"):
        return
    name = unquote(source)  # a space is written %20
    attached = cell.get("attachments", {}).get(name.removeprefix("attachment:").removeprefix(ATTACHED))
    file = (folder / name).resolve() if folder and ":" not in source else None
    if file and folder and not file.is_relative_to(folder.resolve().parent):
        file = None  # of this machine, not of the course
    if attached:
        kind, data = next(iter(attached.items()))
        image["src"] = f"data:{kind};base64,{''.join(data)}"
    elif file and file.is_file():
        kind = mimetypes.guess_type(file.name)[0] or "image/png"
        image["src"] = f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"
    else:  # a picture of another machine: its words stand for it
        image.replace_with(f"[{image.get('alt', 'picture')}]")
