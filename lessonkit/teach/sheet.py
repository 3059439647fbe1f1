"""A lesson on paper: a student sheet and an answer key, as pages to print and as PDF."""

from __future__ import annotations

import os
import re
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from lessonkit.course import Course
from lessonkit.errors import CourseError
from lessonkit.html import Markup, trusted
from lessonkit.teach import paper_questions, pdf, stored, written
from lessonkit.teach.paper import Paper
from lessonkit.terminal import steps

STYLE = Path(__file__).with_name("sheet.css")
# The page is the one file: nothing may be loaded and nothing runs.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
NO_BROWSER = (
    "No PDF was made, because no Chromium was found: install Chromium, "
    "or open the HTML files in a browser and print them."
)


class Written(NamedTuple):
    """The files written, and one sentence about what could not be ("" when nothing is missing)."""

    files: list[Path]
    note: str


def write(course: Course, lesson: str, folder: Path | None = None) -> Written:
    """Write the sheet and the key of a lesson into `folder` (default: build/sheets in the course), HTML and PDF.

    The HTML depends on the stored notebook alone, so that a second run changes no byte. Raises CourseError for a
    lesson that is not there, a notebook that was never run, and a folder that cannot be written.
    """
    path, cells = stored.cells(course, lesson)
    paper = Paper(path, cells)
    folder = folder or course.root / "build" / "sheets"
    pages = {"sheet": student_sheet(course, paper), "answers": answer_key(course, paper)}
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, html in pages.items():
            file = folder / f"{path.stem}-{kind}.html"
            written.put(file, html.encode())
            files.append(file)
    except OSError as error:
        raise CourseError(
            f"{folder} cannot be written ({error.strerror})", "name another folder with --out", place=str(folder)
        ) from None
    chromium = pdf.browser()
    if chromium is None:
        return Written(files, NO_BROWSER)
    note = ""
    for page in steps(list(files), lambda page: f"PDF of {page.name}"):
        printed = page.with_suffix(".pdf")
        if pdf.print_page(chromium, page.resolve(), printed.resolve()):
            files.append(printed)
        else:
            name = os.path.basename(chromium)
            note = f"{name} made no PDF of {page.name}: open it in a browser and print it."
    return Written(files, note)


def student_sheet(course: Course, paper: Paper) -> Markup:
    """Return the page that students write on."""
    fill = Markup(
        '<p class="fill">Nickname or number <span class="rule"></span> Date <span class="rule short"></span></p>'
    )
    appendix = [Markup('<h2 class="appendix">The data behind the figures</h2>'), *paper.data] if paper.data else []
    return _page(course, paper.title, "Student sheet", Markup("").join([fill, *paper.parts, *appendix]))


def answer_key(course: Course, paper: Paper) -> Markup:
    """Return the page with every answer and its reasons, for whoever teaches."""
    parts = [
        Markup(
            '<p class="note">The numbers are those of the student sheet. '
            "Below each option stands what a reader is told who chooses it.</p>"
        )
    ]
    number = 0
    for section, asked in groupby(paper.asked, key=lambda pair: pair[0]):
        if section:
            parts.append(Markup("<h2>{}</h2>").format(section))
        for _, payload in asked:
            number += 1
            parts.append(trusted(paper_questions.key(payload, number)))
    if not paper.asked:
        parts.append(Markup("<p>This lesson asks no questions.</p>"))
    return _page(course, paper.title, "Answer key", Markup("").join(parts))


def _page(course: Course, title: str, kind: str, body: Markup) -> Markup:
    foot = f"@page {{ @bottom-left {{ content: {_css_text(f'{title} · {kind}')}; }} }}"
    head = Markup(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="{}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{} · {}</title><style>{}</style></head>"
    ).format(POLICY, title, kind, trusted(STYLE.read_text("utf-8") + foot))
    return head + Markup(
        '<body class="{}"><main><p class="band"><span>{}</span> <span>{}</span></p><h1>{}</h1>{}</main></body></html>\n'
    ).format(kind.split()[0].lower(), course.title, kind, title, body)


def _css_text(text: str) -> str:
    """Return text as a CSS string, which ends neither the string nor the style element."""
    return '"' + re.sub(r'["\\<\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", text) + '"'
