"""Events on a line: each at its date, in the lane of its category, with its title beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from lessonkit.charts import measure, palette
from lessonkit.charts.base import LINE, Chart, canvas, for_phones, narrow
from lessonkit.charts.guides import years_axis
from lessonkit.course import frames
from lessonkit.text import brief, day, heading, listing, options

_LEFT, _RIGHT = 10.0, 566.0
_UNIT = 5.0  # lanes are filled in steps of this height; a title of n lines takes 3 n steps and one of air
_MIDDLE = 4.5  # from a baseline up to the middle of its letters


@dataclass
class _Event:
    """One event ready to draw: its place, the lines of its title, and the side of the mark they stand on."""

    x: float
    step: int
    lines: list[str]
    side: int


@options
@for_phones
def timeline(
    df: pd.DataFrame,
    *,
    start: str = "date",
    label: str = "event",
    category: str | None = "category",
    years: tuple[float, float] | None = None,
    order: Sequence[str] | None = None,
    room: float = 300,
) -> Chart:
    """Draw dated events, one row of `df` each.

    `start` is a column of years, dates, or texts of any precision ("2003", "2003-03", "2003-03-11"); `label`
    holds the titles, which are wrapped; `category` (or None) makes the lanes, in the order of `order` or of
    first appearance. Give `order` in an explorer, so that each lane keeps its color. `years=(2001, 2003)`
    keeps the events of those years, both included, and sets the axis to them. `room` is the width of a title
    in points. Rows without a date have no place on the line: chart and description say how many there are. The table
    of the result has start, label, category and source_id. Raises CourseError for a missing column or a date that
    cannot be read.
    """
    frames.asked(start=start, label=label)
    frames.need(df, start=start, label=label, category=category)
    frames.listed("order", order)
    room = frames.measure("room", room, 60, 600)
    years = frames.span(years)
    shown = df[df[start].notna()]
    undated = _undated(len(df) - len(shown))
    shown = shown.assign(_at=frames.moments(shown, start)).sort_values("_at", kind="stable")
    if years:
        shown = shown[(shown["_at"] >= years[0]) & (shown["_at"] < years[1] + 1)]
    table = frames.pick(shown, [start, label, category], plain=[start])
    if not len(shown):
        return _empty(table, years, undated)

    names = frames.names(shown, category)
    tones = palette.tones(frames.ordered(names, order), frames.colors(df))
    lanes = [lane for lane in tones if lane in names]
    low, high = _span(shown["_at"], years)

    def x(at: float) -> float:
        return _LEFT + 8 + (at - low) / (high - low) * (_RIGHT - _LEFT - 16)

    titles = [f"{day(d)}: {t}" for d, t in zip(shown[start], frames.texts(shown, label), strict=True)]
    said = f"{_alt(shown, names, lanes, start, label, category)} {undated}"
    if narrow():
        listed = {lane: [text for text, name in zip(titles, names, strict=True) if name == lane] for lane in lanes}
        return _list(listed, tones, undated).done(table, said, len(titles))
    rows = list(zip(map(x, shown["_at"]), titles, names, strict=True))
    packed = {lane: _pack([(at, text) for at, text, name in rows if name == lane], room) for lane in lanes}
    tops, y = {}, 10.0
    for lane, (_, depth) in packed.items():
        tops[lane] = y
        y += (LINE + 6 if lane else 4) + depth * _UNIT + 6
    chart = Chart(y + 24 + (LINE if undated else 0))
    chart.words(_LEFT, y + 34, undated, color=palette.MUTED)
    years_axis(chart, x, low, high, 6, y)
    chart.strokes([[(_LEFT, y), (_RIGHT, y)]], palette.AXIS)
    for lane, (events, _) in packed.items():
        _lane(chart, lane, tones[lane], tops[lane], events)
    return chart.done(table, said, len(rows))


def _list(lanes: dict[str, list[str]], tones: dict[str, palette.Tone], undated: str) -> Chart:
    """Draw the events below each other, as a phone has the height but not the width for an axis."""
    room = canvas() - 2 * _LEFT - 16
    wrapped = {lane: [measure.wrap(title, room, lines=20) for title in titles] for lane, titles in lanes.items()}
    tall = sum(
        (LINE + 8 if lane else 0) + sum(LINE * len(lines) + 7 for lines in titles) + 6
        for lane, titles in wrapped.items()
    )
    foot = measure.wrap(undated, canvas() - 2 * _LEFT, lines=2) if undated else []
    chart = Chart(10 + tall + LINE * len(foot))
    y = 10.0
    for lane, titles in wrapped.items():
        if lane:
            name = measure.wrap(heading(lane), canvas() - 2 * _LEFT, bold=True, lines=1)[0]
            chart.words(_LEFT, y + 10, name, bold=True, color=tones[lane].dark)
            y += LINE + 8
        marks = []
        for lines in titles:
            marks.append((_LEFT + 5, y + 10 - _MIDDLE))
            chart.block(_LEFT + 16, y + 10, lines)
            y += LINE * len(lines) + 7
        chart.strokes([[marks[0], marks[-1]]] if len(marks) > 1 else [], palette.AXIS)
        chart.marks(marks, tones[lane].mark, tones[lane].dark)
        y += 6
    chart.block(_LEFT, y + 8, foot, color=palette.MUTED)
    return chart


def _undated(count: int) -> str:
    return f"{count} more without a date {'is' if count == 1 else 'are'} not shown." if count else ""


def _empty(table: pd.DataFrame, years: tuple[float, float] | None, undated: str) -> Chart:
    """Say that nothing falls into the span: in an explorer that is an answer, not a fault."""
    span = f"from {years[0]:g} to {years[1]:g}" if years else "in this selection"
    chart = Chart(70)
    chart.words(_LEFT, 40, f"No event {span}.", color=palette.MUTED)
    chart.words(_LEFT, 40 + LINE, undated, color=palette.MUTED)
    return chart.done(table, f"Timeline without any event: there is none {span}. {undated}", 0)


def _span(at: pd.Series, years: tuple[float, float] | None) -> tuple[float, float]:
    if years:
        return float(years[0]), float(years[1]) + 1
    low, high = float(int(at.min())), float(int(at.max()) + 1)
    return low, max(high, low + 1)


def _pack(rows: list[tuple[float, str]], room: float) -> tuple[list[_Event], int]:
    """Give each title of a lane the first free place from the top; return them and the depth in steps."""
    taken: list[tuple[float, float, int, int]] = []
    events = []
    for x, text in rows:
        lines, side = _title(text, x, room)
        wide = max(measure.width(line) for line in lines) + 14
        left, right = (x - 14, x + wide + 8) if side > 0 else (x - wide - 8, x + 14)
        tall = 3 * len(lines) + 1
        step = 0
        while any(left < r and right > le and step < low and step + tall > top for le, r, top, low in taken):
            step += 1
        taken.append((left, right, step, step + tall))
        events.append(_Event(x, step, lines, side))
    return events, max(low for *_, low in taken)


def _title(text: str, x: float, room: float) -> tuple[list[str], int]:
    """Wrap a title on the side of its mark that has the room; the right side is preferred."""
    sides = ((1, _RIGHT - x - 14), (-1, x - _LEFT - 14))
    for side, space in sides:
        lines = measure.wrap(text, min(room, space), lines=3)
        if space >= min(room, 165) and not lines[-1].endswith("…"):
            return lines, side
    side, space = max(sides, key=lambda s: s[1])
    return measure.wrap(text, space, lines=4), side


def _lane(chart: Chart, lane: str, tone: palette.Tone, top: float, events: list[_Event]) -> None:
    if lane:
        name = measure.wrap(heading(lane), _RIGHT - _LEFT, bold=True, lines=1)[0]
        chart.words(_LEFT, top + 12, name, bold=True, color=tone.dark)
    first = top + (LINE + 6 if lane else 0) + 12
    chart.rects([_ground(e, first + e.step * _UNIT) for e in events], "white")  # no grid line behind the letters
    for event in events:
        anchor = "start" if event.side > 0 else "end"
        chart.block(event.x + event.side * 10, first + event.step * _UNIT, event.lines, anchor=anchor)
    chart.marks([(e.x, first + e.step * _UNIT - _MIDDLE) for e in events], tone.mark, tone.dark)


def _ground(event: _Event, base: float) -> tuple[float, float, float, float]:
    wide = max(map(measure.width, event.lines)) + 4
    left = event.x + 8 if event.side > 0 else event.x - 8 - wide
    return left, base - 10, wide, LINE * len(event.lines) - 1


def _alt(shown: pd.DataFrame, names: list[str], lanes: list[str], start: str, label: str, category: str | None) -> str:
    first, last = shown.iloc[0], shown.iloc[-1]
    text = f"Timeline of {len(shown)} event{'s' if len(shown) != 1 else ''}"
    text += f", from {day(first[start])} ({brief(first[label])})"
    text += f" to {day(last[start])} ({brief(last[label])})." if len(shown) > 1 else "."
    if category:
        counts = [f"{brief(lane, 40)} {names.count(lane)}" for lane in lanes]
        text += f" By {frames.title(shown, category).lower()}: {listing(counts)}."
    busy = shown["_at"].astype(int).value_counts()
    if busy.max() > 1:
        text += f" The fullest year is {busy.index[0]} with {busy.max()}."
    return text
