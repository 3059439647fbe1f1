"""A notebook exported to Markdown: CommonMark takes what a cell shows as blocks of HTML, and no line of it as text."""

from __future__ import annotations

import pandas as pd
import pytest
from markdown_it import MarkdownIt

from lessonkit import Lesson, charts, explorer, figure, matrix, quiz, rows

from . import quiz_samples

# Empty lines, code and marks that Markdown would read.
HOSTILE = "Read *this*:\n\n    x = 1 # _so_\n\n<b>what</b> [comes](x)?"
STAFF = pd.DataFrame({"office": ["Parks", HOSTILE], "staff": [5, 9], "note": ["a", HOSTILE]})


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    stem = "stem: What comes out of a bean first?"
    assert stem in quiz_samples.BANK
    quiz_samples.course(tmp_path, quiz_samples.BANK.replace(stem, f"stem: {HOSTILE!r}".replace("'", '"')))
    (tmp_path / "data/datapackage.json").write_text('{"name": "garden", "title": "Garden", "resources": []}')
    monkeypatch.setattr("lessonkit.course.tables.compute", lambda spec, course: 1234)  # the key that rests on a table
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LESSONKIT_PROGRESS", str(tmp_path / "progress"))
    return Lesson("01")


def bars(year=None):
    return charts.bars(STAFF, category="office", value="staff")


SHOWN = {
    "set-up": lambda lesson: lesson.setup_html(),
    "question": lambda lesson: lesson.quiz("01-first-leaf").html,
    "set": lambda lesson: lesson.quiz("01-beds").html,
    "figure": lambda lesson: figure(bars(), HOSTILE, caption=HOSTILE).html,
    "explorer": lambda lesson: explorer(bars, {"Year": [1, 2]}, title=HOSTILE, id="01-x").html,
    "rows": lambda lesson: rows(STAFF, title=HOSTILE, id="01-r", details=["note"]).html,
    "matrix": lambda lesson: (
        matrix(
            STAFF[1:],
            row="office",
            column="staff",
            value="note",
            marks={HOSTILE: "● x"},
            title=HOSTILE,
            id="01-m",
        ).html
    ),
    "score": lambda lesson: lesson.score().html,
    "passport": lambda lesson: lesson.passport().html,
}


@pytest.mark.parametrize("name", SHOWN)
def test_all_that_a_cell_shows_is_html_in_markdown_too(lesson, name):
    html = SHOWN[name](lesson)
    blocks = MarkdownIt("commonmark").parse(f"# Title\n\nText before.\n\n{html}\n\nText after.\n")[6:-3]
    assert {block.type for block in blocks} == {"html_block"}
    assert "".join("".join(block.content for block in blocks).split()) == "".join(html.split())


def test_style_element_and_script_are_a_block_each(lesson):
    blocks = MarkdownIt("commonmark").parse(lesson.setup_html())
    assert [block.content[:7] for block in blocks] == ["<style>", "<lk-les", "<script"]


def test_the_words_are_still_those_of_the_bank(lesson):
    assert quiz.show(lesson.course, "01", ["01-first-leaf"]).html.count("&#10;&#10;    x = 1") >= 1
