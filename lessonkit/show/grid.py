"""A grid of marks: things down, columns across, and in each cell one of a few signs that a legend names.

It is a table with its words in the cells. A style draws a sign in the place of each word; on a phone a menu chooses the
column that is shown. Neither needs a script.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from lessonkit import web
from lessonkit.course import frames
from lessonkit.errors import CourseError
from lessonkit.html import Html, Markup, bdi, element, trusted
from lessonkit.show.caption import Caption
from lessonkit.show.source_line import address
from lessonkit.show.table import as_text
from lessonkit.text import brief, clean, heading, nearest, number, options

# On a phone: of all cells, those of the column that the menu has chosen.
_CHOSEN = (
    "lk-matrix:has(option:nth-child({0}):checked) .lk-marks.lk-data td:nth-of-type({0}):not([colspan]){{display:flex}}"
)
_PHONE = "@media screen and (max-width:600px){{@supports selector(:has(*)){{{}}}}}"
Cell = tuple[str, str]  # what a cell holds, and under which condition


@options
def matrix(
    df: pd.DataFrame,
    *,
    row: str,
    column: str,
    value: str,
    marks: Mapping[str, str],
    title: str,
    id: str,
    lesson: str | None = None,
    columns: Mapping[str, str] | None = None,
    groups: str | None = None,
    names: str | None = None,
    said: str | None = None,
    details: Sequence[str] = (),
    caption: str = "",
    sources: Sequence[str] | None = None,
    as_of: str | None = None,
    claims: Sequence[str] = (),
) -> Html:
    """Show who may do what, or what has what: a grid of marks with a legend, whose rows a reader can open.

    The table is long: each of its rows is one cell. `row` and `column` name the columns in which a cell's place
    stands, `value` the one with what it holds; `marks` maps each such value to a sign and its words ("● yes"), in the
    order of the legend. `columns` maps values of `column` to headings, and leaves out and orders columns; `groups` is
    the column by which rows stand in groups, in the order of the table. An opened row lists its cells by mark, with
    the names in `names` and what stands in `said`, and then the `details`, once for the row. On a phone one column at
    a time is shown, and a menu chooses it. The other arguments are those of `rows`. Raises CourseError for a value
    without a mark, a cell that is missing or there twice, and a claim that does not hold.
    """
    words = Caption(title, caption, "", sources, as_of, claims)
    frames.need(df, row=row, column=column, value=value, groups=groups, names=names, said=said)
    frames.need(df, **{f"details[{i}]": c for i, c in enumerate(details)})
    signs = {clean(key): _sign(key, mark, id) for key, mark in marks.items()}
    heads = dict(columns) if columns else {text: heading(text) for text in dict.fromkeys(frames.texts(df, column))}
    if missing := next((key for key in heads if key not in set(frames.texts(df, column))), None):
        raise CourseError(
            f"The matrix {id!r} has no column {missing!r} in {column!r}", nearest(missing, frames.texts(df, column))
        )
    cells = _cells(df, (row, column, value, said), signs, id)
    things = list(dict.fromkeys(thing for thing, _ in cells))
    if not things:
        raise CourseError(f"The matrix {id!r} has no rows", "check the filter before it")
    full = dict(zip(frames.texts(df, column), frames.texts(df, names or column), strict=True)) if names else heads
    body, group = [], ""
    group_of = dict(zip(frames.texts(df, row), frames.texts(df, groups), strict=True))
    about = _about(df, row, details)
    for thing in things:
        line = {key: cells[thing, key] for key in heads if (thing, key) in cells}
        if gap := next((key for key in heads if key not in line), None):
            raise CourseError(f"The matrix {id!r} has no cell for {thing!r} and {gap!r}", "add it to the table")
        if group_of[thing] != group:
            group = group_of[thing]
            named = Markup('<tbody><tr><th scope="colgroup" colspan="{}">{}</th></tr></tbody>')
            body.append(named.format(len(heads) + 1, bdi(group)))
        opened = _opened(line, heads, full, signs, about[thing])
        body.append(_row(thing, [signs[held] for held, _ in line.values()], opened))
    top = [(heads[key], "" if full[key] == heads[key] else full[key]) for key in heads]
    table = _table(title, [(frames.title(df, row), ""), *top], Markup("").join(body))
    legend = Markup("").join(Markup("<li><b>{}</b> {}</li>").format(*sign) for sign in signs.values())
    inside = Markup(
        '{}<figure class="lk-figure" aria-label="{}"><p class="lk-title"><strong>{}</strong></p>'
        '<p class="lk-sub">{}</p>'
        '<ul class="lk-legend" aria-label="What the marks mean">{}</ul>{}{}{}{}</figure>'
    ).format(
        _style(len(heads)), title, bdi(title), bdi(words.subtitle(df)), legend, _menu(id, [full[key] for key in heads]),
        table, words.said(), words.foot(df, tag="figcaption"),
    )  # fmt: skip
    size = f"{number(len(things), 'rows')} by {number(len(heads), 'columns')}"
    shown = f"Columns: {', '.join(heads.values())}.", f"Marks: {', '.join(word for _, word in signs.values())}."
    return Html(element("matrix", address(id, lesson, title), inside), words.plain("Matrix", size, df, *shown))


def _sign(value: str, mark: str, id: str) -> tuple[str, str]:
    """Return a mark as its sign and its words."""
    sign, _, word = str(mark).partition(" ")
    if not sign or not word.strip():
        raise CourseError(
            f"The matrix {id!r} needs a sign and a word for {value!r}, and got {brief(mark)!r}", "write it as '● yes'"
        )
    return sign, word.strip()


def _cells(
    df: pd.DataFrame, columns: tuple[str, str, str, str | None], signs: Mapping[str, object], id: str
) -> dict[tuple[str, str], Cell]:
    """Return what stands in each place of the grid."""
    cells: dict[tuple[str, str], Cell] = {}
    for thing, key, held, said in zip(*(frames.texts(df, name) for name in columns), strict=True):
        if held not in signs:
            raise CourseError(f"The matrix {id!r} has no mark for {held!r} ({thing}, {key})", nearest(held, signs))
        if (thing, key) in cells:
            raise CourseError(f"The matrix {id!r} has two cells for {thing!r} and {key!r}", "leave one row out")
        cells[thing, key] = held, said
    return cells


def _about(df: pd.DataFrame, row: str, details: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Return what is said once for a whole row: heading and texts, each once, of the columns in `details`."""
    data = as_text(df[list(details)])
    found: dict[str, list[dict[str, None]]] = {}
    for thing, texts in zip(frames.texts(df, row), data.rows or [[]] * len(df), strict=True):
        kept = found.setdefault(thing, [{} for _ in details])
        for column, text in zip(kept, texts, strict=True):
            column |= dict.fromkeys(text.split("; ") if text else ())
    return {
        thing: [(head, "; ".join(column)) for head, column in zip(data.head, kept, strict=True) if column]
        for thing, kept in found.items()
    }


