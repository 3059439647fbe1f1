"""The pages for teachers in guide/: what can be made from lessons, questions, words and claims is written into them.

A page says what belongs where by a pair of comments, such as `<!-- outcomes 01: … -->` and `<!-- end -->`. What stands
between them is written by `lessonkit dictionary` and compared by `lessonkit check`, so that it cannot go stale.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from lessonkit.author.check import clock, files, outline
from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Notebook, read
from lessonkit.course import Course, taught
from lessonkit.course.shelf import shelf
from lessonkit.errors import CourseError
from lessonkit.evidence import glossary, marks
from lessonkit.quiz import bank
from lessonkit.text import nearest

FOLDER = "guide"
BY = "written by `lessonkit dictionary`"
_PART = re.compile(rf"(<!-- (\w+)(?: (\S+))?: {re.escape(BY)} -->\n).*?(<!-- end -->)", re.DOTALL)
_BEGIN = re.compile(rf"<!-- [^>\n]*: {re.escape(BY)} -->")
_STEP = "Step"


def pages(root: Path) -> list[Path]:
    """Return the Markdown files of guide/ in order; a course without the folder has none."""
    return sorted((root / FOLDER).rglob("*.md"))


def without_parts(page: str) -> str:
    """Return a page without what is written into it: those words and numbers are checked where they come from."""
    return _PART.sub("", page)


def text(course: Course, path: Path) -> str:
    """Return a page as it should be: its parts written anew, its citations numbered in their order.

    Raises CourseError for a part that is not known or has no end, a lesson that is not there and a claim that is none.
    """
    name = path.relative_to(course.root).as_posix()
    page = files.read(path, name)
    if len(_BEGIN.findall(page)) != len(_PART.findall(page)) or page.count("<!-- end -->") != len(_PART.findall(page)):
        raise CourseError("a written part has no end", "close each with <!-- end -->", place=name)
    order = marks.order_of([without_parts(page)])
    page = marks.renumber(page, order)
    try:
        return _PART.sub(lambda part: f"{part[1]}\n{_part(course, part[2], part[3] or '', order)}\n\n{part[4]}", page)
    except CourseError as error:
        raise error.within(name) from None


def _part(course: Course, kind: str, lesson: str, order: list[str]) -> str:
    if kind == "sources":
        return "\n".join(_sources(course, order))
    if kind == "periods":
        return "\n".join(_periods(course))
    if kind not in _KINDS:
        raise CourseError(f"there is no part called {kind!r}", nearest(kind, [*_KINDS, "sources", "periods"]))
    path = course.notebook(lesson)
    if path is None:
        raise CourseError(f"there is no lesson {lesson!r}", "write its two digits, such as 01")
    return "\n".join(_KINDS[kind](course, read(path))).strip()


def _outcomes(course: Course, notebook: Notebook) -> Iterator[str]:
    """What a student is able to do afterward, as the lesson's own list says it."""
    yield from (f"- {outcome}" for outcome in taught.outcomes(course, notebook.lesson))


def _minutes(course: Course, notebook: Notebook) -> Iterator[str]:
    """Planned minutes of each section by the clock, and an empty column for those that a class took."""
    found = clock.sections(notebook)
    named = next((i for i, (_, name, _) in enumerate(found) if name.startswith(_STEP)), 2)
    rows: list[tuple[int, str, float]] = []
    for i, (number, name, section) in enumerate(found):
        minutes = section.minutes - section.parts["talk"]
        if rows and (i < named or not name):
            rows[-1] = (*rows[-1][:2], rows[-1][2] + minutes)
        else:
            rows.append((number, name or "Opening", minutes))
    yield from ("| Part of the lesson | Planned | Measured |", "| --- | ---: | ---: |")
    for number in sorted({row[0] for row in rows}):
        so_far = 0.0
        for _, name, minutes in (row for row in rows if row[0] == number):
            whole = round(so_far + minutes) - round(so_far)
            so_far += minutes
            if whole:
                yield f"| {name} | {whole} | |"
        yield f"| Talk, in pairs and together | {clock.TALK} | |"
        yield f"| **{f'Period {number}, in' if rows[-1][0] > 1 else 'In'} all** | **{round(so_far + clock.TALK)}** | |"


