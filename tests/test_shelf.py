"""Which file stands for a lesson, whatever else lies in notebooks/."""

import json

import pytest

from lessonkit import Lesson
from lessonkit.course import find_course, shelf
from lessonkit.errors import CourseError
from lessonkit.evidence import facts
from lessonkit.teach import stored
from tests import small_course

OWN = "01-first.ipynb"


def notebook(source="Two acted [[1]](#c-acting), the Act [[2]](#c-act).", name=None):
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": source}
    metadata = {"lessonkit": {"file": name}} if name else {}
    return json.dumps({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    made = small_course.make(tmp_path / "course")
    (made / "notebooks" / OWN).write_text(notebook())
    monkeypatch.chdir(made / "notebooks")
    return made


def put(root, name, content):
    path = root / "notebooks" / name
    path.write_text(content)
    return path


@pytest.mark.parametrize(
    "name",
    [
        *("01-first-Copy1.ipynb", "01-first-Copy12.ipynb", "01-first-Copy1-Copy2.ipynb", "01-first (1).ipynb"),
        *("01-first(2).ipynb", "01-first - Copy.ipynb", "01-first - Copy (2).ipynb", "01-first copy 2.ipynb"),
        *("01-first (Ann's conflicted copy 2026-11-28).ipynb", ".01-first.ipynb", "._01-first.ipynb"),
        *(".~01-first.ipynb", "~01-first.ipynb", "01-a.ipynb~", "010-a.ipynb", "01.ipynb", "copy of 01-first.ipynb"),
    ],
)  # fmt: skip
def test_no_copy_and_no_hidden_file_stands_for_the_lesson(root, name):
    put(root, name, notebook("A student's few cells."))
    assert find_course().notebook("01").name == OWN
    assert repr(Lesson("01").references()) == "References(2 claims)"
    path, cells = stored.cells(find_course(), "01")
    assert (path.name, len(cells)) == (OWN, 1)
    assert OWN in [path.name for path in shelf.shelf(root).notebooks]


@pytest.mark.parametrize("name", ["01-a.ipynb", "01-my notes.ipynb", "01-first – Kopie.ipynb", "01-zzz.ipynb"])
def test_a_copy_under_any_name_carries_the_name_of_its_lesson(root, name):
    put(root, OWN, notebook(name=OWN))
    put(root, name, notebook("Mine.", name=OWN))
    assert find_course().notebook("01").name == OWN
    found = shelf.shelf(root)
    assert [path.name for path in found.notebooks] == [OWN]
    assert found.left_out() == [f"{name} is left out: it is a copy, and {OWN} is the lesson."]


def test_a_lesson_that_was_renamed_is_the_lesson(root):
    (root / "notebooks" / OWN).unlink()
    put(root, "01-begin.ipynb", notebook(name=OWN))
    assert find_course().notebook("01").name == "01-begin.ipynb"
    put(root, "01-begin-Copy1.ipynb", notebook(name=OWN))
    assert find_course().notebook("01").name == "01-begin.ipynb"


def test_two_that_nothing_tells_apart_are_named(root):
    put(root, "01-other.ipynb", notebook())
    with pytest.raises(CourseError, match=r"^Lesson '01' is not clear: 01-first\.ipynb and 01-other\.ipynb both begin"):
        find_course().notebook("01")
    assert "Lesson" in repr(Lesson("01"))  # questions are asked as before
    with pytest.raises(CourseError, match="is not clear"):
        facts.references("01")
    assert len(shelf.shelf(root).notebooks) == 2


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "3", '{"cells": 1}', "\0", "[" * 100_000])
def test_an_unreadable_neighbour_is_left_out_in_a_sentence(root, content):
    put(root, "01-another.ipynb", content)
    put(root, "Untitled.ipynb", content)
    (root / "notebooks" / "01-folder.ipynb").mkdir()
    assert find_course().notebook("01").name == OWN
    found = shelf.shelf(root)
    assert [path.name for path in found.notebooks] == [OWN]
    assert found.left_out() == [
        f"{n} is left out: it is not a readable notebook." for n in ("01-another.ipynb", "Untitled.ipynb")
    ]


def test_an_unreadable_lesson_is_not_replaced_by_its_copy(root):
    put(root, OWN, "")
    put(root, "01-first-Copy1.ipynb", notebook())
    put(root, "01-mine.ipynb", notebook(name=OWN))
    assert find_course().notebook("01").name == OWN
    with pytest.raises(CourseError, match=r"01-first\.ipynb is not a readable notebook"):
        facts.references("01")
