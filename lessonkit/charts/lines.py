"""Numbers over time, named at the end of their lines; where a counting rule changes, the line is broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from lessonkit.charts import guides, measure, palette
from lessonkit.charts.base import LINE, SIZE, Chart, canvas, for_phones, narrow
from lessonkit.course import frames
from lessonkit.errors import CourseError
from lessonkit.text import brief, clean, day, heading, is_missing, label, number, options, when

_SIDE = 128.0  # room for the names at the right
_FOOT = 26.0
_End = tuple[tuple[float, float], list[str], str]  # a line's last point, the words beside it and their color


@dataclass
class _Line:
    """One series: its runs of points that may be joined, each with the rule it was counted by."""

    name: str
    tone: palette.Tone
    runs: list[list[tuple[float, float]]] = field(default_factory=list)

    @property
    def points(self) -> list[tuple[float, float]]:
        return [point for run in self.runs for point in run]


@options
@for_phones
def lines(
    df: pd.DataFrame,
    *,
    x: str,
    y: str,
    series: str | None = None,
    rule: str | None = None,
    breaks: Mapping[object, str] | None = None,
    unit: str = "",
    zero: bool = True,
    most: float | None = None,
    order: Sequence[str] | None = None,
    height: float = 310,
) -> Chart:
    """Draw one line a series over `x` (years or dates of any precision), with its name and last number at its end.

    `breaks` maps the first year, month or day counted by a new rule to a few words ({2010: "now counts book-ins"},
    {"2010-03": …}): a dashed mark with the words stands between it and the point before, and no line crosses it. `rule`
    is a column that says by which rule a row was counted: a line is also broken where it changes. Empty numbers leave a
    gap. `unit` names what is counted; `zero=False` lets the scale start above zero and says so on the chart; `most`
    fixes its end, so that the views of an explorer compare; `order` names the series in the order of their colors.
    Raises CourseError for a missing column, an unreadable date or number, a number above `most`, or two numbers of one
    series (and rule) at the same time.
    """
    frames.asked(x=x, y=y)
    frames.wording(unit=unit)
    frames.need(df, x=x, y=y, series=series, rule=rule)
    frames.some(df, "lines")
    frames.listed("order", order)
    height = frames.measure("height", height, 1, 4000)
    if not (breaks is None or isinstance(breaks, Mapping)):
        raise CourseError('breaks= takes the first date of a new rule and a few words: {2010: "now counts book-ins"}')
    table = frames.pick(df, [x, series, y, rule], plain=[x])
    table[y] = frames.figures(table, y)
    most = frames.within(table, x, y, most, table[y])
    named = {when(at): day(at) for at in breaks or {}}
    marks = dict(sorted((when(at), clean(text)) for at, text in (breaks or {}).items()))
    at = frames.moments(table, x)
    _once(table, at, x, y, series, rule)
    drawn = _series(table, x, y, series, rule, sorted(marks), order)
    points = [point for line in drawn for point in line.points]
    (low, high), (bottom, top) = _span(at), _scale([value for _, value in points], zero, most)
    steps = guides.ticks(bottom, top, 5)
    left = 16 + max(measure.width(_tick(t, unit)) for t in steps)
    # The last numbers stand at the right: a long one takes its room from the picture.
    wide = canvas()
    right = wide - max([_SIDE if series else 78, *(measure.width(label(value, unit)) + 12 for _, value in points)])
    keyed = _ends_early(drawn, low, high) or bool(narrow() and series and drawn)  # a phone has no room beside the lines
    top_key = guides.key_height([line.name for line in drawn], 8, wide - 8) if keyed else 0
    if keyed:
        right = wide - 16
    head = 30.0 + top_key + LINE * max([len(measure.wrap(t, 118, lines=3)) for t in marks.values()], default=0)
    chart = Chart(max(height, head + 190))
    foot = chart.high - _FOOT

    def across(at: float) -> float:
        return left + 8 + (at - low) / (high - low) * (right - left - 16)

    def up(value: float) -> float:
        return foot - (value - bottom) / (top - bottom) * (foot - head)

    if keyed:
        guides.key(chart, {line.name: line.tone for line in drawn}, 8, 16, wide - 8, lines=True)
    _frame(chart, steps, unit, up, (left, right, foot), 14 + top_key, starts_at_zero=bottom == 0)
    _dates(chart, across, guides.dates(low, high, fine=any(abs(place - round(place)) > 1e-3 for place in at)), foot)
    _breaks(chart, _places(marks, at), across, (left, right, foot), 20 + top_key)
    ends = []
    for line in drawn:
        runs = [[(across(a), up(b)) for a, b in run] for run in line.runs]
        chart.strokes([run for run in runs if len(run) > 1], line.tone.dark, thick=2, dash=line.tone.dash)
        dots = [point for run in runs for point in run]
        if len(points) <= 120:
            chart.marks(dots, line.tone.mark, line.tone.dark, radius=3.2)
        else:
            chart.marks([run[0] for run in runs if len(run) == 1], line.tone.mark, line.tone.dark, radius=3.2)
        if dots and not keyed:
            last = max(dots)
            last_number = label(max(line.points)[1], unit)
            name = measure.wrap(line.name, wide - right - 14, bold=True, lines=3) if series else []
            ends.append((last, [*name, last_number], line.tone.dark))
    _names(chart, ends, right, (head - 4, foot))
    alt = _alt(table, drawn, [(named[place], text) for place, text in marks.items()], x, y, unit)
    return chart.done(table, alt, len(table), unit)


def _once(table: pd.DataFrame, at: list[float], x: str, y: str, series: str | None, rule: str | None) -> None:
    """Refuse two numbers of one series and rule at one time: one of them would be drawn as a stroke upward."""
    seen: dict[tuple[str, str, float], object] = {}
    for name, counted, place, value, moment in zip(
        frames.texts(table, series), frames.texts(table, rule), at, table[y], table[x], strict=True
    ):
        if is_missing(value):
            continue
        if (name, counted, place) in seen:
            whose = f" of {name!r}" if name else ""
            raise CourseError(
                f"Two numbers{whose} stand at {day(moment)} ({number(seen[name, counted, place])} and {number(value)})",
                "name what tells them apart as series= or rule=, or keep one",
            )
        seen[name, counted, place] = value


def _places(marks: dict[float, str], at: list[float]) -> dict[float, str]:
    """Return where the marks of breaks stand: midway to the point before, and at most half a year back."""
    gaps = {mark: min([mark - place for place in at if place < mark], default=1.0) for mark in marks}
    return {mark - min(0.5, gaps[mark] / 2): text for mark, text in marks.items()}


def _series(
    table: pd.DataFrame,
    x: str,
    y: str,
    series: str | None,
    rule: str | None,
    breaks: list[float],
    order: Sequence[str] | None,
) -> list[_Line]:
    names = frames.names(table, series)
    tones = palette.tones(frames.ordered(names, order), frames.colors(table))
    at = [when(v) for v in table[x]]
    rows = sorted(zip(names, at, table[y], frames.texts(table, rule), strict=True), key=lambda r: r[1])
    drawn = []
    for name, tone in tones.items():
        line = _Line(name, tone)
        before = None
        for _, place, value, counted in (row for row in rows if row[0] == name):
            if is_missing(value):
                before = None
                continue
            now = (counted, sum(b <= place for b in breaks))
            if before != now:
                line.runs.append([])
            line.runs[-1].append((place, float(value)))
            before = now
        if line.runs:
            drawn.append(line)
    return drawn


def _ends_early(drawn: list[_Line], low: float, high: float) -> bool:
    """Say whether a line ends well before the right edge, where a name beside its end would be in the way."""
    return len(drawn) > 1 and any(max(line.points)[0] < high - 0.15 * (high - low) for line in drawn)


def _span(at: list[float]) -> tuple[float, float]:
    low, high = min(at), max(at)
    return (low, high) if high > low else (low - 1, high + 1)


def _scale(values: list[float], zero: bool, most: float | None) -> tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    low = min(low, 0.0) if zero else low
    high = most or high
    if high <= low:
        high = low + 1
    step = guides.ticks(low, high, 5)
    size = step[1] - step[0] if len(step) > 1 else high - low
    bottom = low if low == 0 else (low // size) * size
    return bottom, -(-high // size) * size


def _tick(value: float, unit: str) -> str:
    return number(value, "%" if unit == "%" else "")


def _frame(
    chart: Chart,
    steps: list[float],
    unit: str,
    up: Callable[[float], float],
    box: tuple[float, float, float],
    said_at: float,
    *,
    starts_at_zero: bool,
) -> None:
    left, right, foot = box
    chart.strokes([[(left, up(t)), (right, up(t))] for t in steps])
    chart.strokes([[(left, foot), (right, foot)]], palette.AXIS)
    for t in steps:
        chart.words(left - 6, up(t) + 4.4, _tick(t, unit), anchor="end", color=palette.MUTED)
    said = unit if unit != "%" else ""
    if not starts_at_zero:
        said = f"{said} (the scale does not start at zero)".strip()
    if said:
        chart.words(8, said_at, measure.wrap(heading(said), chart.wide - 20, lines=1)[0], color=palette.MUTED)


def _dates(chart: Chart, across: Callable[[float], float], moments: list[tuple[float, str]], foot: float) -> None:
    for t, words in moments:
        half = measure.width(words) / 2
        at = min(max(across(t), half + 2), chart.wide - half - 2)
        chart.strokes([[(across(t), foot), (across(t), foot + 4)]], palette.AXIS)
        chart.words(at, foot + 17, words, anchor="middle", color=palette.MUTED)


def _breaks(
    chart: Chart,
    marks: dict[float, str],
    across: Callable[[float], float],
    box: tuple[float, float, float],
    top: float,
) -> None:
    left, right, foot = box
    taken = 0.0
    for place, text in marks.items():
        at = across(place)
        if not left <= at <= right:
            continue
        lines = measure.wrap(text, 118, lines=3)
        wide = max(map(measure.width, lines))
        start = min(max(at + 5, taken), chart.wide - wide - 4)
        taken = start + wide + 10
        chart.strokes([[(at, top), (at, foot)]], palette.INK, thick=1.2, dash=(4, 3))
        chart.block(start, top + 10, lines)


def _names(chart: Chart, ends: list[_End], right: float, room: tuple[float, float]) -> None:
    """Write the names beside the last points, moved apart where they would touch."""
    ends.sort(key=lambda end: end[0][1])
    tops = []
    y = room[0]
    for (_, at), lines, _ in ends:
        y = max(y, at - LINE * len(lines) / 2)
        tops.append(y)
        y += LINE * len(lines) + 3
    low = room[1] + SIZE / 2
    for i in reversed(range(len(ends))):
        tops[i] = min(tops[i], low - LINE * len(ends[i][1]))
        low = tops[i] - 3
    for ((x, at), lines, color), top in zip(ends, tops, strict=True):
        middle = top + LINE * len(lines) / 2
        if abs(middle - at) > 6 or right - x > 14:
            chart.strokes([[(x + 5, at), (right + 4, middle)]], palette.AXIS, thick=0.7)
        chart.block(right + 8, top + 11.4, lines[:-1], bold=True, color=color)
        chart.words(right + 8, top + 11.4 + LINE * (len(lines) - 1), lines[-1])


def _alt(table: pd.DataFrame, drawn: list[_Line], marks: list[tuple[str, str]], x: str, y: str, unit: str) -> str:
    days = {when(v): day(v) for v in table[x]}
    text = f"Line chart of {frames.title(table, y).lower()} by {frames.title(table, x).lower()}"
    text += f", {len(drawn)} series." if len(drawn) > 1 else "."
    if not drawn:
        return text + " No number is published for any of the dates."
    for line in drawn[:8]:
        points = line.points
        (x0, y0), (x1, y1) = points[0], points[-1]
        text += f" {brief(line.name, 60)}:" if line.name else ""
        text += f" {number(y0, unit)} ({days[x0]})"
        if len(points) > 1:
            text += f" to {number(y1, unit)} ({days[x1]})"
            text += f"; {_way(y0, y1)}" if len(line.runs) == 1 else "; the line is broken in between"
            low, high = min(points, key=lambda p: p[1]), max(points, key=lambda p: p[1])
            text += f"; lowest {number(low[1])} ({days[low[0]]})"
            text += f", highest {number(high[1])} ({days[high[0]]})"
        text += "."
    if len(drawn) > 8:
        text += f" And {len(drawn) - 8} more series."
    for first, said in marks:
        text += f" Break before {first}: {brief(said)}; numbers on either side do not compare."
    return text


def _way(first: float, last: float) -> str:
    return "up" if last > first else "down" if last < first else "unchanged"
