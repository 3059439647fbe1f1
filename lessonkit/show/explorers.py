"""A chart that moves: every view is drawn beforehand and shown by the browser, with no kernel behind it."""

from __future__ import annotations

import base64
import datetime
import hashlib
import inspect
import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from math import prod
from numbers import Real
from typing import Any

from lessonkit.charts.base import Chart
from lessonkit.errors import CourseError
from lessonkit.html import Html, Markup, bdi, element
from lessonkit.show.caption import Caption
from lessonkit.show.picture import ALT, body, subtitle
from lessonkit.show.source_line import address
from lessonkit.show.table import Data, as_text, table_html, without_one_source
from lessonkit.text import clean, day, heading, nearest, number, options

FRAMES = 40  # views an explorer may have
LIMIT = 80_000  # bytes of its compressed views inside the notebook
KINDS = ("pick", "select", "slider")
_PICKED = 4  # options that stand side by side; more go into a select box
_LISTED = 400  # rows of the table that stands for the other views where no script runs


@options
def explorer(
    draw: Callable[..., Chart],
    controls: Mapping[str, Sequence[Any]],
    *,
    title: str,
    id: str,
    lesson: str | None = None,
    start: Mapping[str, Any] | None = None,
    caption: str = "",
    sources: Sequence[str] | None = None,
    as_of: str | None = None,
    note: str = "",
    kinds: Mapping[str, str] | None = None,
    claims: Sequence[str] = (),
) -> Html:
    """Let a reader choose what a chart shows.

    `controls` maps a label to its options: values, or (value, label) pairs. `draw` is called once for each
    combination with one keyword an option list: the label in lower case with underscores ("Fiscal year"
    becomes fiscal_year). Options that are all numbers become a slider with a play button; up to four others stand
    side by side to pick from, more go into a select box; `kinds={"Year": "select"}` says otherwise. `start` maps labels
    to the values shown first (else the first options). `id` is unique in the course; `lesson` defaults to the digits it
    begins with. The other arguments are those of `figure`. Raises CourseError when there are more than 40 views or more
    than 80,000 compressed bytes, or when one view cannot be drawn.
    """
    words = Caption(title, caption, note, sources, as_of, claims)
    _known(controls, start or {}, kinds or {}, id)
    _takes(draw, [_keyword(label) for label in controls], id)
    panel = [_control(label, options, (kinds or {}).get(label)) for label, options in controls.items()]
    count = prod(len(c["values"]) for c in panel)
    if not panel or not count:
        raise CourseError(f"The explorer {id!r} has no views", "give each control at least one option")
    if count > FRAMES:
        sizes = " × ".join(str(len(c["values"])) for c in panel)
        raise CourseError(
            f"The explorer {id!r} has {count} views ({sizes}), and {FRAMES} are the limit", "drop some options"
        )
    choices = list(product(*(range(len(c["values"])) for c in panel)))
    first = tuple(_start(c, start or {}, id) for c in panel)
    charts = [_draw(draw, panel, choice, id) for choice in choices]
    frames = [_frame(chart, words) for chart in charts]
    raw = json.dumps(frames, ensure_ascii=False, separators=(",", ":")).encode()
    packed = base64.b64encode(zlib.compress(raw, 9)).decode()
    if len(packed) > LIMIT:
        raise CourseError(
            f"The explorer {id!r} takes {len(packed):,} bytes for {count} views, and {LIMIT:,} bytes are the limit",
            "drop options or draw fewer points",
        )
    data = {
        **address(id, lesson, title),
        "controls": [{k: c[k] for k in ("label", "kind", "options")} for c in panel],
        "start": list(first),
        "sha256": hashlib.sha256(raw).hexdigest(),
    }
    at = choices.index(first)
    twin = body(charts[at], words, whole=True) + _others(panel, choices, charts, at, title)
    html = element("explorer", data, twin, data_frames=packed)
    view = f"This view: {_say(panel, first)}."
    return Html(html, words.plain("Explorer", number(count, "views"), charts[at].table, view, charts[at].alt))


def _known(controls: Mapping[str, Any], start: Mapping[str, Any], kinds: Mapping[str, str], id: str) -> None:
    """Refuse what would be passed over in silence: a misspelt control or kind, two controls with one keyword."""
    for label in (*start, *kinds):
        if label not in controls:
            raise CourseError(f"The explorer {id!r} has no control {label!r}", nearest(label, controls))
    for label, kind in kinds.items():
        if kind not in KINDS:
            raise CourseError(f"The explorer {id!r} has no kind {kind!r} for {label!r}", nearest(kind, KINDS))
    keywords = [_keyword(label) for label in controls]
    for label, keyword in zip(controls, keywords, strict=True):
        if keywords.count(keyword) > 1:
            raise CourseError(f"The explorer {id!r} has two controls named {keyword!r}", f"rename {label!r}")


def _takes(draw: Callable[..., Chart], keywords: list[str], id: str) -> None:
    """Refuse a function that does not take the controls, or that needs more."""
    try:
        takes = inspect.signature(draw)
    except ValueError:  # some functions written in C do not say what they take
        return
    try:
        takes.bind(**dict.fromkeys(keywords))
    except TypeError:
        wanted = ", ".join(f"{keyword}=" for keyword in keywords)
        has = ", ".join(takes.parameters) or "nothing"
        what = f"The explorer {id!r} calls its function with {wanted}, and that takes {has}"
        raise CourseError(what, "give both the same names") from None


def _keyword(label: str) -> str:
    return re.sub(r"\W+", "_", label.strip().lower())


