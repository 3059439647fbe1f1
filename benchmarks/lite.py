"""The site without a server beside a bare JupyterLite: until Python is ready, and until the first chart is seen.

The bare one has the same JupyterLite, Pyodide and packages, without this course: no package of ours is loaded with the
kernel. Its notebook has the words of the lesson and one cell, which imports what a lesson does (pandas, matplotlib,
anywidget) and draws the rows of the lesson's first chart with matplotlib alone. Both are opened in turn by a browser
that has nothing of either, from the same kind of server.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from benchmarks import bare
from benchmarks.report import Result
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.course_copy import copied
from tests.browser.jupyter import PANEL
from tests.browser.lite import STARTING, Lite, LiteNotebook

RATIO = 1.15
PLACE = 1  # of the bare notebook's code cell: below the title
RUN = f"""async cells => {{
  for (const at of cells) {{
    {PANEL}.content.activeCellIndex = at;
    await window.jupyterapp.commands.execute('notebook:run-cell');
  }}
}}"""
CLEAR = "() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')"


def measure(root: Path, lesson: Path, runs: int = 5) -> list[Result]:
    """Return the seconds of both, and our share of the bare one's; medians of runs made in turn."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(root / "deploy"))
    import lite

    if not all(lite.found(lite.WHEELHOUSE)):
        return [Result("JupyterLite", None, "s", note="python deploy/lite --fetch has not run")]
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        work = Path(scratch)
        copied(work / "ours/source")
        plain = _plain(lesson, work / "plain/source/notebooks")
        ours = Lite(lite.build(work / "ours/source", work / "ours", expose=True))
        theirs = Lite(_without_us(lite.build(work / "ours/source", work / "plain", expose=True), plain))
        cases = [
            (ours, f"notebooks/{lesson.name}", _to_the_first_picture(lesson), ".lk-figure img"),
            (theirs, f"notebooks/{plain.name}", [PLACE], ".jp-OutputArea img"),
        ]
        times: list[list[tuple[float, float]]] = [[], []]
        try:
            for _ in range(runs):
                for case, found in zip(cases, times, strict=True):
                    found.append(_open(playwright, *case))
        finally:
            ours.stop()
            theirs.stop()
    results = []
    for what, column in (("kernel ready", 0), ("first chart", 1)):
        mine, other = ([run[column] for run in found] for found in times)
        median, beside = statistics.median(mine), statistics.median(other)
        note = f"{min(mine):.1f} to {max(mine):.1f}; bare {beside:.1f}, {min(other):.1f} to {max(other):.1f}"
        results.append(Result(f"JupyterLite, {what}", median, "s", note=note))
        results.append(Result(f"JupyterLite, {what}, beside a bare one", median / beside, "x", RATIO))
    return results


def _to_the_first_picture(lesson: Path) -> list[int]:
    """Return the places of the set-up cell and of the first cell that shows a figure, which needs no other."""
    cells = nbformat.read(lesson, as_version=4).cells
    code = [at for at, cell in enumerate(cells) if cell.cell_type == "code"]
    return [code[0], next(at for at in code if "figure(" in cells[at].source)]


def _plain(lesson: Path, folder: Path) -> Path:
    """Write the bare notebook, which reads its rows from a text of its own, and return its path."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        file = bare.record(lesson, Path(scratch))[0]
        rows = file.read_text("utf-8")
    kind = file.stem.split("-")[2]
    draw = bare.SETUP.replace("return len(out.getvalue()) > 0", "return SVG(out.getvalue())")
    drawn = f"{kind}(pd.read_csv(io.StringIO({json.dumps(rows)})))"
    source = f"import anywidget\nfrom IPython.display import SVG\n{draw}\n{drawn}"
    path = folder / "bare.ipynb"
    spec = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
    words = nbformat.read(lesson, as_version=4).cells
    cells = [nbformat.v4.new_markdown_cell(cell.source) for cell in words if cell.cell_type == "markdown"]
    cells.insert(PLACE, nbformat.v4.new_code_cell(source))
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec}), path)
    return path


def _without_us(site: Path, plain: Path) -> Path:
    """Take the course out of a built site: its packages, its lessons; the bare notebook comes in."""
    path = site / "jupyter-lite.json"
    settings = json.loads(path.read_text("utf-8"))
    kernel = settings["jupyter-config-data"]["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    kernel["loadPyodideOptions"]["packages"].remove("lessonkit-start")
    path.write_text(json.dumps(settings), "utf-8")
    listing = site / "api/contents/notebooks/all.json"
    names = json.loads(listing.read_text("utf-8"))
    entry = next(file for file in names["content"] if file["name"].endswith(".ipynb"))
    names["content"] = [entry | {"name": plain.name, "path": f"notebooks/{plain.name}"}]
    listing.write_text(json.dumps(names), "utf-8")
    shutil.copy(plain, site / "files/notebooks" / plain.name)
    return site


def _open(playwright, server: Lite, path: str, cells: list[int], seen: str) -> tuple[float, float]:
    """Open a notebook in a new browser; return the seconds until its kernel is ready and until its first chart."""
    with tempfile.TemporaryDirectory() as profile:
        ours = {"executable_path": CHROMIUM, "args": FLAGS, "viewport": {"width": 1366, "height": 768}}
        browser = playwright.chromium.launch_persistent_context(profile, **ours)
        try:
            start = time.perf_counter()
            notebook = LiteNotebook(server, browser.new_page(), path)
            notebook.ready()
            ready = time.perf_counter() - start
            notebook.page.evaluate(CLEAR)
            start = time.perf_counter()
            notebook.page.evaluate(RUN, cells)
            notebook.page.locator(seen).first.wait_for(timeout=STARTING)
            return ready, ready + time.perf_counter() - start
        finally:
            browser.close()
