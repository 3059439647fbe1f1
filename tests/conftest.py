"""What tests share: which need a browser, and the invented course."""

import os
import shutil
from pathlib import Path

import pytest

from lessonkit.course import shelf
from tests.scheduling import Together, put_in_order

ROOT = Path(__file__).parent.parent
FIXTURES = Path(__file__).parent / "fixtures"
NOTEBOOKS = shelf.shelf(ROOT).notebooks


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Return who gives tests to the workers of deploy/test.sh; other ways to share them out stay as they are."""
    return Together(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(items):
    """Everything under tests/browser drives a browser: `-m "not browser"` leaves it out. Long files begin."""
    for item in items:
        if "browser" in Path(str(item.fspath)).relative_to(ROOT).parts:
            item.add_marker("browser")
            # Of several hundred, one may find two busy cores too slow: it is asked once more. A fault fails twice, and
            # what passed only then is named when the run ends (-rR), to be mended all the same.
            item.add_marker(pytest.mark.flaky(reruns=1))
    put_in_order(items)


@pytest.fixture
def trees(tmp_path, monkeypatch):
    """A copy of the invented course of tests/fixtures, with one clean notebook, as the working folder."""
    root = tmp_path / "trees"
    shutil.copytree(FIXTURES / "data", root / "data")
    shutil.copytree(FIXTURES / "clean", root / "notebooks")
    monkeypatch.chdir(root)
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    return root


@pytest.fixture
def clean_environment(monkeypatch):
    """No setting of the person who runs the tests reaches the code under test."""
    for name in list(os.environ):
        if name.startswith("LESSONKIT_"):
            monkeypatch.delenv(name)
