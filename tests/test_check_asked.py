"""What a lesson asks, what its notebook stores and what the banks say today are held against each other."""

import datetime
import json
import os
import shutil

import pytest

from lessonkit import quiz
from lessonkit.author.check import asked, check_course
from lessonkit.author.check.notebook import read
from lessonkit.course import find_course

TODAY = datetime.date(2026, 11, 25)
BOTH = 'lesson.quiz("01-most-trees", "01-elms-left")'
MORE = """\
  - id: 01-early
    kind: single
    level: read
    stem: Which trees were felled?
    pretest: true
    options: [{text: Elms, right: true}, {text: Oaks}]
  - id: 01-late
    kind: single
    level: read
    stem: Which trees were felled?
    before: 01-early
    source: c-elms-lost
    set: 01-streets
    options: [{text: Elms, right: true, feedback: They were.}, {text: Oaks, feedback: They stand.}]
  - id: 01-why
    kind: open
    level: judge
    stem: Why count trees?
    source: c-elms-lost
    model: To know what is gone.
    rubric: [Names a loss.]
  - id: 01-sure
    kind: confidence
    stem: How sure am I?
sets:
  - {id: 01-streets, title: Streets}
"""


def page(root, *cells, name="01-trees.ipynb"):
    """A notebook of cells, each (source, ids whose questions are stored as its output)."""
    made = []
    for source, ids in cells:
        data = {"text/html": quiz.show(find_course(), "01", ids).html} if ids else {}
        made.append({"cell_type": "code", "source": source, "outputs": [{"data": data}] if data else []})
    path = root / "notebooks" / name
    path.write_text(json.dumps({"cells": made, "metadata": {}}), "utf-8")
    return read(path)


def change(path, *pairs):
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    later = path.stat().st_mtime_ns + 1_000_000_000
    path.write_text(text, "utf-8")
    # Two writes within one tick of the disk's clock have the same time, by which the kit knows a changed file.
    os.utime(path, ns=(later, later))


def more(root):
    """Give the bank a pair with a pretest, a set, and two questions that have no right answer."""
    path = root / "data/quizzes/01.yaml"
    path.write_text(path.read_text("utf-8") + MORE, "utf-8")


def said(notebook):
    return [finding.what for finding in asked.check(notebook, find_course())]


@pytest.mark.parametrize(
    ("name", "id", "pairs"),
    [
        ("quizzes/01.yaml", "01-most-trees", [("stood in the streets more often", "was more frequent")]),
        ("quizzes/01.yaml", "01-most-trees", [("Oak, right: true", "Oak"), ("Elm", "Elm, right: true")]),
        ("quizzes/01.yaml", "01-most-trees", [("gives 134 oaks", "has 134 oaks")]),
        ("claims.csv", "01-most-trees", [(",134,trees,2024,", ",134,trees,2025,")]),
        ("tables/trees.csv", "01-elms-left", [("2024,elm,31", "2024,elm,30")]),
    ],
)
def test_a_question_stored_before_its_bank_changed_is_found(trees, name, id, pairs):
    notebook = page(trees, (BOTH, ["01-most-trees", "01-elms-left"]))
    assert said(notebook) == []
    change(trees / "data" / name, *pairs)
    now = f"the stored question {id} is no longer what data/quizzes/01.yaml, its sources and tables say"
    assert said(notebook) == [now]
    (found,) = [str(f) for f in check_course(find_course(), TODAY) if "no longer what" in f.what]
    assert found == f"01-trees.ipynb, cell 1: {now}; run `lessonkit run` on the notebook."


def test_a_key_is_not_computed_from_the_tables_of_another_course(trees, tmp_path, monkeypatch):
    notebook, course = page(trees, ('lesson.quiz("01-elms-left")', ["01-elms-left"])), find_course()
    other = shutil.copytree(trees, tmp_path / "other")
    change(other / "data/tables/trees.csv", ("2024,elm,31", "2024,elm,30"))
    monkeypatch.chdir(other)
    assert asked.check(notebook, course) == []


