"""The table of lessons.md is made from the lessons, and a stale one is found."""

from pathlib import Path

import pytest

from lessonkit.check import overview
from lessonkit.course import find_course
from lessonkit.errors import CourseError

ROOT = Path(__file__).resolve().parent.parent


def test_every_lesson_has_a_row_with_its_question():
    table = overview.table(find_course(ROOT))
    lessons = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
    assert table.count("\n") == len(lessons) + 1
    for path in lessons:
        assert path.name in table
    assert "Who made ICE, and out of what?" in table


def test_a_stale_table_is_found_and_mended(trees):
    page = trees / "lessons.md"
    course = find_course(trees)
    assert overview.check(course) == []
    page.write_text(f"# Lessons\n\n{overview.BEGIN}\n\nold\n\n{overview.END}\n\nMore.\n")
    assert "does not match" in overview.check(course)[0].what
    overview.write(course)
    assert overview.check(course) == []
    assert page.read_text().endswith("More.\n")


def test_missing_marks_are_named(trees):
    (trees / "lessons.md").write_text("# Lessons\n")
    with pytest.raises(CourseError, match="marks are missing"):
        overview.write(find_course(trees))
