"""Squeeze the parts of lessonkit/web into the scripts and styles that a lesson carries: `make web`.

Only this and the lint test need its two tools, the minifier and Deno (TypeScript's checker and a linter). A digest of
the parts and of what was made of them lies beside the built files, so that the tests can tell on any machine whether a
part was changed without being built.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from web_modules import NotBuilt, joined, top_names

from lessonkit import web
from lessonkit.progress import limits

# What a lesson may carry at most, in bytes: a notebook's own limit is 400 KB, and the first three are in each. Those of
# `present` are in no notebook: the kernel, or the file of slides, brings them.
BUDGETS = {"reader.min.js": 40_000, "passport.min.js": 10_000, "reader.min.css": 24_000, "matrix.min.css": 5_000}
BUDGETS |= {"home.min.js": 5_000}  # where outputs stand elsewhere than in Jupyter's page
BUDGETS |= {"present.min.js": 20_000, "present.min.css": 12_000}
LIMITS = web.HERE / "limits.js"
SETTINGS = Path(__file__).with_name("web.json")


def limits_text() -> str:
    """Return the module of limits that browser and file share, as limits.js has to hold it."""
    held = json.dumps(limits.for_browser(), indent=2)
    return (
        "// What log and passport keep, the browser keeps too. Made by `make web` from lessonkit/progress/limits.py: "
        f"change it there.\n\nexport const LIMITS = {held};\n"
    )


def unbuilt() -> dict[Path, str]:
    """Return the text of each built file before it is squeezed.

    :raises NotBuilt: modules that cannot be joined
    """
    scripts = {web.built(name, "js"): joined(web.HERE / entry) for name, entry in web.SCRIPTS.items()}
    styles = {
        web.built(name, "css"): "\n".join((web.HERE / f"{part}.css").read_text("utf-8") for part in parts)
        for name, parts in web.STYLES.items()
    }
    return scripts | styles


def digest() -> str:
    """Return one SHA-256 of the parts and of the built files as they are on disk."""
    parts = unbuilt()
    texts = [*parts.values(), *(path.read_text("utf-8") for path in parts)]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def faults(modules: list[Path]) -> str:
    """Return what the type checker and the linter find in the modules, or ""."""
    paths = [str(path) for path in modules]
    return "\n".join(text for text in (_deno("check", *paths), _deno("lint", *paths)) if text)


def shadows(names: list[str]) -> list[str]:
    """Return those of the names that the browser has, too.

    Joined modules share one scope: one that declares `open` at its top takes the browser's from all others.
    """
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder) / "names.js"
        probe.write_text("".join(f"globalThis.{name};\n" for name in names), "utf-8")
        unknown = _deno("check", str(probe))
    return [name for name in names if f"globalThis.{name};" not in unknown]


def _deno(command: str, *paths: str) -> str:
    """Return what a subcommand of Deno complains about; it neither fetches anything nor leaves anything behind."""
    from deno import find_deno_bin

    with tempfile.TemporaryDirectory() as folder:
        offline = [] if command == "lint" else ["--no-remote", "--no-npm", "--no-lock"]
        done = subprocess.run(
            [find_deno_bin(), command, "--quiet", "--config", str(SETTINGS), *offline, *paths],
            env={**os.environ, "DENO_DIR": folder, "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
    return (done.stdout + done.stderr).strip() if done.returncode else ""


def dense(css: str) -> str:
    """Return a squeezed style without the space that the minifier leaves in nested rules; what is quoted stays."""
    parts = re.split(r'("[^"]*")', css)
    for place in range(0, len(parts), 2):
        text = re.sub(r"\s*([{};])\s*", r"\1", parts[place]).replace(";}", "}")
        parts[place] = re.sub(r"([:,])\s+", r"\1", text)
    return "".join(parts) + "\n"


def build() -> str:
    """Write limits.js, the built files and the digest; say how large they are.

    :raises NotBuilt: the checker or the linter complains, modules cannot be joined, or a file is over its budget
    :raises minify.MinifyError: a part has a syntax error
    Then nothing is written, but limits.js, which the checks need.
    """
    import minify

    LIMITS.write_text(limits_text(), "utf-8", newline="\n")
    texts = unbuilt()
    if found := faults(web.modules()):
        raise NotBuilt(f"{found}\nNothing was built.")
    for entry in web.SCRIPTS.values():
        if taken := shadows(top_names(web.HERE / entry)):
            raise NotBuilt(f"{', '.join(taken)}: the browser has this name, too; rename it. Nothing was built.")
    kinds = {".js": "application/javascript", ".css": "text/css"}
    # Nothing in it may end the <script> element that holds it.
    squeezed = {
        path: minify.string(kinds[path.suffix], text).replace("</", "<\\/" if path.suffix == ".js" else "</") + "\n"
        for path, text in texts.items()
    }
    squeezed |= {path: dense(text) for path, text in squeezed.items() if path.suffix == ".css"}
    sizes = {path: len(text.encode()) for path, text in squeezed.items()}
    for path, size in sizes.items():
        if size > BUDGETS[path.name]:
            raise NotBuilt(f"{path.name} would be {size:,} bytes, over its {BUDGETS[path.name]:,}: nothing was built.")
    for path, text in squeezed.items():
        path.write_text(text, "utf-8", newline="\n")
    web.BUILT_DIGEST.write_text(digest() + "\n", "utf-8", newline="\n")
    return ", ".join(f"{path.name} {size:,} of {BUDGETS[path.name]:,} bytes" for path, size in sizes.items())


if __name__ == "__main__":
    try:
        sys.stdout.write(build() + "\n")
    except NotBuilt as error:
        raise SystemExit(str(error)) from None
