"""Sources, claims and the list of references: the way from a sentence to the row to the source."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd

from lessonkit import citations
from lessonkit.course import Course, find_course
from lessonkit.errors import CourseError
from lessonkit.html import Html, esc
from lessonkit.tables import nearest, read_csv

SOURCE_COLUMNS = ("id", "title", "publisher", "kind", "date", "url", "accessed", "confidence", "notes")
CLAIM_COLUMNS = (
    *("id", "lesson", "sentence", "value", "unit", "as_of", "kind"),
    *("table", "where", "column", "agg", "source_id", "locator", "confidence", "review_by"),
)
# What a kind of source is called in front of a reader.
KINDS = {
    "statute": "law",
    "government": "government",
    "court": "court",
    "independent": "independent",
    "academic": "research",
    "advocacy-expand": "advocates of more enforcement",
    "advocacy-limit": "advocates of less enforcement",
    "press": "press",
    "compilation": "compilation",
}
_read: dict[Path, tuple[int, pd.DataFrame]] = {}


def sources() -> pd.DataFrame:
    """Return data/sources.csv, one source a row, all columns text. Raises CourseError for a fault in the file."""
    return sources_of(find_course())


def sources_of(course: Course) -> pd.DataFrame:
    """Return the sources of a given course; see `sources`."""
    return _register(course, "sources.csv", SOURCE_COLUMNS)


def claims() -> pd.DataFrame:
    """Return data/claims.csv, one claim a row, all columns text. Raises CourseError for a fault in the file."""
    return _register(find_course(), "claims.csv", CLAIM_COLUMNS)


def _register(course: Course, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
    path = course.root / "data" / name
    stamp = path.stat().st_mtime_ns if path.is_file() else 0
    known = _read.get(path)
    if known is None or known[0] != stamp:
        rows = read_csv(path, f"data/{name}")
        missing = [column for column in columns if column not in rows[0]]
        if missing:
            raise CourseError(f"data/{name}, row 1: the column {missing[0]!r} is missing; add it.")
        table = pd.DataFrame(rows[1:], columns=rows[0], dtype="str")
        _ids_stand_once(table["id"], name)
        known = _read[path] = (stamp, table)
    return known[1].copy()


def _ids_stand_once(ids: pd.Series, name: str) -> None:
    for row, (id, again) in enumerate(zip(ids, ids.duplicated(), strict=True), 2):
        if not id.strip() or again:
            what = f"the id {id!r} stands twice; rename one" if again and id else "the id is empty; fill it"
            raise CourseError(f"data/{name}, row {row}, column id: {what}.")


def claim(id: str) -> dict[str, str]:
    """Return one claim; a misspelt id gets the nearest one."""
    table = claims()
    found = table[table["id"] == id]
    if found.empty:
        raise CourseError(f"There is no claim {id!r} in data/claims.csv{nearest(id, list(table['id']))}")
    return dict(found.iloc[0])


class Fact(Html):
    """A claim as a cell's result: sentence, as of, source. `.value` is its number (or its text)."""

    def __init__(self, row: dict[str, str]) -> None:
        """Show the claim in `row`."""
        self.id = row["id"]
        self.value: int | float | str = _number(row["value"])
        self.unit = row["unit"]
        shown = f"{self.value:,}" if isinstance(self.value, int | float) else self.value
        text = f"{shown} {self.unit}".strip()
        html = (
            f'<div class="lk-fact"><p><strong>{esc(text)}</strong> · as of {esc(row["as_of"])}<br>'
            f"{_bdi(row['sentence'])}<br>{_address(row)}</p></div>"
        )
        super().__init__(html, f"{text}, as of {row['as_of']} ({row['id']})")


def fact(id: str) -> Fact:
    """Return a claim with its value, date and source, for the last line of a cell."""
    return Fact(claim(id))


def cite(*ids: str) -> Html:
    """Return the entries of these claims, unnumbered, as `references` writes them."""
    rows = [claim(id) for id in ids]
    return Html(f'<ul class="lk-refs">{"".join(_entry(row) for row in rows)}</ul>', f"Claims({', '.join(ids)})")


def references(lesson: str) -> Html:
    """Return the numbered list of the claims that the lesson's notebook cites, in the order of first citation.

    Each entry gives the claim, its date, and the table row or the source with the place in it. Below stands how many
    sources of which kind the lesson rests on.
    """
    course = find_course()
    ids = citations.order_of(_texts(course, lesson))
    rows = [claim(id) for id in ids]
    entries = "".join(_entry(row) for row in rows)
    html = f'<div class="lk lk-references"><ol class="lk-refs">{entries}</ol>{_by_kind(rows)}</div>'
    return Html(html, f"References({len(rows)} claims)")


def _texts(course: Course, lesson: str) -> list[str]:
    path = course.notebook(lesson)
    if path is None:
        raise CourseError(f"There is no notebook for lesson {lesson!r} in notebooks/; name it {lesson}-….ipynb.")
    try:
        notebook = json.loads(path.read_text("utf-8"))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        return ["".join(cell["source"]) for cell in cells]
    except (ValueError, KeyError, TypeError):
        raise CourseError(f"notebooks/{path.name} is not a readable notebook; restore it.") from None


def _entry(row: dict[str, str]) -> str:
    as_of = f" As of {esc(row['as_of'])}." if row["as_of"] else ""
    contested = " <em>Contested: read both sides.</em>" if row["kind"] == "contested" else ""
    doubtful = f" Confidence: {esc(row['confidence'])}." if row["confidence"] == "low" else ""
    return f'<li id="{esc(row["id"])}">{_bdi(row["sentence"])}{as_of}{contested}{doubtful}<br>{_address(row)}</li>'


def _address(row: dict[str, str]) -> str:
    parts = []
    if row["table"]:
        how = f", rows where {row['where']}" if row["where"] else ", all rows"
        what = f", {row['agg']} of {row['column']}" if row["column"] else f", {row['agg']}"
        parts.append(f"Table <code>data/tables/{esc(row['table'])}.csv</code>{esc(how + what)}.")
    for id in row["source_id"].replace(";", " ").split():
        parts.append(_source(id, row["locator"]))
    return f'<span class="lk-address">{" ".join(parts)}</span>'


def _source(id: str, locator: str = "") -> str:
    table = sources().set_index("id")
    if id not in table.index:
        raise CourseError(f"The source {id!r} is not in data/sources.csv{nearest(id, list(table.index))}")
    source: dict[str, Any] = dict(table.loc[id])
    title = _bdi(source["title"])
    if source["url"].startswith(("https://", "http://")):
        title = f'<a href="{esc(source["url"])}" rel="noopener">{title}</a>'
    by = _bdi(source["publisher"]) + (f" ({esc(source['date'])})" if source["date"] else "")
    return f"{by}: {title}{', ' + esc(locator) if locator else ''}."


def _by_kind(rows: list[dict[str, str]]) -> str:
    table = sources().set_index("id")["kind"]
    ids = {id for row in rows for id in row["source_id"].replace(";", " ").split() if id in table.index}
    counts = Counter(table[id] for id in ids)
    if not counts:
        return ""
    words = ", ".join(
        f"{esc(KINDS.get(kind, kind))} {n}" for kind, n in sorted(counts.items(), key=lambda i: (-i[1], i[0]))
    )
    return f"<p>Sources named here by kind: {words}.</p>"


def _number(text: str) -> int | float | str:
    clean = text.replace(",", "").strip()
    for kind in (int, float):
        try:
            return kind(clean)
        except ValueError:
            continue
    return text


def _bdi(text: str) -> str:
    return f'<bdi dir="auto">{esc(text)}</bdi>'
