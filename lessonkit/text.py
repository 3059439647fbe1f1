"""Numbers, dates, headings and lists as a reader meets them, and the nearest known name: the standard library alone."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from lessonkit.errors import CourseError

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


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


_COMPARED, _SHORT = 2_000, 100


def nearest(word: object, known: Iterable[str]) -> str:
    """Return the end of a sentence that helps with a misspelt name: the nearest known one, or a list of them."""
    names = sorted(set(known))
    # Comparing takes long where there are very many names or very long ones, and nobody meant those.
    near = [name for name in names[:_COMPARED] if len(name) <= _SHORT]
    close = difflib.get_close_matches(str(word)[:_SHORT], near, n=1)
    if close:
        return f"; did you mean {close[0]!r}?"
    listed = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    return f"; there are: {listed or 'none'}."
