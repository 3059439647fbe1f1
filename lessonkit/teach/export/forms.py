"""Google Forms: no form takes a file in, so a script makes it. The questions stand in it as data, never as code."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from functools import singledispatch
from pathlib import Path
from typing import Any

from lessonkit.teach.export.items import Choice, Essay, Item, Judge, Line, Matching, Numeric, number

SCRIPT = Path(__file__).with_name("forms.gs")
#: Points are whole numbers in a form, so that a half counts 1 and a whole question 2.
WHOLE = 2


def write(title: str, parts: Sequence[tuple[str, Sequence[Item]]]) -> str:
    """Return the script; a part whose items are not scored becomes a form of its own that is no quiz."""
    data = {}
    for name, items in parts:
        scored = any(item.points for item in items)
        asked = [box for item in items for box in boxes(item)]
        part: dict[str, Any] = {"title": f"{title} · {name}", "about": "", "scored": scored, "items": asked}
        if scored:
            part["about"] = "Keep the lesson open: some questions ask about its figures."
        else:
            # A form that is no quiz says nothing to an answer, but something at its end.
            part["after"] = "\n\n".join(
                f"{item.stem} {' '.join(item.general)}" for item in items if isinstance(item, Numeric)
            )
        data["quiz" if scored else "before"] = part
    # Letters of ASCII alone, and no sign that could begin a tag where the script is shown in a page.
    literal = json.dumps(data, indent=1).replace("<", "\\u003c")
    return f"{SCRIPT.read_text('utf-8')}var DATA = {literal};\n"


def boxes(item: Item) -> Iterator[dict[str, Any]]:
    """Yield what the script asks for an item: one box, or one for each line that is placed."""
    for place, box in enumerate(form(item)):
        whole: dict[str, Any] = {"title": item.stem, "help": "\n\n".join(filter(None, (*item.above, item.below)))}
        whole |= {"points": round(item.points * WHOLE), "links": _links(item)}
        if item.picture and not place:
            kept = base64.b64encode(item.picture.data).decode()
            name, kind, _, alt = item.picture
            whole["picture"] = {"name": name, "kind": kind, "data": kept, "alt": alt}
        yield whole | box


@singledispatch
def form(item: Item) -> Iterator[dict[str, Any]]:
    """Yield what is special about each box of an item."""
    raise NotImplementedError(type(item))


@form.register
def _choice(item: Choice) -> Iterator[dict[str, Any]]:
    right = [line for line in item.lines if line.right]
    if item.several:
        told = _each(item.lines)
        said = {"right": _told([*told, *_general(item)]), "wrong": _told([*told, *_general(item)])}
    else:
        wrong = _each(line for line in item.lines if not line.right)
        said = {"right": _told([right[0].feedback, *_general(item)]), "wrong": _told([*wrong, *_general(item)])}
    yield {"form": "some" if item.several else "one", "choices": _choices(item.lines), **said}


@form.register
def _judge(item: Judge) -> Iterator[dict[str, Any]]:
    lines = (Line("True", item.answer, item.if_true), Line("False", not item.answer, item.if_false))
    right, wrong = lines if item.answer else lines[::-1]
    said = {name: _told([line.feedback, *_general(item)]) for name, line in (("right", right), ("wrong", wrong))}
    yield {"form": "one", "choices": _choices(lines), **said}


@form.register
def _numeric(item: Numeric) -> Iterator[dict[str, Any]]:
    box: dict[str, Any] = {"form": "number"}
    if item.value is None:
        box["range"] = [item.low, item.high]
    else:
        box["right"] = _told([item.right, *item.off(), *_general(item)])
    yield box


@form.register
def _matching(item: Matching) -> Iterator[dict[str, Any]]:
    for line in item.lines:
        said = _told([line.feedback, *_general(item)])
        choices = _choices(Line(text, text == line.to) for text in item.choices)
        title, one = f"{item.stem} — {line.text}", 1 if item.points else 0
        yield {"form": "list", "title": title, "choices": choices, "points": one, "right": said, "wrong": said}


@form.register
def _essay(item: Essay) -> Iterator[dict[str, Any]]:
    points = [f"• {point}" for point in item.rubric]
    told = [f"A possible answer: {item.model}", "\n".join(["A good answer:", *points]), *_general(item)]
    yield {"form": "text", "right": _told(told)}


def key(item: Numeric) -> str:
    """Return the right number, and the range in which another is right, to be typed into the form by hand."""
    shown = number(item.value or 0)
    return shown if item.low == item.high else f"{shown} ({number(item.low)} to {number(item.high)})"


def _choices(lines: Iterator[Line] | Sequence[Line]) -> list[dict[str, Any]]:
    return [{"text": line.text, "right": line.right} for line in lines]


def _each(lines: Iterator[Line] | Sequence[Line]) -> list[str]:
    return [f"“{line.text}”: {line.feedback}" for line in lines if line.feedback]


def _general(item: Item) -> list[str]:
    plain = [title for title, url in item.sources if not url]
    return [*item.general, *(["Source: " + "; ".join(plain)] if plain else [])]


def _links(item: Item) -> list[dict[str, str]]:
    return [{"title": title, "url": url} for title, url in item.sources if url]


def _told(texts: Sequence[str]) -> str:
    return "\n\n".join(text for text in texts if text)
