"""The start page and the page with a reader's own answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lessonkit.course import Course
from lessonkit.html import Markup, element, trusted
from lessonkit.publish.lesson_page import Page
from lessonkit.publish.parts import front, raw, toctree

NOTE = (
    "Read here and answer here: questions, explorers and citations work in your browser. Your answers stay in it, and "
    "nothing is sent anywhere. After your first visit the lessons open without a network, too."
)
OWN = "What you have answered so far, and the passport: a small file that carries your answers to another computer."


def start(course: Course, lessons: Mapping[str, Page], guide: Sequence[str]) -> str:
    """Return the start page: what the course is, its lessons, and the ways through the site."""
    about = _about(course)
    link = Markup('<li><a href="{}.html"><b>{}</b><span>{}</span></a></li>')
    items = Markup("").join(link.format(name, page.title, page.question) for name, page in lessons.items())
    body = [
        front(about or f"{course.title} A course in {len(lessons)} lessons."),
        f"# {course.title}\n\n",
        f"{about}\n\n" if about else "",
        f"{NOTE}\n\n",
        raw(Markup('<ol class="site-lessons">{}</ol>').format(items)),
        "\n",
        toctree(lessons, "Lessons"),
        toctree(["my-answers", "glossary", "sources", "data/README"], "To look up"),
        toctree(guide, "For instructors") if guide else "",
    ]
    return "".join(body)


def _about(course: Course) -> str:
    """Return the first paragraph of the course's README, if it has one."""
    path = course.root / "README.md"
    parts = path.read_text("utf-8").split("\n\n") if path.is_file() else []
    return next((" ".join(part.split()) for part in parts if part.strip() and part.strip()[0] not in "#<[!-|`"), "")


def answers(course: Course, lessons: Mapping[str, Page]) -> str:
    """Return the page with the count of each lesson and the passport."""
    row = Markup('<li><a href="{}.html">{}</a>{}</li>')
    counts = Markup("").join(
        row.format(n, page.title, trusted(page.score)) for n, page in lessons.items() if page.score
    )
    lesson = Markup("")
    if course.id:
        twin = Markup('<p class="lk-ready">Turn on JavaScript to see your answers.</p>')
        data = {"course": course.id, "lesson": "", "id": "my-answers", "ready": "Your answers are in this browser."}
        lesson = element("lesson", data, twin)
    box = next((trusted(page.passport) for page in lessons.values() if page.passport), Markup(""))
    return f"{front(OWN)}# My answers\n\n{OWN}\n\n" + raw(
        lesson + Markup('<ul class="site-scores">{}</ul>').format(counts) + box
    )
