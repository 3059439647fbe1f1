"""A chart as a reader meets it: title, picture with alt text, caption, source, and the data behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from lessonkit.charts import words
from lessonkit.charts.base import Chart
from lessonkit.errors import CourseError
from lessonkit.html import Html, esc

LIMIT = 60_000  # bytes one static picture may add to a notebook
_LISTED = 3  # sources named in the caption; more are counted there and named row by row in the data


class Data(NamedTuple):
    """A table as text: headings, which columns are numbers, and the cells."""

    head: list[str]
    numeric: list[int]
    rows: list[list[str]]


def figure(
    chart: Chart,
    title: str,
    *,
    caption: str = "",
    sources: Sequence[str] | None = None,
    as_of: str | None = None,
    note: str = "",
    id: str | None = None,
) -> Html:
    """Show a chart with its words and its data.

    `title` is the takeaway in one sentence. Sources, as-of date and what is counted come from the chart's
    table: from its `source_id` column and from what `load()` attached; `sources` (ids) and `as_of` (ISO date)
    replace them. `note` is one sentence of warning. `id` makes the figure a link target. Raises CourseError
    when the picture is larger than a static figure may be, has no alt text, or names an unknown source.
    """
    size = len(chart.uri())
    if size > LIMIT:
        raise CourseError(
            f"The figure {title!r} takes {size:,} bytes for {chart.points:,} points, and {LIMIT:,} bytes are the "
            "limit; draw fewer points or split it in two."
        )
    return Html(body(chart, title, caption, sources, as_of, note, id), f"Figure({title!r}, {rows_of(chart)})")


def rows_of(chart: Chart) -> str:
    """Return the number of plotted rows in words."""
    return f"{len(chart.table)} row{'' if len(chart.table) == 1 else 's'}"


def body(
    chart: Chart,
    title: str,
    caption: str = "",
    sources: Sequence[str] | None = None,
    as_of: str | None = None,
    note: str = "",
    id: str | None = None,
) -> str:
    """Return the `<figure>` of a chart as HTML; see `figure` for the arguments."""
    if len(chart.alt) < 40:
        raise CourseError(
            f"The figure {title!r} needs an alt text of 40 characters or more; charts build it in done()."
        )
    data = as_text(chart.table)
    lines = [f'<p class="lk-caption">{bdi(caption)}</p>'] if caption else []
    lines.append(f'<p class="lk-source">{anchors(provenance(chart.table, sources, as_of))}</p>')
    if note:
        lines.append(f'<p class="lk-note">Note: {bdi(note)}</p>')
    place = f' id="{esc(id)}"' if id else ""
    return (
        f'<figure class="lk-figure mathjax_ignore tex2jax_ignore" aria-label="{esc(title)}"{place}>'
        f'<p class="lk-title"><strong>{bdi(title)}</strong></p>'
        f'<div class="lk-plate"><img alt="{esc(chart.alt)}" src="{chart.uri()}"></div>'
        f"<figcaption>{''.join(lines)}"
        f"<details><summary>Show the data ({rows_of(chart)})</summary>{table_html(data, title)}</details>"
        f"</figcaption></figure>"
    )


def address(id: str, lesson: str | None, title: str) -> dict[str, Any]:
    """Return what every element says of itself: course, lesson (else the digits its id begins with), id and title."""
    from lessonkit.course import find_course

    try:
        course = find_course().id
    except CourseError:
        course = ""  # outside a course everything still works, under no name
    digits = id[: len(id) - len(id.lstrip("0123456789"))]
    return {"course": course, "lesson": digits if lesson is None else lesson, "id": id, "title": title}


def bdi(text: object) -> str:
    """Return text for HTML, escaped and kept from turning the direction of what stands around it."""
    return f'<bdi dir="auto">{esc(text)}</bdi>'


# -- the data


def as_text(table: pd.DataFrame) -> Data:
    """Return a table as a reader sees it: headings in words, numbers with separators, dates and sources
    spelled out.

    A column's heading is the title the data package gives it (`attrs["titles"]`), else its name in words.
    Columns in `attrs["plain"]` and those named like years get no thousands separators.
    """
    titles = table.attrs.get("titles") or {}
    plain = set(table.attrs.get("plain") or ())
    head, numeric, columns = [], [], []
    for i, name in enumerate(table.columns):
        column = table[name]
        if name == "source_id":
            known = lookup([v for v in dict.fromkeys(column) if not words.is_missing(v)])
            head.append("Source")
            columns.append([known[v]["title"] if v in known else words.clean(v) for v in column])
            continue
        head.append(titles.get(name) or words.heading(str(name)))
        if pd.api.types.is_bool_dtype(column):
            columns.append([{True: "yes", False: "no"}.get(v, "") for v in column])
        elif pd.api.types.is_numeric_dtype(column):
            year = name in plain or "year" in str(name).lower()
            numeric.append(i)
            columns.append(["" if words.is_missing(v) else _cell(v, year) for v in column])
        else:
            columns.append([words.day(v) for v in column])
    return Data(head, numeric, [list(row) for row in zip(*columns, strict=True)])


def _cell(value: Any, year: bool) -> str:
    return f"{value:g}" if year else words.number(value)


def table_html(data: Data, title: str) -> str:
    """Return a data table with caption and header scopes."""
    head = "".join(f'<th scope="col">{bdi(name)}</th>' for name in data.head)
    number = set(data.numeric)
    lines = []
    for row in data.rows:
        cells = [f'<th scope="row">{bdi(row[0])}</th>'] if row else []
        cells += [
            f'<td class="lk-n">{esc(cell)}</td>' if i in number else f"<td>{bdi(cell)}</td>"
            for i, cell in enumerate(row[1:], 1)
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return table_box(head, "".join(lines), title, f"Data: {title}")


def table_box(head: str, body: str, caption: str, label: str, kind: str = "lk-scroll") -> str:
    """Return a table from ready HTML cells, inside a box that scrolls by itself and by keyboard."""
    return (
        f'<div class="{kind}" tabindex="0" role="region" aria-label="{esc(label)}"><table class="lk-data">'
        f"<caption>{bdi(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


# -- where it comes from


def lookup(ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the sources of the course by id; {} when there is none to look up or this is not inside a course."""
    if not ids:
        return {}
    from lessonkit import evidence

    try:
        listed = evidence.sources()
    except CourseError:
        return {}
    if "id" in listed.columns:
        listed = listed.set_index("id")
    return {id: {k: words.clean(v) for k, v in listed.loc[id].items()} for id in ids if id in listed.index}


