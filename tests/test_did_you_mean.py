"""Whoever writes a name a little wrong hears the right one, wherever names are given."""

from __future__ import annotations

import contextlib

import pandas as pd
import pytest

import lessonkit
from lessonkit import Lesson, charts, describe, explorer, fact, figure, load, matrix, rows, spread
from lessonkit import __main__ as command
from lessonkit.errors import CourseError

STAFF = pd.DataFrame({"office": ["Parks", "Roads"], "staff": [5, 9]})


def bars(**more):
    return charts.bars(STAFF, category="office", value="staff", **more)


def by(year=None):
    return bars()


WRONG = {
    "a column of a chart": (lambda: charts.bars(STAFF, category="ofice"), "'office'"),
    "a column of rows": (lambda: rows(STAFF, title="T", id="01-r", columns=["staf"]), "'staff'"),
    "a column of spread": (lambda: spread(STAFF, "ofice", "staff", "staff"), "'office'"),
    "an option of a chart": (lambda: bars(sortt=True), "'sort'"),
    "an option of figure": (lambda: figure(bars(), "T", captoin="x"), "'caption'"),
    "an option of explorer": (lambda: explorer(by, {"Year": [1]}, title="T", id="01-x", claim=[]), "'claims'"),
    "an option of rows": (lambda: rows(STAFF, title="T", id="01-r", filter=[]), "'filters'"),
    "an option of matrix": (lambda: matrix(STAFF, colum="staff"), "'column'"),
    "a source": (lambda: figure(bars(), "T", sources=["twon-count-2020"]), "'town-count-2020'"),
    "a table": (lambda: load("tres"), "'trees'"),
    "a table to describe": (lambda: describe("tres"), "'trees'"),
    "a claim": (lambda: fact("c-oaks-202"), "'c-oaks-2024'"),
    "a lesson": (lambda: Lesson("1"), "'01'"),
    "a control": (
        lambda: explorer(by, {"Year": [1]}, title="T", id="01-x", start={"Yaer": 1}), "'Year'"),
    "a start": (
        lambda: explorer(by, {"Year": ["oak", "elm"]}, title="T", id="01-x", start={"Year": "oaks"}), "'oak'"),
    "a kind of control": (
        lambda: explorer(by, {"Year": [1]}, title="T", id="01-x", kinds={"Year": "slidr"}), "'slider'"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_misspelt_name_gets_the_nearest(trees, name):
    call, meant = WRONG[name]
    with pytest.raises(CourseError, match=rf"; did you mean {meant}\?$"):
        call()


def test_a_name_that_is_near_to_none_gets_a_list():
    with pytest.raises(CourseError, match=r"; there are: office, staff\.$"):
        charts.bars(STAFF, category="1234567890")


def test_a_function_that_does_not_take_the_controls_is_one_sentence():
    with pytest.raises(CourseError, match=r"calls its function with fiscal_year=, and that takes year; give both the"):
        explorer(lambda year: bars(), {"Fiscal year": [1]}, title="T", id="01-x")
    with pytest.raises(CourseError, match="and that takes nothing"):
        explorer(lambda: bars(), {"Fiscal year": [1]}, title="T", id="01-x")


@pytest.mark.parametrize(
    ("module", "name", "meant"),
    [(lessonkit, "figur", "'figure'"), (charts, "bar", "'bars'"), (charts, "line", "'lines'")],
)
def test_a_name_of_the_kit_too(module, name, meant):
    with pytest.raises(AttributeError, match=rf"did you mean {meant}\?$"):
        getattr(module, name)
    assert meant.strip("'") in dir(module)


@pytest.mark.parametrize(
    ("words", "meant"),
    [(["chekc"], "'check'"), (["quiz", "nwe", "03"], "'new'"), (["new", "tabel"], "'table'"),
     (["run", "notebooks/claen.ipynb"], "'clean.ipynb'"), (["check", "notebooks/claen.ipynb"], "'clean.ipynb'"),
     (["sheet", "1"], "'01'")],
)  # fmt: skip
def test_a_command_or_a_file_of_a_command_too(trees, words, meant, capsys):
    if words[0] == "sheet":
        (trees / "notebooks" / "clean.ipynb").rename(trees / "notebooks" / "01-clean.ipynb")
    with contextlib.suppress(SystemExit):  # argparse's way
        command.main(words)
    assert f"did you mean {meant}?" in capsys.readouterr().err
