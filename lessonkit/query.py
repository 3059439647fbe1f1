"""One value out of a table: what claims and question keys name by `where`, `column` and `agg`."""

from __future__ import annotations

import ast
import datetime
import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from lessonkit import cells
from lessonkit.csvfile import nearest
from lessonkit.errors import CourseError

AGGREGATES = ("count", "sum", "min", "max", "first", "nunique", "mean", "share", "most")


def choose(table: pd.DataFrame, where: str, place: str) -> pd.DataFrame:
    """Return the rows that fit `where`, a pandas query; all of them when it is empty.

    Dates are compared as ISO text ("start < '2006-01-01'"). A row in which the compared cell is empty does not fit.
    Raises CourseError for a query that cannot be read, that does not say yes or no to each row, or that asks for a
    value which its column never has: such a query would give a number that is wrong and looks right.
    """
    if not where:
        return table
    if "@" in where or "__" in where:
        raise CourseError(f"{place}: a query names columns and values only; take out '@' and '__'.")
    # pandas answers "no" to every `date == '2003-03-01'`; as text, ISO dates are equal and in order.
    dates = table.select_dtypes("datetime")
    asked = table.assign(**{str(name): dates[name].dt.strftime("%Y-%m-%d") for name in dates})
    try:
        fits = asked.eval(where, engine="python")
    except Exception as error:  # pandas raises whatever the expression raises
        said = " ".join(str(error).split()) or type(error).__name__
        raise CourseError(f"{place}: the query cannot be read ({said}); columns are {', '.join(table)}.") from None
    if not isinstance(fits, pd.Series) or len(fits) != len(table) or not pd.api.types.is_bool_dtype(fits):
        raise CourseError(f"{place}: the query does not choose rows; compare a column with a value.")
    for column, value, equal in _comparisons(where):
        if column not in table.columns or isinstance(value, bool):
            continue
        if column in dates and not _is_date(value):
            raise CourseError(f"{place}: column {column} holds dates; write {value!r} such as '2003-03-01'.")
        if equal and not asked[column].isin([value]).any():
            known = nearest(value, map(str, asked[column].dropna().unique()))
            raise CourseError(f"{place}: 0 rows fit {value!r} in column {column}{known}")
    return table[fits.fillna(False).astype(bool).to_numpy()]


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def aggregate(table: pd.DataFrame, chosen: pd.DataFrame, column: str, agg: str, place: str) -> int | float | str:
    """Return one value of the chosen rows; see `lessonkit.tables.compute` for what each aggregate means."""
    if agg not in AGGREGATES:
        raise CourseError(f"{place}: agg is {agg!r}; use one of {', '.join(AGGREGATES)}.")
    parts = column.split(" by ") if agg == "most" else [column]
    for name in filter(None, parts):
        if name not in table.columns:
            raise CourseError(f"{place}: there is no column {name!r}{nearest(name, table.columns)}")
    if agg == "count":
        return int(chosen[column].notna().sum()) if column else len(chosen)
    if agg == "share":
        if table.empty:
            raise CourseError(f"{place}: the table has no rows to take a share of; fill it or use count.")
        return len(chosen) / len(table)
    if not column:
        raise CourseError(f"{place}: {agg} needs a column; columns are {', '.join(table)}.")
    if agg == "most":
        return _most(chosen, parts, place)
    values = chosen[column]
    if agg == "first":
        if len(values) != 1:
            raise CourseError(f"{place}: {len(values)} rows fit and first needs exactly one; sharpen where.")
        if pd.isna(values.iloc[0]):
            raise CourseError(f"{place}: column {column!r} is empty in that row; choose another.")
        return cells.plain(values.iloc[0])
    values = values.dropna()
    if values.empty:
        raise CourseError(f"{place}: no row with a value in {column!r} fits; correct where.")
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
        raise CourseError(f"{place}: no row with a value in {' by '.join(parts)!r} fits; correct where or column.")
    groups = known.groupby(parts[0], sort=False)
    if len(parts) == 1:
        sums = {key: len(rows) for key, rows in groups}
    else:
        sums = {key: _total(rows[parts[1]], "sum", parts[1], place) for key, rows in groups}
    high = max(sums.values())
    return " = ".join(str(cells.plain(key)) for key, total in sums.items() if total == high)


def agrees(written: str, got: object) -> bool:
    """Say whether a written value is the computed one; a rounded number counts to its last written digit."""
    text = written.replace(",", "").strip()
    try:
        number, computed = float(text), float(str(got))
    except ValueError:
        return text.casefold() == str(got).strip().casefold()
    decimals = len(text.partition(".")[2])
    if decimals:
        return abs(number - computed) <= 0.5 * 10**-decimals + 1e-12
    return math.isclose(number, computed, rel_tol=1e-9)


def _total(values: pd.Series, agg: str, column: str, place: str) -> int | float:
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    if not numeric:
        raise CourseError(f"{place}: column {column!r} holds no numbers, so it has no {agg}; use count or first.")
    # Python's own sums: whole numbers cannot overflow, and the order of the rows does not change a digit.
    items = [cells.plain(value) for value in values]
    total = sum(items) if all(isinstance(item, int) for item in items) else math.fsum(items)
    return total if agg == "sum" else total / len(items)


def _comparisons(where: str) -> Iterator[tuple[str, Any, bool]]:
    """Yield (column, value, whether for equality) for each comparison of a column with a written value."""
    try:
        tree = ast.parse(where.strip(), mode="eval")
    except (SyntaxError, ValueError):  # column names in backticks are pandas' own; they are not looked into
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        for operator, left, right in zip(node.ops, sides, sides[1:], strict=False):
            name, written = (left, right) if isinstance(left, ast.Name) else (right, left)
            try:
                values = ast.literal_eval(written)
            except (ValueError, TypeError):
                continue
            if isinstance(name, ast.Name):
                equal = isinstance(operator, (ast.Eq, ast.NotEq, ast.In, ast.NotIn))
                listed = values if isinstance(values, (list, tuple, set)) else [values]
                yield from ((name.id, value, equal) for value in listed)
