"""Flows from left to right: what came from where, passed through what, and ended where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
from matplotlib.path import Path

from lessonkit.charts import guides, measure, palette
from lessonkit.charts.base import LINE, WIDTH, Chart, for_phones, narrow
from lessonkit.charts.flow_list import flow_list
from lessonkit.course import frames
from lessonkit.errors import CourseError
from lessonkit.text import brief, clean, number, options

_AIR = 9.0  # between two nodes of a stage
_BAR = 9.0  # width of a node at the left and right edge
_SIDE = 132.0  # room for the words outside the first and last stage
_INNER = 106.0  # width of a node in between, with its words inside
_HIGHEST = 4000.0  # points: what an explicit thickness may come to


@dataclass
class _Node:
    """One value of one stage: its words, its place and how much of its height bands have used so far."""

    name: str
    weight: float = 0.0
    lines: list[str] = field(default_factory=list)
    top: float = 0.0
    high: float = 0.0
    into: float = 0.0
    out: float = 0.0


@options
@for_phones
def alluvial(
    df: pd.DataFrame,
    *,
    stages: list[str],
    weight: str | None = None,
    color: str | None = None,
    headings: list[str] | None = None,
    unit: str = "",
    thickness: float | None = None,
    order: Sequence[str] | None = None,
) -> Chart:
    """Draw flows through two or more `stages` (columns, left to right); a row of `df` is one flow.

    Rows that pass the same values are joined. Without `weight` each row counts 1, so all rows are equally
    wide. `color` is the column that colors the bands: the first stage unless named; another column gets a key
    on top. `headings` are the words over the stages (else the columns' names); `unit` names what the widths
    count in the alt text; `thickness` is the height of weight 1 in points (else weights share a fixed height, whatever
    their unit, and up to two hundred counted rows one at which they can be counted); `order` names the colored
    values in the order of their colors. Raises CourseError for fewer than two stages, a missing column, an empty
    cell in a stage or a weight that is not above zero.
    """
    frames.listed("stages", stages)
    frames.listed("headings", headings)
    frames.listed("order", order)
    if thickness is not None:
        thickness = frames.measure("thickness", thickness, 1e-15, 1e15)
    stages = list(stages or ())
    if len(stages) < 2:
        raise CourseError("A flow chart needs at least two stages", "name them as stages=['from', 'to']")
    color = stages[0] if color is None else color
    frames.asked(**{f"stages[{i}]": stage for i, stage in enumerate(stages)})
    frames.wording(unit=unit)
    frames.need(df, weight=weight, color=color, **{f"stages[{i}]": stage for i, stage in enumerate(stages)})
    for stage in [*stages, color]:
        frames.apart({"a stage or the color": stage, "weight": weight or "flows"})
    if headings is not None and len(list(headings)) != len(stages):
        raise CourseError(f"headings= has {len(list(headings))} words for {len(stages)} stages", "write one a stage")
    table, weight, counted = _paths(df, stages, weight, color)
    nodes = _nodes(table, stages, weight)
    tones = palette.tones(frames.ordered(frames.texts(table, color), order), frames.colors(df))
    titles = list(headings or (frames.title(df, stage) for stage in stages))
    if narrow():
        alt = _alt(table, stages, weight, nodes, unit, counted)
        return flow_list(table, stages, weight, color, titles, tones).done(table, alt, len(table), unit)
    room = [_SIDE if i in (0, len(stages) - 1) else _INNER - 10 for i in range(len(stages))]
    for stack, wide in zip(nodes, room, strict=True):
        for node in stack.values():
            node.lines = measure.wrap(node.name, wide - 4, lines=4)
    unit_high = _unit_high(float(sum(n.weight for n in nodes[0].values())), thickness, counted)
    heads = [measure.wrap(h, r + 10, bold=True, lines=2) for h, r in zip(titles, room, strict=True)]
    key = guides.key_height(list(tones), 8, WIDTH - 8) if color not in stages else 0
    top = key + max(map(len, heads)) * LINE + 12
    bottom = _stack(nodes, unit_high, top)
    chart = Chart(bottom + 8)
    if key:
        guides.key(chart, tones, 8, 16, WIDTH - 8)
    edges = _columns(len(stages))
    for i, lines in enumerate(heads):
        left, right = edges[i]
        anchor, x = (
            ("end", right) if i == 0 else ("start", left) if i == len(stages) - 1 else ("middle", (left + right) / 2)
        )
        chart.block(x, key + 14, lines, anchor=anchor, bold=True, color=palette.MUTED)
    _bands(chart, table, stages, weight, color, nodes, edges, tones, unit_high)
    _boxes(chart, nodes, edges, tones if color == stages[0] else {})
    return chart.done(table, _alt(table, stages, weight, nodes, unit, counted), len(table), unit)


def _unit_high(total: float, thickness: float | None, counted: bool) -> float:
    """Return the height of weight 1 in points."""
    if thickness:
        if not 0 < thickness * total <= _HIGHEST:
            raise CourseError(
                f"thickness={thickness:g} makes flows of {number(total)} in all {thickness * total:,.0f} points "
                f"high, and {_HIGHEST:,.0f} are the limit",
                "leave thickness= out",
            )
        return thickness
    if counted:
        return max(min(3.0, 600 / total), min(16.0, 260 / total))
    return 260 / total


def _paths(df: pd.DataFrame, stages: list[str], weight: str | None, color: str) -> tuple[pd.DataFrame, str, bool]:
    keys = list(dict.fromkeys([*stages, color]))
    frames.some(df, "flows")
    df = frames.one_name(df, keys)
    for stage in keys:
        empty = df.index[df[stage].isna()]
        if len(empty):
            raise CourseError(f"Row {empty[0]} has nothing in {stage!r}", "every flow needs a value there")
    name = weight or "flows"
    sized = df.assign(**{name: frames.figures(df, weight) if weight else 1})
    bad = sized[~(sized[name] > 0)]
    if len(bad):
        raise CourseError(
            f"Row {bad.index[0]} has {number(bad[name].iloc[0])} in {name!r}", "a flow must be wider than zero"
        )
    table = sized.groupby(keys, sort=False)[name].sum().reset_index()
    return frames.sourced(table, df), name, weight is None


def _nodes(table: pd.DataFrame, stages: list[str], weight: str) -> list[dict[str, _Node]]:
    """Return the nodes of each stage in an order that keeps bands from crossing where it can."""
    stacks: list[dict[str, _Node]] = []
    for i, stage in enumerate(stages):
        nodes: dict[str, _Node] = {}
        pull: dict[str, float] = {}  # the middle of where a node's flows come from, by their weight
        ranks = {name: r for r, name in enumerate(stacks[i - 1])} if i else {}
        for row in table.to_dict("records"):
            name = clean(row[stage])
            nodes.setdefault(name, _Node(name)).weight += row[weight]
            if i:
                pull[name] = pull.get(name, 0.0) + ranks[clean(row[stages[i - 1]])] * row[weight]
        order = sorted(nodes, key=lambda n: pull[n] / nodes[n].weight) if i else list(nodes)
        stacks.append({name: nodes[name] for name in order})
    return stacks


def _stack(nodes: list[dict[str, _Node]], unit_high: float, top: float) -> float:
    """Place the nodes of each stage below each other, all stages as tall as the tallest; return the bottom."""
    for stage in nodes:
        for node in stage.values():
            node.high = node.weight * unit_high
    slots = [[max(n.high, LINE * len(n.lines) + 2) for n in stage.values()] for stage in nodes]
    tall = max(sum(s) + _AIR * (len(s) - 1) for s in slots)
    for stage, heights in zip(nodes, slots, strict=True):
        air = (tall - sum(heights)) / (len(heights) - 1) if len(heights) > 1 else 0
        air = min(air, 46.0)
        y = top + (tall - sum(heights) - air * (len(heights) - 1)) / 2
        for node, slot in zip(stage.values(), heights, strict=True):
            node.top = y + (slot - node.high) / 2
            y += slot + air
    return top + tall


def _columns(count: int) -> list[tuple[float, float]]:
    """Return left and right edge of the nodes of each stage."""
    first, last = _SIDE + 6, WIDTH - _SIDE - 6
    step = (last - first - 2 * _BAR) / (count - 1)
    edges = [(first, first + _BAR)]
    for i in range(1, count - 1):
        middle = first + _BAR + step * i
        edges.append((middle - _INNER / 2, middle + _INNER / 2))
    return [*edges, (last - _BAR, last)]


def _bands(
    chart: Chart,
    table: pd.DataFrame,
    stages: list[str],
    weight: str,
    color: str,
    nodes: list[dict[str, _Node]],
    edges: list[tuple[float, float]],
    tones: dict[str, palette.Tone],
    unit_high: float,
) -> None:
    places = [{name: i for i, name in enumerate(stage)} for stage in nodes]
    rows = [(*(clean(row[s]) for s in stages), clean(row[color]), row[weight]) for row in table.to_dict("records")]
    drawn: dict[str, list[Path]] = {}
    for i in range(len(stages) - 1):
        # A node's bands leave in the order of the nodes they go to, and arrive in the order they come from.
        spans: dict[int, list[float]] = {}
        for r in sorted(range(len(rows)), key=lambda r: [places[j][rows[r][j]] for j in (i, i + 1, 0)]):
            node = nodes[i][rows[r][i]]
            spans[r] = [node.top + node.out]
            node.out += rows[r][-1] * unit_high
        for r in sorted(range(len(rows)), key=lambda r: [places[j][rows[r][j]] for j in (i + 1, i, 0)]):
            node = nodes[i + 1][rows[r][i + 1]]
            spans[r].append(node.top + node.into)
            node.into += rows[r][-1] * unit_high
        for r, (y0, y1) in spans.items():
            drawn.setdefault(rows[r][-2], []).append(
                _band(edges[i][1], edges[i + 1][0], y0, y1, rows[r][-1] * unit_high)
            )
    for name, paths in drawn.items():
        chart.path(Path.make_compound_path(*paths), tones[name].fill, hatch=tones[name].hatch, alpha=0.62)


def _band(x0: float, x1: float, y0: float, y1: float, high: float) -> Path:
    middle = (x0 + x1) / 2
    gap = 0.4 if high > 4 else 0.0  # a hair of white, so that equal neighbors can be counted
    a, b, low, end = y0 + gap, y1 + gap, y0 + high - gap, y1 + high - gap
    points = [
        (x0, a),
        (middle, a),
        (middle, b),
        (x1, b),
        (x1, end),
        (middle, end),
        (middle, low),
        (x0, low),
        (x0, a),
    ]
    curve = Path.CURVE4
    return Path(points, [Path.MOVETO, curve, curve, curve, Path.LINETO, curve, curve, curve, Path.CLOSEPOLY])


def _boxes(
    chart: Chart,
    nodes: list[dict[str, _Node]],
    edges: list[tuple[float, float]],
    tones: dict[str, palette.Tone],
) -> None:
    last = len(nodes) - 1
    for i, (stage, (left, right)) in enumerate(zip(nodes, edges, strict=True)):
        for node in stage.values():
            middle = node.top + node.high / 2
            base = middle - LINE * (len(node.lines) - 1) / 2 + 4.4
            if i in (0, last):
                tone = tones.get(node.name)
                chart.rects([(left, node.top, right - left, node.high)], tone.dark if tone and i == 0 else palette.INK)
                x, anchor = (left - 6, "end") if i == 0 else (right + 6, "start")
                chart.block(x, base, node.lines, anchor=anchor)
            else:
                tall = max(node.high, LINE * len(node.lines) + 2)
                chart.rects([(left, middle - tall / 2, right - left, tall)], "white", edge=palette.AXIS)
                chart.block((left + right) / 2, base, node.lines, anchor="middle")


def _alt(
    table: pd.DataFrame,
    stages: list[str],
    weight: str,
    nodes: list[dict[str, _Node]],
    unit: str,
    counted: bool,
) -> str:
    total = table[weight].sum()
    what = number(total, unit or ("flows" if counted else ""))
    text = f"Flow chart of {what} from {' to '.join(frames.title(table, s).lower() for s in stages)}."
    for stage, name in zip(nodes, stages, strict=True):
        largest = sorted(stage.values(), key=lambda n: -n.weight)
        parts = [f"{brief(node.name, 60)} {number(node.weight)}" for node in largest[:8]]
        more = f" and {len(largest) - 8} more" if len(largest) > 8 else ""
        text += f" {frames.title(table, name)}: {', '.join(parts)}{more}."
    high = table.loc[table[weight].idxmax()]
    if table[weight].nunique() > 1:
        text += f" Widest: {' to '.join(brief(high[s], 60) for s in stages)}, {number(high[weight])}."
    return text
