"""Whatever stands in a notebook or a claims file: findings or one sentence, never a traceback."""

import csv
import datetime
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonkit.author.check import Checker
from lessonkit.author.check import claims as claim_checks
from lessonkit.author.check.course_data import CourseData
from lessonkit.author.check.notebook import read
from lessonkit.author.check.numbers import find
from lessonkit.author.check.prose import plain, units
from lessonkit.course import find_course
from lessonkit.course.registers import CLAIM_COLUMNS as COLUMNS
from lessonkit.errors import CourseError

TODAY = datetime.date(2026, 11, 25)
quick = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
MARKED = st.text(st.sampled_from("ab1 2,.$%`*_[]()#|<>-\n\\!&é“”2003 million May "), max_size=120)
CELL = st.one_of(st.text(max_size=20), st.sampled_from(["trees", "year == 2024", "first", "count", "2031-01-31", ""]))


@quick
@given(MARKED)
def test_any_text_has_numbers_and_units(text):
    for number in find(text):
        assert 0 <= number.start < len(text)
    for unit in units(text):
        assert unit.kind in ("heading", "paragraph", "item", "row")
    plain(text)


@quick
@given(st.integers(1000, 10**9), st.integers(0, 3))
def test_a_number_is_found_once_and_whole_in_every_form(value, form):
    written = (f"{value}", f"{value:,}", f"${value:,}", f"({value:,}.)")[form]
    found = find(f"They counted {written} of them")
    assert [number.value for number in found] == [value]


@quick
@given(st.lists(st.tuples(*[CELL] * len(COLUMNS)), max_size=4))
def test_any_claims_give_findings_or_one_sentence(trees, rows):
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *rows])
    (trees / "data" / "claims.csv").write_text(text.getvalue(), "utf-8")
    data = CourseData(trees)
    found = claim_checks.check(data, TODAY)
    # A random claim never passes: at least its id is wrong. A row that cannot be read, or a file, is a fault.
    assert len({f.place for f in found}) == len(rows) or data.faults() or not rows


@quick
@given(st.binary(max_size=200))
def test_any_bytes_as_claims_give_findings_or_one_sentence(trees, content):
    (trees / "data" / "claims.csv").write_bytes(content)
    data = CourseData(trees)
    claim_checks.check(data, TODAY)
    assert all("claims.csv" in str(fault) for fault in data.faults())
    assert data.faults() or data.claims or content.decode().count("\n") <= 1


@quick
@given(st.lists(st.tuples(st.sampled_from(["markdown", "code", "raw"]), MARKED), max_size=5))
def test_any_notebook_gives_findings(trees, cells):
    made = []
    for kind, source in cells:
        output = {"output_type": "execute_result", "data": {"text/html": source, "text/plain": source}}
        made.append(
            {"cell_type": kind, "metadata": {}, "source": source, "outputs": [output] if kind == "code" else []}
        )
    path = trees / "notebooks" / "01-any.ipynb"
    path.write_text(json.dumps({"cells": made, "metadata": {}}), "utf-8")
    found = Checker(find_course(), TODAY).notebook(read(path))
    assert found
    assert all(f.what and f.mend for f in found)


@pytest.mark.parametrize(
    "text", ["null", "[]", '{"cells": 3}', '{"cells": [3]}', '{"cells": [{"cell_type": "code"}]}', ""]
)
def test_what_is_no_notebook_is_one_sentence(tmp_path, text):
    path = tmp_path / "odd.ipynb"
    path.write_text(text, "utf-8")
    with pytest.raises(CourseError, match="is not a readable notebook"):
        read(path)
