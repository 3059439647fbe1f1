"""A CSV file as rows of text, refused in one sentence when it is not one."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from lessonkit.course import files, spreadsheet
from lessonkit.errors import CourseError

MOST_COLUMNS = 1_000
# What begins with a sign is a formula too unless it is a number: "-2+3+cmd|…" runs a program. Some spreadsheets take
# the wide signs of East Asian keyboards for the same.
_FORMULA = re.compile(r"[=@\t\r＝＠＋－]|[+-](?!(\d[\d,]*(\.\d*)?|\.\d+)([eE][+-]?\d+)?%?$)")


Stamp = tuple[tuple[int, int], ...]


def stamp(*paths: Path) -> Stamp:
    """Return what changes when one of these files does; what is kept in memory is read again then."""
    # The size too: two writes within one tick of the disk's clock have the same time.
    stats = [path.stat() if path.is_file() else None for path in paths]
    return tuple((s.st_mtime_ns, s.st_size) if s else (0, -1) for s in stats)


@dataclass(frozen=True)
class Sheet:
    """A CSV file as far as it can be read: header, (number, cells) of each good row, a sentence for each bad one."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    faults: list[str]


def read(path: Path, place: str) -> list[list[str]]:
    """Return the cells of a CSV file, header first; `place` is what the sentence calls the file.

    Raises CourseError for a missing, huge, torn or wrongly encoded file, and for a row of another length than the
    header. The size is looked at before anything is read.
    """
    sheet = scan(path, place)
    if sheet.faults:
        raise CourseError(sheet.faults[0])
    return [sheet.header, *(cells for _, cells in sheet.rows)]


def scan(path: Path, place: str) -> Sheet:
    """Return the same as `read` for a caller that goes on behind a faulty row; a file without rows is still refused."""
    text = _text(path, place)
    try:
        header, *lines = csv.reader(io.StringIO(text, newline=""), strict=True) if text else [[]]
    except csv.Error as error:
        raise CourseError(f"{place}: not a readable CSV file ({error}); mend its quotes.") from None
    _named(header, place)
    rows, faults = [], []
    for number, cells in enumerate(lines, 2):
        if not any(cells):
            faults.append(f"{place}, row {number}: the row is empty; delete it.")
        elif len(cells) == len(header):
            rows.append((number, cells))
        else:
            has = f"has {len(cells)} cells where the header has {len(header)}"
            faults.append(f"{place}, row {number}: {has}; put text with commas in quotes.")
    return Sheet(header, rows, faults)


def _named(header: list[str], place: str) -> None:
    if not any(header):
        raise CourseError(f"{place}: the file is empty; its first row must name the columns.")
    if len(header) > MOST_COLUMNS:
        what = f"{len(header):,} columns, more than the {MOST_COLUMNS:,} a table may have"
        raise CourseError(f"{place}, row 1: has {what}; turn them into rows.")
    seen: set[str] = set()
    for column in header:
        if column in seen:
            raise CourseError(f"{place}, row 1: the column {column!r} stands twice; rename or drop one.")
        seen.add(column)
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        raise CourseError(f"{place}, row 1: the cells are not separated by commas; save the file with commas.")


def _text(path: Path, place: str) -> str:
    data = files.content(path, place)
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
    if spreadsheet.damaged(cell):
        return f"{cell!r} is what a spreadsheet makes of another cell, such as 4-May of 5-4; write it as it was"
    if cell != cell.strip():
        return f"{cell[:40]!r} begins or ends with a space, so that it equals nothing; take the space out"
    return ""


def out_of_form(cell: str, pattern: str, example: str) -> str:
    """Return what is wrong with a filled cell that has not the form of its column; "" for one that has."""
    if re.fullmatch(pattern, cell):
        return ""
    form = f"the form {example}" if example else f"the form {pattern}"
    return f"{cell[:40]!r} has not {form}; a spreadsheet may have changed it: write it as it was"
