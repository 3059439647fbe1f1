"""A picture that no kind of chart here has drawn: any matplotlib Figure or Axes, with words and data given to it."""

from __future__ import annotations

import io
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import matplotlib
import pandas as pd
from matplotlib.figure import Figure

from lessonkit.charts import svg as svg_text
from lessonkit.charts.foreign_phone import narrow
from lessonkit.course import frames
from lessonkit.errors import CourseError

ROWS = 400  # of the data shown under one picture
LIMIT = 60_000  # bytes that one still picture may add to a notebook, both of its forms together
_SAVED: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "lessonkit", "svg.image_inline": True}


@dataclass(frozen=True)
class Picture:
    """What `figure()` needs to know of a picture; `.table` has no columns when no data were given."""

    alt: str
    table: pd.DataFrame
    drawn: str
    small: str = ""

    def svg(self) -> str:
        """Return the picture as a standalone SVG: the same bytes on every run."""
        return self.drawn

    def uri(self) -> str:
        """Return the picture as a data address for the `src` of an image."""
        return svg_text.uri(self.drawn)

    def phone(self) -> Picture | None:
        """Return the same drawn for a phone; None where no narrow form suits it, or it would be too heavy."""
        return Picture(self.alt, self.table, self.small) if self.small else None


def picture(shown: Any, alt: str, data: pd.DataFrame | pd.Series | None = None) -> Picture:
    """Return a Figure, an Axes, an array of Axes or what has a `.figure` (as seaborn's grids have) as a picture.

    `data` is shown as a table; an index that says something becomes its first columns. pyplot forgets the figure, even
    when a fault is found, so that it is neither drawn a second time nor kept in memory. Raises CourseError for anything
    else than a picture, and for data that are no table, hold a cell that cannot be read or have more than 400 rows.
    """
    figure = _figure(shown)
    if figure is None:
        raise CourseError(
            f"figure() shows a chart of lessonkit.charts, or a matplotlib Figure or Axes, and got {_kind(shown)}",
            "draw it first, such as charts.bars(df, …) or df.plot()",
        )
    try:
        return Picture(" ".join(alt.split()), _table(data), *_drawn(figure))
    finally:
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close(figure)


def _kind(shown: Any) -> str:
    return "nothing" if shown is None else f"a {type(shown).__name__}"


def _figure(shown: Any) -> Figure | None:
    """Return the whole figure that something drawn belongs to, or None."""
    if isinstance(shown, Figure):
        return shown
    if isinstance(shown, Iterable) and not isinstance(shown, str | bytes | dict | pd.DataFrame | pd.Series):
        parts = list(getattr(shown, "flat", shown))  # subplots=True gives an array of Axes
        figures = {id(figure): figure for part in parts if (figure := _figure(part))}
        return next(iter(figures.values())) if len(figures) == 1 else None
    inner = getattr(shown, "figure", None)
    while inner is not None and not isinstance(inner, Figure):  # a part of a figure may lie in a SubFigure
        inner = getattr(inner, "figure", None) if getattr(inner, "figure", None) is not inner else None
    return inner


def _drawn(figure: Figure) -> tuple[str, str]:
    """Return a figure as it is and for a phone; the second is "" where there is none."""
    wide, small = _svg(figure), ""
    with matplotlib.rc_context(_SAVED), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
        with narrow(figure) as fits:
            small = _svg(figure) if fits else ""
    return wide, small if len(svg_text.uri(wide)) + len(svg_text.uri(small)) <= LIMIT else ""


def _svg(figure: Figure) -> str:
    out = io.StringIO()
    with matplotlib.rc_context(_SAVED), warnings.catch_warnings():
        # Letters that the font lacks are drawn by the browser's own; the text itself is in the file.
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        # As notebooks draw: whatever stands outside the margins, such as a long label, is in the picture.
        figure.savefig(out, format="svg", metadata=nothing, bbox_inches="tight", pad_inches=0.1)
    return svg_text.minify(out.getvalue(), fine=True)


def _table(data: pd.DataFrame | pd.Series | None) -> pd.DataFrame:
    """Return the data as a table whose columns are named by texts."""
    if data is None:
        return pd.DataFrame()
    table = data.to_frame(data.name if data.name is not None else "value") if isinstance(data, pd.Series) else data
    if not isinstance(table, pd.DataFrame):
        raise CourseError(f"data= is the table behind the picture (a DataFrame), and got {_kind(data)}.")
    names = ["index" if name is None else name for name in table.index.names]
    telling = table.index.names != [None] or not pd.api.types.is_integer_dtype(table.index)
    if telling and not set(names) & set(table.columns):
        table = table.reset_index(names=names)
    table = table.copy()
    table.columns = [_name(name) for name in table.columns]
    table.attrs = dict(data.attrs)
    if len(table) > ROWS:
        raise CourseError(
            f"data= has {len(table):,} rows, and {ROWS} are the limit",
            "give the numbers that are drawn, such as a groupby() of them",
        )
    double = [name for name in table.columns if list(table.columns).count(name) > 1]
    if double:
        raise CourseError(f"data= has two columns named {double[0]!r}", "rename one of them")
    frames.need(table, **{f"data[{name!r}]": name for name in table.columns})
    return table


def _name(name: object) -> str:
    """Return a column's name as one text; pandas gives a tuple where names have levels."""
    return " · ".join(str(part) for part in name if part != "") if isinstance(name, tuple) else str(name)
