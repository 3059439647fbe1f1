"""The reading site: how long it takes to build, and how long a reader on a slow link and a slow machine waits."""

from __future__ import annotations

import contextlib
import functools
import gzip
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from pathlib import Path

from benchmarks.report import Result
from tests.browser import site
from tests.browser.conftest import CHROMIUM, FLAGS

# 1.6 Mbit/s with 150 ms, and a quarter of this machine's speed: a cheap phone on a busy network.
LINK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4
GOALS = (2.5, 3.5, 600)
# Notes when the first question takes an answer; what was painted, and when, the browser knows by itself.
WATCH = """
new MutationObserver((_, watch) => {
  if (!document.querySelector('lk-quiz form')) return;
  window.usable = performance.now();
  watch.disconnect();
}).observe(document, {childList: true, subtree: true});
new PerformanceObserver(list => { window.read = list.getEntries().at(-1).startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
"""


class Squeezed(site.Below):
    """The same site, its texts compressed as ordinary hosts send them."""

    def handle(self):
        with contextlib.suppress(ConnectionError):  # the page has left
            super().handle()

    def do_GET(self):
        path = Path(self.translate_path(self.path.partition("?")[0]))
        if path.suffix not in (".html", ".css", ".js", ".svg", ".json") or not path.is_file():
            return super().do_GET()
        content = squeezed(path)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@functools.cache
def squeezed(path: Path) -> bytes:
    """Return a file's content as it is sent."""
    return gzip.compress(path.read_bytes())


def measure(lessons: list[str], runs: int = 5) -> list[Result]:
    """Return the seconds of a build, and for each lesson when it can be read and when answered, and its weight."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        start = time.perf_counter()
        folder = site.build(Path(scratch))
        results = [Result("the reading site is built", time.perf_counter() - start, "s", 90)]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            for sent, handler in (("", Squeezed), (", uncompressed", site.Below)):
                server = site.Server(folder, handler)
                for lesson in lessons:
                    address = f"{server.url}notebooks/{lesson}.html"
                    visits = [visit(browser, address) for _ in range(runs)]
                    # No host that the README names sends texts as they are: those figures have no goal.
                    results += _said(
                        f"site{sent}, {lesson[:2]}", (None,) * 3 if sent else GOALS, zip(*visits, strict=True)
                    )
                server.stop()
        finally:
            browser.close()
    return results


def _said(what: str, goals: Sequence[float | None], measured: Iterable[tuple[float, ...]]) -> list[Result]:
    """Return one line for each of what `visit` returns."""
    results = []
    words = (("can be read", "s"), ("takes an answer", "s"), ("until then", "KB"))
    for (does, unit), goal, values in zip(words, goals, measured, strict=True):
        note = f"{min(values):,.2f} to {max(values):,.2f}"
        results.append(Result(f"{what} {does}", statistics.median(values), unit, goal, note))
    return results


def visit(browser, address: str) -> tuple[float, float, float]:
    """Open a page for the first time; return the seconds until it can be read and answered, and the KB that came."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        came = []
        session = context.new_cdp_session(page)
        session.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address, wait_until="commit")
        page.wait_for_function("() => window.usable && window.read", timeout=60_000)
        read, usable = page.evaluate("() => [window.read / 1000, window.usable / 1000]")
        return read, usable, sum(came) / 1000
    finally:
        context.close()
