"""A strip of stops, one after the other, with one of them open: how a case goes from hand to hand."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lessonkit.charts import guides, measure, palette
from lessonkit.charts.base import LINE, Chart, canvas, for_phones
from lessonkit.course import frames
from lessonkit.errors import CourseError
from lessonkit.text import clean, listing, options

_GAP = 12.0  # between two stops
_EDGE = 8.0
_BAR = 7.0  # height of the strip of color below a stop
_MOST = 10  # stops that have room for their names


@options
@for_phones
def strip(
    df: pd.DataFrame, *, stop: str, says: str, at: int, details: Sequence[str] = (), color: str | None = None
) -> Chart:
    """Draw the rows of `df` as stops in their order, and open the one at place `at`, counted from 1.

    `stop` names each stop; `says` is what happens at it, shown for the open one with what its `details` (more
    columns) hold. `color` is a column that colors the stops passed so far and gets a key; those to come are grey.
    The height is that of the longest text, so that the views of an explorer keep their place. The table holds the
    stops up to the open one. Raises CourseError for a missing column, more than ten stops or an `at` beyond them.
    """
    frames.asked(stop=stop, says=says)
    frames.listed("details", details)
    details = list(details or ())
    frames.need(df, stop=stop, says=says, color=color, **{f"details {i}": d for i, d in enumerate(details)})
    frames.some(df, "stops")
    count = len(df)
    if count > _MOST:
        raise CourseError(f"A strip has room for {_MOST} stops, and the table has {count}", "join or drop some")
    at = frames.whole("at", at, 1, count)
    names, kinds = frames.names(df, stop), frames.names(df, color)
    tones = palette.tones(kinds, frames.colors(df))
    room = canvas() - 2 * _EDGE
    top = _EDGE + (guides.key_height(list(tones), _EDGE, canvas() - _EDGE) if color else 0)
    texts = [[_head(i, name, count), *_lines(df, i, says, details, room)] for i, name in enumerate(names)]
    per_row, wide = _grid(names, room)
    boxes = [measure.wrap(name, wide - 6, lines=4, bold=True) for name in names]
    tall = LINE * max(map(len, boxes)) + 10
    rows = -(-count // per_row)
    below = top + rows * (tall + _BAR + _GAP) + LINE
    chart = Chart(below + LINE * max(map(len, texts)) + 4)
    if color:
        guides.key(chart, tones, _EDGE, 16, canvas() - _EDGE)
    for i, lines in enumerate(boxes):
        x, y = _EDGE + i % per_row * (wide + _GAP), top + i // per_row * (tall + _BAR + _GAP)
        _stop(chart, (x, y, wide, tall), lines, tones[kinds[i]] if i < at else None, opened=i == at - 1)
        if i + 1 < count and (i + 1) % per_row:
            mid = y + tall / 2
            tip = [(x + wide + 3, mid - 4), (x + wide + _GAP - 3, mid), (x + wide + 3, mid + 4)]
            chart.shapes([tip], palette.AXIS if i + 1 < at else palette.GRID)
    head, *rest = texts[at - 1]
    chart.words(_EDGE, below, head, bold=True)
    chart.block(_EDGE, below + LINE + 3, rest)
    table = frames.sourced(frames.pick(df, [stop, says, *details, color]), df).iloc[:at]
    return chart.done(table, _alt(df, names, says, details, at), at)


def _grid(names: list[str], room: float) -> tuple[int, float]:
    """Return how many stops stand in a row and how wide each is: as few rows as leave every word whole."""
    longest = max(measure.width(word, bold=True) for name in names for word in name.split(" "))
    per_row, wide = 1, room
    for rows in range(1, len(names) + 1):
        per_row = -(-len(names) // rows)
        wide = (room - _GAP * (per_row - 1)) / per_row
        if wide - 8 >= longest:
            break
    return per_row, wide


def _head(i: int, name: str, count: int) -> str:
    return f"Step {i + 1} of {count} · {name}"


def _lines(df: pd.DataFrame, i: int, says: str, details: Sequence[str], room: float) -> list[str]:
    """Return what is written below the strip when stop `i` is open."""
    row = df.iloc[i]
    more = [f"{frames.title(df, column)}: {clean(row[column])}" for column in details]
    return [line for text in (row[says], *more) for line in measure.wrap(text, room, lines=9)]


def _stop(
    chart: Chart, box: tuple[float, float, float, float], lines: list[str], tone: palette.Tone | None, *, opened: bool
) -> None:
    """Draw one stop: dark when it is open, grey when it is to come; a strip of color shows that it was reached."""
    x, y, wide, tall = box
    edge = palette.INK if opened else palette.AXIS
    chart.rects([box], edge if opened else "white", edge=edge)
    if tone:
        chart.rects([(x, y + tall, wide, _BAR)], tone.fill, hatch=tone.hatch)
    ink = "#ffffff" if opened else palette.INK if tone else palette.MUTED
    first = y + tall / 2 - LINE * (len(lines) - 1) / 2 + 4.4
    for i, line in enumerate(lines):
        chart.words(x + wide / 2, first + i * LINE, line, anchor="middle", color=ink, bold=True)


def _alt(df: pd.DataFrame, names: list[str], says: str, details: Sequence[str], at: int) -> str:
    row = df.iloc[at - 1]
    text = f"Strip of {len(names)} stops: {listing(names)}. Open is step {at}, {names[at - 1]}."
    more = [f"{frames.title(df, column)}: {clean(row[column])}" for column in details]
    return " ".join([text, *(said if said.endswith((".", "?")) else f"{said}." for said in (clean(row[says]), *more))])
