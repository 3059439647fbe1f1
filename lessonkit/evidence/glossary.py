"""Words to know: data/glossary.csv, shown in a lesson on demand."""

from __future__ import annotations

from lessonkit.course import Course, registers
from lessonkit.errors import CourseError
from lessonkit.html import Html, Markup
from lessonkit.text import nearest


def entries(course: Course) -> dict[str, registers.Row]:
    """Return the words of the course by term. Raises CourseError for a fault in the file."""
    return registers.rows(course, "glossary.csv")


def words(course: Course, *terms: str) -> Html:
    """Return these terms, each to be opened: plain words, section of law, Spanish equivalent.

    A term may be given by its acronym, in capitals or not. Raises CourseError for one that is not in the glossary.
    """
    known = entries(course)
    names = {name.casefold(): term for term, row in known.items() for name in (row["acronym"], term) if name}
    listed = Markup("").join(_entry(known[_found(asked, names, known)]) for asked in terms)
    box = Markup('<div class="lk lk-terms mathjax_ignore tex2jax_ignore">{}</div>')
    return Html(box.format(listed), f"Terms({len(terms)})")


def of_lesson(course: Course, lesson: str) -> list[str]:
    """Return the terms that the glossary gives to a lesson, in its order."""
    return [term for term, row in entries(course).items() if row["lesson"] == lesson]


def _found(asked: str, names: dict[str, str], known: dict[str, registers.Row]) -> str:
    term = names.get(str(asked).casefold())
    if term is None:
        raise CourseError(f"data/glossary.csv has no term {asked!r}", nearest(asked, known))
    return term


def _entry(row: registers.Row) -> Markup:
    name = f"{row['term']} ({row['acronym']})" if row["acronym"] else row["term"]
    spanish = Markup(' Spanish: <span lang="es">{}</span>.').format(row["spanish"]) if row["spanish"] else ""
    law = Markup(" <small>{}</small>").format(row["law"]) if row["law"] else ""
    entry = Markup("<details><summary>{}</summary><p>{}.{}{}</p></details>")
    return entry.format(name, row["plain"], spanish, law)
