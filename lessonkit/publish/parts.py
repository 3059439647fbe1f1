"""What the made pages are written with: Markdown for the builder, with ready HTML in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from lessonkit.html import Markup


def cut(text: str, most: int = 200) -> str:
    """Return the beginning of a text, whole words of it: search engines and cards cut the rest."""
    return text if len(text) <= most else text[: most - 1].rpartition(" ")[0] + "…"


def front(description: str, *, beside: bool = False) -> str:
    """Return the head of a page: what a card and a search engine say of it. One `beside` is not in the navigation."""
    said = json.dumps(cut(" ".join(description.split())), ensure_ascii=False)  # as YAML reads it, too
    return f"---\ndescription: {said}{chr(10) + 'orphan: true' if beside else ''}\n---\n\n"


def raw(html: str) -> str:
    """Return ready HTML as a part of a page of Markdown."""
    fence = "`" * 8
    return f"{fence}{{raw}} html\n{html}\n{fence}\n"


def toctree(names: Iterable[str], caption: str = "", *, hidden: bool = True) -> str:
    """Return a list of pages that the navigation shows."""
    said = [f":caption: {caption}"] if caption else []
    said += [":hidden:"] if hidden else []
    return "\n".join(["```{toctree}", ":maxdepth: 1", *said, "", *names, "```", ""])


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
    """Return a table in a box that scrolls by itself and by keyboard; the first cell of a row is its header.

    Each cell has a line of its own: a search shows the text without its marks.
    """
    first = Markup("\n").join(Markup('<th scope="col">{}</th>').format(text) for text in head)
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>\n{}</tr>\n').format(
            row[0], Markup("\n").join(Markup("<td>{}</td>").format(cell) for cell in row[1:])
        )
        for row in rows
    )
    return Markup(
        '<div class="lk lk-scroll" tabindex="0" role="region" aria-label="{0}"><table class="lk-data lk-cards">'
        "<caption>{0}</caption><thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>"
    ).format(caption, first, body)
