"""A lesson as slides: one file that needs no network, made from the notebook as it is stored.

The same page is written by `lessonkit slides`, and handed to the browser by the kernel when *Present* is pressed. It
holds the cells that a class sees, the words that an author wrote for the wall (`"lessonkit": {"slide": "…"}` in a
cell's metadata) and, as the presenter's notes, the prose of the page. The script of the page (web/present.js) makes
slides of them, so that questions and figures are those of the lesson.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lessonkit import web
from lessonkit.course import Course, files, shelf
from lessonkit.errors import CourseError
from lessonkit.html import Markup, bdi, json_attr, trusted
from lessonkit.show import spoken
from lessonkit.text import nearest

#: Not in class: what is beside the route, and what speaks of the screen in front of a reader.
LEFT_OUT = {"more", "extra", "screen"}
# Nothing is fetched, whatever a cell holds.
POLICY = "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
# Clicks on the wall are no student's answers. The elements keep answers where the browser lets them, so it lets them
# nowhere: nothing is read from it, nothing is written to it.
KEEP_NOTHING = "Object.defineProperty(window,'localStorage',{get(){throw new Error('nothing is kept')}});"
_HEADING = re.compile(r"^#{1,2}[ \t]+([^\n]+?)[ \t]*$", re.MULTILINE)
_ASK = re.compile(r'<p class="lk-ask">(.*?)</p>', re.DOTALL)
_SHOWN = re.compile(r"<(?:figure|lk-(?:explorer|quiz|set|rows|matrix))\b|class=\"lk lk-terms\"|lk-terms")


def page(course: Course, lesson: str) -> Markup:
    """Return the slides of a lesson as one HTML page.

    Raises CourseError for a lesson that is not there, and for a notebook that was never run.
    """
    path, cells = stored(course, lesson)
    title = next((found[1] for cell in cells if (found := _HEADING.search(cell["source"]))), path.stem)
    number = f"Lesson {int(lesson)}" if lesson.isdigit() and int(lesson) else title
    told = {"course": course.title, "lesson": number, "title": title}
    return Markup(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="{}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{} · Slides</title><style>{}</style></head>\n"
        "<body class=\"lk-wall\" data-wall='{}'><template>{}</template>\n"
        "<script>{}{}</script>\n<script>{}</script>\n<script>{}</script></body></html>\n"
    ).format(
        POLICY,
        title,
        trusted("\n".join([web.vendored("reveal/reveal.css"), web.style(), web.style("matrix"), web.style("present")])),
        json_attr(told),
        Markup("\n").join(_parts(cells, path.name)),
        trusted(KEEP_NOTHING),
        trusted(web.script()),
        trusted(web.vendored("reveal/reveal.js")),
        trusted(web.script("present")),
    )


def stored(course: Course, lesson: str) -> tuple[Path, list[dict[str, Any]]]:
    """Return the path and the cells of a lesson's notebook, each source as one text.

    Raises CourseError for a lesson without a notebook and for a damaged file.
    """
    path = course.notebook(lesson) if lesson.isalnum() else None
    if path is None:
        raise CourseError(
            f"There is no notebook notebooks/{lesson}-….ipynb", nearest(lesson, shelf.lessons(course.root))
        )
    name = f"notebooks/{path.name}"
    try:
        cells = json.loads(files.content(path, name, files.NOTEBOOK_BYTES).decode("utf-8-sig"))["cells"]
        for cell in cells:
            cell["source"] = "".join(cell["source"])
            cell["metadata"].get("tags")
    except (RecursionError, ValueError, KeyError, TypeError, AttributeError):
        raise CourseError(f"{name} is not a readable notebook", "restore it", place=name) from None
    return path, cells


def texts_of(metadata: dict[str, Any]) -> list[str] | None:
    """Return the words for the wall in a cell's metadata; [] leaves the cell out, None says nothing of it."""
    own = metadata.get("lessonkit")
    said = own.get("slide") if isinstance(own, dict) else None
    if said is False:
        return []
    return [said] if isinstance(said, str) else [str(one) for one in said] if isinstance(said, list) else None


def _parts(cells: list[dict[str, Any]], name: str) -> Iterator[Markup]:
    """Yield each slide's source as an <article>: words for the wall, or what a cell shows; with notes.

    The prose of a cell without a slide of its own is said at the next one.
    """
    step, notes, ran = "", list[str](), False
    for cell in cells:
        text = cell["cell_type"] == "markdown"
        if heading := text and _HEADING.search(cell["source"]):
            step = heading[1]
        ran = ran or bool(cell.get("outputs"))
        texts = texts_of(cell["metadata"])
        if LEFT_OUT & set(cell["metadata"].get("tags") or ()) or texts == []:
            continue
        shown = [_words(one) for one in (_fallback(cell["source"]) if text and texts is None else texts) or ()]
        if text:
            notes += spoken.paragraphs(cell["source"])
        elif texts is None and _SHOWN.search(html := "".join(_outputs(cell))):
            shown = [trusted(html)]
        for place, inside in enumerate(shown):
            share = -(-len(notes) // (len(shown) - place))  # of what is to be said, each slide has its part
            yield _article(cell, step, notes[:share], inside)
            notes = notes[share:]
    if not ran:
        file = f"notebooks/{name}"
        raise CourseError(f"{file} was never run, so there is nothing to show", f"run `lessonkit run {file}`")


def _article(cell: dict[str, Any], step: str, notes: list[str], inside: Markup) -> Markup:
    said = Markup("").join(Markup("<p>{}</p>").format(bdi(line)) for line in notes)
    return Markup('<article data-cell="{}" data-step="{}"><aside>{}</aside>{}</article>').format(
        str(cell.get("id", "")), step, said, inside
    )


def _fallback(source: str) -> list[str] | None:
    """Return the words of a cell whose author wrote none for the wall: its heading, and the question of a lesson."""
    found, asked = _HEADING.search(source), _ASK.search(source)
    if not found:
        return None
    return [asked[1] if asked else re.sub(r"^Step \d+[ \t]*·[ \t]*", "", found[1])]


def _words(text: str) -> Markup:
    """Return the words of a slide as HTML: a headline, then paragraphs, and lines that begin with "- " as a list."""
    head, *rest = [block for block in re.split(r"\n\s*\n", text.strip()) if block]
    parts = [Markup('<p class="lk-ask">{}</p>').format(bdi(" ".join(head.split())))]
    for block in rest:
        lines = block.splitlines()
        if all(line.startswith("- ") for line in lines):
            items = Markup("").join(Markup("<li>{}</li>").format(bdi(line[2:])) for line in lines)
            parts.append(Markup("<ul>{}</ul>").format(items))
        else:
            parts.append(Markup("<p>{}</p>").format(bdi(" ".join(block.split()))))
    return Markup('<div class="lk-words">{}</div>').format(Markup("").join(parts))


def _outputs(cell: dict[str, Any]) -> Iterator[str]:
    for output in cell.get("outputs") or ():
        html = (output.get("data") or {}).get("text/html")
        if html:
            yield html if isinstance(html, str) else "".join(html)
