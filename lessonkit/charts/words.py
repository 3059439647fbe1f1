"""Words and numbers as a chart shows them: width, wrapping, thousands separators, dates of any precision."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from numbers import Integral, Real
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags

from lessonkit.errors import CourseError

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def clean(value: Any) -> str:
    """Return `value` as one line of text: runs of white space become one space, control characters go.

    Characters that XML cannot hold or that turn the reading direction of their neighbors would break a
    picture. True and False read "yes" and "no", as in a table.
    """
    text = "" if is_missing(value) else str(value)
    if type(value).__name__ in ("bool", "bool_"):  # numpy's own has either name
        text = "yes" if value else "no"
    text = " ".join(text.split())
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs", "Cn") and c not in _BIDI)


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")


def is_missing(value: Any) -> bool:
    """Say whether a cell is empty: None, NaN, NaT or pandas' NA."""
    return value is None or type(value).__name__ in ("NAType", "NaTType") or bool(value != value)


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


def number(value: Any, unit: str = "") -> str:
    """Return a number for a reader: thousands separators, at most two decimals, its unit; `not published`
    when empty. A number near zero keeps two digits that are not zero, so that it is never shown as 0.

    >>> number(20585, "people"), number(0.0046)
    ('20,585 people', '0.0046')
    """
    if is_missing(value):
        return "not published"
    whole = isinstance(value, Integral)
    text = f"{int(value):,}" if whole else _decimals(float(value))
    text = text.replace("-", "−")
    if unit == "%":
        return f"{text}%"
    return f"{text} {_one(unit) if text == '1' else unit}" if unit else text


def _decimals(value: float) -> str:
    if 1e-9 < abs(value) < 0.1:  # below is what is left over when decimals are added
        return f"{Decimal(f'{value:.2g}'):f}"
    return f"{value + 0.0:,.2f}".rstrip("0").rstrip(".")  # + 0.0: no -0


def _one(unit: str) -> str:
    """Return a unit of one English word for the number 1: people, agencies, posts."""
    if unit in _IRREGULAR:
        return _IRREGULAR[unit]
    if " " in unit or not unit.endswith("s") or unit.endswith(("series", "species", "ss", "news", "means")):
        return unit
    if unit.endswith(_IE):
        return unit[:-1]
    if unit.endswith(("sses", "buses", "statuses", "viruses", "xes", "ches", "shes")):
        return unit[:-2]
    return unit[:-3] + "y" if unit.endswith("ies") else unit[:-1]


_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "axes": "axis", "ties": "tie"}
# The words of which the singular ends in -ie; all other -ies come from -y.
_IE = ("movies", "cookies", "calories", "rookies", "zombies", "prairies", "birdies", "selfies", "hoodies")


def when(value: Any, *, end: bool = False) -> float:
    """Return the place of a date on the time axis, in years.

    Takes a year (2003), a text of any precision ("2003", "2003-03", "2003-03-11"), a date or a Timestamp.
    `end=True` puts an imprecise date at the end of its year or month instead of its beginning. Raises
    CourseError otherwise.
    """
    if isinstance(value, datetime | date):
        return _place(value.year, value.month, value.day)
    if isinstance(value, Real) and not is_missing(value) and (isinstance(value, Integral) or value == int(value)):
        return float(value) + (0.999 if end else 0)
    match = _DATE.match(str(value).strip())
    if not match:
        raise CourseError(f"The date {str(value)!r} cannot be drawn: write it as 2003, 2003-03 or 2003-03-11.")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if day:
            return _place(year, month, day)
        if month:
            start = _place(year, month, 1)
            return start + (0.082 if end else 0)
    except ValueError as error:
        raise CourseError(f"The date {value!r} cannot be drawn: {error}.") from None
    return float(year) + (0.999 if end else 0)


def _place(year: int, month: int, day: int) -> float:
    first = date(year, 1, 1).toordinal()
    return year + (date(year, month, day).toordinal() - first) / (date(year, 12, 31).toordinal() - first + 1)


def day(value: Any) -> str:
    """Return a date for a reader with the precision it has: `Mar 11, 2003`, `Mar 2003` or `2003`."""
    if is_missing(value):
        return ""
    if isinstance(value, datetime | date):
        return f"{MONTHS[value.month - 1]} {value.day}, {value.year}"
    if isinstance(value, Real):
        return str(int(value))
    match = _DATE.match(str(value).strip())
    if not match:
        return clean(value)
    year, month, dom = match.groups()
    if not 1 <= int(month or 1) <= 12:
        return clean(value)  # not a month: a span such as 2024-25
    if dom:
        return f"{MONTHS[int(month) - 1]} {int(dom)}, {year}"
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def brief(value: Any, most: int = 120) -> str:
    """Return one line of text for an alt text, cut after `most` characters."""
    text = clean(value)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def heading(name: str) -> str:
    """Return a column's name for a reader: `former_department` becomes `Former department`."""
    text = clean(name).replace("_", " ")
    return text[:1].upper() + text[1:]


def listing(items: list[str]) -> str:
    """Join texts with commas and `and`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
