"""Horizontal bars from zero, each with its number; plain, grouped or stacked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from lessonkit.charts import guides, measure, palette
from lessonkit.charts.base import LINE, Chart, canvas, for_phones, narrow
from lessonkit.course import frames
from lessonkit.errors import CourseError
from lessonkit.text import brief, clean, is_missing, label, number, options

_THICK = 17.0
_GAP = 8.0
_WORDS = 210.0  # room for the names of the categories


class _Bar(NamedTuple):
    """One number to draw: its category, its group ("" without) and its value (None: not published)."""

    name: str
    group: str
    value: float | None


@options
@for_phones
def bars(
    df: pd.DataFrame,
    *,
    category: str,
    value: str | None = None,
    group: str | None = None,
    stacked: bool = False,
    unit: str = "",
    sort: bool = True,
    highlight: Collection[str] = (),
    most: float | None = None,
    order: Sequence[str] | None = None,
) -> Chart:
    """Draw one bar a category (or one a category and group), with the number at its end.

    Without `value` the rows of each category are counted. `group` puts a second column beside (or, `stacked`,
    inside) each bar; `order` names the groups in the order of their colors. Bars go from largest to smallest
    unless `sort=False`. `unit` names what is counted ("agencies", "%"). `highlight` names categories to color
    while the others turn grey. `most` fixes the end of the scale, so that the views of an explorer compare.
    An empty value is drawn as "not published"; a stacked bar with such a part says how many are missing behind the
    sum of the others, and one without any number "not published". Raises CourseError for a missing column, a
    negative number, a bar longer than `most`, or a category (and group) in two rows.
    """
    frames.asked(category=category)
    frames.wording(unit=unit)
    frames.need(df, category=category, value=value, group=group)
    frames.some(df, "bars")
    frames.listed("order", order)
    frames.listed("highlight", highlight)
    highlight = [clean(name) for name in highlight or ()]
    table, value = _table(df, category, value, group, unit)
    drawn = [
        _Bar(name, part, None if is_missing(v) else v)
        for name, part, v in zip(frames.names(table, category), frames.names(table, group), table[value], strict=True)
    ]
    totals = _totals(drawn)
    most = frames.within(table, category, value, most, [(totals[b.name] if stacked else b.value) or 0 for b in drawn])
    if sort:  # what has no number comes last, behind a true zero
        rank = sorted(range(len(drawn)), key=lambda i: (totals[drawn[i].name] is None, -(totals[drawn[i].name] or 0)))
        table, drawn = table.iloc[rank], [drawn[i] for i in rank]
    names = list(dict.fromkeys(bar.name for bar in drawn))
    tones = palette.tones(frames.ordered((bar.group for bar in drawn), order), frames.colors(df))
    fixed = {} if group else frames.colors(df)  # without groups a bar may be a thing that has its own color
    alone = {name: palette.own(fixed[name]) for name in names if name in fixed}
    if alone:
        tones = dict.fromkeys(tones, palette.own(palette.AXIS))
    rows = {name: [bar for bar in drawn if bar.name == name] for name in names}
    sums = {name: _sum(totals[name], rows[name], unit) for name in names}
    ends = list(sums.values()) if stacked else [label(bar.value, unit) for bar in drawn]
    wide, above = canvas(), narrow()  # on a phone the names stand above their bars
    words = wide - 10 if above else _WORDS
    labels = {name: measure.wrap(name, words, lines=3, bold=name in highlight) for name in names}
    column = max(measure.width(line, bold=True) for lines in labels.values() for line in lines) + 2
    left = 4.0 if above else min(column, words) + 18
    room = wide - left - max(map(measure.width, ends)) - (10 if above else 18)
    peak = max((t or 0) for t in totals.values()) if stacked else max((bar.value or 0) for bar in drawn)
    scale = room / (most or peak or 1)
    thick = _THICK if stacked or not group else 15.0
    tall = {name: thick if stacked else thick * len(part) for name, part in rows.items()}
    heads = {name: LINE * len(labels[name]) for name in names}
    heights = {name: (tall[name] + heads[name] + 2 if above else max(tall[name], heads[name])) + _GAP for name in names}
    top = 8 + (guides.key_height(list(tones), left, wide - 8) if group else 0)
    chart = Chart(top + sum(heights.values()) + 8)
    if group:
        guides.key(chart, tones, left, 18, wide - 8)
    y = top
    for name in names:
        middle = y + heights[name] / 2
        if above:
            chart.block(left, y + 12, labels[name], bold=name in highlight)
            at = y + heads[name] + 2
        else:
            base = middle - LINE * (len(labels[name]) - 1) / 2 + 4.4
            chart.block(left - 8, base, labels[name], anchor="end", bold=name in highlight)
            at = middle - tall[name] / 2
        if stacked:
            color = palette.MUTED if totals[name] is None else palette.INK
            _stack(chart, rows[name], tones, (left, at, thick), scale, sums[name], color)
        for i, bar in enumerate(() if stacked else rows[name]):
            quiet = bool(highlight) and name not in highlight
            _one(chart, bar, alone.get(name, tones[bar.group]), (left, at + i * thick, thick), scale, unit, quiet)
        y += heights[name]
    if not above:
        chart.strokes([[(left, top), (left, y)]], palette.AXIS)
    return chart.done(table, _alt(table, drawn, category, value, group, unit), len(drawn), unit)


def _table(
    df: pd.DataFrame, category: str, value: str | None, group: str | None, unit: str
) -> tuple[pd.DataFrame, str]:
    keys = [key for key in (category, group) if key]
    frames.apart({"category": category, "group": group, "value": value or "count"})
    df = frames.one_name(df, keys)
    if value is None:
        counts = frames.sourced(df.groupby(keys, sort=False, dropna=False).size().reset_index(name="count"), df)
        titles = {**(df.attrs.get("titles") or {}), "count": f"Number of {unit or 'rows'}"}
        counts.attrs["titles"] = titles
        counts.attrs["plain"] = [*(df.attrs.get("plain") or ()), *keys]
        return counts, "count"
    table = frames.pick(df, [*keys, value], plain=keys)
    table[value] = frames.figures(table, value)
    twice = table[table.duplicated(keys)]
    if len(twice):
        name = " / ".join(clean(twice.iloc[0][key]) for key in keys)
        raise CourseError(f"{name!r} stands in two rows", "add them up or filter before drawing bars")
    below = table[table[value] < 0]
    if len(below):
        row = below.iloc[0]
        raise CourseError(f"Bars start at zero, but {clean(row[category])!r} has {row[value]:g}")
    return table, value


def _totals(drawn: list[_Bar]) -> dict[str, float | None]:
    """Return the sum of each category's published numbers; None where there is none to add up."""
    known: dict[str, list[float]] = {}
    for bar in drawn:
        known.setdefault(bar.name, []).extend([] if bar.value is None else [bar.value])
    return {name: sum(values) if values else None for name, values in known.items()}


