"""Numbers that an author wrote into the title, caption or note of a figure, an explorer or a table.

They need an address like prose: a claim that the notebook cites, or a cell of the data shown with the figure.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from .addresses import Claims, Result, facts, numbers_of
from .finding import Finding
from .notebook import Cell, Notebook
from .numbers import covered, find
from .shape import tree
from .stored_html import parse

SHOWS = ("figure", "explorer", "rows")
WORDS = ("title", "caption", "note")


def check(notebook: Notebook, claims: Claims, allowed: Sequence[re.Pattern[str]]) -> Result:
    """Check every written title, caption and note of a notebook's code cells."""
    result = Result()
    cited = {key for unit in notebook.units for _, key in unit.cited}
    known = [number for key in cited for number in numbers_of(claims.get(key, {}))]
    for cell in notebook.code:
        texts = list(written(cell))
        shown = find(" ; ".join(parse(cell.html).cells)) if texts and cell.html else []
        for text in texts:
            for number in facts(text, allowed):
                result.count.numbers += 1
                if covered(number, [*known, *shown]):
                    result.count.addressed += 1
                    continue
                what = f"“{number.text}” in the title or caption “{text[:60]}” is in no cited claim and not in its data"
                result.findings.append(Finding(notebook.at(cell), what, "cite its claim in the text beside it"))
    return result


def written(cell: Cell) -> Iterator[str]:
    """Yield the literal texts of titles, captions and notes; what is computed from data needs no address."""
    parsed = tree(cell.source)
    for node in ast.walk(parsed) if parsed else ():
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") in SHOWS):
            continue
        second = node.args[1:2] if getattr(node.func, "id", "") == "figure" else []
        for value in [*second, *(word.value for word in node.keywords if word.arg in WORDS)]:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value
            elif isinstance(value, ast.JoinedStr):
                yield " … ".join(str(p.value) for p in value.values if isinstance(p, ast.Constant))
