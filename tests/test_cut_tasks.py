"""The tables of lesson 6 that are made from others follow them, and its practice set follows the table of scenarios."""

from pathlib import Path

import pytest

from lessonkit import load
from lessonkit.course import find_course
from lessonkit.quiz import bank

ROOT = Path(__file__).resolve().parent.parent
BARS = {"ICE": "ICE", "CBP": "CBP", "USCIS": "USCIS", "Justice": "Justice Department"}
BARS |= dict.fromkeys(("State", "HHS", "state or local"), "State, HHS and police")


@pytest.fixture(autouse=True)
def course(monkeypatch):
    monkeypatch.setenv("LESSONKIT_COURSE", str(ROOT))


def parts():
    """Return one row for each task, agency as the pictures name it, and role."""
    rows = load("division_of_labor")
    parents = load("agencies").set_index("agency")["parent"]
    rows["bar"] = rows["agency"].map(parents).map(BARS).fillna("Other parts of DHS")
    return rows


def has(rows, bar, role=None):
    chosen = rows[rows["bar"] == bar]
    return set((chosen if role is None else chosen[chosen["role"] == role])["task_id"])


def test_leads_by_group_are_those_of_the_list():
    rows = parts()
    leads = load("group_leads")
    assert set(leads["task_group"]) == set(rows["task_group"])
    for row in leads.itertuples():
        group = rows[rows["task_group"] == row.task_group]
        assert row.tasks == group["task_id"].nunique()
        assert row.led == len(has(group, row.agency, "lead")), (row.task_group, row.agency)


def test_each_share_of_a_cut_is_what_the_list_gives():
    rows, added = parts(), load("tasks_left_out")
    assert not set(added["task_id"]) & set(rows["task_id"])
    everything = list(rows["task_group"].unique())
    groups = {
        "All 31 tasks": everything,
        "Interior enforcement only": ["interior enforcement"],
        "Crime only": ["crime"],
        "Immigration only": ["interior enforcement", "visas and benefits", "children and refugees"],
        "Border and ports only": ["ports and trade", "border, air and sea"],
        "All 31, and five left out": everything,
    }
    shares = load("share_cuts").query("unit in ['tasks', 'groups']")
    assert set(shares["cut"]) == set(groups)
    for row in shares.itertuples():
        chosen = rows[rows["task_group"].isin(groups[row.cut])]
        wider = set(added["task_id"]) if "left out" in row.cut else set()
        tasks = {group: set(some["task_id"]) for group, some in chosen.groupby("task_group")}
        tasks |= {"left out": wider} if wider else {}
        mine = has(chosen, row.agency, None if row.counting == "Any part" else "lead")
        mine |= wider if row.agency == "Other parts of DHS" else set()
        if row.counting == "Leads, groups alike":
            part, whole = sum(len(mine & group) / len(group) for group in tasks.values()), len(tasks)
        else:
            part, whole = len(mine), len(set().union(*tasks.values()))
        assert row.part == pytest.approx(part, abs=0.001), row.row_id
        assert row.whole == whole, row.row_id
        assert row.share_percent == pytest.approx(100 * part / whole, abs=0.051), row.row_id


def test_shares_of_people_and_money_are_those_of_the_parts_of_the_department():
    chosen = {
        "people": "metric == 'people' and as_of_date == '2024-09-30' and component_code != 'DHS'",
        "dollars": "metric == 'budget' and fiscal_year == 2024",
    }
    for unit, condition in chosen.items():
        rows = load("dhs_components").query(condition).set_index("component_code")["value"]
        shares = load("share_cuts").query(f"unit == '{unit}'").set_index("agency")
        assert set(shares["whole"]) == {rows.sum()}
        assert shares["part"].sum() == rows.sum()
        for agency in ("ICE", "CBP", "USCIS"):
            assert shares["share_percent"][agency] == pytest.approx(100 * rows[agency] / rows.sum(), abs=0.051)


def test_views_of_the_department_follow_the_rows_they_name():
    rows = load("dhs_components").set_index("row_id")
    views = load("component_views")
    assert views.groupby(["view", "measure"])["component"].nunique().eq(8).all()
    for row in views.itertuples():
        origin = rows.loc[row.locator.removeprefix("dhs_components, ")]
        if row.unit == "%":
            day = "2024-09-30" if origin["metric"] == "people" else ""
            alike = rows[(rows["metric"] == origin["metric"]) & (rows["component_code"] != "DHS")]
            alike = alike[alike["as_of_date"] == day] if day else alike[alike["fiscal_year"] == origin["fiscal_year"]]
            assert row.value == pytest.approx(100 * origin["value"] / alike["value"].sum(), abs=0.051), row
        else:
            assert row.value == pytest.approx(origin["value"] / (1e9 if "dollars" in row.unit else 1), abs=0.0006), row


def test_the_case_of_the_truck_names_agencies_that_the_course_knows():
    case, known = load("one_case"), load("agencies").set_index("agency")
    for row in case.itertuples():
        parent = known["parent"][row.agency]
        assert row.parent.startswith(parent), row.stop
    assert list(case["step"]) == list(range(1, len(case) + 1))


def test_the_practice_set_gives_each_scenario_the_agency_of_its_table():
    agency = load("scenarios").set_index("scenario_id")["correct_agency"]
    asked = [q for q in bank.load(find_course(ROOT), "06") if q.set == "06-scenarios"]
    assert len(asked) >= 24
    names = {}
    for question in asked:
        scenario = question.id.removeprefix("06-who-").replace("-", "_")
        assert scenario in agency.index, question.id
        assert len(question.options) == 4 and all(option.feedback for option in question.options)
        assert question.source == f"c-sc-{scenario.replace('_', '-')}"
        if question.kind == "single":
            right = next(option.text for option in question.options if option.right)
            names.setdefault(agency[scenario], set()).add(right)
    assert all(len(texts) == 1 for texts in names.values()), "one agency has one name"
    assert len({text for texts in names.values() for text in texts}) == len(names), "and no two have the same"
