"""Squeeze the parts of lessonkit/web into the script and the style that a lesson carries: `make web`."""

from __future__ import annotations

import sys
from pathlib import Path

import rcssmin
import rjsmin

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from lessonkit import web


def joined(names: tuple[str, ...], ending: str) -> str:
    """Return the parts one after the other."""
    return "\n".join((web.HERE / f"{name}.{ending}").read_text("utf-8") for name in names)


def script() -> str:
    """Return the script: one scope for all parts, and nothing in it that would end a <script> element."""
    body = f'(() => {{\n"use strict";\nconst LK = {{}};\n{joined(web.SCRIPTS, "js")}\n}})();'
    return rjsmin.jsmin(body).replace("</", "<\\/") + "\n"


def style() -> str:
    """Return the style sheet."""
    return rcssmin.cssmin(joined(web.STYLES, "css")) + "\n"


if __name__ == "__main__":
    web.BUILT_SCRIPT.write_text(script(), "utf-8")
    web.BUILT_STYLE.write_text(style(), "utf-8")
    sys.stdout.write(f"script {len(script().encode()):,} bytes, style {len(style().encode()):,} bytes\n")
