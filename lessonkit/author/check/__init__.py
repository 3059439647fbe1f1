"""`lessonkit check`: hold a course, or single notebooks, against the course's rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lessonkit.author import inputs
from lessonkit.author.check.course_data import CLAIMS, GLOSSARY, CourseData
from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Notebook, read
from lessonkit.author.check.settings import Settings, settings
from lessonkit.course import Course, find_course
from lessonkit.course.files import no_notebook
from lessonkit.course.shelf import shelf
from lessonkit.errors import CourseError
from lessonkit.terminal import doing, say, steps

if TYPE_CHECKING:
    from lessonkit.author.check.uncited_numbers import Count, Result

__all__ = ["Finding", "check_course", "check_notebook", "main"]

EXCERPTS = Path("data", "excerpts")
# Markdown files whose numbers need an address too. README.md speaks of the project: only its tables are read.
TEXTS = ("lessons.md", "README.md")
TABLES_ONLY = ("README.md",)
RESTORE = "correct its rights, restore it, or take it out of notebooks/"


class Checker:
    """One course with everything that the checks share, read once."""

    def __init__(self, course: Course, today: datetime.date, against: Iterable[Path] = ()) -> None:
        """Read the course's allowances and saved texts; `against` names further folders of saved texts."""
        from lessonkit.author.check.acronyms import words_of
        from lessonkit.author.check.copied import saved
        from lessonkit.author.check.persons import declared

        self.course = course
        self.shelf = shelf(course.root)
        self.today = today
        self.data = CourseData(course.root)
        self.settings: Settings = settings(course.root)
        self.allowed = self.settings.patterns("numbers")
        self.acronyms = words_of(self.data.rows(GLOSSARY))
        self.excerpts = saved([course.root / EXCERPTS, *against])
        self.names = declared(self.settings, self.data.tables)
        self.made_from = {"data": inputs.of_data(course.root), "kit": inputs.of_kit()}

    def notebook(self, notebook: Notebook) -> list[Finding]:
        """Return everything that is wrong with one notebook."""
        from lessonkit.author.check import (
            acronyms,
            alt,
            asked,
            copied,
            fresh,
            grade,
            outline,
            persons,
            sourced,
            stored,
            title_numbers,
            tone,
            uncited_numbers,
            wall,
        )

        found = [*outline.check(notebook, self.settings.shape), *stored.check(notebook), *sourced.check(notebook)]
        found += [*fresh.check(notebook, self.made_from), *alt.check(notebook)]
        found += asked.check(notebook, self.course)
        if not self.data.lost(CLAIMS):
            found += uncited_numbers.check_notebook(notebook, self.data.claims, self.allowed).findings
            found += title_numbers.check(notebook, self.data, self.allowed).findings
            found += wall.check(notebook, self.data.claims, self.allowed)
        shown = wall.page(notebook)
        found += [*tone.check(notebook, self.settings), *tone.check(shown, self.settings)]
        if not self.data.lost(GLOSSARY):
            found += acronyms.check(notebook, self.acronyms, self.settings)
        for text in (notebook, shown):
            found += [*copied.check(text, self.excerpts, self.settings), *persons.check(text, self.names)]
        found += grade.check(notebook, self.settings.grade_ceiling)
        return found

    def registers(self) -> list[Finding]:
        """Return what a lesson would refuse in the registers: claims, sources, glossary, second readings."""
        return [Finding.of(fault, "data") for fault in self.data.faults()]

    def course_files(self) -> list[Finding]:
        """Return everything that is wrong with data, questions, texts and tracked files of the course."""
        from lessonkit.author import data_readme, guide, lessons_table
        from lessonkit.author.check import (
            asked,
            bank,
            claims,
            datapackage,
            days,
            how_read,
            leaks,
            outcomes,
            positions,
            verification,
        )

        found = [*self.registers(), *datapackage.check(self.data), *claims.check(self.data, self.today, self.allowed)]
        found += [*verification.check(self.data), *how_read.check(self.data), *days.check(self.data, self.today)]
        found += positions.check(self.settings.positions, self.data)
        found += [*bank.check(self.course), *asked.unasked(self.course, self.notebooks())]
        found += outcomes.check(self.course)
        found += [*data_readme.check(self.data), *lessons_table.check(self.course), *guide.check(self.course)]
        found += self.words_outside()
        found += leaks.check(self.course.root)
        found += self.pages[1]
        return [*found, *(finding for result in self.texts() for finding in result.findings)]

    def words_outside(self) -> list[Finding]:
        """Return what is wrong with the words that readers see outside the notebooks: questions, tables, registers."""
        from lessonkit.author.check import acronyms, bank, copied, persons, ranks, texts, tone

        own = list(texts.of_course(self.course, self.data, self.settings.columns("quoted_columns")))
        found = [*tone.check_texts(own, self.settings), *copied.check_texts(own, self.excerpts, self.settings)]
        found += persons.check_texts(texts.of_files(self.course, self.data), self.names)
        found += persons.check_tables(self.data.tables, self.settings, self.names)
        asked = bank.readable(self.course)
        if not self.data.lost(CLAIMS):
            found += bank.unaddressed(asked, self.data, self.allowed)
            found += ranks.of_questions(asked, self.data)
        if self.data.lost(GLOSSARY):
            return found
        return [*found, *acronyms.check_stems(asked, self.notebooks(), self.acronyms, self.settings)]

    def count(self, pages: Sequence[Notebook]) -> Count:
        """Return how many numbers in the prose of notebooks and texts have an address."""
        from lessonkit.author.check import title_numbers, uncited_numbers

        counted = uncited_numbers.Count()
        for page in pages:
            counted += uncited_numbers.check_notebook(page, self.data.claims, self.allowed).count
            counted += title_numbers.check(page, self.data, self.allowed).count
        for result in self.texts():
            counted += result.count
        return counted

    def texts(self) -> list[Result]:
        """Return the findings and counts of the course's Markdown files."""
        from lessonkit.author.check import texts
        from lessonkit.author.check.prose import units
        from lessonkit.author.check.uncited_numbers import check_units

        results = []
        for name, page in texts.of_pages(self.course, TEXTS):
            found = [unit for unit in units(page) if unit.kind == "row" or name not in TABLES_ONLY]
            results.append(check_units(found, name, self.data.claims, self.allowed))
        return results

    def notebooks(self) -> list[Notebook]:
        """Return the notebooks of the course in order; copies and what cannot be read are left out."""
        return self.pages[0]

    @cached_property
    def pages(self) -> tuple[list[Notebook], list[Finding]]:
        """The notebooks of the course, and a finding for each file that is none or that may be the lesson as well."""
        pages, found = [], [Finding(path.name, why, RESTORE) for path, why in self.shelf.unreadable.items()]
        for path in self.shelf.notebooks:
            try:
                pages.append(read(path))
            except CourseError as error:
                found.append(Finding.of(error, path.name))
        for lesson, several in self.shelf.unclear().items():
            what = f"{' and '.join(path.name for path in several)} both begin with the number of one lesson"
            found.append(Finding(f"Lesson {lesson}", what, "rename or move away all but one of them"))
        return pages, found


