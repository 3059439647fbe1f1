"""From the id of a claim or a source to what readers see: a title and an address."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

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
    claims = _rows(course, "claims.csv")
    locator = ""
    source = identifier
    if identifier in claims:
        claim = claims[identifier]
        if not claim.get("source_id"):
            return f"table {claim.get('table', '')}, as of {claim.get('as_of', '')}".removesuffix(", as of "), ""
        source, locator = claim["source_id"], claim.get("locator") or ""
    if source not in sources:
        if source != identifier:
            raise CourseError(
                f"claim '{identifier}' names the source '{source}', which data/sources.csv does not have; add it."
            )
        raise CourseError(
            f"source '{identifier}' is in neither data/claims.csv nor data/sources.csv; correct it or add it."
        )
    row = sources[source]
    title = f"{row['title']}, {locator}" if locator else row["title"]
    url = row.get("url") or ""
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
        return {row["id"]: row for row in csv.DictReader(file) if row.get("id")}
