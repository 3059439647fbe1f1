"""What stands around the marks of a chart: round ticks, a time axis, a key."""

from __future__ import annotations

from collections.abc import Callable

from lessonkit.charts import measure, palette
from lessonkit.charts.base import LINE, Chart, narrow
from lessonkit.text import MONTHS, when


def ticks(low: float, high: float, most: int = 6, *, whole: bool = False) -> list[float]:
    """Return round numbers from `low` to `high`, at most about `most` of them; `whole` keeps them whole."""
    span = max(high - low, 1e-9)
    power = 10.0 ** int(f"{span / most:e}".split("e")[1])
    step = next(power * m for m in (1, 2, 5, 10, 20) if span / (power * m) <= most)
    if whole:
        step = max(1.0, round(step))
    first = int(-(-low // step))
    count = int((high - first * step) / step + 1e-9) + 1
    return [round((first + i) * step, 10) for i in range(max(count, 0))]


def years() -> int:
    """Return how many years an axis has room for."""
    return 4 if narrow() else 7


def dates(low: float, high: float, *, fine: bool) -> list[tuple[float, str]]:
    """Return moments from `low` to `high` with their words: round years; months where these would be fewer than two.

    `fine` says that what is drawn has days or months. Without, a year stays alone.
    """
    found = [(t, f"{t:.0f}") for t in ticks(low, high, years(), whole=True)]
    if not fine or len(found) > 1:
        return found
    starts = [(year, month) for year in range(int(low), int(high) + 1) for month in range(1, 13)]
    for step in (1, 2, 3, 6):
        named = [(when(f"{y}-{m:02}-01"), f"{MONTHS[m - 1]} {y}") for y, m in starts if (m - 1) % step == 0]
        months = [(at, words) for at, words in named if low <= at <= high]
        if 1 < len(months) < years() - 1:  # their words are longer
            return months
    return found


def years_axis(
    chart: Chart,
    x: Callable[[float], float],
    low: float,
    high: float,
    top: float,
    bottom: float,
    *,
    above: bool = False,
) -> None:
    """Draw a grid line at round years from `top` to `bottom` and the years below it (or above)."""
    places = ticks(low, high, years(), whole=True)
    chart.strokes([[(x(t), top), (x(t), bottom)] for t in places])
    for t in places:
        half = measure.width(f"{t:.0f}") / 2
        at = min(max(x(t), half + 2), chart.wide - half - 2)
        chart.words(at, top - 7 if above else bottom + 16, f"{t:.0f}", anchor="middle", color=palette.MUTED)


def _key_places(names: list[str], left: float, right: float) -> list[tuple[float, int, str]]:
    """Return place, row and words of each entry of a key that breaks at `right`."""
    out, at, row = [], left, 0
    for name in names:
        label = measure.wrap(name, right - left - 24, lines=1)[0]
        wide = measure.width(label) + 22
        if at > left and at + wide > right:
            at, row = left, row + 1
        out.append((at, row, label))
        at += wide + 14
    return out


def key_height(names: list[str], left: float, right: float) -> float:
    """Return the height a key of these words takes."""
    return (_key_places(names, left, right)[-1][1] + 1) * (LINE + 3) + 6


def key(
    chart: Chart, tones: dict[str, palette.Tone], left: float, y: float, right: float, *, lines: bool = False
) -> None:
    """Write swatches (or pieces of line with their mark) and their words from `left`; y is the first baseline."""
    for (at, row, label), tone in zip(_key_places(list(tones), left, right), tones.values(), strict=True):
        base = y + row * (LINE + 3)
        if lines:
            chart.marks([(at + 6.5, base - 4.5)], tone.mark, tone.dark, radius=4)
        else:
            chart.rects([(at, base - 10, 13, 11)], tone.fill, hatch=tone.hatch)
        chart.words(at + 18, base, label)