def _sum(total: float | None, parts: list[_Bar], unit: str) -> str:
    """Return what stands behind a stacked bar: a sum of some of its parts is not shown as that of all."""
    missing = sum(bar.value is None for bar in parts)
    return label(total, unit) + (f", {missing} not published" if missing and total is not None else "")


def _one(
    chart: Chart, bar: _Bar, tone: palette.Tone, place: tuple[float, float, float], scale: float, unit: str, quiet: bool
) -> None:
    left, y, thick = place
    wide = (bar.value or 0) * scale
    inset = 1 if thick < _THICK else 0
    if wide:
        fill, hatch = (palette.QUIET, "") if quiet else (tone.fill, tone.hatch)
        chart.rects([(left, y + inset, wide, thick - 2 * inset)], fill, hatch=hatch)
    color = palette.MUTED if bar.value is None else palette.INK
    chart.words(left + wide + 6, y + thick / 2 + 4.4, label(bar.value, unit), color=color)


def _stack(
    chart: Chart,
    parts: list[_Bar],
    tones: dict[str, palette.Tone],
    place: tuple[float, float, float],
    scale: float,
    total: str,
    color: str,
) -> None:
    left, y, thick = place
    values = {bar.group: bar.value for bar in parts}
    alone = sum(bool(value) for value in values.values()) == 1  # its number stands behind the bar already
    x = left
    for group, tone in tones.items():
        wide = (values.get(group) or 0) * scale
        if not wide:
            continue
        chart.rects([(x, y, max(wide - 1, 0.5), thick)], tone.fill, hatch=tone.hatch)
        tag = number(values[group])
        if not alone and measure.width(tag) + 10 < wide:
            if tone.hatch:  # clear the number's ground
                half = measure.width(tag) / 2 + 3
                chart.rects([(x + wide / 2 - half, y + 1, 2 * half, thick - 2)], tone.fill)
            chart.words(x + wide / 2, y + thick / 2 + 4.4, tag, anchor="middle", color=palette.on_fill(tone))
        x += wide
    chart.words(x + 6, y + thick / 2 + 4.4, total, color=color)


def _alt(table: pd.DataFrame, drawn: list[_Bar], category: str, value: str, group: str | None, unit: str) -> str:
    by = frames.title(table, category).lower()
    text = f"Bar chart of {frames.title(table, value).lower()} by {by}"
    text += f" and {frames.title(table, group).lower()}" if group else ""
    text += f", {len(drawn)} bar{'s' if len(drawn) > 1 else ''}."
    known = [(bar.value, bar) for bar in drawn if bar.value is not None]
    if not known:
        return text + " No number is published for any of them."
    (most, high), (least, low) = max(known, key=itemgetter(0)), min(known, key=itemgetter(0))
    text += f" Largest: {_say(high)}, {number(most, unit)}."
    same = sum(value == least for value, _ in known)
    if least != most:
        text += f" Smallest: {_say(low)}, {number(least, unit)}"
        text += f" ({same} bars share it)." if same > 1 else "."
    elif len(known) > 1:
        text += f" All {len(known)} are equal."
    if len(known) < len(drawn):
        text += f" No number is published for {len(drawn) - len(known)}."
    if unit != "%" and len(known) > 1:
        text += " Together" if len(known) == len(drawn) else " Together without them"
        text += f": {number(sum(value for value, _ in known), unit)}."
    return text


def _say(bar: _Bar) -> str:
    return brief(bar.name) + (f" ({brief(bar.group, 60)})" if bar.group else "")
