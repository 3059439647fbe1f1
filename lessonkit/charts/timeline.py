"""Events on a line: each at its date, in the lane of its category, with its title beside it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lessonkit.charts import palette, words
from lessonkit.charts.base import LINE, Chart, need, pick, ticks

_LEFT, _RIGHT = 10.0, 566.0
_UNIT = 5.0  # lanes are filled in steps of this height; a text of n lines takes 3 n steps and one of air
_MIDDLE = 4.5  # from a baseline up to the middle of its letters


def timeline(
    df: pd.DataFrame,
    *,
    start: str = "date",
    label: str = "event",
    category: str | None = "category",
    years: tuple[float, float] | None = None,
    lanes: list[str] | None = None,
    room: float = 300,
) -> Chart:
    """Draw dated events, one row of `df` each.

    `start` is a column of years, dates, or texts of any precision ("2003", "2003-03", "2003-03-11"); `label` holds the
    titles, which are wrapped; `category` (or None) makes the lanes, in the order of `lanes` or of first appearance.
    `years=(2001, 2003)` keeps the events of those years, both included, and sets the axis to them. `room` is the width
    of a title in points. The table of the result has start, label, category and source_id. Raises CourseError for a
    missing column or a date that cannot be read.
    """
    need(df, start=start, label=label, category=category)
    shown = df[df[start].notna()]
    shown = shown.assign(_at=[words.when(v) for v in shown[start]]).sort_values("_at", kind="stable")
    if years:
        shown = shown[(shown["_at"] >= years[0]) & (shown["_at"] < years[1] + 1)]
    names = [words.clean(v) for v in shown[category]] if category else [""] * len(shown)
    order = [lane for lane in lanes or dict.fromkeys(names) if lane in names]
    order += [name for name in dict.fromkeys(names) if name not in order]
    if not len(shown):
        chart = Chart(70)
        span = f"from {years[0]:g} to {years[1]:g}" if years else "in this selection"
        chart.words(_LEFT, 40, f"No event {span}.", color=palette.MUTED)
        return chart.done(
            pick(shown, [start, label, category]), f"Timeline without any event: none {span}.", 0
        )

    low, high = _span(shown["_at"], years)
    tones = palette.tones(order)
    plans = [_pack(shown, names, lane, start, label, (low, high), room) for lane in order]
    tops, y = [], 10.0
    for lane, (_, depth) in zip(order, plans, strict=True):
        tops.append(y)
        y += (LINE + 6 if lane else 4) + depth * _UNIT + 6
    chart = Chart(y + 24)
    _axis(chart, low, high, y)
    for lane, top, (events, _) in zip(order, tops, plans, strict=True):
        _lane(chart, lane, tones[lane], top, events)
    table = pick(shown, [start, label, category])
    return chart.done(table, _alt(shown, names, order, start, label, category), sum(len(e) for e, _ in plans))


def _span(at: pd.Series, years: tuple[float, float] | None) -> tuple[float, float]:
    if years:
        return float(years[0]), float(years[1]) + 1
    low, high = float(int(at.min())), float(int(at.max()) + 1)
    return low, max(high, low + 1)


def _pack(
    shown: pd.DataFrame,
    names: list[str],
    lane: str,
    start: str,
    label: str,
    span: tuple[float, float],
    room: float,
) -> tuple[list[dict[str, Any]], int]:
    """Find a free place for each title of a lane, from the top; return them and the lane's depth in steps."""
    taken: list[tuple[float, float, int, int]] = []
    events = []
    for row, name in zip(shown.to_dict("records"), names, strict=True):
        if name != lane:
            continue
        x = _LEFT + 8 + (row["_at"] - span[0]) / (span[1] - span[0]) * (_RIGHT - _LEFT - 16)
        lines, side = _title(f"{words.day(row[start])}: {words.clean(row[label])}", x, room)
        wide = max(words.width(line) for line in lines) + 14
        left, right = (x - 6, x + wide) if side > 0 else (x - wide, x + 6)
        tall = 3 * len(lines) + 1
        step = 0
        while any(left - 8 < r and right + 8 > le and step < b and step + tall > t for le, r, t, b in taken):
            step += 1
        taken.append((left, right, step, step + tall))
        events.append({"x": x, "step": step, "lines": lines, "side": side})
    return events, max(bottom for *_, bottom in taken)


def _title(text: str, x: float, room: float) -> tuple[list[str], int]:
    """Wrap a title on the side of its mark that has the room; the right side is preferred."""
    right, left = _RIGHT - x - 14, x - _LEFT - 14
    for side, space in ((1, right), (-1, left)):
        lines = words.wrap(text, min(room, space), lines=3)
        if space >= min(room, 200) and not lines[-1].endswith("…"):
            return lines, side
    side, space = (1, right) if right >= left else (-1, left)
    return words.wrap(text, space, lines=4), side


def _axis(chart: Chart, low: float, high: float, bottom: float) -> None:
    places = [t for t in ticks(low, high, 7, whole=True) if low <= t <= high]
    xs = [_LEFT + 8 + (t - low) / (high - low) * (_RIGHT - _LEFT - 16) for t in places]
    chart.strokes([[(x, 6), (x, bottom)] for x in xs], palette.GRID)
    chart.strokes([[(_LEFT, bottom), (_RIGHT, bottom)]], palette.AXIS)
    for x, t in zip(xs, places, strict=True):
        half = words.width(f"{t:.0f}") / 2
        chart.words(
            min(max(x, half + 2), chart.wide - half - 2),
            bottom + 16,
            f"{t:.0f}",
            anchor="middle",
            color=palette.MUTED,
        )


def _lane(chart: Chart, lane: str, tone: palette.Tone, top: float, events: list[dict[str, Any]]) -> None:
    y = top
    if lane:
        chart.words(
            _LEFT,
            y + 12,
            words.wrap(words.heading(lane), _RIGHT - _LEFT, bold=True, lines=1)[0],
            bold=True,
            color=tone.dark,
        )
        y += LINE + 6
    dots = []
    for event in events:
        base = y + event["step"] * _UNIT + 12
        dots.append((event["x"], base - _MIDDLE))
        anchor = "start" if event["side"] > 0 else "end"
        chart.block(event["x"] + event["side"] * 10, base, event["lines"], anchor=anchor)
    chart.marks(dots, tone.mark, tone.dark)


def _alt(
    shown: pd.DataFrame, names: list[str], order: list[str], start: str, label: str, category: str | None
) -> str:
    first, last = shown.iloc[0], shown.iloc[-1]
    count = f"{len(shown)} event{'s' if len(shown) != 1 else ''}"
    text = f"Timeline of {count}, from {words.day(first[start])} ({words.clean(first[label])})"
    text += f" to {words.day(last[start])} ({words.clean(last[label])})." if len(shown) > 1 else "."
    if category:
        text += (
            f" By {words.heading(category).lower()}: "
            + words.listing([f"{n} {names.count(n)}" for n in order])
            + "."
        )
    busy = shown["_at"].astype(int).value_counts()
    if busy.max() > 1:
        text += f" The fullest year is {busy.index[0]} with {busy.max()}."
    return text
