"""Chart: a matplotlib figure that carries its words and its data, and the few strokes all kinds are drawn with.

Coordinates are points from the top left corner, as on paper: x to the right, y downward. There is no pyplot state and,
as a rule, no Axes: ticks and automatic layout are what makes a drawing slow and its margins move.
"""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path as File
from typing import Any, NamedTuple

import matplotlib
import pandas as pd
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from lessonkit.charts import palette, words
from lessonkit.charts.svg import minify
from lessonkit.errors import CourseError
from lessonkit.html import esc

WIDTH = 576.0  # points: 8 inches
SIZE = 12.0  # the smallest text; shown 900 pixels wide it is 14 pt on a 1280 x 720 projector
LINE = 15.0  # from one line of text to the next
STYLE = dict(
    matplotlib.rc_params_from_file(
        File(__file__).parent.parent / "style.mplstyle", use_default_template=False
    )
)
_ANCHORS = {"start": "left", "middle": "center", "end": "right"}


class Box(NamedTuple):
    """Where a piece of text stands, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def style() -> AbstractContextManager[None]:
    """Return a context in which matplotlib draws in the course's look."""
    return matplotlib.rc_context(STYLE)


class Chart(Figure):
    """A drawn chart. `.alt` says in words what it shows, `.table` holds exactly what is plotted, `.svg()` is the picture."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        """Open an empty white canvas of `width` x `height` points."""
        with style():
            super().__init__(figsize=(width / 72, height / 72), dpi=72, facecolor="white")
            FigureCanvasSVG(self)
        self.wide, self.high = width, height
        self.alt = ""
        self.table = pd.DataFrame()
        self.boxes: list[
            Box
        ] = []  # every text drawn, for the tests that nothing overlaps or leaves the canvas
        self.points = 0  # data points drawn; equals len(table)
        self._svg = ""
        self._flip = (
            Affine2D().scale(1, -1).translate(0, height) + Affine2D().scale(1 / 72) + self.dpi_scale_trans
        )

    # -- strokes ---------------------------------------------------------------------------------------------------

    def words(
        self, x: float, y: float, text: str, *, anchor: str = "start", color: str = palette.INK, bold: bool = False,
        size: float = SIZE,
    ) -> None:  # fmt: skip
        """Write one line of text with its baseline at y; `anchor` is start, middle or end."""
        text = words.clean(text)
        if not text:
            return
        wide = words.width(text, size, bold)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        self.boxes.append(Box(left, y - size * 0.76, left + wide, y + size * 0.24, text))
        self._add(
            Text(
                x,
                y,
                text,
                size=size,
                color=color,
                ha=_ANCHORS[anchor],
                va="baseline",
                parse_math=False,
                weight=700 if bold else 400,
            )  # fmt: skip
        )

    def block(self, x: float, y: float, lines: Sequence[str], **kind: Any) -> None:
        """Write lines below each other, the first baseline at y."""
        for i, line in enumerate(lines):
            self.words(x, y + i * LINE, line, **kind)

    def rects(
        self,
        boxes: Iterable[tuple[float, float, float, float]],
        color: str,
        *,
        hatch: str = "",
        edge: str = "none",
    ) -> None:
        """Fill rectangles (x, y, width, height) as one path."""
        rings = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)] for x, y, w, h in boxes]
        self.shapes(rings, color, hatch=hatch, edge=edge)

    def shapes(
        self,
        rings: Iterable[Sequence[tuple[float, float]]],
        color: str,
        *,
        hatch: str = "",
        edge: str = "none",
    ) -> None:
        """Fill closed polygons as one path."""
        points: list[tuple[float, float]] = []
        codes: list[int] = []
        for ring in rings:
            points += [*ring, ring[0]]
            codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1), Path.CLOSEPOLY]
        if points:
            self.path(Path(points, codes), color, hatch=hatch, edge=edge)

    def path(
        self, path: Path, color: str, *, hatch: str = "", edge: str = "none", alpha: float | None = None
    ) -> None:
        """Fill any path; a hatch is drawn in white on the fill."""
        patch = PathPatch(
            path, facecolor=color, edgecolor=edge, linewidth=1.2 if edge != "none" else 0, alpha=alpha
        )
        if hatch:
            patch.set_hatch(hatch)
            patch.set_hatchcolor("white")
        self._add(patch)

    def strokes(
        self, runs: Iterable[Sequence[tuple[float, float]]], color: str = palette.GRID, *, thick: float = 1.0,
        dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        """Draw polylines as one path; `dash` is on, off, on, … in points."""
        points: list[tuple[float, float]] = []
        codes: list[int] = []
        for run in runs:
            points += run
            codes += [Path.MOVETO, *[Path.LINETO] * (len(run) - 1)]
        if points:
            with style():
                patch = PathPatch(
                    Path(points, codes), fill=False, edgecolor=color, linewidth=thick, capstyle="butt",
                    linestyle=(0, tuple(d / thick for d in dash)) if dash else "solid",
                )  # fmt: skip
            self._add(patch)

    def marks(
        self, points: Iterable[tuple[float, float]], shape: str, color: str, *, radius: float = 4.5
    ) -> None:
        """Draw the same small mark at each point, as one path: circle, square, triangle, wedge, diamond, plus or ring."""
        rings = [[(x + dx * radius, y + dy * radius) for dx, dy in _MARKS[shape]] for x, y in points]
        if shape == "ring":
            self.shapes(rings, "white", edge=color)
        else:
            self.shapes(rings, color)

    def _add(self, artist: Any) -> None:
        artist.set_transform(self._flip)
        self.add_artist(artist)

    # -- results ---------------------------------------------------------------------------------------------------

    def done(self, table: pd.DataFrame, alt: str, points: int) -> Chart:
        """Attach the plotted data and the description; every kind of chart ends with this."""
        self.table = table.reset_index(drop=True)
        self.alt = " ".join(alt.split())
        self.points = points
        return self

    def svg(self) -> str:
        """Return the picture as a small standalone SVG: the same bytes for the same data, on every machine."""
        if not self._svg:
            out = io.StringIO()
            with style(), warnings.catch_warnings():
                # Letters our font lacks are drawn by the browser's own; the text itself is in the file.
                warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
                self.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
            self._svg = minify(out.getvalue())
        return self._svg

    def uri(self) -> str:
        """Return the picture as a data address for the `src` of an image."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg().encode()).decode()

    def _repr_html_(self) -> str:
        return f'<img class="lk-chart" alt="{esc(self.alt)}" src="{self.uri()}" style="background:#fff;max-width:100%">'

    def _ipython_display_(self) -> None:
        # Notebooks know how to turn any matplotlib figure into a PNG; that copy would have no alt text and some weight.
        from IPython.display import display

        display({"text/html": self._repr_html_(), "text/plain": repr(self)}, raw=True)

    def __repr__(self) -> str:
        return f"Chart({len(self.table)} rows: {self.alt[:60].rstrip()}…)"


