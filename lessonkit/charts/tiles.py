"""States as tiles of one size: no shape to fetch, and a small state is as easy to see as a large one."""

from __future__ import annotations

import math

import pandas as pd

from lessonkit.charts import measure, palette, us_states
from lessonkit.charts.base import LINE, SIZE, Chart, canvas, for_phones, narrow
from lessonkit.course import frames
from lessonkit.errors import CourseError
from lessonkit.text import is_missing, listing, nearest, number, options

_GAP = 3.0
_SMALL = 11.0  # points of the letters in a tile of a phone
# One hue that no series of the other charts has, from light to dark.
_SHADES = ("#e4f0ee", "#b9dbd5", "#7fbab1", "#3f8f86", "#12635c")
_UNKNOWN = palette.Tone("#d3d9df", "///", palette.MUTED, "square", ())


@options
@for_phones
def tiles(df: pd.DataFrame, *, place: str, value: str, unit: str = "", missing: str = "not published") -> Chart:
    """Draw one number for each state as a tile, colored by its size in up to five classes.

    `place` holds names or postal codes of states, the District of Columbia and territories (drawn where the table has
    one). A state without a row or with an empty value is hatched, and the legend says `missing` of it; a zero is a
    number like others. Raises CourseError for an unknown place, one in two rows, a negative number, and no number.
    """
    frames.asked(place=place, value=value)
    frames.wording(unit=unit, missing=missing)
    frames.need(df, place=place, value=value)
    frames.some(df, "tiles")
    frames.apart({"place": place, "value": value})
    table = frames.pick(df, [place, value])
    table[value] = frames.figures(table, value)
    known = _known(table, place, value)
    if not known:
        raise CourseError(f"No state has a number in {value!r}", "check the filter before the chart")
    breaks = _breaks(sorted(known.values()))
    grid = us_states.STATES | {code: us_states.TERRITORIES[code] for code in known if code in us_states.TERRITORIES}
    rows = 1 + max(row for _, row in grid.values())
    without = sorted(us_states.NAMES[code] for code in grid if code not in known)
    side = canvas() / us_states.COLUMNS
    chart = Chart(8 + rows * side + 14 + (5 if narrow() else 2) * (LINE + 3) + 2)
    for code, (column, row) in grid.items():
        _tile(chart, column * side, 8 + row * side, side, code, known.get(code), breaks)
    _legend(chart, 8 + rows * side + 14, breaks, unit, missing if without else "")
    return chart.done(table, _alt(known, without, unit, missing), len(table), unit)


def _known(table: pd.DataFrame, place: str, value: str) -> dict[str, float]:
    """Return the number of each place that has one, by postal code."""
    found: dict[str, float] = {}
    seen: set[str] = set()
    for name, amount in zip(frames.texts(table, place), table[value], strict=True):
        code = us_states.CODES.get(name.casefold())
        if code is None:
            raise CourseError(
                f"{name!r} in {place!r} is no state or territory", nearest(name, us_states.NAMES.values())
            )
        if code in seen:
            raise CourseError(f"{us_states.NAMES[code]} stands in two rows", "add them up before drawing tiles")
        seen.add(code)
        if is_missing(amount):
            continue
        if amount < 0:
            raise CourseError(f"{us_states.NAMES[code]} has {number(amount)}", "tiles need numbers from zero up")
        found[code] = float(amount)
    return found


