"""A sentence holds its claim's value, and a title that counts or ranks rests on claims that a table gives."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from lessonkit import charts, figure
from lessonkit.author.check import title_numbers
from lessonkit.author.check.held import holds
from lessonkit.author.check.notebook import Cell, Notebook
from lessonkit.author.check.uncited_numbers import numbers_of
from lessonkit.course import query
from lessonkit.errors import CourseError


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "good"),
    [
        ("5 of the 22 came from Justice.", "5", "agencies", True),
        ("5 of the 22 came from Justice.", "4", "agencies", False),
        ("Five of the 22 came from Justice.", "5", "agencies", True),
        ("Five of the 22 came from Justice.", "4", "agencies", False),
        ("About 135,500 dollars a person.", "135479", "dollars", True),
        ("135,500 dollars a person.", "135479", "dollars", False),
        ("About 136,500 dollars a person.", "135479", "dollars", False),
        ("Nearly 21,000 people.", "20606", "people", True),
        ("Nearly 20,000 people.", "20606", "people", False),
        ("More than 20,000 people.", "20606", "people", True),
        ("Half of the adults agreed.", "50", "percent", True),
        ("It had 2.507 billion dollars.", "2507000000", "dollars", True),
        ("Some 0.9 trillion dollars.", "0.9", "trillion dollars", True),
        ("None of them was confirmed.", "0", "people", True),
        ("It was held on February 1, 2020.", "2020-02-01", "date", True),
        ("It was held on February 2, 2020.", "2020-02-01", "date", False),
        ("In June 1891 it began.", "1891", "", True),
        # number words as wholes
        ("Twenty-two came.", "2", "", False),
        ("Twenty-two came.", "20", "", False),
        ("Twenty-two came.", "22", "", True),
        ("Two hundred and five people.", "205", "people", True),
        ("Two hundred people.", "2", "people", False),
        ("Two thirds of them.", "2", "", False),
        ("Three quarters of them.", "3", "", False),
        ("Three quarters of them.", "0.75", "", True),
        ("Three quarters of them.", "75", "percent", True),
        ("Thirteen came.", "13", "", True),
        ("No one came.", "1", "", False),
        ("No one came.", "0", "", True),
        ("A dozen came.", "12", "", True),
        ("Half a dozen came.", "6", "", True),
        ("Two and a half million people.", "2500000", "people", True),
        ("Twenty-two million people.", "2000000", "people", False),
        ("The twenty-first came.", "20", "", False),
        ("In the 2nd round three came.", "2", "", False),
        ("The 4th Circuit agreed with 3 others.", "4", "courts", False),
        ("1 000 people", "1000", "people", True),
        ("It held 12\u202f345 people.", "12345", "people", True),
        # roundings
        ("About 1,000", "1400", "", False),
        ("About 1,000", "1010", "", True),
        ("More than 1,000", "1999", "", False),
        ("More than 1,000", "1050", "", True),
        ("Nearly 10,000", "5001", "", False),
        ("Nearly 10,000", "9800", "", True),
        ("Fewer than 10", "1", "", False),
        ("Fewer than 10", "9", "", True),
        ("More than 5", "5", "", False),
        ("More than five", "5", "", False),
        ("Fewer than 5", "5", "", False),
        ("More than 5", "5", "people (more than)", True),
        ("Fewer than 5", "5", "people (more than)", False),
        ("At least 5", "5", "", True),
        ("No more than 5", "5", "", True),
        ("2 million people", "2400000", "people", False),
        # units and signs
        ("12 people", "12", "percent", False),
        ("Twelve people", "12", "percent", False),
        ("0.12 people", "12", "percent", False),
        ("A share of 0.12", "12", "percent", True),
        ("Between 12 and 15 percent", "12", "percent", True),
        ("12 percent", "12", "people", False),
        ("12 dollars", "12", "million dollars", False),
        ("40 to 50 million dollars", "40", "million dollars", True),
        ("It fell by 5", "5", "", False),
        ("It fell by 5", "-5", "", True),
        ("It rose by 5", "-5", "", False),
        ("It was minus 5", "5", "", False),
        ("It was −5", "-5", "", True),
        ("Not 22 but 23", "22", "", False),
        ("Not 22 but 23", "23", "", True),
        # days
        ("In 2003 it began on April 2", "2003-03-01", "", False),
        ("In 2003 it began, on March 1", "2003-03-01", "", True),
        ("On March 1 it began", "2003-03-01", "", False),
        ("Between 2003 and 2005", "2003-03-01", "", False),
        ("From 2003 to 2005", "2003-03-01", "", False),
        ("After 2003", "2003-03-01", "", False),
        ("Not on March 1, 2003, but later", "2003-03-01", "", False),
        ("In April 2003", "2003-03-01", "", False),
        ("In March 2003", "2003-03-01", "", True),
    ],
)
def test_a_sentence_holds_the_value_of_its_claim(sentence, value, unit, good):
    assert holds(sentence, {"value": value, "unit": unit}) is good


@pytest.mark.parametrize(
    ("sentence", "name", "good"),
    [
        ("Treasuryland won.", "Treasury", False),
        ("The Justices won.", "Justice", False),
        ("Not Treasury but Justice leads.", "Treasury", False),
        ("The longest part is not the Treasury's.", "Treasury", False),
        ("The Treasury's part is the largest.", "Treasury", True),
        ("Energy and Justice share it.", "Justice = Energy", True),
    ],
)
def test_a_name_is_held_in_whole_words(sentence, name, good):
    assert holds(sentence, {"value": name, "table": "t"}) is good


def test_a_stale_sentence_is_no_address_for_the_number_it_repeats():
    row = {"value": "4", "unit": "agencies", "sentence": "5 of the 22 came from Justice."}
    assert [n.text for n in numbers_of(row)] == ["4"]
    assert "5" in [n.text for n in numbers_of(row | {"value": "5"})]


def test_most_names_what_leads_and_says_a_tie():
    table = pd.DataFrame(
        {"k": ["a", "b", "b", "a", None], "v": [5, 1, 2, None, 90], "y": [2004, 2015, 2015, 2004, 2016]}
    )
    assert query.aggregate(table, table, "k", "most", "T") == "a = b"
    assert query.aggregate(table, table[:3], "k", "most", "T") == "b"
    assert query.aggregate(table, table, "k by v", "most", "T") == "a"
    assert query.aggregate(table, table[:4], "y by v", "most", "T") == "2004"
    for column in ("k by w", "w", "k by k", "k by v by y"):
        with pytest.raises(CourseError):
            query.aggregate(table, table, column, "most", "T")


ROW = {"table": "trees", "where": "year == 2024", "column": "kind by trees", "agg": "most", "unit": "", "as_of": "2024"}
CLAIMS = {
    "c-most": {**ROW, "value": "oak", "sentence": "The oak leads."},
    "c-two": {**ROW, "value": "2", "column": "kind", "agg": "nunique", "sentence": "There are two kinds."},
    "c-said": {"value": "9", "sentence": "9 trees", "table": ""},
}


def course_data(claims):
    return SimpleNamespace(claims=claims, course=None, named=lambda sentence: False)


def findings(source, claims=CLAIMS):
    page = Notebook(Path("01-x.ipynb"), (Cell(1, "code", source),), {})
    return [str(found) for found in title_numbers.check(page, course_data(claims), [re.compile(r"\b9/11\b")]).findings]


@pytest.fixture
def given(monkeypatch):
    """Let the table of the claims give what they say, unless a test says otherwise."""
    values = {"most": "oak", "nunique": 2}
    monkeypatch.setattr("lessonkit.course.tables.compute", lambda spec, course: values[spec["agg"]])
    return values


@pytest.mark.parametrize(
    "title",
    [
        "The oak is the most common", "Twice as many oaks", "9 of 11 trees are oaks", "Five kinds of trees",
        "More than half are oaks", "Oaks gave the longest list", "Elms fell", "Elms are fewer", "Only oaks grew",
        "The largest part are oaks", "The heaviest oaks", "Elms trail oaks", "Oaks overtook elms", "Oaks ahead of elms",
        "Oaks come second", "Every tree is an oak", "Mostly oaks", "Oak numbers peaked", "Nearly all trees are oaks",
    ],
)  # fmt: skip
def test_a_title_that_counts_or_ranks_needs_a_claim_wherever_it_stands(title, given):
    for source in (
        f"figure(c, {title!r})", f"figure(c, title={title!r})", f"figure(c, 'Oaks', note={title!r})",
        f"explorer(d, o, title={title!r}, id='x')", f"rows(d, caption={title!r}, title='T', id='x')",
        f"t = {title!r}\nfigure(c, t)", f"figure(c, 'A ' + {title!r})", f"lessonkit.figure(c, f'{title} {{x}}')",
    ):  # fmt: skip
        assert any("counts, compares or ranks" in said for said in findings(source)), source


@pytest.mark.parametrize("title", ["Trees of our streets", "Trees after 9/11", "The interest of the western forest"])
def test_a_title_that_does_neither_needs_none(title, given):
    assert findings(f"figure(c, {title!r})") == []


def test_a_title_is_red_when_its_table_or_its_claim_changes(given):
    source = "figure(c, 'The oak has the largest of two parts', claims=['c-most', 'c-two'])"
    assert findings(source) == []
    given["most"] = "oak = elm"
    assert "which does not hold: value is oak, the table gives oak = elm" in findings(source)[0]
    turned = CLAIMS | {"c-most": CLAIMS["c-most"] | {"value": "oak = elm", "sentence": "Oak and elm lead."}}
    assert "whose value oak = elm is not in" in findings(source, turned)[0]
    given["most"] = "oak"
    assert "“five” in" in findings(source.replace("two parts", "five parts"))[0]
    assert "is no claim" in findings(source.replace("c-two", "c-none"))[0]
    assert "which no table gives" in findings(source.replace("c-two", "c-said"))[0]


def test_a_figure_computes_its_claims_again():
    chart = charts.bars(pd.DataFrame({"k": ["a", "b"]}), category="k")
    with pytest.raises(CourseError, match="There is no claim 'c-nobody'"):
        figure(chart, "Most are a", claims=["c-nobody"])
