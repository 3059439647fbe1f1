"""A table to search, filter, sort and open: it is complete without scripts, and comes alive with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lessonkit.course.frames import need
from lessonkit.errors import CourseError
from lessonkit.html import Html, Markup, bdi, element
from lessonkit.show.caption import Caption
from lessonkit.show.source_line import address
from lessonkit.show.table import as_text, table_box
from lessonkit.text import is_missing, listing, number, options


@options
def rows(
    df: pd.DataFrame,
    *,
    title: str,
    id: str,
    lesson: str | None = None,
    columns: Sequence[str] | Mapping[str, str] | None = None,
    filters: Sequence[str] = (),
    search: bool = True,
    sort: bool = True,
    details: Sequence[str] = (),
    caption: str = "",
    sources: Sequence[str] | None = None,
    as_of: str | None = None,
    claims: Sequence[str] = (),
) -> Html:
    """Show a table whose rows a reader can search, filter, sort and open.

    `columns` names the columns shown (all but the details, when empty), or maps names to headings; the first
    one names its row. `filters` are columns with a select box each; `details` are columns behind "More" in
    each row. Cells hold text, never HTML. `claims` are those on which a title that counts or ranks rests. Raises
    CourseError for an empty table, a missing column, a filter on a column not in the table or a claim that does not
    hold.
    """
    words = Caption(title, caption, "", sources, as_of, claims)
    if not len(df):
        raise CourseError(f"The table {id!r} has no rows", "check the filter before it")
    shown = list(columns) if columns else [c for c in df.columns if c not in details]
    need(df, **{f"columns[{i}]": c for i, c in enumerate(shown)})
    need(df, **{f"details[{i}]": c for i, c in enumerate(details)})
    need(df, **{f"filters[{i}]": c for i, c in enumerate(filters)})
    data = as_text(df[shown])
    names = [columns[c] for c in shown] if isinstance(columns, Mapping) else data.head
    extra = as_text(df[list(details)])
    sieve = as_text(df[list(filters)])
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(bdi(name)) for name in names)
    raw = [list(r) for r in df[shown].itertuples(index=False, name=None)]
    body = []
    for i, cells in enumerate(data.rows):
        keys = Markup("").join(
            Markup(' data-f{}="{}"').format(k, v) for k, v in enumerate(sieve.rows[i] if filters else ())
        )
        more = _more(extra.head, extra.rows[i], len(shown)) if details else ""
        shells = [Markup('<th scope="row"{}>{}</th>').format(_key(raw[i][0], cells[0]), bdi(cells[0]))]
        for j, cell in enumerate(cells[1:], 1):
            kind = Markup(' class="lk-n"') if j in data.numeric else ""
            shells.append(Markup("<td{}{}>{}</td>").format(kind, _key(raw[i][j], cell), bdi(cell)))
        # A body of its own for each row and what stands behind it: they are sorted and hidden together.
        body.append(Markup("<tbody{}><tr>{}</tr>{}</tbody>").format(keys, Markup("").join(shells), more))
    named = Markup('{}<span class="lk-sub">{}</span>').format(bdi(title), bdi(words.subtitle(df)))
    twin = table_box(head, Markup("").join(body), named, title, "lk-scroll lk-rows") + words.said() + words.foot(df)
    alive = [name for name, has in (("search", search), ("filter", filters), ("sort", sort)) if has]
    if alive:
        can = listing(alive)
        twin += Markup('<p class="lk-twin lk-hint">Run the set-up cell at the top to {}.</p>').format(can)
    config = {
        **address(id, lesson, title),
        "filters": [sieve.head[k] for k in range(len(filters))],
        "search": search,
        "sort": sort,
        "details": bool(details),
    }
    plain = words.plain("Table", number(len(df), "rows"), df, f"Columns: {', '.join(names)}.")
    return Html(element("rows", config, twin), plain)


def _key(value: Any, shown: str) -> Markup:
    """Return what a cell is sorted by, where that is not the text it shows."""
    if is_missing(value):
        return Markup(' data-v=""')
    if isinstance(value, bool):
        return Markup("")
    text = f"{value:.12g}" if hasattr(value, "__float__") else str(value)
    return Markup(' data-v="{}"').format(text) if text != shown and len(text) < 40 else Markup("")


def _more(head: list[str], cells: list[str], wide: int) -> Markup:
    pair = Markup("<dt>{}</dt><dd>{}</dd>")
    pairs = Markup("").join(pair.format(bdi(h), bdi(c)) for h, c in zip(head, cells, strict=True) if c)
    box = Markup('<tr><td colspan="{}"><details class="lk-more"><summary>More</summary><dl>{}</dl></details></td></tr>')
    return box.format(wide, pairs) if pairs else Markup("")
