"""Fixed colors for fixed things: the same in every chart, seen on both pages, and none beside them that misleads."""

from __future__ import annotations

import colorsys
from itertools import combinations

import pandas as pd
import pytest

from lessonkit import charts
from lessonkit.charts import palette
from lessonkit.course import find_course, look, tables
from lessonkit.errors import CourseError

FIXED = {"Parks": "#1f6fb2", "Roads": "#9a6400"}
OFFICES = pd.DataFrame({"office": ["Roads", "Harbor", "Parks"], "staff": [5, 9, 2]})
# As the page turns pictures over in the dark theme: invert(0.92) hue-rotate(180deg).
TURN = ((-0.574, 1.43, 0.144), (0.426, 0.43, 0.144), (0.426, 1.43, -0.856))


def rgb(color):
    return [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def turned(color):
    inverted = [c + 0.92 * (1 - 2 * c) for c in rgb(color)]
    parts = (sum(m * c for m, c in zip(row, inverted, strict=True)) for row in TURN)
    return "#" + "".join(f"{round(255 * max(0, min(1, part))):02x}" for part in parts)


def contrast(one, other):
    light, dark = sorted((palette.luminance(one), palette.luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_color_of_the_course_is_seen_on_white_and_on_the_dark_page():
    found = look.colors(find_course().root)
    assert len(found) >= 30
    for name, color in found.items():
        assert contrast(color, "#ffffff") >= 3, name
        assert contrast(turned(color), turned("#ffffff")) >= 3, name


def test_things_differ_in_hue_and_none_is_red():
    found = look.colors(find_course().root)
    hues = {c: colorsys.rgb_to_hsv(*rgb(c))[0] for n, c in found.items() if n in ("ERO", "HSI", "OPLA", "CBP", "USCIS")}
    assert len(hues) == 5
    for (one, a), (other, b) in combinations(hues.items(), 2):
        assert min(abs(a - b), 1 - abs(a - b)) > 0.05, (one, other)
    assert not [color for color, hue in hues.items() if abs(hue - 0.5) > 0.45]


def test_parts_are_shades_of_one_hue_and_differ():
    found = look.shades("#1f6fb2", 5)
    hues = [colorsys.rgb_to_hsv(*rgb(color))[0] for color in found]
    assert max(hues) - min(hues) < 0.02
    assert sorted(found, key=palette.luminance) == found and len({*found, "#1f6fb2"}) == 6


def test_load_hands_the_colors_on_and_a_chart_of_any_kind_takes_them():
    df = OFFICES.copy()
    df.attrs["colors"] = FIXED
    drawn = charts.squares(df, category="office", value="staff", per=1).svg()
    assert all(color in drawn for color in FIXED.values())
    grouped = charts.bars(df.assign(all="all"), category="all", value="staff", group="office", stacked=True).svg()
    assert all(color in grouped for color in FIXED.values())
    alone = charts.bars(df, category="office", value="staff").svg()
    assert all(color in alone for color in FIXED.values()) and palette.AXIS in alone
    assert not [
        color for color in FIXED.values() if color in charts.bars(OFFICES, category="office", value="staff").svg()
    ]
    assert tables.load("directorates").attrs["colors"]["HSI"] == look.colors(find_course().root)["HSI"]


def test_beside_a_fixed_color_none_is_taken_for_it_and_no_red_stands_against_blue():
    tones = palette.tones([*FIXED, "a", "b", "c"], FIXED)
    assert [tones[name].fill for name in FIXED] == list(FIXED.values())
    others = [tones[name].fill for name in "abc"]
    assert not {"#0072B2", "#56B4E9", "#E69F00", "#D55E00"} & set(others)
    assert len({(tone.mark, tone.dash) for tone in tones.values()}) == 5
    assert palette.tones(["a", "b"], FIXED) == palette.tones(["a", "b"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("things: 3", "this is no list `things`"),
        ("things:\n  - thing: A\n    color: red\n", "'red' of 'A' is no color"),
        ('things:\n  - {thing: A, color: "#112233", names: [A]}\n', "'A' has two colors"),
        ("things: [", "this is no list `things`"),
    ],
)
def test_a_wrong_file_gets_a_sentence(text, said, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / look.LOOK).write_text(text, "utf-8")
    with pytest.raises(CourseError, match=said):
        look.colors(tmp_path)
    (tmp_path / look.LOOK).unlink()
    assert look.colors(tmp_path) == {}
