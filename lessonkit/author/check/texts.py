"""What readers see beside the notebooks: question banks, tables, claims, glossary, lessons.md, pages of guide/.

Each piece comes with its place, so that a check which takes a text need not know what kind of file it is in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lessonkit.author import guide
from lessonkit.author.check import files as disk
from lessonkit.author.check.bank import FOLDER, files
from lessonkit.author.check.course_data import CLAIMS, GLOSSARY, CourseData, Rows, numbered
from lessonkit.author.check.prose import plain, units
from lessonkit.author.check.uncited_numbers import short
from lessonkit.author.lessons_table import PAGE, without_table
from lessonkit.errors import CourseError
from lessonkit.quiz.kinds import KINDS

if TYPE_CHECKING:
    from lessonkit.course import Course

# Keys of a question bank whose values are no words for readers: names, addresses, settings, the key of a number.
NO_WORDS = {
    "id",
    "lesson",
    "kind",
    "level",
    "source",
    "before",
    "set",
    *(k for kind in KINDS.values() for k in kind.silent),
}
# Columns that name a row or a place in a source; the words of a locator are those of the source.
ADDRESS = re.compile(r"(?:.*_)?id|locator")
# The columns of the registers that readers see, with what names a row there.
REGISTERS = ((CLAIMS, "id", "sentence"), (GLOSSARY, "term", "plain"))
LETTER = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Text:
    """A piece of visible text.

    `names` are those by which `where` in check.yaml can call it: its file, and "05-" for a text of lesson 05, so
    that a pattern for the lesson's notebook holds for its questions and claims as well.
    """

    place: str
    plain: str
    names: tuple[str, ...] = ()


def of_course(course: Course, data: CourseData, quoted: Collection[tuple[str, str]] = ()) -> Iterator[Text]:
    """Yield all text of a course outside its notebooks, without the `quoted` (table, column) pairs."""
    yield from of_files(course, data)
    found = ((table, column) for table, rows in data.tables.items() if rows for column in rows[0])
    yield from cells(data.tables, {*quoted, *(pair for pair in found if ADDRESS.fullmatch(pair[1]))})


def of_files(course: Course, data: CourseData) -> Iterator[Text]:
    """Yield the text of banks, claims, glossary, lessons.md and guide/."""
    for path in files(course):
        yield from of_bank(path)
    for path, key, column in REGISTERS:
        for line, row in numbered(data.rows(path)):
            where = f"{path.as_posix()}, line {line}, {row.get(key, '')}, {column}"
            yield Text(where, plain(row.get(column, "")), (path.name, f"{row.get('lesson', '')}-"))
    for name, page in of_pages(course, (PAGE.name,)):
        for unit in units(page):
            yield Text(f"{name}, “{short(unit.plain)}”", unit.plain, (name,))


def of_pages(course: Course, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of these Markdown files and of the pages of guide/, without what is written into them."""
    for path in (*(course.root / name for name in names), *guide.pages(course.root)):
        name = path.relative_to(course.root).as_posix()
        if path.is_file():
            yield name, guide.without_parts(without_table(disk.read(path, name)))


def of_bank(path: Path) -> Iterator[Text]:
    """Yield the texts of one question bank; a file that cannot be read has none, `questions` names its fault."""
    from lessonkit.quiz import yaml_lines

    name = (FOLDER / path.name).as_posix()
    try:
        document = yaml_lines.read(disk.read(path, name), name)
    except CourseError:
        return
    names = (path.name, f"{path.stem}-")
    for word, owner, key in _words(document, "", ""):
        place = ", ".join(filter(None, (name, f"line {word.line}", owner, key)))
        yield Text(place, plain(word), names)


def _words(value: Any, owner: str, key: str) -> Iterator[tuple[Any, str, str]]:
    """Yield (text, id of its question, key) for what readers see; flags and numbers come along and say nothing."""
    from lessonkit.quiz import yaml_lines

    if isinstance(value, yaml_lines.Mapping):
        owner = str(value.get("id", owner))
        for name, item in value.items():
            if name not in NO_WORDS:
                yield from _words(item, owner, name)
    elif isinstance(value, yaml_lines.Sequence):
        for item in value:
            yield from _words(item, owner, key)
    elif isinstance(value, yaml_lines.Word):
        yield value, owner, key


def cells(tables: Mapping[str, Rows], skipped: Collection[tuple[str, str]]) -> Iterator[Text]:
    """Yield each text of each column once, however many rows repeat it; `skipped` are (table, column)."""
    for table, rows in tables.items():
        for column in rows[0] if rows else ():
            if (table, column) in skipped:
                continue
            for value, found in _lines(rows, column).items():
                more = f" and {len(found) - 1} more" if len(found) > 1 else ""
                place = f"data/tables/{table}.csv, line {found[0]}{more}, {column}"
                yield Text(place, plain(value), (f"{table}.csv",))


def _lines(rows: Rows, column: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for line, row in numbered(rows):
        value = row.get(column)
        if value and LETTER.search(value):
            places.setdefault(value, []).append(line)
    return places
