"""A CSV file as rows of text, refused in one sentence when it is not one."""

from __future__ import annotations

import csv
import io
import re
import stat
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lessonkit.course import files, spreadsheet
from lessonkit.errors import CourseError

MOST_COLUMNS = 1_000
# What begins with a sign is a formula too unless it is a number: "-2+3+cmd|…" runs a program. Some spreadsheets take
# the wide signs of East Asian keyboards for the same.
_FORMULA = re.compile(r"[=@\t\r＝＠＋－]|[+-](?!(\d[\d,]*(\.\d*)?|\.\d+)([eE][+-]?\d+)?%?$)")
# Most cells of a register are sound at a glance: plain ASCII behind a letter and too long for anything that a
# spreadsheet writes; an id, a kind or a name of a file in small letters (may-04 may be a day); a day or a month.
_SOUND = rf"[A-Za-z][ -~]{{{spreadsheet.LONGEST - 1},}}[!-~]|[a-z][a-z0-9_-]*(?<!-\d\d)|[12]\d\d\d-\d\d(?:-\d\d)?"
_DOUBTFUL = re.compile(rf"^(?!(?:{_SOUND})$).+", re.ASCII | re.MULTILINE)
# Letters and marks that show as nothing at all, beside those which Unicode classes as formats and controls.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")  # formats that are drawn
_WIDE_SPACE = "\u3000"  # between the words of East Asian scripts
_JOINERS = "\u200c\u200d"
# Scripts whose letters have one form each, and those whose letters stand apart, so that a joiner shows as nothing.
_ONE_FORM = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW", "COMBINING")
_APART = (*_ONE_FORM, "CJK", "HANGUL", "HIRAGANA", "KATAKANA")

Stamp = tuple[tuple[int, int], ...]


def stamp(*paths: Path) -> Stamp:
    """Return what changes when one of these files does; what is kept in memory is read again then."""
    # The size too: two writes within one tick of the disk's clock have the same time.
    return tuple(map(_stamp, paths))


def _stamp(path: Path) -> tuple[int, int]:
    with suppress(OSError, ValueError):  # a name that no file can have
        found = path.stat()
        if stat.S_ISREG(found.st_mode):
            return found.st_mtime_ns, found.st_size
    return 0, -1


class Sheet(NamedTuple):
    """A CSV file as far as it can be read: header, (number, cells) of each good row, the fault of each bad one."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    faults: list[CourseError]


def read(path: Path, place: str) -> list[list[str]]:
    """Return the cells of a CSV file, header first; `place` is what the sentence calls the file.

    Raises CourseError for a missing, huge, torn or wrongly encoded file, and for a row of another length than the
    header. The size is looked at before anything is read.
    """
    sheet = scan(path, place)
    if sheet.faults:
        raise sheet.faults[0]
    return [sheet.header, *(cells for _, cells in sheet.rows)]


def scan(path: Path, place: str) -> Sheet:
    """Return the same as `read` for a caller that goes on behind a faulty row; a file without rows is still refused."""
    text = _text(path, place)
    try:
        header, *lines = csv.reader(io.StringIO(text, newline=""), strict=True) if text else [[]]
    except csv.Error as error:
        raise CourseError(f"not a readable CSV file ({error})", "mend its quotes", place=place) from None
    _named(header, place)
    rows: list[tuple[int, list[str]]] = []
    faults: list[CourseError] = []
    for number, cells in enumerate(lines, 2):
        if not any(cells):
            faults.append(CourseError("the row is empty", "delete it", f"{place}, row {number}"))
        elif len(cells) == len(header):
            rows.append((number, cells))
        else:
            has = f"has {len(cells)} cells where the header has {len(header)}"
            faults.append(CourseError(has, "put text with commas in quotes", f"{place}, row {number}"))
    return Sheet(header, rows, faults)


def _named(header: list[str], place: str) -> None:
    if not any(header):
        raise CourseError("the file is empty", "its first row must name the columns", place=place)
    if len(header) > MOST_COLUMNS:
        what = f"{len(header):,} columns, more than the {MOST_COLUMNS:,} a table may have"
        raise CourseError(f"has {what}", "turn them into rows", place=f"{place}, row 1")
    seen: set[str] = set()
    for column in header:
        if column in seen:
            raise CourseError(f"the column {column!r} stands twice", "rename or drop one", place=f"{place}, row 1")
        seen.add(column)
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        raise CourseError("the cells are not separated by commas", "save the file with commas", place=f"{place}, row 1")


def _text(path: Path, place: str) -> str:
    data = files.content(path, place)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise CourseError("not UTF-8 text", "save the file as UTF-8", place=f"{place}, row {row}") from None
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise CourseError("holds a NUL character", "save the file as plain UTF-8 text", place=f"{place}, row {row}")
    return text


def doubtful(cells: set[str]) -> Iterable[str]:
    """Return those of a column's filled cells that `fault` has to look at; all, where a cell is of several lines."""
    column = "\n".join(cells)
    return _DOUBTFUL.findall(column) if column.count("\n") < max(1, len(cells)) else filter(None, cells)


