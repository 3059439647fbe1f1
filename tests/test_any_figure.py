"""figure() shows whatever matplotlib has drawn, with its description and data, once, in the same bytes each time."""

from __future__ import annotations

import gc
import weakref
from types import SimpleNamespace
from urllib.parse import unquote
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest

from lessonkit import charts, figure, load
from lessonkit.errors import CourseError
from tests.test_figure import Page

matplotlib.use("agg")
import matplotlib.pyplot as plt

ALT = "A line that rises from 4 trees in 2020 to 9 trees in 2024."
TREES = pd.DataFrame({"trees": [4, 6, 9], "shrubs": [3, 2, 2]}, index=pd.Index([2020, 2022, 2024], name="year"))


@pytest.fixture(autouse=True)
def nothing_stays_open():
    assert not plt.get_fignums()
    yield
    left = plt.get_fignums()
    plt.close("all")
    assert not left, "a notebook would draw these figures a second time"


def subfigure():
    return plt.figure().subfigures(1, 2)[1].subplots()


DRAWN = {
    "df.plot()": TREES.plot,
    "Series.plot.bar()": lambda: TREES["trees"].plot.bar(rot=45),
    "an array of Axes": lambda: TREES.plot(subplots=True),
    "a grid of Axes": lambda: plt.subplots(2, 2)[1],
    "a Figure": lambda: TREES.plot().figure,
    "Axes in a SubFigure": subfigure,
    "a FacetGrid": lambda: SimpleNamespace(figure=plt.subplots(1, 2)[0]),  # seaborn's grids have .figure
    "an image": lambda: plt.imshow([[1, 2], [3, 4]]),
    "bars of a histogram": lambda: plt.hist([1, 2, 2])[2],
}


def picture(html):
    (img,) = Page(html).all("img")
    return unquote(img["src"].split(",", 1)[1]).replace("'", chr(34))


@pytest.mark.parametrize("name", DRAWN)
def test_whatever_matplotlib_draws_is_shown_with_its_description(name):
    shown = figure(DRAWN[name](), "Trees grew.", alt=ALT, data=TREES)
    page = Page(shown.html)
    assert [img["alt"] for img in page.all("img")] == [ALT]
    ElementTree.fromstring(picture(shown.html))
    assert page.rows == [["Year", "Trees", "Shrubs"], ["2020", "4", "3"], ["2022", "6", "2"], ["2024", "9", "2"]]
    assert "Table (3 rows)" in page.text


def test_it_is_the_same_bytes_each_time_whatever_else_was_drawn_before():
    first = figure(TREES.plot(), "T", alt=ALT).html
    figure(plt.subplots(2, 2)[1], "T", alt=ALT)
    assert figure(TREES.plot(), "T", alt=ALT).html == first


def test_turned_and_set_text_keeps_its_place_and_its_look():
    axes = TREES["trees"].plot.bar(rot=45)
    axes.text(0, 1, "steep", style="italic", weight="bold")
    axes.set_title("$a^2$ trees & shrubs")
    axes.axvspan(0, 1, alpha=0.03)
    svg = picture(figure(axes, "T", alt=ALT).html)
    root = ElementTree.fromstring(svg)
    texts = {"".join(text.itertext()): text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert "translate" in texts["2020"].get("transform") and "rotate(-45)" in texts["2020"].get("transform")
    assert texts["steep"].get("font-style") == "italic" and texts["steep"].get("font-weight") == "700"
    assert "a2 trees & shrubs" in {" ".join(text.split()) for text in texts}
    assert 'opacity="0.03"' in svg


def test_a_long_label_outside_the_margins_is_in_the_picture():
    def width(label):
        axes = pd.Series([1, 2], [label, "b"]).plot.barh()
        return float(ElementTree.fromstring(picture(figure(axes, "T", alt=ALT).html)).get("width").removesuffix("pt"))

    assert width("a rather long name of an office of the town") > width("a") + 100


def test_data_may_be_a_series_carry_its_sources_and_be_left_out(trees):
    counted = pd.Series(["oak", "ash", "oak"], name="kind").value_counts()
    page = Page(figure(counted.plot.bar(), "T", alt=ALT, data=counted).html)
    assert page.rows == [["Kind", "Count"], ["oak", "2"], ["ash", "1"]]
    df = load("trees")
    assert "invented town: Count of street trees" in Page(figure(plt.subplots()[1], "T", alt=ALT, data=df).html).text
    bare = figure(plt.subplots()[1], "T", alt=ALT, sources=["town-count-2020"])
    assert "<details>" not in bare.html and "Source: " in Page(bare.html).text
    assert repr(bare).splitlines()[0] == "Figure: T (no data given)"


def test_levels_of_column_names_become_one_heading():
    table = TREES.reset_index().groupby("year").agg({"trees": ["min", "max"]})
    page = Page(figure(table.plot(), "T", alt=ALT, data=table).html)
    assert page.rows[0] == ["Year", "Trees · min", "Trees · max"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "The figure 'T' needs an alt text of 40 characters or more; write alt=\"…\""),
        ({"alt": "Trees."}, "needs an alt text of 40 characters"),
        ({"alt": ALT, "data": [1, 2]}, "data= is the table behind the picture .* got a list"),
        ({"alt": ALT, "data": pd.DataFrame({"a": range(401)})}, "data= has 401 rows, and 400 are the limit"),
        ({"alt": ALT, "data": pd.DataFrame([[1, 2]], columns=["a", "a"])}, "two columns named 'a'; rename"),
        ({"alt": ALT, "data": pd.DataFrame({"a": [[1]]})}, "Row 0 of 'a' holds a list"),
    ],
)
def test_what_is_missing_or_wrong_is_one_sentence_and_nothing_is_drawn_below_it(more, sentence):
    with pytest.raises(CourseError, match=sentence):
        figure(TREES.plot(), "T", **more)


