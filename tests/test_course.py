"""Where the course is, and what is said when it is not there."""

import json
import os

import pytest

from lessonkit.course import find_course, tables
from lessonkit.errors import CourseError
from tests import small_course


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    return small_course.make(tmp_path / "course")


def test_the_course_is_around_the_working_folder(root, monkeypatch):
    monkeypatch.chdir(root / "notebooks")
    assert find_course().root == root.resolve()
    assert find_course().id == "small"
    assert find_course() is find_course()


def test_the_environment_names_another(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LESSONKIT_COURSE", str(root))
    assert find_course().root == root.resolve()
    assert find_course(root / "data").root == root.resolve()


def test_outside_a_course_one_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match=r"not inside a course: .*; open the notebook where it lies in the course\.$"):
        find_course()


def test_a_wrong_name_in_the_environment_is_named(tmp_path, root, monkeypatch):
    monkeypatch.chdir(root)
    monkeypatch.setenv("LESSONKIT_COURSE", str(tmp_path / "none"))
    with pytest.raises(CourseError, match=r"LESSONKIT_COURSE names .*none, which holds no"):
        find_course()


def test_a_changed_data_package_is_read_again(root, monkeypatch):
    monkeypatch.chdir(root)
    assert find_course().title == "A small course"
    path = root / "data/datapackage.json"
    path.write_text(path.read_text().replace("A small course", "Renamed"))
    assert find_course().title == "Renamed"


FAULTS = [
    (b"{", "line 1: not valid JSON"),
    (b"[]", '"resources"'),
    (b'{"resources": []}', '"name"'),
    (b'{"resources": {}, "name": "x"}', '"resources"'),
    (b"\xff\xfe", "not UTF-8"),
    (b"[" * 100_000, "datapackage"),
]


@pytest.mark.parametrize(("text", "words"), FAULTS)
def test_a_broken_data_package_is_named(root, text, words):
    (root / "data/datapackage.json").write_bytes(text)
    with pytest.raises(CourseError, match=words) as caught:
        find_course(root)
    assert "\n" not in str(caught.value)


def test_a_lessons_notebook_is_found_by_its_digits(root):
    for name in ("01-first.ipynb", "010-tenth.ipynb", "01.ipynb"):
        (root / "notebooks" / name).write_text("{}")
    assert find_course(root).notebook("01").name == "01-first.ipynb"
    assert find_course(root).notebook("0*") is None


def test_a_course_that_is_handed_down_is_the_one_that_is_read(tmp_path, monkeypatch):
    """Everything is asked from a folder outside of any course, and from inside another one with other numbers."""
    from lessonkit import quiz
    from lessonkit.author import trial
    from lessonkit.author.check import check_course
    from lessonkit.evidence import facts
    from lessonkit.lesson import Lesson
    from tests.test_condition import BANK

    mine = small_course.make(tmp_path / "mine")
    other = small_course.make(tmp_path / "other", heads=small_course.HEADS.replace("Cy,acting", "Cy,confirmed"))
    note = {"cell_type": "markdown", "source": "Two [[1]](#c-acting).", "metadata": {}}
    (mine / "notebooks/01-a.ipynb").write_text(json.dumps({"cells": [note], "metadata": {}}))
    bank = mine / "data/quizzes/01.yaml"
    bank.write_text(BANK.replace("WHERE", "status == 'acting'").replace("source: law", "source: c-acting"))
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    course, said = find_course(mine), []
    monkeypatch.chdir(mine)
    lesson = Lesson("01")
    for place in (mine, tmp_path, other):
        monkeypatch.chdir(place)
        said.append(
            (
                quiz.show(course, "01", ["01-growth"]).html,
                facts.references("01", course).html,
                lesson.references().html,
                trial.page(bank),
                [str(finding) for finding in check_course(course)],
                tables.load("heads", course)["status"].tolist(),
                tables.compute({"table": "heads", "where": "status == 'acting'", "agg": "count"}, course),
                tables.rows_of("heads", "status == 'acting'", course),
            )
        )
    assert said[0] == said[1] == said[2]
    assert said[0][-2:] == (2, [2, 4])
    assert "rows 2, 4 of the file" in said[0][1]
    assert "LESSONKIT_COURSE" not in os.environ


LOADERS = [
    ("profile", "https://example.org/schema.json"),
    ("data", [{"name": "x"}]),
    ("scheme", "https"),
    ("format", "sql"),
    ("compression", "zip"),
    ("innerpath", "a.csv"),
    ("extrapaths", ["../../secret.csv"]),
    ("encoding", "utf-7"),
    ("dialect", "https://example.org/dialect.json"),
    ("control", {"type": "remote"}),
    ("schema", "https://example.org/schema.json"),
    ("schema", "../../schema.json"),
]


@pytest.mark.parametrize(("key", "value"), LOADERS)
def test_the_data_package_leads_no_validator_elsewhere(tmp_path, key, value):
    from lessonkit.author.check import datapackage
    from lessonkit.author.check.course_data import CourseData

    root = small_course.make(tmp_path / "course", resources=[{**small_course.resource(), key: value}])
    found = datapackage.check(CourseData(root))
    assert len(found) == 1
    assert key in found[0].what or key == "schema"


def test_what_is_no_description_is_a_finding(tmp_path):
    from lessonkit.author.check import datapackage
    from lessonkit.author.check.course_data import CourseData

    root = small_course.make(tmp_path / "course", resources=[small_course.resource(), "heads", None, 3, []])
    found = [str(finding) for finding in datapackage.check(CourseData(root))]
    assert len(found) == 4 and all("no description of a table" in text for text in found)
