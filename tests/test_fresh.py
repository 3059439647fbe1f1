"""Outputs that are older than what makes them are seen without running anything."""

import json
import re

import pytest

from lessonkit.author import inputs
from lessonkit.author.check import fresh
from lessonkit.author.check.notebook import read
from lessonkit.author.run import run
from tests import small_course

CELLS = [("markdown", "# Trees\n\nTwo acted [[1]](#c-acting), the Act [[2]](#c-act)."), ("code", "1 + 1")]


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A notebook of a small course as `lessonkit run` stores it (its one cell needs no kernel here)."""
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    monkeypatch.setattr("lessonkit.author.run.execute", lambda nb, path, step: None)
    root = small_course.make(tmp_path / "course")
    made = root / "notebooks" / "01-trees.ipynb"
    cells = [{"cell_type": kind, "id": f"c{n}", "metadata": {}, "source": text} for n, (kind, text) in enumerate(CELLS)]
    cells[1] |= {"outputs": [], "execution_count": 1}
    made.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    run([made], say=lambda _: None)
    return made


def found(path):
    root = path.parent.parent
    return [str(f) for f in fresh.check(read(path), {"data": inputs.of_data(root), "kit": inputs.of_kit()})]


def test_right_after_a_run_nothing_is_said_and_a_second_run_changes_no_byte(path):
    before = path.read_bytes()
    assert found(path) == []
    assert run([path], say=lambda _: None)[0].changed is False
    assert path.read_bytes() == before
    assert json.loads(before)["metadata"]["lessonkit"]["file"] == path.name


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("tables/heads.csv", "250", "251"),
        ("claims.csv", "Two of three", "All of the"),
        ("sources.csv", "Congress", "The Congress"),
        ("glossary.csv", "An office", "A desk"),
        ("quizzes/01.yaml", "[]", "[ ]"),
        ("datapackage.json", "Heads", "Hats"),
    ],
)
def test_a_change_of_what_a_lesson_shows_is_seen(path, name, old, new):
    file = path.parent.parent / "data" / name
    file.write_text(file.read_text().replace(old, new, 1))
    what = "its stored outputs may be out of date: the course's data changed since they were made"
    assert found(path) == [f"01-trees.ipynb: {what}; run `lessonkit run` on the notebook."]


def test_a_table_that_came_or_went_is_seen(path):
    tables = path.parent.parent / "data/tables"
    (tables / "new.csv").write_text("a\n1\n")
    assert len(found(path)) == 1
    (tables / "new.csv").rename(tables / "heads2.csv")
    assert len(found(path)) == 1
    (tables / "heads2.csv").unlink()
    assert found(path) == []


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "check.yaml",
        "verification.csv",
        "excerpts/a.runs",
        "tables/.~lock.a#",
        "tables/~$heads.csv",
        "tables/heads.csv~",
    ],
)
def test_what_no_lesson_shows_makes_nothing_stale(path, name):
    file = path.parent.parent / "data" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("x")
    assert found(path) == []


def test_other_ends_of_lines_are_the_same_file(path):
    file = path.parent.parent / "data/tables/heads.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert found(path) == []


@pytest.mark.parametrize(("old", "new", "stale"), [
    ("1 + 1", "1 + 2", True),
    ("Two acted", "A pair acted", False),
    ("c-acting", "c-other", True),
    ("[[1]](#c-acting), the Act [[2]](#c-act)", "[[1]](#c-act), the Act [[2]](#c-acting)", True),
])  # fmt: skip
def test_code_and_the_order_of_claims_count_and_other_words_do_not(path, old, new, stale):
    path.write_text(path.read_text().replace(old, new))
    assert bool(found(path)) is stale
    if stale:
        assert "its cells changed" in found(path)[0]


@pytest.mark.parametrize(("name", "stale"), [("charts/bars.py", True), ("web/reader.min.js", True),
    ("charts/style.mplstyle", True), ("author/check/tone.py", False), ("teach/pdf.py", False), ("author/run.py", False),
    ("web/quiz.js", False)])  # fmt: skip
def test_the_parts_of_the_kit_that_draw_count(path, tmp_path, monkeypatch, name, stale):
    kit = tmp_path / "kit"
    for part in ("charts/bars.py", "web/reader.min.js", "author/run.py", "web/quiz.js"):
        (kit / part).parent.mkdir(parents=True, exist_ok=True)
        (kit / part).write_text("1")
    monkeypatch.setattr(inputs, "KIT", kit)
    run([path], say=lambda _: None)
    assert found(path) == []
    (kit / name).parent.mkdir(parents=True, exist_ok=True)
    (kit / name).write_text("2")
    assert bool(found(path)) is stale


@pytest.mark.parametrize("name", ["01-trees.ipynb", "00-start.ipynb"])
@pytest.mark.parametrize("own", [None, 3, {}, {"inputs": "x"}, {"inputs": {}}])
def test_a_lesson_that_does_not_say_what_it_was_made_from_is_named(path, own, name):
    path = path.rename(path.with_name(name))
    raw = json.loads(path.read_text())
    raw["metadata"]["lessonkit"] = own
    path.write_text(json.dumps(raw))
    assert re.search("nothing says|out of date", found(path)[0])
