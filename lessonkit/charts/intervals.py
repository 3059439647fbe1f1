"""Spans of time, one a row: who held an office, how long a rule was in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from lessonkit.charts import guides, measure, palette
from lessonkit.charts.base import LINE, Chart, canvas, for_phones, narrow
from lessonkit.course import frames
from lessonkit.errors import CourseError
from lessonkit.text import brief, clean, day, is_missing, listing, options, when

_ROW = 19.0
_HALF = 6.5  # half the height of a bar


class _Span(NamedTuple):
    """Begin and end in years, and whether the end is still open."""

    begin: float
    finish: float
    open: bool


@options
@for_phones
def intervals(
    df: pd.DataFrame,
    *,
    label: str,
    start: str,
    end: str,
    category: str | None = None,
    until: object = None,
    years: tuple[float, float] | None = None,
    order: Sequence[str] | None = None,
) -> Chart:
    """Draw a bar from `start` to `end` for each row of `df`; rows of one label share a line, in order of appearance.

    Dates are years, dates, or texts of any precision; an imprecise end reaches to the end of its month or
    year. An empty end means "still so": the bar runs to `until` (else the table's as-of date, else the latest
    date) and ends in an arrow. `category` colors and hatches the bars and gets a key on top; `order` names
    the categories in the order of their colors. `years` fixes the axis: spans before or after it are left out of
    picture and table, one that crosses its end is cut there. Raises CourseError for a missing
    column, an unreadable or missing start, or an end before its start.
    """
    frames.asked(label=label, start=start, end=end)
    frames.need(df, label=label, start=start, end=end, category=category)
    frames.some(df, "spans")
    frames.listed("order", order)
    years = frames.span(years)
    spans = _spans(df, label, start, end, until)
    if years:
        seen = [s.begin <= years[1] and s.finish >= years[0] for s in spans]
        df, spans = df[seen], [s for s, inside in zip(spans, seen, strict=True) if inside]
        if not spans:
            chart = Chart(70)
            chart.words(16, 40, f"None from {years[0]:g} to {years[1]:g}.", color=palette.MUTED)
            table = frames.pick(df, [label, start, end, category], plain=[start, end])
            return chart.done(
                table, f"Chart of spans of time without any: there is none from {years[0]:g} to {years[1]:g}.", 0
            )
    low, high = years or (float(int(min(s.begin for s in spans))), max(s.finish for s in spans))
    high = max(high, low + 0.5)
    labels = frames.names(df, label)
    names = list(dict.fromkeys(labels))
    above = narrow()  # on a phone the names stand above their bars
    column = canvas() - 20 if above else min(200.0, max(map(measure.width, names)) + 2)
    left, right = 8.0 if above else column + 16, canvas() - 16
    kinds = frames.names(df, category)
    tones = palette.tones(frames.ordered(kinds, order), frames.colors(df))
    wrapped = [measure.wrap(name, column, lines=2) for name in names]
    heights = [LINE * len(lines) + _ROW if above else max(_ROW, LINE * len(lines) + 5) for lines in wrapped]
    top = 26 + (guides.key_height(list(tones), left, canvas() - 8) if category else 0)
    chart = Chart(top + sum(heights) + 10)
    if category:
        guides.key(chart, tones, left, 18, canvas() - 8)

    def x(at: float) -> float:
        return left + (min(max(at, low), high) - low) / (high - low) * (right - left)

    guides.years_axis(chart, x, low, high, top, top + sum(heights) + 2, above=True)
    places = [top + sum(heights[:i]) for i in range(len(names))]
    middles = {
        name: place + (tall - _ROW / 2 if above else tall / 2)
        for name, place, tall in zip(names, places, heights, strict=True)
    }
    for lines, place, middle in zip(wrapped, places, middles.values(), strict=True):
        if above:  # no line of the years behind the letters
            chart.rects([(left, place + 3, max(map(measure.width, lines)) + 2, LINE * len(lines) - 3)], "white")
            chart.block(left, place + 13, lines)
        else:
            chart.block(left - 8, middle - LINE * (len(lines) - 1) / 2 + 4.4, lines, anchor="end")
    for kind, tone in tones.items():
        mine = [(s, middles[name]) for s, name, k in zip(spans, labels, kinds, strict=True) if k == kind]
        # The shortest spans stay visible.
        bars = [(x(s.begin), m - _HALF, max(x(s.finish) - x(s.begin), 2.5), 2 * _HALF) for s, m in mine]
        chart.rects(bars, tone.fill, hatch=tone.hatch)
        tips = [(a + wide, y) for (a, y, wide, _), (s, _) in zip(bars, mine, strict=True) if s.open]
        chart.shapes([[(a, y), (a + 8, y + _HALF), (a, y + 2 * _HALF)] for a, y in tips], tone.fill)
    table = frames.pick(df, [label, start, end, category], plain=[start, end])
    return chart.done(table, _alt(df, spans, label, start, end, category), len(spans))


def _spans(df: pd.DataFrame, label: str, start: str, end: str, until: object) -> list[_Span]:
    begins = frames.moments(df, start, label)
    ends = [None if is_missing(value) else when(value, end=True) for value in df[end]]
    last = df.attrs.get("as_of") if until is None else until
    stop = (
        when(last, end=True)
        if not is_missing(last) and last != ""
        else max([*begins, *(e for e in ends if e is not None)])
    )
    spans = []
    for i, (begin, finish) in enumerate(zip(begins, ends, strict=True)):
        if finish is not None and finish < begin:
            row = df.iloc[i]
            raise CourseError(f"{clean(row[label])!r} ends ({day(row[end])}) before it starts ({day(row[start])})")
        if finish is None and stop < begin:
            row = df.iloc[i]
            raise CourseError(
                f"{clean(row[label])!r} has no end and starts ({day(row[start])}) after {day(last)}, "
                "to which the chart runs",
                "give a later until=",
            )
        spans.append(_Span(begin, stop if finish is None else finish, finish is None))
    return spans


def _alt(df: pd.DataFrame, spans: list[_Span], label: str, start: str, end: str, category: str | None) -> str:
    lengths = [s.finish - s.begin for s in spans]

    def say(i: int) -> str:
        row = df.iloc[i]
        close = "to date" if spans[i].open else f"to {day(row[end])}"
        return f"{brief(row[label])}, {day(row[start])} {close}"

    order = sorted(range(len(spans)), key=lambda i: spans[i].begin)
    text = f"Chart of {len(spans)} span{'s' if len(spans) > 1 else ''} of time. First: {say(order[0])}."
    if len(spans) > 1:
        text += f" Last: {say(order[-1])}."
        text += f" Longest: {say(max(order, key=lengths.__getitem__))}."
        text += f" Shortest: {say(min(order, key=lengths.__getitem__))}."
    if category:
        kinds = frames.names(df, category)
        counts = [f"{brief(kind, 60)} {kinds.count(kind)}" for kind in dict.fromkeys(kinds)]
        text += f" By {frames.title(df, category).lower()}: {listing(counts)}."
    return text
