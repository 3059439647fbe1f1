"""What a screen reader meets in stored outputs: text for every picture, caption and scopes in every table."""

from __future__ import annotations

from collections.abc import Iterator

from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Cell, Notebook
from lessonkit.author.check.stored_html import parse

ALT_LENGTH = 40
# Pandas' own display of a table: a student's intermediate result, which the lesson does not lay out.
PANDAS = "dataframe"
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")


def check(notebook: Notebook) -> list[Finding]:
    """Return pictures without a full alt text and tables without caption or scope."""
    return [finding for cell in notebook.code for finding in _cell(notebook, cell)]


def _cell(notebook: Notebook, cell: Cell) -> Iterator[Finding]:
    where = notebook.at(cell)
    for mime in PICTURES:
        if any(cell.data(mime)):
            yield Finding(where, f"a bare {mime} output, which carries no alt text", "show it with figure()")
    if not cell.html:
        return
    parsed = parse(cell.html)
    for number, alt in enumerate(parsed.alts, 1):
        text = " ".join((alt or "").split())
        if not text:
            yield Finding(where, f"image {number} has no alt text", "show the chart with figure()")
        elif len(text) < ALT_LENGTH:
            what = f"the alt text of image {number} has {len(text)} characters, fewer than {ALT_LENGTH}"
            yield Finding(where, what, "say what the figure shows: kind, range, highest and lowest")
    for number, table in enumerate(parsed.tables, 1):
        if PANDAS in table.classes.split():
            continue
        if not table.caption.strip():
            yield Finding(where, f"table {number} has no caption", "add <caption>")
        if table.unscoped or not table.scoped:
            what = f"table {number} has header cells without scope, or none"
            yield Finding(where, what, 'write <th scope="col"> and <th scope="row">')
