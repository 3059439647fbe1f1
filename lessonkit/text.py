"""Numbers, dates, headings and lists as a reader meets them, and the nearest known name: the standard library alone."""

from __future__ import annotations

import difflib
import functools
import inspect
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from numbers import Integral, Real
from typing import Any, ParamSpec, TypeVar

from lessonkit.errors import CourseError

P = ParamSpec("P")
R = TypeVar("R")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def clean(value: Any) -> str:
    """Return `value` as one line of text: runs of white space become one space, control characters go.

    Characters that XML cannot hold or that turn the reading direction of their neighbors would break a
    picture. True and False read "yes" and "no", dates as `day` writes them, as in a table.
    """
    value = plain(value)
    text = "" if value is None else str(value)
    if isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, date):
        text = day(value) + _clock(value)
    elif isinstance(value, float):
        text = f"{value:.12g}"  # a year is 2002, not 2002.0
    text = " ".join(text.split())
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs", "Cn") and c not in _BIDI)


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")


def is_missing(value: Any) -> bool:
    """Say whether a cell is empty: None, NaN (of numpy or as a Decimal), NaT or pandas' NA."""
    if isinstance(value, Decimal):
        return value.is_nan()
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # an array or another thing that is no single cell
        return False


def plain(value: Any) -> Any:
    """Return a cell as the kind it is to a reader, whatever library holds it.

    None where it is empty; a bool; an int or a float; a date or datetime; all else as it is, and months or years of
    a calendar ("2003-03") as their text.
    """
    kind = type(value).__name__
    if is_missing(value):
        return None
    if kind in ("bool", "bool_"):  # numpy's own has either name
        return bool(value)
    if kind in ("datetime64", "Period"):
        text = str(value)
        return datetime.fromisoformat(text[:26]) if "T" in text else text
    if isinstance(value, Decimal | Real):
        return int(value) if isinstance(value, Integral) else float(value)
    return value


def _clock(value: date) -> str:
    """Return the time of a day for a reader, nothing at midnight, where a day stands for itself."""
    clock = value.time() if isinstance(value, datetime) else time.min
    if clock == time.min:
        return ""
    return f", {clock.isoformat('auto' if clock.second or clock.microsecond else 'minutes')}"


def number(value: Any, unit: str = "") -> str:
    """Return a number for a reader: thousands separators, at most two decimals, its unit; `not published`
    when empty. A number near zero keeps two digits that are not zero, so that it is never shown as 0.

    >>> number(20585, "people"), number(0.0046), number(3.4, "billion dollars")
    ('20,585 people', '0.0046', '$3.4 billion')
    """
    value = plain(value)
    if value is None:
        return "not published"
    if abs(value) >= _LONG or _LEFT_OVER < abs(value) < _TINY:
        text = _power(value)
    else:
        text = f"{int(value):,}" if isinstance(value, Integral) else _decimals(float(value))
    text = text.replace("-", "−")
    if unit == "%":
        return f"{text}%"
    if is_money(unit):
        minus, digits = ("−", text[1:]) if text.startswith("−") else ("", text)
        return f"{minus}${digits} {unit.removesuffix('dollars')}".rstrip()
    return f"{text} {_one(unit) if text == '1' else unit}" if unit else text


def is_money(unit: str) -> bool:
    """Say whether a unit is dollars, or so many of them: its numbers are written $3.4 billion."""
    return unit in ("dollars", *(f"{many} dollars" for many in ("thousand", "million", "billion", "trillion")))


def label(value: Any, unit: str) -> str:
    """Return a number as it stands beside a bar or a line: with its unit where that is part of how it is written."""
    return number(value, unit if unit == "%" or is_money(unit) else "")


# From the first on, and below the second, a power of ten is shorter than zeros; below the third is what is left over
# when decimals are added.
_LONG, _TINY, _LEFT_OVER = 1e16, 1e-9, 9e-16
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _power(value: Real) -> str:
    """Return 1.2e-12 as `1.2 × 10⁻¹²`; a Decimal holds whole numbers that no float can."""
    digits, _, power = f"{Decimal(int(value) if isinstance(value, Integral) else float(value)):.2e}".partition("e")
    if not power:
        return digits  # inf
    return f"{digits.rstrip('0').rstrip('.')} × 10{str(int(power)).translate(_RAISED)}"


