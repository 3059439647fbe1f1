"""The course's own tables keep the shape that the world knows them by."""

from pathlib import Path

import pytest

from lessonkit import load
from lessonkit.course import find_course

ROOT = Path(__file__).resolve().parent.parent
TABLES = [r["name"] for r in find_course(ROOT).package["resources"] if r["path"].startswith("tables/")]


@pytest.fixture(autouse=True)
def course(monkeypatch):
    monkeypatch.setenv("LESSONKIT_COURSE", str(ROOT))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_typed_and_says_what_is_counted_as_of_when_and_by_whom(name):
    table = load(name)
    assert len(table)
    assert all(table.attrs[key] for key in ("title", "counts", "as_of", "publisher", "caveats"))
    assert not any(str(dtype) == "object" for dtype in table.dtypes)


@pytest.mark.parametrize(("year", "removals"), [(2012, 409_849), (2021, 59_011), (2024, 271_484)])
def test_removals_keep_their_shape(year, removals):
    rows = load("removals").query(
        "metric == 'ice_removals' and recommended == 1 and arresting_agency == 'all' and criminality == 'all'"
    )
    assert list(rows[rows["fiscal_year"] == year]["value"]) == [removals]
    assert rows["fiscal_year"].is_unique, "one line: no year stands twice"


def test_average_daily_population_keeps_its_shape():
    rows = load("detention_population")
    assert 50_165 in set(rows[rows["fiscal_year"] == 2019]["value"])


def test_payroll_count_keeps_its_shape():
    rows = load("workforce_total")
    chosen = rows[(rows["count_basis"] == "on_board") & rows["as_of_date"].astype(str).str.startswith("2024-09")]
    assert list(chosen["value"]) == [20_606]
    jobs = load("workforce_by_occupation")
    assert jobs[jobs["as_of_date"].astype(str) == "2024-09-30"]["value"].sum() == 20_606


def test_views_of_the_money_follow_the_rows_they_were_made_from():
    amounts = {
        "budget_by_year": "amount_usd",
        "multi_year_spread": "amount_usd",
        "budget_per_employee": "usd_per_person",
    }
    origins = {name: load(name).set_index("row_id")[column] for name, column in amounts.items()}
    for row in load("budget_views").itertuples():
        table, origin = row.locator.split(", ", 1)
        value = origins[table][origin]
        unit = 1 if table == "budget_per_employee" else 1e9
        assert row.value == pytest.approx(value / unit, abs=0.0006 if unit > 1 else 0.5), row.locator
    assert len(load("budget_per_employee")) == sum(load("budget_views")["locator"].str.startswith("budget_per"))


@pytest.mark.parametrize("path", sorted((ROOT / "data/quizzes").glob("[0-9][0-9].yaml")), ids=lambda path: path.stem)
def test_free_text_opens_with_the_course_s_own_warning(path):
    notice = "Write no names and nothing about anyone's immigration status."
    assert f"open_notice: {notice}\n" in path.read_text("utf-8")
