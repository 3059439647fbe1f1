"""The quiz and the explorer beside other ways to make them: same browser, same JupyterLab, same questions and rows.

Each way has a generated notebook of its own (rival_notebook.py) and thus a fresh kernel. What cannot be measured says
why and has no figure.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from benchmarks import rival_notebook, rival_page
from benchmarks.report import Result
from tests.browser.conftest import CHROMIUM, FLAGS, LOCAL
from tests.browser.jupyter import Jupyter, Notebook

RUNS = 20
BUSY = 500  # ms; how long the cell in the way runs
PATIENCE = 4_000  # ms without feedback, after which a quiz is dead
KERNELS = ("idle", "waits", "computes", "blocks")  # what rival_page.py knows to make it busy with
NEEDED = {"jupyterquiz": "jupyterquiz", "ipympl": "ipympl"}  # way -> package; the others come with the course


def measure() -> list[Result]:
    """Return the figures of every way, ours first."""
    results = []
    with bench() as (folder, visit):
        for way, name in rival_notebook.quizzes(folder).items():
            results += tried(way, QUIZ_FIGURES, lambda way=way, name=name: quiz(way, folder / name, visit))
        for way, name in rival_notebook.explorers(folder).items():
            results += tried(way, CHART_FIGURES, lambda way=way, name=name: chart(way, name, visit))
    return sorted(results, key=lambda result: FIGURES.index(result.what.split(": ")[0]))


QUIZ_FIGURES = {
    **{f"click to feedback, kernel {kind}": ("ms", 2) for kind in KERNELS},
    "notebook bytes a question": ("B", None),
    "lost after a kernel restart": ("of 2", 0),
}
CHART_FIGURES = {"explorer step": ("ms", 5), "settles after a drag of 20 moves": ("ms", None)}
FIGURES = [*QUIZ_FIGURES, *CHART_FIGURES]


def tried(way: str, figures: dict, run: Callable[[], dict]) -> list[Result]:
    """Run the measurements of one way; ours alone has goals. One that fails leaves its reason in each line."""
    try:
        if way in NEEDED and not find_spec(NEEDED[way]):
            raise RuntimeError(f"{NEEDED[way]} is not installed (dependency group bench)")
        found = run()
    except Exception as error:  # a rival may fail in any way; that is a result too
        reason = " ".join(str(error).split())[:150]
        found = {name: (None, f"not measured: {reason or type(error).__name__}") for name in figures}
    return [
        Result(f"{name}: {way}", found[name][0], unit, goal if way.startswith("this") else None, found[name][1])
        for name, (unit, goal) in figures.items()
    ]


@contextmanager
def bench() -> Iterator[tuple[Path, Callable]]:
    """Start one server and one browser; give the folder of notebooks and a function that opens one of them."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = rival_notebook.course(Path(scratch) / "course")
        server = Jupyter(folder.parent, Path(scratch), "lab")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            context = browser.new_context(viewport={"width": 1200, "height": 1000})
            context.add_init_script(rival_page.SCRIPT)
            # Nothing leaves the machine; jupyterquiz may want MathJax from elsewhere.
            blocked: list[str] = []

            def refuse(route):
                blocked.append(route.request.url)
                route.abort()

            context.route(lambda url: not LOCAL.match(url), refuse)

            @contextmanager
            def visit(name: str) -> Iterator[tuple[Notebook, list[str]]]:
                blocked.clear()
                page = context.new_page()
                try:
                    notebook = Notebook(server, page, f"notebooks/{name}")
                    notebook.run_all()
                    yield notebook, blocked
                finally:
                    page.close(run_before_unload=False)

            yield folder, visit
        finally:
            browser.close()
            server.stop()


# -- the quiz ----------------------------------------------------------------------------------------------------------


