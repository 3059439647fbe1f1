"""A home that cannot be written: no red box in a student's cell."""

import os
import subprocess
import sys

import pytest

NOWHERE = "/proc/nohome"  # not even an administrator can make it
VARIABLES = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR")
# A chart, as the set-up cell and the next one make it, and a warning of another kind.
CODE = """
import logging, lessonkit, pandas as pd
from lessonkit import charts
charts.bars(pd.DataFrame({"a": ["x", "y"], "b": [1, 2]}), category="a", value="b").uri()
print(logging.getLogger("matplotlib").getEffectiveLevel())
"""
HOMES = {
    "home": {"HOME": NOWHERE},
    "settings": {"XDG_CONFIG_HOME": NOWHERE},
    "cache": {"XDG_CACHE_HOME": NOWHERE},
    "named": {"MPLCONFIGDIR": NOWHERE},
    "a file": {"HOME": sys.executable},
    "none": {"HOME": ""},
}


@pytest.mark.course
@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs a folder in which nothing can be made")
@pytest.mark.parametrize("name", HOMES)
def test_a_home_that_cannot_be_written_leaves_nothing_in_red(name, tmp_path):
    kept = {key: value for key, value in os.environ.items() if key not in VARIABLES}
    env = {**kept, "HOME": str(tmp_path), **HOMES[name]}
    done = subprocess.run([sys.executable, "-c", CODE], env=env, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "30\n", "what matplotlib says of anything else is heard"
