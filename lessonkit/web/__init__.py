"""The script and the style of a lesson's page, put together from the parts beside this file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
# In this order: each part may use what stands before it.
SCRIPTS = ("base", "store", "kinds", "kinds_build", "quiz", "quiz_set", "explorer", "rows", "lesson")
STYLES = ("base", "quiz", "explorer")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_COMMENT = re.compile(r"^//.*\n", re.MULTILINE)


@cache
def script() -> str:
    """Return the custom elements as one script for a <script> element; lines of comment and indents are left out."""
    parts = "\n".join((HERE / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    body = _COMMENT.sub("", _INDENT.sub("", parts))
    return f'(() => {{\n"use strict";\nconst LK = {{}};\n{body}}})();'.replace("</", "<\\/")


@cache
def style() -> str:
    """Return the style sheet of all elements."""
    return _INDENT.sub("", "\n".join((HERE / f"{name}.css").read_text("utf-8") for name in STYLES))
