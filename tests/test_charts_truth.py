"""What a chart draws is what the table says: no gap as zero, nothing outside the picture, no mark at the wrong time."""

from __future__ import annotations

import datetime
import re

import pandas as pd
import pytest

from lessonkit import charts, explorer
from lessonkit.charts import palette
from lessonkit.errors import CourseError
from lessonkit.show.table import as_text
from lessonkit.text import day, number

PARTS = pd.DataFrame(
    {
        "year": ["2023", "2023", "2024", "2024", "2025", "2025"],
        "part": ["A", "B"] * 3,
        "value": [10.0, None, None, None, 0.0, 4.0],
    }
)
MONTHS = pd.DataFrame({"m": [f"2009-{i:02d}" for i in range(1, 13)] + ["2010-01", "2010-02"], "v": range(14)})


def texts(chart):
    return [box.text for box in chart.boxes]


def test_a_sum_of_some_parts_is_not_shown_as_that_of_all():
    chart = charts.bars(PARTS, category="year", group="part", value="value", stacked=True)
    assert {"10, 1 not published", "not published", "4"} <= set(texts(chart)) and "0" not in texts(chart)
    assert [text for text in texts(chart) if text in ("2023", "2024", "2025")] == ["2023", "2025", "2024"]
    assert "No number is published for 3. Together without them: 14." in chart.alt
    none = charts.bars(PARTS[2:4], category="year", group="part", value="value", stacked=True, unit="%")
    assert "not published" in texts(none) and "0%" not in texts(none)


@pytest.mark.parametrize(
    "draw",
    [
        lambda most: charts.bars(PARTS, category="year", value="value", group="part", most=most),
        lambda most: charts.bars(PARTS[4:], category="year", value="value", group="part", most=most, stacked=True),
        lambda most: charts.bars(PARTS[::2], category="year", value="value", most=most),
        lambda most: charts.lines(PARTS.dropna(), x="year", y="value", series="part", most=most),
    ],
)
def test_a_number_above_the_fixed_end_of_the_scale_is_refused(draw):
    with pytest.raises(CourseError, match=r"lies above most=3 and would be drawn outside the picture; raise most= to"):
        draw(3)
    for chart in (draw(10), draw(None)):
        assert max(box.right for box in chart.boxes) <= chart.wide
    for most in (0, -1, float("nan"), float("inf")):
        with pytest.raises(CourseError, match="no end of a scale"):
            draw(most)


def test_an_explorer_whose_data_outgrow_its_scale_names_the_view():
    def draw(year):
        return charts.bars(PARTS[PARTS["year"] == year].dropna(), category="part", value="value", most=5)

    with pytest.raises(CourseError, match=r"cannot draw Year: 2023: 10 in 'value' of 'A' lies above most=5"):
        explorer(draw, {"Year": ["2025", "2023"]}, title="T", id="x")


def test_a_span_outside_the_axis_is_neither_drawn_nor_listed():
    terms = pd.DataFrame(
        {"n": ["old", "new", "long", "next"], "s": [1980, 2005, 1990, 2011], "e": [1985, 2008, 2020, None]}
    )
    terms.attrs["as_of"] = "2026"
    chart = charts.intervals(terms, label="n", start="s", end="e", years=(2000, 2010))
    assert list(chart.table["n"]) == ["new", "long"] and chart.points == 2
    assert "old" not in texts(chart) and "old" not in chart.alt and "next" not in chart.alt
    none = charts.intervals(terms[:1], label="n", start="s", end="e", years=(2000, 2010))
    assert len(none.table) == 0 and texts(none) == ["None from 2000 to 2010."] and "none from 2000" in none.alt


def dashed(chart):
    paths = re.findall(r'<path d="M([\d.]+) [\d.]+L[\d.]+ [\d.]+" ([^>]*)>', chart.svg())
    return [float(x) for x, kind in paths if "dasharray" in kind and "#1f2933" in kind]


@pytest.mark.parametrize("at", [2010, "2010", "2010-01", datetime.date(2010, 1, 1), "2009-08"])
def test_a_break_stands_between_the_last_point_of_the_old_rule_and_the_first_of_the_new(at):
    chart = charts.lines(MONTHS, x="m", y="v", breaks={at: "new rule"})
    runs = re.search(r'<path d="(M[^"]+)" fill="none" stroke="#005a8c"', chart.svg())[1]
    old, new = (re.findall(r"[ML]([\d.]+) ", run) for run in re.findall(r"M[^M]+", runs))
    assert float(old[-1]) < dashed(chart)[0] < float(new[0])
    assert len(old) == (7 if at == "2009-08" else 12)
    assert f"Break before {day(at)}: new rule" in chart.alt


def test_a_break_of_yearly_numbers_stands_half_a_year_before_the_year():
    years = pd.DataFrame({"y": [2004, 2009, 2010, 2011], "v": [1, 2, 3, 4]})
    one = dashed(charts.lines(years, x="y", y="v", breaks={2010: "rule"}))
    assert one == dashed(charts.lines(years.drop(1), x="y", y="v", breaks={2010: "rule"}))


def test_two_numbers_of_one_series_at_one_time_are_refused():
    twice = pd.DataFrame({"y": [2000, 2000, 2001], "v": [1, 50, 3], "s": ["a", "b", "a"], "r": ["x", "x", "x"]})
    with pytest.raises(CourseError, match=r"Two numbers stand at 2000 \(1 and 50\)"):
        charts.lines(twice, x="y", y="v")
    with pytest.raises(CourseError, match="Two numbers of 'k' stand at 2000"):
        charts.lines(twice.assign(s="k"), x="y", y="v", series="s", rule="r")
    with pytest.raises(CourseError, match="Two numbers"):  # the same day, written in two ways
        charts.lines(twice.assign(y=["2000", "2000-01-01", "2001"]), x="y", y="v")
    assert charts.lines(twice, x="y", y="v", series="s").points == 3
    assert charts.lines(twice.assign(v=[1, None, 3]), x="y", y="v").points == 3  # a gap is no second number


