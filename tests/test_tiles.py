"""The map of tiles: every state once, zero is a number, what is unknown is hatched and said."""

import pandas as pd
import pytest

from lessonkit import charts
from lessonkit.charts import us_states
from lessonkit.charts.tiles import _breaks, _short
from lessonkit.errors import CourseError


def drawn(states, values, **words):
    chart = charts.tiles(pd.DataFrame({"state": states, "n": values}), place="state", value="n", **words)
    return chart, [box.text for box in chart.boxes]


def test_every_state_and_the_district_has_one_place_of_its_own():
    assert len(us_states.STATES) == 51 and len(us_states.NAMES) == 56
    places = [*us_states.STATES.values(), *us_states.TERRITORIES.values()]
    assert len(set(places)) == 56
    assert all(0 <= column < us_states.COLUMNS for column, _ in places)


def test_a_zero_is_a_number_and_what_is_missing_is_hatched_and_named():
    chart, texts = drawn(["VT", "Ohio", "tx"], [0, 12.4, None], unit="people", missing="none listed")
    assert {"VT", "0", "OH", "12", "TX"} <= set(texts)
    assert "none listed" in texts
    assert "Lowest: Vermont, 0." in chart.alt and "None listed: Alabama" in chart.alt
    assert "Texas" not in chart.alt.split("None listed")[0]
    assert "PR" not in texts  # a territory is drawn only where the table has one
    assert "PR" in drawn(["Puerto Rico", "TX"], [1, 2])[1]


def test_a_whole_map_says_nothing_of_missing_states():
    chart, texts = drawn(list(us_states.STATES), range(51))
    assert "not published" not in texts and "not published" not in chart.alt.lower()


@pytest.mark.parametrize(
    ("number", "shown"),
    [(5807, "5,807"), (308.7, "309"), (3.46, "3.5"), (17908.1, "17,908"), (117_908, "118k"), (999_960, "1m"), (0, "0")],
)
def test_a_number_fits_its_tile(number, shown):
    assert _short(number, 43) == shown


def test_classes_are_round_numbers_in_order_and_equal_values_share_one():
    assert drawn(["TX", "CA"], [7, 7])[1].count("all states") == 1
    cuts = _breaks([1, 2, 3, 40, 50, 88, 123, 144, 205, 999])
    assert cuts == sorted(set(cuts)) and all(str(int(c)).rstrip("0") in ("3", "5", "12", "2") for c in cuts), cuts


@pytest.mark.parametrize(
    ("states", "values", "said"),
    [
        (["Texas", "TX"], [1, 2], "Texas stands in two rows"),
        (["Texs"], [1], "'Texs' in 'state' is no state or territory; did you mean 'Texas'?"),
        (["Texas"], [-1], "Texas has −1"),
        (["Texas"], [None], "No state has a number in 'n'"),
        ([], [], "no row to draw"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(states, values, said):
    with pytest.raises(CourseError) as error:
        drawn(states, values)
    assert said in str(error.value)