def _control(label: str, options: Sequence[Any], kind: str | None) -> dict[str, Any]:
    values, names = [], []
    for option in options:
        # A pair is (value, text); (2001, 2003) is a value.
        pair = (
            isinstance(option, tuple)
            and len(option) == 2
            and isinstance(option[1], str)
            and not isinstance(option[0], str)
        )
        pair = pair or (isinstance(option, tuple) and len(option) == 2 and all(isinstance(o, str) for o in option))
        value, name = option if pair else (option, _name(option))
        values.append(value)
        names.append(clean(name))
    ordered = len(values) > 2 and all(map(_is_number, values))
    shown = heading(label)
    return {
        "label": shown,
        "keyword": _keyword(label),
        "kind": kind or ("slider" if ordered else "pick" if len(values) <= _PICKED else "select"),
        "options": names,
        "values": values,
        "asked": label,
    }


def _name(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "–".join(_name(v) for v in value)
    if value is None:
        return "All"
    value = value.astype("datetime64[s]").item() if type(value).__name__ == "datetime64" else value
    if isinstance(value, datetime.date):  # a Timestamp is one too
        return day(value)
    return f"{value:.12g}" if _is_number(value) else clean(value)


def _is_number(value: Any) -> bool:
    # Real: the numbers of a column are numpy's
    return isinstance(value, Real) and not isinstance(value, bool)


def _start(control: dict[str, Any], start: Mapping[str, Any], id: str) -> int:
    if control["asked"] not in start:
        return 0
    wanted = start[control["asked"]]
    options: list[Any]
    for options in (control["values"], control["options"]):
        if wanted in options:
            return options.index(wanted)
    what = f"The explorer {id!r} cannot start with {control['asked']} = {wanted!r}"
    raise CourseError(what, nearest(wanted, control["options"]))


def _draw(draw: Callable[..., Chart], panel: list[dict[str, Any]], choice: tuple[int, ...], id: str) -> Chart:
    try:
        chart = draw(**{c["keyword"]: c["values"][i] for c, i in zip(panel, choice, strict=True)})
    except CourseError as error:
        raise error.within(f"The explorer {id!r} cannot draw {_say(panel, choice)}") from None
    if not isinstance(chart, Chart):
        raise CourseError(
            f"The explorer {id!r} needs a function that returns a Chart", f"it got {type(chart).__name__}"
        )
    return chart


def _say(panel: list[dict[str, Any]], choice: tuple[int, ...]) -> str:
    return "; ".join(f"{c['label']}: {c['options'][i]}" for c, i in zip(panel, choice, strict=True))


def _frame(chart: Chart, words: Caption) -> dict[str, Any]:
    if len(chart.alt) < ALT:
        what = f"A view of {words.title!r} needs an alt text of {ALT} characters or more"
        raise CourseError(what, "charts build it in done()")
    head, numeric, cells = as_text(*without_one_source(chart.table))
    return {
        "svg": chart.svg(),
        "phone": small.svg() if (small := chart.phone()) else "",
        "alt": chart.alt,
        "head": head,
        "numeric": numeric,
        "rows": cells,
        "sub": subtitle(chart, words),
        "from": words.first(chart.table),
        "source": words.source(chart.table),
    }


def _filters(table: Data, lines: list[tuple[str, ...]]) -> bool:
    """Say whether the views are selections from one table: rows recur, and no two differ in their numbers alone."""
    distinct = set(lines)
    names = {tuple(cell for i, cell in enumerate(row) if i not in table.numeric) for row in distinct}
    return len(distinct) < len(lines) and len(names) == len(distinct)


def _others(
    panel: list[dict[str, Any]], choices: list[tuple[int, ...]], charts: list[Chart], at: int, title: str
) -> Markup:
    """Return what the other views show, for a reader without scripts: their data in one table, or else in sentences."""
    hint = Markup('<p class="lk-hint">Run the set-up cell at the top to use the controls.</p>')
    if len(charts) == 1:
        return Markup('<div class="lk-twin">{}</div>').format(hint)
    tables = list(map(as_text, without_one_source(*(chart.table for chart in charts))))
    lines = [tuple(row) for t in tables for row in t.rows]
    same_head = all(t.head == tables[0].head for t in tables)
    if same_head and _filters(tables[0], lines):
        rows = [list(row) for row in dict.fromkeys(lines)]
        inside = table_html(tables[0]._replace(rows=rows), f"{title} All rows.")
    elif same_head and len(lines) <= _LISTED:
        extra = len(panel)
        data = Data(
            [*(c["label"] for c in panel), *tables[0].head],
            [i + extra for i in tables[0].numeric],
            [
                [*(c["options"][i] for c, i in zip(panel, choice, strict=True)), *row]
                for choice, t in zip(choices, tables, strict=True)
                for row in t.rows
            ],
        )
        inside = table_html(data, f"{title} All views.")
    else:
        others = [(choice, chart) for i, (choice, chart) in enumerate(zip(choices, charts, strict=True)) if i != at]
        item = Markup("<li><strong>{}.</strong> {}</li>")
        items = Markup("").join(item.format(_say(panel, ch), bdi(c.alt)) for ch, c in others)
        inside = Markup("<ul>{}</ul>").format(items)
    view = Markup('<p class="lk-view">This view: {}.</p>').format(_say(panel, choices[at]))
    more = Markup("<details><summary>Show what all {} views hold</summary>{}</details>").format(len(charts), inside)
    return Markup('<div class="lk-twin">{}{}{}</div>').format(view, hint, more)