def _breaks(values: list[float]) -> list[float]:
    """Return the lowest values of the second and further classes: about equally many states each, in round numbers."""
    count = len(_SHADES)
    cuts = [values[min(len(values) - 1, len(values) * i // count)] for i in range(1, count)]
    return sorted({_round(cut) for cut in cuts if values[0] < _round(cut) <= values[-1]})


def _round(amount: float) -> float:
    """Return a number with one digit that counts (two where it begins with 1), so that a legend can be read."""
    if not amount:
        return 0.0
    digits = math.floor(math.log10(abs(amount)))
    step = 10.0**digits / (10 if amount < 2 * 10.0**digits else 1)
    return float(f"{round(amount / step) * step:.12g}")


def _shade(amount: float, breaks: list[float]) -> str:
    # The classes are spread over all shades, so that two classes differ as much as they can.
    place = sum(amount >= cut for cut in breaks)
    return _SHADES[round(place * (len(_SHADES) - 1) / max(1, len(breaks)))]


def _tile(chart: Chart, x: float, y: float, side: float, code: str, amount: float | None, breaks: list[float]) -> None:
    side -= _GAP if side > 40 else 1
    if amount is None:
        chart.rects([(x, y, side, side)], _UNKNOWN.fill, hatch=_UNKNOWN.hatch)
        # No letters over a hatch: the name stands on a plain strip.
        chart.rects([(x + 1 + side / 9, y + side / 2 - 8, side - 2 - side / 4.5, 16)], _UNKNOWN.fill)
        chart.words(x + side / 2, y + side / 2 + 5, code, anchor="middle", bold=True)
        return
    fill = _shade(amount, breaks)
    ink = palette.on_fill(palette.Tone(fill, "", fill, "", ()))
    chart.rects([(x, y, side, side)], fill)
    size, name, said = (SIZE, 19.0, 35.0) if side > 40 else (_SMALL, 10.5, 22.0)
    chart.words(x + side / 2, y + name, code, anchor="middle", color=ink, bold=True, size=size)
    chart.words(x + side / 2, y + said, _short(amount, side - 2, size), anchor="middle", color=ink, size=size)


def _short(amount: float, room: float, size: float = SIZE) -> str:
    """Return a number that fits a tile: whole from 10 up, else with one decimal; too long, in thousands or millions."""
    if 0 < amount < 0.05:
        return "<0.1"  # no zero
    whole = number(round(amount) if amount >= 10 else round(amount, 1))
    if measure.width(whole, size) <= room:
        return whole
    power, letter = (6, "m") if amount >= 999_500 else (3, "k")
    digits = 3 if size == SIZE else 2
    return f"{number(float(f'{amount / 10**power:.{digits}g}'))}{letter}"


def _legend(chart: Chart, y: float, breaks: list[float], unit: str, missing: str) -> None:
    edges = [None, *breaks]
    texts = [
        f"under {number(high)}" if low is None else
        f"{number(low)} and more" if high is None else f"{number(low)} to under {number(high)}"
        for low, high in zip(edges, [*breaks, None], strict=True)
    ] if breaks else ["all states"]  # fmt: skip
    if unit:
        texts[-1] += f" {unit}"
    keys = [(_shade(low if low is not None else -1, breaks), "", t) for low, t in zip(edges, texts, strict=True)]
    if missing:
        keys.append((_UNKNOWN.fill, _UNKNOWN.hatch, missing))
    x = 0.0
    for fill, hatch, text in keys:
        wide = 18 + measure.width(text) + 14
        if x and x + wide > chart.wide + 14:
            x, y = 0.0, y + LINE + 3
        chart.rects([(x, y, 13, 13)], fill, hatch=hatch, edge=palette.AXIS if fill == _SHADES[0] else "none")
        chart.words(x + 18, y + 11, text)
        x += wide


def _alt(known: dict[str, float], without: list[str], unit: str, missing: str) -> str:
    order = sorted(known, key=lambda code: (-known[code], us_states.NAMES[code]))
    first = [f"{us_states.NAMES[c]} {number(known[c])}" for c in order[:5]]
    text = f"Map of {len(known)} states and territories as tiles{f', in {unit}' if unit else ''}. "
    text += f"Highest: {listing(first)}. Lowest: {us_states.NAMES[order[-1]]}, {number(known[order[-1]])}."
    if without:
        shown = without if len(without) <= 12 else [*without[:11], f"{len(without) - 11} more"]
        text += f" {missing[:1].upper()}{missing[1:]}: {listing(shown)}."
    return text
