"""Tables: typed, described, and every fault named by file, row and column."""

import re
import subprocess
import sys

import pandas as pd
import pytest

from lessonkit import describe
from lessonkit.course.tables import compute, load, rows_of
from lessonkit.errors import CourseError
from tests import small_course
from tests.small_course import field, resource


@pytest.fixture
def course(tmp_path, monkeypatch):
    def build(**parts):
        monkeypatch.setenv("LESSONKIT_COURSE", str(small_course.make(tmp_path, **parts)))
        return tmp_path

    return build


def test_columns_are_typed_and_the_table_says_what_it_counts(course):
    course()
    heads = load("heads")
    types = {name: str(dtype) for name, dtype in heads.dtypes.items()}
    assert types["start"].startswith("datetime64")
    assert types == types | {"staff": "Int64", "share": "float64", "sworn": "boolean", "name": "str"}
    assert heads.attrs["counts"] == "one period in office"
    assert heads.attrs["as_of"] == "2026-06-30"
    assert heads.attrs["publisher"] == "Office of Tests"
    assert heads.attrs["sources"] == ["law", "paper"]
    assert heads[heads["status"] == "acting"].attrs == heads.attrs


def test_a_loaded_table_is_the_readers_own(course):
    course()
    mine = load("heads")
    mine.loc[0, "name"] = "Changed"
    load("heads").attrs["caveats"].append("Changed")
    assert load("heads")["name"][0] == "Ada"
    assert load("heads").attrs["caveats"] == ["Three rows only."]


def test_a_changed_file_is_read_again(course):
    root = course()
    assert len(load("heads")) == 3
    path = root / "data/tables/heads.csv"
    path.write_text(path.read_text() + "Di,acting,2008-01-01,1,1,true,law\n")
    assert len(load("heads")) == 4


