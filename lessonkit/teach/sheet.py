"""A lesson on paper: a short student sheet with a teacher's page, or the whole lesson with an answer key."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from lessonkit.course import Course
from lessonkit.html import Markup, trusted
from lessonkit.teach import pages, paper_questions, short, stored, teacher_page
from lessonkit.teach.pages import LETTER, Form, Written
from lessonkit.teach.paper import Paper

FILL = Markup('<p class="fill">Nickname or number <span class="rule"></span> Date <span class="rule short"></span></p>')


def write(course: Course, lesson: str, folder: Path | None = None, whole: bool = False, form: Form = LETTER) -> Written:
    """Write a lesson for paper into `folder` (default: build/sheets in the course), HTML and PDF.

    By default these are a student sheet of a few pages and a page for whoever teaches; with `whole`, all that the
    notebook holds and an answer key. The HTML depends on the stored notebook and the data alone, so that a second run
    changes no byte. Raises CourseError for a lesson that is not there, a notebook that was never run, and a folder
    that cannot be written.
    """
    path, cells = stored.cells(course, lesson)
    if whole:
        paper = Paper(path, cells)
        made = {"whole": student_sheet(course, paper, form), "answers": answer_key(course, paper, form)}
    else:
        paper = Paper(path, short.cells(cells))
        made = {"sheet": short_sheet(course, paper, form), "teacher": teacher_page.page(course, lesson, paper, form)}
    folder = folder or course.root / "build" / "sheets"
    return pages.write(folder, {f"{path.stem}-{kind}": html for kind, html in made.items()})


def short_sheet(course: Course, paper: Paper, form: Form) -> Markup:
    """Return the page that students write on, as `short.cells` leaves it: a few sheets of paper."""
    return pages.page(course, paper.title, "Student sheet", Markup("").join([FILL, *paper.parts]), form)


def student_sheet(course: Course, paper: Paper, form: Form) -> Markup:
    """Return the page that students write on, with all that the notebook holds."""
    appendix = [Markup('<h2 class="appendix">The data behind the figures</h2>'), *paper.data] if paper.data else []
    return pages.page(course, paper.title, "Whole lesson", Markup("").join([FILL, *paper.parts, *appendix]), form)


def answer_key(course: Course, paper: Paper, form: Form) -> Markup:
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
    return pages.page(course, paper.title, "Answer key", Markup("").join(parts), form)
