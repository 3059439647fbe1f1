"""From the id of a claim or a source to what readers see: a title and an address."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lessonkit import csvfile, reading
from lessonkit.errors import CourseError

if TYPE_CHECKING:
    from lessonkit.course import Course

#: Written as the source of a question that is about the page it stands on, such as "which key runs a cell".
THIS_PAGE = "this page"
#: The registers, and the columns that are read here.
COLUMNS = {
    "sources.csv": ("id", "title", "url", "reading", "read_at"),
    "claims.csv": ("id", "table", "as_of", "source_id", "locator"),
}


def refer(course: Course, identifier: str) -> tuple[str, str]:
    """Return (title, url) of a claim's or a source's source; url is "" for a table of the course.

    Raises CourseError when neither data/claims.csv nor data/sources.csv has the id, or when one cannot be read.
    """
    if identifier == THIS_PAGE:
        return THIS_PAGE, ""
    sources = _rows(course, "sources.csv")
    claim = _rows(course, "claims.csv").get(identifier)
    # A claim may name several sources; its table stands in for a source when it names none.
    named = claim["source_id"].replace(";", " ").split() if claim else [identifier]
    for source in named:
        if source not in sources:
            by = f"claim '{identifier}' names the source '{source}', which" if claim else f"source '{source}'"
            has = "data/sources.csv does not have" if claim else "is in neither data/claims.csv nor data/sources.csv"
            raise CourseError(f"{by} {has}; correct the id or add the row.")
    if claim and not named:
        as_of = f", as of {claim['as_of']}" if claim["as_of"] else ""
        return f"table {claim['table']}{as_of}", ""
    title = "; ".join(sources[source]["title"] + reading.text(sources[source]) for source in named)
    if claim and claim["locator"]:
        title += f", {claim['locator']}"
    url = sources[named[0]]["url"]
    return title, url if url.startswith(("https://", "http://")) else ""


def readable(course: Course) -> None:
    """Raise CourseError when a register cannot be read, which would else be said of every question."""
    for name in COLUMNS:
        _rows(course, name)


def _rows(course: Course, name: str) -> dict[str, dict[str, str]]:
    path = Path(course.root) / "data" / name
    return _read(path, csvfile.stamp(path)) if path.exists() else {}


@lru_cache(maxsize=16)
def _read(path: Path, stamp: csvfile.Stamp) -> dict[str, dict[str, str]]:
    # Cells and not a table of pandas: a quiz must not cost an import.
    del stamp
    place = f"data/{path.name}"
    header, *lines = csvfile.read(path, place)
    for column in COLUMNS[path.name]:
        if column not in header:
            raise CourseError(f"{place}, row 1: the column {column!r} is missing; add it.")
    rows = (dict(zip(header, cells, strict=True)) for cells in lines)
    return {row["id"]: row for row in rows if row["id"]}
