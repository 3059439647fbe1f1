"""Tables: typed, described, and every fault named by file, row and column."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonkit.course import find_course
from lessonkit.errors import CourseError
from lessonkit.tables import compute, load
from tests import small_course


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
    with pytest.raises(CourseError, match="50 MB"):
        load("heads")


def test_a_misspelt_table_gets_the_nearest_name(course):
    course()
    with pytest.raises(CourseError, match="did you mean 'heads'"):
        load("head")


def test_outside_a_course_one_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match="not inside a course"):
        load("heads")


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "line 1: not valid JSON"), ("[]", '"resources"'), ('{"resources": []}', '"name"')],
)
def test_a_broken_data_package_is_named(course, text, words):
    root = course()
    (root / "data/datapackage.json").write_text(text)
    with pytest.raises(CourseError, match=words):
        find_course()


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
]


@pytest.mark.parametrize(("spec", "value"), COMPUTED)
def test_compute(course, spec, value):
    course()
    got = compute({"table": "heads", **spec})
    assert got == pytest.approx(value) if isinstance(value, float) else got == value
    assert type(got) in (int, float, str)


NOT_COMPUTED = [
    ({"agg": "median", "column": "staff"}, "agg is 'median'"),
    ({"agg": "sum", "column": "stuff"}, "did you mean 'staff'"),
    ({"agg": "sum", "column": "name"}, "holds no numbers"),
    ({"agg": "first", "where": "status == 'acting'", "column": "name"}, "2 rows fit"),
    ({"agg": "first", "where": "name == 'Cy'", "column": "staff"}, "is empty"),
    ({"agg": "max", "where": "name == 'Zed'", "column": "staff"}, "no row"),
    ({"agg": "count", "where": "stat == 1"}, "cannot be read"),
    ({"agg": "count", "where": "status ="}, "cannot be read"),
    ({"agg": "count", "where": "@pd"}, "take out"),
    ({"agg": "count", "where": "staff"}, r"(choose rows|cannot be read)"),
]


@pytest.mark.parametrize(("spec", "words"), NOT_COMPUTED)
def test_what_cannot_be_computed_is_said(course, spec, words):
    course()
    with pytest.raises(CourseError, match=words):
        compute({"table": "heads", **spec})


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=9), max_size=5),
    st.text(alphabet='",;\n\r\t=a1é\0', max_size=30),
)
def test_no_malformed_table_gives_a_traceback(tmp_path_factory, rows, tail):
    root = small_course.make(tmp_path_factory.mktemp("fuzz"))
    text = "\n".join([small_course.HEADS.split("\n")[0], *(",".join(row) for row in rows), tail])
    (root / "data/tables/heads.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LESSONKIT_COURSE", str(root))
        try:
            table = load("heads")
        except CourseError as error:
            assert "heads.csv" in str(error)
        else:
            assert isinstance(table, pd.DataFrame)


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({k: st.text(max_size=20) | st.none() for k in ("table", "where", "column", "agg")}))
def test_no_malformed_claim_gives_a_traceback(tmp_path_factory, spec):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LESSONKIT_COURSE", str(small_course.make(tmp_path_factory.mktemp("fuzz"))))
        for table in (spec["table"], "heads"):
            for agg in (spec["agg"], "sum", "first"):
                with pytest.raises(CourseError):
                    compute({**spec, "table": table, "agg": agg, "column": spec["column"] or "nothing"})
