"""What `import lessonkit` and a first quiz cost on top of pandas, pyplot and anywidget."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.report import Result

# In one process: what every notebook imports anyway comes first and is not counted.
CODE = """
import time
import pandas, matplotlib.pyplot, anywidget
start = time.perf_counter()
import lessonkit
from lessonkit import Lesson
lesson = Lesson({lesson!r})
lesson.setup_html()
lesson.quiz({question!r})._repr_html_()
print((time.perf_counter() - start) * 1000)
"""


def measure(root: Path, lesson: str, question: str, runs: int = 9) -> list[Result]:
    """Return the median of `runs` fresh processes in milliseconds."""
    # Python keeps what it compiled, as on any student's machine; a first run, not counted, makes it.
    env = {**os.environ, "LESSONKIT_COURSE": str(root), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", CODE.format(lesson=lesson, question=question)]
    done = [subprocess.run(command, capture_output=True, text=True, check=True, env=env) for _ in range(runs + 1)]
    median = statistics.median(float(run.stdout) for run in done[1:])
    return [Result("import lessonkit and a first quiz, on top of the rest", median, "ms", 60)]
