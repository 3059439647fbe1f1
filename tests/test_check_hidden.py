"""Files that a system or an editor hides among those of a course are none of the course's."""

from __future__ import annotations

import pytest

from .test_check_texts import found


@pytest.mark.parametrize(
    "name", ["tables/._trees.csv", "tables/.~lock.trees.csv#", "quizzes/.02.yaml", "quizzes/._01.yaml", "._claims.csv"]
)
def test_a_hidden_file_changes_nothing(trees, name):
    before = found()
    (trees / "data" / name).write_bytes(b"\x00\x05\x16\x07torn")
    assert found() == before


def test_a_table_that_nobody_described_is_seen(trees):
    (trees / "data" / "tables" / "trees (1).csv").write_text("year\n2024\n", "utf-8")
    assert len(found("trees (1).csv", "is not in data/datapackage.json")) == 1
