"""What was read, checked or held at a day has none that is still to come; a second reading is of what we say now."""

from __future__ import annotations

import pytest

from .test_check_texts import found


@pytest.mark.parametrize("day", ["2062-04-30", "2026-11-26", "2026-12", "2062"])
@pytest.mark.parametrize("register", ["claims", "sources"])
def test_a_day_that_is_still_to_come_is_a_mistyped_one(trees, register, day):
    assert found("still to come") == []
    column = {"claims": "as_of", "sources": "accessed"}[register]
    path = trees / "data" / f"{register}.csv"
    head, first, *rest = path.read_text("utf-8").splitlines(keepends=True)
    cells = first.split(",")
    place = head.strip().split(",").index(column)
    cells[place] = day
    path.write_text(head + ",".join(cells) + "".join(rest), "utf-8")
    (said,) = found(f"data/{register}.csv, line 2", "still to come")
    assert f"{column} is {day}" in said


@pytest.mark.parametrize("day", ["2026-11-25", "2026-11", "2026"])
def test_today_is_over_enough(trees, day):
    path = trees / "data" / "sources.csv"
    text = path.read_text("utf-8")
    old = next(cell for cell in text.splitlines()[1].split(",")[::-1] if cell.startswith("20"))
    path.write_text(text.replace(old, day), "utf-8")
    assert found("still to come") == []


@pytest.mark.parametrize(
    ("column", "ours", "stale"),
    [
        ("value", "31", False),
        ("value", "31.0", False),
        ("sentence", "from 45 to 31", False),
        ("value", "2019", False),  # the sentence says it
        ("value", "33", True),
        ("value", "2024-02-06", True),
        ("sentence", "from 47 to 31", True),
        ("value", "fewer elms", False),
    ],
)
def test_a_second_reading_confirms_what_the_claim_says_now(trees, column, ours, stale):
    path = trees / "data" / "verification.csv"
    row = {"claim_or_row": "c-elms-lost", "column": column, "our_value": ours, "second_source": "Town paper"}
    row |= {"second_source_kind": "press", "second_value": "31 elms", "agrees": "yes", "checked": "2026-11-01"}
    head = [*row, "note"]
    path.write_text(",".join(head) + "\n" + ",".join(row.get(name, "") for name in head) + "\n", "utf-8")
    assert len(found("verification.csv, line 2", "c-elms-lost does not say")) == stale
