"""A bank as one page in a browser, without a notebook: `lessonkit quiz try FILE`."""

from __future__ import annotations

import tempfile
import webbrowser
from dataclasses import replace
from pathlib import Path

from lessonkit import web
from lessonkit.author.check import bank_balance
from lessonkit.course import PACKAGE, Course, course_at
from lessonkit.errors import CourseError
from lessonkit.html import Markup, bdi, trusted
from lessonkit.quiz import bank, card, cite
from lessonkit.quiz.key import key_value
from lessonkit.quiz.model import Bank, Question

#: Nothing may be loaded from anywhere: the page is the one file.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
FIGURE = Markup('<p class="lk-notice">The notebook shows its figure here.</p>')


def page(bank_file: Path | str) -> Markup:
    """Return a standalone HTML page that asks every question of a bank file.

    Above the questions stand the findings of the semantic checks. Sources and keys are looked up in the
    course of the file; what cannot be found is said on the page, so that a draft can be tried.
    """
    path = Path(bank_file)
    found = bank.read_file(path)
    course = _course(path)
    if course is not None:
        cite.readable(course)
    notes = [str(finding) for finding in bank_balance.findings([found], course)]
    head = Markup(
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="{}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Questions: {}</title><style>{}{}</style></head>"
    ).format(POLICY, found.name, _PAGE_STYLE, trusted(web.style()))
    body = Markup("<body><main><h1>Questions of lesson {}</h1>{}{}</main><script>{}</script></body></html>").format(
        found.lesson, _notes(notes), Markup("").join(_body(found, course)), trusted(web.script())
    )
    return head + body


def show(bank_file: Path | str) -> str:
    """Write the page to a temporary file, open it in the reader's browser and say where it is."""
    content = page(bank_file)
    folder = Path(tempfile.mkdtemp(prefix="lessonkit-"))
    path = folder / f"{Path(bank_file).stem}.html"
    path.write_text(content, encoding="utf-8")
    opened = webbrowser.open(path.as_uri())
    return f"{'Opened in your browser' if opened else 'No browser opened; open this file in one'}: {path}"


_PAGE_STYLE = Markup(
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:1.5rem auto;padding:0 1rem}"
    ".lk-findings{border-inline-start:4px solid currentColor;padding-inline-start:1rem}"
    ".lk-kept{display:none}"  # there is no file here that an answer could reach
)


def _course(path: Path) -> Course | None:
    """Return the course a bank file stands in, or None for a file somewhere else."""
    for folder in path.resolve().parents:
        if (folder / PACKAGE).is_file():
            return replace(course_at(folder), id="try", title="")
    return None


def _body(found: Bank, course: Course | None) -> list[Markup]:
    """Return the elements in the file's order, each set where its first question stands."""
    sets = {entry.id: entry for entry in found.sets}
    parts = []
    for question in found.questions:
        if not question.set:
            parts.append(_one(question, found, course))
        elif entry := sets.pop(question.set, None):
            members = [member for member in found.questions if member.set == entry.id]
            inner = Markup("").join(_one(member, found, course) for member in members)
            parts.append(card.quiz_set(entry, found, "try", inner))
    return parts


def _one(question: Question, found: Bank, course: Course | None) -> Markup:
    def refer(identifier: str) -> tuple[str, str]:
        try:
            return cite.refer(course, identifier) if course else (identifier, "")
        except CourseError:
            return identifier, ""  # the findings above the questions say so

    def compute(spec: dict[str, str]) -> float:
        if course is None:
            raise CourseError("its key needs the course's tables", "move the file to data/quizzes", place=question.id)
        return key_value(question, course)

    try:
        return card.quiz(question, found, "try", refer, compute, FIGURE if question.figure else "")
    except CourseError as error:
        return Markup('<p class="lk-findings">{}</p>').format(str(error))


def _notes(notes: list[str]) -> Markup:
    if not notes:
        return Markup("<p>The checks found nothing to mend.</p>")
    lines = Markup("").join(Markup("<li>{}</li>").format(bdi(note)) for note in notes)
    return Markup('<div class="lk-findings"><h2>To mend</h2><ul>{}</ul></div>').format(lines)
