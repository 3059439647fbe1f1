"""Compile the requirements files from pyproject.toml: exact versions and hashes, no addresses.

    python deploy/lock.py          writes all (needs uv)

Each file's header carries the SHA-256 of pyproject's dependency tables, so that a stale lock
is found offline.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The groups that each lock holds; the first two hold the runtime dependencies as well.
WHEELS = "deploy/lite/wheels.txt"
LOCKS: dict[str, tuple[str, ...]] = {
    "requirements.txt": ("build",),
    "requirements-dev.txt": ("build", "test", "browser", "web", "bench", "lite", "site"),
    "requirements-site.txt": ("build", "site"),
    "requirements-hub.txt": ("build", "hub"),
    WHEELS: ("lite-wheels",),
}
HEADER = "# Compiled from pyproject.toml by `make lock`; do not edit.\n# dependencies sha256: {digest}\n"


def digest(root: Path = ROOT) -> str:
    """Return the SHA-256 of the tables of pyproject.toml that the locks are made from."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    tables = [
        project["project"]["requires-python"],
        project["project"]["dependencies"],
        project["dependency-groups"],
        project["tool"]["uv"],
    ]
    return hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()


def stale(root: Path = ROOT) -> list[str]:
    """Return the names of the locks that were compiled from other dependencies than today's."""
    line = HEADER.format(digest=digest(root))
    return [name for name in LOCKS if not (root / name).is_file() or line not in (root / name).read_text("utf-8")]


def compile_lock(name: str) -> None:
    """Write one lock; versions that it holds already are kept while they still fit."""
    groups = [word for group in LOCKS[name] for word in ("--group", group)]
    plain = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-strip-extras", "--quiet"]
    what = ["--no-deps"] if name == WHEELS else ["pyproject.toml"]  # downloaded as they are, with nothing around them
    command = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--generate-hashes", *plain, *what, *groups]
    target = ROOT / name
    subprocess.run([*command, "--output-file", name], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    target.write_text(HEADER.format(digest=digest()) + with_bare(target.read_text("utf-8")), "utf-8")


def with_bare(lock: str) -> str:
    """Return a lock in which what is pinned with extras is pinned without them, too.

    To pip under hashes these are two names: which of them it meets first is chance, and one that is not pinned ends it.
    """
    return re.sub(r"^([\w.-]+)\[[^]]+\](==.+\n(?:    .+\n)+)", r"\g<0>\1\2", lock, flags=re.MULTILINE)


if __name__ == "__main__":
    for lock in LOCKS:
        compile_lock(lock)
    sys.stdout.write(f"wrote {', '.join(LOCKS)}\n")
