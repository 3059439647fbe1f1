"""Horizontal bars from zero, each with its number; plain, grouped or stacked."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from lessonkit.charts import palette, words
from lessonkit.charts.base import LINE, WIDTH, Chart, figures, legend, legend_height, need, pick, sourced
from lessonkit.errors import CourseError

_GAP = 8.0


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
) -> Chart:
    """Draw one bar a category (or one a category and group), with the number at its end.

    Without `value` the rows of each category are counted. `group` puts a second column beside (or, `stacked`, inside)
    each bar. Bars go from largest to smallest unless `sort=False`. `unit` stands behind numbers in the alt text; "%"
    also on the chart. `highlight` names categories to color while the others turn grey. `most` fixes the end of the
    scale, so that frames of an explorer compare. An empty value is drawn as "not published". Raises CourseError for a
    missing column, a negative number or a category (and group) that stands in two rows.
    """
    need(df, category=category, value=value, group=group)
    table, value, counted = _table(df, category, value, group)
    names = list(dict.fromkeys(table[category].map(words.clean)))
    totals = table.groupby(table[category].map(words.clean), sort=False)[value].sum()
    if sort:
        rank = {name: -totals[name] for name in names}
        names.sort(key=rank.__getitem__)
        table = table.iloc[
            sorted(range(len(table)), key=lambda i: rank[words.clean(table[category].iloc[i])])
        ]
    groups = list(dict.fromkeys(table[group].map(words.clean))) if group else [""]
    tones = palette.tones(groups)
    column = min(210.0, max((max(map(words.width, words.wrap(n, 210))) for n in names), default=10) + 2)
    labels = {name: words.wrap(name, column, lines=3) for name in names}
    peak = totals.max() if stacked else table[value].max()
    scale_end = float(most or peak or 1) if peak == peak else 1.0
    end = max(words.width(_tag(v, unit)) for v in [*table[value], *(totals if stacked else [])]) + 8
    left, length = column + 18, WIDTH - column - 18 - end - 8
    thick = 17.0 if len(groups) == 1 or stacked else 15.0
    tall = thick if stacked else thick * len(groups)
    rows = [max(tall, LINE * len(labels[name])) + _GAP for name in names]
    top = (legend_height(tones, left, WIDTH - 8) if group else 0) + 8
    chart = Chart(top + sum(rows) + 6)
    if group:
        legend(chart, tones, left, 18, WIDTH - 8)
    y, drawn = top, 0
    for name, high in zip(names, rows, strict=True):
        lines = labels[name]
        chart.block(
            left - 8, y + (high - LINE * len(lines)) / 2 + 11.5, lines, anchor="end", bold=name in highlight
        )
        part = table[table[category].map(words.clean) == name]
        drawn += len(part)
        at = y + (high - tall) / 2
        values = dict(zip(part[group].map(words.clean) if group else [""], part[value], strict=True))
        quiet = bool(highlight) and name not in highlight
        if stacked:
            _stack(chart, values, tones, (left, at, length / scale_end, thick), _tag(totals[name], unit))
        else:
            for i, key in enumerate(groups):
                _bar(
                    chart,
                    values,
                    key,
                    tones[key],
                    (left, at + i * thick, length / scale_end, thick),
                    unit,
                    quiet,
                )
        y += high
    chart.strokes([[(left, top), (left, y)]], palette.AXIS)
    return chart.done(table, _alt(table, names, totals, category, value, group, unit, counted), drawn)


def _table(
    df: pd.DataFrame, category: str, value: str | None, group: str | None
) -> tuple[pd.DataFrame, str, bool]:
    keys = [key for key in (category, group) if key]
    if not len(df):
        raise CourseError(
            f"There is no row to draw bars of {category!r} from; check the filter before the chart."
        )
    if value is None:
        counts = df.groupby(keys, sort=False, dropna=False).size().reset_index(name="rows")
        return sourced(counts, df), "rows", True
    table = pick(df, [*keys, value])
    table[value] = figures(df, value)
    twice = table[table.duplicated(keys)]
    if len(twice):
        name = " / ".join(words.clean(twice.iloc[0][key]) for key in keys)
        raise CourseError(f"{name!r} stands in two rows; add them up or filter before drawing bars.")
    if (table[value] < 0).any():
        row = table[table[value] < 0].iloc[0]
        raise CourseError(f"Bars start at zero, but {words.clean(row[category])!r} has {row[value]:g}.")
    return table, value, False


def _tag(value: float, unit: str) -> str:
    return words.number(value, "%" if unit == "%" else "")


def _bar(
    chart: Chart,
    values: dict[str, float],
    key: str,
    tone: palette.Tone,
    place: tuple[float, float, float, float],
    unit: str,
    quiet: bool,
) -> None:
    if key not in values:
        return
    left, y, scale, thick = place
    number = values[key]
    wide = 0 if words.is_missing(number) else number * scale
    inset = 1 if thick < 17 else 0
    if wide:
        chart.rects(
            [(left, y + inset, wide, thick - 2 * inset)],
            palette.QUIET if quiet else tone.fill,
            hatch="" if quiet else tone.hatch,
        )
    chart.words(
        left + wide + 6,
        y + thick / 2 + 4.4,
        _tag(number, unit),
        color=palette.MUTED if words.is_missing(number) else palette.INK,
    )


def _stack(
    chart: Chart,
    values: dict[str, float],
    tones: dict[str, palette.Tone],
    place: tuple[float, float, float, float],
    total: str,
) -> None:
    left, y, scale, thick = place
    x = left
    for key, tone in tones.items():
        number = values.get(key)
        if number is None or words.is_missing(number) or not number:
            continue
        wide = number * scale
        chart.rects([(x, y, max(wide - 1, 0.5), thick)], tone.fill, hatch=tone.hatch)
        tag = words.number(number)
        if words.width(tag) + 8 < wide and not tone.hatch:
            chart.words(x + wide / 2, y + thick / 2 + 4.4, tag, anchor="middle", color=palette.on_fill(tone))
        x += wide
    chart.words(x + 6, y + thick / 2 + 4.4, total)


def _alt(
    table: pd.DataFrame,
    names: list[str],
    totals: pd.Series,
    category: str,
    value: str,
    group: str | None,
    unit: str,
    counted: bool,
) -> str:
    what = "number of rows" if counted else words.heading(value).lower()
    text = f"Bar chart of {what} by {words.heading(category).lower()}"
    text += f" and {words.heading(group).lower()}, {len(table)} bars." if group else f", {len(table)} bars."
    known = table[table[value].notna()]
    if not len(known):
        return text + " No number is published for any of them."

    def name(row: pd.Series) -> str:
        return words.clean(row[category]) + (f" ({words.clean(row[group])})" if group else "")

    high, low = known.loc[known[value].idxmax()], known.loc[known[value].idxmin()]
    text += f" Largest: {name(high)}, {words.number(high[value], unit)}."
    if len(known) > 1:
        text += f" Smallest: {name(low)}, {words.number(low[value], unit)}."
    ties = [name(row) for _, row in known.iterrows() if row[value] == low[value]]
    if len(ties) > 1 and low[value] != high[value]:
        text += f" {len(ties)} bars have that smallest number."
    if len(known) < len(table):
        text += f" No number is published for {len(table) - len(known)}."
    if unit != "%":
        text += f" Together: {words.number(totals.sum(), unit)}."
    return text