def fault(cell: str) -> str:
    """Return what is wrong with a cell of text, with its mend; "" when nothing is."""
    if _FORMULA.match(cell):
        return f"{cell[:40]!r} begins like a spreadsheet formula; begin with a letter or a digit"
    if not (cell.isascii() and cell.isprintable()) and (wrong := _invisible(cell)):
        return wrong
    if spreadsheet.damaged(cell):
        return f"{cell!r} is what a spreadsheet makes of another cell, such as 4-May of 5-4; write it as it was"
    if cell != cell.strip():
        return f"{cell[:40]!r} begins or ends with a space, so that it equals nothing; take the space out"
    return ""


def alike(cell: str) -> str:
    """Return what two names share that a reader takes for one: case, spaces and Unicode form do not count."""
    folded = unicodedata.normalize("NFKC", cell).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def _invisible(cell: str) -> str:
    """Return what a cell holds that no reader sees, with its mend; "" when all of it can be seen."""
    for at, char in enumerate(cell):
        if " " <= char <= "~":  # nearly all of them: looked at no further, a lesson waits for it
            continue
        kind = unicodedata.category(char)
        space = kind in ("Zs", "Zl", "Zp") or char in "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"
        if char == _WIDE_SPACE or not (space or kind in ("Cc", "Cf") or char in _BLANK or _selects(cell, at)):
            continue
        if char in _SEEN or (char in _JOINERS and _joins(cell[at - 1 : at]) and _joins(cell[at + 1 : at + 2])):
            continue
        # Of a long cell the part around the character: a line's end is shown as \n, the others by their number.
        part = cell[max(0, at - 20) : at + 20]
        name = unicodedata.name(char, "").lower()
        named = f"U+{ord(char):04X}" + (f" ({name})" if name else "")
        what = "a line break, a tab or a space of another kind" if space else "a character that nobody sees"
        inner = space and cell[:at].strip() and cell[at:].strip()
        return f"{part!r} holds {what}, {named}; {'write an ordinary space' if inner else 'delete it'}"
    return ""


def _selects(cell: str, at: int) -> bool:
    """Say whether a character chooses the form of a letter that has only one, or of none at all."""
    if not ("\ufe00" <= cell[at] <= "\ufe0f" or "\U000e0100" <= cell[at] <= "\U000e01ef"):
        return False
    before = cell[:at][-1:]
    plain = before.isascii() or unicodedata.name(before, "").startswith(_ONE_FORM)
    return plain and cell[at + 1 : at + 2] != "\u20e3"  # a digit on a key


def _joins(char: str) -> bool:
    """Say whether a joiner beside this character can change how it is drawn: Persian, Hindi, composed pictures."""
    if not char or unicodedata.category(char)[0] not in "LMS" or char.isascii():
        return False
    return not unicodedata.name(char, "").startswith(_APART)


def out_of_form(cell: str, pattern: str, example: str) -> str:
    """Return what is wrong with a filled cell that has not the form of its column; "" for one that has."""
    if re.fullmatch(pattern, cell):
        return ""
    form = f"the form {example}" if example else f"the form {pattern}"
    return f"{cell[:40]!r} has not {form}; a spreadsheet may have changed it: write it as it was"
