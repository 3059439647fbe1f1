"""HTML that a notebook shows: ready HTML as a type, a display object, and JSON inside an attribute.

A function that builds HTML returns `Markup`, one that takes ready HTML asks for it, and mypy holds both. Text that
meets Markup is escaped by it:

>>> Markup("<li>{}</li>").format("R&D")
Markup('<li>R&amp;D</li>')
"""

from __future__ import annotations

import html
import json
from typing import Any, Self

import markupsafe


class Markup(markupsafe.Markup):
    """HTML that is ready to be shown; `format`, `join` and `+` escape whatever is not.

    Only a literal is written as `Markup("…")`; the linter refuses anything else.
    """

    __slots__ = ()

    @classmethod
    def escape(cls, text: object, /) -> Self:
        """Return `text` safe inside HTML text and inside quoted attributes, on one line: an empty one would end a block
        of HTML where a notebook is exported to Markdown. Markup stays as it is.
        """
        if isinstance(text, markupsafe.Markup):
            return cls(text)
        return cls(html.escape(str(text), quote=True).replace("\n", "&#10;"))


esc = Markup.escape


def trusted(text: str) -> Markup:
    """Return HTML of another hand as it is: our own style and script, or what a parser has written again."""
    return Markup(text)  # noqa: S704


def bdi(text: object) -> Markup:
    """Return text for HTML, escaped and kept from turning the direction of what stands around it.

    The element finds its own direction by its first letter; it needs no `dir`.
    """
    return Markup("<bdi>{}</bdi>").format(text)


def json_attr(data: Any) -> Markup:
    """Return `data` as JSON, escaped for an attribute in single quotes; keys keep their order, so that output repeats.

    JSON is full of double quotes, and each would be six bytes of a notebook: a fortieth of a lesson.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return trusted(html.escape(text, quote=False).replace("'", "&#x27;"))


def element(name: str, data: dict[str, Any], twin: Markup, **attributes: str) -> Markup:
    """Return a custom element `lk-name` whose content is its static twin.

    `data` goes into the attribute data-lk; further attributes are given by keyword (underscores become hyphens).
    The two classes keep MathJax from reading two dollar signs as a formula. The tag has a line of its own: so Markdown,
    to which a notebook may be exported, takes the element as a block of HTML.
    """
    extra = Markup("").join(
        Markup(' {}="{}"').format(key.replace("_", "-"), value) for key, value in attributes.items()
    )
    tag = Markup("<lk-{} class=\"lk mathjax_ignore tex2jax_ignore\" data-lk='{}'{}>").format(
        name, json_attr(data), extra
    )
    return Markup("{}\n{}</lk-{}>").format(tag, twin, name)


class Html:
    """A cell's result: HTML for the reader and a one-line text for a terminal and for nbval."""

    def __init__(self, html: Markup, text: str) -> None:
        """Keep both; a text that is no Markup is shown as text."""
        self.html = esc(html)
        self.text = text

    def _repr_html_(self) -> Markup:
        return self.html

    def __repr__(self) -> str:
        return self.text
