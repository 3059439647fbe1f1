"""Explorers hold what they show; over budget they name count and limit; without scripts nothing is missing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import zlib

import pandas as pd
import pytest

from lessonkit import charts, explorer, rows
from lessonkit.errors import CourseError
from lessonkit.show.table import as_text

from . import quiz_node
from .test_figure import Page

STAFF = pd.DataFrame(
    {
        "year": [2020, 2021, 2022] * 2,
        "office": ["Parks"] * 3 + ["Roads"] * 3,
        "staff": [1250, 1300, 1280, 87, 90, 88],
        "source_id": ["report-a", "report-b", "report-a"] * 2,
    }
)


def of_year(year):
    return charts.bars(STAFF[STAFF["year"] == year], category="office", value="staff", unit="people", most=1300)


def of_office(office, kind="line"):
    shown = STAFF if office is None else STAFF[STAFF["office"] == office]
    return charts.lines(shown, x="year", y="staff", series="office", unit="people")


def by_year(**more):
    return explorer(of_year, {"Year": [2020, 2021, 2022]}, title="Staff by year.", id="01-staff", **more)


def parse(shown):
    page = Page(shown.html)
    (attrs,) = page.all("lk-explorer")
    raw = zlib.decompress(base64.b64decode(attrs["data-frames"]))
    return page, json.loads(attrs["data-lk"]), json.loads(raw), raw


def test_every_combination_is_a_frame_with_picture_words_rows_and_source():
    _, data, frames, raw = parse(
        explorer(
            of_office,
            {"Office": [(None, "All offices"), "Parks", "Roads"], "Kind": [("line", "Lines"), ("b", "B")]},
            title="Staff.",
            id="01-x",
        )
    )
    assert len(frames) == 6 and data["sha256"] == hashlib.sha256(raw).hexdigest()
    assert data["controls"] == [
        {"label": "Office", "kind": "pick", "options": ["All offices", "Parks", "Roads"]},
        {"label": "Kind", "kind": "pick", "options": ["Lines", "B"]},
    ]
    for office, frame in zip([None, None, "Parks", "Parks", "Roads", "Roads"], frames, strict=True):
        chart = of_office(office)
        assert frame["svg"] == chart.svg() and frame["alt"] == chart.alt
        assert len(frame["rows"]) == len(chart.table) and frame["head"][-1] == "Source"
        assert "".join(part[0] for part in frame["source"]).startswith("Sources: report-a, report-b")


def test_element_says_course_lesson_and_id(trees):
    _, data, _, _ = parse(by_year())
    assert (data["course"], data["lesson"], data["id"]) == ("street-trees", "01", "01-staff")
    assert parse(by_year(lesson="07"))[1]["lesson"] == "07"


def test_up_to_four_options_are_picked_from_and_more_selected():
    kinds = [
        parse(explorer(lambda of: of_year(2020), {"Of": list("abcdefg")[:n]}, title="T", id="x"))[1]["controls"][0][
            "kind"
        ]
        for n in (2, 4, 5)
    ]
    assert kinds == ["pick", "pick", "select"]


def test_numbers_become_a_slider_unless_told_otherwise():
    assert parse(by_year())[1]["controls"][0]["kind"] == "slider"
    assert parse(by_year(kinds={"Year": "select"}))[1]["controls"][0]["kind"] == "select"
    numbers = {"Year": STAFF["year"].unique()}  # numpy's
    assert (
        parse(explorer(of_year, numbers, title="T", id="x"))[1]
        == parse(explorer(of_year, {"Year": [2020, 2021, 2022]}, title="T", id="x"))[1]
    )


def test_large_numbers_are_written_out():
    shown = parse(explorer(lambda limit: of_year(2020), {"Limit": [1234567, 0.25]}, title="T", id="x"))[1]
    assert shown["controls"][0]["options"] == ["1234567", "0.25"]
    budget = pd.DataFrame({"spending_per_year": [1234567, 12.5]})
    assert as_text(budget).rows == [["1,234,567"], ["12.5"]]  # a rate is no year


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"start": {"Yaer": 2021}}, "has no control 'Yaer'; did you mean 'Year'?"),
        ({"kinds": {"Office": "select"}}, "has no control 'Office'; there are: Year."),
        ({"kinds": {"Year": "slidr"}}, "has no kind 'slidr' for 'Year'; did you mean 'slider'?"),
    ],
)
def test_a_misspelt_control_or_kind_is_refused(more, said):
    with pytest.raises(CourseError, match=f"^The explorer '01-staff' {re.escape(said)}$"):
        by_year(**more)


def test_two_controls_of_one_name_are_refused():
    with pytest.raises(CourseError, match="two controls named 'year'; rename 'Year'"):
        explorer(of_year, {"Year": [2020], "year ": [2021]}, title="T", id="x")


def test_spans_of_years_are_values_and_named_pairs_are_not():
    seen = []

    def draw(years):
        seen.append(years)
        return of_year(2020)

    data = parse(explorer(draw, {"Years": [(2001, 2003), ((2004, 2005), "later")]}, title="T", id="x"))[1]
    assert seen == [(2001, 2003), (2004, 2005)] and data["controls"][0]["options"] == ["2001–2003", "later"]


def test_label_becomes_the_name_of_the_argument():
    explorer(lambda fiscal_year: of_year(fiscal_year), {"Fiscal year": [2020, 2021]}, title="T", id="x")


def test_twin_shows_the_start_view_and_the_data_of_all_others():
    page, data, frames, _ = parse(by_year(start={"Year": 2021}))
    assert data["start"] == [1]
    (img,) = page.all("img")
    assert img["alt"] == frames[1]["alt"]
    assert "This view: Year: 2021." in page.text and "Run the set-up cell at the top" in page.text
    shown = [row for row in page.rows if row[0] in ("2020", "2021", "2022")]
    assert len(shown) == 6 and ["2022", "Roads", "88", "report-a"] in shown
    assert any(name == "class" and value == "lk-twin" for _, attrs in page.tags for name, value in attrs.items())


def test_twin_of_a_filter_is_the_whole_table_once():
    def draw(office, year):
        shown = STAFF[STAFF["year"] >= year]
        return charts.bars(
            (shown if office is None else shown[shown["office"] == office]).assign(
                key=lambda d: d["office"] + d["year"].astype(str)
            ),
            category="key",
            value="staff",
        )

    page, _, _, _ = parse(explorer(draw, {"Office": [(None, "All"), "Roads"], "Year": [2021, 2022]}, title="T", id="x"))
    inside = [row[0] for row in page.rows if row[0].startswith(("Parks", "Roads"))]
    assert sorted(inside) == sorted(["Parks2021", "Parks2022", "Roads2021", "Roads2022"] * 2)


def test_output_is_the_same_bytes_each_time():
    assert by_year().html == by_year().html


def test_its_plain_text_carries_title_first_view_and_description():
    lines = repr(by_year()).splitlines()
    assert lines[0] == "Explorer: Staff by year. (3 views)"
    assert lines[1].startswith("This view: ") and len(" ".join(lines[2:])) >= 40


def test_too_many_views_name_count_and_limit_before_anything_is_drawn():
    def never(**choice):
        raise AssertionError

    with pytest.raises(CourseError, match=r"'x' has 42 views \(6 × 7\), and 40 are the limit"):
        explorer(never, {"a": range(6), "b": range(7)}, title="T", id="x")


def test_too_many_bytes_name_count_and_limit():
    def noise(seed):
        chart = charts.Chart(200)
        dots = [((i * 7919 * (seed + 3)) % 5501 / 10, (i * 104729 * (seed + 7)) % 1901 / 10) for i in range(500)]
        chart.marks(dots, "square", "#000000")
        return chart.done(pd.DataFrame({"n": [1]}), "Five hundred squares that follow no order at all.", 1)

    with pytest.raises(CourseError, match=r"takes [\d,]+ bytes for 20 views, and 80,000 bytes are the limit"):
        explorer(noise, {"Seed": range(20)}, title="T", id="x")


def test_a_view_that_cannot_be_drawn_is_named():
    with pytest.raises(CourseError, match="'01-staff' cannot draw Year: 1999: There is no row to draw bars from"):
        explorer(of_year, {"Year": [2020, 1999]}, title="T", id="01-staff")
    with pytest.raises(CourseError, match="needs a function that returns a Chart; it got int"):
        explorer(lambda year: year, {"Year": [1]}, title="T", id="x")
    with pytest.raises(CourseError, match="cannot start with Year = 1990"):
        by_year(start={"Year": 1990})
    with pytest.raises(CourseError, match="has no views"):
        explorer(of_year, {"Year": []}, title="T", id="x")


def test_colors_and_scale_can_be_held_from_view_to_view():
    frames = parse(by_year())[2]
    widths = [
        re.search(r'd="M[\d.]+ [\d.]+L([\d.]+)', f["svg"].split("#0072b2")[0].rsplit("<path", 1)[1]) for f in frames
    ]
    assert len({w[1] for w in widths}) == 3  # bars of 1250, 1300, 1280 on one scale


def offices(**more):
    df = pd.DataFrame(
        {
            "name": ["Parks", "Roads", "Harbor"],
            "kind": ["green", "grey", "<b>blue</b>"],
            "staff": [1250, 87, None],
            "founded": ["2003-03-01", "1998", "2001-09"],
            "story": ["Cares for trees & lawns.", "<script>alert(1)</script>", ""],
        }
    )
    df.attrs["plain"] = ["founded"]
    more = {"columns": ["name", "kind", "staff", "founded"], "filters": ["kind"], "details": ["story"]} | more
    return rows(df, title="The offices", id="01-offices", **more)


def test_the_hint_of_rows_names_what_there_is_to_do_and_a_still_table_has_none():
    def hint(**more):
        return [line for line in re.findall(r"<p class=\"lk-twin lk-hint\">(.*?)</p>", offices(**more).html)]

    assert hint() == ["Run the set-up cell at the top to search, filter and sort."]
    assert hint(filters=()) == ["Run the set-up cell at the top to search and sort."]
    assert hint(filters=(), search=False, sort=False) == []


def test_rows_are_a_complete_table_without_scripts():
    shown = offices()
    page = Page(shown.html)
    assert [row[0] for row in page.rows if len(row) > 1] == ["Name", "Parks", "Roads", "Harbor"]
    behind = [row[0] for row in page.rows if len(row) == 1]
    assert behind == ["MoreStoryCares for trees & lawns.", "MoreStory<script>alert(1)</script>"]
    assert [a["colspan"] for a in page.all("td") if "colspan" in a] == ["4", "4"], "opened, it is as wide as the table"
    assert page.rows[1][2:] == ["1,250", "Mar 1, 2003"]
    assert [a["scope"] for a in page.all("th")] == ["col"] * 4 + ["row"] * 3 and page.all("caption")
    assert len(page.all("details")) == 2, "an empty detail has nothing to open"
    assert {tag for tag, _ in page.tags} & {"script", "b"} == set() and "<script>alert(1)</script>" in page.text
    assert repr(shown).splitlines()[:2] == ["Table: The offices (3 rows)", "Columns: Name, Kind, Staff, Founded."]


def test_rows_carry_what_they_are_sorted_and_filtered_by():
    page = Page(offices().html)
    data = json.loads(page.all("lk-rows")[0]["data-lk"])
    assert data["filters"] == ["Kind"] and data["search"] is True and data["details"] is True
    keys = [attrs.get("data-v") for tag, attrs in page.tags if tag == "td" and "colspan" not in attrs]
    assert keys == [None, "1250", "2003-03-01", None, None, None, None, "", "2001-09"]
    assert [a["data-f0"] for a in page.all("tbody") if "data-f0" in a] == ["green", "grey", "<b>blue</b>"]


def test_rows_take_headings_and_say_their_source(trees):
    from lessonkit.course import tables

    shown = rows(tables.load("trees"), title="T", id="x", columns={"year": "Counted in", "kind": "Kind"})
    page = Page(shown.html)
    assert page.rows[0] == ["Counted in", "Kind"] and page.rows[1][0] == "2019"
    assert "as of Dec 31, 2024" in page.text


def test_rows_name_a_missing_column_and_an_empty_table():
    with pytest.raises(CourseError, match=r"no column 'tone' \(asked for by filters\[0\]=\)"):
        offices(filters=["tone"])
    with pytest.raises(CourseError, match="'x' has no rows"):
        rows(STAFF[:0], title="T", id="x")


needs_node = pytest.mark.skipif(quiz_node.node() is None, reason="Playwright, which ships Node, is not installed")


def evaluate(code):
    """Run the pure functions behind explorers and tables in Node."""
    return quiz_node.run([(f"() => {code}", None)])[0]


@needs_node
def test_choice_and_frame_agree_with_itertools_product():
    from itertools import product

    sizes = [3, 2, 4]
    choices = list(product(*map(range, sizes)))
    assert evaluate(f"{json.dumps(choices)}.map((c) => LK.frameAt(c, {sizes}))") == list(range(24))


@needs_node
def test_sorting_knows_numbers_words_and_gaps():
    assert evaluate('["10", "9", "", "-1"].sort((a, b) => LK.rowOrder(a, b, false))') == ["-1", "9", "10", ""]
    assert evaluate('["10", "9", "", "-1"].sort((a, b) => LK.rowOrder(a, b, true))') == ["10", "9", "-1", ""]
    assert evaluate('["2003-03", "1998", "2001-09-11"].sort((a, b) => LK.rowOrder(a, b, false))') == [
        "1998",
        "2001-09-11",
        "2003-03",
    ]


@needs_node
def test_search_forgives_accents_and_case():
    assert evaluate('LK.fits({text: LK.plain("Saldaña heads the OFFICE"), keys: []}, [], ["saldana", "office"])')
    assert not evaluate('LK.fits({text: LK.plain("Parks"), keys: ["green"]}, ["grey"], [])')


def test_rows_and_figure_share_how_cells_read():
    assert as_text(STAFF[["year", "staff"]]).rows[0] == ["2020", "1,250"]


@pytest.mark.parametrize(
    "names", ["explorer, figure, rows", "rows, figure, explorer", "Lesson, figure, explorer, rows"]
)
def test_public_names_are_functions_in_any_order_of_import(names):
    code = f"from lessonkit import {names}; assert all(map(callable, ({names})))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
