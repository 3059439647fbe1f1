"""Words to know: data/glossary.csv, shown in a lesson on demand."""

from __future__ import annotations

from lessonkit.course import Course
from lessonkit.errors import CourseError
from lessonkit.html import Html, esc
from lessonkit.tables import nearest, read_csv

COLUMNS = ("term", "acronym", "plain", "law", "lesson", "spanish")


def entries(course: Course) -> dict[str, dict[str, str]]:
    """Return the words of the course by term. Raises CourseError for a fault in the file."""
    rows = read_csv(course.root / "data" / "glossary.csv", "data/glossary.csv")
    missing = [column for column in COLUMNS if column not in rows[0]]
    if missing:
        raise CourseError(f"data/glossary.csv, row 1: the column {missing[0]!r} is missing; add it.")
    listed = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return {row["term"]: row for row in listed}


def words(course: Course, *terms: str) -> Html:
    """Return these terms as a list: plain words, section of law, Spanish equivalent.

    A term may be given by its acronym. Raises CourseError for one that is not in the glossary.
    """
    known = entries(course)
    acronyms = {row["acronym"]: term for term, row in known.items() if row["acronym"]}
    parts = []
    for asked in terms:
        term = acronyms.get(asked, asked)
        if term not in known:
            raise CourseError(f"data/glossary.csv has no term {asked!r}{nearest(asked, list(known))}")
        row = known[term]
        name = f"{term} ({row['acronym']})" if row["acronym"] else term
        spanish = f' · Spanish: <span lang="es">{esc(row["spanish"])}</span>' if row["spanish"] else ""
        law = f" <small>{esc(row['law'])}</small>" if row["law"] else ""
        parts.append(f"<dt><strong>{esc(name)}</strong>{spanish}</dt><dd>{esc(row['plain'])}{law}</dd>")
    return Html(f'<dl class="lk lk-terms">{"".join(parts)}</dl>', f"Terms({len(terms)})")
