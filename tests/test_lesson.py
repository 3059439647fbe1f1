"""The set-up cell: the same output every time, and one sentence when it cannot be made."""

import pytest

from lessonkit import Lesson
from lessonkit.errors import CourseError
from lessonkit.progress import Log
from tests import small_course

BANK = """
lesson: "01"
questions:
  - id: 01-who
    kind: single
    level: read
    stem: Who came first?
    source: law
    options:
      - text: Ada
        right: true
        feedback: The first row says so.
      - text: Bo
        feedback: Bo came second.
"""


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSONKIT_COURSE", str(small_course.make(tmp_path)))
    monkeypatch.delenv("LESSONKIT_PROGRESS", raising=False)
    return tmp_path


def test_setting_up_writes_nothing_and_repeats(course):
    before = sorted(course.rglob("*"))
    assert Lesson("01").setup_html() == Lesson("01").setup_html()
    assert sorted(course.rglob("*")) == before


def test_setup_says_nothing_of_whose_answers_are_kept(course):
    before = Lesson("01").setup_html()
    log = Log(Lesson("01").course)
    log.append([])
    assert Lesson("01").setup_html() == before
    assert log.id not in before


def test_the_setup_cell_shows_the_page_and_then_the_keeper(course, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda value, **_: shown.append(value))
    assert Lesson("01").start().id == "01"
    assert shown[0] == {"text/html": Lesson("01").setup_html(), "text/plain": "Lesson('01')"}
    assert (shown[1].course, shown[1].lesson) == ("small", "01")
    assert repr(shown[1]).endswith("answers stay in this browser, so save your passport.")


def test_the_line_is_readable_before_any_script_runs(course):
    html = Lesson("01").setup_html()
    assert '<p class="lk-ready">Lesson 1: run this cell in Jupyter to answer its questions; nothing you do' in html
    assert html.index("<style>") < html.index("<lk-lesson") < html.index("</lk-lesson>\n\n<script>")


@pytest.mark.parametrize("id", ["9", "../01", "", "0*", 9])
def test_an_unknown_lesson_is_one_sentence(course, id):
    with pytest.raises(CourseError, match=r"no lesson '.*': neither .* there are: 01\.$"):
        Lesson(id)


def test_a_misspelt_lesson_gets_the_nearest(course):
    with pytest.raises(CourseError, match="did you mean '01'"):
        Lesson("1")


def test_a_lesson_begins_with_a_notebook_or_with_questions(course):
    (course / "notebooks/02-second.ipynb").write_text("{}")
    assert repr(Lesson("02")) == "Lesson('02')"
    assert repr(Lesson("01")) == "Lesson('01')"


def test_words_of_a_lesson_are_all_shown_when_none_is_asked_for(course):
    assert Lesson("01").terms().html == Lesson("01").terms("bureau").html
    assert "oficina" in Lesson("01").terms().html


def test_score_and_passport_read_without_scripts(course):
    (course / "data/quizzes/01.yaml").write_text(BANK)
    assert "1 question. Run the set-up cell at the top to answer." in Lesson("01").score().html
    assert "Save your passport here" in Lesson("01").passport().html


def test_tables_of_a_lesson_say_what_is_counted_with_caveats(course):
    html = Lesson("01").tables("heads").html
    assert "one period in office" in html
    assert "Jun 30, 2026" in html
    assert "Three rows only." in html
    assert "<caption>" in html
    with pytest.raises(CourseError, match="did you mean 'heads'"):
        Lesson("01").tables("haeds")


def test_an_error_shows_as_one_sentence_in_a_notebook():
    assert CourseError("One sentence.")._render_traceback_() == ["One sentence."]
