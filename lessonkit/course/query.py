"""One value out of a table: what claims and question keys name by `where`, `column` and `agg`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from lessonkit.course import cells, condition
from lessonkit.errors import CourseError
from lessonkit.text import nearest

AGGREGATES = ("count", "sum", "min", "max", "first", "nunique", "mean", "share", "most")
# As a sentence has it: separators between thousands and nowhere else, no other script's digits, no underscores.
_WRITTEN = re.compile(r"[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


def choose(table: pd.DataFrame, where: str, place: str, columns: Columns | None = None) -> pd.DataFrame:
    """Return the rows that fit the condition `where`; all of them when it is empty.

    Dates are compared as ISO text ("start < '2006-01-01'"). A row in which the compared cell is empty does not fit,
    whatever the operator. `columns` are the table's own, from a caller who keeps them for the next condition. Raises
    CourseError for a condition that is refused; see `lessonkit.course.condition`.
    """
    if not where.strip():
        return table
    return table[np.array(condition.answer(where, columns or Columns(table), place), dtype=bool)]


class Columns(Mapping[str, condition.Column]):
    """The columns of a table as a condition asks for them, each turned into plain cells when it is first asked."""

    def __init__(self, table: pd.DataFrame) -> None:
        """Take the table, which nobody may change from now on."""
        self.table = table
        self._read: dict[str, condition.Column] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self.table.columns)

    def __len__(self) -> int:
        return len(self.table.columns)

    def __getitem__(self, name: str) -> condition.Column:
        if name not in self._read:
            self._read[name] = self._column(name)
        return self._read[name]

    def _column(self, name: str) -> condition.Column:
        values = self.table[name]
        types = pd.api.types
        read: Callable[[Any], Any] = cells.plain
        if types.is_bool_dtype(values):
            kind, read = condition.BOOLEAN, bool
        elif types.is_numeric_dtype(values):
            kind = condition.NUMBER
        else:
            kind = condition.DATE if types.is_datetime64_any_dtype(values) else condition.TEXT
        return condition.Column(kind, [None if pd.isna(value) else read(value) for value in values])


def aggregate(table: pd.DataFrame, chosen: pd.DataFrame, column: str, agg: str, place: str) -> int | float | str:
    """Return one value of the chosen rows; see `lessonkit.course.tables.compute` for what each aggregate means."""
    if agg not in AGGREGATES:
        raise CourseError(f"there is no agg {agg!r}", nearest(agg, AGGREGATES), place=place)
    parts = column.split(" by ") if agg == "most" else [column]
    for name in filter(None, parts):
        if name not in table.columns:
            raise CourseError(f"there is no column {name!r}", nearest(name, table.columns), place=place)
    if agg == "count":
        return int(chosen[column].notna().sum()) if column else len(chosen)
    if agg == "share":
        if table.empty:
            raise CourseError("the table has no rows to take a share of", "fill it or use count", place=place)
        return len(chosen) / len(table)
    if not column:
        raise CourseError(f"{agg} needs a column", f"columns are {', '.join(table)}", place=place)
    if agg == "most":
        return _most(chosen, parts, place)
    values = chosen[column]
    if agg == "first":
        if len(values) != 1:
            raise CourseError(f"{len(values)} rows fit and first needs exactly one", "sharpen where", place=place)
        if pd.isna(values.iloc[0]):
            raise CourseError(f"column {column!r} is empty in that row", "choose another", place=place)
        return cells.plain(values.iloc[0])
    values = values.dropna()
    if values.empty:
        raise CourseError(f"no row with a value in {column!r} fits", "correct where", place=place)
    if agg == "nunique":
        return int(values.nunique())
    if agg in ("min", "max"):
        return cells.plain(getattr(values, agg)())
    return _total(values, agg, column, place)


def _most(chosen: pd.DataFrame, parts: list[str], place: str) -> str:
    """Return the text of a column that most rows have, or ("line by amount") the one with the largest sum.

    Where several share the first place, all are named, joined by " = ": a ranking that is a tie says so.
    """
    known = chosen.dropna(subset=parts[:2])
    if known.empty or len(parts) > 2:
        raise CourseError(f"no row with a value in {' by '.join(parts)!r} fits", "correct where or column", place=place)
    groups = known.groupby(parts[0], sort=False)
    if len(parts) == 1:
        sums: dict[Any, float] = {key: len(rows) for key, rows in groups}
    else:
        sums = {key: _total(rows[parts[1]], "sum", parts[1], place) for key, rows in groups}
    high = max(sums.values())
    return " = ".join(str(cells.plain(key)) for key, total in sums.items() if total == high)


def agrees(written: str, got: float | str) -> bool:
    """Say whether a written value is the computed one; a rounded number counts to its last written digit."""
    number, computed = _written(written), _written(str(got))
    if number is None or computed is None:
        same = written.strip().casefold() == str(got).strip().casefold()
        return same and (isinstance(got, str) or math.isfinite(got))
    decimals = len(written.strip().partition(".")[2])
    if decimals and "e" not in written.lower():
        return abs(number - computed) <= 0.5 * 10.0**-decimals + 1e-12
    return math.isclose(number, computed, rel_tol=1e-9)


def _written(text: str) -> float | None:
    text = text.strip()
    number = float(text.replace(",", "")) if _WRITTEN.fullmatch(text) else math.inf
    return number if math.isfinite(number) else None


def _total(values: pd.Series, agg: str, column: str, place: str) -> int | float:
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    if not numeric:
        raise CourseError(f"column {column!r} holds no numbers, so it has no {agg}", "use count or first", place=place)
    # Python's own sums: whole numbers cannot overflow, and the order of the rows does not change a digit.
    items: list[Any] = [cells.plain(value) for value in values]
    total: int | float = sum(items) if all(isinstance(item, int) for item in items) else math.fsum(items)
    return total if agg == "sum" else total / len(items)
