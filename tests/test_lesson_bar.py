"""The bar of a lesson as HTML: its steps, what is asked on the route in each, and the lessons around it."""

import nbformat
import pytest

from lessonkit.course import find_course
from lessonkit.show import lesson_bar

from . import small_course


def write(path, *cells):
    """Write a notebook; a pair is code with its tags, the rest is Markdown."""
    made = [
        nbformat.v4.new_code_cell(cell[0], metadata={"tags": list(cell[1:])})
        if isinstance(cell, tuple)
        else nbformat.v4.new_markdown_cell(cell)
        for cell in cells
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)


@pytest.fixture
def course(tmp_path):
    folder = small_course.make(tmp_path) / "notebooks"
    write(folder / "00-start.ipynb", "# Start here")
    write(
        folder / "01-trees.ipynb", "# Trees", ('lesson.quiz("01-before")',), "## Step 1 · A <b>root</b>",
        ('lesson.quiz("01-a", "01-b")',), ('lesson.quiz("01-extra")', "more"), "## Code it yourself",
        ('lesson.quiz("01-code")',), "## Check your understanding", ('lesson.quiz("01-c")',),
    )  # fmt: skip
    write(folder / "02-birds.ipynb", "# Birds")
    return find_course(tmp_path)


def test_each_step_has_what_is_asked_in_it_on_the_route(course):
    found = [(step.name, step.asked) for step in lesson_bar.steps(lesson_bar.read(course, "01"))]
    assert found == [("Step 1", ("01-a", "01-b")), ("At the end", ("01-c",))]


def test_it_links_to_steps_and_to_the_lessons_before_and_after(course):
    html = lesson_bar.bar(course, "01", lesson_bar.steps(lesson_bar.read(course, "01")))
    assert "A &lt;b&gt;root&lt;/b&gt;" in html and 'href="#Check-your-understanding"' in html
    assert '<a href="00-start.ipynb">Back: Start here</a><a href="02-birds.ipynb">Next: Birds</a>' in html
    assert "Back:" not in lesson_bar.bar(course, "00", []) and "Next:" not in lesson_bar.bar(course, "02", [])


def test_a_lesson_whose_notebook_cannot_be_read_has_no_steps(course):
    (course.root / "notebooks/01-trees.ipynb").write_text("{")
    assert lesson_bar.steps(lesson_bar.read(course, "01")) == []