FAULTS = {
    "misspelt column": (("share", "shares"), ["heads.csv", "row 1", "'share'", "missing"]),
    "column twice": (("sworn,", "share,"), ["row 1", "'share'", "twice"]),
    "word for a number": ((",100,", ",about 100,"), ["row 2", "column staff", "'about 100'", "whole number"]),
    "separator in a number": ((",100,", ',"1,000",'), ["row 2", "column staff", "without separators"]),
    "day that is none": (("2005-09-06", "2005-09-31"), ["row 3", "column start", "2005-09-31"]),
    "date in another form": (("2005-09-06", "9/6/2005"), ["row 3", "column start", "not a date"]),
    "yes for true": ((",true,", ",yes,"), ["row 2", "column sworn", "true or false"]),
    "value outside the list": (("acting,2003", "Acting,2003"), ["row 2", "column status", "acting, confirmed"]),
    "below the minimum": ((",250,", ",-250,"), ["row 3", "column staff", "below 0"]),
    "empty where required": (("Ada,", ","), ["row 2", "column name", "empty"]),
    "key twice": (("Bo,", "Ada,"), ["row 3", "column name", "Ada", "twice"]),
    "source unknown": (("law;paper", "law;papre"), ["row 4", "source_id", "'papre'", "'paper'"]),
    "formula": (("Bo,", "=1+1,"), ["row 3", "column name", "formula"]),
    "formula with at": (("Bo,", "@SUM(A1),"), ["row 3", "column name", "formula"]),
    "cell too many": (("Bo,", "Bo,x,"), ["row 3", "8 cells", "7"]),
    "space at the end": (("Bo,", "Bo ,"), ["row 3", "column name", "space"]),
    "other digits": ((",100,", ",\u0661\u0662,"), ["row 2", "column staff", "whole number"]),
    "beyond all numbers": ((",0.5,", ",1e999,"), ["row 2", "column share", "not a number"]),
    "empty row": (("Bo,", "\nBo,"), ["row 3", "empty", "delete"]),
    "semicolons": ((small_course.HEADS, small_course.HEADS.replace(";", "").replace(",", ";")), ["row 1", "commas"]),
    "torn quote": (("Bo,", '"Bo,'), ["heads.csv", "quotes"]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_with_its_place(course, fault):
    (old, new), words = FAULTS[fault]
    assert old in small_course.HEADS
    course(heads=small_course.HEADS.replace(old, new, 1))
    with pytest.raises(CourseError) as caught:
        load("heads")
    said = str(caught.value)
    assert "\n" not in said
    for word in words:
        assert word in said, said


def test_a_column_that_the_schema_does_not_know_is_named(course):
    course(heads="\n".join(line + ",x" for line in small_course.HEADS.split()) + "\n")
    with pytest.raises(CourseError, match=r"row 1: the column 'x' is not in data/datapackage\.json"):
        load("heads")


def test_broken_encoding_names_the_row(course):
    course(heads=small_course.HEADS.encode().replace(b"Bo", b"B\xf6"))
    with pytest.raises(CourseError, match=r"heads\.csv, row 3: not UTF-8"):
        load("heads")


def test_a_huge_file_is_refused_before_it_is_read(course):
    root = course()
    with (root / "data/tables/heads.csv").open("r+b") as file:
        file.truncate(50_000_000)
    with pytest.raises(CourseError, match=r"heads\.csv has 50 MB or more, and 20 MB are the limit"):
        load("heads")


def test_a_misspelt_table_gets_the_nearest_name(course):
    course()
    with pytest.raises(CourseError, match="did you mean 'heads'"):
        load("head")


def test_a_changed_schema_is_read_again(course):
    root = course()
    assert str(load("heads")["share"].dtype) == "float64"
    package = root / "data/datapackage.json"
    package.write_text(package.read_text().replace('"share", "type": "number"', '"share", "type": "string"'))
    assert str(load("heads")["share"].dtype) == "str"


def test_the_dictionary_of_a_table_gives_meaning_type_and_unit(course):
    root = course()
    package = root / "data/datapackage.json"
    told = '"staff", "description": "People <on> board", "unit": "people"'
    package.write_text(package.read_text().replace('"staff"', told))
    html = describe("heads").html
    assert "People &lt;on&gt; board" in html
    assert "whole number, in people" in html
    assert "One of: acting; confirmed." in html


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(course):
    course()
    assert rows_of("heads", "status == 'acting'") == [2, 4]
    assert rows_of("heads") == [2, 3, 4]


SCHEMAS = {
    "no fields": ({"schema": {}}, 'has no list "fields"'),
    "field without name": ({"schema": {"fields": [{"type": "string"}]}}, 'needs a "name"'),
    "unknown type": ({"schema": {"fields": [field("name", "strnig")]}}, "'strnig'; did you mean 'string'"),
    "bad bound": ({"schema": {"fields": [field("staff", "integer", constraints={"minimum": "few"})]}}, "'few'"),
    "bad pattern": ({"schema": {"fields": [field("name", "string", constraints={"pattern": "("})]}}, "follow"),
    "enum is a word": (
        {"schema": {"fields": [field("name", "string", constraints={"enum": "Ada"})]}},
        "constraints of",
    ),
    "key is no column": ({"schema": {**resource()["schema"], "primaryKey": ["nam"]}}, "did you mean 'name'"),
    "no path": ({"path": None}, 'has no "path"'),
    "path is a folder": ({"path": "tables"}, "data/tables cannot be read (it is a folder, not a file)"),
    "file is gone": ({"path": "tables/gone.csv"}, "gone.csv does not exist"),
}


@pytest.mark.parametrize("fault", SCHEMAS)
def test_a_fault_in_the_schema_is_one_sentence(course, fault):
    change, words = SCHEMAS[fault]
    course(resources=[{**resource(), **change}])
    with pytest.raises(CourseError, match=re.escape(words)) as caught:
        load("heads")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["", None, 3, ["heads"]])
def test_a_name_that_is_no_name_is_one_sentence(course, name):
    course()
    with pytest.raises(CourseError, match="There is no table"):
        load(name)


def test_a_lesson_pays_for_no_validator():
    code = "from lessonkit import evidence, load; import sys; print({'jsonschema', 'frictionless'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_table_joins_and_compares_with_its_attributes(course):
    course()
    both = pd.concat([load("heads"), load("heads")])
    assert len(both) == 6
    assert both.attrs["table"] == "heads"
    assert (load("heads")["name"] == load("heads")["name"]).all()


COMPUTED = [
    ({"agg": "count"}, 3),
    ({"agg": "count", "where": "status == 'acting'"}, 2),
    ({"agg": "count", "column": "staff"}, 2),
    ({"agg": "sum", "column": "staff"}, 350),
    ({"agg": "max", "column": "start"}, "2006-01-04"),
    ({"agg": "first", "where": "name == 'Bo'", "column": "staff"}, 250),
    ({"agg": "nunique", "column": "status"}, 2),
    ({"agg": "mean", "column": "share"}, 0.875 / 3),
    ({"agg": "share", "where": "status == 'acting'"}, 2 / 3),
    ({"agg": "count", "where": "status == 'acting' and staff > 200"}, 0),
    ({"agg": "count", "where": "not (staff > 200)"}, 1),
    ({"agg": "count", "where": "start == '2003-03-01'"}, 1),
    ({"agg": "count", "where": "start != '2003-03-01'"}, 2),
    ({"agg": "count", "where": "'2003-03-01' <= start < '2006-01-01' and sworn"}, 1),
    ({"agg": "count", "where": "'A' <= name < 'B'"}, 1),
    ({"agg": "first", "where": "name == 'Ada'", "column": "sworn"}, "true"),
]


@pytest.mark.parametrize(("spec", "value"), COMPUTED)
def test_compute(course, spec, value):
    course()
    got = compute({"table": "heads", **spec})
    assert got == pytest.approx(value) if isinstance(value, float) else got == value
    assert type(got) in (int, float, str)


NOT_COMPUTED = [
    ({"agg": "median", "column": "staff"}, "there is no agg 'median'"),
    ({"agg": "sum", "column": "stuff"}, "did you mean 'staff'"),
    ({"agg": "sum", "column": "name"}, "holds no numbers"),
    ({"agg": "first", "where": "status == 'acting'", "column": "name"}, "2 rows fit"),
    ({"agg": "first", "where": "name == 'Cy'", "column": "staff"}, "is empty"),
    ({"agg": "max", "where": "status == 'acting' and staff > 200", "column": "staff"}, "no row"),
    ({"agg": "count", "where": "status == 'actng'"}, "0 rows fit 'actng' in column status; did you mean 'acting'"),
    ({"agg": "count", "where": "status != 'actng'"}, "did you mean 'acting'"),
    ({"agg": "count", "where": "status in ['acting', 'confirmd']"}, "did you mean 'confirmed'"),
    ({"agg": "count", "where": "staff == 101"}, "0 rows fit 101"),
    ({"agg": "count", "where": "start == '2003-03-02'"}, "0 rows fit '2003-03-02'"),
    ({"agg": "count", "where": "start <= '2003-03'"}, "holds dates; write '2003-03' such as '2003-03-01'"),
    ({"agg": "count", "where": "start > 2003"}, "holds dates"),
    ({"agg": "sum", "column": "sworn"}, "holds no numbers"),
    ({"agg": "sum"}, "sum needs a column"),
    ({"agg": "count", "where": "index"}, "no column 'index'"),
    ({"agg": "count", "where": "[0, 1]"}, "cannot hold"),
    ({"agg": "count", "where": "staff = 5"}, "cannot be read"),
    ({"agg": "count", "where": "stat == 1"}, "no column 'stat'; did you mean"),
    ({"agg": "count", "where": "status ="}, "cannot be read"),
    ({"agg": "count", "where": "@pd"}, "cannot be read"),
    ({"agg": "count", "where": "staff"}, "does not choose rows"),
]


@pytest.mark.parametrize(("spec", "words"), NOT_COMPUTED)
def test_what_cannot_be_computed_is_said(course, spec, words):
    course()
    with pytest.raises(CourseError, match=words):
        compute({"table": "heads", **spec})
