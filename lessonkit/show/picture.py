"""The `<figure>` that figures and explorers share: title, picture, caption, source line and data."""

from __future__ import annotations

from collections.abc import Sequence

from lessonkit.charts.base import Chart
from lessonkit.errors import CourseError
from lessonkit.html import Markup, bdi, esc, trusted
from lessonkit.show.source_line import anchors, provenance
from lessonkit.show.table import as_text, table_html


def rows_of(chart: Chart) -> str:
    """Return the number of plotted rows in words."""
    return f"{len(chart.table)} row{'' if len(chart.table) == 1 else 's'}"


def body(
    chart: Chart,
    title: str,
    caption: str = "",
    sources: Sequence[str] | None = None,
    as_of: str | None = None,
    note: str = "",
    id: str | None = None,
) -> Markup:
    """Return the `<figure>` of a chart as HTML; see `figure` for the arguments."""
    if len(chart.alt) < 40:
        raise CourseError(
            f"The figure {title!r} needs an alt text of 40 characters or more", "charts build it in done()"
        )
    data = as_text(chart.table)
    lines = [f'<p class="lk-caption">{bdi(caption)}</p>'] if caption else []
    lines.append(f'<p class="lk-source">{anchors(provenance(chart.table, sources, as_of))}</p>')
    if note:
        lines.append(f'<p class="lk-note">Note: {bdi(note)}</p>')
    place = f' id="{esc(id)}"' if id else ""
    return trusted(
        f'<figure class="lk-figure mathjax_ignore tex2jax_ignore" aria-label="{esc(title)}"{place}>'
        f'<p class="lk-title"><strong>{bdi(title)}</strong></p>'
        # On a phone the picture keeps a readable size and scrolls sideways, by keyboard too.
        '<div class="lk-plate" tabindex="0" role="group" aria-label="Picture">'
        f'<img alt="{esc(chart.alt)}" src="{chart.uri()}"></div>'
        f"<figcaption>{''.join(lines)}"
        f"<details><summary>Show the data ({rows_of(chart)})</summary>{table_html(data, title)}</details>"
        f"</figcaption></figure>"
    )
