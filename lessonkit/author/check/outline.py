"""The shape of a notebook: size, cells, headings, order of sections, code that a student can read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from statistics import median

from lessonkit.author.check import clock
from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Cell, Notebook
from lessonkit.author.check.prose import units
from lessonkit.author.check.settings import Shape

# The opening notebook and the template: enough to show each part, short enough to read at once.
SMALL = re.compile(r"^(?:00-|template\.)")
SMALL_CELLS = (5, 35)
# A page for instructors is no lesson: it may show what makes reports and paper.
FOR_INSTRUCTORS = "instructor-"
TEACH = "lessonkit.teach"
BANNED = ("jsonschema", "frictionless", "lessonkit.author", TEACH, "lessonkit.publish")
SETUP_LINES = 2  # what is imported, and the lesson: the first code that a beginner sees
MAGIC = re.compile(r"^\s*[%!]")


def check(notebook: Notebook, shape: Shape) -> list[Finding]:
    """Return what is wrong with the shape of one notebook; a lesson (01 and up) has further rules."""
    found = [*headings(notebook), *code(notebook, shape), *imports(notebook), *size(notebook, shape)]
    if SMALL.match(notebook.name):
        found += small(notebook)
    if notebook.is_lesson:
        found += [*cells(notebook, shape), *sections(notebook, shape), *setup(notebook), *route(notebook, shape)]
        found += clock.check(notebook, shape.minutes, shape.marks)
    return found


def room(notebook: Notebook) -> float:
    """Return how many times the cells and the bytes of one period a lesson may have: a second period adds a half."""
    return (1 + len(clock.periods(notebook))) / 2


def size(notebook: Notebook, shape: Shape) -> Iterator[Finding]:
    """Yield a finding when the file is too large for a phone or a slow line."""
    got, most = notebook.path.stat().st_size, int(shape.kilobytes * room(notebook))
    if got > most * 1000:
        what = f"the file has {got // 1000} KB, more than {most} KB"
        yield Finding(notebook.name, what, "use fewer frames or smaller figures")


def outline(notebook: Notebook) -> list[tuple[int, str, Cell]]:
    """Return the headings of the text as (level, words, cell)."""
    return [
        (unit.level, unit.plain, cell)
        for cell in notebook.text
        for unit in units(cell.source, cell.place)
        if unit.kind == "heading"
    ]


def headings(notebook: Notebook) -> Iterator[Finding]:
    """Yield faults of the outline: one H1, no level skipped; HTML headings in outputs count too."""
    found = outline(notebook)
    ones = [cell for level, _, cell in found if level == 1]
    if not ones:
        yield Finding(notebook.name, "no title", "start the notebook with one `# …` heading")
    for cell in ones[1:]:
        yield Finding(notebook.at(cell), "a second H1 heading", "use `##` for a section; one `#` a notebook")
    level = 0
    for cell in notebook.cells:
        for depth, text in _levels(cell):
            if depth > level + 1:
                what = f"heading “{text}” skips from level {level} to level {depth}"
                yield Finding(notebook.at(cell), what, f"use level {level + 1}")
            if cell.kind == "code" and depth == 1:
                yield Finding(notebook.at(cell), "an H1 heading in an output", "use a lower level there")
            level = depth


def _levels(cell: Cell) -> list[tuple[int, str]]:
    if cell.kind == "markdown":
        return [(u.level, u.plain) for u in units(cell.source) if u.kind == "heading"]
    if cell.kind == "code":
        from lessonkit.author.check.stored_html import parse

        return parse(cell.html).headings
    return []


def code(notebook: Notebook, shape: Shape) -> Iterator[Finding]:
    """Yield code that is too long for a student: long cells, long functions, a long median."""
    for cell in notebook.code:
        if len(cell.lines) > shape.code_lines:
            what = f"a code cell of {len(cell.lines)} lines, more than {shape.code_lines}"
            yield Finding(notebook.at(cell), what, "split it, or move the work into lessonkit")
        for name, lines in functions(cell.source):
            if lines > shape.function_lines:
                what = f"function {name} has {lines} lines, more than {shape.function_lines}"
                yield Finding(notebook.at(cell), what, "shorten it, or move it into lessonkit")
    middle = median([len(cell.lines) for cell in notebook.code] or [0])
    if middle > shape.code_median:
        what = f"half of the code cells have more than {shape.code_median} lines (median {middle:g})"
        yield Finding(notebook.name, what, "shorten them")


def tree(source: str) -> ast.Module | None:
    """Return the syntax tree of a code cell without its magics, or None when it does not parse."""
    try:
        return ast.parse("\n".join("pass" if MAGIC.match(line) else line for line in source.splitlines()))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def functions(source: str) -> list[tuple[str, int]]:
    """Return (name, number of lines) of the functions that a cell defines."""
    parsed = tree(source)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        (node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in (ast.walk(parsed) if parsed else ())
        if isinstance(node, kinds)
    ]


def imports(notebook: Notebook) -> Iterator[Finding]:
    """Yield star imports and imports of what students do not have."""
    banned = [name for name in BANNED if name != TEACH] if notebook.name.startswith(FOR_INSTRUCTORS) else BANNED
    for cell in notebook.code:
        parsed = tree(cell.source)
        for node in ast.walk(parsed) if parsed else ():
            names = [a.name for a in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            if "*" in names:
                yield Finding(notebook.at(cell), f"imports * from {module}", "name what is imported")
            for name in [module] if module else names:
                if any(name == b or name.startswith(b + ".") for b in banned):
                    what = f"imports {name}, which only contributors have"
                    yield Finding(notebook.at(cell), what, "take it out of the lesson")


def small(notebook: Notebook) -> Iterator[Finding]:
    """Yield a finding when the opening notebook or the template is too short or too long."""
    low, high = SMALL_CELLS
    if not low <= len(notebook.cells) <= high:
        yield Finding(notebook.name, f"{len(notebook.cells)} cells, not {low} to {high}", "split or join cells")


def cells(notebook: Notebook, shape: Shape) -> Iterator[Finding]:
    """Yield a finding when a lesson has too few or many cells, or too little or much text."""
    low, high = shape.cells[0], int(shape.cells[1] * room(notebook))
    if not low <= len(notebook.cells) <= high:
        what = f"{len(notebook.cells)} cells, not {low} to {high}"
        yield Finding(notebook.name, what, "split or join cells")
    share = len(notebook.text) / max(1, len(notebook.cells))
    low_share, high_share = (percent / 100 for percent in shape.text_percent)
    if not low_share <= share <= high_share:
        what = f"{share:.0%} of the cells are text, not {low_share:.0%} to {high_share:.0%}"
        yield Finding(notebook.name, what, "join or split text cells")


def sections(notebook: Notebook, shape: Shape) -> Iterator[Finding]:
    """Yield sections that are missing or out of order, and a wrong number of steps."""
    starts = [re.sub(r"^\W+", "", unit.plain).casefold() for unit in notebook.units]
    after = 0
    for name in shape.sections:
        places = [i for i, start in enumerate(starts) if start.startswith(name.casefold())]
        if not places:
            yield Finding(notebook.name, f"no section “{name}”", "add it; every lesson has it")
        elif places[-1] < after:
            yield Finding(
                notebook.at(notebook.units[places[-1]].cell),
                f"“{name}” comes too early",
                f"keep the order: {', '.join(shape.sections)}",
            )
        else:
            after = next(place for place in places if place >= after)
    steps = [text for _, text, _ in outline(notebook) if re.match(r"Step \d", text)]
    low, high = (each * len(clock.periods(notebook)) for each in shape.steps)
    if not low <= len(steps) <= high:
        what = f"{len(steps)} steps, not {low} to {high}"
        yield Finding(notebook.name, what, "head each with `## Step 1 · …`")


def setup_cells(notebook: Notebook) -> list[Cell]:
    """Return the cells that make the lesson: `lesson = Lesson("03").start()`."""
    return [cell for cell in notebook.code if re.search(r"=\s*Lesson\(", cell.source)]


def setup(notebook: Notebook) -> Iterator[Finding]:
    """Yield faults of the set-up cell: exactly one, the first code cell, of this lesson, started, two lines long."""
    found = setup_cells(notebook)
    if len(found) != 1:
        what = f"{len(found)} set-up cells"
        yield Finding(notebook.name, what, f'keep one, with `lesson = Lesson("{notebook.lesson}").start()`')
        return
    if found[0] is not notebook.code[0]:
        yield Finding(notebook.at(found[0]), "the set-up cell is not the first code cell", "move it up")
    named = re.search(r"=\s*Lesson\(\s*[\"'](\w*)[\"']", found[0].source)
    if not named or named[1] != notebook.lesson:
        what = f"sets up another lesson than {notebook.lesson}"
        yield Finding(notebook.at(found[0]), what, f'write Lesson("{notebook.lesson}")')
    elif ".start()" not in found[0].source:
        what = "the set-up cell does not show the lesson"
        yield Finding(notebook.at(found[0]), what, f'write Lesson("{notebook.lesson}").start()')
    if len(found[0].lines) > SETUP_LINES:
        what = f"the set-up cell has {len(found[0].lines)} lines, more than {SETUP_LINES}"
        yield Finding(notebook.at(found[0]), what, "import what only some cells use in those cells")


def route_words(notebook: Notebook) -> int:
    """Count the words of prose on the route, of all periods together."""
    return sum(period.words for period in clock.periods(notebook))


def route(notebook: Notebook, shape: Shape) -> Iterator[Finding]:
    """Yield a finding when the 45-minute route of a period has more prose than fifteen minutes of reading."""
    for period in clock.periods(notebook):
        if period.words > shape.route_words:
            what = f"{period.words:,} words on the 45-minute route, more than {shape.route_words:,}"
            yield Finding(notebook.name, what, "cut, or head what can wait with *More* or tag its cell `more`")
