"""Pages to print: one self-contained file each, as HTML and, where a Chromium is there, as tagged PDF."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from lessonkit.course import Course
from lessonkit.errors import CourseError
from lessonkit.html import Markup, trusted
from lessonkit.teach import pdf, written
from lessonkit.terminal import steps

STYLE = Path(__file__).with_name("sheet.css")
# The page is the one file: nothing may be loaded and nothing runs.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
NO_BROWSER = (
    "No PDF was made, because no Chromium was found: install Chromium, "
    "or open the HTML files in a browser and print them."
)
LARGE = "16pt"  # of the letters on a page in large print; those of the others stand in the style


class Form(NamedTuple):
    """How a page is printed: on A4 instead of Letter, in large letters."""

    a4: bool = False
    large: bool = False


LETTER = Form()


class Written(NamedTuple):
    """The files written, and one sentence about what could not be ("" when nothing is missing)."""

    files: list[Path]
    note: str


def write(folder: Path, pages: Mapping[str, Markup]) -> Written:
    """Write pages by the name of their file, without its ending, as HTML and PDF.

    Raises CourseError for a folder that cannot be written.
    """
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, html in pages.items():
            file = folder / f"{name}.html"
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


def page(course: Course, title: str, kind: str, body: Markup, form: Form) -> Markup:
    """Return a page with the course and its `kind`, such as Student sheet, in a band above the title."""
    style = STYLE.read_text("utf-8") + f"@page {{ @bottom-left {{ content: {_css_text(f'{title} · {kind}')}; }} }}"
    if form.a4:
        style += "\n@page { size: A4; }"
    if form.large:
        style += f"\nhtml {{ font-size: {LARGE}; }}"
    head = Markup(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="{}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{} · {}</title><style>{}</style></head>"
    ).format(POLICY, title, kind, trusted(style))
    return head + Markup(
        '<body class="{}"><main><p class="band"><span>{}</span> <span>{}</span></p><h1>{}</h1>{}</main></body></html>\n'
    ).format(re.split(r"\W", kind)[0].lower(), course.title, kind, title, body)


def _css_text(text: str) -> str:
    """Return text as a CSS string, which ends neither the string nor the style element."""
    return '"' + re.sub(r'["\\<\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", text) + '"'
