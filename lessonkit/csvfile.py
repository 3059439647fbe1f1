"""A CSV file as rows of text, refused in one sentence when it is not one."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable
from pathlib import Path

from lessonkit.errors import CourseError

MOST_BYTES = 20_000_000  # a larger file is a mistake: a whole course is smaller
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.\s])")

Stamp = tuple[tuple[int, int], ...]


def stamp(*paths: Path) -> Stamp:
    """Return what changes when one of these files does; what is kept in memory is read again then."""
    # The size too: two writes within one tick of the disk's clock have the same time.
    stats = [path.stat() if path.is_file() else None for path in paths]
    return tuple((s.st_mtime_ns, s.st_size) if s else (0, -1) for s in stats)


def nearest(word: object, known: Iterable[str]) -> str:
    """Return the end of a sentence that helps with a misspelt name: the nearest known one, or a list of them."""
    names = sorted(set(known))
    close = difflib.get_close_matches(str(word), names, n=1)
    if close:
        return f"; did you mean {close[0]!r}?"
    listed = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    return f"; there are: {listed or 'none'}."


def read(path: Path, place: str) -> list[list[str]]:
    """Return the cells of a CSV file, header first; `place` is what the sentence calls the file.

    Raises CourseError for a missing, huge, torn or wrongly encoded file, and for a row of another length than the
    header. The size is looked at before anything is read.
    """
    text = _text(path, place)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise CourseError(f"{place}: not a readable CSV file ({error}); mend its quotes.") from None
    if not rows or not any(rows[0]):
        raise CourseError(f"{place} is empty; its first row must name the columns.")
    for column in rows[0]:
        if rows[0].count(column) > 1:
            raise CourseError(f"{place}, row 1: the column {column!r} stands twice; rename or drop one.")
    if len(rows[0]) == 1 and (";" in rows[0][0] or "\t" in rows[0][0]):
        raise CourseError(f"{place}, row 1: the cells are not separated by commas; save the file with commas.")
    for number, cells in enumerate(rows[1:], 2):
        if not cells:
            raise CourseError(f"{place}, row {number}: the row is empty; delete it.")
        if len(cells) != len(rows[0]):
            raise CourseError(
                f"{place}, row {number}: has {len(cells)} cells where the header has {len(rows[0])}; "
                "put text with commas in quotes."
            )
    return rows


def _text(path: Path, place: str) -> str:
    try:
        size = path.stat().st_size if path.is_file() else None
        if size is not None and size <= MOST_BYTES:
            data = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{place} cannot be read ({error.strerror}); correct the rights of the file.") from None
    if size is None:
        raise CourseError(f"{place} does not exist; restore it or correct its path.")
    if size > MOST_BYTES:
        raise CourseError(
            f"{place} has {size / 1e6:.0f} MB, more than the {MOST_BYTES / 1e6:.0f} MB a table may have; "
            "keep only the rows that a lesson needs."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise CourseError(f"{place}, row {row}: not UTF-8 text; save the file as UTF-8.") from None
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise CourseError(f"{place}, row {row}: holds a NUL character; save the file as plain UTF-8 text.")
    return text


def fault(cell: str) -> str:
    """Return what is wrong with a cell of text, with its mend; "" when nothing is."""
    if _FORMULA.match(cell):
        return f"{cell[:40]!r} begins like a spreadsheet formula; begin with a letter or a digit"
    if cell != cell.strip():
        return f"{cell[:40]!r} begins or ends with a space, so that it equals nothing; take the space out"
    return ""
