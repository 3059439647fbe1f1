"""The table of lessons.md is made from the lessons, and a stale one is found."""

from pathlib import Path

import pytest

from lessonkit.author import lessons_table
from lessonkit.course import find_course
from lessonkit.errors import CourseError

ROOT = Path(__file__).resolve().parent.parent


def test_every_lesson_has_a_row_with_its_question():
    table = lessons_table.table(find_course(ROOT))
    lessons = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
    assert table.count("\n") == len(lessons) + 1
    for path in lessons:
        assert path.name in table
    assert "Who made ICE, and out of what?" in table
    assert "| -" not in table.partition("\n")[2].partition("\n")[2], "nothing is counted below zero"


def test_a_stale_table_is_found_and_mended(trees):
    page = trees / "lessons.md"
    course = find_course(trees)
    assert lessons_table.check(course) == []
    page.write_text(f"# Lessons\n\n{lessons_table.BEGIN}\n\nold\n\n{lessons_table.END}\n\nMore.\n")
    assert "does not match" in lessons_table.check(course)[0].what
    lessons_table.write(course)
    assert lessons_table.check(course) == []
    assert page.read_text().endswith("More.\n")


def test_missing_marks_are_named(trees):
    (trees / "lessons.md").write_text("# Lessons\n")
    with pytest.raises(CourseError, match="marks are missing"):
        lessons_table.write(find_course(trees))
