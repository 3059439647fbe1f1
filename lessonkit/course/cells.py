"""Cells of a CSV file turned into typed columns, each fault named by file, row and column."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from lessonkit.course import csvfile, spreadsheet
from lessonkit.errors import CourseError, halves

# ASCII digits: other scripts' digits and underscores, which Python would read, are not meant.
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_BOOLEAN = {"true": True, "false": False}


def typed(cells: Sequence[str], field: dict[str, Any], place: str) -> pd.Series:
    """Return a column's cells in the type its field names: string, integer, number, boolean or date.

    An empty cell is a missing value. Raises CourseError for a cell of another type, an empty cell in a required column,
    a value outside the field's enum, pattern, minimum or maximum, one that stands twice where it must be unique, and
    text that a spreadsheet would run as a formula. `field` is as `schema.fields` returns it.
    """
    kind, name = field["type"], field["name"]
    rule = field["constraints"]
    read, dtype = _READ[kind]
    # Most cells stand many times in a column: each is read once. The order is that of the rows, so that the first
    # fault found is the first in the file.
    values: dict[str, Any] = {}
    for cell in dict.fromkeys(cells):
        values[cell] = value = read(cell) if cell else None
        if wrong := _fault(cell, value, kind, rule):
            raise CourseError(*halves(wrong), place=f"{place}, row {cells.index(cell) + 2}, column {name}")
    if rule.get("unique"):
        _each_once(cells, name, place)
    typed = [values[cell] for cell in cells]
    if kind == "date":
        return _dates(typed, name, place)
    if kind in ("integer", "boolean") and "" not in values:
        dtype = {"integer": "int64", "boolean": "bool"}[kind]
    return pd.Series(typed, dtype=dtype)


def _fault(cell: str, value: Any, kind: str, rule: dict[str, Any]) -> str:
    """Return what is wrong with a cell, with its mend; "" when nothing is."""
    if cell == "":
        return "the cell is empty and must not be; fill it" if rule.get("required") else ""
    if value is None:
        return f"{cell[:40]!r} is not {_WORDS[kind]}; write {_EXAMPLES[kind]}"
    if "pattern" in rule and (wrong := csvfile.out_of_form(cell, rule["pattern"], rule.get("example", ""))):
        return wrong
    if kind == "string" and (wrong := csvfile.fault(cell)):
        return wrong
    if kind == "number" and spreadsheet.damaged(cell):  # 1.2E+11: the other digits are lost
        return f"{cell[:40]!r} is what a spreadsheet leaves of a longer number; write all digits"
    allowed = rule.get("enum")
    if allowed and value not in allowed and cell not in map(str, allowed):
        return f"{cell[:40]!r} is not one of {', '.join(map(str, allowed))}; use one of them"
    if "minimum" in rule and value < rule["minimum"]:
        return f"{cell} is below {rule['minimum']}; correct the cell or the schema"
    if "maximum" in rule and value > rule["maximum"]:
        return f"{cell} is above {rule['maximum']}; correct the cell or the schema"
    return ""


def _each_once(cells: Sequence[str], name: str, place: str) -> None:
    first: dict[str, int] = {}
    for row, cell in enumerate(cells, 2):
        if cell and first.setdefault(same := csvfile.alike(cell), row) != row:
            what = f"{cell[:40]!r} stands in row {first[same]} too"
            raise CourseError(what, "each must differ", place=f"{place}, row {row}, column {name}")


def _dates(values: list[Any], name: str, place: str) -> pd.Series:
    texts = pd.Series(values, dtype="object")
    dates = pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")
    wrong = texts.notna() & dates.isna()
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        what = f"{values[row]!r} is not a day of the calendar"
        raise CourseError(what, "write such as 2003-03-01", place=f"{place}, row {row + 2}, column {name}")
    return dates


def plain(value: Any) -> int | float | str:
    """Return a cell or an aggregate as Python's own number or text; a date as ISO text, a boolean as true or false."""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, int | float | str) else str(value)


def _number(cell: str) -> float | None:
    value = float(cell) if _NUMBER.fullmatch(cell) else math.inf
    return value if math.isfinite(value) else None


_READ: dict[str, tuple[Callable[[str], Any], str]] = {
    "string": (lambda cell: cell, "str"),
    "integer": (lambda cell: int(cell) if _INTEGER.fullmatch(cell) else None, "Int64"),
    "number": (_number, "float64"),
    "boolean": (lambda cell: _BOOLEAN.get(cell.lower()), "boolean"),
    "date": (lambda cell: cell if _DATE.fullmatch(cell) else None, "datetime64[s]"),
}
TYPES = tuple(_READ)
_WORDS = {"integer": "a whole number", "number": "a number", "boolean": "true or false", "date": "a date"}
_EXAMPLES = {
    "integer": "digits without separators, such as 20606",
    "number": "digits with a point, such as 0.5",
    "boolean": "true or false",
    "date": "such as 2003-03-01",
}
