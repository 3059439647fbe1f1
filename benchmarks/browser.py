"""Quiz click and explorer step in a real JupyterLab, with the kernel idle and busy.

Two figures each: from the input event to the new state of the page, and to the second animation frame after it, when a
reader has seen it. The first is ours; the second is mostly the browser's.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from benchmarks.report import Result
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.course_copy import copied
from tests.browser.jupyter import PANEL, Jupyter, Notebook

RUNS = 20
FRAMES = "const seen = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())));"
# Each script resolves to [[ms to the new state, ms to the second frame], …] and throws when nothing changed.
CLICK = f"""async (runs) => {{
  {FRAMES}
  const form = document.querySelector('lk-quiz form:has(input[type=radio])');
  form.scrollIntoView({{block: 'center'}});
  const options = form.querySelectorAll('input[type=radio]'), status = form.querySelector('[role=status]');
  const times = [];
  for (let i = 0; i < runs; i++) {{
    options[i % 2].click();
    await seen();
    if (status.textContent) throw new Error('the status was not cleared');
    const start = performance.now();
    form.querySelector('button[type=submit]').click();
    const state = performance.now() - start;
    if (!status.textContent) throw new Error('no feedback');
    await seen();
    times.push([state, performance.now() - start]);
  }}
  return times;
}}"""
STEP = f"""async (runs) => {{
  {FRAMES}
  const control = document.querySelector('lk-explorer select, lk-explorer input[type=range]');
  const image = control.closest('lk-explorer').querySelector('img');
  const status = control.closest('lk-explorer').querySelector('[role=status]');
  image.scrollIntoView({{block: 'center'}});
  const times = [];
  for (let i = 0; i < runs; i++) {{
    const before = status.textContent;
    const last = control.options ? control.options.length : +control.max + 1;
    const next = (+control.value + 1) % last;
    const start = performance.now();
    control.value = String(next);
    control.dispatchEvent(new Event('input', {{bubbles: true}}));
    const state = performance.now() - start;
    if (status.textContent === before) throw new Error('the view did not change');
    await seen();
    times.push([state, performance.now() - start]);
  }}
  return times;
}}"""
BUSY = f"""() => {{
  {PANEL}.sessionContext.session.kernel.requestExecute({{code: 'import time; time.sleep(600)'}});
  return new Promise(done => {{
    const look = () => {PANEL}.sessionContext.session.kernel.status === 'busy' ? done() : setTimeout(look, 20);
    look();
  }});
}}"""


def measure(lesson: str) -> list[Result]:
    """Return the medians of 20 clicks and 20 steps in milliseconds, in one browser and one notebook."""
    from playwright.sync_api import sync_playwright

    results = []
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        course = copied(Path(scratch) / "course")
        server = Jupyter(course, Path(scratch), "lab")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            page = browser.new_page(viewport={"width": 1200, "height": 1000})
            notebook = Notebook(server, page, f"notebooks/{lesson}")
            notebook.run_all()
            page.locator("lk-quiz form").first.wait_for()
            page.locator("lk-explorer select, lk-explorer input").first.wait_for()
            for kernel in ("idle", "busy"):
                if kernel == "busy":
                    page.evaluate(BUSY)
                for what, script, goal in (("quiz click", CLICK, 2), ("explorer step", STEP, 5)):
                    states, frames = zip(*page.evaluate(script, RUNS), strict=True)
                    results.append(
                        Result(f"{what}, kernel {kernel}: to the new state", statistics.median(states), "ms", goal)
                    )
                    results.append(
                        Result(f"{what}, kernel {kernel}: to the second frame", statistics.median(frames), "ms")
                    )
        finally:
            browser.close()
            server.stop()
    return results
