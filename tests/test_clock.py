"""The clock of a lesson: only what a class meets on the route counts, and a break begins a second period."""

import json
from pathlib import Path

import pytest

from lessonkit.author.check import clock
from lessonkit.author.check.notebook import Cell, Notebook
from lessonkit.html import element


def text(source, *tags):
    return ("markdown", source, tags, "")


def code(html, *tags):
    return ("code", "x", tags, html)


def quiz(*kinds):
    return code("".join(element("quiz", {"id": kind, "kind": kind}, "") for kind in kinds))


def made(*cells):
    return Notebook(
        Path("01-trees.ipynb"),
        tuple(
            Cell(i, kind, source, tags, {}, ({"data": {"text/html": html}},) if html else ())
            for i, (kind, source, tags, html) in enumerate(cells, 1)
        ),
        {},
    )


FIGURE = code('<figure class="lk-figure x"></figure>')
EXPLORER = code('<lk-explorer data-lk="{}"><figure class="lk-figure"></figure></lk-explorer>')


def test_reading_looking_and_answering_take_the_minutes_of_the_rule():
    page = made(
        text("# Lesson\n\n" + "word " * 279),
        FIGURE,
        EXPLORER,
        code('<lk-rows data-lk=""></lk-rows>'),
        quiz("single", "number", "truefalse", "several", "match", "order"),
    )
    (period,) = clock.periods(page)
    assert period.parts == pytest.approx({"reading": 2, "questions": 6, "figures": 2, "explorers": 6, "talk": 10})
    assert period.minutes == pytest.approx(26)


def test_what_is_headed_more_tagged_more_folded_or_code_it_yourself_is_off_the_route():
    page = made(
        text("# L\n\none two [[1]](#c-a)"),
        text("### More · on trees\n\nmany words here [[2]](#c-b)"),
        FIGURE,
        text("#### Still more\n\nand more"),
        quiz("single"),
        text("## Back\n\nthree <details>folded words [[3]](#c-c)</details>"),
        quiz("single"),
        code('<lk-rows data-lk=""></lk-rows>', "more"),
        text("tagged words", "more"),
        text("## Code it yourself\n\nplenty of words"),
        FIGURE,
    )
    (period,) = clock.periods(page)
    assert (period.words, period.marks, period.figures, period.explorers, period.questions) == (5, 1, 0, 0, 1)


def test_a_marked_break_begins_a_second_period_with_a_clock_of_its_own():
    page = made(text("# L\n\none"), FIGURE, text("## Second period\n\ntwo three", clock.BREAK_TAG), quiz("open"))
    first, second = clock.periods(page)
    assert (first.words, first.figures, first.questions) == (2, 1, 0)
    assert (second.words, second.figures, second.kinds) == (4, 0, {"open": 1})
    assert [line.split(":")[0] for line in clock.said(page)] == ["01-trees.ipynb, period 1", "01-trees.ipynb, period 2"]


def test_the_clock_reads_stored_notebooks(tmp_path):
    from lessonkit.author.check.notebook import read

    raw = {"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# One\n", "\n", "two"]}], "metadata": {}}
    path = tmp_path / "01-a.ipynb"
    path.write_text(json.dumps(raw), "utf-8")
    assert next(iter(clock.said(read(path)))).startswith("01-a.ipynb: 10 minutes by the clock (reading 0, questions 0,")


def test_a_lesson_of_two_periods_has_room_for_both_and_a_bar_for_each(tmp_path):
    from lessonkit.author.check import outline
    from lessonkit.author.check.settings import Shape

    def said(words, second):
        steps = [text(f"## Step {number} · Trees\n\n" + "word " * words) for number in range(1, 9)]
        steps[4] = ("markdown", steps[4][1], ("second-period",) if second else (), "")
        (tmp_path / "01-trees.ipynb").write_bytes(b"x" * 3000)
        page = made(text("# L"), *steps)
        page = Notebook(tmp_path / "01-trees.ipynb", page.cells, {})
        shape = Shape(cells=(1, 6), text_percent=(0, 100), sections=(), kilobytes=2, route_words=1200)
        sides = (outline.size, outline.cells, outline.sections, outline.route)
        return [finding.what for side in sides for finding in side(page, shape)]

    assert said(250, second=True) == []
    assert said(250, second=False) == [
        "the file has 3 KB, more than 2 KB",
        "9 cells, not 1 to 6",
        "8 steps, not 3 to 4",
        "2,025 words on the 45-minute route, more than 1,200",
    ]
    assert said(300, second=True) == [
        "1,213 words on the 45-minute route, more than 1,200",
        "1,212 words on the 45-minute route, more than 1,200",
    ]
