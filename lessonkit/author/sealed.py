"""Questions without their keys: which are sealed in a copy for students, and what stands in a lesson in their place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from lessonkit.course import taught
from lessonkit.html import Markup, bdi, trusted
from lessonkit.quiz import bank as banks
from lessonkit.quiz import yaml_lines

if TYPE_CHECKING:
    from pathlib import Path

    from lessonkit.course import Course
    from lessonkit.quiz.model import Bank, Question

#: The part of a lesson whose questions are sealed unless all are.
LAST = "Check your understanding"
MODEL = "Your teacher reads this answer."
#: Of a cell's metadata, what a reader's page needs; the rest may be notes for whoever presents.
METADATA = ("tags", "jupyter", "slideshow", "jp-MarkdownHeadingCollapsed")
NOTE = "Answer on paper, or where your teacher asks these questions: this copy holds no key to them."
_FOLDED = re.compile(r"<details><summary>(?P<head>.*?)</summary>.*?</details>", re.DOTALL)
_CALL = re.compile(r"\blesson\.quiz\([^()]*\)")
_ID = re.compile(r"[\"']([\w-]+)[\"'],?\s*")
_SCORE = re.compile(r"\blesson\.score\(")


def chosen(course: Course, found: Sequence[Bank], everything: bool) -> set[str]:
    """Return the ids of the questions to seal: those of the last part of each lesson, or all that have a key.

    A question that is asked twice, in whatever lesson, is sealed wherever it is asked; of a set all are or none.
    """
    marked = {question.id: question for one in found for question in one.questions if question.graded}
    if everything:
        return set(marked)
    parts: dict[str, str] = {}
    for one in found:
        parts |= taught.parts(course, one.lesson)
    sealed = {id for id, q in marked.items() if parts.get(id, parts.get(q.set, "")) == LAST}
    while True:
        stems = {marked[id].stem.casefold() for id in sealed}
        tied = {name for id in sealed for name in (marked[id].before, marked[id].set) if name}
        more = {
            id
            for id, q in marked.items()
            if id not in sealed and (q.before in sealed or {id, q.set, q.before} & tied or q.stem.casefold() in stems)
        }
        if not more:
            return sealed
        sealed |= more


def bank(path: Path, name: str, sealed: set[str]) -> tuple[str, int]:
    """Return a file of questions without those sealed and without model answers, and how many models it had.

    The text is "" where no question is left.
    """
    whole = yaml_lines.plain(yaml_lines.read(path.read_text("utf-8-sig"), name))
    left = [question for question in whole["questions"] if question["id"] not in sealed]
    models = 0
    for question in left:
        if "model" in question:
            question["model"] = MODEL
            models += 1
    if not left:
        return "", models
    used = {question.get("set") for question in left}
    sets = [entry for entry in whole.get("sets", []) if entry["id"] in used]
    kept = {**whole, "questions": left, **({"sets": sets} if "sets" in whole else {})}
    if not kept.get("sets", True):
        del kept["sets"]
    text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    banks.parse(text, name)  # what a lesson would refuse is refused here
    return text, models


def cells(
    given: Iterable[dict[str, Any]], sealed: dict[str, Question], found: Sequence[Bank], scored: bool
) -> tuple[list[dict[str, Any]], int]:
    """Return a notebook's cells without outputs, notes, sealed questions and solutions, and how many of the last.

    A cell asks what is left of its questions; those sealed stand below it, or in its place, in words. Without `scored`
    a lesson has nothing left to count, and the cell that shows the score goes.
    """
    home = {question.id: one for one in found for question in one.questions}
    inside = {entry.id: [q.id for q in one.questions if q.set == entry.id] for one in found for entry in one.sets}
    kept: list[dict[str, Any]] = []
    solutions = 0
    for whole_cell in given:
        cell = {**whole_cell, "metadata": {k: v for k, v in whole_cell["metadata"].items() if k in METADATA}}
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            source, count = _unsolved(source)
            solutions += count
            kept.append({**cell, "source": source} if count else cell)
            continue
        if not scored and _SCORE.search(source):
            continue
        named = [id for call in _CALL.findall(source) for id in _ID.findall(call)]
        whole = [q for id in named for q in inside.get(id, [id]) if q in sealed]
        rest = _CALL.sub(lambda call: _asked(call[0], sealed, inside), source).strip() if whole else source
        if rest:
            kept.append({**cell, "source": rest, "outputs": [], "execution_count": None})
        if whole:
            text = words([(sealed[id], home[id]) for id in whole])
            id = f"{cell.get('id', 'asked')[:56]}-sealed" if rest else cell.get("id")
            tags = [tag for tag in cell["metadata"].get("tags", []) if tag != "folded"]
            kept.append({"cell_type": "markdown", "id": id, "metadata": {"tags": tags}, "source": text})
    return kept, solutions


def _asked(call: str, sealed: dict[str, Question], inside: dict[str, list[str]]) -> str:
    left = [id for id in _ID.findall(call) if not {id, *inside.get(id, [])} & set(sealed)]
    names = ", ".join(f'"{id}"' for id in left)
    return f"lesson.quiz({names})" if left else ""


def _unsolved(source: str) -> tuple[str, int]:
    """Return a text without what it folds away, hints apart, and how many such parts there were."""
    gone = [match["head"] for match in _FOLDED.finditer(source) if match["head"].strip().casefold() != "hint"]
    if not gone:
        return source, 0

    def instead(match: re.Match[str]) -> str:
        kept = match["head"].strip().casefold() == "hint"
        return match[0] if kept else f"*{match['head'].strip()}: your teacher has it.*"

    return _FOLDED.sub(instead, source), len(gone)


def words(asked: Sequence[tuple[Question, Bank]]) -> str:
    """Return questions as text for a Markdown cell: what is asked, and what can be chosen, in no telling order."""
    items = Markup("").join(
        Markup('<li><p class="lk-stem">{} <em>({})</em></p>\n{}</li>\n').format(
            bdi(question.in_full), question.ask, trusted(_lettered(question.twin(one)))
        )
        for question, one in asked
    )
    shown = Markup('<div class="lk mathjax_ignore tex2jax_ignore">\n<p>{}</p>\n<ol>\n{}</ol>\n</div>')
    return str(shown.format(NOTE, items))


def _lettered(twin: str) -> str:
    return twin.replace('<ul class="lk-list">', '<ol type="A">').replace("</ul>", "</ol>")
