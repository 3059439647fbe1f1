"""Files of the project: no address of a package registry, no path of one person's machine."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from lessonkit.author.check.finding import Finding
from lessonkit.course.files import NOTEBOOK_BYTES, content
from lessonkit.errors import CourseError

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


# What the configuration of a repository could have git start while it lists files.
_SETTINGS = (
    *("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.sshCommand=false", "core.gitProxy=false"),
    *("core.askPass=false", "credential.helper=", "core.alternateRefsCommand=false", "gc.auto=0"),
)


def tracked(root: Path) -> list[Path]:
    """Return the files that git keeps; none outside a repository, where a student works."""
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = ["git", "--no-pager", *settings, "-C", str(root), "ls-files", "-z"]
    # No setting of a hook, a script or another program that started us: they name other folders and programs.
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    # A course is unpacked from a stranger's file, whose .git/config may name programs: none is run, nothing fetched.
    env |= {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(command, capture_output=True, check=True, env=env, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return []
    names = done.stdout.decode("utf-8", errors="replace").split("\0")
    return [root / name for name in names if name and (root / name).is_file()]


def check(root: Path) -> list[Finding]:
    """Return tracked files that hold what belongs to one machine or one registry."""
    return [finding for path in tracked(root) if path.suffix in TEXT for finding in _file(path, root)]


def _file(path: Path, root: Path) -> Iterator[Finding]:
    name = path.relative_to(root).as_posix()
    try:
        text = content(path, name, NOTEBOOK_BYTES).decode("utf-8", errors="replace")
    except CourseError as error:
        yield Finding.of(error, name)
        return
    for pattern, what, mend in (
        (HOST, "an address of a package registry", "take it out; the clients know where to look"),
        (MACHINE, "a path of one machine", "write it relative to the project"),
    ):
        match = pattern.search(text)
        if match:
            line = text.count("\n", 0, match.start()) + 1
            yield Finding(f"{name}, line {line}", f"{what} ({match[0]})", mend)