def provenance(table: pd.DataFrame, sources: Sequence[str] | None = None, as_of: str | None = None) -> list[list[str]]:
    """Return the line `Source: …; as of …; what is counted: …` in parts: each a text, or a text and an address."""
    ids = list(sources) if sources is not None else _ids(table)
    known = lookup(ids)
    if sources is not None and known:
        for id in ids:
            if id not in known:
                raise CourseError(f"The source id {id!r} is not in data/sources.csv; add it there or correct it.")
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
        if len(listed) < len(ids):
            where = ", named with each row in the data" if "source_id" in table.columns else ""
            parts.append([f" and {len(ids) - len(listed)} more{where}"])
    elif table.attrs.get("publisher"):
        parts.append([f"Source: {table.attrs['publisher']}"])
    date = as_of or table.attrs.get("as_of")
    if date:
        parts.append([f"{'; as' if parts else 'As'} of {words.day(date)}"])
    counts = words.clean(table.attrs.get("counts") or "").rstrip(".")
    if counts:
        parts.append([f"{'; what' if parts else 'What'} is counted: {counts}"])
    return [*parts, ["."]] if parts else []


def _ids(table: pd.DataFrame) -> list[str]:
    if "source_id" in table.columns:
        return [v for v in dict.fromkeys(table["source_id"]) if not words.is_missing(v)]
    return list(table.attrs.get("source_ids") or ())


def anchors(parts: list[list[str]]) -> str:
    """Return the parts of `provenance` as HTML."""
    out = []
    for text, *address in parts:
        shown = bdi(text) if address else esc(text)
        out.append(f'<a href="{esc(address[0])}" rel="noopener">{shown}</a>' if address else shown)
    return "".join(out)
