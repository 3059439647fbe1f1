"""Where outputs are shown: in Jupyter's page, all in another page, or each in a frame of its own.

In Jupyter the set-up cell's output brings script and style once, and stored notebooks are made there. Google Colab puts
the output of each cell into a frame, where nothing of another cell's output is known: so each brings both. VS Code puts
all outputs into one page, and the texts between them into trees where a page's script does not look.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from lessonkit import web
from lessonkit.errors import CourseError
from lessonkit.html import Html, Markup, element, trusted
from lessonkit.text import nearest

VARIABLE = "LESSONKIT_FRAMES"
#: What it may name: a frame for each output, one page for all of them that is not Jupyter's, neither.
EACH, ONE, NONE = "each", "one", "none"

_MARKS = "The small marks in the text do not open here: the list of references at the end has the same numbers."
_ALONE = (
    "Here each box stands alone. Its questions answer, but an answer lasts only until this page is closed, and no "
    f"other box sees it, not even the score or the passport. {_MARKS}"
)
_SHARED = f"Here each box stands alone, but the boxes share your answers in this browser. {_MARKS}"
_BLIND = "This box does not see what you answered in other boxes: it can neither count nor save that."


def home(space: dict[str, Any]) -> str:
    """Return where the outputs of this kernel are shown; `space` holds the names of its notebook.

    LESSONKIT_FRAMES says it for programs that are not known here. Raises CourseError for a word that it does not know.
    """
    if named := os.environ.get(VARIABLE, "").strip():
        if named not in (EACH, ONE, NONE):
            raise CourseError(f"{VARIABLE} is {named!r}", nearest(named, (EACH, ONE, NONE)))
        return named
    if "google.colab" in sys.modules:  # its kernels have it from the start
        return EACH
    return ONE if "__vsc_ipynb_file__" in space else NONE  # VS Code's name for the file that is open


def carry(shell: Any, where: str, course: str, lesson: str) -> None:
    """Let each later output of ours bring what its frame needs, where each has one, and no output elsewhere."""
    shown = shell.display_formatter.formatters["text/html"]
    shown.type_printers.pop(Html, None)
    if where == EACH:
        shown.for_type(Html, _carrier(course, lesson))


def beside(where: str, cited: Callable[[], Markup]) -> Markup:
    """Return what stands in the set-up cell's output because of where it is shown; nothing in Jupyter.

    `cited` gives the list of references. One page may show its end late, and marks in the text need it at once.
    """
    if where == EACH:
        return _said(_ALONE, _SHARED)
    if where == ONE:
        return Markup("<div hidden class=\"lk-home\" data-lk='{{}}'>{}</div>").format(cited())
    return Markup("")


def script(where: str) -> Markup:
    """Return the script that goes with `beside`."""
    return (
        Markup("") if where == NONE else Markup("\n\n<script>{}</script>").format(trusted(web.script("home").strip()))
    )


def _said(alone: str, shared: str) -> Markup:
    """Return words for a frame that knows no other, which change where frames turn out to share what they keep."""
    # It is an element of ours, so that the set-up line does not take its frame for one where nothing answers.
    return Markup('<p class="lk lk-home" data-lk="{{}}" data-shared="{}">{}</p>').format(shared, alone)


def _carrier(course: str, lesson: str) -> Callable[[Html], Markup]:
    style = Markup("<style>{}</style>\n\n").format(trusted(web.style().strip()))
    # What is looked after once for a whole page, such as labels of tables, begins with this element.
    page = element("lesson", {"course": course, "lesson": lesson, "id": lesson}, Markup(""), style="display:none")
    scripts = Markup("\n\n<script>{}</script>").format(trusted(web.script().strip())) + script(EACH)

    def carried(shown: Html) -> Markup:
        html = shown.html
        if "<lk-" not in html:
            return style + html
        blind = _said(_BLIND, "") if "<lk-score" in html or "<lk-passport" in html else Markup("")
        return style + page + html + blind + scripts

    return carried
