"""Browser tests wait: what a page shows right after an action is asked for with `expect`, never once in an `assert`.

And they ask Jupyter for what stands in the page, not for what can be heard there: a cell far from the window says
nothing, and Jupyter may scroll a cell away that was just scrolled to. A locator by CSS is scrolled to when it is used.
"""

import ast
from pathlib import Path

import pytest

ONCE = {
    *("inner_text", "all_inner_texts", "text_content", "all_text_contents", "input_value", "get_attribute", "count"),
    *("is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "is_editable"),
}


def read_once(text):
    """The lines of a test file whose `assert` asks a locator itself."""
    asserts = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Assert)]
    calls = [node for one in asserts for node in ast.walk(one.test) if isinstance(node, ast.Call)]
    # str.count and list.count are given what to count.
    return [c.lineno for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr in ONCE
            and (c.func.attr == "get_attribute" or not c.args)]  # fmt: skip


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "browser").glob("test_*.py")), ids=lambda p: p.stem)
def test_no_browser_test_reads_a_page_once_in_an_assert(path):
    assert read_once(path.read_text("utf-8")) == []


def test_a_text_that_is_read_once_is_found():
    assert read_once("assert 'kept' in passport(page).inner_text()\nassert not box.is_checked()\nassert 1") == [1, 2]
    assert read_once("expect(box).to_be_checked()\nassert text.count('a') == 1") == []


HEARD = ("get_by_role", "get_by_label")
BY_JUPYTER = "Restart"  # a button of the toolbar, which is always in the window


def heard(text):
    """The lines of a test file that look in a notebook for what a screen reader hears."""
    tree = ast.parse(text)
    names = {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}
    if not names & {"Notebook", "LiteNotebook"}:
        return []
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [call.lineno for call in calls if call.func.attr in HEARD and BY_JUPYTER not in ast.unparse(call)]


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "browser").glob("test_*.py")), ids=lambda p: p.stem)
def test_no_test_of_a_notebook_listens_for_what_may_be_out_of_the_window(path):
    assert heard(path.read_text("utf-8")) == []


def test_a_role_in_a_notebook_is_found():
    roles = "page.get_by_role('link', name='Step 1')\npage.get_by_role('button', name='Restart')\n"
    assert heard(roles) == []
    assert heard(f"from .jupyter import Notebook\n{roles}") == [2]
