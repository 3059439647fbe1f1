"""All of Python that the site serves: Pyodide, its Jupyter kernel, pure packages, the course's own one, and the lock.

A package that no lesson needs is not there; README.md lists what is left out.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tomllib
import zipfile
from pathlib import Path

from . import carrier, wheels

ROOT = Path(__file__).resolve().parents[2]
KERNEL_FILES = "labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi/"
#: What the kernel imports before the first cell, and what our own package needs at a lesson's start.
FIRST = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython", "lessonkit-start")
STARTS = "lessonkit/kernel/"
SETTINGS = "etc/ipython/ipython_config.json"
KIT_NEEDS = ("pandas", "matplotlib", "pyyaml", "markupsafe", "anywidget", "ipywidgets")
#: The wings of the package that no cell of a notebook imports.
WINGS = ("lessonkit/author/", "lessonkit/publish/", "lessonkit/__main__.py")
WEB, LOADED = "lessonkit/web/", (".py", ".min.js", ".min.css", "/keeper.js")


def python(home: carrier.Home, kernel: Path, out: Path) -> str:
    """Write into `out` all of Python that the site serves; return the name of the lock that says what is there."""
    shutil.rmtree(out, ignore_errors=True)
    carrier.take(home, out)
    packages = dict(carrier.pins()["packages"])
    packages |= wheels.pack(out, set(packages))
    packages |= _kernel(kernel, out)
    packages |= _kit(out)
    # The kernel asks for jedi by name; IPython is told to do without (see `_kit`).
    packages["jedi"] = wheels.write_wheel(out, "jedi", "0.99", {}, [], [])
    for name, package in packages.items():
        depends = [need for need in map(wheels.name_of, package["depends"]) if need in packages]
        packages[name] = package | {"depends": depends}
    text = json.dumps({"info": carrier.pins()["info"], "packages": packages}, sort_keys=True)
    name = (
        f"pyodide-lock-{hashlib.sha256(text.encode()).hexdigest()[:8]}.json"  # as each file: another one, another name
    )
    (out / name).write_text(text, "utf-8")
    return name


def _kernel(kernel: Path, out: Path) -> dict[str, wheels.Entry]:
    entries = {}
    with zipfile.ZipFile(kernel) as box:
        for file in box.namelist():
            name, _, rest = file.rpartition("/")[2].partition("-")
            name = wheels.name_of(name)
            if KERNEL_FILES in file and file.endswith(".whl") and name in FIRST:
                path = out / file.rpartition("/")[2]
                path.write_bytes(box.read(file))
                entries[name] = wheels.entry(path, name, rest.partition("-")[0], ["micropip"], [name.replace("-", "_")])
    return entries


def _only_edited(name: str) -> bool:
    """Say whether it is a part that people edit of a script or a style sheet: a lesson loads what was built of it."""
    return name.startswith(WEB) and "/vendor/" not in name and not name.endswith(LOADED)


def _kit(out: Path) -> dict[str, wheels.Entry]:
    """Pack this course's own package from its sources; of it apart, and loaded first, what a kernel starts with.

    The start is a small part of the package once more, with IPython's settings where an environment has them. The whole
    comes with pandas and matplotlib when a cell imports it.
    """
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    sources = [
        path for path in sorted((ROOT / "lessonkit").rglob("*")) if path.is_file() and "__pycache__" not in path.parts
    ]
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sources}
    whole = {name: content for name, content in files.items() if not name.startswith(WINGS) and not _only_edited(name)}
    data = f"lessonkit_start-{version}.data/data/"
    start = {
        name.replace(f"{STARTS}environment/", data): content
        for name, content in files.items()
        if name == "lessonkit/__init__.py" or name.startswith(STARTS)
    }
    settings = json.loads(start[data + SETTINGS])
    start[data + SETTINGS] = json.dumps(settings | {"Completer": {"use_jedi": False}}).encode()
    return {
        "lessonkit": wheels.write_wheel(out, "lessonkit", version, whole, list(KIT_NEEDS), ["lessonkit"]),
        "lessonkit-start": wheels.write_wheel(out, "lessonkit-start", version, start, ["ipython"], []),
    }
