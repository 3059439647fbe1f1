"""How much memory a reader with many open lessons takes: one server, a kernel for each lesson, every cell run.

PSS of each process is counted: what several processes share is divided among them, so that the sum is what the machine
gives. The browser is on another machine.
"""

from __future__ import annotations

import json
import tempfile
import urllib.request
from pathlib import Path

import psutil
from jupyter_client import BlockingKernelClient

from benchmarks.report import Result
from tests.browser.course_copy import copied
from tests.browser.jupyter import HERE, Jupyter

GOAL = 1_000  # MB: Binder promises 1 GB (mybinder.org's user guidelines)
PATIENCE = 300  # seconds for one cell


def pss(pid: int) -> float:
    """Return the proportional set size of a process in MB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) * 1024 / 1e6


def ask(server: Jupyter, path: str, body: dict | None = None) -> bytes:
    """Return what the server answers."""
    data = None if body is None else json.dumps(body).encode()
    with HERE.open(urllib.request.Request(f"{server.url}/{path}", data=data), timeout=PATIENCE) as reply:
        return reply.read()


def run(server: Jupyter, runtime: Path, path: str) -> None:
    """Open a notebook as JupyterLab does, with a kernel of its own, and run its cells; an error ends it all."""
    ask(server, f"doc/tree/{path}")
    content = json.loads(ask(server, f"api/contents/{path}"))["content"]
    kernel = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
    session = json.loads(ask(server, "api/sessions", kernel))
    client = BlockingKernelClient(connection_file=str(runtime / f"kernel-{session['kernel']['id']}.json"))
    client.load_connection_file()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE)
        for cell in content["cells"]:
            if cell["cell_type"] == "code":
                reply = client.execute_interactive(
                    cell["source"], timeout=PATIENCE, output_hook=lambda message: None, allow_stdin=False
                )
                if reply["content"]["status"] != "ok":
                    raise RuntimeError(f"{path}: {reply['content']}")
    finally:
        client.stop_channels()


def measure(lessons: list[str]) -> list[Result]:
    """Return the memory of a server and of a kernel for each of the lessons, run from top to bottom."""
    what = f"{len(lessons)} open lessons, all cells run, and the server"
    if not Path("/proc/self/smaps_rollup").exists():
        return [Result(what, None, "MB", GOAL, "only Linux says how memory is shared")]
    with tempfile.TemporaryDirectory(prefix="lessonkit-memory-") as folder:
        scratch = Path(folder)
        copied(scratch / "root")
        server = Jupyter(scratch / "root", scratch, "lab")
        try:
            alone = pss(server.process.pid)
            for name in lessons:
                run(server, scratch / "runtime_dir", f"notebooks/{name}")
            kernels = [pss(child.pid) for child in psutil.Process(server.process.pid).children(recursive=True)]
            total = pss(server.process.pid) + sum(kernels)
        finally:
            server.stop()
    of_kernels = f"kernels {min(kernels):.0f} to {max(kernels):.0f}"
    note = f"server {alone:.0f} at first, {total - sum(kernels):.0f} then; {of_kernels}"
    return [Result(what, total, "MB", GOAL, note)]
