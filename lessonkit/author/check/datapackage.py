"""The data package: described tables, keys that resolve, cells that are text and no formula."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from lessonkit.author.check import forms
from lessonkit.author.check.course_data import GLOSSARY, PACKAGE, SOURCES, CourseData, numbered
from lessonkit.author.check.finding import Finding
from lessonkit.course import package
from lessonkit.errors import CourseError

# What each table says about itself, beside what Frictionless asks for.
TABLE_FIELDS = ("title", "description", "counts", "asOf", "publisher", "caveats")
SOURCE_KINDS = (
    "statute",
    "government",
    "court",
    "independent",
    "academic",
    "advocacy-expand",
    "advocacy-limit",
    "press",
    "compilation",
)
CONFIDENCE = ("high", "medium", "low")
MAX_BYTES = 5_000_000
ERRORS_PER_TABLE = 5


# What would have the validator read something else than the file named by `path`: an address, a part of an archive.
LOADERS = (
    *("data", "dialect", "control", "layout", "scheme", "format", "compression", "innerpath", "extrapaths"),
    *("encoding", "detector", "basepath", "type", "$ref"),
)
PLAIN = {"encoding": ("utf-8", "utf8"), "format": ("csv",), "type": ("table",), "scheme": ("file",)}
PROFILES = ("data-package", "tabular-data-package", "data-resource", "tabular-data-resource")


def check(data: CourseData) -> list[Finding]:
    """Return faults of the data package, its tables, the sources and the glossary."""
    found = list(_safe(data)) or list(_large(data))
    if found:
        return found  # nothing below may read such a file
    found = [*_described(data), *_rows(data), *_sources(data), *_glossary(data)]
    found += forms.check(data)
    # What a lesson's own loader refuses is said in its words; the rest is left to the validator.
    refused = list(_loads(data))
    named = {finding.place.partition(",")[0] for finding in refused} | data.faulty()
    return [*found, *refused, *_frictionless(data, named)]


def _safe(data: CourseData) -> Iterator[Finding]:
    """Yield what would lead a reader of the data package away from the files in data/."""
    listed = data.package["resources"]
    for place, part in [("", data.package), *((f", entry {n}", part) for n, part in enumerate(listed, 1))]:
        where = f"{PACKAGE.as_posix()}{place}"
        if not isinstance(part, dict):
            yield Finding(where, "it is no description of a table", "write name, path and schema in braces")
            continue
        if "profile" in part and part["profile"] not in PROFILES:
            yield Finding(where, f"the profile is {str(part['profile'])[:40]!r}", f"use one of {', '.join(PROFILES)}")
        if not place:
            continue
        for key in LOADERS:
            if key in part and str(part[key]).lower() not in PLAIN.get(key, ()):
                yield Finding(where, f"{key!r} says how to read another kind of file", "take it out")
        if not isinstance(part.get("schema", {}), dict):
            yield Finding(where, "the schema is no description of columns", "write its fields in braces")
        try:
            package.file(data.course, part)
        except CourseError as error:
            yield Finding.of(error, where)


def _described(data: CourseData) -> Iterator[Finding]:
    names = {Path(str(r.get("path", ""))).name for r in data.resources}
    folder = data.root / "data" / "tables"
    for path in sorted(folder.glob("[!.]*.csv")):  # hidden ones are those of a system or an editor
        if path.name not in names:
            what, mend = "is not in data/datapackage.json", "describe it there, or remove it"
            yield Finding(f"data/tables/{path.name}", what, mend)
    for resource in data.resources:
        where = f"data/datapackage.json, {resource.get('name', '?')}"
        if not (data.root / "data" / str(resource.get("path", ""))).is_file():
            yield Finding(where, f"{resource.get('path')} does not exist", "correct the path or add the file")
        if not str(resource.get("path", "")).startswith("tables/"):
            continue
        for name in TABLE_FIELDS:
            if not resource.get(name):
                yield Finding(where, f"no {name}", "say it in plain words; readers see it")
        for column in resource.get("schema", {}).get("fields", ()):
            if not (column.get("description") or column.get("title")):
                yield Finding(where, f"column {column.get('name')} is not described", "add a description")


def _large(data: CourseData) -> Iterator[Finding]:
    for resource in data.resources:
        path = data.root / "data" / str(resource.get("path", ""))
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            what = f"larger than {MAX_BYTES // 1_000_000} MB"
            yield Finding(f"data/{resource['path']}", what, "keep only the rows that lessons use")


def _frictionless(data: CourseData, refused: Collection[str]) -> Iterator[Finding]:
    try:
        from frictionless import FrictionlessException, Package
    except ImportError:
        raise CourseError(
            "frictionless, which checks the tables, is not installed", "run `make test`, which installs it"
        ) from None
    try:
        report = Package(str(data.root / "data" / "datapackage.json")).validate()
    except FrictionlessException as error:
        what = " ".join(str(error.error.message).split())
        yield Finding("data/datapackage.json", what.rstrip("."), "mend the description")
        return
    for fault in report.errors:
        yield Finding("data/datapackage.json", _words(fault), "mend the description")
    for task in report.tasks:
        if f"data/{task.place}" in refused:
            continue
        for fault in task.errors[:ERRORS_PER_TABLE]:
            line = getattr(fault, "row_number", None)
            where = f"data/{task.place}" if task.place else f"data/datapackage.json, {task.name}"
            yield Finding(f"{where}, line {line}" if line else where, _words(fault), "mend the row or its schema")
        if len(task.errors) > ERRORS_PER_TABLE:
            what = f"{len(task.errors) - ERRORS_PER_TABLE} more faults of the table"
            yield Finding(f"data/{task.place}", what, "mend those above first")


def _loads(data: CourseData) -> Iterator[Finding]:
    for table, error in data.refused.items():
        if not any(str(fault) in str(error) for fault in data.faults()):
            yield Finding.of(error, f"data/tables/{table}.csv")


def _words(error: Any) -> str:
    return " ".join(str(error.message).split()).rstrip(".")


def _rows(data: CourseData) -> Iterator[Finding]:
    for table, rows in data.tables.items():
        if rows and "source_id" not in rows[0]:
            yield Finding(f"data/tables/{table}.csv", "no column source_id", "give each row its source")
        named = [column for column in (rows[0] if rows else ()) if _names_sources(data, table, column)]
        unknown: dict[tuple[str, str], list[int]] = {}
        for line, row in numbered(rows):
            where = f"data/tables/{table}.csv, line {line}"
            for column in named if not data.lost(SOURCES) else ():
                for source in _ids(row[column]):
                    if source not in data.sources:
                        unknown.setdefault((column, source), []).append(line)
            if "source_id" in row and not row["source_id"]:
                yield Finding(where, "no source", "name the source of the row")
            if row.get("confidence", "high") not in CONFIDENCE:
                what = f"confidence is {row['confidence'] or 'empty'}"
                yield Finding(where, what, f"use one of {', '.join(CONFIDENCE)}")
        for (column, source), lines in unknown.items():  # said once: a new table may name one in each row
            place = f"data/tables/{table}.csv, line {lines[0]}" + (f", {column}" if column != "source_id" else "")
            more = f", here and in {len(lines) - 1} more lines" if len(lines) > 1 else ""
            yield Finding(place, f"source {source} is unknown{more}", "correct the id or add it to data/sources.csv")


def _ids(cell: str) -> list[str]:
    return [part for part in re.split(r"[;\s]+", cell) if part]


def _names_sources(data: CourseData, table: str, column: str) -> bool:
    """Whether the cells of a column are ids of sources: by name, by description or by what stands in them."""
    if column == "source_id":
        return True
    if "source" not in column:
        return False
    fields = next((r for r in data.resources if r.get("name") == table), {}).get("schema", {}).get("fields", ())
    if any(SOURCES.name in str(field.get("description", "")) for field in fields if field.get("name") == column):
        return True
    ids = [part for row in data.tables[table] for part in _ids(row[column])]
    return sum(part in data.sources for part in ids) * 2 > len(ids)


def _sources(data: CourseData) -> Iterator[Finding]:
    for line, row in numbered(data.rows(SOURCES)):
        where = f"{SOURCES.as_posix()}, line {line}, {row['id']}"
        for name in ("title", "publisher"):
            if not row[name]:
                yield Finding(where, f"no {name}", "fill it")
        if row["kind"] not in SOURCE_KINDS:
            what = f"kind is {row['kind'] or 'empty'}"
            yield Finding(where, what, f"use one of {', '.join(SOURCE_KINDS)}")


def _glossary(data: CourseData) -> Iterator[Finding]:
    seen: set[str] = set()
    for line, row in numbered(data.rows(GLOSSARY)):
        where = f"{GLOSSARY.as_posix()}, line {line}, {row['term'] or '?'}"
        if not row["plain"]:
            yield Finding(where, "no plain words", "fill them")
        for name in filter(None, (row["term"].casefold(), row["acronym"])):
            if name in seen:
                yield Finding(where, f"{name} stands twice", "keep one line")
            seen.add(name)