@pytest.mark.parametrize(
    ("source", "shown", "fault"),
    [
        ('lesson.quiz("01-oaks")', ["01-elms-left"], "asks 01-oaks, which no bank has"),
        ('lesson.quiz("07-oaks", "oaks")', ["01-elms-left"], "asks 07-oaks, oaks, which no bank has"),
        (
            'lesson.quiz("01-most-trees")',
            ["01-elms-left"],
            "asks 01-most-trees, and its stored output shows 01-elms-left",
        ),
        ('lesson.quiz("01-most-trees")', [], "asks 01-most-trees, and its stored output shows none"),
        ("1 + 1", ["01-elms-left"], "asks no question, and its stored output shows 01-elms-left"),
        ('lesson.quiz("01-streets")', ["01-elms-left"], "asks 01-late, and its stored output shows 01-elms-left"),
        ('lesson.quiz("01-streets")', ["01-streets"], None),
        ('picture = 1\nlesson.quiz("01-elms-left",\n  figure=picture)', ["01-elms-left"], None),
        ("lesson.quiz(*ids)", ["01-elms-left"], None),
        ('later = lesson.quiz("01-elms-left")', [], None),
        ("1 +", ["01-elms-left"], None),
    ],
)
def test_a_cell_shows_what_it_asks(trees, source, shown, fault):
    more(trees)
    assert said(page(trees, (source, shown))) == ([fault] if fault else [])


def test_a_question_made_in_one_cell_may_be_shown_by_another(trees):
    assert said(page(trees, ('later = lesson.quiz("01-elms-left")', []), ("later", ["01-elms-left"]))) == []


def test_a_bank_that_cannot_be_read_says_nothing_about_cells(trees):
    notebook = page(trees, (BOTH, ["01-most-trees"]))
    change(trees / "data/quizzes/01.yaml", ("questions:", "questions: ["))
    assert said(notebook) == []


def unasked():
    return [str(f) for f in check_course(find_course(), TODAY) if "is asked in no cell" in f.what]


def test_a_question_that_counts_and_that_no_cell_asks_is_found(trees):
    more(trees)
    assert unasked() == [], "the lesson is not written yet"
    page(trees, (BOTH, []), ('lesson.quiz("01-early", "01-streets")', []))
    assert unasked() == [], "the open and the private question count nowhere"
    page(trees, ('lesson.quiz("01-most-trees")', ["01-elms-left"]))
    found = unasked()
    assert [text.split(": ")[1].split()[0] for text in found] == ["01-elms-left", "01-early", "01-late"]
    assert found[0] == (
        "data/quizzes/01.yaml, line 11: 01-elms-left is asked in no cell of notebooks/01-trees.ipynb; "
        'write lesson.quiz("01-elms-left") in one, or take the question out.'
    )
    page(trees, ('lesson.quiz("01-elms-left", "01-early", "01-late")', []), name="02-more.ipynb")
    assert unasked() == [], "a later lesson may ask"


@pytest.mark.parametrize(
    "before",
    [
        f"both = {BOTH}",
        "def ask(*ids):\n    return lesson.quiz(*ids)",
        "ask = lesson.quiz",
        'for id in ["01-most-trees"]:\n    display(lesson.quiz(id))',
    ],
)
def test_what_a_cell_asks_by_another_cell_is_read_from_its_output(trees, before):
    notebook = page(trees, (before, []), ("ask(*both)", ["01-most-trees", "01-elms-left"]))
    assert (unasked(), said(notebook)) == ([], [])


def test_two_notebooks_of_one_lesson_ask_together(trees):
    page(trees, ('lesson.quiz("01-most-trees")', ["01-most-trees"]))
    page(trees, ('lesson.quiz("01-elms-left")', ["01-elms-left"]), name="01-walk.ipynb")
    assert unasked() == []


def test_a_file_that_no_lesson_reads_is_named(trees):
    folder = trees / "data/quizzes"
    for name in ("04.yml", "1.yaml", "README.md", ".01.yaml.swp", "schema.json"):
        (folder / name).write_text("lesson: [", "utf-8")
    found = [str(f) for f in check_course(find_course(), TODAY) if "no lesson reads" in f.what]
    mend = "no lesson reads a file of this name; name it after its lesson, such as 04.yaml, or take it out."
    assert found == [f"data/quizzes/{name}: {mend}" for name in ("04.yml", "1.yaml")]
