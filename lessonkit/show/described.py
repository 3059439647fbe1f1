"""Tables in words: what they count, as of when, by whom, and what each column means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lessonkit.course import Course, find_course, package
from lessonkit.html import Html, Markup, esc

_TYPES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "date": "date"}


def describe(name: str) -> Html:
    """Return what the columns of a table mean, their types and units, as the data package says."""
    resource = package.resource(find_course(), name)
    rows = []
    for field in package.fields(resource):
        kind = _TYPES[field["type"]]
        unit = f", in {field['unit']}" if field.get("unit") else ""
        allowed = field["constraints"].get("enum")
        values = f" One of: {'; '.join(map(str, allowed))}." if allowed else ""
        meaning = str(field.get("description") or field.get("title") or "").rstrip(".")
        column = Markup("<code>{}</code>").format(field["name"])
        rows.append([column, esc(f"{meaning}.{values}"), esc(kind + unit)])
    caption = f"Columns of {resource.get('title') or name}"
    return Html(_table(caption, ("Column", "Meaning", "Type"), rows), f"Columns of {name} ({len(rows)})")


def tables(course: Course, names: Sequence[str]) -> Html:
    """Return what the named tables count, as of when, by whom and with which caveats; folded, as references are."""
    rows = [_about(package.resource(course, name)) for name in names]
    head = ("Table", "What a row counts", "As of", "Published by")
    fold = Markup('<div class="lk lk-references"><details><summary>Show {}</summary>{}</details></div>')
    said = "the table of this lesson" if len(rows) == 1 else f"the {len(rows)} tables of this lesson"
    return Html(fold.format(said, _table("Tables of this lesson", head, rows)), f"Tables({', '.join(map(str, names))})")


def _about(resource: dict[str, Any]) -> list[Markup]:
    from lessonkit.text import day  # not at the top: `describe` alone needs no charts

    listed = resource.get("caveats")
    caveats = Markup("").join(
        Markup("<li>{}</li>").format(text) for text in (listed if isinstance(listed, list) else ())
    )
    more = Markup("<details><summary>Take care</summary><ul>{}</ul></details>").format(caveats) if caveats else ""
    counts, publisher = (esc(resource.get(key) or "") for key in ("counts", "publisher"))
    as_of = esc(day(resource.get("asOf") or ""))
    return [esc(resource.get("title") or resource["name"]), counts + more, as_of, publisher]


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[Markup]]) -> Markup:
    # A box that scrolls by itself and by keyboard: the page keeps its width on a phone.
    first = Markup("").join(Markup('<th scope="col">{}</th>').format(text) for text in head)
    body = Markup("").join(_row(row) for row in rows)
    return Markup(
        '<div class="lk lk-scroll mathjax_ignore tex2jax_ignore" tabindex="0" role="region" '
        'aria-label="{0}"><table class="lk-data"><caption>{0}</caption>'
        "<thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>"
    ).format(caption, first, body)


def _row(cells: Sequence[Markup]) -> Markup:
    others = Markup("").join(Markup("<td>{}</td>").format(cell) for cell in cells[1:])
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(cells[0], others)
