"""Who shares the tests out: files stay whole, long ones begin, what asks a server is in one of two companies."""

import re
from pathlib import Path
from types import SimpleNamespace

from tests import scheduling

BROWSER = Path(__file__).parent / "browser"


def item(nodeid):
    return SimpleNamespace(nodeid=nodeid)


def test_every_named_file_is_there_and_every_one_that_asks_a_server_is_named():
    stems = {path.stem for path in BROWSER.glob("test_*.py")}
    assert set(scheduling.FIRST) <= stems
    asks = re.compile(r"from \.(?:jupyter|ways) import")
    asking = {path.stem for path in BROWSER.glob("test_*.py") if asks.search(path.read_text("utf-8"))}
    assert asking == set(scheduling.SERVED)


def test_long_files_begin_then_those_with_many_tests_and_no_file_is_torn_or_turned():
    first, last = (f"tests/browser/{name}.py" for name in (scheduling.FIRST[0], scheduling.FIRST[-1]))
    given = ["tests/test_a.py::x", "tests/test_b.py::z[1]", f"{last}::y", "tests/test_b.py::a", f"{first}::b"]
    items = [item(nodeid) for nodeid in given]
    scheduling.put_in_order(items)
    assert [one.nodeid for one in items] == [given[4], given[2], given[1], given[3], given[0]]


def test_files_that_share_a_server_stay_together_and_others_by_themselves():
    together = scheduling.Together.__new__(scheduling.Together)
    served = {together._split_scope(f"tests/browser/{name}.py::t[a::b]") for name in scheduling.SERVED}
    assert len(served) == len(scheduling.COMPANIES)
    assert len(scheduling.SERVED) == len(set(scheduling.SERVED))
    others = {together._split_scope(f"tests/{name}.py::{test}") for name in ("test_a", "test_b") for test in "xyz"}
    assert others == {"tests/test_a.py", "tests/test_b.py"}
