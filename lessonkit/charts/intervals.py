"""Spans of time, one a row: who held an office, how long a rule was in force."""

from __future__ import annotations

import pandas as pd

from lessonkit.charts import palette, words
from lessonkit.charts.base import LINE, WIDTH, Chart, legend, legend_height, need, pick, ticks
from lessonkit.errors import CourseError

_ROW = 19.0


def intervals(
    df: pd.DataFrame,
    *,
    label: str,
    start: str,
    end: str,
    category: str | None = None,
    until: object = None,
    years: tuple[float, float] | None = None,
) -> Chart:
    """Draw a bar from `start` to `end` for each row of `df`, in the order of the table.

    Dates are years, dates, or texts of any precision; an imprecise end reaches to the end of its month or year. An empty
    end means "still so": the bar runs to `until` (else the table's as-of date, else the latest date) and ends in an
    arrow. `category` colors and hatches the bars and gets a key on top. `years` fixes the axis. Raises CourseError for a
    missing column, an unreadable or missing start, or an end before its start.
    """
    need(df, label=label, start=start, end=end, category=category)
    if not len(df):
        raise CourseError("There is no row to draw spans from; check the filter before the chart.")
    spans = _spans(df, label, start, end, until)
    low, high = years or (float(int(min(s[0] for s in spans))), max(s[1] for s in spans))
    high = max(high, low + 0.5)
    names = [words.clean(v) for v in df[label]]
    column = min(200.0, max(words.width(n) for n in names) + 2)
    left, right = column + 16, WIDTH - 16
    tones = palette.tones(words.clean(v) for v in df[category]) if category else palette.tones([""])
    key = legend_height(tones, left, WIDTH - 8) if category else 0
    texts = [words.wrap(n, column, lines=2) for n in names]
    heights = [max(_ROW, LINE * len(t) + 5) for t in texts]
    top = key + 26
    chart = Chart(top + sum(heights) + 10)
    if category:
        legend(chart, tones, left, 18, WIDTH - 8)

    def x(at: float) -> float:
        return left + (min(max(at, low), high) - low) / (high - low) * (right - left)

    _axis(chart, x, low, high, top, sum(heights))
    _rows(chart, df, category, tones, spans, texts, heights, x, left, top)
    return chart.done(
        pick(df, [label, start, end, category]), _alt(df, spans, label, start, end, category), len(spans)
    )


def _spans(
    df: pd.DataFrame, label: str, start: str, end: str, until: object
) -> list[tuple[float, float, bool]]:
    spans = []
    last = until or df.attrs.get("as_of")
    begins = [words.when(v) for v in df[start] if not words.is_missing(v)]
    ends = [words.when(v, end=True) for v in df[end] if not words.is_missing(v)]
    stop = words.when(last, end=True) if last else max([*begins, *ends], default=0)
    for row in df.to_dict("records"):
        name = words.clean(row[label])
        if words.is_missing(row[start]):
            raise CourseError(f"{name!r} has no date in {start!r}; every span needs a start.")
        open_end = words.is_missing(row[end])
        begin = words.when(row[start])
        finish = max(stop, begin) if open_end else words.when(row[end], end=True)
        if finish < begin:
            raise CourseError(f"{name!r} ends ({row[end]}) before it starts ({row[start]}).")
        spans.append((begin, finish, open_end))
    return spans


def _axis(chart: Chart, x: object, low: float, high: float, top: float, tall: float) -> None:
    places = [t for t in ticks(low, high, 7, whole=True) if low <= t <= high]
    chart.strokes([[(x(t), top - 2), (x(t), top + tall + 2)] for t in places], palette.GRID)
    for t in places:
        half = words.width(f"{t:.0f}") / 2
        chart.words(
            min(x(t), chart.wide - half - 2), top - 8, f"{t:.0f}", anchor="middle", color=palette.MUTED
        )


def _rows(
    chart: Chart,
    df: pd.DataFrame,
    category: str | None,
    tones: dict[str, palette.Tone],
    spans: list[tuple[float, float, bool]],
    texts: list[list[str]],
    heights: list[float],
    x: object,
    left: float,
    top: float,
) -> None:
    boxes: dict[str, list] = {name: [] for name in tones}
    arrows: dict[str, list] = {name: [] for name in tones}
    kinds = [words.clean(v) for v in df[category]] if category else [""] * len(df)
    y = top
    for (begin, finish, open_end), lines, high, kind in zip(spans, texts, heights, kinds, strict=True):
        middle = y + high / 2
        chart.block(left - 8, middle - LINE * (len(lines) - 1) / 2 + 4.4, lines, anchor="end")
        wide = max(x(finish) - x(begin), 2.5)  # the shortest spans stay visible
        boxes[kind].append((x(begin), middle - 6.5, wide, 13))
        if open_end:
            tip = x(begin) + wide
            arrows[kind].append([(tip, middle - 6.5), (tip + 8, middle), (tip, middle + 6.5)])
        y += high
    for kind, tone in tones.items():
        chart.rects(boxes[kind], tone.fill, hatch=tone.hatch)
        chart.shapes(arrows[kind], tone.fill)


def _alt(
    df: pd.DataFrame,
    spans: list[tuple[float, float, bool]],
    label: str,
    start: str,
    end: str,
    category: str | None,
) -> str:
    rows = df.to_dict("records")
    lengths = [finish - begin for begin, finish, _ in spans]

    def say(i: int) -> str:
        row = rows[i]
        close = "to date" if spans[i][2] else f"to {words.day(row[end])}"
        return f"{words.clean(row[label])}, {words.day(row[start])} {close}"

    order = sorted(range(len(spans)), key=lambda i: spans[i][0])
    text = f"Chart of {len(rows)} spans of time. First: {say(order[0])}."
    if len(rows) > 1:
        text += f" Last: {say(order[-1])}."
        text += f" Longest: {say(max(order, key=lengths.__getitem__))}."
        text += f" Shortest: {say(min(order, key=lengths.__getitem__))}."
    if category:
        counts = df[category].map(words.clean).value_counts(sort=False)
        text += f" {words.heading(category)}: " + words.listing([f"{n} {v}" for n, v in counts.items()]) + "."
    return text
