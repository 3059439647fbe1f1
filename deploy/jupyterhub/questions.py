"""The questions that a cell shows, and what a student who knows everything answers."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

Question = dict[str, Any]


def solution(question: Question) -> tuple[Any, bool | None]:
    """Return the right answer to a question in the form that a page gives it, and whether it is right."""
    kind, options = question["kind"], question.get("options", [])
    right = [option["at"] for option in options if option.get("right")]
    if kind in ("number", "guess"):
        return question["value"], None if kind == "guess" else True
    if kind == "truefalse":
        return {"v": question["answer"], "r": right[0]}, True
    if kind in ("match", "groups"):
        lines = sorted(options, key=lambda option: option["at"])
        return [option["at"] if kind == "match" else option["to"] for option in lines], True
    if kind == "order":
        return sorted(option["at"] for option in options), True
    answer = sorted(right) if kind == "several" else (right or [0])[0]
    return answer, None if question.get("pretest") else True


def shown_in(shown: str) -> list[Question]:
    """Return the questions in the HTML of a cell that have a right answer or a guess, and are kept in the file."""
    found: list[Question] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "lk-quiz":
                found.append(json.loads(dict(attrs)["data-lk"] or "{}"))

    Reader().feed(shown)
    return [question for question in found if question["kind"] != "open" and not question.get("private")]
