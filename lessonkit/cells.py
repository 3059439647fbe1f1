"""Cells of a CSV file turned into typed columns, each fault named by file, row and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from lessonkit.errors import CourseError

_INTEGER = re.compile(r"[+-]?\d{1,18}")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.\s])")
_BOOLEAN = {"true": True, "false": False}


def typed(cells: Sequence[str], field: dict[str, Any], place: str) -> pd.Series:
    """Return a column's cells in the type its field names: string, integer, number, boolean or date.

    An empty cell is a missing value. Raises CourseError for a cell of another type, an empty cell in a required column,
    a value outside the field's enum, minimum or maximum, and text that a spreadsheet would run as a formula.
    """
    kind = field.get("type", "string")
    rule = field.get("constraints") or {}
    name = field["name"]

    def fail(row: int, what: str) -> CourseError:
        return CourseError(f"{place}, row {row + 2}, column {name}: {what}.")

    if kind not in _READ:
        raise CourseError(f"data/datapackage.json: {name} in {place} has the type {kind!r}; use {', '.join(_READ)}.")
    read, dtype = _READ[kind]
    allowed = rule.get("enum")
    values: list[Any] = []
    for row, cell in enumerate(cells):
        if cell == "":
            if rule.get("required"):
                raise fail(row, "the cell is empty and must not be; fill it")
            values.append(None)
            continue
        value = read(cell)
        if value is None:
            raise fail(row, f"{cell[:40]!r} is not {_WORDS[kind]}; write {_EXAMPLES[kind]}")
        if kind == "string" and _FORMULA.match(cell):
            raise fail(row, f"{cell[:40]!r} begins like a spreadsheet formula; begin with a letter or a digit")
        if allowed and value not in allowed and cell not in map(str, allowed):
            raise fail(row, f"{cell[:40]!r} is not one of {', '.join(map(str, allowed))}; use one of them")
        if kind in ("integer", "number"):
            if "minimum" in rule and value < float(rule["minimum"]):
                raise fail(row, f"{cell} is below {rule['minimum']}; correct the cell or the schema")
            if "maximum" in rule and value > float(rule["maximum"]):
                raise fail(row, f"{cell} is above {rule['maximum']}; correct the cell or the schema")
        values.append(value)
    if kind == "date":
        return _dates(values, fail)
    if kind in ("integer", "boolean") and None not in values:
        dtype = {"integer": "int64", "boolean": "bool"}[kind]
    return pd.Series(values, dtype=dtype)


def _dates(values: list[Any], fail: Callable[[int, str], CourseError]) -> pd.Series:
    dates = pd.to_datetime(pd.Series(values, dtype="object"), format="%Y-%m-%d", errors="coerce")
    for row, (value, date) in enumerate(zip(values, dates, strict=True)):
        if value is not None and pd.isna(date):
            raise fail(row, f"{value!r} is not a day of the calendar; write such as 2003-03-01")
    return dates


def plain(value: Any) -> int | float | str:
    """Return a cell or an aggregate as Python's own number or text; a date as ISO text."""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    value = value.item() if hasattr(value, "item") else value
    return value if isinstance(value, int | float | str) else str(value)


def _number(cell: str) -> float | None:
    return float(cell) if _NUMBER.fullmatch(cell) else None


_READ: dict[str, tuple[Callable[[str], Any], str]] = {
    "string": (lambda cell: cell, "str"),
    "integer": (lambda cell: int(cell) if _INTEGER.fullmatch(cell) else None, "Int64"),
    "number": (_number, "float64"),
    "boolean": (lambda cell: _BOOLEAN.get(cell.lower()), "boolean"),
    "date": (lambda cell: cell if _DATE.fullmatch(cell) else None, "datetime64[ns]"),
}
_WORDS = {"integer": "a whole number", "number": "a number", "boolean": "true or false", "date": "a date"}
_EXAMPLES = {
    "integer": "digits without separators, such as 20606",
    "number": "digits with a point, such as 0.5",
    "boolean": "true or false",
    "date": "such as 2003-03-01",
}
