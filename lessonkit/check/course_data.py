"""The course's data as plain rows of text, read once for all checks."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..errors import CourseError
from . import files

Rows = list[dict[str, str]]
CLAIMS = Path("data", "claims.csv")
SOURCES = Path("data", "sources.csv")
GLOSSARY = Path("data", "glossary.csv")
VERIFICATION = Path("data", "verification.csv")
PACKAGE = Path("data", "datapackage.json")


@dataclass
class CourseData:
    """Everything under data/ of the course at `root`, as text."""

    root: Path
    _rows: dict[Path, Rows] = field(default_factory=dict)

    @cached_property
    def package(self) -> dict[str, Any]:
        """The data package as it stands in the file."""
        path = self.root / PACKAGE
        try:
            return dict(json.loads(path.read_text("utf-8")))
        except FileNotFoundError:
            raise CourseError(f"{PACKAGE} does not exist; it describes every table of the course.") from None
        except (ValueError, TypeError) as error:
            raise CourseError(f"{PACKAGE} is not JSON ({error}); mend it at that place.") from None

    @cached_property
    def resources(self) -> list[dict[str, Any]]:
        """The described files, in order."""
        return list(self.package.get("resources", ()))

    @cached_property
    def claims(self) -> dict[str, dict[str, str]]:
        """The claims by id; a later line wins, duplicates are found by the check of claims."""
        return {row["id"]: row for row in self.rows(CLAIMS)}

    @cached_property
    def sources(self) -> dict[str, dict[str, str]]:
        """The sources by id."""
        return {row["id"]: row for row in self.rows(SOURCES)}

    @cached_property
    def tables(self) -> dict[str, Rows]:
        """The tidy tables by name: resources under tables/."""
        return {
            str(resource["name"]): self.rows(Path("data", resource["path"]))
            for resource in self.resources
            if str(resource.get("path", "")).startswith("tables/")
        }

    def has(self, path: Path) -> bool:
        """Whether the course has this file."""
        return (self.root / path).is_file()

    def rows(self, path: Path, needed: Sequence[str] = ()) -> Rows:
        """Return the rows of a CSV file of the course; an absent file has none.

        A missing column, a torn line or another encoding than UTF-8 is a CourseError.
        """
        if path not in self._rows:
            self._rows[path] = _read(self.root / path, path.as_posix()) if self.has(path) else []
        rows = self._rows[path]
        for column in needed:
            if rows and column not in rows[0]:
                raise CourseError(f"{path.as_posix()} has no column {column}; add it to the header.")
        return rows


def _read(path: Path, name: str) -> Rows:
    reader = csv.DictReader(io.StringIO(files.read(path, name), newline=""), strict=True)
    rows: Rows = []
    try:
        for row in reader:
            if None in row or None in row.values():
                what = f"{name}, line {reader.line_num}: not as many cells as the header"
                raise CourseError(f"{what}; put text with commas in quotes.")
            rows.append({key.strip(): value.strip() for key, value in row.items()})
    except csv.Error as error:
        raise CourseError(f"{name}, line {reader.line_num}: {error}; mend the quotes.") from None
    if rows and path.stem in ("claims", "sources") and "id" not in rows[0]:
        raise CourseError(f"{name} has no column id; add it to the header.")
    return rows
