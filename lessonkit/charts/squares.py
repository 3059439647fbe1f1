"""A whole as squares of so many units each, in the colors of its parts."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lessonkit.charts import measure, palette
from lessonkit.charts.base import LINE, Chart, canvas, for_phones
from lessonkit.course import frames
from lessonkit.errors import CourseError
from lessonkit.text import brief, clean, is_missing, listing, number, options

_MOST = 400  # squares that can still be told apart
_PARTS = len(palette.TONES)
_STEP = 15.0
_SIDE = 12.6


@options
@for_phones
def squares(
    df: pd.DataFrame,
    *,
    category: str,
    value: str,
    per: float = 100,
    unit: str = "people",
    keep: int | None = None,
    order: Sequence[str] | None = None,
    tall: int = 10,
) -> Chart:
    """Draw the sum of `value` as squares of `per` units, colored by `category`, `tall` squares a column.

    The number of squares is the sum divided by `per`, rounded; the parts are rounded by largest remainder, so
    that they add up to it, and the chart says so. `keep=5` shows the five largest parts and adds up the
    others. `order` names the parts in the order of their colors and places (else as in the table). The table
    has each part, its value and its squares. Raises CourseError for a missing or negative number, a part in
    two rows, more than seven parts or more than 400 squares.
    """
    frames.asked(category=category, value=value)
    frames.wording(unit=unit)
    frames.need(df, category=category, value=value)
    frames.some(df, "squares")
    frames.listed("order", order)
    per = frames.measure("per", per, 1e-12, 1e15)
    tall = frames.whole("tall", tall, 1, 100)
    if keep is not None:
        keep = frames.whole("keep", keep, 1, _PARTS - 1)
    table = _parts(df, category, value, keep)
    names = frames.names(table, category)
    if order:
        places = {clean(name): i for i, name in enumerate(order)}
        rank = sorted(range(len(names)), key=lambda i: places.get(names[i], len(places)))
        table, names = table.iloc[rank], [names[i] for i in rank]
    tones = palette.tones(frames.ordered(names, order), frames.colors(df))
    total = table[value].sum()
    count = int(total / per + 0.5)
    if not 1 <= count <= _MOST:
        raise CourseError(f"{number(total)} in squares of {per:,} make {count:,} squares", f"1 to {_MOST} can be drawn")
    shares = share_out([v / per for v in table[value]], count)
    tall = max(tall, -(-count // int((canvas() - 14) / _STEP)))  # a phone has fewer and longer columns
    wide = -(-count // tall) * _STEP
    beside = canvas() - wide - 40 >= 190
    room = canvas() - wide - 62 if beside else canvas() - 50
    labels = [[*measure.wrap(name, room, bold=True, lines=3)] for name in names]
    told = (f"{number(v, unit)}: {n} square{'' if n == 1 else 's'}" for v, n in zip(table[value], shares, strict=True))
    said = [measure.wrap(text, room, lines=2) for text in told]
    high = sum(LINE * (len(a) + len(b)) + 9 for a, b in zip(labels, said, strict=True))
    note = measure.wrap(
        f"1 square = {number(per, unit)}. Parts are rounded so that the squares add up to {count} (largest remainder).",
        canvas() - 24,
        lines=4,
    )
    body = max(tall * _STEP, high) if beside else tall * _STEP + high + 12
    chart = Chart(14 + body + 14 + LINE * len(note))
    done = 0
    y = 24.0 if beside else tall * _STEP + 38
    x = wide + 34 if beside else 14.0
    for name, n, head, text in zip(names, shares, labels, said, strict=True):
        tone = tones[name]
        cells = [divmod(i, tall) for i in range(done, done + n)]
        chart.rects([(12 + c * _STEP, 12 + r * _STEP, _SIDE, _SIDE) for c, r in cells], tone.fill, hatch=tone.hatch)
        done += n
        chart.rects([(x, y - 10, _SIDE, _SIDE)], tone.fill, hatch=tone.hatch)
        chart.block(x + 20, y, head, bold=True)
        chart.block(x + 20, y + LINE * len(head), text)
        y += LINE * (len(head) + len(text)) + 9
    chart.block(12, 14 + body + 20, note, color=palette.MUTED)
    table = table.assign(squares=shares).reset_index(drop=True)
    table.attrs["titles"] = {**(table.attrs.get("titles") or {}), "squares": f"Squares of {per:,}"}
    if "source_id" in table.columns:
        table["source_id"] = table.pop("source_id")
    return chart.done(table, _alt(table, names, shares, value, total, per, unit, count), len(table), unit)


def _parts(df: pd.DataFrame, category: str, value: str, keep: int | None) -> pd.DataFrame:
    frames.apart({"category": category, "value": value, "squares": "squares"})
    table = frames.one_name(frames.pick(df, [category, value]), [category])
    table[value] = frames.figures(table, value)
    for i, amount in enumerate(table[value]):
        if is_missing(amount) or amount < 0:
            name = clean(table[category].iloc[i])
            raise CourseError(f"{name!r} has {number(amount)} in {value!r}", "squares need a number from zero up")
    twice = table[table[category].duplicated()]
    if len(twice):
        raise CourseError(
            f"{clean(twice.iloc[0][category])!r} stands in two rows", "add them up before drawing squares"
        )
    if keep is not None and len(table) > keep:
        sorted_ = table.sort_values(value, ascending=False, kind="stable")
        first, rest = sorted_.iloc[:keep], sorted_.iloc[keep:]
        row = {category: f"All others ({len(rest)})", value: rest[value].sum()}
        attrs = frames.sourced(first.drop(columns="source_id", errors="ignore"), df).attrs
        table = pd.concat([first[[category, value]], pd.DataFrame([row])], ignore_index=True)
        table.attrs = attrs
    if len(table) > _PARTS:
        raise CourseError(
            f"{len(table)} parts cannot be told apart in squares", f"show the largest with keep={_PARTS - 1}"
        )
    return table


def share_out(quotas: Sequence[float], count: int) -> list[int]:
    """Round quotas to whole numbers that add up to `count`: each gets its whole part, then the largest
    remainders one more.

    >>> share_out([1.5, 1.5, 1.0], 4)
    [2, 1, 1]
    """
    whole = [int(q + 1e-9) for q in quotas]
    left = count - sum(whole)
    for i in sorted(range(len(quotas)), key=lambda i: (whole[i] - quotas[i], i))[: max(left, 0)]:
        whole[i] += 1
    return whole


def _alt(
    table: pd.DataFrame,
    names: list[str],
    shares: list[int],
    value: str,
    total: float,
    per: float,
    unit: str,
    count: int,
) -> str:
    text = f"{count} squares of {number(per, unit)} each, {number(total, unit)} in all."
    parts = sorted(zip(names, table[value], shares, strict=True), key=lambda p: -p[1])
    said = [f"{brief(n, 60)} {number(v)} ({s} square{'' if s == 1 else 's'})" for n, v, s in parts]
    return f"{text} From largest to smallest: {listing(said)}."
