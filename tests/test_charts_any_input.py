"""Every kind of chart with every odd input: a picture that reads well, or one sentence, and never another error."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from lessonkit import charts
from lessonkit.errors import CourseError
from lessonkit.text import clean, day, number, when

NAN, INF = float("nan"), float("inf")
DAYS = ["2004-01-01", "2005-06-01", "2007-01-01"]
TIMES = pd.Series(pd.to_datetime(DAYS))
WORDS = ["Texas", "Ohio", "Vermont"]
# Each chart with a sound table of three rows, and which of its columns may hold anything.
KINDS = {
    "alluvial": (charts.alluvial, {"a": WORDS, "b": ["x", "y", "y"], "n": [3, 1, 2]}, {"stages": ["a", "b"]}),
    "alluvial, weighed": (
        charts.alluvial,
        {"a": WORDS, "b": ["x", "y", "y"], "n": [3, 1, 2]},
        {"stages": ["a", "b"], "weight": "n", "color": "b"},
    ),
    "bars": (charts.bars, {"k": WORDS, "n": [3, 1, 2]}, {"category": "k", "value": "n"}),
    "bars of counts": (charts.bars, {"k": WORDS, "g": ["x", "y", "y"]}, {"category": "k", "group": "g"}),
    "bars, stacked": (
        charts.bars,
        {"k": WORDS, "n": [3, 1, 2], "g": ["x", "y", "y"]},
        {"category": "k", "value": "n", "group": "g", "stacked": True},
    ),
    "intervals": (
        charts.intervals,
        {"k": WORDS, "s": [2001, 2002, 2003], "e": ["2004", "2005-06", None], "c": ["x", "y", "y"]},
        {"label": "k", "start": "s", "end": "e", "category": "c"},
    ),
    "lines": (charts.lines, {"t": [2001, 2002, 2003], "n": [3, 1, 2]}, {"x": "t", "y": "n"}),
    "lines of series": (
        charts.lines,
        {"t": [2001, 2002, 2003], "n": [3, 1, 2], "s": ["x", "y", "y"], "r": ["p", "q", "q"]},
        {"x": "t", "y": "n", "series": "s", "rule": "r", "zero": False},
    ),
    "squares": (charts.squares, {"k": WORDS, "n": [3, 1, 2]}, {"category": "k", "value": "n", "per": 1}),
    "strip": (
        charts.strip,
        {"k": WORDS, "t": ["a", "b b", "c"], "d": ["x", "y", "y"]},
        {"stop": "k", "says": "t", "at": 2, "details": ["d"], "color": "d"},
    ),
    "tiles": (charts.tiles, {"k": WORDS, "n": [3, 1, 2]}, {"place": "k", "value": "n"}),
    "timeline": (
        charts.timeline,
        {"date": [2001, 2002, 2003], "event": WORDS, "category": ["x", "y", "y"]},
        {},
    ),
}
COLUMNS = {
    "NaT among datetimes": TIMES.mask([True, False, False]),
    "NaT alone": pd.Series([pd.NaT] * 3),
    "NA among Int64": pd.array([None, 1, 2], dtype="Int64"),
    "NA among Float64": pd.array([1.5, None, 2], dtype="Float64"),
    "NA among string": pd.array(["a", None, "b"], dtype="string"),
    "NA among boolean": pd.array([True, None, False], dtype="boolean"),
    "None": [None, "a", "b"],
    "None alone": [None] * 3,
    "all kinds of nothing": pd.Series([None, NAN, pd.NaT], dtype=object),
    "nan": [NAN, 1, 2],
    "nan as a Decimal": [Decimal("sNaN"), Decimal("NaN"), Decimal(1)],
    "inf": [INF, 1, 2],
    "-inf": [1, -INF, 2],
    "booleans": [True, False, True],
    "a boolean among numbers": [True, 2002, 2003],
    "datetimes": TIMES,
    "datetimes with a zone": TIMES.dt.tz_localize("America/New_York"),
    "datetimes with a time": TIMES + pd.Timedelta(hours=14, minutes=5),
    "datetime64 as objects": pd.Series([np.datetime64("2003-03-11T00:00"), np.datetime64("2004"), None], dtype=object),
    "dates": [datetime.date(2003, 3, 11), datetime.date(2004, 1, 1), datetime.date(2005, 1, 1)],
    "Timedelta": pd.to_timedelta([1, 2, 3], unit="D"),
    "months": pd.PeriodIndex(["2003-03", "2004-01", "2005-01"], freq="M"),
    "years as periods": pd.PeriodIndex(["2003", "2004", None], freq="Y"),
    "quarters": pd.PeriodIndex(["2003Q1", "2004Q1", "2005Q1"], freq="Q"),
    "Decimal": [Decimal("2001.0"), Decimal("2002"), Decimal("2003.50")],
    "complex": [1 + 2j, 3j, 1],
    "complex nan": np.array([complex(NAN, 1), 1, 2]),
    "years as floats": [2001.0, 2002.0, 2003.0],
    "numbers as texts": ["2001", "2002", "10"],
    "a categorical that looks like numbers": pd.Categorical(["1", "2", "1"]),
    "a categorical of numbers": pd.Categorical([2001.0, 2002.0, NAN]),
    "the same name in two ways": ["1", 1, 1.0],
    "huge": [1e300, 1, 2],
    "a huge whole number": [10**400, 1, 2],
    "large": [1e15, 9.87654321e14, 1],
    "tiny": [1e-12, 2e-12, 4e-12],
    "tiny and 1": [1e-12, 1, 2],
    "tiniest": [1e-300, 1, 2],
    "negative": [-5, 1, 2],
    "zeros": [0, 0, 0],
    "lists": [[1], [2], [3]],
    "sets": [{1}, {2}, {3}],
    "arrays": pd.Series([np.array([1, 2]), np.array([1]), np.array([])], dtype=object),
    "bytes": [b"a", b"b", b"c"],
    "empty texts": ["", " ", "\t"],
    "years beyond the calendar": [0, 99999, -44],
    "things": [object, len, ...],
}
NUMBERS = (0, -1, 0.5, NAN, INF, -INF, True, "x", "", None, [], [1], {}, (2001, 2003), (2003, 2001), (NAN, NAN), (1,),
           Decimal(2), 3j, pd.NaT, pd.NA, 1e300, 1e-300, np.float64(2), object())  # fmt: skip
PARAMETERS = {
    "alluvial": ("stages", "weight", "color", "headings", "unit", "thickness", "order"),
    "bars": ("category", "value", "group", "unit", "highlight", "most", "order"),
    "intervals": ("label", "start", "end", "category", "until", "years", "order"),
    "lines": ("x", "y", "series", "rule", "breaks", "unit", "most", "order", "height"),
    "squares": ("category", "value", "per", "unit", "keep", "order", "tall"),
    "strip": ("stop", "says", "at", "details", "color"),
    "tiles": ("place", "value", "unit", "missing"),
    "timeline": ("start", "label", "category", "years", "order", "room"),
}
ODD = re.compile(r"\bnan\b|\bNaN\b|\bNaT\b|\bNone\b(?! from)|<NA>|00:00|\b[12]\d{3}\.0\b|j\)|[([]'")


def fine(kind, table, **words):
    """Draw; hold the picture and its description against what no reader must meet. Return both, or the sentence."""
    draw, _, sound = KINDS[kind]
    try:
        chart = draw(table, **{**sound, **words})
        svg = chart.svg()
    except CourseError as error:
        said = str(error)
        assert "\n" not in said and said.strip(), said
        assert re.search(r"[.?:]$|: |; ", said), said
        return said
    shown = [box.text for box in chart.boxes]
    for text in [*shown, chart.alt]:
        assert not ODD.search(text), text
    assert not re.search(r"[\s\"LMC,(-](nan|inf)\b", svg)
    assert len(chart.table) == chart.points
    for box in chart.boxes:
        assert box.left >= -1 and box.right <= chart.wide + 1 and box.top >= -1 and box.bottom <= chart.high + 1, box
    return f"{shown} {chart.alt}"


def table(kind, **columns):
    return pd.DataFrame({**KINDS[kind][1], **columns})


kinds = pytest.mark.parametrize("kind", KINDS)


@kinds
@pytest.mark.parametrize("cells", COLUMNS.values(), ids=COLUMNS)
def test_a_column_of_anything_draws_or_gets_one_sentence(kind, cells):
    for column in KINDS[kind][1]:
        whole = table(kind, **{column: cells})
        for rows in (whole.set_axis(["i"] * 3), whole[:1], whole[:0]):
            fine(kind, rows)


@kinds
def test_two_columns_of_one_name_are_named(kind):
    sound = table(kind, source_id="s")
    for column in sound.columns:
        twice = pd.concat([sound, sound[[column]]], axis=1)
        said = fine(kind, twice)
        if column in str(KINDS[kind][2]) or kind == "timeline" or column == "source_id":
            assert f"has 2 columns named {column!r}" in said
    layered = sound.set_axis(pd.MultiIndex.from_product([["p"], sound.columns]), axis=1)
    assert "has no column" in fine(kind, layered)


@kinds
def test_columns_may_be_called_as_the_chart_calls_its_own(kind):
    for own in ("_at", "flows", "count", "squares", "index", "level_0", "not stated", 0):
        for column in KINDS[kind][1]:
            words = {
                k: [own if c == column else c for c in v] if isinstance(v, list) else own if v == column else v
                for k, v in KINDS[kind][2].items()
            }
            if kind == "timeline":
                words = {"date": {"start": own}, "event": {"label": own}, "category": {"category": own}}[column]
            fine(kind, table(kind).rename(columns={column: own}), **words)


@kinds
@pytest.mark.parametrize(
    "given", NUMBERS, ids=lambda given: f"{type(given).__name__} {given}".partition(" object at")[0]
)
def test_a_parameter_of_anything_draws_or_gets_one_sentence(kind, given):
    for parameter in PARAMETERS[kind.partition(",")[0].partition(" ")[0]]:
        fine(kind, table(kind), **{parameter: given})


@kinds
def test_one_column_asked_for_twice_draws_or_gets_one_sentence(kind):
    _, columns, sound = KINDS[kind]
    named = [key for key, value in sound.items() if isinstance(value, str)]
    for parameter in named:
        for column in columns:
            fine(kind, table(kind), **{parameter: column})


@kinds
def test_no_table_at_all(kind):
    for thing in (None, [], {}, "x", pd.Series([1]), pd.DataFrame(), np.zeros((2, 2))):
        assert fine(kind, thing)


PLACES = {
    "an empty date": (charts.lines, {"x": [pd.NaT, TIMES[1]], "y": [1, 2]}, {"x": "x", "y": "y"}, "Row 0 has no date"),
    "an empty weight": (
        charts.alluvial,
        {"a": ["x", "y"], "b": ["p", "q"], "n": pd.array([None, 1], dtype="Int64")},
        {"stages": ["a", "b"], "weight": "n"},
        "Row 0 has not published in 'n'; a flow must be wider than zero",
    ),
    "truth as a date": (charts.timeline, {"date": [True], "event": ["a"]}, {"category": None}, "The date 'yes' cannot"),
    "an end before an open start": (
        charts.intervals,
        {"k": ["a"], "s": [2005], "e": [None]},
        {"label": "k", "start": "s", "end": "e", "until": 2001},
        "'a' has no end and starts (2005) after 2001",
    ),
    "a complex number": (
        charts.bars,
        {"k": ["a"], "v": [1j]},
        {"category": "k", "value": "v"},
        "which is not a number",
    ),
    "truth as a number": (
        charts.bars,
        {"k": ["a"], "v": [True]},
        {"category": "k", "value": "v"},
        "holds 'yes', which",
    ),
    "a date as a number": (
        charts.tiles,
        {"k": ["TX"], "v": TIMES[:1]},
        {"place": "k", "value": "v"},
        "'Jan 1, 2004', w",
    ),
    "no squares": (
        charts.squares,
        {"k": ["a"], "v": [1]},
        {"category": "k", "value": "v", "per": 0},
        "per='0' cannot be",
    ),
}


@pytest.mark.parametrize(("draw", "columns", "words", "said"), PLACES.values(), ids=PLACES)
def test_the_sentence_names_the_place(draw, columns, words, said):
    with pytest.raises(CourseError) as caught:
        draw(pd.DataFrame(columns), **words)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (TIMES[0], "Jan 1, 2004"),
        (TIMES[0].tz_localize("UTC"), "Jan 1, 2004"),
        (TIMES[0] + pd.Timedelta(hours=14, minutes=5), "Jan 1, 2004, 14:05"),
        (np.datetime64("2003-03"), "2003-03"),
        (2002.0, "2002"),
        (Decimal("2002.0"), "2002"),
        (np.True_, "yes"),
        (pd.NaT, ""),
    ],
    ids=repr,
)
def test_a_cell_reads_the_same_whatever_library_holds_it(value, read):
    assert clean(value) == read
    assert day(value) == {"2003-03": "Mar 2003"}.get(read, read.partition(", 14")[0])


def test_tiny_and_long_numbers_are_never_zero_nor_a_page_of_digits():
    assert [number(v) for v in (1e-12, -2.5e-14, 1e300, 10**400)] == [
        "1 × 10⁻¹²",
        "−2.5 × 10⁻¹⁴",
        "1 × 10³⁰⁰",
        "1 × 10⁴⁰⁰",
    ]
    tiny = pd.DataFrame({"k": ["a", "d"], "v": [4e-12, 1e-12]})
    assert "Largest: a, 4 × 10⁻¹². Smallest: d, 1 × 10⁻¹²." in charts.bars(tiny, category="k", value="v").alt
    for odd in (True, INF, 0, 10**400, 1j, pd.NaT):
        with pytest.raises(CourseError, match="cannot be drawn"):
            when(odd)
