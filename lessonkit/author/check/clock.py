"""The clock of a lesson: what a class reads, looks at and answers in one period, in minutes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Cell, Notebook
from lessonkit.author.check.prose import Unit, units, without_details, words
from lessonkit.author.check.stored_html import parse
from lessonkit.quiz.kinds import KINDS

# A cell with this tag, and a section whose heading starts so, are not on the route: they are for who has time.
MORE_TAG = "more"
OFF_ROUTE = re.compile(r"^(?:\W*)(?:more\b|code it yourself\b)", re.IGNORECASE)
# The cell that begins the second of two periods has this tag.
BREAK_TAG = "second-period"
SECTION = 2  # the level of heading that begins a section

WORDS_A_MINUTE = 140
QUESTION, SLOW_QUESTION = 0.75, 1.5
SLOW = [name for name, kind in KINDS.items() if kind.slow]
FIGURE, EXPLORER, TALK = 2, 3, 10


@dataclass
class Period:
    """What lies on the route of one period of a lesson."""

    words: int = 0
    marks: int = 0
    figures: int = 0
    explorers: int = 0  # and tables to search
    kinds: Counter[str] = field(default_factory=Counter)  # of questions; those without a right answer count, too

    @property
    def questions(self) -> int:
        """How many questions are asked."""
        return self.kinds.total()

    @property
    def parts(self) -> dict[str, float]:
        """Minutes by what they are spent on."""
        slow = sum(self.kinds[kind] for kind in SLOW)
        return {
            "reading": self.words / WORDS_A_MINUTE,
            "questions": (self.questions - slow) * QUESTION + slow * SLOW_QUESTION,
            "figures": self.figures * FIGURE,
            "explorers": self.explorers * EXPLORER,
            "talk": TALK,
        }

    @property
    def minutes(self) -> float:
        """Minutes in all."""
        return sum(self.parts.values())


def route(notebook: Notebook) -> Iterator[tuple[Cell, list[Unit]]]:
    """Yield the cells on the route, each with the units of its text that are: without *More* and folded blocks."""
    off = 0  # the level of the heading that leads off the route; 0 on it
    for cell in notebook.cells:
        found: list[Unit] = []
        for unit in units(without_details(cell.source), cell.place) if cell.kind == "markdown" else ():
            if unit.kind == "heading" and (not off or unit.level <= off):
                off = unit.level if OFF_ROUTE.match(unit.plain) else 0
            if not off:
                found.append(unit)
        if MORE_TAG not in cell.tags and (found or (cell.kind == "code" and not off)):
            yield cell, found


def shown(html: str) -> tuple[int, int]:
    """Return how many still figures are in the HTML, and how many explorers and tables to search."""
    explorers = html.count("<lk-explorer ") + html.count("<lk-matrix ")  # each holds a figure
    return html.count("<figure ") - explorers, explorers + html.count("<lk-rows ")


def periods(notebook: Notebook) -> list[Period]:
    """Return the periods of a lesson, one or two, with what is on the route of each."""
    found = [Period()]
    for cell, read in route(notebook):
        if BREAK_TAG in cell.tags:
            found.append(Period())
        _add(found[-1], cell, read)
    return found


def sections(notebook: Notebook) -> list[tuple[int, str, Period]]:
    """Return what is on the route of each section: its period (1 or 2), its heading, and what is in it."""
    found = [(1, "", Period())]
    for cell, read in route(notebook):
        number = found[-1][0] + (BREAK_TAG in cell.tags)
        heading = next((unit.plain for unit in read if unit.kind == "heading" and unit.level <= SECTION), "")
        if heading or number != found[-1][0]:
            found.append((number, heading, Period()))
        _add(found[-1][2], cell, read)
    return found


def _add(now: Period, cell: Cell, read: list[Unit]) -> None:
    now.words += sum(len(words(unit.plain)) for unit in read)
    now.marks += sum(len(unit.cited) for unit in read)
    html = cell.html if cell.kind == "code" else ""
    figures, explorers = shown(html)
    now.figures += figures
    now.explorers += explorers
    if "<lk-quiz" in html:
        now.kinds.update(str(data.get("kind")) for data in parse(html).quizzes)


def check(notebook: Notebook, minutes: int, marks: int) -> Iterator[Finding]:
    """Yield a finding for each period that takes longer than its class has, or cites more than a reader follows."""
    for name, period in _named(notebook):
        if round(period.minutes, 1) > minutes:
            longest = max((part for part in period.parts.items() if part[0] != "talk"), key=itemgetter(1))
            what = f"{period.minutes:.1f} minutes by the clock, more than {minutes} ({longest[0]} {longest[1]:.1f})"
            yield Finding(name, what, "cut, or head what can wait with *More* or tag its cell `more`")
        if period.marks > marks:
            what = f"{period.marks} citation marks on the route, more than {marks}"
            yield Finding(name, what, "let one mark stand for a paragraph, or move a detail under *More*")


def said(notebook: Notebook) -> Iterable[str]:
    """Return a line for each period: its minutes, and what they are made of."""
    for name, period in _named(notebook):
        parts = ", ".join(f"{what} {minutes:.0f}" for what, minutes in period.parts.items())
        yield (
            f"{name}: {period.minutes:.0f} minutes by the clock ({parts}); {period.words:,} words, "
            f"{period.marks} marks, {period.questions} questions on the route"
        )


def _named(notebook: Notebook) -> Iterator[tuple[str, Period]]:
    found = periods(notebook)
    for number, period in enumerate(found, 1):
        yield f"{notebook.name}, period {number}" if len(found) > 1 else notebook.name, period
