"""Numbers and dates in a text, in a form that can be compared with those of a claim.

"22 million", "22,000,000" and "22000000" are the same number; "1 March 2003", "March 1, 2003" and
"2003-03-01" are the same day. Number words count only before a scale ("two million"): "one" and "two" are
also plain words.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

MONTHS = tuple(calendar.month_name[1:])
_MONTH = "(?P<{0}>" + "|".join(MONTHS) + "|" + "|".join(rf"{m[:3]}\b\.?" for m in MONTHS if m != "May") + r"|Sept\b\.?)"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<y>\d{4})-(?P<n>\d\d)-(?P<d>\d\d)\b",
        r"\b(?P<y>\d{4})-(?P<n>0[1-9]|1[0-2])\b(?![-\d])",
        rf"\b{_MONTH.format('m')} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})\b",
        rf"\b(?P<d>\d{{1,2}}) {_MONTH.format('m')},? (?P<y>\d{{4}})\b",
        rf"\b{_MONTH.format('m')},? (?P<y>\d{{4}})\b",
        rf"\b{_MONTH.format('m')} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d)",
        rf"\b(?P<d>\d{{1,2}}) {_MONTH.format('m')}\b",
    )
)
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "K": 1e3, "M": 1e6, "bn": 1e9, "B": 1e9}
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {**{word: float(i) for i, word in enumerate(_SMALL, 1)}, "half a": 0.5, "a": 1.0}
_SCALED_WORD = re.compile(
    rf"\b(?P<word>{'|'.join(_WORDS)})[ -](?P<scale>{'|'.join(s for s in _SCALES if s != 'hundred')})\b", re.I
)
_FISCAL = re.compile(r"\bFY ?'?(?P<y>\d{4}|\d{2})\b")
_YEARS = re.compile(r"(?<![\d,.$])(?P<y>1[6-9]\d\d|20\d\d)(?:[–-](?P<z>\d\d))?(?![\d,]*\d)(?P<s>s)?(?![\w%])(?!\.\d)")
_NUMBER = re.compile(
    r"(?P<before>[A-Za-z]-)?(?<![\w.])(?P<n>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:[ -](?P<scale>{'|'.join(_SCALES)})\b|(?P<short>k|K|M|bn|B)\b|(?:st|nd|rd|th)\b"
    r"|(?P<percent> ?%| percent\b))?"
    r"(?P<after>[A-Za-z])?"
)


@dataclass(frozen=True)
class Number:
    """A number or date found in a text.

    `kind` is number, percent, year or date; `value` the number, or for a date its (year, month, day) with 0
    for what is not said; `step` the width of the last digit where a scale word or percent shows rounding, else 0.
    """

    text: str
    kind: str
    value: float | tuple[int, int, int]
    start: int
    step: float = 0.0


@lru_cache(maxsize=2**15)  # the sentences of claims, the cells of tables are asked again by each check
def find(text: str) -> tuple[Number, ...]:
    """Return the numbers and dates of a text in order; each digit belongs to one of them at most."""
    found: list[Number] = []
    # What was taken is blanked, so that the next, wider pattern does not see it.
    rest = text
    for pattern in (*_DATES, _FISCAL, _YEARS, _SCALED_WORD, _NUMBER):
        for match in pattern.finditer(rest):
            number = _number(pattern, match)
            found += number
        rest = pattern.sub(lambda m: "\0" * len(m[0]), rest)
    return tuple(sorted(found, key=lambda n: n.start))


def _number(pattern: re.Pattern[str], match: re.Match[str]) -> list[Number]:
    start, text = match.start(), match[0].strip()
    if pattern in _DATES:
        got = match.groupdict()
        name = (got.get("m") or "")[:3]
        month = int(got["n"]) if got.get("n") else [m[:3] for m in MONTHS].index(name) + 1
        return [Number(text, "date", (int(got.get("y") or 0), month, int(got.get("d") or 0)), start)]
    if pattern is _FISCAL:
        year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
        return [Number(text, "year", year, start)]
    if pattern is _YEARS:
        years = [Number(match["y"], "year", int(match["y"]), start)]
        if match["z"]:
            years.append(Number(text, "year", int(match["y"][:2] + match["z"]), start + 5))
        return years
    if pattern is _SCALED_WORD:
        scale = _SCALES[match["scale"].lower()]
        value = _WORDS[match["word"].lower()] * scale
        return [Number(text, "number", value, start, scale)]
    return _plain(match, text, start)


def _plain(match: re.Match[str], text: str, start: int) -> list[Number]:
    before, after = match["before"], match["after"]
    if (before and before[0].isupper()) or after:
        # Part of a name: a form, a visa, a "3D".
        return []
    digits = match["n"].replace(",", "")
    scale = _SCALES.get(match["scale"] or "", _SHORT.get(match["short"] or "", 1.0))
    decimals = len(digits.partition(".")[2])
    kind = "percent" if match["percent"] else "number"
    step = scale * 10.0**-decimals if scale > 1 or kind == "percent" else 0.0
    return [Number(text, kind, float(digits) * scale, start, step)]


def covered(number: Number, by: Iterable[Number]) -> bool:
    """Say whether a number of the text is among the numbers of the claims that it cites."""
    return any(_same(number, other) for other in by)


def _same(number: Number, other: Number) -> bool:
    if isinstance(number.value, tuple):
        if not isinstance(other.value, tuple):
            return False
        # A month is covered by a day in it; a day without its year by the same day.
        return all(a in (0, b) for a, b in zip(number.value, other.value, strict=True))
    if number.kind == "year":
        return number.value == (other.value[0] if isinstance(other.value, tuple) else other.value)
    if isinstance(other.value, tuple):
        return False
    gap = abs(number.value - other.value)
    if number.kind == "percent":
        # Only a share, which is no more than the whole, is read as hundredths, and shown to the last written digit.
        share = other.kind == "number" and abs(other.value) <= 1
        return gap < 1e-9 or (share and abs(number.value - other.value * 100) <= number.step / 2 + 1e-9)
    return gap <= max(1e-9 * abs(number.value), number.step / 2)
