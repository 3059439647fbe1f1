"""data/README.md: what every table holds, in words, generated from the data package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lessonkit.author.check import files
from lessonkit.author.check.course_data import CourseData
from lessonkit.author.check.finding import Finding

if TYPE_CHECKING:
    from lessonkit.course import Course

README = Path("data", "README.md")
MADE = "<!-- Written by `lessonkit dictionary` from datapackage.json; do not edit. -->"


def text(data: CourseData) -> str:
    """Return the whole of data/README.md."""
    package = data.package
    lines = [MADE, "", f"# Data of “{package.get('title', package.get('name', ''))}”", ""]
    if package.get("description"):
        lines += [str(package["description"]), ""]
    licenses = [str(entry.get("title") or entry.get("name")) for entry in package.get("licenses", ())]
    if licenses:
        lines += [f"License: {', '.join(licenses)}.", ""]
    tables = [r for r in data.resources if str(r.get("path", "")).startswith("tables/")]
    lines += [
        "| Table | Rows | One row is | Facts as of | Published by |",
        "| --- | ---: | --- | --- | --- |",
    ]
    for resource in tables:
        rows = len(data.tables.get(resource["name"], ()))
        cells = [
            f"[{resource['name']}](#{resource['name']})",
            f"{rows:,}",
            *(_cell(resource.get(key, "")) for key in ("counts", "asOf", "publisher")),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    for resource in tables:
        lines += ["", *_table(resource)]
    others = [r for r in data.resources if r not in tables]
    for resource in others:
        lines += ["", *_table(resource)]
    return "\n".join(lines).rstrip() + "\n"


def _table(resource: dict[str, Any]) -> Iterator[str]:
    name = str(resource.get("name"))
    title = resource.get("title")
    yield f"## {name}"
    yield ""
    yield (f"**{title}.** {resource.get('description', '')}".strip() if title else str(resource.get("description", "")))
    yield ""
    if resource.get("counts"):
        yield f"- One row is: {resource['counts']}"
    if resource.get("asOf"):
        yield f"- Facts as of: {resource['asOf']}"
    if resource.get("publisher"):
        yield f"- Published by: {resource['publisher']}"
    schema = resource.get("schema", {})
    key = schema.get("primaryKey")
    if key:
        yield f"- Each row is known by: {', '.join([key] if isinstance(key, str) else key)}"
    for caveat in resource.get("caveats", ()):
        yield f"- Careful: {caveat}"
    yield f"- File: `{resource.get('path')}`"
    yield ""
    yield "| Column | Kind | Unit | Meaning |"
    yield "| --- | --- | --- | --- |"
    for column in schema.get("fields", ()):
        meaning = column.get("description") or column.get("title") or ""
        choices = column.get("constraints", {}).get("enum")
        if choices:
            meaning = f"{meaning.rstrip('.')}. One of: {', '.join(map(str, choices))}."
        cells = (f"`{column.get('name')}`", column.get("type", ""), column.get("unit", ""), meaning)
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(value: Any) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def write(course: Course) -> str:
    """Write data/README.md and return a sentence for the terminal."""
    data = CourseData(course.root)
    files.write(course.root / README, text(data), README.as_posix())
    return f"{README.as_posix()}: {len(data.tables)} tables described."


def check(data: CourseData) -> list[Finding]:
    """Return a finding when data/README.md is not what the data package gives."""
    path = data.root / README
    now = files.read(path, README.as_posix()) if path.is_file() else ""
    if now == text(data):
        return []
    what = "does not match the data package" if now else "is missing"
    return [Finding(README.as_posix(), what, "run `lessonkit dictionary`")]
