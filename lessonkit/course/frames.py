"""What charts ask of a table: columns, numbers, the order of categories, and where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import pandas as pd

from lessonkit.errors import CourseError
from lessonkit.text import brief, clean, heading, is_missing, nearest, number, plain, when

UNNAMED = "not stated"  # the name of a category whose cell is empty


def need(df: pd.DataFrame, **columns: str | None) -> None:
    """Raise CourseError when a column is not in the table; `columns` maps a parameter to the column asked for."""
    if not isinstance(df, pd.DataFrame):
        raise CourseError(f"A chart needs a table (a DataFrame), and got {type(df).__name__}")
    have = list(df.columns)
    for parameter, name in columns.items():
        if name is not None and not isinstance(name, str):
            raise CourseError(f"{parameter}={brief(name, 60)!r} is no name of a column", "write the name as a text")
        if name is not None and name not in have:
            table = df.attrs.get("table")
            place = f"The table {table!r}" if table else "The table"
            what = f"{place} has no column {name!r} (asked for by {parameter}=)"
            raise CourseError(what, nearest(name, map(str, have)), place=place)
    for name in [*filter(None, columns.values()), "source_id"]:
        if have.count(name) > 1:
            raise CourseError(f"The table has {have.count(name)} columns named {name!r}", "rename or drop all but one")
        if name in have and df[name].dtype.kind in "mcfO":
            _readable(df, name)


def asked(**columns: str | None) -> None:
    """Raise CourseError when a chart cannot do without a column that was not given."""
    for parameter, name in columns.items():
        if name is None:
            raise CourseError(f"{parameter}= is missing", "write the name of a column")


def _readable(df: pd.DataFrame, column: str) -> None:
    """Raise CourseError at the first cell that is neither a name, a number, a date nor empty: a list, a duration."""
    for row, cell in zip(df.index, df[column], strict=True):
        if isinstance(cell, float) and abs(cell) == float("inf"):
            raise CourseError(f"Row {row} of {column!r} holds '{cell}', which is not a number")
        signals = isinstance(cell, Decimal) and cell.is_snan()  # which nobody may compare
        if signals or not isinstance(plain(cell), str | bool | int | float | date | pd.Interval | None):
            kind = type(cell).__name__
            raise CourseError(f"Row {row} of {column!r} holds a {kind}, which is not a number, a date or a text")


def some(df: pd.DataFrame, what: str) -> None:
    """Raise CourseError when there is no row to draw."""
    if not len(df):
        raise CourseError(f"There is no row to draw {what} from", "check the filter before the chart")


def figures(df: pd.DataFrame, column: str) -> pd.Series:
    """Return a column as numbers; empty cells stay empty (NaN).

    Raises CourseError at the first cell that is no number (True is none, nor is a date) or lies beyond what a
    picture can show: 1e15 and more, or nearer to zero than 1e-15.
    """
    cells = [plain(cell) for cell in df[column]]
    for row, cell in zip(df.index, cells, strict=True):
        amount = abs(_amount(cell)) if cell is not None else 0
        if not amount < float("inf"):
            raise CourseError(f"Row {row} of {column!r} holds {brief(cell, 60)!r}, which is not a number")
        if amount and not _LEAST <= amount <= _MOST:
            far, other = ("large", "larger") if amount > 1 else ("small", "smaller")
            raise CourseError(
                f"Row {row} of {column!r} holds {brief(cell, 60)}, too {far} to draw", f"use a {other} unit"
            )
    whole = all(isinstance(cell, int) for cell in cells)
    amounts = [cell if whole else float("nan") if cell is None else _amount(cell) for cell in cells]
    return pd.Series(amounts, df.index, "int64" if whole and cells else "float64", name=column)


_LEAST, _MOST = 1e-15, 1e15


def _amount(cell: object) -> float:
    """Return a cell as a number; NaN when it is none. Texts of numbers count."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return float("nan")
    try:
        return float(cell)
    except (ValueError, OverflowError):
        return float("nan")


def moments(df: pd.DataFrame, column: str, label: str | None = None) -> list[float]:
    """Return the places of a column's dates on the time axis, as `when` does; CourseError at one that is empty.

    `label` is the column that names the row in that sentence.
    """
    for i, cell in enumerate(df[column]):
        if is_missing(cell):
            name = f"{brief(df[label].iloc[i], 60)!r}" if label else f"Row {df.index[i]}"
            raise CourseError(f"{name} has no date in {column!r}", "fill it in, or leave the row out")
    return [when(cell) for cell in df[column]]


def measure(parameter: str, value: object, low: float, high: float) -> float:
    """Return a parameter as a number, an int when it is whole; CourseError when it is none from `low` to `high`."""
    given = _within(value, low, high)
    if given is None:
        raise CourseError(
            f"{parameter}={brief(value, 60)!r} cannot be used", f"write a number from {low:g} to {high:g}"
        )
    return given


def whole(parameter: str, value: object, low: int, high: int) -> int:
    """Return a parameter as a whole number; CourseError when it is none from `low` to `high`."""
    given = _within(value, low, high)
    if not isinstance(given, int):
        raise CourseError(
            f"{parameter}={brief(value, 60)!r} cannot be used", f"write a whole number from {low} to {high}"
        )
    return given


