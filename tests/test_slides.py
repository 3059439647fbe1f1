"""The slides of a lesson: what becomes one, what is said beside it, and what is checked of its words."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from lessonkit import web
from lessonkit.__main__ import main
from lessonkit.author.check import wall
from lessonkit.author.check.notebook import Cell, Notebook
from lessonkit.course import course_at
from lessonkit.errors import CourseError
from lessonkit.show import slides, spoken

from . import small_course


def text(source, slide=None, **more):
    own = {} if slide is None else {"lessonkit": {"slide": slide}}
    return {"cell_type": "markdown", "id": "t", "source": source, "metadata": {**own, **more}}


def code(html, slide=None, **more):
    own = {} if slide is None else {"lessonkit": {"slide": slide}}
    output = {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}
    return {"cell_type": "code", "id": "c", "source": "1", "metadata": {**own, **more}, "outputs": [output]}


FIGURE = '<figure class="lk lk-figure"><p class="lk-title">Trees grew</p></figure>'


@pytest.fixture
def articles(tmp_path):
    """Return what becomes slides of some cells, each as its words and its notes."""
    course = course_at(small_course.make(tmp_path))

    def of(*cells):
        path = tmp_path / "notebooks/01-small.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")
        page = str(slides.page(course, "01"))
        found = re.findall(r"<article[^>]*><aside>(.*?)</aside>(.*?)</article>", page, re.DOTALL)
        strip = re.compile(r"<[^>]+>")
        return [(strip.sub(" ", inside).split(), strip.sub(" ", note).split()) for note, inside in found]

    return of


def test_words_for_the_wall_stand_on_it_and_prose_becomes_the_note_of_the_next_slide(articles):
    found = articles(
        text("# Trees\n\nA **long** story [[1]](#c-tree).", "Trees\n\n- grow\n- fall"),
        text("It says *more*."),
        code(FIGURE),
        text("## Step 1 · Roots\n\nDeep."),
    )
    assert found == [
        (["Trees", "grow", "fall"], ["A", "long", "story", "."]),
        (["Trees", "grew"], ["It", "says", "more."]),
        (["Roots"], ["Deep."]),
    ]


def test_what_is_beside_the_route_or_left_out_is_no_slide(articles):
    found = articles(
        text("# Trees"),
        code(FIGURE, tags=["more"]),
        text("## Click here", tags=["screen"]),
        code(FIGURE, False),
        code("<p>Only words.</p>"),
        code(FIGURE, "Trees\n\nin words"),
    )
    assert [words for words, _ in found] == [["Trees"], ["Trees", "in", "words"]]


def test_markup_in_words_for_the_wall_is_text(articles):
    assert articles(text("# T", "<b>R&D</b>"), code(FIGURE))[0][0][0].startswith("&lt;b&gt;R&amp;D")


def test_a_notebook_without_outputs_and_a_lesson_that_is_not_there_get_a_sentence(articles, tmp_path):
    with pytest.raises(CourseError, match=r"never run, so there is nothing to show; run `lessonkit run"):
        articles(text("# T"), {**code(""), "outputs": []})
    with pytest.raises(CourseError, match="There is no notebook notebooks/77-"):
        slides.page(course_at(tmp_path), "77")


def test_what_is_said_has_no_marks_links_or_tags():
    said = spoken.paragraphs(
        '## Head\n\n<b class="lk-tag read">Read</b> The *law*, a [link](x.ipynb) and `code`\ngo on[[3]](#c-x).\n\n'
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n\n- one\n- two\n\n### Small\n\n<details>no</details>"
    )
    assert said == ["Read: The law, a link and code go on.", "A · B", "1 · 2", "• one", "• two", "Small"]


CLAIM = {"sentence": "There are 22 agencies.", "value": "22", "unit": "agencies", "as_of": "", "locator": ""}


def page_of(slide):
    cited = Cell(1, "markdown", "Agencies [[1]](#c-22).")
    shown = Cell(2, "markdown", "", metadata={"lessonkit": {"slide": slide}})
    return Notebook(Path("01-a.ipynb"), (cited, shown), {})


@pytest.mark.parametrize(
    ("slide", "said"),
    [
        ("22 agencies\n\ncame together", ""),
        ("23 agencies", "“23” on the slide “23 agencies” stands in no claim that the lesson cites"),
        ("Long\n\n" + "word " * 40, "the slide “Long” has 41 words"),
        (["Fine", "Long\n\n" + "word " * 40], "the slide “Long” has 41 words"),
    ],
)
def test_the_check_counts_words_and_holds_numbers_of_the_wall_against_claims(slide, said):
    found = [str(finding) for finding in wall.check(page_of(slide), {"c-22": CLAIM}, [])]
    assert len(found) == bool(said) and all(f"01-a.ipynb, cell 2: {said}" in line for line in found)


def test_kept_libraries_are_as_they_were_published():
    for library in json.loads((web.VENDOR / "register.json").read_text("utf-8")):
        for name, digest in library["sha256"].items():
            assert hashlib.sha256((web.VENDOR / name).read_bytes()).hexdigest() == digest, name
    listed = {name for library in json.loads(web.vendored("register.json")) for name in library["sha256"]}
    files = {path.relative_to(web.VENDOR).as_posix() for path in web.VENDOR.rglob("*") if path.is_file()}
    assert files == listed | {"register.json"}


def test_the_command_writes_a_file_that_may_fetch_nothing(articles, tmp_path, monkeypatch, capsys):
    articles(text("# Trees"), code(FIGURE))
    monkeypatch.chdir(tmp_path)
    assert main(["slides", "01"]) == 0
    file = tmp_path / "build/slides/01-small.slides.html"
    assert str(file) in capsys.readouterr().out
    assert 'Content-Security-Policy" content="default-src &#x27;none&#x27;' in file.read_text("utf-8")
