"""The scripts and the style of a lesson's page.

The ES modules and style sheets beside this file are what people edit; `make web` joins and squeezes them into
reader.min.js and reader.min.css, which every lesson carries in its set-up cell, and passport.min.js, which the
passport's box carries. types.js says what the data look like, limits.js is made from Python, and keeper.js stands
alone: the keeper's widget loads it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
#: Each built script and the module that it begins with.
SCRIPTS = {"reader": "reader.js", "passport": "passport.js", "present": "present.js", "home": "home.js"}
#: Each built style sheet and its parts, in this order: of two rules of one weight the later stands.
#: A grid of marks brings its own: few lessons have one.
STYLES = {"reader": ("page", "base", "quiz", "explorer", "print"), "matrix": ("matrix",), "present": ("wall",)}
VENDOR = HERE / "vendor"  # kept libraries as they were published: register.json says whose and from where
BUILT_DIGEST = HERE / "built.sha256"


def built(name: str, ending: str) -> Path:
    """Return where a built file lies: `built("reader", "js")`."""
    return HERE / f"{name}.min.{ending}"


def modules() -> list[Path]:
    """Return the modules that people edit."""
    found = (path for path in HERE.rglob("*.js") if not path.name.endswith(".min.js"))
    return sorted(path for path in found if VENDOR.name not in path.relative_to(HERE).parts)


@cache
def script(name: str = "reader") -> str:
    """Return custom elements as one script, safe inside a <script> element: those of a lesson, or the passport's."""
    return built(name, "js").read_text("utf-8")


@cache
def style(name: str = "reader") -> str:
    """Return a built style sheet: that of all elements, unless another is named."""
    return built(name, "css").read_text("utf-8")


@cache
def vendored(name: str) -> str:
    """Return a file of a kept library, such as `reveal/reveal.js`."""
    return (VENDOR / name).read_text("utf-8")