_MARKS: dict[str, list[tuple[float, float]]] = {
    "square": [(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
    "triangle": [(0, -1.15), (1.1, 0.8), (-1.1, 0.8)],
    "wedge": [(0, 1.15), (1.1, -0.8), (-1.1, -0.8)],
    "diamond": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)],
    "plus": [
        (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4),
        (0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4),
    ],
    "circle": [
        (1, 0), (0.924, 0.383), (0.707, 0.707), (0.383, 0.924), (0, 1), (-0.383, 0.924), (-0.707, 0.707),
        (-0.924, 0.383), (-1, 0), (-0.924, -0.383), (-0.707, -0.707), (-0.383, -0.924), (0, -1),
        (0.383, -0.924), (0.707, -0.707), (0.924, -0.383),
    ],
}  # fmt: skip
_MARKS["ring"] = _MARKS["circle"]


def need(df: pd.DataFrame, **columns: str | None) -> None:
    """Raise CourseError when a named column is not in the table; `columns` maps the parameter to the column's name."""
    if not isinstance(df, pd.DataFrame):
        raise CourseError(f"A chart needs a table (a DataFrame), and got {type(df).__name__}.")
    for parameter, name in columns.items():
        if name is not None and name not in df.columns:
            have = ", ".join(map(str, df.columns))
            table = df.attrs.get("table")
            place = f"The table {table!r}" if table else "The table"
            raise CourseError(f"{place} has no column {name!r} (asked for by {parameter}=); it has {have}.")


def figures(df: pd.DataFrame, column: str) -> pd.Series:
    """Return a column as numbers; empty cells stay empty. Raises CourseError naming the first row that is no number."""
    values = pd.to_numeric(df[column], errors="coerce")
    wrong = df.index[values.isna() & df[column].notna()]
    if len(wrong):
        raise CourseError(
            f"Row {wrong[0]} of column {column!r} holds {df[column][wrong[0]]!r}, which is not a number."
        )
    return values


def pick(df: pd.DataFrame, columns: Iterable[str | None]) -> pd.DataFrame:
    """Return the plotted columns, with `source_id` at the end when the table has one; attrs are kept."""
    names = [name for name in dict.fromkeys(columns) if name]
    if "source_id" in df.columns and "source_id" not in names:
        names.append("source_id")
    return df[names].copy()


def sourced(table: pd.DataFrame, df: pd.DataFrame) -> pd.DataFrame:
    """Give an aggregated table the attrs of the table it was made from and the ids of the sources behind it."""
    table.attrs = dict(df.attrs)
    if "source_id" in df.columns:
        table.attrs["source_ids"] = list(dict.fromkeys(df["source_id"].dropna()))
    return table


def ticks(low: float, high: float, most: int = 6, *, whole: bool = False) -> list[float]:
    """Return round numbers from `low` to `high`, at most about `most` of them."""
    span = max(high - low, 1e-9)
    step = 10.0 ** int(f"{span / most:e}".split("e")[1])
    step = next(step * m for m in (1, 2, 5, 10, 20) if span / (step * m) <= most)
    if whole:
        step = max(1.0, round(step))
    first = int(-(-low // step))
    count = int((high - first * step) / step + 1e-9) + 1
    return [(first + i) * step for i in range(max(count, 0))]


def legend(
    chart: Chart, tones: dict[str, palette.Tone], x: float, y: float, right: float, *, marks: bool = False
) -> None:
    """Write a row of swatches with their words, beginning at x and breaking at `right`; y is the first baseline."""
    at = x
    for name, tone in tones.items():
        label = words.wrap(name, right - x - 24, lines=1)[0]
        wide = words.width(label) + 22
        if at > x and at + wide > right:
            at, y = x, y + LINE + 3
        if marks:
            chart.marks([(at + 6, y - 4.5)], tone.mark, tone.dark)
        else:
            chart.rects([(at, y - 10, 13, 11)], tone.fill, hatch=tone.hatch)
        chart.words(at + 18, y, label)
        at += wide + 14


def legend_height(tones: dict[str, palette.Tone], x: float, right: float) -> float:
    """Return the height of the row `legend` would write."""
    at, rows = x, 1
    for name in tones:
        wide = words.width(words.wrap(name, right - x - 24, lines=1)[0]) + 22
        if at > x and at + wide > right:
            at, rows = x, rows + 1
        at += wide + 14
    return rows * (LINE + 3) + 6