def quiz(way: str, path: Path, visit: Callable) -> dict[str, tuple[float | None, str]]:
    """Measure one quiz: clicks with an idle and a busy kernel, its bytes, and what a restart leaves of it."""
    with visit(path.name) as (notebook, blocked):
        page = notebook.page
        page.wait_for_function("way => bench.ways[way].ready()", arg=way)
        found = {}
        for kind in KERNELS:
            times, running = page.evaluate("args => bench.clicks(...args)", [way, RUNS, kind.replace("idle", ""), BUSY])
            note = f"; the cell still ran after {running} of {RUNS}" if running else ""
            found[f"click to feedback, kernel {kind}"] = (statistics.median(times), spread(times) + note)
        notebook.save()
        each, note = size(way, path)
        if blocked:
            note += f"; {len(blocked)} request(s) outside blocked ({blocked[0].split('/')[-1]})"
        notebook.restart()
        alive = page.evaluate("args => bench.alive(...args)", [way, PATIENCE])
        notebook.save()
    with visit(path.name) as (notebook, _):
        notebook.page.wait_for_function("way => bench.ways[way].ready()", arg=way)
        kept = notebook.page.evaluate("args => bench.kept(...args)", [way, PATIENCE])
    state = f"feedback {'alive' if alive else 'dead'}; answer kept: {'yes' if kept else 'no'}"
    return {
        **found,
        "notebook bytes a question": (each, note),
        "lost after a kernel restart": (2 - alive - kept, f"{state} (page opened anew, all cells run)"),
    }


def spread(times: list[float]) -> str:
    """Return the smallest and the largest of the times in words."""
    return f"{min(times):.1f} to {max(times):.1f}"


def size(way: str, path: Path) -> tuple[float, str]:
    """Return the mean bytes of a question's cell in the saved file, and what else the notebook carries, in words."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    weights = [len(json.dumps(cell, ensure_ascii=False).encode()) for cell in cells]
    count = rival_notebook.QUESTIONS
    note = f"and {weights[0]:,} once"
    if way == "jupyterquiz":
        note += f"; {weights[-1] / count:,.0f} when ten share one cell"
    if way == "ipywidgets radio":
        note += f"; {''.join(cells[-1]['outputs'][0]['text']).strip()} more a question where widgets are saved"
    return statistics.mean(weights[1 : count + 1]), note


# -- the explorer ------------------------------------------------------------------------------------------------------


def chart(way: str, name: str, visit: Callable) -> dict[str, tuple[float | None, str]]:
    """Measure one explorer: 20 steps by the arrow key, then the slider dragged from end to end in 20 moves."""
    with visit(name) as (notebook, _):
        page = notebook.page
        slider = ".noUi-handle" if not way.startswith("this") else "lk-explorer input[type=range]"
        track = ".noUi-base" if not way.startswith("this") else slider
        page.wait_for_selector(slider)
        page.wait_for_selector("lk-explorer img, .jp-OutputArea-output :is(img, svg, canvas)")
        page.evaluate("way => bench.watch(way)", way)
        steps, loads = [], []
        page.focus(slider)
        for _ in range(RUNS):
            page.evaluate("() => bench.begin()")
            page.keyboard.press("ArrowRight")
            placed, loaded = page.evaluate("() => bench.settled(150)")
            steps.append(placed)
            loads.append(loaded)
        page.evaluate("() => bench.begin()")
        page.keyboard.press("Home")
        page.evaluate("() => bench.settled(1000)")
        box = page.locator(track).first.bounding_box()
        inset = box["height"] / 2 if track == slider else 0  # the middle of a native thumb never reaches the edge
        left, width, y = box["x"] + inset, box["width"] - 2 * inset, box["y"] + box["height"] / 2
        page.mouse.move(left, y)
        page.mouse.down()
        page.evaluate("() => bench.begin()")
        for i in range(1, RUNS + 1):
            page.mouse.move(left + width * i / RUNS, y)
        page.mouse.up()
        placed, loaded = page.evaluate("() => bench.settled(1500)")
        pictures, dragged, value = page.evaluate("() => bench.drag()")
        if value != str(rival_notebook.YEARS[-1]):
            raise RuntimeError(f"the drag ended at {value!r}")
    return {
        "explorer step": (statistics.median(steps), f"{spread(steps)}; drawn after {statistics.median(loads):.1f}"),
        "settles after a drag of 20 moves": (
            max(placed, loaded), 
            f"{max(placed, loaded) - dragged:.0f} after the last move; {pictures} pictures shown",
        ),
    }  # fmt: skip
