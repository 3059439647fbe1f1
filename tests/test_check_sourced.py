"""What is shown names its source, and an example of a citation is none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from lessonkit import charts, explorer, figure, rows
from lessonkit.author.check import sourced, uncited_numbers
from lessonkit.author.check.notebook import Cell, Notebook
from lessonkit.evidence import marks

DATA = pd.DataFrame({"k": ["a", "b", "b"], "v": [1, 2, 3]})


def shown(*outputs):
    cells = [
        Cell(i, "code", "", outputs=({"data": {"text/html": html._repr_html_()}},)) for i, html in enumerate(outputs, 1)
    ]
    return [str(finding) for finding in sourced.check(Notebook(Path("01-x.ipynb"), tuple(cells), {}))]


def table(**attrs):
    out = DATA.copy()
    out.attrs = attrs
    return out


def test_a_figure_without_a_source_is_found_and_one_with_it_passes():
    for attrs in ({}, {"as_of": "2024", "counts": "trees"}, {"sources": []}):
        found = shown(figure(charts.bars(table(**attrs), category="k"), "Trees by kind"))
        assert len(found) == 1 and "cell 1: “Trees by kind” names no source" in found[0]
    assert not shown(figure(charts.bars(table(publisher="Parks Office"), category="k"), "Trees by kind"))


def test_rows_and_each_view_of_an_explorer_need_one_too():
    assert "“Trees” names no source" in shown(rows(table(), title="Trees", id="x"))[0]
    assert not shown(rows(table(publisher="Parks Office"), title="Trees", id="x"))

    def draw(kind):
        return charts.bars(table(publisher="Parks Office") if kind == "a" else table(), category="k")

    found = shown(explorer(draw, {"Kind": ["a", "b"]}, title="Trees", id="x"))
    assert len(found) == 1 and "1 view of “Trees” name no source" in found[0]
    assert "“Trees” names no source" in shown(explorer(draw, {"Kind": ["b", "a"]}, title="Trees", id="x"))[0]


@pytest.mark.parametrize(
    "example",
    [
        "Write `[[1]](#c-b)` behind a number.",
        "Write ``a ` [[1]](#c-b)`` so.",
        "- one `open\n- item [[1]](#c-b)` closed",
        "```\n[[1]](#c-b)\n```",
        "<!-- [[1]](#c-b) -->",
        "A link [[1]](#step-2) is none.",
    ],
)
def test_check_counts_the_citations_that_run_numbers(example):
    text = f"{example}\n\nThe law names it [[9]](#c-a)."
    written = marks.renumber(text, marks.order_of([text]))
    page = Notebook(Path("01-x.ipynb"), (Cell(1, "markdown", written),), {})
    assert uncited_numbers._visible(page) == []
    assert "c-b" not in [key for unit in page.units for _, key in unit.cited]
    stale = Notebook(Path("01-x.ipynb"), (Cell(1, "markdown", text),), {})
    assert "shows [9] for c-a, which is number 1" in str(uncited_numbers._visible(stale)[0])