def _periods(course: Course) -> Iterator[str]:
    """All periods of the course in order, each with its lesson and its minutes by the clock."""
    yield from ("| Period | Lesson | Minutes |", "| ---: | --- | ---: |")
    pages = [page for page in map(read, shelf(course.root).notebooks) if page.lesson]
    every = [(page, number, period) for page in pages for number, period in enumerate(clock.periods(page), 1)]
    for place, (page, number, period) in enumerate(every, 1):
        title = next(text for level, text, _ in outline.outline(page) if level == 1)
        part = f", period {number}" if len(clock.periods(page)) > 1 else ""
        yield f"| {place} | {title}{part} | {period.minutes:.0f} |"


def _words(course: Course, notebook: Notebook) -> Iterator[str]:
    """The words of the lesson in two tables: those it opens with, and those that it explains at the end."""
    asked = [_terms(cell.source) for cell in notebook.code]
    known = glossary.entries(course)
    names = {name.casefold(): row for term, row in known.items() for name in (row["acronym"], term) if name}
    heads = ("Before you read: six words to know", "When they come up")
    for head, terms in zip(heads, [terms for terms in asked if terms], strict=False):
        yield from ("", f"**{head}**", "", "| Word | In plain words | Spanish |", "| --- | --- | --- |")
        for row in (names[term.casefold()] for term in terms):
            word = f"{row['term']} ({row['acronym']})" if row["acronym"] else row["term"]
            yield f"| {word} | {row['plain']} | {row['spanish']} |"


def _terms(source: str) -> list[str]:
    for node in ast.walk(outline.tree(source) or ast.Module([], [])):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "terms":
            return [str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)]
    return []


def _written(course: Course, notebook: Notebook) -> Iterator[str]:
    """Each task that a teacher scores: the task, a model answer, a rubric with a box a point."""
    for question in bank.load(course, notebook.lesson):
        if not question.written:
            continue
        yield from (f"**{question.stem}**", "", f"*A model answer.* {getattr(question, 'model', '')}", "")
        yield from (f"- [ ] {point}" for point in getattr(question, "rubric", ()))


def _sources(course: Course, order: list[str]) -> Iterator[str]:
    """The claims that the page cites, each with its number, its day and where it stands."""
    from lessonkit.course import registers
    from lessonkit.evidence.facts import claim

    known = registers.sources(course)
    for number, row in enumerate((claim(id, course) for id in order), 1):
        said = "; ".join(_titled(known[id]) for id in registers.ids_in(row["source_id"]))
        table = f"computed from `{row['table']}.csv`" if row["table"] else ""
        yield f'{number}. <a id="{row["id"]}"></a>{row["sentence"]} From: {", ".join(filter(None, (said, table)))}.'


def _titled(source: dict[str, str]) -> str:
    title = source["title"].replace("[", "(").replace("]", ")")
    return f"[{title}]({source['url']})" if source["url"] else title


_KINDS: dict[str, Callable[[Course, Notebook], Iterator[str]]] = {
    "outcomes": _outcomes,
    "minutes": _minutes,
    "words": _words,
    "written": _written,
}


def write(course: Course) -> str:
    """Write the parts into the pages of guide/; return a sentence for the terminal, "" for a course without any."""
    found = pages(course.root)
    for path in found:
        files.write(path, text(course, path), path.relative_to(course.root).as_posix())
    return f"{FOLDER}: the written parts of {len(found)} pages are up to date." if found else ""


def check(course: Course) -> list[Finding]:
    """Return a finding for each page whose written parts are not what the lessons, questions and words give."""
    found = []
    for path in pages(course.root):
        name = path.relative_to(course.root).as_posix()
        try:
            if files.read(path, name) != text(course, path):
                found.append(Finding(name, "a written part does not match the lessons", "run `lessonkit dictionary`"))
        except CourseError as error:
            found.append(Finding.of(error, name))
    return found
