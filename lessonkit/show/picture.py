"""The `<figure>` that figures and explorers share: title, picture, caption, source line and data."""

from __future__ import annotations

from lessonkit.charts.base import Chart
from lessonkit.charts.foreign import Picture
from lessonkit.errors import CourseError
from lessonkit.html import Markup, bdi, esc, trusted
from lessonkit.show.caption import Caption
from lessonkit.show.table import as_text, table_html
from lessonkit.text import number

ALT = 40  # letters of the shortest text that can say what a picture shows


def rows_of(chart: Chart | Picture) -> str:
    """Return the number of plotted rows in words."""
    return number(len(chart.table), "rows")


def body(chart: Chart | Picture, words: Caption, id: str | None = None) -> Markup:
    """Return the `<figure>` of a chart as HTML; with `id` it is a link target. Data that were not given are no table.

    Raises CourseError when the picture has no alt text of 40 letters or more.
    """
    if len(chart.alt) < ALT:
        raise CourseError(f"The figure {words.title!r} needs an alt text of {ALT} characters or more", _mend(chart))
    place = f' id="{esc(id)}"' if id else ""
    data = ""
    if len(chart.table.columns):
        table = table_html(as_text(chart.table), words.title)
        data = f"<details><summary>Show the data ({rows_of(chart)})</summary>{table}</details>"
    return trusted(
        f'<figure class="lk-figure mathjax_ignore tex2jax_ignore" aria-label="{esc(words.title)}"{place}>'
        f'<p class="lk-title"><strong>{bdi(words.title)}</strong></p>'
        # On a phone the picture keeps a readable size and scrolls sideways, by keyboard too.
        '<div class="lk-plate" tabindex="0" role="group" aria-label="Picture">'
        f'<img alt="{esc(chart.alt)}" src="{chart.uri()}"></div>'
        f"<figcaption>{words.below(chart.table)}{data}</figcaption></figure>"
    )


def _mend(chart: Chart | Picture) -> str:
    if isinstance(chart, Chart):
        return "charts build it in done()"
    return 'write alt="…", a sentence or two that say what the picture shows'
