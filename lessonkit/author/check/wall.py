"""What an author wrote for the wall: few words on each slide, and no number that the lesson does not cite."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Cell, Notebook
from lessonkit.author.check.prose import units, words
from lessonkit.author.check.uncited_numbers import Claims, addressed, facts, numbers_of
from lessonkit.evidence import marks
from lessonkit.show.slides import texts_of

MOST = 40


def page(notebook: Notebook) -> Notebook:
    """Return a notebook whose text is what stands on the wall, each cell at its place, for the checks of words."""
    texts = [(cell, "\n\n".join(f"# {text}" for text in texts_of(cell.metadata) or ())) for cell in notebook.cells]
    cells = tuple(Cell(cell.place, "markdown", text) for cell, text in texts if text)
    return dataclasses.replace(notebook, cells=cells)


def check(notebook: Notebook, claims: Claims, allowed: Sequence[re.Pattern[str]]) -> list[Finding]:
    """Return slides with more words than a class reads at once, and numbers that no claim cited in the lesson holds."""
    cited = marks.order_of(cell.source for cell in notebook.text)
    known = [number for key in cited if key in claims for number in numbers_of(claims[key])]
    found = []
    for cell in notebook.cells:
        for text in texts_of(cell.metadata) or ():
            shown, title = list(units(text)), text.splitlines()[0]
            if (count := sum(len(words(unit.plain)) for unit in shown)) > MOST:
                what = f"the slide “{title}” has {count} words"
                found.append(Finding(notebook.at(cell), what, f"cut it to {MOST}, or make two of it"))
            for unit in shown:
                for number in facts(unit.plain, allowed):
                    if not addressed(unit.plain, number, known):
                        what = f"“{number.text}” on the slide “{title}” stands in no claim that the lesson cites"
                        mend = "correct it, or cite the claim that holds it in the text"
                        found.append(Finding(notebook.at(cell), what, mend))
    return found
