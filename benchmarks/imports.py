"""What `import lessonkit` and a first quiz cost beside pandas, pyplot and anywidget."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.report import Result

# In one process: what every notebook imports anyway comes first, and is what the rest is held against.
CODE = """
import time
start = time.perf_counter()
import pandas, matplotlib.pyplot, anywidget
there = time.perf_counter()
import lessonkit
from lessonkit import Lesson
lesson = Lesson({lesson!r})
lesson.setup_html()
lesson.quiz({question!r})._repr_html_()
print(there - start, time.perf_counter() - there)
"""
SHARE = 0.12


def measure(root: Path, lesson: str, question: str, runs: int = 9) -> list[Result]:
    """Return our share of the time of the imports in the same process; medians of `runs` fresh processes."""
    # Python keeps what it compiled, as on any student's machine; a first run, not counted, makes it.
    env = {**os.environ, "LESSONKIT_COURSE": str(root), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", CODE.format(lesson=lesson, question=question)]
    done = [subprocess.run(command, capture_output=True, text=True, check=True, env=env) for _ in range(runs + 1)]
    theirs, ours = zip(*(map(float, run.stdout.split()) for run in done[1:]), strict=True)
    share = statistics.median(mine / other for other, mine in zip(theirs, ours, strict=True))
    note = f"{statistics.median(ours) * 1000:.0f} ms beside {statistics.median(theirs) * 1000:.0f} of the imports"
    return [Result("import lessonkit and a first quiz, beside the rest's import", share, "x", SHARE, note)]
