"""The picture of a page where its address is shared: what it asks, and its first figure."""

from __future__ import annotations

import re
import textwrap

from lessonkit.html import Markup
from lessonkit.publish.pictures import Pictures, size_of

#: Pixels, the shape that cards are shown in.
WIDTH, HEIGHT = 1200, 630
_EDGE, _BESIDE, _RULE = 56, 500, 12
_LINE = 1.3
_INK, _SOFT = "#1f2933", "#52606d"
_OUTER = re.compile(r"<svg\b[^>]*>")
_TEXT = Markup('<text x="{}" y="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>')


def card(course: str, title: str, words: str, pictures: Pictures | None = None) -> str:
    """Return the card as SVG: on the left the course's name, the page's title and a sentence, on the right a figure.

    The figure has its title and what it counts above it: a number without that says nothing.
    """
    shown = bool(pictures and pictures.first and size_of(pictures.first))
    letters = 1 if shown else 3
    drawn, _ = _lines(
        [
            *((line, 24, 400, _SOFT) for line in _cut(course, 28 * letters, 2)),
            *((line, 40, 700, _INK) for line in _cut(title, 16 * letters, 5)),
            *((line, 28, 400, _INK) for line in _cut(words, 24 * letters, 5)),
        ],
        _EDGE,
    )
    if pictures and shown:
        drawn += _figure(pictures)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" '
        'font-family="sans-serif"><path d="M0 0H{0}V{1}H0z" fill="#fff"/>'
        '<path d="M0 0H{0}V{2}H0z" fill="{3}"/>{4}</svg>'
    ).format(WIDTH, HEIGHT, _RULE, _INK, drawn)


def _figure(pictures: Pictures) -> Markup:
    title, counted = (*pictures.said, "", "")[:2]
    head = [
        *((line, 24, 700, _INK) for line in _cut(title, 46, 2)),
        *((line, 19, 400, _SOFT) for line in _cut(counted, 66, 2)),
    ]
    said, top = _lines(head, _BESIDE)
    place = f"x='{_BESIDE}' y='{top}' width='{WIDTH - _BESIDE - _EDGE}' height='{HEIGHT - top - 28}'"

    def placed(found: re.Match[str]) -> str:
        begin = re.sub(r"\s(width|height)=(['\"])[^'\"]*\2", "", found[0])
        return begin.replace("<svg", f"<svg {place} preserveAspectRatio='xMinYMin meet'", 1)

    return said + Markup(_OUTER.sub(placed, pictures.first, count=1))  # noqa: S704 the course's own, as stored


def _lines(lines: list[tuple[str, int, int, str]], left: int) -> tuple[Markup, int]:
    """Return lines of text from the top down, and where what follows them begins."""
    at, drawn = _EDGE, Markup("")
    for number, (text, size, weight, color) in enumerate(lines):
        if number and lines[number - 1][1] != size:
            at += 12
        drawn += _TEXT.format(left, at + size, size, weight, color, text)
        at += round(size * _LINE)
    return drawn, at + 16


def _cut(text: str, letters: int, lines: int) -> list[str]:
    return textwrap.wrap(text, letters, max_lines=lines, placeholder=" …")
