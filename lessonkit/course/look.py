"""Fixed colors for fixed things: data/look.yaml, which a course may have and charts never read themselves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lessonkit.course import files
from lessonkit.errors import CourseError

LOOK = Path("data") / "look.yaml"
_COLOR = re.compile(r"#[0-9a-f]{6}")
_DARKEST, _LIGHTEST = -0.4, 0.2  # how far the shades of parts go towards black and white: the lightest keeps 3 to 1


def colors(root: Path) -> dict[str, str]:
    """Return the color of each name in the course at `root`; {} where it fixes none.

    `load()` hands them on in `attrs["colors"]`. Raises CourseError for a file that cannot be read, a color that is not
    written as #1f6fb2, and a name that stands under two things.
    """
    path = root / LOOK
    if not path.is_file():
        return {}
    import yaml  # not at the top: most courses fix no colors

    try:
        things = (yaml.safe_load(files.content(path, LOOK.as_posix())) or {})["things"]
        found = [pair for thing in things for pair in _pairs(thing)]
    except (yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        what = "this is no list `things` of thing, color, names and parts"
        raise CourseError(what, "write it as the first entry of another course's file", place=LOOK.as_posix()) from None
    out: dict[str, str] = {}
    for name, color in found:
        if not _COLOR.fullmatch(color):
            raise CourseError(f"{color!r} of {name!r} is no color", 'write it as "#1f6fb2"', place=LOOK.as_posix())
        if name in out:
            raise CourseError(f"{name!r} has two colors", "name it under one thing", place=LOOK.as_posix())
        out[name] = color
    return out


def _pairs(thing: dict[str, Any]) -> list[tuple[str, str]]:
    color = str(thing["color"]).lower()
    parts = [str(name) for name in thing.get("parts") or ()]
    alike = [(str(name), color) for name in (thing["thing"], *(thing.get("names") or ()))]
    return [*alike, *zip(parts, shades(color, len(parts)), strict=True)] if _COLOR.fullmatch(color) else alike


def shades(color: str, count: int) -> list[str]:
    """Return `count` shades of a color from dark to light, the hue kept; the color itself is none of them.

    >>> shades("#1f6fb2", 2)
    ['#13436b', '#4c8cc1']
    """
    step = (_LIGHTEST - _DARKEST) / max(1, count - 1)
    return [_mixed(color, _DARKEST + step * i) for i in range(count)]


def _mixed(color: str, share: float) -> str:
    """Return a color mixed with white, or where the share is below zero with black."""
    to = 255 if share > 0 else 0
    parts = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part + (to - part) * abs(share)):02x}" for part in parts)
