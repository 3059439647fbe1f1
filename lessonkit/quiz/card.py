"""Questions as HTML: the payload a browser plays and the static twin everybody else reads.

Nothing is looked up here. The caller hands in two functions: `refer(id) -> (title, url)` for sources and
`compute(spec) -> number` for keys, so this module knows neither tables nor sources.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lessonkit.html import Markup, element, esc, trusted
from lessonkit.quiz.asked import form
from lessonkit.quiz.model import Bank, NumberKey, Option, Question, QuestionSet

Refer = Callable[[str], tuple[str, str]]
Compute = Callable[[dict[str, str]], float]

NOTE = "Run the set-up cell at the top to answer."
#: What each kind asks for, said above the question and to a screen reader.
ASK = {
    "single": "Choose one",
    "several": "Choose all that fit",
    "truefalse": "True or false, and why",
    "number": "Type a number",
    "order": "Put in order",
    "match": "Match",
    "groups": "Sort into groups",
    "open": "Write a short answer",
    "confidence": "How sure am I?",
    "opinion": "My opinion",
}


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
    return element("quiz", payload, trusted(twin(question, bank, figure)))


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
        payload["options"] = [
            _option(question, place, question.options[place], sources) for place in question.shown_order()
        ]
    if question.kind == "truefalse":
        payload |= {
            "answer": question.answer,
            "true": question.feedback_true,
            "false": question.feedback_false,
        }
    elif question.kind in ("match", "groups"):
        payload["choices"] = _choices(question)
    elif question.number:
        payload |= _number(question.number, compute)
        if question.number.spec and not question.source and not question.pretest:
            payload["source"] = sources.table(question.number.spec["table"])
    elif question.kind == "open":
        payload |= {"notice": bank.open_notice, "model": question.model, "rubric": list(question.rubric)}
    payload["sources"] = sources.list
    return {key: value for key, value in payload.items() if value is not None and value not in ("", [])}


def twin(question: Question, bank: Bank, figure: str = "") -> str:
    """Return the question as plain HTML, complete without any script."""
    parts = [f'<p class="lk-ask">{esc(ask(question))}</p><p class="lk-stem">{bdi(question.stem)}</p>']
    if figure:
        parts.append(f'<div class="lk-look">{figure}</div>')
    texts = [question.options[place].text for place in question.shown_order()]
    if question.kind == "truefalse":
        parts.append(_list(["True", "False"]) + "<p>Because:</p>" + _list(texts))
    elif question.kind in ("match", "groups"):
        what = "Match each of these" if question.kind == "match" else "Sort these"
        into = "with one of these:" if question.kind == "match" else "into these groups:"
        parts.append(f"<p>{what}</p>{_list(texts)}<p>{into}</p>{_list(question.choices())}")
    elif question.number:
        parts.append(f"<p>Answer in {bdi(question.number.unit)}.</p>")
    elif question.kind == "open":
        parts.append(f"<p>{bdi(bank.open_notice)}</p>")
    else:
        parts.append(_list(texts))
    return f'<div class="lk-twin">{"".join(parts)}<p class="lk-run">{NOTE}</p></div>'


def ask(question: Question) -> str:
    """Return what a question asks for, and whether it comes before the reading."""
    words = ASK[question.kind]
    return f"Before you read: {words[0].lower()}{words[1:]}" if question.pretest else words


def bdi(text: str) -> str:
    """Return text from data, escaped, that keeps its own direction apart from what stands around it."""
    return f'<bdi dir="auto">{esc(text)}</bdi>'


def number_text(value: float) -> str:
    """Return a number as readers write it: 20,000 or 0.5."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"


def _list(texts: list[str]) -> str:
    return '<ul class="lk-list">' + "".join(f"<li>{bdi(text)}</li>" for text in texts) + "</ul>"


def _option(question: Question, place: int, option: Option, sources: Sources) -> dict[str, Any]:
    found: dict[str, Any] = {"at": place, "text": option.text}
    if option.right:
        found["right"] = 1
    if question.kind == "groups":
        found["to"] = question.groups.index(option.group)
    if option.feedback:
        found["feedback"] = option.feedback
    if option.unchosen:
        found["unchosen"] = option.unchosen
    if option.source:
        found["source"] = sources.place(option.source)
    return found


def _choices(question: Question) -> list[dict[str, Any]]:
    """Return what the select boxes offer.

    `at` is the partner's own line (match) or the group's place (groups).
    """
    places = {option.group: place for place, option in enumerate(question.options)}
    if question.kind == "groups":
        places = {name: place for place, name in enumerate(question.groups)}
    return [{"at": places[text], "text": text} for text in question.choices()]


def _number(key: NumberKey, compute: Compute) -> dict[str, Any]:
    value = float(compute(key.spec) if key.spec else key.value or 0)
    said = {"right": key.right, "low": key.low, "high": key.high}
    # Feedback may name the number as {value}: a text that typed it would go stale with the table.
    said = {name: text.replace("{value}", number_text(value)) for name, text in said.items()}
    return {
        "value": int(value) if value.is_integer() else value,
        "shown": number_text(value),
        "margin": key.margin(value),
        "unit": key.unit,
    } | said