def test_flows_look_the_same_in_every_unit():
    flows = pd.DataFrame({"a": ["x", "y"], "b": ["p", "q"], "usd": [2.0, 3.0]})
    one = charts.alluvial(flows, stages=["a", "b"], weight="usd")
    for unit in (1e-6, 1e3, 1e9, 1e13):
        many = charts.alluvial(flows.assign(usd=flows["usd"] * unit), stages=["a", "b"], weight="usd")
        assert many.high == pytest.approx(one.high) and len(many.svg()) < 2 * len(one.svg())
    counted = charts.alluvial(pd.concat([flows] * 3000), stages=["a", "b"])
    assert counted.high < 1000
    with pytest.raises(CourseError, match="thickness=9 makes flows of 5,000,000 in all 45,000,000 points high"):
        charts.alluvial(flows.assign(usd=[2e6, 3e6]), stages=["a", "b"], weight="usd", thickness=9)


def test_only_what_is_said_to_be_a_date_or_a_year_reads_as_one():
    table = pd.DataFrame({"report_no": ["2023-08"], "section": ["1357-10"], "begin": ["2003-03"]})
    table["removals_per_year"], table["fiscal_year"], table["year"], table["day"] = (
        2345,
        2003,
        12345,
        pd.Timestamp("2003-03-01"),
    )
    table.attrs["plain"] = ["begin"]
    shown = as_text(table).rows[0]
    assert shown == ["2023-08", "1357-10", "Mar 2003", "2,345", "2003", "12,345", "Mar 1, 2003"]


def test_dates_of_a_table_are_options_that_people_read():
    days = pd.Series(pd.to_datetime(["2024-09-30", "2025-03-31"])).astype("datetime64[s]")
    for options in (days, days.unique(), days.to_numpy(), [d.date() for d in days]):
        seen = []
        chart = charts.bars(PARTS[4:], category="part", value="value")
        html = explorer(lambda day: seen.append(day) or chart, {"Day": list(options)}, title="T", id="x").html  # noqa: B023
        assert "Sep 30, 2024" in html and "00:00" not in html and len(seen) == 2


def test_no_two_series_look_alike():
    looks = palette.tones(f"s{i}" for i in range(14)).values()
    for part in ("fill", "hatch"), ("dark", "mark"), ("dark", "dash"):
        assert len({tuple(getattr(tone, name) for name in part) for tone in looks}) == 14, part
    with pytest.raises(CourseError, match="15 categories cannot be told apart"):
        palette.tones(f"s{i}" for i in range(15))


def test_events_without_a_date_are_counted():
    events = pd.DataFrame({"date": ["2003-01", None, None], "event": ["a", "b", "c"]})
    chart = charts.timeline(events, category=None)
    assert "2 more without a date are not shown." in texts(chart) and "2 more without a date" in chart.alt
    alone = charts.timeline(events[:2], category=None, years=(1990, 1991))
    assert "1 more without a date is not shown." in texts(alone)


@pytest.mark.parametrize(
    ("cells", "names"),
    [([True, False, True], ["yes", "no"]), (["a", None, "a"], ["a", "not stated"]), ([1, 2, 1], ["1", "2"])],
)
def test_a_category_is_called_as_in_its_table_and_never_nothing(cells, names):
    chart = charts.bars(pd.DataFrame({"k": cells}), category="k")
    assert texts(chart)[::2] == names and "Smallest: ," not in chart.alt
    assert charts.bars(pd.DataFrame({"k": cells}), category="k", highlight=[names[1]]).svg() != chart.svg()


def test_one_of_a_unit():
    said = [number(1, unit) for unit in ("movies", "agencies", "news", "buses", "axes", "series", "billion dollars")]
    assert said == ["1 movie", "1 agency", "1 news", "1 bus", "1 axis", "1 series", "$1 billion"]


def test_a_strip_opens_one_stop_and_keeps_its_place_from_view_to_view():
    case = pd.DataFrame(
        {
            "office": ["Front desk", "Building inspector", "Court"],
            "what": ["Takes the form.", "Looks at the house, " + "room after room, " * 12, "Decides."],
            "about": ["house", "house", "owner"],
        }
    )
    views = [charts.strip(case, stop="office", says="what", at=at, color="about") for at in (1, 2, 3)]
    assert len({view.high for view in views}) == 1, "the page does not jump"
    for at, view in enumerate(views, 1):
        shown = " ".join(box.text for box in view.boxes)
        assert f"Step {at} of 3 · {case['office'][at - 1]}" in shown
        assert [what[:9] in shown for what in case["what"]] == [place == at for place in (1, 2, 3)]
        assert list(view.table["office"]) == list(case["office"][:at])
        assert f"Open is step {at}, {case['office'][at - 1]}." in view.alt


def test_a_strip_takes_a_second_row_before_it_breaks_a_word():
    names = ["Commissioner", "Superintendent", "Ombudsperson", "Receptionist", "Administrator", "Photographer"]
    case = pd.DataFrame({"office": names, "what": "Acts."})
    wide = charts.strip(case, stop="office", says="what", at=6)
    for view in (wide, wide.phone()):
        assert set(names) <= {box.text for box in view.boxes}
    with pytest.raises(CourseError, match="has room for 10 stops, and the table has 12; join or drop some"):
        charts.strip(pd.concat([case, case]), stop="office", says="what", at=1)
