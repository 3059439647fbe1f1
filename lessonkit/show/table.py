"""A table as a reader sees it: headings in words, numbers with separators, sources by name, header scopes."""

from __future__ import annotations

import datetime
import re
from numbers import Real
from typing import Any, NamedTuple

import pandas as pd

from lessonkit.course import frames
from lessonkit.evidence import how_read
from lessonkit.html import Markup, bdi
from lessonkit.show.source_line import lookup
from lessonkit.text import clean, day, heading, is_missing, number

_YEAR = re.compile(r"(?:.*[_ ])?year", re.IGNORECASE)
_RATE = re.compile(r"(?:^|[_ ])(?:per|a|an|each|every|by)[_ ]year$", re.IGNORECASE)


class Data(NamedTuple):
    """A table as text: headings, which columns are numbers, and the cells."""

    head: list[str]
    numeric: list[int]
    rows: list[list[str]]


def as_text(table: pd.DataFrame) -> Data:
    """Return a table as a reader sees it: headings in words, numbers with separators, dates and sources
    spelled out.

    A column's heading is the title the data package gives it (`attrs["titles"]`), else its name in words.
    `attrs["plain"]` names the columns that hold years or dates: their numbers get no thousands separators, and their
    texts such as "2003-03" read "Mar 2003". Other texts are shown as they are, whatever they look like. A column made
    in a lesson holds years when it is named so ("year", "fiscal_year", never "removals_per_year") and has nothing else.
    """
    titles = table.attrs.get("titles") or {}
    plain = set(table.attrs.get("plain") or ())
    head, numeric, columns = [], [], []
    for i, name in enumerate(table.columns):
        column = table[name]
        if name == "source_id":
            head.append("Source")
            columns.append(_source_cells(column))
            continue
        head.append(titles.get(name) or heading(str(name)))
        if pd.api.types.is_bool_dtype(column):
            columns.append([{True: "yes", False: "no"}.get(v, "") for v in column])
        elif pd.api.types.is_numeric_dtype(column):
            numeric.append(i)
            year = name in plain or _years(str(name), column)
            columns.append(["" if is_missing(v) else _cell(v, year) for v in column])
        else:
            columns.append([_text(v, name in plain) for v in column])
    return Data(head, numeric, [list(row) for row in zip(*columns, strict=True)])


def without_one_source(*tables: pd.DataFrame) -> list[pd.DataFrame]:
    """Return tables without their column of sources where all rows have the same one: the foot names it once."""
    ids = {id for table in tables if "source_id" in table for id in table["source_id"]}
    if len(ids) != 1 or len(frames.source_ids(list(ids))) != 1:
        return list(tables)
    return [table.drop(columns="source_id", errors="ignore") for table in tables]


def _cell(value: Any, year: bool) -> str:
    return f"{value:.12g}" if year else number(value)


def _years(name: str, column: pd.Series) -> bool:
    known = column.dropna()
    named = _YEAR.fullmatch(name) and not _RATE.search(name)
    return bool(named and ((known % 1 == 0) & known.between(1000, 2999)).all())


def _text(value: Any, dated: bool) -> str:
    if dated or isinstance(value, datetime.date):  # a Timestamp is one too
        return day(value)
    return number(value) if isinstance(value, Real) and not _yes_no(value) else clean(value)


def _yes_no(value: Any) -> bool:
    return type(value).__name__ in ("bool", "bool_") or is_missing(value)


def _source_cells(column: pd.Series) -> list[str]:
    known = lookup(frames.source_ids(column))
    titles = {id: source["title"] + how_read.text(source) for id, source in known.items()}
    return ["; ".join(titles.get(id, id) for id in frames.source_ids([cell])) for cell in column]


def table_html(data: Data, title: str) -> Markup:
    """Return a data table with caption and header scopes."""
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(bdi(name)) for name in data.head)
    numeric = set(data.numeric)
    lines = []
    for row in data.rows:
        cells = [Markup('<th scope="row">{}</th>').format(bdi(row[0]))] if row else []
        cells += [
            Markup('<td class="lk-n">{}</td>').format(cell) if i in numeric else Markup("<td>{}</td>").format(bdi(cell))
            for i, cell in enumerate(row[1:], 1)
        ]
        lines.append(Markup("<tr>{}</tr>").format(Markup("").join(cells)))
    return table_box(head, Markup("<tbody>{}</tbody>").format(Markup("").join(lines)), bdi(title), f"Data: {title}")


def table_box(head: Markup, body: Markup, caption: Markup, label: str, kind: str = "lk-scroll") -> Markup:
    """Return a table from a ready head and ready bodies, inside a box that scrolls sideways, by keyboard too."""
    return Markup(
        '<div class="{}" tabindex="0" role="region" aria-label="{}"><table class="lk-data">'
        "<caption>{}</caption><thead><tr>{}</tr></thead>{}</table></div>"
    ).format(kind, label, caption, head, body)
