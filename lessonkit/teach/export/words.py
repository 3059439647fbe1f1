"""The texts of an item as HTML that is safe on any platform, for the formats that carry HTML."""

from __future__ import annotations

from lessonkit.html import Markup, esc
from lessonkit.teach.export.items import Essay, Item, Matching

_P = Markup("<p>{}</p>")


def stem(item: Item, address: str = "") -> Markup:
    """Return what is asked; `address` is where the platform finds the picture."""
    parts = [Markup("<blockquote><p>{}</p></blockquote>").format(text) for text in item.above]
    parts.append(_P.format(item.stem))
    if item.picture:
        parts.append(Markup('<p><img src="{}" alt="{}"></p>').format(address, item.picture.alt))
    if item.below:
        parts.append(_P.format(item.below))
    return Markup("").join(parts)


def general(item: Item) -> Markup:
    """Return what is said after any answer: notes, a model answer, sources; "" where nothing is."""
    parts = [_P.format(text) for text in item.general]
    if isinstance(item, Essay):
        parts += [_P.format(f"A possible answer: {item.model}"), rubric(item)]
    if item.sources:
        named = Markup("; ").join(linked(title, url) for title, url in item.sources)
        parts.append(Markup("<p>{}: {}</p>").format("Source" if len(item.sources) == 1 else "Sources", named))
    return Markup("").join(parts)


def with_lines(item: Matching) -> Markup:
    """Return what is said after any answer, with the reason for each line, where lines have no words of their own."""
    said = [
        Markup("<p>{}: <strong>{}</strong>. {}</p>").format(line.text, line.to, line.feedback)
        for line in item.lines
        if line.feedback
    ]
    return Markup("").join(said) + general(item)


def rubric(item: Essay) -> Markup:
    """Return what a good answer does, as a list."""
    points = Markup("").join(Markup("<li>{}</li>").format(point) for point in item.rubric)
    return Markup("<p>A good answer:</p><ul>{}</ul>").format(points)


def linked(title: str, url: str) -> Markup:
    """Return the title of a source, linked where it has an address."""
    return Markup('<a href="{}">{}</a>').format(url, title) if url else esc(title)


def said(text: str) -> Markup:
    """Return one text as a paragraph; "" for none."""
    return _P.format(text) if text else Markup("")
