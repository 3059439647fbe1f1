"""The table of lessons.md, made from the lessons themselves so that it cannot go stale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from lessonkit.author.check import files
from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Notebook, read
from lessonkit.author.check.outline import route_words
from lessonkit.course import Course
from lessonkit.course.shelf import shelf
from lessonkit.errors import CourseError
from lessonkit.quiz import bank

PAGE = Path("lessons.md")
BEGIN, END = "<!-- table of lessons: written by `lessonkit dictionary` -->", "<!-- end of the table -->"
_QUESTION = re.compile(r'(?:<p class="lk-ask">|\*\*The question:)\s*(.+?)\s*(?:</p>|\*\*)')


def table(course: Course) -> str:
    """Return the Markdown table: a row a lesson with its question, words, questions and things to look at."""
    head = ["Lesson", "The question", "Words on the route", "Questions", "Figures", "Explorers and tables"]
    pages = [read(path) for path in shelf(course.root).notebooks]
    rows = [_row(course, page) for page in pages if page.lesson]
    lines = [head, ["---"] * 2 + ["---:"] * 4, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(course: Course, notebook: Notebook) -> Sequence[str]:
    question = next((m[1] for cell in notebook.text if (m := _QUESTION.search(cell.source))), "")
    html = "\n".join(cell.html for cell in notebook.cells)
    explorers = html.count("<lk-explorer ") + html.count("<lk-matrix ")
    figures = html.count('class="lk-figure') - explorers
    count = len(bank.load(course, notebook.lesson))
    link = f"[{notebook.lesson}](notebooks/{notebook.name})"
    looks = f"{explorers + html.count('<lk-rows ')}"
    return [link, question.strip(), f"{route_words(notebook):,}", str(count), str(figures), looks]


def text(course: Course) -> str:
    """Return lessons.md with its table as it should be. Raises CourseError when the marks around it are missing."""
    page = course.root / PAGE
    now = files.read(page, PAGE.as_posix()) if page.is_file() else ""
    if now.count(BEGIN) != 1 or now.count(END) != 1:
        raise CourseError(
            "the table's marks are missing", f"put {BEGIN} and {END} where it belongs", place=PAGE.as_posix()
        )
    before, rest = now.split(BEGIN)
    return f"{before}{BEGIN}\n\n{table(course)}\n\n{END}{rest.split(END)[1]}"


def without_table(page: str) -> str:
    """Return a page without its generated table: those numbers are counted from the lessons and need no address."""
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", "", page, flags=re.DOTALL)


def write(course: Course) -> str:
    """Write the table into lessons.md and return a sentence for the terminal; "" for a course without the page."""
    if not (course.root / PAGE).is_file():
        return ""
    files.write(course.root / PAGE, text(course), PAGE.as_posix())
    return f"{PAGE}: the table of lessons is written."


def check(course: Course) -> list[Finding]:
    """Return a finding when the table of lessons.md is not what the lessons give."""
    page = course.root / PAGE
    if not page.is_file():
        return []
    now = files.read(page, PAGE.as_posix())
    try:
        wanted = text(course)
    except CourseError as error:
        return [Finding(str(PAGE), str(error).rstrip("."), "then run `lessonkit dictionary`")]
    if now == wanted:
        return []
    return [Finding(str(PAGE), "its table does not match the lessons", "run `lessonkit dictionary`")]
