"""GIFT: the plain text that Moodle and others read. One file a lesson, a category for each part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import singledispatch

from lessonkit.html import Markup, esc
from lessonkit.teach.export import words
from lessonkit.teach.export.items import Choice, Essay, Item, Judge, Matching, Numeric, number

# Signs that steer the format, and what would begin a weight, a format or a new line at the start of a text.
_STEERS = re.compile(r"[~=#{}:]")
_STARTS = {"%": "&#37;", "[": "&#91;", "/": "&#47;"}
#: Beyond any number that a student types: what is not right is too low or too high.
FAR = 10**15


def write(title: str, parts: Sequence[tuple[str, Sequence[Item]]]) -> str:
    """Return the file: each part is a name and its items."""
    blocks = [f"// {_flat(title)}"]
    for name, items in parts:
        blocks.append(f"$CATEGORY: $course$/top/{_flat(title).replace('/', '//')}/{name}")
        blocks += (question(item) for item in items)
    return "\n\n".join(blocks) + "\n"


def question(item: Item) -> str:
    """Return one question."""
    lines = "".join(f"\n\t{line}" for line in answers(item))
    told = words.with_lines(item) if isinstance(item, Matching) else words.general(item)
    told_line = f"\n\t####{_safe(told)}" if told else ""
    begin = {Judge: "", Numeric: "#", Essay: ""}.get(type(item), "")
    if isinstance(item, Judge | Essay):  # all of it on one line, as Moodle writes it
        lines, told_line = lines.strip(), told_line.strip()
        return f"::{_safe(esc(item.id))}::[html]{_safe(words.stem(item))}{{{lines}{told_line}}}"
    return f"::{_safe(esc(item.id))}::[html]{_safe(words.stem(item))}{{{begin}{lines}{told_line}\n}}"


@singledispatch
def answers(item: Item) -> Iterator[str]:
    """Yield the lines between the braces; none for a text of the student's own."""
    yield from ()


@answers.register
def _choice(item: Choice) -> Iterator[str]:
    right = sum(line.right for line in item.lines)
    for line in item.lines:
        sign = "=" if line.right else "~"
        if item.several:
            sign = f"~%{'' if line.right else '-'}{share(right)}%"
        yield f"{sign}{_safe(esc(line.text))}{_said(line.feedback)}"


@answers.register
def _judge(item: Judge) -> Iterator[str]:
    right, wrong = (item.if_true, item.if_false) if item.answer else (item.if_false, item.if_true)
    # What is said to a wrong answer comes first, and its place is kept.
    told = f"{_said(wrong) or '#'}{_said(right)}" if wrong or right else ""
    yield f"{str(item.answer).upper()}{told}"


@answers.register
def _numeric(item: Numeric) -> Iterator[str]:
    if item.value is None:
        yield f"={number(item.low)}..{number(item.high)}"
        return
    yield f"={number(item.value)}:{number(item.high - item.value)}{_said(item.right)}"
    # The first that fits is taken: what lies on either side of the right numbers comes after them.
    if item.too_low:
        yield f"=%0%{0 if item.value > 0 else -FAR}..{number(item.value)}{_said(item.too_low)}"
    if item.too_high:
        yield f"=%0%{number(item.value)}..{FAR}{_said(item.too_high)}"


@answers.register
def _matching(item: Matching) -> Iterator[str]:
    for line in item.lines:
        yield f"={_safe(esc(line.text))} -> {_safe(esc(line.to))}"


def share(right: int) -> str:
    """Return the percent of one of so many right options, in the digits that Moodle knows."""
    return number(round(100 / right, 5))


def _said(text: str) -> str:
    return f"#{_safe(esc(text))}" if text else ""


def _safe(html: Markup) -> str:
    """Return HTML that steers nothing: signs of the format with a backslash, on one line."""
    # An apostrophe needs no entity: attributes stand in double quotes.
    text = " ".join(str(html).replace("\\", "&#92;").replace("&#x27;", "'").split())
    start = _STARTS.get(text[:1])
    return _STEERS.sub(r"\\\g<0>", start + text[1:] if start else text)


def _flat(text: str) -> str:
    return " ".join(text.split())
