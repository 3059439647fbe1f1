"""The colors of all charts: Okabe-Ito, ordered to step in grey, with hatches where grey would not do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lessonkit.errors import CourseError

INK = "#1f2933"  # text
MUTED = "#52606d"  # secondary text: 6.5 to 1 on white
AXIS = "#7b8794"
GRID = "#dfe3e8"
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


def tones(categories: Iterable[str]) -> dict[str, Tone]:
    """Return a tone for each category, in order of first appearance.

    Raises CourseError for more than fourteen, which no reader could tell apart.
    """
    names = list(dict.fromkeys(categories))
    looks = [*TONES, *_SECOND]
    if len(names) > len(looks):
        raise CourseError(
            f"{len(names)} categories cannot be told apart by color and hatch, {len(looks)} can",
            "draw fewer, or add up the smallest",
        )
    return dict(zip(names, looks, strict=False))


def on_fill(tone: Tone) -> str:
    """Return the text color to read on a tone's fill: black or white, whichever has the higher contrast."""
    channels = [int(tone.fill[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if luminance < 0.179 else "#000000"