def check_notebook(path: Path, today: datetime.date | None = None) -> list[Finding]:
    """Return the findings of one notebook, in the course around it."""
    course = find_course(path.resolve().parent)
    checker = Checker(course, today or datetime.date.today())
    return [*checker.registers(), *checker.notebook(read(path))]


def check_course(course: Course, today: datetime.date | None = None) -> list[Finding]:
    """Return the findings of a whole course."""
    checker = Checker(course, today or datetime.date.today())
    found = [finding for notebook in checker.notebooks() for finding in checker.notebook(notebook)]
    return [*checker.course_files(), *found]


def main(
    notebooks: Sequence[Path] = (),
    *,
    report: bool = False,
    today: datetime.date | None = None,
    against: Sequence[Path] = (),
) -> int:
    """Check the named notebooks or the whole course, print what was checked, return 1 with findings, else 0."""
    needs()
    today = today or datetime.date.today()
    for folder in against:
        if not folder.is_dir():
            raise CourseError("there is no such folder of texts", "check the name", place=str(folder))
    if notebooks:
        found = []
        for path in steps(notebooks, lambda path: path.name):
            if not path.is_file():
                raise no_notebook(path)
            course = find_course(path.resolve().parent)
            checker = Checker(course, today, against)
            found += [*checker.registers(), *checker.notebook(read(path))]
        return _say(found, f"{_many(len(notebooks), 'notebook')} checked")
    checker = Checker(find_course(), today, against)
    pages = checker.notebooks()
    doing("Data, questions and texts …")
    found = checker.course_files()
    found += [finding for page in steps(pages, lambda page: page.name) for finding in checker.notebook(page)]
    for line in checker.shelf.left_out():
        say(line)
    if report:
        from lessonkit.author.check.report import text

        say(*text(checker, pages).split("\n"))
    return _say(found, _checked(checker, pages))


def needs() -> None:
    """Raise one sentence when a package is missing that only contributors have."""
    from importlib.util import find_spec

    missing = [name for name in ("frictionless", "jsonschema", "textstat") if find_spec(name) is None]
    if missing:
        raise CourseError(
            f"`lessonkit check` needs {' and '.join(missing)}, which only contributors have",
            "run `make test`, which installs them",
        )


def _checked(checker: Checker, pages: Sequence[Notebook]) -> str:
    from lessonkit.author.check import bank

    data = checker.data
    counted = checker.count(pages)
    parts = [
        _many(len(pages), "notebook"),
        _many(sum(len(page.cells) for page in pages), "cell"),
        f"{_many(counted.numbers, 'number')} in prose",
        _many(len(data.claims), "claim"),
        _many(len(data.sources), "source"),
        _many(len(data.tables), "table"),
        f"{_many(sum(map(len, data.tables.values())), 'row')} of data",
        _many(len(bank.files(checker.course)), "file of questions", "files of questions"),
        _many(len(checker.acronyms), "acronym"),
    ]
    return f"Checked {', '.join(parts)}"


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _say(found: Sequence[Finding], checked: str) -> int:
    for finding in dict.fromkeys(found):
        say(finding)
    count = len(dict.fromkeys(found))
    say(f"{checked}: {_many(count, 'finding') if count else 'nothing to mend'}.")
    return 1 if count else 0
