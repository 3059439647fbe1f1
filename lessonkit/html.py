"""HTML that a notebook shows: a display object, escaping, and JSON inside an attribute."""

from __future__ import annotations

import html
import json
from typing import Any


def esc(text: object) -> str:
    """Return `text` safe inside HTML text and inside quoted attributes, on one line: an empty one would end a block of
    HTML where a notebook is exported to Markdown.
    """
    return html.escape(str(text), quote=True).replace("\n", "&#10;")


def bdi(text: object) -> str:
    """Return text for HTML, escaped and kept from turning the direction of what stands around it."""
    return f'<bdi dir="auto">{esc(text)}</bdi>'


def json_attr(data: Any) -> str:
    """Return `data` as JSON, escaped for a double-quoted attribute; keys keep their order, so that output repeats."""
    return esc(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def element(name: str, data: dict[str, Any], twin: str, **attributes: str) -> str:
    """Return a custom element `lk-name` whose content is its static twin.

    `data` goes into the attribute data-lk; further attributes are given by keyword (underscores become hyphens).
    The two classes keep MathJax from reading two dollar signs as a formula. The tag has a line of its own: so Markdown,
    to which a notebook may be exported, takes the element as a block of HTML.
    """
    extra = "".join(f' {key.replace("_", "-")}="{esc(value)}"' for key, value in attributes.items())
    tag = f'<lk-{name} class="lk mathjax_ignore tex2jax_ignore" data-lk="{json_attr(data)}"{extra}>'
    return f"{tag}\n{twin}</lk-{name}>"


class Html:
    """A cell's result: HTML for the reader and a one-line text for a terminal and for nbval."""

    def __init__(self, html: str, text: str) -> None:
        """Keep the HTML as it is: whoever builds it has escaped what came from data."""
        self.html = html
        self.text = text

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text
