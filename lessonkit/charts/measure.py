"""How wide a text is in a chart, and where its lines break."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags

from lessonkit.text import clean

_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


@lru_cache(maxsize=8192)
def _advance(char: str, bold: bool) -> float:
    font = get_font(str(_FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")))
    if not font.get_char_index(ord(char)):
        # Drawn by another font of the reader's machine: allow a full square.
        return 0.0 if unicodedata.combining(char) else 1.1
    font.set_size(100, 72)
    return font.load_char(ord(char), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 100


@lru_cache(maxsize=8192)
def width(text: str, size: float = 12, bold: bool = False) -> float:
    """Return the width of `text` in points in DejaVu Sans, which is wider than what a browser may put in."""
    return sum(_advance(char, bold) for char in text) * size


def wrap(text: Any, room: float, *, size: float = 12, lines: int = 3, bold: bool = False) -> list[str]:
    """Break `text` into at most `lines` lines no wider than `room` points, of about equal length.

    A single word wider than the room is broken, and the last line ends in … when text is left: nothing ever
    leaves the canvas.
    """
    text = clean(text)
    out = _break(text, room, size, lines, bold)
    if len(out) > 1 and not out[-1].endswith("…"):
        even = width(text, size, bold) / len(out)
        longest = max(width(word, size, bold) for word in text.split(" "))
        # Narrow the room while the number of lines stays: no word is left alone on the last line,
        # and none broken.
        for share in (1.04, 1.12, 1.22, 1.36, 1.6):
            closer = _break(text, min(room, max(even * share, longest)), size, lines, bold)
            if len(closer) == len(out) and not closer[-1].endswith("…"):
                return closer
    return out


def _break(text: str, room: float, size: float, lines: int, bold: bool) -> list[str]:
    words = text.split(" ")
    out: list[str] = []
    current = ""
    while words:
        word = words.pop(0)
        trial = f"{current} {word}" if current else word
        if width(trial, size, bold) <= room:
            current = trial
        elif current:
            out.append(current)
            words.insert(0, word)
            current = ""
        else:
            cut = max(1, _fitting(word, room, size, bold))
            out.append(word[:cut])
            if word[cut:]:
                words.insert(0, word[cut:])
        if len(out) >= lines and (words or current):
            return [*out[: lines - 1], _shorten(out[lines - 1], room, size, bold)]
    return [*out, current] if current or not out else out


def _fitting(word: str, room: float, size: float, bold: bool) -> int:
    """Return how many characters of a word fit, ending after a joint such as a hyphen where there is one."""
    used = 0.0
    for i, char in enumerate(word):
        used += _advance(char, bold) * size
        if used > room:
            joint = max(word.rfind(c, 0, i) for c in "_-/") + 1
            return joint if joint > i / 3 else i
    return len(word)


def _shorten(line: str, room: float, size: float, bold: bool) -> str:
    while line and width(line + "…", size, bold) > room:
        line = line[:-1]
    return line.rstrip(" ,;:") + "…"


# The words of which the singular ends in -ie; all other -ies come from -y.
