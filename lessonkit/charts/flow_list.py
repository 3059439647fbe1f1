"""Flows for a phone: no room for bands from left to right, but for a line a flow, below where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lessonkit.charts import guides, measure, palette
from lessonkit.charts.base import LINE, Chart, canvas
from lessonkit.text import clean, number

_LEFT = 8.0
_ARROW = " → "


def flow_list(
    table: pd.DataFrame,
    stages: Sequence[str],
    weight: str,
    color: str,
    heads: Sequence[str],
    tones: dict[str, palette.Tone],
) -> Chart:
    """Return a chart of the joined flows of an alluvial, a row of `table` each, under the values of the first stage.

    `heads` are the words over the stages. A flow has the mark of its color, and its weight where weights differ.
    """
    room = canvas() - 2 * _LEFT
    top = measure.wrap(_ARROW.join(heads), room, lines=4)
    differ = table[weight].nunique() > 1
    groups: dict[str, list[tuple[list[str], palette.Tone]]] = {}
    for row in table.to_dict("records"):
        places = [clean(row[stage]) for stage in stages]
        said = _ARROW.join(places[1:]) + (f": {number(row[weight])}" if differ else "")
        groups.setdefault(places[0], []).append((measure.wrap(said, room - 16, lines=12), tones[clean(row[color])]))
    names = {name: measure.wrap(name, room, bold=True, lines=4) for name in groups}
    key = guides.key_height(list(tones), _LEFT, canvas() - _LEFT) if color not in stages else 0
    high = sum(
        LINE * len(names[name]) + 8 + sum(LINE * len(lines) + 5 for lines, _ in flows) for name, flows in groups.items()
    )
    chart = Chart(key + 14 + LINE * len(top) + high)
    if key:
        guides.key(chart, tones, _LEFT, 16, canvas() - _LEFT)
    y = key + 14.0
    chart.block(_LEFT, y, top, color=palette.MUTED)
    y += LINE * len(top) + 6
    for name, flows in groups.items():
        chart.block(_LEFT, y, names[name], bold=True)
        y += LINE * len(names[name]) + 3
        for lines, tone in flows:
            chart.rects([(_LEFT, y - 9.5, 10, 10)], tone.fill, hatch=tone.hatch)
            chart.block(_LEFT + 16, y, lines)
            y += LINE * len(lines) + 5
        y += 5
    return chart
