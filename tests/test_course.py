"""Where the course is, and what is said when it is not there."""

import pytest

from lessonkit.course import find_course
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