@pytest.mark.parametrize("wrong", [TREES, None, "x", [1, 2], plt, {}])
def test_what_is_no_picture_is_named(wrong):
    with pytest.raises(
        CourseError, match=r"shows a chart of lessonkit\.charts, or a matplotlib Figure or Axes, and got"
    ):
        figure(wrong, "T", alt=ALT)


def test_the_kits_own_charts_bring_description_and_data():
    chart = charts.bars(TREES.reset_index(), category="year", value="trees")
    with pytest.raises(CourseError, match="brings its own description and data; leave alt= and data= out"):
        figure(chart, "T", alt=ALT)


def test_too_heavy_a_picture_is_refused():
    points = range(2500)
    axes = plt.subplots()[1]
    axes.scatter([p * 7919 % 1009 for p in points], [p * 104729 % 907 for p in points], s=range(1, 2501))
    with pytest.raises(CourseError, match=r"takes [\d,]+ bytes, and 60,000 bytes are the limit"):
        figure(axes, "T", alt=ALT)


def test_no_figure_stays_in_memory():
    axes = TREES.plot()
    drawn = weakref.ref(axes.figure)
    kept = figure(axes, "T", alt=ALT)
    del axes
    gc.collect()
    assert drawn() is None and kept.html


def small(html):
    """The width in points and the words of the drawing for a phone; None where there is none."""
    (source,) = Page(html).all("source") or [None]
    if source is None:
        return None
    svg = ElementTree.fromstring(unquote(source["srcset"].split(",", 1)[1]))
    words = [" ".join("".join(text.itertext()).split()) for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    return float(svg.get("width").removesuffix("pt")), words


@pytest.mark.parametrize("name", ["df.plot()", "Series.plot.bar()", "a Figure", "an image", "bars of a histogram"])
def test_for_a_phone_it_is_drawn_again_with_the_same_words_and_letters(name):
    wide, words = small(figure(DRAWN[name](), "T", alt=ALT).html)
    assert wide <= 1.1 * 3.6 * 72 and words, "letters of 10 points stay 12 pixels high or more on 346 pixels"


def test_names_that_would_overlap_are_turned_for_a_phone_alone():
    names = ["Department of Parks", "Department of Roads", "Harbor authority", "Office of Trees"]
    shown = figure(pd.Series([4, 5, 6, 7], names).plot.bar(rot=0, figsize=(9, 4)), "T", alt=ALT).html
    assert small(shown) and small(shown)[1][: len(names)] == names
    assert "rotate" not in picture(shown)


def test_what_no_narrow_form_suits_is_left_to_scroll():
    assert small(figure(plt.subplots(1, 3, figsize=(12, 4))[1], "T", alt=ALT).html) is None
    assert (
        small(figure(pd.Series([4, 5], ["a very long name of an office " * 2, "b"]).plot.barh(), "T", alt=ALT).html)
        is None
    )


def test_a_figure_is_afterwards_as_it_was():
    axes = TREES.plot(figsize=(9, 4), title="A title")
    first, size = figure(axes, "T", alt=ALT).html, tuple(axes.figure.get_size_inches())
    assert size == (9, 4) and not axes.title.get_wrap()
    assert figure(axes, "T", alt=ALT).html == first
