"""From the id of a claim or a source to what readers see: a title and an address."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from lessonkit.course import registers
from lessonkit.errors import CourseError

if TYPE_CHECKING:
    from lessonkit.course import Course

#: Written as the source of a question that is about the page it stands on, such as "which key runs a cell".
THIS_PAGE = "this page"
#: Letters of a title, and of a title with a place in it: a card names its source in one short line.
TITLE, LINE = 48, 62


def refer(course: Course, identifier: str) -> tuple[str, str]:
    """Return (title, url) of the first source of a claim, or of a source; url is "" for a table of the course.

    The title is one short line. How many sources there are, how they were read and where in each it stands say the
    references of the lesson, which a citation mark opens.

    Raises CourseError when neither data/claims.csv nor data/sources.csv has the id, or when one cannot be read.
    """
    if identifier == THIS_PAGE:
        return THIS_PAGE, ""
    sources = _rows(course, "sources.csv")
    claim = _rows(course, "claims.csv").get(identifier)
    # A claim may name several sources; its table stands in for a source when it names none.
    named = registers.ids_in(claim["source_id"]) if claim else [identifier]
    for source in named:
        if source not in sources:
            by = f"claim '{identifier}' names the source '{source}', which" if claim else f"source '{source}'"
            has = "data/sources.csv does not have" if claim else "is in neither data/claims.csv nor data/sources.csv"
            raise CourseError(f"{by} {has}", "correct the id or add the row")
    if claim and not named:
        as_of = f", as of {claim['as_of']}" if claim["as_of"] else ""
        return f"table {claim['table']}{as_of}", ""
    title = textwrap.shorten(sources[named[0]]["title"], TITLE, placeholder=" …")
    if claim and (place := claim["locator"].split(";")[0].strip()) and len(title) + len(place) < LINE:
        title += f", {place}"
    if len(named) > 1:
        title += f", and {len(named) - 1} more"
    url = sources[named[0]]["url"]
    return title, url if url.startswith(("https://", "http://")) else ""


def readable(course: Course) -> None:
    """Raise CourseError when a register cannot be read, which would else be said of every question."""
    for name in ("sources.csv", "claims.csv"):
        _rows(course, name)


def _rows(course: Course, name: str) -> dict[str, registers.Row]:
    # Registers and not tables: a quiz must not cost an import of pandas. A draft may be tried where there is none yet.
    path = Path(course.root) / "data" / name
    return registers.rows(course, name) if path.is_symlink() or path.exists() else {}
