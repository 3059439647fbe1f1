"""The colors of all charts: Okabe-Ito, ordered to step in grey, with hatches where grey would not do."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lessonkit.errors import CourseError

INK = "#1f2933"  # text
MUTED = "#52606d"  # secondary text: 6.5 to 1 on white
AXIS = "#7b8794"
GRID = "#dfe3e8"
_RED, _BLUE = "red", "blue"
QUIET = "#b4bfca"  # what is shown but not the point


class Tone(NamedTuple):
    """How one category looks: fill, hatch (drawn in white), a darker color for lines and text, and a mark."""

    fill: str
    hatch: str
    dark: str
    mark: str
    dash: tuple[float, ...]


# Neighbors differ in lightness; from the third on a hatch, a mark and a dash tell them apart on a grey print.
TONES = (
    Tone("#0072B2", "", "#005a8c", "circle", ()),
    Tone("#E69F00", "", "#855b00", "square", (7, 2.5)),
    Tone("#009E73", "///", "#00664a", "triangle", (2, 2)),
    Tone("#CC79A7", "---", "#8c3d69", "diamond", (9, 2, 2, 2)),
    Tone("#56B4E9", "\\\\\\", "#1a6a99", "wedge", (5, 1.5, 1.5, 1.5)),
    Tone("#D55E00", "xxx", "#9c4500", "plus", (12, 3)),
    Tone("#222b33", "", "#222b33", "ring", (1, 1.5)),
)

# From the eighth on the same fills with another hatch, mark and dash: no two of them look alike.
_AGAIN = ("...", "++", "||", "ooo", "///", "---", "xx")
_SECOND = tuple(
    Tone(tone.fill, hatch, tone.dark, TONES[(i + 3) % len(TONES)].mark, (*(tone.dash or (6, 2)), 1, 3))
    for i, (tone, hatch) in enumerate(zip(TONES, _AGAIN, strict=True))
)


def tones(categories: Iterable[str], fixed: Mapping[str, str] | None = None) -> dict[str, Tone]:
    """Return a tone for each category, in order of first appearance.

    Names in `fixed` have a color of their own in every chart; beside them others get none that could be taken for it.
    Raises CourseError for more than fourteen, which no reader could tell apart.
    """
    names = list(dict.fromkeys(categories))
    held = {name: color for name in names if (color := (fixed or {}).get(name))}
    looks = [tone for tone in (*TONES, *_SECOND) if not any(_alike(tone.fill, color) for color in held.values())]
    if len(names) > len(looks) + len(held):
        raise CourseError(
            f"{len(names)} categories cannot be told apart by color and hatch, {len(looks)} can",
            "draw fewer, or add up the smallest",
        )
    if not held:
        return dict(zip(names, looks, strict=False))
    free = iter(looks)
    marks = [*TONES, *_SECOND]  # by place, so that no two lines of one chart have the same mark and dash
    return {
        name: (own(held[name]) if name in held else next(free))._replace(mark=as_.mark, dash=as_.dash)
        for name, as_ in zip(names, marks, strict=False)
    }


def own(color: str) -> Tone:
    """Return the tone of a thing that has a color of its own: it is dark enough for lines and text as it is."""
    return Tone(color, "", color, "circle", ())


def _alike(color: str, other: str) -> bool:
    """Say whether two colors could be taken for one, or are a red and a blue, which have a meaning of their own."""
    (one, full, _), (two, strong, _) = (colorsys.rgb_to_hsv(*_channels(c)) for c in (color, other))
    if min(full, strong) < 0.25:  # grays
        return max(full, strong) < 0.25
    apart = abs(one - two)
    pair = {_RED if abs(hue - 0.5) > 0.42 else _BLUE if 0.52 < hue < 0.7 else "" for hue in (one, two)}
    return min(apart, 1 - apart) < 0.08 or pair == {_RED, _BLUE}


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def luminance(color: str) -> float:
    """Return the relative luminance of a color such as #0072b2, from 0 (black) to 1 (white), as WCAG defines it."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def on_fill(tone: Tone) -> str:
    """Return the text color to read on a tone's fill: black or white, whichever has the higher contrast."""
    return "#ffffff" if luminance(tone.fill) < 0.179 else "#000000"