def _opened(
    line: Mapping[str, Cell],
    heads: Mapping[str, str],
    full: Mapping[str, str],
    signs: Mapping[str, tuple[str, str]],
    about: Sequence[tuple[str, str]],
) -> Markup:
    """Return a row in words: for each mark who has it, first those of whom no more is said; then the details."""
    pairs = []
    for mark, (sign, word) in signs.items():
        bare = [heads[key] for key, (held, said) in line.items() if held == mark and not said]
        more = [(full[key], said) for key, (held, said) in line.items() if held == mark and said]
        listed = [Markup("<dd>{}</dd>").format(bdi("; ".join(bare)))] if bare else []
        listed += [Markup("<dd>{}</dd>").format(bdi(f"{name}: {said}")) for name, said in more]
        if listed:
            pairs.append(Markup("<dt>{} {}</dt>{}").format(sign, word, Markup("").join(listed)))
    pairs += [Markup("<dt>{}</dt><dd>{}</dd>").format(bdi(head), bdi(text)) for head, text in about]
    return Markup("<dl>{}</dl>").format(Markup("").join(pairs))


def _row(thing: str, signs: Sequence[tuple[str, str]], opened: Markup) -> Markup:
    """Return one row and, in a second line as wide as the table, what it says when it is opened."""
    cells = Markup("").join(Markup('<td data-m="{}">{}</td>').format(*sign) for sign in signs)
    # The summary lies over the name of its row, which says the same to the eye; a listener hears which row it opens.
    return Markup(
        '<tbody><tr><th scope="row">{}</th>{}</tr><tr><td colspan="{}">'
        '<details><summary aria-label="More: {}">More</summary>{}</details></td></tr></tbody>'
    ).format(bdi(thing), cells, len(signs) + 1, thing, opened)


def _table(title: str, heads: Sequence[tuple[str, str]], body: Markup) -> Markup:
    """Return the table; a heading that is short for a longer name shows that to a mouse."""
    cell = Markup('<th scope="col"{}><span>{}</span></th>')
    longer = Markup(' title="{}"')
    first = Markup("").join(cell.format(longer.format(full) if full else "", bdi(head)) for head, full in heads)
    return Markup('<table class="lk-data lk-marks"><caption>{}</caption><thead><tr>{}</tr></thead>{}</table>').format(
        bdi(title), first, body
    )


def _menu(id: str, heads: Sequence[str]) -> Markup:
    """Return the menu of columns, hidden until the style of a phone shows it: nothing else could work it."""
    choices = Markup("").join(Markup("<option>{}</option>").format(head) for head in heads)
    return Markup(
        '<p class="lk-choose" hidden><label for="{0}-column">Show</label> <select id="{0}-column">{1}</select></p>'
    ).format(id, choices)


def _style(columns: int) -> Markup:
    """Return the style of a grid with so many columns; it stands beside the grid, since few lessons have one."""
    chosen = "".join(_CHOSEN.format(place) for place in range(1, columns + 1))
    return Markup("<style>{}{}</style>").format(trusted(web.style("matrix").strip()), trusted(_PHONE.format(chosen)))
