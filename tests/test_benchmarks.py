"""What a lesson is timed beside can draw all that a lesson draws."""

from __future__ import annotations

import pandas as pd
import pytest

from benchmarks import bare
from lessonkit import charts

# The columns that each kind of chart hands on, as benchmarks/bare.py records them.
ROWS = {
    "alluvial": {"before": ["A", "B"], "after": ["C", "C"], "flows": [2, 3]},
    "bars": {"office": ["A", "B"], "staff": [20, 30]},
    "intervals": {"name": ["A", "B"], "start": ["2003-03-01", "2009"], "end": ["2009-01-20", None]},
    "lines": {"year": [2003, 2004], "A": [1.0, 2.0], "B": [2.0, None]},
    "squares": {"group": ["A", "B"], "staff": [12, 30]},
    "strip": {"office": ["A", "B"], "what": ["Takes the form.", "Decides."]},
    "tiles": {"state": ["Texas", "Ohio", "Maine"], "staff": [3553.0, 302.0, None]},
    "timeline": {"day": ["2003-03-01", "2009"], "title": ["A", "B"]},
}


def test_each_kind_of_chart_has_a_plain_rival():
    assert set(ROWS) == set(charts.__all__) - {"Chart"}


@pytest.mark.parametrize("kind", ROWS)
def test_a_plain_rival_draws(kind):
    names = {}
    exec(bare.SETUP, names)  # what the first cell of the bare notebook runs
    assert names[kind](pd.DataFrame(ROWS[kind])) is True
