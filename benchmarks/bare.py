"""The rival: the same charts, from the same rows, as a notebook author draws them with matplotlib alone.

`record` runs a lesson and keeps the rows of every chart it draws; `notebook` makes a notebook that reads them and draws
one plain picture for each, one cell for each cell of the lesson that drew.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat

# Runs in a process of its own, in the lesson's folder: each chart's rows go to a file named cell-number-kind.csv.
RECORDER = """
import json, sys
from pathlib import Path
from lessonkit.charts.base import Chart
out, path = Path(sys.argv[1]), Path(sys.argv[2])
done, state = Chart.done, {"cell": 0, "n": 0}
def recording(self, table, *args, **kwargs):
    kind = Path(sys._getframe(1).f_code.co_filename).stem
    table.to_csv(out / f"{state['cell']:03d}-{state['n']:03d}-{kind}.csv", index=False)
    state["n"] += 1
    return done(self, table, *args, **kwargs)
Chart.done = recording
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for cell in json.loads(path.read_text("utf-8"))["cells"]:
    state["cell"] += 1
    if cell["cell_type"] == "code":
        shell.run_cell("".join(cell["source"]))
"""

SETUP = """import io
import pandas as pd
import matplotlib.pyplot as plt
from matplotlib.path import Path as Curve
from matplotlib.patches import PathPatch, Rectangle

def svg(fig):
    out = io.StringIO()
    fig.savefig(out, format="svg", metadata={"Date": None})
    plt.close(fig)
    return len(out.getvalue()) > 0

def day(text):
    parts = [int(p) for p in str(text).split("-")] + [1, 1]
    return parts[0] + (parts[1] - 1) / 12 + parts[2] / 365

def timeline(df):
    fig, ax = plt.subplots(figsize=(8, 0.3 * len(df) + 1))
    x = [day(d) for d in df.iloc[:, 0]]
    ax.plot(x, range(len(df)), "o")
    for i, row in enumerate(df.itertuples(index=False)):
        ax.text(x[i], i, f" {row[0]}: {row[1]}")
    return svg(fig)

def intervals(df):
    fig, ax = plt.subplots(figsize=(8, 0.3 * len(df) + 1))
    for i, row in enumerate(df.itertuples(index=False)):
        start, end = day(row[1]), day(row[2]) if str(row[2]) != "nan" else 2026.5
        ax.barh(i, end - start, left=start)
        ax.text(end, i, f" {row[0]}")
    return svg(fig)

def bars(df):
    number = df.select_dtypes("number").columns[0]
    names = df.select_dtypes(exclude="number").iloc[:, 0].astype(str)
    fig, ax = plt.subplots(figsize=(8, 0.3 * len(df) + 1))
    ax.barh(range(len(df)), df[number])
    ax.set_yticks(range(len(df)), names)
    for i, value in enumerate(df[number]):
        ax.text(value, i, f" {value:,}")
    return svg(fig)

def lines(df):
    fig, ax = plt.subplots(figsize=(8, 4))
    number = df.select_dtypes("number").columns
    for name in number[1:]:
        ax.plot(df[number[0]], df[name], "o-")
        ax.text(df[number[0]].iloc[-1], df[name].iloc[-1], name)
    return svg(fig)

def squares(df):
    number = df.select_dtypes("number").columns[-1]
    fig, ax = plt.subplots(figsize=(8, 4))
    n = 0
    for value in df[number]:
        for _ in range(int(value)):
            ax.add_patch(Rectangle((n // 10, n % 10), 0.9, 0.9))
            n += 1
    ax.set(xlim=(0, n / 10 + 1), ylim=(0, 10))
    return svg(fig)

def tiles(df):
    names, numbers = df.iloc[:, 0].astype(str), df.iloc[:, 1]
    fig, ax = plt.subplots(figsize=(8, 6))
    for n, (name, value) in enumerate(zip(names, numbers)):
        x, y = n % 11, n // 11
        ax.add_patch(Rectangle((x, y), 0.9, 0.9, color=plt.cm.Greens(value / numbers.max())))
        ax.text(x, y, f"{name[:2]} {value:,.0f}")
    ax.set(xlim=(0, 11), ylim=(0, len(df) // 11 + 1))
    return svg(fig)

def strip(df):
    fig, ax = plt.subplots(figsize=(8, 4))
    for n, row in enumerate(df.itertuples(index=False)):
        ax.add_patch(Rectangle((n, 0), 0.9, 1, fill=False))
        ax.text(n, 0.5, " ".join(map(str, row)))
    ax.set(xlim=(0, len(df)), ylim=(0, 1))
    return svg(fig)

def alluvial(df):
    stages = [c for c in df.columns if c not in ("flows", "source_id")]
    fig, ax = plt.subplots(figsize=(8, 6))
    for i, row in enumerate(df.itertuples(index=False)):
        for s in range(len(stages) - 1):
            points = [(s, i), (s + 0.5, i), (s + 0.5, i), (s + 1, i), (s + 1, i + 0.8), (s + 0.5, i + 0.8),
                      (s + 0.5, i + 0.8), (s, i + 0.8)]
            codes = [1, 4, 4, 4, 2, 4, 4, 4]
            ax.add_patch(PathPatch(Curve(points, codes), alpha=0.6))
    for s, stage in enumerate(stages):
        for i, name in enumerate(df[stage].unique()):
            ax.text(s, i, name)
    ax.set(xlim=(-0.5, len(stages)), ylim=(-1, len(df) + 1))
    return svg(fig)
"""


def record(lesson: Path, out: Path) -> list[Path]:
    """Run a lesson and return the files that hold the rows of its charts, in the order drawn."""
    command = [sys.executable, "-c", RECORDER, str(out), str(lesson)]
    subprocess.run(command, cwd=lesson.parent, check=True, capture_output=True)
    return sorted(out.glob("*.csv"))


def notebook(files: list[Path], target: Path) -> None:
    """Write the bare notebook that draws what the files hold, with its outputs, so that nbval compares it."""
    cells = [nbformat.v4.new_code_cell(SETUP, execution_count=1)]
    for cell in sorted({file.name[:3] for file in files}):
        mine = [file for file in files if file.name.startswith(cell)]
        calls = [f"{file.stem.split('-')[2]}(pd.read_csv({json.dumps(str(file))}))" for file in mine]
        count = len(cells) + 1
        output = nbformat.v4.new_output("execute_result", {"text/plain": "True"}, execution_count=count)
        source = f"all([{', '.join(calls)}])"
        cells.append(nbformat.v4.new_code_cell(source, execution_count=count, outputs=[output]))
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec}), target)
