"""Stored HTML as a reader without scripts meets it: images, tables, headings, element data."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

LEVELS = {f"h{n}": n for n in range(1, 7)}


@dataclass
class Table:
    """What matters of one table: its classes, caption, and header cells with and without scope."""

    classes: str = ""
    caption: str = ""
    scoped: int = 0
    unscoped: int = 0


@dataclass
class Parsed:
    """Images as their alt text (None: there is none), tables and their cells, headings, data of elements.

    `quizzes` is the data of the questions among the elements. `shown` has a pair for each figure, explorer and table
    of rows: its title and the line that says where its data come from. `views` are the packed views of explorers.
    """

    alts: list[str | None] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    data: list[dict[str, Any]] = field(default_factory=list)
    quizzes: list[dict[str, Any]] = field(default_factory=list)
    text: str = ""
    cells: list[str] = field(default_factory=list)
    shown: list[list[str]] = field(default_factory=list)
    views: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects; tables may stand inside tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out = Parsed()
        self.open_tables: list[Table] = []
        self.heading: list[str] | None = None
        self.caption = False
        self.in_cell = False
        self.silent = 0
        self.part: int | None = None  # of what is shown: 0 its title, 1 its source line

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        if tag == "img" and got.get("role") != "presentation":
            self.out.alts.append(got.get("alt"))
        elif tag == "table":
            table = Table(got.get("class") or "")
            self.out.tables.append(table)
            self.open_tables.append(table)
        elif tag == "caption":
            self.caption = True
        elif tag == "td":
            self.out.cells.append("")
            self.in_cell = True
        elif tag == "th" and self.open_tables:
            self.out.cells.append("")
            self.in_cell = True
            table = self.open_tables[-1]
            if got.get("scope"):
                table.scoped += 1
            else:
                table.unscoped += 1
        elif tag in LEVELS:
            self.heading = []
        elif tag in ("script", "style"):
            self.silent += 1
        classes = (got.get("class") or "").split()
        if tag == "lk-rows" or "lk-figure" in classes:
            self.out.shown.append(["", ""])
        elif tag == "p" and self.out.shown:
            self.part = 0 if "lk-title" in classes else 1 if "lk-source" in classes else None
        if got.get("data-frames"):
            self.out.views.append(str(got["data-frames"]))
        if got.get("data-lk"):
            try:
                self.out.data.append(json.loads(str(got["data-lk"])))
            except ValueError:
                self.out.data.append({"broken": True})
            if tag == "lk-quiz" and isinstance(self.out.data[-1], dict):
                self.out.quizzes.append(self.out.data[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.open_tables:
            self.open_tables.pop()
        elif tag == "caption":
            self.caption = False
        elif tag in ("td", "th"):
            self.in_cell = False
        elif tag in LEVELS and self.heading is not None:
            self.out.headings.append((LEVELS[tag], " ".join("".join(self.heading).split())))
            self.heading = None
        elif tag in ("script", "style"):
            self.silent = max(0, self.silent - 1)
        elif tag == "p":
            self.part = None
        self.out.text += " "

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        self.out.text += data
        if self.part is not None:
            self.out.shown[-1][self.part] += data
        if self.caption and self.out.shown and not self.out.shown[-1][0]:
            self.out.shown[-1][0] = data
        if self.in_cell:
            self.out.cells[-1] += data
        if self.heading is not None:
            self.heading.append(data)
        if self.caption and self.open_tables:
            self.open_tables[-1].caption += data


@lru_cache(maxsize=1000)  # eight checks ask for the same outputs
def parse(html: str) -> Parsed:
    """Return what a piece of stored HTML holds, for reading only; broken HTML is read as far as it goes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.out
