"""The script and the style of a lesson's page.

The parts beside this file are what people edit; `make web` squeezes them into lessonkit.min.js and lessonkit.min.css,
which every lesson carries in its set-up cell. keeper.js stands alone: the keeper's widget loads it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
# In this order: each part may use what stands before it.
SCRIPTS = ("base", "store", "numbers", "kinds", "kinds_build", "quiz", "quiz_set", "explorer", "rows", "lesson")
STYLES = ("page", "base", "quiz", "explorer")
BUILT_SCRIPT = HERE / "lessonkit.min.js"
BUILT_STYLE = HERE / "lessonkit.min.css"
BUILT_DIGEST = HERE / "built.sha256"


@cache
def script() -> str:
    """Return the custom elements as one script, safe inside a <script> element."""
    return BUILT_SCRIPT.read_text("utf-8")


@cache
def style() -> str:
    """Return the style sheet of all elements."""
    return BUILT_STYLE.read_text("utf-8")
