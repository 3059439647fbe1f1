"""Tables and claims of any form: one sentence or the right number, never a traceback or a wrong number."""

import csv
import io
import math
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonkit.course.tables import compute, load
from lessonkit.errors import CourseError
from tests import small_course
from tests.small_course import resource


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory):
    """Write a table into a course of its own and load it: the table, or the sentence that refuses it."""
    plain = {**resource(), "schema": {"fields": [{**f, "constraints": {}} for f in resource()["schema"]["fields"]]}}
    root = small_course.make(tmp_path_factory.mktemp("fuzz"), resources=[plain])

    def write(text):
        (root / "data/tables/heads.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            return load("heads")
        except CourseError as error:
            return str(error)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LESSONKIT_COURSE", str(root))
        yield write


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=9), max_size=5),
    st.text(alphabet='",;\n\r\t=a1é\0', max_size=30),
)
def test_no_malformed_table_gives_a_traceback(fuzzed, rows, tail):
    text = "\n".join([small_course.HEADS.split("\n")[0], *(",".join(row) for row in rows), tail])
    got = fuzzed(text)
    assert "heads.csv" in got if isinstance(got, str) else isinstance(got, pd.DataFrame)


GOOD_CELLS = ["", "0", "7", "-7", "+7", "07", "1e3", "1."]
CELLS = st.sampled_from([*GOOD_CELLS, "1_000", "1,000", "nan", "inf", "5%", " 5", "٥", "5\n"])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4))
def test_a_number_is_read_as_it_is_written_or_refused(fuzzed, cells):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["name", "status", "start", "staff", "share", "sworn", "source_id"])
    for i, (staff, share) in enumerate(cells):
        writer.writerow([f"n{i}", "acting", "2003-03-01", staff, share, "true", "law"])
    got = fuzzed(out.getvalue())
    if isinstance(got, str):
        assert re.search(r"heads\.csv, row \d+, column (staff|share): ", got)
        return
    for column, place in (("staff", 0), ("share", 1)):
        written = [row[place] for row in cells]
        assert [None if pd.isna(v) else float(v) for v in got[column]] == [float(c) if c else None for c in written]
        assert set(written) <= set(GOOD_CELLS)


# As many digits as a cell may have: ten such numbers are more than 64 bits hold.
STAFF = st.integers(-(10**18) + 1, 10**18 - 1) | st.just(10**18 - 1)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(STAFF, min_size=1, max_size=16), st.sampled_from(["sum", "mean", "min", "max"]))
def test_a_computed_number_is_the_one_that_python_gives(fuzzed, staff, agg):
    rows = [f"n{i},acting,2003-03-01,{n},0.5,true,law" for i, n in enumerate(staff)]
    assert len(fuzzed("\n".join([small_course.HEADS.split("\n")[0], *rows]) + "\n")) == len(staff)
    got = compute({"table": "heads", "agg": agg, "column": "staff"})
    assert got == {"sum": sum(staff), "mean": sum(staff) / len(staff), "min": min(staff), "max": max(staff)}[agg]
    assert math.isfinite(got)


WHERES = st.text(max_size=20) | st.sampled_from(
    [
        "staff",
        "name",
        "True",
        "1",
        "staff > 'x'",
        "name > 3",
        "start > 'x'",
        "status == status",
        "(",
        "a = b",
        "staff.sum()",
    ]
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    WHERES, st.sampled_from(["", "staff", "name", "start", "sworn"]), st.sampled_from(["count", "sum", "max", "share"])
)
def test_no_malformed_query_gives_a_traceback_or_too_many_rows(fuzzed, where, column, agg):
    fuzzed(small_course.HEADS)
    try:
        got = compute({"table": "heads", "where": where, "column": column, "agg": agg})
    except CourseError as error:
        assert "\n" not in str(error)
    else:
        assert where.strip() == ""
        assert got == compute({"table": "heads", "column": column, "agg": agg})


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.fixed_dictionaries({k: st.text(max_size=20) | st.none() for k in ("table", "where", "column", "agg")}))
def test_no_malformed_claim_gives_a_traceback(fuzzed, spec):
    fuzzed(small_course.HEADS)
    for table in (spec["table"], "heads"):
        for agg in (spec["agg"], "sum", "first"):
            with pytest.raises(CourseError):
                compute({**spec, "table": table, "agg": agg, "column": spec["column"] or "nothing"})
