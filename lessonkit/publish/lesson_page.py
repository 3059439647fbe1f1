"""A notebook as a page that has no kernel: what only a kernel can do goes, all that answers in the browser stays."""

from __future__ import annotations

import copy
import re
from typing import Any, NamedTuple

from lessonkit.html import Markup
from lessonkit.publish.parts import cut
from lessonkit.publish.pictures import Pictures

# Script and style stand once beside the pages.
_CARRIED = re.compile(r"<(script|style)>.*?</\1>\s*", re.DOTALL)
_OURS = re.compile(r'<lk-|class="lk[ "]')
# An explorer's picture for phones comes with its script; until then the wide one stands for it.
_EMPTY = re.compile(r'(<source media="[^"]*")>(<img\b[^>]*?)(\bsrc=)("data:[^"]*")')
_HEADING = re.compile(r"^(#{2,6})[ \t]+(.+?)[ \t]*$")
_READY = re.compile(r'(<p class="lk-ready">)[^<]*(</p>)')
_PASSPORT_TWIN = re.compile(r"(<lk-passport\b[^>]*>\s*<p>)[^<]*(</p>)")
_RUN_FIRST = "Run the set-up cell at the top to"
_LINK = re.compile(r'(href="(?!\w+:)[^"#]*)\.ipynb(?=["#])')
# Text for somebody who has a cell to run.
_KEYS = "<kbd>Shift</kbd>"
_NEXT_CELL = re.compile(r"\bRun the (?:next|first) (?:cell|box)\b")
_TITLE = re.compile(r"^#[ \t]+(?P<text>[^\n]+?)[ \t]*$", re.MULTILINE)
_ASK = re.compile(r'<p class="lk-ask">(.*?)</p>', re.DOTALL)
_MARK = re.compile(r"\[\[\d+\]\]\(#[^)]*\)")
_MARKUP = re.compile(r"<[^>]+>|[*_`]+")
_SEEN = re.compile(r"lk-figure|<lk-explorer|<lk-rows")
_SCORE = re.compile(r"<lk-score\b.*?</lk-score>", re.DOTALL)
_PASSPORT = re.compile(r"<lk-passport\b.*?</lk-passport>", re.DOTALL)
WITHOUT_SCRIPT = "Turn on JavaScript to answer the questions here; nothing you do is sent anywhere."

Cell = dict[str, Any]


class Page(NamedTuple):
    """A lesson's page: its notebook for Sphinx, and what other pages say of it."""

    notebook: dict[str, Any]
    title: str
    question: str
    description: str
    score: str
    passport: str
    pictures: Pictures


def page(notebook: dict[str, Any]) -> Page:
    """Return the page of a stored notebook; the notebook itself stays as it is."""
    notebook = copy.deepcopy(notebook)
    pictures = Pictures()
    cells: list[Cell] = []
    skipped = False
    for cell in notebook["cells"]:
        if skipped and cell["cell_type"] == "code":
            skipped = False
            continue
        if cell["cell_type"] == "markdown":
            source = _text(cell["source"])
            # A screen's section that sends the reader to a cell goes with that cell.
            skipped = "screen" in _tags(cell) and bool(_NEXT_CELL.search(source))
            cell["source"] = "" if skipped else _read_only(source)
            if not cell["source"]:
                continue
        else:
            _code(cell, pictures)
        cells.append(cell)
    notebook["cells"] = cells
    written = "\n\n".join(str(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    shown = "\n".join(html for cell in cells for html in _htmls(cell))
    title = found["text"] if (found := _TITLE.search(written)) else ""
    question = _plain(asked[1]) if (asked := _ASK.search(written)) else ""
    first = next((_plain(part) for part in written.split("\n\n") if part and part[0] not in "#<|-*"), "")
    return Page(
        notebook,
        _plain(title),
        question,
        cut(f"{question} {first}".strip()),
        score[0] if (score := _SCORE.search(shown)) else "",
        box[0] if (box := _PASSPORT.search(shown)) else "",
        pictures,
    )


def _text(source: Any) -> str:
    return "".join(source) if isinstance(source, list) else str(source)


def _tags(cell: Cell) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", ()))


def _plain(markdown: str) -> str:
    return " ".join(_MARKUP.sub("", _MARK.sub("", markdown)).split())


def _read_only(source: str) -> str:
    """Return a text without the paragraphs that say how a cell is run, its boxes with headings that open no section."""
    return _boxed("\n\n".join(part for part in source.split("\n\n") if _KEYS not in part))


def _boxed(source: str) -> str:
    """Write the headings inside a box as HTML: a section would begin in the box and end outside of it."""
    lines, depth = [], 0
    for line in source.split("\n"):
        depth += line.count("<div") - line.count("</div")
        if depth > 0 and (found := _HEADING.match(line)):
            level = len(found[1])
            line = Markup("<h{0}>{1}</h{0}>").format(level, _plain(found[2]))
        lines.append(line)
    return "\n".join(lines)


def _code(cell: Cell, pictures: Pictures) -> None:
    """Drop what a page cannot use from a code cell, and tell the builder what to do with its code."""
    outputs = cell["outputs"]
    if any("text/html" in output.get("data", {}) for output in outputs):
        # A control of ipywidgets needs a kernel; the picture stands for it.
        outputs = [output for output in outputs if "text/html" in output.get("data", {})]
    for output in outputs:
        if html := output.get("data", {}).get("text/html"):
            output["data"]["text/html"] = pictures.taken_out(_html(_text(html)))
    cell["outputs"] = outputs
    tags = _tags(cell)
    setup = any("<lk-lesson" in html for html in _htmls(cell))
    if setup or ("folded" in tags and not any(map(_SEEN.search, _htmls(cell)))):
        tags.append("remove-input")
    elif "folded" in tags:
        tags.append("hide-input")
    cell.setdefault("metadata", {})["tags"] = tags


def _htmls(cell: Cell) -> list[str]:
    return [_text(o["data"]["text/html"]) for o in cell.get("outputs", ()) if "text/html" in o.get("data", {})]


def _html(html: str) -> str:
    if _OURS.search(html):
        html = _CARRIED.sub("", html)
    html = _PASSPORT_TWIN.sub(r"\1Turn on JavaScript to save your passport here.\2", html)
    html = html.replace(_RUN_FIRST, "Turn on JavaScript to")
    html = _READY.sub(rf"\g<1>{WITHOUT_SCRIPT}\g<2>", html)
    html = _EMPTY.sub(r"\1 srcset=\4>\2\3\4", html)
    return _LINK.sub(r"\1.html", html)
