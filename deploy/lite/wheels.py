"""The pure part of the browser's Python, packed as wheels: what this environment has, and the course's own package.

What is installed here came from the lock, so that a reader without a server runs the very versions of everybody else.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

#: What nobody meets in a page: parts for the classic notebook and for a server, IPython's terminal, and the guesses of
#: jedi, 5 MB for other words after Tab (IPython's own completer knows what is there).
NOT_MEANT = ("widgetsnbextension", "jupyterlab-widgets", "prompt-toolkit", "jedi")
PURE = ("ipython", "comm", "ipywidgets", "anywidget", "pyyaml", "markupsafe")
# What a marker such as `sys_platform != "emscripten"` is held against.
BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix", "extra": ""}
# A file's time goes into the wheel: always the same, or the same course would make another site each day.
TIME = (1980, 1, 1, 0, 0, 0)

Entry = dict[str, Any]


def name_of(text: str) -> str:
    """Return a package's name as a lock writes it."""
    return re.sub(r"[-_.]+", "-", text).lower()


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
    plain = name.replace("-", "_")
    home = next((file.split("/")[0] for file in files if file.split("/")[0].endswith(".dist-info")), None)
    home = home or f"{plain}-{version}.dist-info"
    files = {file: content for file, content in files.items() if file != f"{home}/RECORD"}
    files[f"{home}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: lite\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files.setdefault(f"{home}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode())
    files[f"{home}/RECORD"] = "".join(f"{file},,\n" for file in files).encode()
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as box:
        for file in sorted(files):
            box.writestr(zipfile.ZipInfo(file, TIME), files[file], zipfile.ZIP_DEFLATED)
    # A browser may keep a file of this name for as long as it likes: another content has another name.
    path = out / f"{plain}-{version}-0{hashlib.sha256(whole.getvalue()).hexdigest()[:8]}-py3-none-any.whl"
    path.write_bytes(whole.getvalue())
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
