"""A chart as a reader meets it: title, picture with alt text, caption, source, and the data behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lessonkit.charts.base import Chart
from lessonkit.charts.foreign import LIMIT, Picture, picture
from lessonkit.errors import CourseError
from lessonkit.html import Html
from lessonkit.show.caption import Caption
from lessonkit.show.picture import body, rows_of
from lessonkit.text import options

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@options
def figure(
    chart: Chart | Figure | Axes,
    title: str,
    *,
    alt: str = "",
    data: pd.DataFrame | None = None,
    caption: str = "",
    sources: Sequence[str] | None = None,
    as_of: str | None = None,
    note: str = "",
    id: str | None = None,
    claims: Sequence[str] = (),
) -> Html:
    """Show a chart with its words and its data.

    `title` is the takeaway in one sentence. Besides the charts of this kit, any matplotlib Figure or Axes is shown:
    `figure(df.plot(), "Trees grew", alt="A line that rises from 4 trees in 2020 to 9 in 2024.", data=df)`. Then `alt`
    says in 40 letters or more what the picture shows, and `data`, of at most 400 rows, is the table below it; the kit's
    own charts bring both. Sources, as-of date and what is counted come from the chart's table: from its `source_id`
    column and from what `load()` attached; `sources` (ids) and `as_of` (ISO date) replace them. `note` is one sentence
    of warning. `id` makes the figure a link target. `claims` are the claims on which a title rests that counts,
    compares or ranks: each is computed again. Raises CourseError when one does not hold, when the picture is larger
    than a static figure may be, has no alt text, or names an unknown source.
    """
    if isinstance(chart, Chart):
        if alt or data is not None:
            raise CourseError(
                f"The figure {title!r} is a chart of this kit, which brings its own description and data",
                "leave alt= and data= out",
            )
        shown: Chart | Picture = chart
    else:
        shown = picture(chart, alt, data)
    words = Caption(title, caption, note, sources, as_of, claims)
    phone = shown.phone()
    size = len(shown.uri()) + (len(phone.uri()) if phone else 0)
    if size > LIMIT:
        points = f" for {chart.points:,} points" if isinstance(chart, Chart) else ""
        raise CourseError(
            f"The figure {title!r} takes {size:,} bytes{points}, and {LIMIT:,} bytes are the limit",
            "draw fewer points or split it in two",
        )
    about = rows_of(shown) if len(shown.table.columns) else "no data given"
    return Html(body(shown, words, id), words.plain("Figure", about, shown.table, shown.alt))
