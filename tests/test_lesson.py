"""The set-up cell: the same output every time, and one sentence when it cannot be made."""

import pytest

from lessonkit import Lesson
from lessonkit.errors import CourseError
from lessonkit.progress import Log
from tests import small_course


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSONKIT_COURSE", str(small_course.make(tmp_path)))
    monkeypatch.delenv("LESSONKIT_PROGRESS", raising=False)
    return tmp_path


def test_setting_up_writes_nothing_and_repeats(course):
    before = sorted(course.rglob("*"))
    assert Lesson("01").setup_html() == Lesson("01").setup_html()
    assert sorted(course.rglob("*")) == before


def test_setup_names_the_log_once_there_is_one(course):
    log = Log(Lesson("01").course)
    assert "&quot;passport&quot;:&quot;&quot;" in Lesson("01").setup_html()
    log.append([])
    assert f"&quot;passport&quot;:&quot;{log.id}&quot;" in Lesson("01").setup_html()


def test_an_unknown_lesson_is_one_sentence(course):
    with pytest.raises(CourseError, match=r"no lesson '9': .*there are: 01"):
        Lesson("9")


def test_tables_of_a_lesson_say_what_is_counted_with_caveats(course):
    html = Lesson("01").tables("heads").html
    assert "one period in office" in html
    assert "2026-06-30" in html
    assert "Three rows only." in html
    assert "<caption>" in html


def test_an_error_shows_as_one_sentence_in_a_notebook():
    assert CourseError("One sentence.")._render_traceback_() == ["One sentence."]
