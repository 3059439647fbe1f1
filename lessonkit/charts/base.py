"""Chart: a matplotlib figure that carries its words and its data, and the few strokes all kinds are drawn
with.

Coordinates are points from the top left corner, as on paper: x to the right, y downward. There is no pyplot
state and, as a rule, no Axes: ticks and automatic layout are what makes a drawing slow and its margins move.
"""

from __future__ import annotations

import functools
import io
import warnings
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from pathlib import Path as File
from typing import Any, NamedTuple, ParamSpec

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from lessonkit.charts import measure, palette
from lessonkit.charts.svg import minify, uri
from lessonkit.html import Markup, trusted
from lessonkit.text import clean

WIDTH = 576.0  # points: 8 inches
NARROW = 320.0  # points of a phone's canvas: a column of 320 pixels, or 358, shows its text 12 or 13 pixels high
SIZE = 12.0  # the smallest text; shown 900 pixels wide it is 14 pt on a 1280 x 720 projector
LINE = 15.0  # from one line of text to the next
STYLE = dict(matplotlib.rc_params_from_file(File(__file__).with_name("style.mplstyle"), use_default_template=False))
P = ParamSpec("P")
_canvas: ContextVar[float] = ContextVar("canvas", default=WIDTH)
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


def canvas() -> float:
    """Return how wide the canvas is, in points, that a kind of chart draws on now."""
    return _canvas.get()


def narrow() -> bool:
    """Say whether that canvas is a phone's: names stand above what they name, keys above or below the picture."""
    return canvas() < WIDTH


def for_phones(draw: Callable[P, Chart]) -> Callable[P, Chart]:
    """Let a kind of chart be drawn a second time, from the same data on a phone's canvas, when `phone()` asks."""

    @functools.wraps(draw)
    def drawn(*args: P.args, **given: P.kwargs) -> Chart:
        chart = draw(*args, **given)
        # The lesson may go on with its table: what was drawn is kept as it was.
        kept = [value.copy() if isinstance(value, pd.DataFrame) else value for value in args]
        named = {name: value.copy() if isinstance(value, pd.DataFrame) else value for name, value in given.items()}
        chart.again = lambda: draw(*kept, **named)  # type: ignore[arg-type]
        return chart

    return drawn


class Chart(Figure):
    """A drawn chart: `.alt` says in words what it shows, `.table` is what is plotted, `.svg()` the picture."""

    def __init__(self, height: float, width: float | None = None) -> None:
        """Open an empty white canvas of `width` (else what `canvas` says) x `height` points."""
        width = canvas() if width is None else width
        with style():
            super().__init__(figsize=(width / 72, height / 72), dpi=72, facecolor="white")
            FigureCanvasSVG(self)
        self.wide, self.high = width, height
        self.alt = ""
        self.table = pd.DataFrame()
        self.boxes: list[Box] = []  # every text drawn, for the tests that nothing overlaps or leaves the canvas
        self.unit = ""  # what is counted, for the line under the title
        self.points = 0  # data points drawn; equals len(table)
        self.again: Callable[[], Chart] | None = None  # draws the same once more
        self._svg = ""
        self._phone: Chart | None = None
        self._flip = Affine2D().scale(1, -1).translate(0, height) + Affine2D().scale(1 / 72) + self.dpi_scale_trans

    # -- strokes

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: str = "start",
        color: str = palette.INK,
        bold: bool = False,
        size: float = SIZE,
    ) -> None:
        """Write one line of text with its baseline at y; `anchor` is start, middle or end."""
        text = clean(text)
        if not text:
            return
        wide = measure.width(text, size, bold)
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
                weight="bold" if bold else "normal",
            )
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
        codes: list[np.uint8] = []
        for ring in rings:
            points += [*ring, ring[0]]
            codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1), Path.CLOSEPOLY]
        if points:
            self.path(Path(points, codes), color, hatch=hatch, edge=edge)

    def path(self, path: Path, color: str, *, hatch: str = "", edge: str = "none", alpha: float | None = None) -> None:
        """Fill any path; a hatch is drawn in white on the fill."""
        patch = PathPatch(path, facecolor=color, edgecolor=edge, linewidth=1.2 if edge != "none" else 0, alpha=alpha)
        if hatch:
            patch.set_hatch(hatch)
            if hasattr(patch, "set_hatchcolor"):
                patch.set_hatchcolor("white")
            else:  # matplotlib 3.10, in the browser: a hatch has the color of the edge, which no width leaves unseen
                patch.set(edgecolor="white", linewidth=0)
        self._add(patch)

    def strokes(
        self,
        runs: Iterable[Sequence[tuple[float, float]]],
        color: str = palette.GRID,
        *,
        thick: float = 1.0,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw polylines as one path; `dash` is on, off, on, … in points."""
        points: list[tuple[float, float]] = []
        codes: list[np.uint8] = []
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

    def marks(self, points: Iterable[tuple[float, float]], shape: str, color: str, *, radius: float = 4.5) -> None:
        """Draw one mark at each point, as one path: circle, square, triangle, wedge, diamond, plus, ring."""
        rings = [[(x + dx * radius, y + dy * radius) for dx, dy in _MARKS[shape]] for x, y in points]
        if shape == "ring":
            self.shapes(rings, "white", edge=color)
        else:
            self.shapes(rings, color)

    def _add(self, artist: Any) -> None:
        artist.set_transform(self._flip)
        self.add_artist(artist)

    # -- results

    def done(self, table: pd.DataFrame, alt: str, points: int, unit: str = "") -> Chart:
        """Attach the plotted data and the description; every kind of chart ends with this."""
        self.table = table.reset_index(drop=True)
        self.alt = " ".join(alt.split())
        self.points = points
        self.unit = unit
        return self

    def svg(self) -> str:
        """Return the picture as a small standalone SVG: the same bytes for the same data everywhere."""
        if not self._svg:
            out = io.StringIO()
            with style(), warnings.catch_warnings():
                # Letters our font lacks are drawn by the browser's own; the text itself is in the file.
                warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
                self.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
            self._svg = minify(out.getvalue())
        return self._svg

    def phone(self) -> Chart | None:
        """Return the same drawn for a phone; None for a kind that has no such form."""
        if self._phone is None and self.again is not None:
            token = _canvas.set(NARROW)
            try:
                self._phone = self.again()
            finally:
                _canvas.reset(token)
        return self._phone

    def uri(self) -> str:
        """Return the picture as a data address for the `src` of an image."""
        return uri(self.svg())

    def _repr_html_(self) -> Markup:
        image = Markup('<img class="lk-chart" alt="{}" src="{}" style="background:#fff;max-width:100%">')
        return image.format(self.alt, trusted(self.uri()))

    def _ipython_display_(self) -> None:
        # Notebooks know how to turn any matplotlib figure into a PNG; that copy would have no alt
        # text and some weight.
        from IPython.display import display

        display({"text/html": self._repr_html_(), "text/plain": repr(self)}, raw=True)

    def __repr__(self) -> str:
        """Return rows and the beginning of the alt text."""
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
