"""A claim that speaks of one row cannot disagree with it in value, day or certainty."""

import datetime
import shutil

import pytest

from lessonkit.author.check import claims
from lessonkit.author.check.course_data import CourseData
from tests.conftest import ROOT

TODAY = datetime.date(2026, 11, 28)
CLAIM = (
    "c-oaks-now,01,The town counted 134 oaks.,134,trees,{as_of},official,counts,{where},trees,{agg},,,{sure},2031-01-31"
)


@pytest.fixture
def said(tmp_path, monkeypatch):
    """Return what the check says of one claim over a table of two rows."""
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    shutil.copytree(ROOT / "tests" / "fixtures" / "data", tmp_path / "data")
    package = tmp_path / "data" / "datapackage.json"
    fields = "".join(f', {{"name": "{name}", "type": "string"}}' for name in ("day", "confidence"))
    resource = (
        '{"name": "counts", "path": "tables/counts.csv", "schema": {"fields": [{"name": "kind", "type": "string"}, '
        f'{{"name": "trees", "type": "integer"}}{fields}]}}}}'
    )
    text = package.read_text("utf-8").replace('"resources": [', f'"resources": [{resource},', 1)
    package.write_text(text, "utf-8")
    table = "kind,trees,day,confidence\noak,134,2024-06-01,medium\nelm,31,2024-06-01,high\n"
    (tmp_path / "data" / "tables" / "counts.csv").write_text(table, "utf-8")
    register = tmp_path / "data" / "claims.csv"
    head = register.read_text("utf-8").splitlines()[0]

    def ask(as_of="2024-06-01", where="kind == 'oak'", sure="medium", agg="first"):
        register.write_text(f"{head}\n{CLAIM.format(as_of=as_of, where=where, sure=sure, agg=agg)}\n", "utf-8")
        return [str(finding) for finding in claims.check(CourseData(tmp_path), TODAY)]

    return ask


@pytest.mark.parametrize("as_of", ["2024-06-01", "2024-06", "2024"])
def test_what_the_row_says_may_be_said(said, as_of):
    assert said(as_of=as_of) == []


def test_another_day_than_that_of_the_row_is_found(said):
    (finding,) = said(as_of="2024-06-02")
    assert "its as_of is 2024-06-02, the days of its row in counts are 2024-06-01" in finding


def test_a_claim_is_no_surer_than_its_row(said):
    (finding,) = said(sure="high")
    assert "its confidence is high, that of its row in counts is medium" in finding


def test_a_claim_about_several_rows_is_its_own(said):
    assert said(where="", agg="max", sure="high", as_of="2025") == []
