"""The site's style: a theme loses what is for classes that no page has, and nothing else."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def used():
    if importlib.util.find_spec("tinycss2") is None:
        pytest.skip("no tinycss2: install requirements-site.txt")
    sys.path.insert(0, str(ROOT / "deploy" / "site"))
    try:
        import used_style
    finally:
        sys.path.pop(0)
    return used_style.used


@pytest.mark.parametrize(
    ("style", "left"),
    [
        (".here,.gone{color:red}", ".here{color:red}"),
        (".gone:hover a{color:red}", ""),
        ("/* of a theme */\na{color:red}", "a{color:red}"),
        ("a:not(.gone){color:red}", "a:not(.gone){color:red}"),
        (":is(.gone,.here) a,b{color:red}", ":is(.gone,.here) a,b{color:red}"),
        (".lk-made-by-script{color:red}", ".lk-made-by-script{color:red}"),
        ("@media print{.gone{color:red}}", ""),
        ("@media print{.here{color:red}.gone{color:red}}", "@media print{.here{color:red}}"),
        ("@page{margin:1cm}", "@page{margin:1cm}"),
    ],
)
def test_only_what_no_page_has_is_left_out(used, style, left):
    assert used(style, {"here"}).strip() == left
