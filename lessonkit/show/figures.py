"""A chart as a reader meets it: title, picture with alt text, caption, source, and the data behind it."""

from __future__ import annotations

from collections.abc import Sequence

from lessonkit.charts.base import Chart
from lessonkit.errors import CourseError
from lessonkit.html import Html
from lessonkit.show.picture import body, rows_of
from lessonkit.show.source_line import hold

LIMIT = 60_000  # bytes one static picture may add to a notebook


def figure(
    chart: Chart,
    title: str,
    *,
    caption: str = "",
    sources: Sequence[str] | None = None,
    as_of: str | None = None,
    note: str = "",
    id: str | None = None,
    claims: Sequence[str] = (),
) -> Html:
    """Show a chart with its words and its data.

    `title` is the takeaway in one sentence. Sources, as-of date and what is counted come from the chart's
    table: from its `source_id` column and from what `load()` attached; `sources` (ids) and `as_of` (ISO date)
    replace them. `note` is one sentence of warning. `id` makes the figure a link target. `claims` are the
    claims on which a title rests that counts, compares or ranks: each is computed again. Raises CourseError
    when one does not hold, when the picture is larger than a static figure may be, has no alt text, or names an
    unknown source.
    """
    hold(claims)
    size = len(chart.uri())
    if size > LIMIT:
        raise CourseError(
            f"The figure {title!r} takes {size:,} bytes for {chart.points:,} points, and {LIMIT:,} bytes are the limit",
            "draw fewer points or split it in two",
        )
    return Html(body(chart, title, caption, sources, as_of, note, id), f"Figure({title!r}, {rows_of(chart)})")
