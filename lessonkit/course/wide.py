"""A long table made wide: one row a thing, one column an answer, and in each cell the texts that have it."""

from __future__ import annotations

import pandas as pd

from lessonkit.course import frames
from lessonkit.errors import CourseError
from lessonkit.text import options


@options
def spread(df: pd.DataFrame, row: str, column: str, value: str, *, notes: str | None = None) -> pd.DataFrame:
    """Return one row for each `row` and one column for each text of `column`, in the order of the table.

    A cell lists the texts of `value` found there, apart by semicolons, or nothing. `notes` names a column whose
    texts are gathered in one more column, each after its `value` and a colon. What `load()` attached stays.
    Raises CourseError for a missing column, or when an answer has the name of another column of the result.
    """
    frames.need(df, row=row, column=column, value=value, notes=notes)
    things, answers = (list(dict.fromkeys(frames.texts(df, name))) for name in (row, column))
    if taken := {row, notes} & set(answers):
        raise CourseError(f"{taken.pop()!r} is an answer and the name of a column", "rename one of them")
    cells: dict[str, dict[str, list[str]]] = {answer: {thing: [] for thing in things} for answer in answers}
    said: dict[str, list[str]] = {thing: [] for thing in things}
    remarks = frames.texts(df, notes)
    if "" in answers:
        raise CourseError(f"A row of {column!r} is empty", "fill it, or leave the row out before spread()")
    for thing, answer, text, note in zip(*(frames.texts(df, c) for c in (row, column, value)), remarks, strict=True):
        if not text:
            continue
        cells[answer][thing].append(text)
        if note:
            said[thing].append(f"{text}: {note}")
    columns = {row: things} | {answer: ["; ".join(found[t]) for t in things] for answer, found in cells.items()}
    if notes:
        columns[notes] = ["; ".join(said[thing]) for thing in things]
    return frames.sourced(pd.DataFrame(columns), df)
