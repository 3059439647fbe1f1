"""A grid of marks is a complete table in words; what it cannot show truly it refuses."""

from __future__ import annotations

import pandas as pd
import pytest

from lessonkit import matrix
from lessonkit.errors import CourseError
from lessonkit.teach.paper import _matrix
from tests.test_figure import Page

MARKS = {"yes": "● yes", "some": "◐ sometimes", "no": "○ no"}
WHO = {"ann": "Ann", "bo": "Bo <b>"}


def kitchen():
    df = pd.DataFrame(
        [
            ("bake", "Cook", "ann", "Ann of the kitchen", "yes", "", "House rule 1"),
            ("bake", "Cook", "bo", "Bo the guest", "some", "Only bread", "House rule 1"),
            ("fry", "Cook", "ann", "Ann of the kitchen", "no", "Her choice & no other's", "House rule 2"),
            ("fry", "Cook", "bo", "Bo the guest", "no", "", "House rule 3"),
            ("wash", "Clean", "ann", "Ann of the kitchen", "yes", "", "House rule 4"),
            ("wash", "Clean", "bo", "Bo the guest", "yes", "", "House rule 4"),
        ],
        columns=["task", "field", "who", "name", "may", "if", "rule"],
    )
    df.attrs = {"publisher": "The house", "as_of": "2024-05-01", "titles": {"task": "Task"}}
    return df


def grid(df=None, **more):
    more = {"columns": WHO, "groups": "field", "names": "name", "said": "if", "details": ["rule"]} | more
    df = kitchen() if df is None else df
    return matrix(df, row="task", column="who", value="may", marks=MARKS, title="Ann bakes", id="01-who", **more)


def test_it_is_a_table_of_words_with_headers_of_rows_columns_and_groups():
    page = Page(grid().html)
    lines = [row for row in page.rows if len(row) == 3]
    assert lines == [
        ["Task", "Ann", "Bo <b>"],
        ["bake", "yes", "sometimes"],
        ["fry", "no", "no"],
        ["wash", "yes", "yes"],
    ]
    assert [row[0] for row in page.rows if len(row) == 1 and "More" not in row[0]] == ["Cook", "Clean"]
    assert [a["scope"] for a in page.all("th")] == ["col"] * 3 + ["colgroup"] + ["row"] * 2 + ["colgroup", "row"]
    assert page.all("caption") and [a["data-m"] for a in page.all("td") if "data-m" in a] == list("●◐○○●●")
    assert "Bo <b>" in page.text


def test_an_opened_row_says_who_under_which_condition_and_by_which_rule():
    page = Page(grid().html)
    opened = [row[0] for row in page.rows if len(row) == 1 and row[0].startswith("More")]
    assert opened[0] == "More● yesAnn◐ sometimesBo the guest: Only breadRuleHouse rule 1"
    assert opened[1] == "More○ noBo <b>Ann of the kitchen: Her choice & no other'sRuleHouse rule 2; House rule 3"
    assert [a["aria-label"] for a in page.all("summary") if "aria-label" in a] == [
        "More: bake",
        "More: fry",
        "More: wash",
    ]
    assert [a["colspan"] for a in page.all("td") if "colspan" in a] == ["3"] * 3, "opened, it is as wide as the table"


def test_a_legend_names_the_marks_and_the_words_around_it_are_those_of_a_figure():
    shown = grid()
    page = Page(shown.html)
    assert [word in page.text for word in ("● yes", "◐ sometimes", "○ no", "Source: The house")] == [True] * 4
    assert repr(shown).splitlines()[:3] == [
        "Matrix: Ann bakes (3 rows by 2 columns)", "Columns: Ann, Bo <b>.", "Marks: yes, sometimes, no."
    ]  # fmt: skip


def test_columns_leave_out_and_order_and_may_have_no_headings():
    assert Page(grid(columns={"bo": "B"}, names=None).html).rows[0] == ["Task", "B"]
    assert Page(grid(columns=None).html).rows[0] == ["Task", "Ann", "Bo"]


@pytest.mark.parametrize(
    ("change", "more", "said"),
    [
        (lambda df: df.assign(may="often"), {}, "no mark for 'often'"),
        (lambda df: df[1:], {}, "no cell for 'bake' and 'ann'"),
        (lambda df: pd.concat([df, df[:1]]), {}, "two cells for 'bake' and 'ann'"),
        (lambda df: df[:0], {"columns": None}, "no rows"),
        (lambda df: df, {"columns": {"an": "A"}}, "did you mean 'ann'"),
        (lambda df: df, {"groups": "feild"}, "'field'"),
        (lambda df: df, {"detials": []}, "'details'"),
    ],
)
def test_what_is_missing_double_or_misspelt_is_named(change, more, said):
    with pytest.raises(CourseError, match=said):
        grid(change(kitchen()), **more)


def test_a_mark_is_a_sign_and_a_word():
    with pytest.raises(CourseError, match="needs a sign and a word for 'yes', and got '●'"):
        matrix(kitchen(), row="task", column="who", value="may", marks={"yes": "●"}, title="T", id="x")


def test_on_paper_signs_stand_in_the_cells_and_nothing_is_left_to_open():
    from bs4 import BeautifulSoup

    node = BeautifulSoup(grid().html, "html.parser").find("lk-matrix")
    page = Page(str(_matrix(node)))
    assert [[cell[0] for cell in row[1:]] for row in page.rows if len(row) == 3][1:] == [[*"●◐"], [*"○○"], [*"●●"]]
    assert not page.all("details") and not page.all("select") and not page.all("style")
    assert "◐ sometimes" in page.text
