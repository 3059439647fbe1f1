"""The glossary and the list of sources, each as one page."""

from __future__ import annotations

from collections.abc import Mapping

from lessonkit.course import Course, registers
from lessonkit.evidence import facts, glossary, how_read
from lessonkit.html import Markup, bdi
from lessonkit.publish.parts import front, raw
from lessonkit.text import day


def words(course: Course, lessons: Mapping[str, tuple[str, str]]) -> str:
    """Return the page of the words to know; `lessons` has name and title of each lesson's page by its digits."""
    entries = sorted(glossary.entries(course).values(), key=lambda row: row["term"].casefold())
    text = f"{len(entries)} words to know, in plain words, each with its Spanish equivalent where it has one."
    items = Markup("").join(_word(row, lessons) for row in entries)
    return f"{front(text)}# Glossary\n\n{text}\n\n" + raw(Markup('<dl class="site-words">{}</dl>').format(items))


def _word(row: Mapping[str, str], lessons: Mapping[str, tuple[str, str]]) -> Markup:
    short = Markup(" ({})").format(row["acronym"]) if row["acronym"] else ""
    law = Markup(" {}.").format(row["law"]) if row["law"] else ""
    spanish = Markup(' Spanish: <span lang="es">{}</span>.').format(row["spanish"]) if row["spanish"] else ""
    name, title = lessons.get(row["lesson"], ("", ""))
    where = Markup(' <a href="{}.html">{}</a>').format(name, title) if name else ""
    slug = "-".join("".join(c if c.isalnum() else " " for c in row["term"].casefold()).split())
    entry = Markup('<dt id="w-{}">{}{}</dt>\n<dd>{}.{}{}{}</dd>\n')
    return entry.format(slug, row["term"], short, row["plain"], law, spanish, where)


def sources(course: Course) -> str:
    """Return the page of all sources, by kind: title, publisher, day, address, and how each was read."""
    known = registers.sources(course)
    text = f"All {len(known)} sources of the course by kind: who published each, when, where, and how it was read."
    page = f"{front(text)}# Sources\n\n{text} A mark in a lesson leads to the sentence and to its place in a source.\n"
    for kind, name in facts.KINDS.items():
        rows = [row for row in known.values() if row["kind"] == kind]
        if rows:
            items = Markup("").join(_source(row) for row in rows)
            page += f"\n## {name[:1].upper()}{name[1:]}\n\n" + raw(
                Markup('<ul class="site-sources">{}</ul>').format(items)
            )
    return page


def _source(row: Mapping[str, str]) -> Markup:
    title = bdi(row["title"])
    if row["url"].startswith(("https://", "http://")):
        title = Markup('<a href="{}">{}</a>').format(row["url"], title)
    when = f", {day(row['date'])}" if row["date"] else ""
    entry = Markup('<li id="s-{}">{}. {}{}{}.</li>\n')
    return entry.format(row["id"], title, row["publisher"], when, how_read.text(row))
