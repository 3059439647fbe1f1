"""The address of a claim as a reader sees it: the rows of a table, or the source and the place in it."""

from __future__ import annotations

from collections.abc import Mapping

from lessonkit.course import Course, package, registers, tables
from lessonkit.errors import CourseError
from lessonkit.evidence import how_read
from lessonkit.html import Markup, bdi, esc
from lessonkit.text import nearest

_MOST_ROWS = 6  # row numbers that help a reader; more of them only fill the line
_KINDS = {"statute": "Law", "official": "Official record", "reported": "Reported", "contested": "Contested"}
_AGGREGATES = {
    "count": "rows with a value in {}",
    "sum": "sum of {}",
    "min": "smallest {}",
    "max": "largest {}",
    "first": "{}",
    "nunique": "different values of {}",
    "mean": "mean of {}",
    "share": "share",
    "most": "most frequent or largest {}",
}


def address(claim: Mapping[str, str], course: Course) -> Markup:
    """Return as of when, who says it and how sure it is, as HTML; the rows of a table stand behind a fold.

    Raises CourseError, naming the claim, for a source that data/sources.csv does not have and for rows that cannot
    be found.
    """
    from lessonkit.text import day  # not at the top: only shown addresses need the charts

    try:
        computed = _rows(claim, course) if claim["table"] else ""
        said = _sources(registers.ids_in(claim["source_id"]), claim["locator"], course)
    except CourseError as error:
        raise error.within(f"data/claims.csv, {claim['id']}") from None
    sure = ": ".join(filter(None, (claim["confidence"], _KINDS.get(claim["kind"], claim["kind"]).lower())))
    as_of = day(claim["as_of"]) if claim["as_of"] else ""
    lines = (("As of", as_of), ("Who says it", Markup("<br>").join(said)), ("How sure", sure))
    shown = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*line) for line in lines if line[1])
    fold = Markup("<details><summary>How this was computed</summary><p>{}</p></details>").format(computed)
    return Markup('<dl class="lk-meta">{}</dl>{}').format(shown, fold if computed else "")


def _rows(claim: Mapping[str, str], course: Course) -> Markup:
    path = package.resource(course, claim["table"])["path"]
    what = _AGGREGATES.get(claim["agg"], claim["agg"]).format(claim["column"])
    if claim["agg"] == "count" and not claim["column"]:
        what = "number of rows"
    text = f"{what}, whole table"
    if claim["where"]:
        rows = tables.rows_of(claim["table"], claim["where"], course)
        shown = f" (row{'s' if len(rows) > 1 else ''} {', '.join(map(str, rows))} of the file)"
        text = f"{what} where {claim['where']}{shown if 0 < len(rows) <= _MOST_ROWS else ''}"
    return Markup("From <code>data/{}</code>: {}.").format(path, text)


def _sources(ids: list[str], locator: str, course: Course) -> list[Markup]:
    places = [locator] if len(ids) == 1 else [place.strip() for place in locator.split(";")]
    if len(places) == len(ids):
        return [_source(id, place, course) for id, place in zip(ids, places, strict=True)]
    # One place for several sources is said once, not of each: it may be a page of one of them alone.
    return [_source(id, "", course) for id in ids] + ([esc(f"Place: {locator}.")] if locator else [])


def _source(id: str, place: str, course: Course) -> Markup:
    from lessonkit.text import day

    known = registers.sources(course)
    if id not in known:
        raise CourseError(f"the source {id!r} is not in data/sources.csv", nearest(id, known))
    source = known[id]
    title = _linked(source["title"], source["url"])
    words, at, url = how_read.said(source)
    if words:
        title += Markup(" ({}{})").format(words, _linked(at, url))
    when = f" ({day(source['date'])})" if source["date"] else ""
    return Markup("{}{}: {}{}.").format(bdi(source["publisher"]), when, title, f", {place}" if place else "")


def _linked(text: str, url: str) -> Markup:
    if not url.startswith(("https://", "http://")):
        return bdi(text)
    return Markup('<a href="{}">{}</a>').format(url, bdi(text))
