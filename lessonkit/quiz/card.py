"""Questions as HTML: the payload a browser plays and the static twin everybody else reads.

Nothing is looked up here. The caller hands in two functions: `refer(id) -> (title, url)` for sources and
`compute(spec) -> number` for keys, so this module knows neither tables nor sources.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lessonkit.html import Markup, bdi, element, esc, trusted
from lessonkit.quiz.asked import form
from lessonkit.quiz.model import Bank, Compute, Payload, Question, QuestionSet

Refer = Callable[[str], tuple[str, str]]

NOTE = "Run the set-up cell at the top to answer."


class Sources:
    """Collects the sources of one question, so that each title stands in the payload once."""

    def __init__(self, refer: Refer) -> None:
        """Use `refer` to find a title and an address."""
        self.refer = refer
        self.list: list[list[str]] = []
        self._places: dict[str, int] = {}

    def table(self, name: str) -> int:
        """Return the place of a table of the course, for a number that is computed from it."""
        self.list.append([f"table {name}", ""])
        return len(self.list) - 1

    def place(self, identifier: str) -> int | None:
        """Return the place of a source in the list; None when there is no source."""
        if not identifier:
            return None
        if identifier not in self._places:
            self._places[identifier] = len(self.list)
            self.list.append(list(self.refer(identifier)))
        return self._places[identifier]


def quiz(question: Question, bank: Bank, course: str, refer: Refer, compute: Compute, figure: str = "") -> Markup:
    """Return one question as `<lk-quiz>`; `figure` is trusted HTML that becomes part of the question."""
    payload = {"course": course} | data(question, bank, refer, compute)
    return element("quiz", payload, trusted(twin(question, bank, figure, payload)))


def stepped(course: str, lesson: str, inner: Markup) -> Markup:
    """Return `<lk-set>` around questions that belong to no set, to be shown one at a time."""
    return element("set", {"course": course, "lesson": lesson}, inner)


def quiz_set(entry: QuestionSet, bank: Bank, course: str, inner: Markup) -> Markup:
    """Return `<lk-set>` around the questions of a set, which are already HTML."""
    payload = {
        "course": course,
        "lesson": bank.lesson,
        "id": entry.id,
        "title": entry.title,
        "overall": overall(bank),
    }
    intro = f"<p>{bdi(entry.intro)}</p>" if entry.intro else ""
    head = f'<div class="lk-set-head"><p class="lk-set-title">{bdi(entry.title)}</p>{intro}</div>'
    return element("set", payload, trusted(head) + inner)


def overall(bank: Bank) -> list[list[Any]]:
    """Return [lowest share, words] from high to low, for the element that shows a score."""
    return [[words.start, words.text] for words in sorted(bank.overall, key=lambda words: -words.start)]


def data(question: Question, bank: Bank, refer: Refer, compute: Compute) -> dict[str, Any]:
    """Return what the browser needs to ask and grade one question. Options stand in shown order.

    Each option keeps `at`, its place in the file: answers are stored by it.
    """
    if question.pretest:
        question = question.bare()  # nothing is said after it; the key stays, so that the browser can compare
    before = next((known for known in bank.questions if known.id == question.before), None)
    sources = Sources(refer)
    payload: dict[str, Any] = {
        "lesson": question.lesson,
        "id": question.id,
        "kind": question.kind,
        "ask": ask(question),
        "stem": question.stem,
        "hint": question.hint,
        "source": sources.place(question.source),
        "private": question.private or None,
        "asked": form(question, compute),
        "before": question.before,
        "beforeAsked": form(before, compute) if before else None,
        "pretest": question.pretest or None,
    }
    if question.options:
        payload["options"] = [_option(question, place, sources) for place in question.shown_order()]
    payload |= question.payload(bank, sources, compute)
    payload["sources"] = sources.list
    return {key: value for key, value in payload.items() if value is not None and value not in ("", [])}


def twin(question: Question, bank: Bank, figure: str = "", payload: Payload | None = None) -> str:
    """Return the question as plain HTML, complete without any script; `payload` is what `data` gives."""
    above = question.situation(payload) if payload else ""
    parts = [f'<p class="lk-ask">{esc(ask(question))}</p>{above}<p class="lk-stem">{bdi(question.stem)}</p>']
    if figure:
        parts.append(f'<div class="lk-look">{figure}</div>')
    parts.append(question.twin(bank) + (question.folded(payload) if payload else ""))
    return f'<div class="lk-twin">{"".join(parts)}<p class="lk-run">{NOTE}</p></div>'


def ask(question: Question) -> str:
    """Return what a question asks for, and whether it comes before the reading."""
    words = question.ask
    return f"Before you read: {words[0].lower()}{words[1:]}" if question.pretest else words


def _option(question: Question, place: int, sources: Sources) -> dict[str, Any]:
    option = question.options[place]
    found: dict[str, Any] = {"at": place, "text": option.text}
    if option.right:
        found["right"] = 1
    found |= question.line(option)
    if option.feedback:
        found["feedback"] = option.feedback
    if option.unchosen:
        found["unchosen"] = option.unchosen
    if option.source:
        found["source"] = sources.place(option.source)
    return found
