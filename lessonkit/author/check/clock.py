"""The clock of a lesson: what a class reads, looks at and answers in one period, in minutes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lessonkit.author.check.notebook import Cell, Notebook
from lessonkit.author.check.prose import Unit, units, without_details, words
from lessonkit.author.check.stored_html import parse
from lessonkit.quiz.kinds import KINDS

# A cell with this tag, and a section whose heading starts so, are not on the route: they are for who has time.
MORE_TAG = "more"
OFF_ROUTE = re.compile(r"^(?:\W*)(?:more\b|code it yourself\b)", re.IGNORECASE)
# The cell that begins the second of two periods has this tag.
BREAK_TAG = "second-period"

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


def periods(notebook: Notebook) -> list[Period]:
    """Return the periods of a lesson, one or two, with what is on the route of each."""
    found = [Period()]
    for cell, shown in route(notebook):
        if BREAK_TAG in cell.tags:
            found.append(Period())
        now = found[-1]
        now.words += sum(len(words(unit.plain)) for unit in shown)
        now.marks += sum(len(unit.cited) for unit in shown)
        html = cell.html if cell.kind == "code" else ""
        explorers = html.count("<lk-explorer ") + html.count("<lk-matrix ")  # each holds a figure
        now.figures += html.count("<figure ") - explorers
        now.explorers += explorers + html.count("<lk-rows ")
        if "<lk-quiz" in html:
            now.kinds.update(str(data.get("kind")) for data in parse(html).quizzes)
    return found


def said(notebook: Notebook) -> Iterable[str]:
    """Return a line for each period: its minutes, and what they are made of."""
    for number, period in enumerate(shown := periods(notebook), 1):
        name = f"{notebook.name}, period {number}" if len(shown) > 1 else notebook.name
        parts = ", ".join(f"{what} {minutes:.0f}" for what, minutes in period.parts.items())
        yield (
            f"{name}: {period.minutes:.0f} minutes by the clock ({parts}); {period.words:,} words, "
            f"{period.marks} marks, {period.questions} questions on the route"
        )
