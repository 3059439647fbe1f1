"""A lesson cut for paper: of a notebook's cells, what fits on a few sheets, in the order of the notebook."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

from lessonkit.quiz.kinds import KINDS
from lessonkit.quiz.kinds.open import Open
from lessonkit.teach import paper_questions
from lessonkit.text import SENTENCE

QUESTIONS = 10
#: How much room they have together, in characters of their HTML; how high all figures may be, in widths of the page,
#: and how much less for each step. Measured so that a lesson fits on four sheets of Letter paper.
ROOM, HIGH, STEP_HIGH = 7_800, 1.2, 0.09
SENTENCES = 2  # of a step
# Cells with one of these tags are off the route of a lesson, or for the screen alone.
_OFF = {"more", "extra", "screen"}
_MARK = re.compile(r"\s?\[\[\d+\]\]\(#c-[^)]*\)")
_LABEL = re.compile(r'<b class="lk-tag[^>]*>[^<]*</b>\s*')
_STEP = re.compile(r"## Step \d+\b.*")
# What a reader fills in below two views.
VIEWS = """

**In my own words**, the best reason on each side, and one sentence that both accept:

<div class="write"><div></div><div></div><div></div></div>
"""

Cell = dict[str, Any]
DAMAGED = "damaged"
TICKET: Cell = {"cell_type": "markdown", "source": "## Exit ticket", "metadata": {}}


def cells(notebook: list[Cell]) -> list[Cell]:
    """Return what a short sheet holds of a notebook's cells.

    That is: title and question, outcomes, the first words, the first sentences of each step, the first figures, ten
    questions, two views, the exit ticket.
    """
    route = [cell for cell in notebook if not _OFF & set(cell.get("metadata", {}).get("tags", ()))]
    chosen, last = _chosen(route)
    found: list[Cell] = []
    words, high = 0, 0.0
    most = HIGH - STEP_HIGH * sum(bool(_STEP.match(cell["source"])) for cell in route)
    # Where every still figure is too high, the first views of explorers take their place.
    # A picture that its own code moves has nothing to move it on paper.
    fixed = [_html(cell) for cell in route if "code" not in cell.get("metadata", {}).get("tags", ())]
    drawn = [html for html in fixed if "<figure " in html and "<lk-quiz" not in html]
    still = [html for html in drawn if _is_figure(html)]
    shown = still if any(_height(html) <= most for html in still) else drawn
    for cell in route:
        if cell["cell_type"] == "markdown":
            if source := _text(cell, first=not found):
                found.append({**cell, "source": source})
            continue
        html = _html(cell)
        if "<lk-quiz" in html:
            found += _asked(cell, html, chosen, last)
        elif '<div class="lk lk-terms' in html and not words:
            words += 1
            found.append(cell)
        elif html in shown and high + _height(html) <= most:
            high += _height(html)
            found.append(_shown(cell, _plain_figure(html)))
    return found


def _text(cell: Cell, first: bool) -> str:
    """Return what stands on paper of a cell's text; "" when nothing does."""
    source = _LABEL.sub("", _MARK.sub("", cell["source"]))
    if first:
        title, _, rest = source.partition("\n")
        ask = re.search(r'<p class="lk-ask">.*?</p>', rest, re.DOTALL)
        return "\n\n".join(filter(None, (title, ask and ask[0], _begins(rest))))
    if 'class="lk-able"' in source:
        return source
    if 'class="lk-views"' in source:
        return source[: source.rindex("</div>") + len("</div>")] + (VIEWS if source.startswith("## Two views") else "")
    if step := _STEP.match(source):
        return f"{step[0]}\n\n{_begins(source[step.end() :])}"
    return ""


def _begins(text: str) -> str:
    """Return the first sentences of the first paragraph that is plain text."""
    plain = (part for part in text.split("\n\n") if part.strip() and not part.lstrip().startswith(("<", "#", "|", "-")))
    return " ".join(SENTENCE.split(" ".join(next(plain, "").split()))[:SENTENCES])


def _html(cell: Cell) -> str:
    return "".join("".join(out.get("data", {}).get("text/html", "")) for out in cell.get("outputs", ()))


def _is_figure(html: str) -> bool:
    return "<figure " in html and not any(f"<lk-{other} " in html for other in ("explorer", "rows", "matrix"))


def _height(html: str) -> float:
    """Return how high a drawn figure is, in widths; 1 where it does not say."""
    box = re.search(r""" src="data:image/svg\+xml,[^>"]{0,200}?viewBox='0 0 ([\d.]+) ([\d.]+)'""", html)
    return float(box[2]) / float(box[1]) if box and float(box[1]) else 1.0


def _payloads(html: str) -> Iterator[dict[str, Any]]:
    for node in BeautifulSoup(html, "html.parser").find_all("lk-quiz"):
        try:
            yield dict(json.loads(str(node.get("data-lk", ""))))
        except (ValueError, TypeError):
            yield {"id": DAMAGED}


def _size(question: dict[str, Any]) -> int:
    """Return how much room a question takes; 0 for one that cannot be asked, so that it is chosen and then named."""
    try:
        return len(paper_questions.sheet(question, 1))
    except (KeyError, TypeError, ValueError):
        return 0


def _chosen(route: list[Cell]) -> tuple[set[str], str]:
    """Return the ids of the questions that are asked, of each place in turn the shortest, and of the last to write."""
    places, last = [], ""
    for cell in route:
        asked = []
        for question in _payloads(_html(cell)) if cell["cell_type"] == "code" else ():
            kind, id = KINDS.get(str(question.get("kind"))), str(question.get("id"))
            if kind is Open:
                last = id
            elif kind is None or (kind.graded and not question.get("pretest")):
                asked.append((_size(question), id))
        places.append(sorted(asked))
    chosen: set[str] = set()
    room = ROOM
    while any(places) and len(chosen) < QUESTIONS:
        for place in filter(None, places):
            size, id = place.pop(0)
            if len(chosen) < QUESTIONS and size <= room:
                room -= size
                chosen.add(id)
    return chosen, last


def _asked(cell: Cell, html: str, chosen: set[str], last: str) -> list[Cell]:
    """Return the cell with the chosen questions alone; nothing when none of its questions is."""
    ticket = any(question.get("id") == last for question in _payloads(html))
    chosen = {last} if ticket else chosen
    soup = BeautifulSoup(html, "html.parser")
    for node in soup.find_all("lk-quiz"):
        if isinstance(node, Tag) and not any(question.get("id") in chosen for question in _payloads(str(node))):
            node.decompose()
    for node in soup.find_all("lk-set"):
        if not node.find("lk-quiz"):
            node.decompose()
    if not soup.find("lk-quiz"):
        return []
    asked = _shown(cell, str(soup))
    return [TICKET, asked] if ticket else [asked]


def _plain_figure(html: str) -> str:
    """Return the first figure with its short line of sources and without its data."""
    figure = BeautifulSoup(html, "html.parser").find("figure")
    for more in figure.find_all("details") if isinstance(figure, Tag) else ():
        more.decompose()
    return str(figure)


def _shown(cell: Cell, html: str) -> Cell:
    return {**cell, "outputs": [{"output_type": "execute_result", "data": {"text/html": html}}]}