def _within(value: object, low: float, high: float) -> float | None:
    given = plain(value)
    if not isinstance(given, int | float) or isinstance(given, bool) or not low <= given <= high:
        return None
    return int(given) if given == int(given) else given


def wording(**given: object) -> None:
    """Raise CourseError when a parameter that is shown as words is not a text."""
    for parameter, value in given.items():
        if not isinstance(value, str):
            raise CourseError(f"{parameter}={brief(value, 60)!r} cannot be used", "write a text")


def listed(parameter: str, value: object) -> None:
    """Raise CourseError when a parameter that takes several names is not a collection of them (or None)."""
    if value is not None and (isinstance(value, str | bytes) or not isinstance(value, Iterable)):
        raise CourseError(f"{parameter}={brief(value, 60)!r} cannot be used", "write a list of names")


def span(years: object) -> tuple[float, float] | None:
    """Return the two ends of a fixed axis as years; None where there is none. Raises CourseError otherwise."""
    if years is None:
        return None
    if not isinstance(years, Sequence) or isinstance(years, str) or len(years) != 2:
        raise CourseError(f"years={brief(years, 60)!r} cannot be used", "write two years, such as (2001, 2004)")
    first, last = (measure("years", year, 1, 9999) for year in years)
    if first > last:
        raise CourseError(f"years={brief(years, 60)} ends before it starts", "turn the two years round")
    return first, last


def texts(df: pd.DataFrame, column: str | None) -> list[str]:
    """Return a column as clean one-line texts; empty texts when there is no column."""
    return [clean(value) for value in df[column]] if column else [""] * len(df)


def names(df: pd.DataFrame, column: str | None) -> list[str]:
    """Return a column's texts as names of categories: an empty cell is one too, and says that it is empty."""
    return [text or UNNAMED for text in texts(df, column)] if column else texts(df, column)


def apart(columns: dict[str, str | None]) -> None:
    """Raise CourseError when two parameters that need different columns (or a column of their own) name the same."""
    for parameter, name in columns.items():
        others = [other for other, column in columns.items() if column == name and other != parameter]
        if name is not None and others:
            raise CourseError(
                f"The column {name!r} cannot be both {parameter} and {others[0]}", "rename or choose another"
            )


def one_name(df: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return a table in which cells that read the same in a column are the same: 1 and "1", None and NaN."""
    for column in columns:
        read = names(df, column)
        if len(set(read)) < df[column].nunique(dropna=False):
            df = df.assign(**{column: read})
    return df


def within(df: pd.DataFrame, label: str | None, value: str, most: float | None, given: Iterable[float]) -> float | None:
    """Return the fixed end of a scale as a plain number; CourseError when a number lies above it, outside the picture.

    `given` are the lengths to be drawn, one a row of `df`; `label` is the column that names the row.
    """
    if most is None:
        return None
    size = plain(most)
    if isinstance(size, bool) or not isinstance(size, int | float) or not 0 < size < float("inf"):
        raise CourseError(f"most={most!r} is no end of a scale", "write a number above zero, or leave it out")
    most = float(size)
    for i, amount in enumerate(given):
        if amount > most:
            name = f" of {brief(df[label].iloc[i], 60)!r}" if label else ""
            raise CourseError(
                f"{number(amount)} in {value!r}{name} lies above most={most:g} and would be drawn outside the picture",
                f"raise most= to {number(amount).replace(',', '')} or more",
            )
    return most


def ordered(found: Iterable[str], order: Sequence[str] | None) -> list[str]:
    """Return all categories: those of `order` first, found or not (colors stay), then the others."""
    return list(dict.fromkeys([*map(clean, () if order is None else order), *found]))


def colors(df: pd.DataFrame) -> dict[str, str]:
    """Return the colors that the course has fixed for names, as `load()` attached them."""
    found = df.attrs.get("colors")
    return found if isinstance(found, dict) else {}


def title(df: pd.DataFrame, column: str) -> str:
    """Return a column's heading for a reader: its title in the data package, else its name in words."""
    return (df.attrs.get("titles") or {}).get(column) or heading(str(column))


def pick(df: pd.DataFrame, columns: Iterable[str | None], plain: Iterable[str] = ()) -> pd.DataFrame:
    """Return the plotted columns, with `source_id` at the end when the table has one; attrs are kept.

    `plain` names the columns whose numbers are years or labels, shown without thousands separators.
    """
    names = [name for name in dict.fromkeys(columns) if name]
    if "source_id" in df.columns and "source_id" not in names:
        names.append("source_id")
    table = df[names].reset_index(drop=True)
    table.attrs = {**df.attrs, "plain": [*(df.attrs.get("plain") or ()), *plain]}
    return table


def sourced(table: pd.DataFrame, df: pd.DataFrame) -> pd.DataFrame:
    """Give an aggregated table the attrs of the table it was made from, and the ids of its sources."""
    table.attrs = dict(df.attrs)
    if "source_id" in df.columns:
        table.attrs["source_ids"] = source_ids(df["source_id"])
    return table


def source_ids(cells: Iterable[object]) -> list[str]:
    """Return the ids in a `source_id` column, each once; a cell may hold several, apart by spaces or semicolons."""
    return list(dict.fromkeys(id for cell in cells for id in clean(cell).replace(";", " ").split()))
