"""The `<figure>` that figures and explorers share: title, picture, caption, source line and data."""

from __future__ import annotations

from lessonkit.charts.base import Chart
from lessonkit.charts.foreign import Picture
from lessonkit.errors import CourseError
from lessonkit.html import Markup, bdi, trusted
from lessonkit.show.caption import Caption
from lessonkit.show.table import as_text, table_html, without_one_source
from lessonkit.text import number

# On a phone a picture without a form of its own keeps its size and scrolls sideways, by keyboard too.
_SIDEWAYS = Markup(' tabindex="0" role="group" aria-label="Picture"')
_PHONE = Markup('<source media="(max-width: 600px)"{}>')
ALT = 40  # letters of the shortest text that can say what a picture shows


def rows_of(chart: Chart | Picture) -> str:
    """Return the number of plotted rows in words."""
    return number(len(chart.table), "rows")


def body(chart: Chart | Picture, words: Caption, id: str | None = None, *, whole: bool = False) -> Markup:
    """Return the `<figure>` of a chart as HTML; with `id` it is a link target. Data that were not given are no table.

    `whole` keeps a place for every word that another view may have. Raises CourseError when the picture has no alt text
    of 40 letters or more.
    """
    if len(chart.alt) < ALT:
        raise CourseError(f"The figure {words.title!r} needs an alt text of {ALT} characters or more", _mend(chart))
    data = Markup("")
    if len(chart.table.columns):
        fold = Markup('<details class="lk-table"><summary>Table ({})</summary>{}</details>')
        data = fold.format(rows_of(chart), table_html(as_text(*without_one_source(chart.table)), words.title))
    under = subtitle(chart, words)
    phones = _PHONE.format("") if whole else _phones(chart)  # an explorer's script fills it in, with each view
    return Markup(
        '<figure class="lk lk-figure mathjax_ignore tex2jax_ignore" aria-label="{}"{}>'
        # No <h3>: the list of contents in Jupyter would name every figure, and one below the title of a lesson skip h2.
        '<p class="lk-title"><strong>{}</strong></p>{}'
        '<div class="lk-plate"{}><picture>{}<img alt="{}" src="{}"></picture></div>{}{}</figure>'
    ).format(
        words.title,
        Markup(' id="{}"').format(id) if id else "",
        bdi(words.title),
        Markup('<p class="lk-sub">{}</p>').format(bdi(under)) if under or whole else "",
        "" if phones else _SIDEWAYS,
        phones,
        chart.alt,
        trusted(chart.uri()),
        words.said(),
        words.foot(chart.table, data, tag="figcaption", whole=whole),
    )


def _phones(chart: Chart | Picture) -> Markup:
    """Return the same picture for a phone, where its kind has one: the browser takes the one that fits."""
    small = chart.phone()
    return (
        _PHONE.format(Markup(' srcset="{}"').format(trusted(small.uri().replace(" ", "%20")))) if small else Markup("")
    )


def subtitle(chart: Chart | Picture, words: Caption) -> str:
    """Return the line under the title: the unit of the chart, and what its table says of itself."""
    return words.subtitle(chart.table, chart.unit if isinstance(chart, Chart) else "")


def _mend(chart: Chart | Picture) -> str:
    if isinstance(chart, Chart):
        return "charts build it in done()"
    return 'write alt="…", a sentence or two that say what the picture shows'
