"""The plan of a lesson, guide/lessons/NN.md: as a page to print, and the parts of it that a teacher's page repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from nbconvert.filters import markdown2html

from lessonkit.course import Course, files, shelf
from lessonkit.errors import CourseError
from lessonkit.html import Markup, trusted
from lessonkit.teach import pages, stored
from lessonkit.teach.pages import LETTER, Form, Written
from lessonkit.text import nearest

FOLDER = "guide/lessons"
BYTES = 1_000_000
ASK, WRONG, SHORT = "What to ask", "What goes wrong", "In 20 minutes"
# What stands on the sheets: the first words, and the exit ticket with its points.
WORDS, TICKET = "Words", "Exit ticket"


def write(course: Course, lessons: Sequence[str], folder: Path | None = None, form: Form = LETTER) -> Written:
    """Write the plans of these lessons, or of all that have one, into `folder` (default: build/plans in the course).

    Raises CourseError for a lesson without a plan and for a folder that cannot be written.
    """
    known = [number for number in shelf.lessons(course.root) if _path(course, number).is_file()]
    made = {}
    for lesson in lessons or known:
        if lesson not in known:
            raise CourseError(f"There is no plan {FOLDER}/{lesson}.md", nearest(lesson, known), FOLDER)
        soup = read(course, lesson)
        made[f"{lesson}-plan"] = _page(course, soup, form)
    if not made:
        raise CourseError(f"The course has no plan in {FOLDER}", f"write one as {FOLDER}/01.md", FOLDER)
    return pages.write(folder or course.root / "build" / "plans", made)


def read(course: Course, lesson: str) -> BeautifulSoup | None:
    """Return the plan of a lesson as HTML without links into the course; None when it has none."""
    path = _path(course, lesson)
    if not path.is_file():
        return None
    text = files.content(path, f"{FOLDER}/{path.name}", BYTES).decode("utf-8")
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    soup = stored.clean(markdown2html(text))
    for link in soup.find_all("a"):
        if not str(link.get("href", "")).startswith("http"):
            link.unwrap() if link.get_text() != "¶" else link.decompose()
    return soup


def section(soup: BeautifulSoup, heading: str) -> list[Tag]:
    """Return what stands below the heading that begins so, up to the next one of its level."""
    head = next((node for node in soup.find_all("h2") if node.get_text().startswith(heading)), None)
    found: list[Tag] = []
    for node in head.find_next_siblings() if head else ():
        if node.name == "h2":
            break
        found.append(node)
    return found


def line(soup: BeautifulSoup, beginning: str) -> Markup:
    """Return the paragraph that begins so; "" when none does."""
    found = next((node for node in soup.find_all("p") if node.get_text().startswith(beginning)), None)
    return trusted(str(found)) if found else Markup("")


def _path(course: Course, lesson: str) -> Path:
    return course.root / FOLDER / f"{lesson}.md"


def _page(course: Course, soup: BeautifulSoup | None, form: Form) -> Markup:
    assert soup is not None  # it is there: it has been looked for
    title = soup.find("h1")
    name = title.extract().get_text() if isinstance(title, Tag) else ""
    for heading in soup.find_all("h2"):
        if heading.get_text().startswith(TICKET):
            for node in (*section(soup, TICKET), heading):
                node.decompose()
    for table in [node for node in section(soup, WORDS) if node.name == "table"]:
        if (above := table.find_previous_sibling()) and above.name == "p":
            above.decompose()
        table.decompose()
    return pages.page(course, name, "Plan", trusted(str(soup)), form)
