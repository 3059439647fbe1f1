"""Files of the project: no address of a package registry, no path of one person's machine."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .finding import Finding

# Spelled in parts, so that this file passes its own check.
_HOSTS = (("pypi", "org"), ("pythonhosted", "org"), ("anaconda", "org"), ("npmjs", "org"), ("npmjs", "com"))
HOST = re.compile("|".join(rf"\b(?:[\w-]+\.)*{name}\.{end}\b" for name, end in _HOSTS))
_FOLDERS = ("home", "Users", "root", "work", "tmp", "private/var", "mnt")
MACHINE = re.compile(
    rf"(?<![\w.~:/$}}\])-])/(?:{'|'.join(_FOLDERS)})/[\w.-]+|(?<!\w)[A-Z]:\\{{1,2}}(?:Users|Windows)\b"
)
TEXT = {
    ".py", ".md", ".toml", ".txt", ".yml", ".yaml", ".json", ".csv", ".ipynb", ".js", ".css", ".sh", ".cfg",
    ".html", ".mplstyle", "",
}  # fmt: skip


def tracked(root: Path) -> list[Path]:
    """Return the files that git keeps; none outside a repository, where a student works."""
    command = ["git", "-C", str(root), "ls-files", "-z"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    names = done.stdout.decode("utf-8", errors="replace").split("\0")
    return [root / name for name in names if name and (root / name).is_file()]


def check(root: Path) -> list[Finding]:
    """Return tracked files that hold what belongs to one machine or one registry."""
    return [finding for path in tracked(root) if path.suffix in TEXT for finding in _file(path, root)]


def _file(path: Path, root: Path) -> Iterator[Finding]:
    text = path.read_text("utf-8", errors="replace")
    name = path.relative_to(root).as_posix()
    for pattern, what, mend in (
        (HOST, "an address of a package registry", "take it out; the clients know where to look"),
        (MACHINE, "a path of one machine", "write it relative to the project"),
    ):
        match = pattern.search(text)
        if match:
            line = text.count("\n", 0, match.start()) + 1
            yield Finding(f"{name}, line {line}", f"{what} ({match[0]})", mend)
