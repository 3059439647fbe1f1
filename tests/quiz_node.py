"""Run the pure part of the questions' JavaScript in the Node that Playwright ships: no npm."""

from __future__ import annotations

import json
import subprocess
from importlib import resources
from pathlib import Path
from typing import Any


def node() -> str | None:
    """The Node of the installed Playwright, or None."""
    try:
        from playwright._impl._driver import compute_driver_executable
    except ImportError:
        return None
    path = compute_driver_executable()
    path = path[0] if isinstance(path, tuple) else path
    return str(path) if Path(path).is_file() else None


def run(calls: list[tuple[str, Any]]) -> list[Any]:
    """Evaluate each (JavaScript function of LK and x, argument) and return the results."""
    web = resources.files("lessonkit.web")
    parts = "\n".join(web.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in ("numbers", "kinds"))
    lines = [f"out.push((({code}))({json.dumps(argument)}));" for code, argument in calls]
    script = (
        f"const LK = {{}};\n{parts}\nconst out = [];\n{chr(10).join(lines)}\n"
        "process.stdout.write(JSON.stringify(out, (_, v) => typeof v === 'number' && !isFinite(v) ? String(v) : v));"
    )
    executable = node()
    assert executable
    done = subprocess.run([executable, "-"], input=script, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
