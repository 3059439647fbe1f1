"""The site: JupyterLite around the course's lessons and its Python, with a page in front that says what will happen."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from . import carrier, start
from .lessons import contents
from .packages import FIRST, python

HERE = Path(__file__).resolve().parent
SETTINGS = HERE.parent / "settings"
# Versions of Pyodide do not share a folder: a browser may keep a file as long as it likes.
PYODIDE = f"static/pyodide/{carrier.pins()['version']}"
# What of this environment's JupyterLab goes along.
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
# What no page loads: settings of the program that built JupyterLite, letters for browsers that know no woff2.
SPARE = ("rspack.config*", "build/fa-*.eot", "build/fa-*.svg", "build/fa-*.ttf", "build/fa-*.woff")


def build(source: Path, work: Path, expose: bool = False, reading: str = "") -> Path:
    """Build the site of the lessons and data in `source`; all that is made lies in `work`. Return the site's folder.

    `expose` lets a test reach the application; `reading` is where a site to read stands, for a link on the first page.
    """
    home, kernel = carrier.download(carrier.WHEELHOUSE)
    lock = python(home, kernel, work / "python")
    versions = contents(source, work / "contents")
    out = work / "site"
    site(kernel, lock, work / "contents", out, versions, expose)
    shutil.copytree(work / "python", out / PYODIDE)
    # Where Notebook 7 sends a reader who follows a link to another lesson, or asks for the list of files.
    (out / "tree").mkdir()
    shutil.copyfile(HERE / "start" / "tree.html", out / "tree" / "index.html")
    start.write(source, out, reading)
    return out


def site(kernel: Path, lock: str, lessons: Path, out: Path, versions: list[str], expose: bool = False) -> None:
    """Build JupyterLite in `out`, for the Python whose lock is named, with the lessons of a folder."""
    work = out.parent / "settings"
    for folder in (work, out):
        shutil.rmtree(folder, ignore_errors=True)  # a kept build database beside a removed site skips steps
    work.mkdir(parents=True)
    started = {
        "disablePyPIFallback": True,
        "pyodideUrl": f"./{PYODIDE}/pyodide.mjs",
        "loadPyodideOptions": {"packages": list(FIRST), "lockFileURL": f"./{PYODIDE}/{lock}"},
    }
    page = json.loads((SETTINGS / "page_config.json").read_text("utf-8"))
    config = {
        "appName": "JupyterLite",
        "disabledExtensions": list(page["disabledExtensions"]),
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": started},
        "exposeAppInBrowser": expose,
        "lessonkitVersions": versions,
    }
    _write(work / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": config})
    shutil.copyfile(SETTINGS / "overrides.json", work / "overrides.json")
    extensions = [Path(sys.prefix, "share/jupyter/labextensions", name) for name in EXTENSIONS]
    settings = {
        "contents": [str(lessons)],
        "output_dir": str(out),
        "apps": ["lab", "notebooks"],
        "ignore_sys_prefix": ["federated_extensions"],  # a tester's extensions are not the readers'
        "federated_extensions": [str(kernel), *map(str, extensions)],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
    }
    _write(work / "jupyter_lite_config.json", {"LiteBuildConfig": settings})
    done = subprocess.run([sys.executable, "-m", "jupyterlite_core", "build"], cwd=work, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"jupyter lite build failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    for pattern in SPARE:
        for path in out.glob(pattern):
            path.unlink()
    # The icon of 300 KB that JupyterLite would show is a picture of 5 KB here, also where a browser looks by itself.
    for path in (out / "favicon.ico", *out.glob("*/favicon.ico")):
        shutil.copyfile(out / "icon-120x120.png", path)


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data), "utf-8")
