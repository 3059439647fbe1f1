"""Files for people outside the course: written whole or not at all, through no link, and fit for spreadsheets."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

import pandas as pd

from lessonkit.errors import CourseError

# What a spreadsheet computes, at the start of a cell or where a semicolon, a tab or a line begins another one.
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def folder(path: Path) -> Path:
    """Make a folder for files and return it. Raises CourseError when it is a link, which may lead anywhere."""
    if path.is_symlink():
        raise CourseError(
            f"{path} is a link to another place", "remove it, or name another folder with --out", place=str(path)
        )
    path.mkdir(parents=True, exist_ok=True)
    return path


def put(path: Path, data: bytes) -> None:
    """Write a file in one step: an interruption leaves the old one, and a link is replaced, not followed."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:  # a new file: nobody's link
            file.write(data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def csv(table: pd.DataFrame) -> bytes:
    """Return a table as a CSV file that spreadsheets open rightly: marked as UTF-8, and no text is a formula.

    A text that a program would compute gets an apostrophe in front of it.
    """
    table = table.copy()
    for name in table.columns:
        if not pd.api.types.is_numeric_dtype(table[name]):
            table[name] = [_text(cell) if isinstance(cell, str) else cell for cell in table[name]]
    text: str = table.to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig", "replace")


def _text(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else _FORMULA.sub(r"\1'", cell)
