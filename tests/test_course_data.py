"""The course's own tables keep the shape that the world knows them by."""

import math
import re
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


def test_the_map_of_states_agrees_with_the_four_tables_it_joins():
    states = load("map_by_state").set_index("state_code")
    held = load("detention_by_state")
    for day, month in (("2026-04-04", "2026_04"), ("2026-07-11", "2026_07")):
        listed = held[held["as_of"].astype(str) == day].set_index("state")
        for name, origin in (("people_held", "average_daily_population"), ("facilities", "facilities")):
            joined = states[f"{name}_{month}"]
            expected = listed[origin].astype(float).to_dict()
            assert joined[joined > 0].astype(float).to_dict() == pytest.approx(expected), (day, name)
        zero = states.index[states[f"facilities_{month}"] == 0]
        assert not set(zero) & set(listed.index)
    assert states["detention_status"].value_counts().to_dict() == {"listed": 45, "none listed": 9}

    signed = load("agreements_287g").query("metric == 'agreements_in_force' and geography == 'state'")
    by_name = states.set_index("state")
    for day, column, total in (("2025-01-04", "agreements_2025_01", 135), ("2026-05-18", "agreements_2026_05", 1843)):
        rows = signed[signed["as_of"].astype(str) == day].groupby("state")["value"].sum()
        assert by_name[column][by_name[column] > 0].to_dict() == rows.to_dict(), day
        assert by_name[column].sum() == total
    models = by_name[["jail_2026_05", "warrant_service_2026_05", "task_force_2026_05"]].sum(axis=1)
    assert (models == by_name["agreements_2026_05"]).all()

    places = load("workforce_by_state")
    for day, column in (("2024-09-30", "employees_2024_09"), ("2025-03-31", "employees_2025_03")):
        people = places[places["as_of_date"].astype(str) == day].set_index("location_code")["value"]
        joined = states[column].dropna()
        assert joined.to_dict() == people[people.index.isin(joined.index)].to_dict(), day
        assert set(states.index[states[column].isna()]) == {"CT", "GU", "MP", "PR"}

    offices = load("field_offices")
    assert states["ero_offices"].sum() == 25
    assert states["hsi_offices"].sum() == len(offices[offices["division"] == "HSI"])


def test_two_numbers_are_those_of_the_rows_they_name():
    claims = {row["id"]: row["value"] for row in load("claims").to_dict("records")}
    for pair in load("two_numbers").itertuples():
        for value, name, row in ((pair.value_1, pair.table_1, pair.row_1), (pair.value_2, pair.table_2, pair.row_2)):
            if name == "claims":
                found = float(claims[row])
            else:
                table = load(name)
                found = float(table.set_index(table.columns[0])["value"][row])
            assert value == found, (pair.pair_id, name, row)


def recounted(lens):
    """Count ERO, HSI and the rest of one lens anew in the table that the lens names."""
    if lens == "law":
        users = load("statutes").query("ice_user")["first_user"]
        return [(users == "ERO").sum(), (users == "HSI").sum(), (~users.isin(["ERO", "HSI"])).sum()]
    if lens == "organization":
        places = load("field_offices").query("office_type in ['field office', 'special agent in charge']")["division"]
        return [(places == "ERO").sum(), (places == "HSI").sum(), (~places.isin(["ERO", "HSI"])).sum()]
    if lens == "money":
        dollars = load("budget_by_account").set_index("row_id")["amount_usd"]
        kept = dollars["fy2024-ero"]
        return [kept, None, dollars["fy2024-total"] - kept]
    if lens == "people":
        people = load("workforce_squares").query("split == 'work_area'").set_index("group")["people"]
        ero, hsi = (people[people.index.str.contains(part)].sum() for part in ("ERO", "HSI"))
        return [ero, hsi, people.sum() - ero - hsi]
    leads = load("division_of_labor").query("role == 'lead'")["agency"]
    ours = leads[leads.str.startswith("ICE-")].str.removeprefix("ICE-")
    return [(ours == "ERO").sum(), (ours == "HSI").sum(), (~ours.isin(["ERO", "HSI"])).sum()]


def test_each_lens_is_what_a_recount_of_its_table_gives():
    lenses = load("lens_shares")
    assert list(lenses["lens"].unique()) == ["law", "organization", "money", "people", "tasks"]
    for lens, rows in lenses.groupby("lens"):
        counts = dict(zip(["ERO", "HSI", "Other, or not split"], recounted(lens), strict=True))
        whole = sum(count for count in counts.values() if count is not None)
        missing = set(counts) - set(rows["part"])
        assert not any(counts[part] for part in missing), (lens, missing)
        for row in rows.itertuples():
            if counts[row.part] is None:  # the law names no amount
                assert math.isnan(row.value) and math.isnan(row.share_percent), row.row_id
            else:
                assert row.value == counts[row.part], row.row_id
                assert row.share_percent == pytest.approx(100 * row.value / whole, abs=0.05), row.row_id


def test_the_three_positions_on_an_issue_have_equal_room():
    positions = load("debate_positions")
    words = positions["argument"].str.split().str.len()
    assert list(words) == list(positions["argument_words"])
    for issue, count in words.groupby(positions["issue_id"]):
        assert len(count) == 3
        assert count.max() <= 1.1 * count.min(), issue


def test_shares_of_releases_follow_from_value_and_whole():
    rows = load("releases_and_rearrest").dropna(subset=["out_of", "share_percent"])
    counts = rows[~rows["unit"].str.startswith("percent") & (rows["unit"] != "percent")]
    assert len(counts) >= 8
    for row in counts.itertuples():
        assert row.share_percent == pytest.approx(100 * row.value / row.out_of, abs=0.5), row.row_id


@pytest.mark.parametrize("path", sorted((ROOT / "data/quizzes").glob("[0-9][0-9].yaml")), ids=lambda path: path.stem)
def test_free_text_opens_with_the_course_s_own_warning(path):
    notice = "Write no names and nothing about anyone's immigration status."
    assert f"open_notice: {notice}\n" in path.read_text("utf-8")


def test_the_plan_of_a_period_adds_up_and_lessons_are_told_in_their_order():
    page = (ROOT / "lessons.md").read_text("utf-8")
    plan = re.search(r"^## A period of (\d+) minutes$(.*?)(?=^## )", page, re.M | re.S)
    minutes = [int(number) for number in re.findall(r"^\| (\d+) minutes", plan[2], re.M)]
    assert minutes and sum(minutes) == int(plan[1])
    told = [int(number) for number in re.findall(r"^\| Lesson (\d+) \|", page, re.M)]
    assert told and told == sorted(told) and told[-1] <= 8
    items = [int(number) for number in re.findall(r"^(\d+)\. ", page, re.M)]
    assert items == [n for n, _ in enumerate(items, 1)]
