"""From the id of a claim or a source to what readers see: a title and an address."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lessonkit import reading
from lessonkit.errors import CourseError

if TYPE_CHECKING:
    from lessonkit.course import Course

#: Written as the source of a question that is about the page it stands on, such as "which key runs a cell".
THIS_PAGE = "this page"


def refer(course: Course, identifier: str) -> tuple[str, str]:
    """Return (title, url) of a claim's or a source's source; url is "" for a table of the course.

    Raises CourseError when neither data/claims.csv nor data/sources.csv has the id.
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
    url = sources[named[0]].get("url") or ""
    return title, url if url.startswith(("https://", "http://")) else ""


def _rows(course: Course, name: str) -> dict[str, dict[str, str]]:
    path = Path(course.root) / "data" / name
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=16)
def _read(path: Path, stamp: int) -> dict[str, dict[str, str]]:
    # The csv module and not pandas: a quiz must not cost an import.
    del stamp
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file, restval="") if row.get("id")}
