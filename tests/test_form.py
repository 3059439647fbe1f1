"""What `lessonkit run` folds: code that nobody reads, and sections beside the route."""

import nbformat
import pytest

from lessonkit.author.form import fold_code, fold_more

COLLAPSED = "jp-MarkdownHeadingCollapsed"


def notebook(*cells):
    """Return a notebook of cells: text beginning with a letter or # is Markdown, a pair is code with its tags."""
    made = []
    for cell in cells:
        if isinstance(cell, tuple):
            source, *tags = cell
            made.append(nbformat.v4.new_code_cell(source, metadata={"tags": tags} if tags else {}))
        else:
            made.append(nbformat.v4.new_markdown_cell(cell))
    return nbformat.v4.new_notebook(cells=made)


def folded(nb):
    """Return, for each code cell, whether Jupyter folds it; an export must agree."""
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    hidden = [cell.metadata.get("jupyter", {}).get("source_hidden", False) for cell in code]
    assert hidden == ["folded" in cell.metadata.get("tags", []) for cell in code]
    return hidden


def test_open_stay_the_set_up_cell_what_invites_to_code_and_what_its_author_says():
    nb = notebook(
        ("setup",), "## Step 1", ("figure",), ("shown", "code"), "### Try · a control of your own", ("control",),
        "## Code it yourself", ("mine",), "And more.", ("mine too",), "## Key points", ("words",),
    )  # fmt: skip
    fold_code(nb)
    assert folded(nb) == [False, True, False, False, False, False, True]


def test_a_cell_that_moves_is_folded_by_its_new_place_and_its_author_s_own_marks_stay():
    nb = notebook(("setup",), ("figure", "more"), "## Code it yourself", ("mine", "needs-previous"))
    nb.cells[1].metadata["jupyter"] = {"outputs_hidden": True}
    fold_code(nb)
    assert nb.cells[1].metadata == {
        "jupyter": {"outputs_hidden": True, "source_hidden": True},
        "tags": ["more", "folded"],
    }
    nb.cells.append(nb.cells.pop(1))
    fold_code(nb)
    assert nb.cells[-1].metadata == {"jupyter": {"outputs_hidden": True}, "tags": ["more"]}
    assert folded(nb) == [False, False, False]


def test_more_is_closed_and_all_of_its_section_is_extra():
    nb = notebook(
        "# Lesson", ("setup",), "### More · One", ("a",), "Text.", "#### Deeper", ("b",), "## Step 2",
        "Moreover, text.", "## More", "### Inside", "## Code it yourself", ("c",), "## Key points",
    )  # fmt: skip
    for _ in range(2):  # a second run changes nothing
        fold_more(nb)
        extra = [i for i, cell in enumerate(nb.cells) if "extra" in cell.metadata.get("tags", [])]
        assert extra == [2, 3, 4, 5, 6, 9, 10, 11, 12]
        assert [i for i, cell in enumerate(nb.cells) if cell.metadata.get(COLLAPSED)] == [2, 9]


@pytest.mark.parametrize("heading", ["## More", "## Code it yourself"])
def test_a_section_that_is_taken_back_to_the_route_opens(heading):
    nb = notebook(("setup",), heading, ("a",))
    fold_more(nb)
    nb.cells[1].source = "## Step 1"
    fold_more(nb)
    assert all(not cell.metadata for cell in nb.cells[1:])
