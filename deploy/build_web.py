"""Squeeze the parts of lessonkit/web into the script and the style that a lesson carries: `make web`.

Only this needs the minifier. A digest of the parts and of what was made of them lies beside the built files, so that
the tests can tell on any machine whether a part was changed without being built.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from lessonkit import web

# What a lesson may carry at most, in bytes: a notebook's own limit is 400 KB, and the script is in each.
BUDGETS = {web.BUILT_SCRIPT: 40_000, web.BUILT_STYLE: 20_000}


def joined(names: tuple[str, ...], ending: str) -> str:
    """Return the parts one after the other."""
    return "\n".join((web.HERE / f"{name}.{ending}").read_text("utf-8") for name in names)


def script() -> str:
    """Return the script before it is squeezed: one scope for all parts."""
    return f'(() => {{\n"use strict";\nconst LK = {{}};\n{joined(web.SCRIPTS, "js")}\n}})();'


def style() -> str:
    """Return the style sheet before it is squeezed."""
    return joined(web.STYLES, "css")


def digest() -> str:
    """Return one SHA-256 of the parts and of the two built files as they are on disk."""
    texts = [script(), style(), *(path.read_text("utf-8") for path in BUDGETS)]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def build() -> str:
    """Write both files and the digest; say how large they are.

    :raises minify.MinifyError: a part has a syntax error (nothing is written)
    :raises SystemExit: a built file is over its budget (nothing is written)
    """
    import minify

    squeezed = {
        # Nothing in it may end the <script> element that holds it.
        web.BUILT_SCRIPT: minify.string("application/javascript", script()).replace("</", "<\\/") + "\n",
        web.BUILT_STYLE: minify.string("text/css", style()) + "\n",
    }
    sizes = {path: len(text.encode()) for path, text in squeezed.items()}
    for path, size in sizes.items():
        if size > BUDGETS[path]:
            raise SystemExit(f"{path.name} would be {size:,} bytes, over its {BUDGETS[path]:,}: nothing was written")
    for path, text in squeezed.items():
        path.write_text(text, "utf-8", newline="\n")
    web.BUILT_DIGEST.write_text(digest() + "\n", "utf-8", newline="\n")
    return ", ".join(f"{path.name} {size:,} of {BUDGETS[path]:,} bytes" for path, size in sizes.items())


if __name__ == "__main__":
    sys.stdout.write(build() + "\n")
