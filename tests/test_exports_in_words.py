"""Exports that know no HTML keep title, description and source of what a cell shows, as nbconvert writes them."""

from __future__ import annotations

import nbformat
import pytest
from nbconvert import LatexExporter, MarkdownExporter, RSTExporter

from lessonkit import charts, explorer, figure, load, matrix, rows


def notebook(value):
    """A notebook with one code cell that showed `value`; Markdown cells would need pandoc."""
    data = {"text/plain": repr(value), "text/html": value.html}
    output = nbformat.v4.new_output("execute_result", data, execution_count=1)
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("shown", outputs=[output], execution_count=1)])


def lines(kind=None):
    df = load("trees")
    return charts.lines(df if kind is None else df[df["kind"] == kind], x="year", y="trees", series="kind")


SHOWN = {
    "Figure": lambda: figure(lines(), "Oaks grew, elms fell"),
    "Explorer": lambda: explorer(lines, {"Kind": ["oak", "elm"]}, title="Oaks grew, elms fell", id="01-kind"),
    "Table": lambda: rows(
        load("trees"), title="Oaks grew, elms fell", id="01-trees", columns=["kind", "year", "trees"]
    ),
    "Matrix": lambda: matrix(
        load("trees").assign(grew="yes"),
        row="kind",
        column="year",
        value="grew",
        marks={"yes": "● yes"},
        title="Oaks grew, elms fell",
        id="01-grew",
    ),
}


@pytest.mark.parametrize("kind", SHOWN)
@pytest.mark.parametrize("exporter", [LatexExporter, RSTExporter, MarkdownExporter])
def test_an_export_keeps_title_description_and_source(trees, kind, exporter):
    written, _ = exporter().from_notebook_node(notebook(SHOWN[kind]()))
    words = " ".join(written.split())
    assert "Oaks grew, elms fell" in words
    assert {"Figure": "Line chart of", "Explorer": "Line chart of", "Table": "Trees", "Matrix": "Trees of one kind"}[
        kind
    ] in words
    assert "Count of street trees" in words and "as of Dec 31, 2024" in words
    if exporter is LatexExporter:
        assert f"{kind}: Oaks grew" in words and "<figure" not in words
    else:
        assert 'scope="row"' in written, "HTML goes where it is known"
