"""The course's data as plain rows of text, read once for all checks.

Read as lessons read it: what a lesson would refuse is among `faults`, and the checks go on with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lessonkit.course import PACKAGE, Course, course_at, csvfile, package, registers
from lessonkit.course.registers import Row
from lessonkit.errors import CourseError

Rows = list[Row]
CLAIMS = Path("data", "claims.csv")
SOURCES = Path("data", "sources.csv")
GLOSSARY = Path("data", "glossary.csv")
VERIFICATION = Path("data", "verification.csv")
__all__ = ["CLAIMS", "GLOSSARY", "PACKAGE", "SOURCES", "VERIFICATION", "CourseData", "Rows", "numbered"]


@dataclass
class CourseData:
    """Everything under data/ of the course at `root`, as text without spaces at either end."""

    root: Path
    _registers: dict[str, registers.Register] = field(default_factory=dict)

    @cached_property
    def course(self) -> Course:
        """The course itself."""
        return course_at(self.root)

    @property
    def package(self) -> dict[str, Any]:
        """The data package as it stands in the file."""
        return self.course.package

    @cached_property
    def resources(self) -> list[dict[str, Any]]:
        """The described files, in order; what is no description is a finding of the check of the package."""
        return [resource for resource in self.package["resources"] if isinstance(resource, dict)]

    @cached_property
    def claims(self) -> dict[str, Row]:
        """The claims by id; a later line wins, and its double is a fault."""
        return {row["id"]: row for row in self.rows(CLAIMS)}

    @cached_property
    def sources(self) -> dict[str, Row]:
        """The sources by id."""
        return {row["id"]: row for row in self.rows(SOURCES)}

    @cached_property
    def tables(self) -> dict[str, Rows]:
        """The tidy tables by name: resources under tables/; one that cannot be read has no rows."""
        return {
            str(resource.get("name")): self._table(resource)
            for resource in self.resources
            if str(resource.get("path", "")).startswith("tables/")
        }

    def has(self, path: Path) -> bool:
        """Whether the course has this file."""
        return (self.root / path).is_file()

    def rows(self, path: Path) -> Rows:
        """Return the rows of a register; an absent file has none, and one with a fault those that can be read."""
        return self._register(path.name).rows

    def faults(self) -> list[CourseError]:
        """Return each fault of the registers, as the reader of lessons and quizzes finds them."""
        return [fault for name in registers.COLUMNS for fault in self._register(name).faults]

    @cached_property
    def refused(self) -> dict[str, CourseError]:
        """What a lesson's own loader says of the tables that it refuses, by table."""
        from lessonkit.course.tables import load  # pandas: a check of one notebook needs none

        found: dict[str, CourseError] = {}
        for table in self.tables:
            try:
                load(table, self.course)
            except CourseError as error:
                found[table] = error
        return found

    def named(self, error: CourseError) -> bool:
        """Whether an error only says that a register or a table has a fault, which is named once, where it stands."""
        return any(str(fault) in str(error) for fault in (*self.faults(), *self.refused.values()))

    def faulty(self) -> set[str]:
        """Return the registers that have a fault, as sentences call them."""
        return {f"data/{name}" for name in registers.COLUMNS if self._register(name).faults}

    def lost(self, path: Path) -> bool:
        """Whether nothing of a register could be read: what names a row of it is not to blame."""
        found = self._register(path.name)
        return bool(found.faults) and not found.rows

    def _register(self, name: str) -> registers.Register:
        if name not in self._registers:
            path = self.root / "data" / name
            there = path.is_symlink() or path.exists()
            found = registers.read(self.course, name) if there else registers.Register([], [])
            self._registers[name] = registers.Register(_stripped(found.rows), found.faults)
        return self._registers[name]

    def _table(self, resource: dict[str, Any]) -> Rows:
        try:
            sheet = csvfile.scan(package.file(self.course, resource), f"data/{resource['path']}")
        except CourseError:
            return []  # among `refused`
        rows = []
        for number, cells in sheet.rows:
            row = Row(zip(sheet.header, cells, strict=True))
            row.number = number
            rows.append(row)
        return _stripped(rows)


def numbered(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    """Yield (number of the row in its file, row)."""
    return ((row.number, row) for row in rows)


def _stripped(rows: Iterable[Row]) -> Rows:
    found = []
    for row in rows:
        mine = Row({column.strip(): cell.strip() for column, cell in row.items()})
        mine.number = row.number
        found.append(mine)
    return found
