"""Sources, claims and the list of references: the way from a sentence to the row to the source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

import pandas as pd

from lessonkit.course import Course, files, find_course, query, registers, tables
from lessonkit.course.registers import CLAIM_COLUMNS, SOURCE_COLUMNS
from lessonkit.errors import CourseError
from lessonkit.evidence import marks
from lessonkit.evidence.claim_address import address
from lessonkit.html import Html, Markup, bdi
from lessonkit.text import nearest

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
# The classes keep MathJax from reading two dollar signs as a formula.
_CLASS = "lk mathjax_ignore tex2jax_ignore"
_WHOLE = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)")
_DECIMAL = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)\.\d+")

Claim = Mapping[str, str]


def sources() -> pd.DataFrame:
    """Return data/sources.csv, one source a row, all columns text. Raises CourseError for a fault in the file."""
    frame = _frame(registers.sources(find_course()), SOURCE_COLUMNS)
    # The register is its own source, as a table's publisher is when its rows name none.
    frame.attrs = {"publisher": "the list of sources of this course (data/sources.csv)"}
    return frame


def claims() -> pd.DataFrame:
    """Return data/claims.csv, one claim a row, all columns text. Raises CourseError for a fault in the file."""
    return _frame(_claims(find_course()), CLAIM_COLUMNS)


def _frame(rows: Mapping[str, Claim], columns: Iterable[str]) -> pd.DataFrame:
    listed = list(rows.values())
    return pd.DataFrame(listed, columns=list(listed[0]) if listed else list(columns), dtype="str")


def _claims(course: Course) -> Mapping[str, Claim]:
    return registers.rows(course, "claims.csv")


def claim(id: str, course: Course | None = None) -> Claim:
    """Return one claim of data/claims.csv, of the course around the working folder when no other is given.

    Raises CourseError that gives a misspelt id the nearest one.
    """
    known = _claims(course or find_course())
    if not isinstance(id, str) or id not in known:
        raise CourseError(f"There is no claim {id!r} in data/claims.csv", nearest(id, known))
    return known[id]


class Fact(Html):
    """A claim as a cell's result: value, unit, as of, sentence, address. `.value` is its number (or its text)."""

    def __init__(self, row: Claim, course: Course) -> None:
        """Show the claim in `row`."""
        self.id = row["id"]
        self.value = _value(row["value"])
        self.unit = row["unit"]
        shown = row["value"]
        if isinstance(self.value, int) and (abs(self.value) >= 10_000 or self.unit not in ("", "year")):
            shown = f"{self.value:,}"  # a number of four digits without a unit may be a year
        text = f"{shown}{'' if self.unit.startswith('%') else ' '}{self.unit}".strip()
        html = Markup('<div class="{} lk-fact"><p><strong>{}</strong><br>{}</p>{}</div>')
        shown_as = html.format(_CLASS, text, bdi(row["sentence"]), address(row, course))
        super().__init__(shown_as, f"{text}, as of {row['as_of']} ({row['id']})")


def fact(id: str) -> Fact:
    """Return a claim with its value, date and source, for the last line of a cell.

    A value that comes from a table is computed again: CourseError when the table gives another.
    """
    course = find_course()
    row = claim(id, course)
    if row["table"]:
        got = tables.compute({key: row[key] for key in ("table", "where", "column", "agg")}, course)
        if not query.agrees(row["value"], got):
            raise CourseError(
                f"the value is {row['value']!r}, the table {row['table']} gives {got}",
                "correct the claim and its sentences",
                place=f"data/claims.csv, {id}",
            )
    return Fact(row, course)


def cite(*ids: str) -> Html:
    """Return the entries of these claims, unnumbered, as `references` writes them."""
    course = find_course()
    entries = Markup("").join(Markup("<li>{}</li>").format(_entry(claim(id, course), course)) for id in ids)
    return Html(Markup('<ul class="{} lk-refs">{}</ul>').format(_CLASS, entries), f"Claims({', '.join(ids)})")


def references(lesson: str, course: Course | None = None) -> Html:
    """Return the numbered list of the claims that the lesson's notebook cites, in the order of first citation.

    Each entry gives the claim, its date and kind, and the table rows or the source with the place in it. Above stands
    how many sources of which kind the lesson rests on. Raises CourseError for a citation of no claim.
    """
    course = course or find_course()
    rows = [claim(id, course) for id in marks.order_of(_texts(course, lesson))]
    entries = Markup("").join(Markup('<li id="{}">{}</li>').format(row["id"], _entry(row, course)) for row in rows)
    listed = Markup("<p>No claim is cited here yet.</p>")
    if rows:
        count = "1 reference" if len(rows) == 1 else f"{len(rows)} references"
        fold = Markup('<details><summary>Show the {}</summary><ol class="lk-refs">{}</ol></details>')
        listed = _by_kind(rows, course) + fold.format(count, entries)
    return Html(
        Markup('<div class="{} lk-references">{}</div>').format(_CLASS, listed), f"References({len(rows)} claims)"
    )


def _texts(course: Course, lesson: str) -> list[str]:
    path = course.notebook(lesson)
    if path is None:
        raise CourseError(f"There is no notebook for lesson {lesson!r} in notebooks/", f"name it {lesson}-….ipynb")
    try:
        notebook = json.loads(files.content(path, f"notebooks/{path.name}", files.NOTEBOOK_BYTES))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        return ["".join(cell["source"]) for cell in cells]
    except (ValueError, KeyError, TypeError, RecursionError):
        name = f"notebooks/{path.name}"
        raise CourseError(f"{name} is not a readable notebook", "restore it", place=name) from None


def _entry(row: Claim, course: Course) -> Markup:
    contested = Markup(" <em>Contested: read both sides.</em>") if row["kind"] == "contested" else ""
    entry = Markup('<p class="lk-claim">{}{}</p>{}')
    return entry.format(bdi(row["sentence"]), contested, address(row, course))


def _by_kind(rows: Iterable[Claim], course: Course) -> Markup:
    known = registers.sources(course)
    used = {id for row in rows for id in registers.ids_in(row["source_id"])}
    kinds = [known[id]["kind"] for id in used]  # `address` has refused an unknown one
    if not kinds:
        return Markup("")
    counts = sorted((-kinds.count(kind), kind) for kind in set(kinds))
    words = ", ".join(f"{KINDS.get(kind, kind)} {-n}" for n, kind in counts)
    return Markup('<p class="lk-keeper">The sources, by kind: {}.</p>').format(words)


def _value(text: str) -> int | float | str:
    digits = text.replace(",", "")
    return int(digits) if _WHOLE.fullmatch(text) else float(digits) if _DECIMAL.fullmatch(text) else text
