"""Columns of text whose cells have a form say which, so that a spreadsheet's changes are seen when the file is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lessonkit.author.check.course_data import PACKAGE, CourseData, Rows
from lessonkit.author.check.finding import Finding
from lessonkit.course import package, spreadsheet
from lessonkit.errors import CourseError

# Digits with what stands between them in dates, votes and numbers of documents: 2003, 2003-03, 5-4, 3/4, 1.5.
_LIKE_A_NUMBER = re.compile(r"\d+([-/.:]\d+)*", re.ASCII)
_FEW = 3  # so many cells of one form may be chance


def check(data: CourseData) -> Iterator[Finding]:
    """Yield text columns that need a pattern, and patterns that are not shown by an example or let a change through."""
    for resource in data.resources:
        rows = _rows(data, resource)
        try:
            fields = package.fields(resource)
        except CourseError as error:
            if not str(resource.get("path", "")).startswith("tables/"):  # else said by the reader of tables
                yield Finding.of(error, PACKAGE.as_posix())
            continue
        for field in fields:
            rule = field["constraints"]
            if field["type"] != "string" or "enum" in rule:
                continue
            where = f"{PACKAGE.as_posix()}, {resource.get('name')}, column {field['name']}"
            cells = filter(None, dict.fromkeys(row.get(field["name"], "") for row in rows))
            for what, mend in _column(list(cells), rule.get("pattern"), rule.get("example", "")):
                yield Finding(where, what, mend)


def _rows(data: CourseData, resource: dict[str, Any]) -> Rows:
    path = str(resource.get("path", ""))
    return data.tables.get(str(resource.get("name")), []) if path.startswith("tables/") else data.rows(Path(path))


def _column(cells: list[str], pattern: str | None, example: str) -> Iterator[tuple[str, str]]:
    if pattern is None:
        changed = next((cell for cell in cells if spreadsheet.unseen(cell)), "")
        if changed:
            what = f"a spreadsheet turns {changed!r} into {spreadsheet.unseen(changed)!r}, and nothing would show it"
            yield what, "give the column a pattern and an example"
        elif len(cells) >= _FEW and all(map(_LIKE_A_NUMBER.fullmatch, cells)):
            what = f"all its texts look like {cells[0]!r}"
            yield what, "give the column another type, or a pattern and an example"
        return
    if not re.fullmatch(pattern, example):
        yield "its pattern has no example of that form", 'add "example"; sentences about a cell show it'
    for cell in cells:
        if (turned := spreadsheet.unseen(cell)) and re.fullmatch(pattern, turned):
            what = f"its pattern lets {turned!r} through, which a spreadsheet makes of {cell!r}"
            yield what, "make the pattern narrower"
            return
