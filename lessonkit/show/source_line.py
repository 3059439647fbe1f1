"""Where shown data come from: the source line under a figure, and the sources behind the ids in a table."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lessonkit.course import find_course, frames, registers
from lessonkit.errors import CourseError
from lessonkit.evidence import how_read
from lessonkit.html import Markup, bdi, esc
from lessonkit.text import clean, day, nearest

_ROOM = 66  # letters of the short line; with "About these data", "Table (175 rows)" and "Download CSV" they are 120
_OFFICIAL = ("statute", "court", "government")
_LISTED = 3  # sources named in a caption; more are counted there and named row by row in the data


def lookup(ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the sources of the course by id; {} when there is none to look up or this is not inside a course."""
    listed = _listed() if ids else {}
    return {id: {column: clean(cell) for column, cell in listed[id].items()} for id in ids if id in listed}


def _listed() -> Mapping[str, registers.Row]:
    """Return all sources by id; {} outside a course."""
    try:
        course = find_course()
    except CourseError:
        return {}
    return registers.sources(course)


def hold(claims: Sequence[str]) -> None:
    """Compute again the claims on which a title rests; CourseError for an unknown one and one that does not hold."""
    for id in [claims] if isinstance(claims, str) else claims:
        from lessonkit.evidence import facts

        facts.fact(id)


def provenance(table: pd.DataFrame, sources: Sequence[str] | None = None, as_of: str | None = None) -> list[list[str]]:
    """Return the line `Source: …; as of …; what is counted: …` in parts: each a text, or a text and an address."""
    ids = list(sources) if sources is not None else _ids(table)
    known = lookup(ids)
    if sources is not None:
        for id in ids:
            if id not in known:
                raise CourseError(f"The source id {id!r} is not in data/sources.csv", nearest(id, _listed()))
    parts: list[list[str]] = []
    if ids:
        parts.append(["Source: " if len(ids) == 1 else "Sources: "])
        listed = ids if len(ids) <= _LISTED + 1 else ids[:_LISTED]
        for i, id in enumerate(listed):
            source = known.get(id, {"title": id})
            by = source.get("publisher", "")
            parts += [[", "]] if i else []
            text = f"{by}: {source['title']}" if by and by not in source["title"] else source["title"]
            address = source.get("url", "")
            parts.append([text, address] if address.startswith(("https://", "http://")) else [text])
            how, place, url = how_read.said(source)
            if how:
                parts += [[f" ({how}"], [place, url] if url else [place], [")"]]
        if len(listed) < len(ids):
            where = ", named with each row in the data" if "source_id" in table.columns else ""
            parts.append([f" and {len(ids) - len(listed)} more{where}"])
    elif table.attrs.get("publisher"):
        parts.append([f"Source: {table.attrs['publisher']}"])
    date = as_of or table.attrs.get("as_of")
    if date:
        parts.append([f"{'; as' if parts else 'As'} of {day(date)}"])
    counts = clean(table.attrs.get("counts") or "").rstrip(".")
    if counts:
        parts.append([f"{'; what' if parts else 'What'} is counted: {counts}"])
    return [*parts, ["."]] if parts else []


def first_source(table: pd.DataFrame, sources: Sequence[str] | None = None, as_of: str | None = None) -> str:
    """Return `Source: publisher, day` of the main source, and how many more there are; "" where none is named.

    Main is the publisher behind the most rows, where those of a law, a court or a government count twice. A long name
    takes the day's room, which the line under the title says too.
    """
    ids = list(sources) if sources is not None else _ids(table)
    source = _main(ids, table if sources is None else None)
    by = clean(source.get("publisher") or source.get("title") or table.attrs.get("publisher") or "")
    if not by:
        return ""
    date = as_of or table.attrs.get("as_of") or source.get("date")
    on, more = f", {day(date)}" if date else "", f", and {len(ids) - 1} more" if len(ids) > 1 else ""
    room = _ROOM - len("Source: ") - len(more)
    name = _shorter(by, room)
    return f"Source: {name}{on if len(name + on) <= room else ''}{more}"


def _main(ids: list[str], table: pd.DataFrame | None) -> dict[str, Any]:
    """Return the source of `ids` that a short line names; of a table without its own column each counts once."""
    if not ids:
        return {}
    known = lookup(ids)
    found = [known.get(id, {"publisher": id}) for id in ids]
    rows = Counter(ids)
    if table is not None and "source_id" in table.columns:
        rows = Counter(id for cell in table["source_id"] for id in frames.source_ids([cell]))
    behind = Counter[str]()
    for id, source in zip(ids, found, strict=True):
        behind[source.get("publisher", "")] += rows[id] * (2 if source.get("kind") in _OFFICIAL else 1)
    return max(found, key=lambda source: behind[source.get("publisher", "")])


def _shorter(name: str, room: int) -> str:
    """Return a publisher's name without what a short line has no room for: other hands, its place, its last words."""
    for cut in (";", " (", " / ", ","):
        if len(name) > room:
            name = name.split(cut)[0]
    if len(name) <= room:
        return name
    words = textwrap.shorten(name, room, placeholder=" …")
    return words if len(words) > room / 2 else name[: room - 1] + "…"  # an address has no words


def _ids(table: pd.DataFrame) -> list[str]:
    if "source_id" in table.columns:
        return frames.source_ids(table["source_id"])
    # An aggregated table has the sources of the rows it was made from; failing that, those of the whole table.
    return list(table.attrs.get("source_ids") or table.attrs.get("sources") or ())


def anchors(parts: list[list[str]]) -> Markup:
    """Return the parts of `provenance` as HTML."""
    out = []
    for text, *address in parts:
        link = Markup('<a href="{}">{}</a>')
        out.append(link.format(address[0], bdi(text)) if address else esc(text))
    return Markup("").join(out)


def address(id: str, lesson: str | None, title: str) -> dict[str, Any]:
    """Return what every element says of itself: course, lesson (else the digits its id begins with), id and title."""
    from lessonkit.course import find_course

    try:
        course = find_course().id
    except CourseError:
        course = ""  # outside a course everything still works, under no name
    digits = id[: len(id) - len(id.lstrip("0123456789"))]
    return {"course": course, "lesson": digits if lesson is None else lesson, "id": id, "title": title}