def _decimals(value: float) -> str:
    if _TINY <= abs(value) < 0.1:
        return f"{Decimal(f'{value:.2g}'):f}"
    # As a reader rounds what is written: 38.525 is 38.53, though no binary fraction is exactly that. + 0.0: no -0.
    shown = Decimal(repr(value + 0.0)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{shown + 0:,.2f}".rstrip("0").rstrip(".")


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
    value = plain(value)
    if isinstance(value, date):
        return _place(value.year, value.month, value.day)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999:
        return float(value) + (0.999 if end else 0)
    match = None if isinstance(value, int) else _DATE.match(str(value).strip())
    if not match or not int(match[1]):
        raise CourseError(f"The date {brief(value, 60)!r} cannot be drawn", "write it as 2003, 2003-03 or 2003-03-11")
    year, month, day = match.groups()
    try:
        if day:
            return _place(int(year), int(month), int(day))
        if month:
            start = _place(int(year), int(month), 1)
            return start + (0.082 if end else 0)
    except ValueError as error:
        raise CourseError(f"The date {value!r} cannot be drawn: {error}") from None
    return float(year) + (0.999 if end else 0)


def _place(year: int, month: int, day: int) -> float:
    first = date(year, 1, 1).toordinal()
    return year + (date(year, month, day).toordinal() - first) / (date(year, 12, 31).toordinal() - first + 1)


def day(value: Any) -> str:
    """Return a date for a reader with the precision it has: `Mar 11, 2003`, `Mar 2003` or `2003`."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{MONTHS[value.month - 1]} {value.day}, {value.year}"
    if isinstance(value, bool | int | float):
        return clean(value)
    match = _DATE.match(str(value).strip())
    if not match:
        return clean(value)
    year, month, dom = match.groups()
    if not 1 <= int(month or 1) <= 12:
        return clean(value)  # not a month: a span such as 2024-25
    if dom:
        return f"{MONTHS[int(month) - 1]} {int(dom)}, {year}"
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


#: Where a sentence ends and the next begins, but not within U.S. Customs.
SENTENCE = re.compile(r"(?<=[.!?])(?<![A-Z]\.)\s+(?=[A-Z“\"])")


def brief(value: Any, most: int = 120) -> str:
    """Return one line of text for an alt text, cut after `most` characters."""
    text = clean(value)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def whole_sentences(value: Any, most: int) -> str:
    """Return the first sentences of a text that fit into `most` characters; a first one that is longer is cut."""
    first, *rest = SENTENCE.split(clean(value))
    for sentence in rest:
        if len(first) + 1 + len(sentence) > most:
            break
        first += f" {sentence}"
    return brief(first, most)


def heading(name: str) -> str:
    """Return a column's name for a reader: `former_department` becomes `Former department`."""
    text = clean(name).replace("_", " ")
    return text[:1].upper() + text[1:]


def listing(items: list[str]) -> str:
    """Join texts with commas and `and`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


_COMPARED, _SHORT = 2_000, 100


def nearest(word: object, known: Iterable[str]) -> str:
    """Return what helps with a misspelt name, as the end of a sentence: the nearest known one, or a list of them."""
    names = sorted(set(known))
    # Comparing takes long where there are very many names or very long ones, and nobody meant those.
    near = [name for name in names[:_COMPARED] if len(name) <= _SHORT]
    close = difflib.get_close_matches(str(word)[:_SHORT], near, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    listed = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    return f"there are: {listed or 'none'}"


def options(call: Callable[P, R]) -> Callable[P, R]:
    """Let a function answer an option that it does not have with one sentence, which names the nearest."""
    known = inspect.signature(call).parameters

    @functools.wraps(call)
    def checked(*args: P.args, **given: P.kwargs) -> R:
        for name in given:
            if name not in known:
                raise CourseError(f"{call.__name__}() has no option {name!r}", nearest(name, known))
        return call(*args, **given)

    return checked
