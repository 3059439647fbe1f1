"""Questions on paper: boxes to tick, blanks to number, lines to write on; and the same with answers and reasons.

A question comes as the payload that its notebook carries (see `lessonkit.quiz.card.data`), so that paper and page ask
the same thing in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import ascii_uppercase
from typing import Any

from lessonkit.html import bdi, esc

Payload = Mapping[str, Any]

BOX = '<span class="box" aria-hidden="true"></span>'
BLANK = '<span class="blank" aria-hidden="true"></span>'
TICKED = '<span class="box" aria-hidden="true">✓</span>'
WRITING_LINES = 6
# What a reader does with a pencil, where it differs from what the screen asks for.
ASK = {
    "single": "Tick one box",
    "several": "Tick every box that fits",
    "truefalse": "Tick true or false, then the reason",
    "number": "Write a number",
    "order": "Number the lines from first to last",
    "match": "Write the letter that fits on each line",
    "groups": "Write the letter of its group on each line",
    "open": "Write a short answer",
    "confidence": "How sure am I",
    "opinion": "My opinion",
}
# The key names a question that is asked twice once, where it is discussed.
LATER = "Asked before the reading, and once more later: the answer and its reasons stand there."
# A sheet may be collected, and what somebody thinks is not.
PRIVATE = "For yourself alone: answer in your head or on scrap paper. It has no right answer, and nobody collects it."


def sheet(question: Payload, number: int, figure: str = "") -> str:
    """Return a question to answer with a pencil; `figure` is ready HTML."""
    ask = ASK[question["kind"]]
    if question.get("pretest"):
        ask = f"Before you read: {ask[0].lower()}{ask[1:]}"
    return _frame(question, number, ask, figure + _ASKED[question["kind"]](question))


def key(question: Payload, number: int) -> str:
    """Return a question with its right answer, the reason for each option, its hint and its sources."""
    if question.get("pretest"):
        return _frame(question, number, "", f'<p class="note">{LATER}</p>')
    after = [f'<p class="hint">Hint to give: {bdi(question["hint"])}</p>'] if question.get("hint") else []
    names = [_linked(title, url) for title, url in question.get("sources", [])]
    if names:
        after.append(f'<p class="from">{"Source" if len(names) == 1 else "Sources"}: {"; ".join(names)}</p>')
    return _frame(question, number, "", _ANSWERED[question["kind"]](question) + "".join(after))


def _frame(question: Payload, number: int, ask: str, inside: str) -> str:
    said = f'<span class="ask">{ask}.</span>' if ask else ""
    stem = f'<p class="stem"><span class="n">{number}.</span> {bdi(question["stem"])} {said}</p>'
    return f'<section class="q" aria-label="Question {number}">{stem}{inside}</section>'


def _linked(title: str, url: str) -> str:
    return f'<a href="{esc(url)}">{bdi(title)}</a>' if url.startswith(("https://", "http://")) else bdi(title)


def _lettered(texts: list[str], mark: str = BOX) -> str:
    items = (
        f"<li>{mark}<b>{letter}</b> {bdi(text)}</li>" for letter, text in zip(ascii_uppercase, texts, strict=False)
    )
    return f'<ul class="lines">{"".join(items)}</ul>'


def _texts(question: Payload) -> list[str]:
    return [option["text"] for option in question["options"]]


# -- with a pencil ---------------------------------------------------------------------------------------------------


def _boxes(question: Payload) -> str:
    return _lettered(_texts(question))


def _private(question: Payload) -> str:
    return f'{_lettered(_texts(question), "")}<p class="note">{PRIVATE}</p>'


def _true_or_false(question: Payload) -> str:
    pair = "".join(f"<li>{BOX}{word}</li>" for word in ("True", "False"))
    return f'<ul class="lines pair">{pair}</ul><p class="because">Because:</p>{_lettered(_texts(question))}'


def _write_number(question: Payload) -> str:
    return (
        f'<p class="number">Answer: <span class="rule" aria-hidden="true"></span> {bdi(question.get("unit", ""))}</p>'
    )


def _number_lines(question: Payload) -> str:
    return f'<ul class="lines">{"".join(f"<li>{BLANK}{bdi(text)}</li>" for text in _texts(question))}</ul>'


def _place(question: Payload) -> str:
    offered = _lettered([choice["text"] for choice in question["choices"]], "")
    return f'<div class="beside">{_number_lines(question)}{offered}</div>'


def _write(question: Payload) -> str:
    notice = f'<p class="note">{bdi(question["notice"])}</p>' if question.get("notice") else ""
    return notice + '<div class="write" aria-hidden="true">' + "<div></div>" * WRITING_LINES + "</div>"


_ASKED: dict[str, Callable[[Payload], str]] = {
    **dict.fromkeys(("single", "several"), _boxes),
    **dict.fromkeys(("confidence", "opinion"), _private),
    "truefalse": _true_or_false,
    "number": _write_number,
    "order": _number_lines,
    **dict.fromkeys(("match", "groups"), _place),
    "open": _write,
}

# -- with answers ----------------------------------------------------------------------------------------------------


def _reason(text: str | None, before: str = "") -> str:
    return f'<br><span class="why">{before}{bdi(text)}</span>' if text else ""


def _options(question: Payload) -> str:
    items = []
    for letter, option in zip(ascii_uppercase, question["options"], strict=False):
        right = bool(option.get("right"))
        said = "<strong>Right.</strong> " if right else ""
        why = _reason(option.get("feedback")) + _reason(option.get("unchosen"), "When not ticked: ")
        items.append(f"<li>{TICKED if right else BOX}<b>{letter}</b> {said}{bdi(option['text'])}{why}</li>")
    return f'<ul class="lines">{"".join(items)}</ul>'


def _verdict(question: Payload) -> str:
    answer = bool(question["answer"])
    items = []
    for value, word in ((True, "true"), (False, "false")):
        said = "<strong>Right.</strong> " if value is answer else ""
        mark = TICKED if value is answer else BOX
        items.append(f"<li>{mark}{said}{word.capitalize()}{_reason(question.get(word))}</li>")
    return f'<ul class="lines">{"".join(items)}</ul><p class="because">Because:</p>{_options(question)}'


def _number(question: Payload) -> str:
    margin = question.get("margin") or 0
    near = f", give or take {margin:,.10g}" if margin else ""
    unit = bdi(question.get("unit", ""))
    reasons = "".join(
        f'<li><span class="why">{when} {bdi(question[name])}</span></li>'
        for name, when in (("right", "Why:"), ("low", "When too low:"), ("high", "When too high:"))
        if question.get(name)
    )
    return f'<p><strong>Right: {esc(question["shown"])} {unit}{near}.</strong></p><ul class="lines">{reasons}</ul>'


def _order(question: Payload) -> str:
    right = sorted(question["options"], key=lambda option: option["at"])
    items = (
        f'<li><span class="blank">{place}</span>{bdi(option["text"])}{_reason(option.get("feedback"))}</li>'
        for place, option in enumerate(right, 1)
    )
    return f'<ul class="lines">{"".join(items)}</ul>'


def _placed(question: Payload) -> str:
    letters = {choice["at"]: letter for letter, choice in zip(ascii_uppercase, question["choices"], strict=False)}
    words = {choice["at"]: choice["text"] for choice in question["choices"]}
    items = []
    for option in question["options"]:
        target = option["to"] if question["kind"] == "groups" else option["at"]
        right = f"<strong>{bdi(words[target])}</strong>"
        why = _reason(option.get("feedback"))
        items.append(f'<li><span class="blank">{letters[target]}</span>{bdi(option["text"])}: {right}{why}</li>')
    return f'<ul class="lines">{"".join(items)}</ul>'


def _model(question: Payload) -> str:
    points = "".join(f"<li>{BOX}{bdi(point)}</li>" for point in question.get("rubric", []))
    return (
        f"<p>A teacher scores this one. A possible answer: {bdi(question.get('model', ''))}</p>"
        f'<ul class="lines">{points}</ul>'
    )


_ANSWERED: dict[str, Callable[[Payload], str]] = {
    **dict.fromkeys(("single", "several"), _options),
    "truefalse": _verdict,
    "number": _number,
    "order": _order,
    **dict.fromkeys(("match", "groups"), _placed),
    "open": _model,
    **dict.fromkeys(("confidence", "opinion"), _private),
}
