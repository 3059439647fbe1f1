"""Run the pure modules of lessonkit/web in the Node that Playwright ships: no npm."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from lessonkit import web

#: Modules that need no page, at least not when they are loaded.
PURE = ("numbers", "kinds", "merge", "passport_file", "frames", "sorting", "words", "store")


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
    """Evaluate each (JavaScript function, argument) and return the results; LK holds what the modules export."""
    imports = [f"import * as {name} from {json.dumps((web.HERE / f'{name}.js').as_uri())};" for name in PURE]
    codes = [f"[{code}, {json.dumps(argument)}]," for code, argument in calls]
    script = "\n".join(
        [
            *imports,
            f"const LK = {{ {', '.join(f'...{name}' for name in PURE)} }};",
            f"const out = [{chr(10).join(codes)}].map(([code, argument]) => code(argument));",
            "const whole = (_, v) => typeof v === 'number' && !isFinite(v) ? String(v) : v;",
            "process.stdout.write(JSON.stringify(out, whole));",
        ]
    )
    executable = node()
    assert executable
    done = subprocess.run(
        [executable, "--input-type=module", "-"],
        input=script,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
