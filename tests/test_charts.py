"""Charts: the same bytes every time, words that hold the numbers, nothing cut off, hostile text harmless."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from lessonkit import charts
from lessonkit.charts import guides, measure, palette
from lessonkit.charts.base import NARROW, WIDTH
from lessonkit.charts.squares import share_out
from lessonkit.errors import CourseError
from lessonkit.text import day, number, when

EVENTS = pd.DataFrame(
    {
        "date": ["1998", "2001-09-11", "2002-11-25", "2003-01-24", "2003-03-01", "2003-03", "2019-05-06"],
        "event": [
            "A first office opens",
            "The old mill burns down, and with it every paper that the town had kept since the bridge was built",
            "The council writes a charter",
            "The charter takes effect",
            "Three departments become one",
            "A director is named",
            "The bridge is painted",
        ],
        "category": ["origins", "turning point", "law", "law", "law", "people", "people"],
        "source_id": ["s1", "s2", "s3", "s3", "s3", "s4", "s5"],
    }
)
FLOWS = pd.DataFrame(
    {
        "before": ["Parks", "Parks", "Parks", "Roads and bridges", "Harbor", "Roads and bridges"],
        "founding": ["Works", "Works", "Police", "Works", "Police", "Works"],
        "today": ["Green spaces and street trees office", "Streets", "Police", "Streets", "Police", "Streets"],
        "people": [30, 12, 5, 44, 9, 6],
    }
)
OFFICES = pd.DataFrame({"office": ["Parks", "Roads", "Harbor", "Library"], "staff": [1250, 87, 87, None]})
PARTS = pd.DataFrame(
    {
        "office": ["Parks", "Parks", "Roads", "Roads", "Harbor"],
        "kind": ["full time", "part time", "full time", "part time", "full time"],
        "staff": [900, 350, 60, 27, 87],
    }
)
STATES = pd.DataFrame({"state": ["TX", "California", "vermont", "PR", "Ohio"], "staff": [17908.1, 900, 0, 2.25, None]})
TERMS = pd.DataFrame(
    {
        "name": ["Ada One", "Bo Two", "Cy Three"],
        "start": ["2003-03-11", "2005-09", "2019"],
        "end": ["2005-09-05", "2018", None],
        "status": ["acting", "confirmed", "acting"],
    }
)
COUNTS = pd.DataFrame(
    {
        "year": [2003, 2004, 2005, 2006, 2003, 2004, 2005, 2006],
        "office": ["Parks"] * 4 + ["Roads"] * 4,
        "staff": [1200, 1350, 2400, 2350, 300, 280, None, 310],
        "rule": ["heads", "heads", "contracts", "contracts"] + ["heads"] * 4,
    }
)
KINDS = {
    "timeline": lambda: charts.timeline(EVENTS),
    "timeline of some years": lambda: charts.timeline(EVENTS, years=(2001, 2003)),
    "timeline without lanes": lambda: charts.timeline(EVENTS, category=None),
    "timeline of nothing": lambda: charts.timeline(EVENTS, years=(1900, 1950)),
    "alluvial": lambda: charts.alluvial(FLOWS, stages=["before", "founding", "today"], weight="people"),
    "alluvial of equal flows": lambda: charts.alluvial(FLOWS, stages=["before", "today"], color="founding"),
    "bars": lambda: charts.bars(OFFICES, category="office", value="staff", unit="people"),
    "bars of counts": lambda: charts.bars(PARTS, category="office", unit="rows", highlight=["Roads"]),
    "bars, grouped": lambda: charts.bars(PARTS, category="office", value="staff", group="kind"),
    "bars, stacked": lambda: charts.bars(PARTS, category="office", value="staff", group="kind", stacked=True),
    "intervals": lambda: charts.intervals(TERMS, label="name", start="start", end="end", category="status"),
    "lines": lambda: charts.lines(COUNTS, x="year", y="staff", series="office", unit="people"),
    "lines with a break": lambda: charts.lines(
        COUNTS, x="year", y="staff", series="office", rule="rule", breaks={2005: "contracts are counted from here"}
    ),
    "one line": lambda: charts.lines(COUNTS[:4], x="year", y="staff", zero=False),
    "tiles": lambda: charts.tiles(STATES, place="state", value="staff", unit="people"),
    "strip": lambda: charts.strip(EVENTS, stop="category", says="event", at=3, details=["date"]),
    "strip at its end": lambda: charts.strip(OFFICES, stop="office", says="office", at=4),
    "squares": lambda: charts.squares(OFFICES[:3], category="office", value="staff", per=10),
}
kinds = pytest.mark.parametrize("draw", KINDS.values(), ids=KINDS.keys())


@kinds
def test_two_drawings_are_the_same_bytes_and_valid_xml(draw):
    first, second = draw().svg(), draw().svg()
    assert first == second
    assert ElementTree.fromstring(first).get("viewBox", "").startswith("0 0 576 ")
    assert "matplotlib" not in first and "<metadata" not in first


@kinds
def test_each_row_of_the_table_is_a_point_of_the_picture(draw):
    chart = draw()
    assert len(chart.table) == chart.points


@kinds
def test_no_text_leaves_the_canvas_or_stands_on_another(draw):
    chart = draw()
    for box in chart.boxes:
        assert box.left >= 0 and box.right <= WIDTH and box.top >= 0 and box.bottom <= chart.high, box
    for i, a in enumerate(chart.boxes):
        for b in chart.boxes[i + 1 :]:
            apart = a.right <= b.left + 1 or b.right <= a.left + 1 or a.bottom <= b.top + 1 or b.bottom <= a.top + 1
            assert apart, (a, b)


@kinds
def test_text_is_never_smaller_than_what_a_projector_needs(draw):
    sizes = [float(s) for s in re.findall(r'font-size="([\d.]+)"', draw().svg())]
    # 14 pt on a slide 1280 pixels wide, where a figure takes 900 of them or more.
    assert min(sizes) * 900 / (WIDTH * 96 / 72) >= 14


@kinds
def test_on_a_phone_nothing_is_cut_small_or_on_another(draw):
    chart = draw()
    phone = chart.phone()
    assert phone.wide == NARROW and (phone.alt, phone.points) == (chart.alt, chart.points)
    assert phone.table.equals(chart.table)
    assert not [box.text for box in phone.boxes if "…" in box.text]
    for box in phone.boxes:
        assert box.left >= 0 and box.right <= NARROW and box.top >= 0 and box.bottom <= phone.high, box
    for i, a in enumerate(phone.boxes):
        for b in phone.boxes[i + 1 :]:
            apart = a.right <= b.left + 1 or b.right <= a.left + 1 or a.bottom <= b.top + 1 or b.bottom <= a.top + 1
            assert apart, (a, b)
    sizes = [float(s) for s in re.findall(r'font-size="([\d.]+)"', phone.svg())]
    assert min(sizes) * 358 / NARROW >= 11, "of 358 pixels that a phone's column has"


def test_a_phone_gets_what_was_drawn_even_when_the_table_has_changed_since():
    df = OFFICES.copy()
    chart = charts.bars(df, category="office", value="staff")
    df.loc[0, "office"] = "Changed"
    assert "Parks" in chart.phone().svg() and "Changed" not in chart.phone().svg()


@kinds
def test_alt_text_is_a_description(draw):
    alt = draw().alt
    assert len(alt) >= 40 and alt.endswith(".") and "\n" not in alt and "nan" not in alt.lower()


def test_alt_texts_hold_first_last_largest_and_smallest_as_the_table_shows_them():
    alt = KINDS["bars"]().alt
    assert "Largest: Parks, 1,250 people. Smallest: Roads, 87 people (2 bars share it)." in alt
    assert "No number is published for 1" in alt
    alt = KINDS["lines"]().alt
    assert "Parks: 1,200 people (2003) to 2,350 people (2006); up; lowest 1,200 (2003), highest 2,400 (2005)" in alt
    alt = KINDS["timeline"]().alt
    assert "7 events, from 1998 (A first office opens) to May 6, 2019 (The bridge is painted)" in alt
    assert "law 3" in alt and "The fullest year is 2003 with 3" in alt
    alt = KINDS["intervals"]().alt
    assert "Ada One, Mar 11, 2003 to Sep 5, 2005" in alt and "Cy Three, 2019 to date" in alt
    alt = KINDS["squares"]().alt
    assert "142 squares of 10 people each" in alt and "Parks 1,250 (125 squares)" in alt
    assert "Widest: Roads and bridges to Works to Streets, 50" in KINDS["alluvial"]().alt


def test_alt_follows_the_data():
    changed = OFFICES.assign(staff=[1251, 86, 87, None])
    alt = charts.bars(changed, category="office", value="staff").alt
    assert "1,251" in alt and "86" in alt and "1,250" not in alt


def test_a_line_of_days_within_two_years_has_months_below_it():
    days = pd.DataFrame({"day": ["2025-02-03", "2025-09-20", "2026-05-18"], "n": [1, 2, 3]})
    assert "Jul 2025" in charts.lines(days, x="day", y="n").svg()
    alone = pd.DataFrame({"day": [2024, 2025], "n": [1, 2]})
    assert "Jul" not in charts.lines(alone, x="day", y="n").svg()


def test_years_filter_keeps_both_ends():
    table = charts.timeline(EVENTS, years=(2001, 2003)).table
    assert list(table["date"]) == ["2001-09-11", "2002-11-25", "2003-01-24", "2003-03-01", "2003-03"]


def test_a_lane_keeps_its_color_from_view_to_view():
    order = ["origins", "turning point", "law", "people"]
    color = palette.TONES[2].dark
    for years in ((1990, 2020), (2002, 2003)):
        # an array, too: what `unique()` of pandas gives, depending on its version
        assert charts.timeline(EVENTS, years=years, order=np.array(order)).svg() == (
            svg := charts.timeline(EVENTS, years=years, order=order).svg()
        )
        assert re.search(rf'fill="{color}"[^>]*>Law<', svg)


def test_a_line_never_crosses_a_change_of_rule_or_a_gap():
    def runs(**more):
        svg = charts.lines(COUNTS[:4], x="year", y="staff", **more).svg()
        line = re.search(rf'<path d="([^"]+)" fill="none" stroke="{palette.TONES[0].dark}"', svg)
        return line[1].count("M")

    assert runs() == 1
    assert runs(rule="rule") == 2
    assert runs(breaks={2005: "contracts are counted from here"}) == 2


def test_scale_starts_at_zero_or_says_that_it_does_not():
    assert any(box.text == "0" for box in charts.lines(COUNTS, x="year", y="staff", series="office").boxes)
    assert any("does not start at zero" in box.text for box in KINDS["one line"]().boxes)


def test_largest_remainder_adds_up_to_the_whole():
    assert share_out([1.5, 1.5, 1.0], 4) == [2, 1, 1]
    assert share_out([0.4, 0.4, 0.2], 1) == [1, 0, 0]
    for parts in ([3.34, 3.33, 3.33], [0.1] * 10, [199.5, 0.5], [77.1, 62.9, 60.0]):
        assert sum(share_out(parts, round(sum(parts)))) == round(sum(parts))
    chart = charts.squares(OFFICES[:3], category="office", value="staff", per=100)
    assert chart.table["squares"].sum() == 14
    assert "largest remainder" in " ".join(box.text for box in chart.boxes)


def test_squares_are_one_path_a_color():
    svg = charts.squares(OFFICES[:3], category="office", value="staff", per=10).svg()
    assert svg.count("<path") < 12 and len(svg) < 12_000


HOSTILE = [
    "<script>alert(1)</script>",
    "$x^2$ and $5 to $7",
    '"quoted" & <b>bold</b>',
    "{{ template }} %s \\frac{1}{2}",
    "\u202eright to left\u202c \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "emoji \U0001f600 and \x00\x0b control",
    "x" * 10_000,
    "many words " * 900,
    "line\nbreak\tand tab",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(text):
    df = pd.DataFrame({"a": [text, "b"], "b": ["c", text], "n": [3, 4], "start": [2003, 2004], "end": [2005, 2006]})
    for chart in (
        charts.timeline(df, start="start", label="a", category="b"),
        charts.alluvial(df, stages=["a", "b", "b"]),
        charts.alluvial(df, stages=["a", "b"], color="b"),
        charts.bars(df, category="a", value="n", group="b"),
        charts.intervals(df, label="a", start="start", end="end", category="b"),
        charts.lines(df, x="start", y="n", series="a", breaks={2004: text}),
        charts.squares(df, category="a", value="n", per=1),
    ):
        root = ElementTree.fromstring(chart.svg())
        assert {node.tag.rsplit("}")[-1] for node in root.iter()} <= {
            "svg",
            "path",
            "text",
            "g",
            "defs",
            "pattern",
            "rect",
        }
        assert all(box.left >= 0 and box.right <= WIDTH for box in chart.boxes)
        assert len(chart.alt) < 4000
        assert "<script" not in chart._repr_html_()


def test_dollar_signs_stay_dollar_signs():
    df = pd.DataFrame({"what": ["$5 to $7 fee"], "n": [1]})
    assert "$5 to $7 fee" in charts.bars(df, category="what", value="n").svg()


def test_a_chart_shows_itself_as_an_image_with_alt_text_and_leaves_nothing_open():
    import matplotlib

    chart = KINDS["bars"]()
    html = chart._repr_html_()
    assert html.startswith("<img ") and 'alt="Bar chart of staff' in html and "data:image/svg+xml,%3Csvg" in html
    assert repr(chart).startswith("Chart(4 rows")
    assert "_pylab_helpers" not in vars(matplotlib) or not matplotlib._pylab_helpers.Gcf.figs


def test_own_settings_of_a_student_neither_leak_in_nor_change():
    import matplotlib

    before = KINDS["lines"]().svg()
    with matplotlib.rc_context({"svg.fonttype": "path", "text.color": "red", "font.size": 30, "hatch.linewidth": 5}):
        assert KINDS["lines"]().svg() == before
        assert matplotlib.rcParams["svg.fonttype"] == "path"


FAULTS = {
    "no column 'staf'": lambda: charts.bars(OFFICES, category="office", value="staf"),
    "asked for by label=": lambda: charts.timeline(EVENTS, label="title"),
    "The date 'soon' cannot be drawn": lambda: charts.timeline(EVENTS.assign(date="soon")),
    "'Parks' stands in two rows": lambda: charts.bars(PARTS, category="office", value="staff"),
    "Bars start at zero, but 'Parks' has -1": lambda: charts.bars(
        OFFICES.assign(staff=[-1, 2, 3, 4]), category="office", value="staff"
    ),
    "holds 'many', which is not a number": lambda: charts.bars(
        OFFICES.assign(staff=["many", 2, 3, 4]), category="office", value="staff"
    ),
    "'Bo Two' ends (2001) before it starts": lambda: charts.intervals(
        TERMS.assign(end=["2005", "2001", None]), label="name", start="start", end="end"
    ),
    "needs at least two stages": lambda: charts.alluvial(FLOWS, stages=["before"]),
    "must be wider than zero": lambda: charts.alluvial(
        FLOWS.assign(people=[0, 1, 1, 1, 1, 1]), stages=["before", "today"], weight="people"
    ),
    "make 1,250 squares": lambda: charts.squares(OFFICES[:1], category="office", value="staff", per=1),
    "'Library' has not published": lambda: charts.squares(OFFICES, category="office", value="staff"),
    "keep=6": lambda: charts.squares(
        pd.DataFrame({"a": list("abcdefghij"), "n": range(10, 20)}), category="a", value="n", per=1
    ),
    "There is no row to draw lines from": lambda: charts.lines(COUNTS[:0], x="year", y="staff"),
    "got list": lambda: charts.bars([1, 2], category="a"),
}


@pytest.mark.parametrize("say", FAULTS)
def test_a_fault_gets_one_sentence(say):
    with pytest.raises(CourseError) as caught:
        FAULTS[say]()
    assert say in str(caught.value) and "\n" not in str(caught.value)


def test_dates_keep_the_precision_they_have():
    assert [day(v) for v in ("2003", "2003-03", "2003-03-11", 2003, None)] == [
        "2003",
        "Mar 2003",
        "Mar 11, 2003",
        "2003",
        "",
    ]
    assert day("2024-25") == "2024-25"
    assert when("2003") < when("2003-03") < when("2003-03-11") < when("2003", end=True) < 2004
    with pytest.raises(CourseError, match="2003-02-30"):
        when("2003-02-30")


def test_numbers_read_as_people_write_them():
    assert [number(v) for v in (20585, 6.3333, 7.0, -4, float("nan"))] == [
        "20,585",
        "6.33",
        "7",
        "\u22124",
        "not published",
    ]
    assert number(45.5, "%") == "45.5%" and number(3, "people") == "3 people"
    small = (0.3355, 0.1, 0.0046, -0.001, 0.00001234, 0.1 + 0.2 - 0.3, -0.0)
    assert [number(v) for v in small] == ["0.34", "0.1", "0.0046", "−0.001", "0.000012", "0", "0"]
    units = ("agencies", "people", "series", "branches", "cases", "buses", "classes", "staff")
    ones = ["agency", "person", "series", "branch", "case", "bus", "class", "staff"]
    assert [number(1, unit) for unit in units] == [f"1 {one}" for one in ones]


@pytest.mark.parametrize("draw", [charts.bars, lambda df, **more: charts.lines(df.assign(y=1), x="y", y="value")])
def test_a_number_without_end_is_refused_with_its_row(draw):
    endless = pd.DataFrame({"name": ["a", "b"], "value": [1.0, float("inf")]})
    with pytest.raises(CourseError, match="Row 1 of 'value' holds 'inf', which is not a number"):
        draw(endless, category="name", value="value")


def test_wrapping_keeps_within_the_room_and_loses_no_word():
    text = "The old mill burns down, and with it every paper that the town had kept"
    lines = measure.wrap(text, 150, lines=9)
    assert " ".join(lines) == text and max(map(measure.width, lines)) <= 150
    assert measure.wrap("Three departments become one", 160) == ["Three departments", "become one"]
    assert measure.wrap(text, 150, lines=2)[-1].endswith("\u2026")


def test_ticks_are_round_and_cover_the_span():
    assert guides.ticks(0, 9700, 5) == [0, 2000, 4000, 6000, 8000]
    assert guides.ticks(2003, 2026, 7, whole=True) == [2005, 2010, 2015, 2020, 2025]
    assert guides.ticks(2001, 2004, 7, whole=True) == [2001, 2002, 2003, 2004]


def test_neighboring_colors_differ_in_grey_or_by_hatch():
    def grey(tone):
        r, g, b = (int(tone.fill[i : i + 2], 16) for i in (1, 3, 5))
        return 0.299 * r + 0.587 * g + 0.114 * b

    for i, a in enumerate(palette.TONES):
        for b in palette.TONES[i + 1 :]:
            assert a.hatch != b.hatch or abs(grey(a) - grey(b)) > 12, (a, b)
            assert a.mark != b.mark and a.dash != b.dash


def test_a_stacked_bar_of_one_part_prints_its_number_once():
    rows = pd.DataFrame({"year": ["2025", "2026", "2026"], "law": ["a", "a", "b"], "money": [74.85, 30.0, 8.5]})
    texts = [box.text for box in charts.bars(rows, category="year", value="money", group="law", stacked=True).boxes]
    assert texts.count("74.85") == 1
    assert {"30", "38.5"} <= set(texts)
