"""What a class wrote in its own words, to be read and scored: mixed order, no names, the rubric beside each text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lessonkit.html import Markup, bdi
from lessonkit.teach.handed_in import Group

if TYPE_CHECKING:
    from lessonkit.quiz.model import Bank, Question

PAGE = "exit-tickets.html"
Texts = list[tuple["Question", list[str]]]
NOBODY = (
    "No text was handed in. A passport carries what its student wrote unless the box “Put in what I wrote in my own "
    "words” was cleared."
)
CAUTION = (
    "Nobody is named, and each question has an order of its own. Students are asked to write no names and nothing "
    "private about anyone; still, a text can give somebody away: read this page before you show it."
)
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:1.5rem auto;padding:0 1rem;color:#1a1a1a;"
    "background:#fff}h1,h2{line-height:1.25}article{border:1px solid #767676;padding:.25rem 1rem;margin:1rem 0;"
    "break-inside:avoid}article p{white-space:pre-wrap;overflow-wrap:anywhere}ul{list-style:none;padding:0}"
    ".box{display:inline-block;width:.8em;height:.8em;border:1px solid;margin-inline-end:.5em}"
)


def texts(group: Group, banks: Sequence[Bank]) -> Texts:
    """Return each open question to which something was written, with the texts in an order that tells nothing."""
    found: Texts = []
    for bank in banks:
        for question in bank.questions:
            if not question.written:
                continue
            events = [event for student in group.students if (event := student.get(question.id))]
            written = [e["answer"] for e in events if e["kind"] == question.kind and isinstance(e["answer"], str)]
            if kept := [text for text in written if text.strip()]:
                found.append((question, sorted(kept, key=lambda text: _mixed(question.id, text))))
    return found


def _mixed(question: str, text: str) -> bytes:
    # By content and question: no file's place, no hour, and a second report is the same.
    return hashlib.sha256(f"{question}\n{text}".encode("utf-8", "replace")).digest()


def page(title: str, written: Texts, policy: str) -> Markup:
    """Return the page; `title` is the course's, `policy` says what the page may load and run."""
    nobody = [Markup("<p>{}</p>").format(NOBODY)]
    parts = [_question(question, answers) for question, answers in written] or nobody
    head = Markup(
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="{}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>In their own words: {}</title><style>{}</style></head>"
    ).format(policy, title, STYLE)
    body = Markup("<body><main><h1>In their own words: {}</h1><p>{}</p>{}</main></body></html>")
    return head + body.format(bdi(title), CAUTION, Markup("").join(parts))


def _question(question: Question, answers: list[str]) -> Markup:
    point = Markup('<li><span class="box" aria-hidden="true"></span>{}</li>')
    rubric = Markup("").join(point.format(bdi(text)) for text in question.points)
    count = "1 text" if len(answers) == 1 else f"{len(answers)} texts"
    article = Markup('<article aria-label="Text {}"><p>{}</p><ul>{}</ul></article>')
    shown = Markup("").join(article.format(n, bdi(text), rubric) for n, text in enumerate(answers, 1))
    head = Markup("<h2>{}</h2><p>{}: {}. Tick what a text does.</p>").format(bdi(question.stem), question.id, count)
    return Markup("<section>{}{}</section>").format(head, shown)
