"""What charts ask of a table: columns, numbers, the order of categories, and where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from lessonkit.errors import CourseError
from lessonkit.text import brief, clean, heading, number

UNNAMED = "not stated"  # the name of a category whose cell is empty


def need(df: pd.DataFrame, **columns: str | None) -> None:
    """Raise CourseError when a column is not in the table; `columns` maps a parameter to the column asked for."""
    if not isinstance(df, pd.DataFrame):
        raise CourseError(f"A chart needs a table (a DataFrame), and got {type(df).__name__}.")
    for parameter, name in columns.items():
        if name is not None and name not in df.columns:
            have = ", ".join(map(str, df.columns))
            table = df.attrs.get("table")
            place = f"The table {table!r}" if table else "The table"
            raise CourseError(f"{place} has no column {name!r} (asked for by {parameter}=); it has {have}.")


def some(df: pd.DataFrame, what: str) -> None:
    """Raise CourseError when there is no row to draw."""
    if not len(df):
        raise CourseError(f"There is no row to draw {what} from; check the filter before the chart.")


def figures(df: pd.DataFrame, column: str) -> pd.Series:
    """Return a column as numbers; empty cells stay empty. Raises CourseError at the first other cell."""
    values = pd.to_numeric(df[column], errors="coerce").replace([float("inf"), float("-inf")], float("nan"))
    wrong = df.index[values.isna() & df[column].notna()]
    if len(wrong):
        raise CourseError(f"Row {wrong[0]} of {column!r} holds {str(df[column][wrong[0]])!r}, which is not a number.")
    return values


def texts(df: pd.DataFrame, column: str | None) -> list[str]:
    """Return a column as clean one-line texts; empty texts when there is no column."""
    return [clean(value) for value in df[column]] if column else [""] * len(df)


def names(df: pd.DataFrame, column: str | None) -> list[str]:
    """Return a column's texts as names of categories: an empty cell is one too, and says that it is empty."""
    return [text or UNNAMED for text in texts(df, column)] if column else texts(df, column)


def within(df: pd.DataFrame, label: str | None, value: str, most: float | None, given: Iterable[float]) -> None:
    """Raise CourseError when a number lies above the fixed end of a scale, where it would be drawn outside.

    `given` are the lengths to be drawn, one a row of `df`; `label` is the column that names the row.
    """
    if most is None:
        return
    if not 0 < most < float("inf"):
        raise CourseError(f"most={most!r} is no end of a scale; write a number above zero, or leave it out.")
    for i, amount in enumerate(given):
        if amount > most:
            name = f" of {brief(df[label].iloc[i], 60)!r}" if label else ""
            raise CourseError(
                f"{number(amount)} in {value!r}{name} lies above most={most:g} and would be drawn outside the "
                f"picture; raise most= to {number(amount).replace(',', '')} or more."
            )


def ordered(found: Iterable[str], order: Sequence[str] | None) -> list[str]:
    """Return all categories: those of `order` first, found or not (colors stay), then the others."""
    return list(dict.fromkeys([*map(clean, order or ()), *found]))


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
