"""Where outputs are shown: what a lesson notices by itself, what an output then brings; no stored one changes."""

import sys
import types

import pytest
from IPython.core.formatters import DisplayFormatter

from lessonkit import Lesson, web
from lessonkit.author.run import kernel_environment
from lessonkit.errors import CourseError
from lessonkit.html import Html, trusted
from lessonkit.show import homes
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("clean_environment")


@pytest.mark.parametrize(
    ("named", "modules", "space", "where"),
    [
        ("", (), {}, "none"),
        ("", ("google.colab",), {}, "each"),
        ("", (), {"__vsc_ipynb_file__": "/course/notebooks/01.ipynb"}, "one"),
        ("none", ("google.colab",), {}, "none"),
        (" each ", (), {"__vsc_ipynb_file__": ""}, "each"),
    ],
)
def test_a_lesson_notices_colab_and_vs_code_and_a_setting_goes_before(monkeypatch, named, modules, space, where):
    for name in modules:
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setenv("LESSONKIT_FRAMES", named)
    assert homes.home(space) == where


def test_a_setting_that_is_not_known_gets_a_sentence(monkeypatch):
    monkeypatch.setenv("LESSONKIT_FRAMES", "eech")
    with pytest.raises(CourseError, match=r"LESSONKIT_FRAMES is 'eech'.*did you mean 'each'"):
        homes.home({})


@pytest.fixture
def shell():
    return types.SimpleNamespace(display_formatter=DisplayFormatter())


def shown(shell, html):
    return shell.display_formatter.format(Html(trusted(html), "text"))[0]["text/html"]


def test_an_output_brings_what_it_needs_where_it_has_a_frame_of_its_own_and_nothing_elsewhere(shell):
    question, figure, score = (
        '<lk-quiz class="lk">Q</lk-quiz>',
        '<figure class="lk">F</figure>',
        "<lk-score>S</lk-score>",
    )
    for where in ("none", "one"):
        homes.carry(shell, where, "c", "01")
        assert [shown(shell, html) for html in (question, figure, score)] == [question, figure, score]
    homes.carry(shell, "each", "c", "01")
    assert web.style().strip() in shown(shell, figure) and "<script>" not in shown(shell, figure)
    for part in (question, web.style().strip(), web.script().strip(), web.script("home").strip()):
        assert part in shown(shell, question)
    assert "does not see" in shown(shell, score) and "does not see" not in shown(shell, question)
    # what a saved lesson grows by: 24 KB for a picture, under 70 for a question
    assert len(shown(shell, figure)) - len(figure) < 24_000 and len(shown(shell, question)) - len(question) < 70_000
    homes.carry(shell, "none", "c", "01")  # a set-up cell that is run again elsewhere
    assert shown(shell, question) == question


def test_the_set_up_cell_says_what_is_kept_and_a_page_of_all_outputs_has_the_references_at_once(monkeypatch):
    monkeypatch.chdir(ROOT)
    lesson = Lesson("01")
    plain, each, one = (lesson.setup_html(where) for where in ("none", "each", "one"))
    assert lesson.setup_html() == plain and "lk-home" not in plain
    assert "an answer lasts only until this page is closed" in each and "<nav" not in each
    first = lesson.references().html.split('<li id="')[1].split('"')[0]
    assert f'id="{first}"' in one and f'id="{first}"' not in plain


def test_nothing_that_is_stored_depends_on_the_program_of_whoever_runs_it(monkeypatch, tmp_path):
    monkeypatch.setenv("LESSONKIT_FRAMES", "each")
    assert kernel_environment(tmp_path)["LESSONKIT_FRAMES"] == "none"
