"""What the data package says of a table, read so far as a lesson needs it."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

from lessonkit.course import PACKAGE, Course, cells, files
from lessonkit.errors import CourseError
from lessonkit.text import nearest

LONGEST_PATH = 200  # bytes; beyond 255 in one name a system does not even say whether the file is there


def resource(course: Course, name: str) -> dict[str, Any]:
    """Return the entry of a table in the data package. Raises CourseError that gives a misspelt name the nearest."""
    known = {str(r.get("name")): r for r in course.package["resources"] if isinstance(r, dict)}
    if not isinstance(name, str) or name not in known:
        raise CourseError(f"There is no table {name!r}", nearest(name, known))
    file(course, known[name])
    return known[name]


def file(course: Course, resource: dict[str, Any]) -> Path:
    """Return where the file of a table is. Raises CourseError for a path that is none or that leaves the folder data.

    A data package is taken from others with its course: a path in it reads no other file of this machine and no
    address of the network, not through a link either.
    """
    name, written = resource.get("name"), resource.get("path")
    place = f"{PACKAGE.as_posix()}: the table {name}"
    mend = f"write such as tables/{name}.csv"
    if not isinstance(written, str) or not written:
        raise CourseError(f'{place} has no "path"', mend, place=place)
    home = course.root / "data"
    odd = set('\\:~*?"<>|') & set(written) or not written.isprintable() or ".." in written.split("/")
    long = len(written.encode("utf-8", "replace")) > LONGEST_PATH
    if odd or long or not files.inside(home, home / written):
        raise CourseError(
            f"{place} has the path {written[:80]!r}, which is no file of the folder data", mend, place=place
        )
    return home / written


def fields(resource: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the columns of a table, each with name, type and constraints (a dict, perhaps empty).

    Raises CourseError for a schema that cannot be followed: no fields, an unknown type, a bound that is no number.
    """
    schema = resource.get("schema")
    listed = schema.get("fields") if isinstance(schema, dict) else None
    place = f"{PACKAGE.as_posix()}: {resource.get('name')}"
    if not isinstance(listed, list) or not listed:
        raise CourseError(f'{place} has no list "fields" in its schema', "name the columns there", place=place)
    return [_field(field, place) for field in listed]


def key(resource: dict[str, Any], columns: list[str]) -> list[str]:
    """Return the columns of the primary key; [] when there is none. Raises CourseError for one that is no column."""
    written = resource["schema"].get("primaryKey") or []
    names = [written] if isinstance(written, str) else written
    for name in names if isinstance(names, list) else [names]:
        if name not in columns:
            where = f"{PACKAGE.as_posix()}: {resource.get('name')}"
            raise CourseError(f"the primary key {name!r} is no column", nearest(name, columns), place=where)
    return list(names)


def _field(field: Any, place: str) -> dict[str, Any]:
    if not isinstance(field, dict) or not isinstance(field.get("name"), str):
        raise CourseError('each of its fields needs a "name"', "add it", place=place)
    name, kind = field["name"], field.get("type", "string")
    if kind not in cells.TYPES:
        raise CourseError(f"the column {name} has the type {kind!r}", nearest(kind, cells.TYPES), place=place)
    rule = field.get("constraints") or {}
    good = isinstance(rule, dict) and isinstance(rule.get("enum", []), list)
    if good and isinstance(rule.get("pattern", ""), str):
        try:
            re.compile(rule.get("pattern", ""))
        except re.error:
            good = False
    else:
        good = False
    if not good:
        raise CourseError(f"the constraints of {name} cannot be followed", "correct enum and pattern", place=place)
    bounds: dict[str, Any] = {}
    for end in ("minimum", "maximum"):
        if end in rule:
            bounds[end] = _bound(rule[end], kind)
            if bounds[end] is None:
                raise CourseError(f"{end} of {name} is {rule[end]!r}, which is no {kind}", "correct it", place=place)
    # An example of the form tells a reader more than the pattern; a sentence about a cell shows it.
    example = {"example": field["example"]} if isinstance(field.get("example"), str) else {}
    return {**field, "type": kind, "constraints": {**rule, **bounds, **example}}


def _bound(value: Any, kind: str) -> Any:
    if kind in ("date", "string"):
        return value if isinstance(value, str) else None  # ISO dates compare as text
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return None if math.isnan(number) else value if isinstance(value, int | float) else number
