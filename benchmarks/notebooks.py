"""nbval of each lesson beside a bare notebook that draws the same figures and frames with matplotlib alone."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import bare
from benchmarks.report import Result


def seconds(root: Path, notebook: Path) -> float:
    """Return how long strict nbval takes over one notebook, from start to end of its process."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.nbval_plugin", "-p", "no:cacheprovider", "--nbval"]
    start = time.perf_counter()
    done = subprocess.run([*command, str(notebook)], cwd=root, capture_output=True, text=True)
    took = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"nbval of {notebook.name} failed:\n{done.stdout[-1500:]}")
    return took


def measure(root: Path, lessons: list[Path], runs: int = 3) -> list[Result]:
    """Return, for each lesson, its seconds, and its ratio to the bare notebook; medians of runs made in turn."""
    results = []
    for lesson in lessons:
        with tempfile.TemporaryDirectory() as scratch:
            files = bare.record(lesson, Path(scratch))
            rival = Path(scratch) / "bare.ipynb"
            bare.notebook(files, rival)
            pairs = [(seconds(root, lesson), seconds(root, rival)) for _ in range(runs)]
        ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        note = f"{len(files)} charts; bare {theirs:.1f} s"
        results.append(Result(f"nbval of {lesson.name}", ours, "s", 12, note))
        results.append(Result(f"nbval of {lesson.name}, beside the bare one", ours / theirs, "x", 1.25))
    return results
