"""Questions on paper: boxes to tick, blanks to number, lines to write on; and the same with answers and reasons.

A question comes as the payload that its notebook carries (see `lessonkit.quiz.card.data`), so that paper and page ask
the same thing in the same order.
"""

from __future__ import annotations

from lessonkit.html import bdi, esc
from lessonkit.quiz.kinds import KINDS
from lessonkit.quiz.model import Payload

# The key names a question that is asked twice once, where it is discussed.
LATER = "Asked before the reading, and once more later: the answer and its reasons stand there."


def sheet(question: Payload, number: int, figure: str = "") -> str:
    """Return a question to answer with a pencil; `figure` is ready HTML."""
    kind = KINDS[question["kind"]]
    ask = kind.pencil
    if question.get("pretest"):
        ask = f"Before you read: {ask[0].lower()}{ask[1:]}"
    return _frame(question, number, ask, figure + kind.on_paper(question))


def key(question: Payload, number: int) -> str:
    """Return a question with its right answer, the reason for each option, its hint and its sources."""
    if question.get("pretest"):
        return _frame(question, number, "", f'<p class="note">{LATER}</p>')
    after = [f'<p class="hint">Hint to give: {bdi(question["hint"])}</p>'] if question.get("hint") else []
    names = [_linked(title, url) for title, url in question.get("sources", [])]
    if names:
        after.append(f'<p class="from">{"Source" if len(names) == 1 else "Sources"}: {"; ".join(names)}</p>')
    return _frame(question, number, "", KINDS[question["kind"]].answered(question) + "".join(after))


def _frame(question: Payload, number: int, ask: str, inside: str) -> str:
    said = f'<span class="ask">{ask}.</span>' if ask else ""
    stem = f'<p class="stem"><span class="n">{number}.</span> {bdi(question["stem"])} {said}</p>'
    above = KINDS[question["kind"]].situation(question)
    return f'<section class="q" aria-label="Question {number}">{above}{stem}{inside}</section>'


def _linked(title: str, url: str) -> str:
    return f'<a href="{esc(url)}">{bdi(title)}</a>' if url.startswith(("https://", "http://")) else bdi(title)
