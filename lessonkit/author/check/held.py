"""Whether a sentence holds the value of its claim: the number in digits or words, a rounding that it announces, a date.

"135,500" holds 135479 only behind a word that says so, and only where the rounding is right: "about 135,500".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lessonkit.author.check import number_words
from lessonkit.author.check.number_words import WORDS
from lessonkit.author.check.numbers import Number, covered, find

__all__ = ["WORDS", "holds", "names", "rounds", "states"]
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALE = re.compile(rf"({'|'.join(_SCALES)})\b")
_SHARE = re.compile(r"\b(?:per ?cent|percentage|share)|%")
# "12 and 15 percent", "40 to 50 million": the measure of a list stands behind its last number.
_LISTED = r"^(?:[\s,–-]*(?:and|to|or|but)?\s*\$?\d[\d.,]*)*[\s-]*"
_PERCENT = re.compile(_LISTED + r"(?:%|per ?cent|percentage|(?:out )?(?:of|in) (?:every )?(?:100|a hundred)\b)")
_MEASURE = re.compile(_LISTED + rf"({'|'.join(_SCALES)})\b")
# A bare "0.12" is a share of the whole; "0.12 people" is not.
_COUNTED = re.compile(r"^\s+(?!(?:of|and|to|or|in|for|by|on|at|from|per|as|when|while|with|after|before|the)\b)[a-z]")
_BEHIND = r"\W+(?:(?:the|a|an|only|just|another)\W+)?\$?$"
# What announces a rounding, the side of the written number on which the exact one lies, and whether it may be equal.
_ROUNDED = tuple(
    (side, equal, re.compile(rf"\b(?:{words}){_BEHIND}", re.IGNORECASE))
    for side, equal, words in (
        (-1, True, "(?:no|not) (?:more|greater|higher) than|at most|up to"),
        (1, True, "(?:no|not) (?:less|fewer|lower) than|at least"),
        (0, True, "about|around|roughly|some|close to|approximately"),
        (-1, False, "nearly|almost|less than|fewer than|lower than|under|below"),
        (1, False, "more than|(?<!spread )over|above|greater than|higher than"),
    )
)
# How far a bound or a rounding may lie from the exact number, as a part of it: "more than 1,000" does not say 1,999.
_FAR, _NEAR, _ROUND = 0.2, 0.1, 0.05
_DENIED = re.compile(r"(?:\bnot|n't|\brather than|\binstead of)\s+(?:(?:exactly|quite|on|in)\s+)?$", re.IGNORECASE)
_MINUS = re.compile(r"(?:(?:^|[\s(])[-−]|\bminus )$", re.IGNORECASE)
_FELL = re.compile(
    r"\b(?:fell|falls?|fallen|dropped|drops?|declined?|decreased?|shrank|sank|went down|lower|smaller|down)"
    r"(?: \w+ly)? (?:by|of)\s+(?:(?:about|nearly|almost|some|roughly|more than|over|at least)\s+)?$",
    re.IGNORECASE,
)
_FALL = re.compile(r"\b(?:fall|drop|decline|decrease|fewer|less|lower|lost|cut)\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$")  # the 2nd Circuit is no two of anything
_DIGITS = re.compile(r"-?\d+(?:\.\d+)?")
_SPACED = re.compile(
    r"(?<![\d.,])(?<!(?:uary|arch|pril|June|July|gust|mber|ober) )\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d.,]*\d)"
)
_SPAN = re.compile(r"\b(?:between|from)\b[^.;]*?\b(?:and|to|until)\b[^.;,]*", re.IGNORECASE)
_BESIDE = re.compile(r"\b(?:not|before|after|since|until|till|by)(?: (?:in|on))?(?: the)?\s+$", re.IGNORECASE)


def holds(text: str, claim: Mapping[str, str]) -> bool:
    """Say whether a text states the value of a claim; one without a value, or with a label for one, asks nothing."""
    value = claim.get("value", "").replace(",", "").strip()
    if _DIGITS.fullmatch(value):
        return _number(text, float(value), claim.get("unit", ""))
    dates = find(claim.get("value", ""))
    if dates:
        # The number of a section of law stands in the locator and need not be said in a sentence.
        return claim["value"] in claim.get("locator", "") or _law(claim["value"]) or _dates(text, dates)
    # Words that come out of a table are its data; others ("contested") only label the claim.
    return not (claim.get("table") and value) or all(names(text, part) for part in value.split(" = "))


def rounds(text: str, number: Number, exact: Iterable[Number]) -> bool:
    """Say whether a number of a text is the right rounding of one of the exact ones, and announced: "about 7,600"."""
    before = text[: number.start]
    if isinstance(number.value, tuple) or number.kind == "year" or _DENIED.search(before):
        return False
    if not any(words.search(before) for _, _, words in _ROUNDED):
        return False
    return any(_near(before, number, float(number.value), value, "") for value in _comparable(number, exact))


def _comparable(number: Number, exact: Iterable[Number]) -> Iterable[float]:
    """Yield the exact numbers that count what the written one counts; a share of the whole becomes percent."""
    for other in exact:
        if isinstance(other.value, tuple) or other.kind == "year":
            continue
        if number.kind == other.kind:
            yield float(other.value)
        elif number.kind == "percent" and abs(other.value) <= 1:
            yield other.value * 100


def names(text: str, name: str) -> bool:
    """Say whether a text holds a name in whole words, whatever its capitals and the signs between its words."""
    return bool(re.search(rf"(?<! not)(?<! not the) {re.escape(_plain(name))} ", f" {_plain(text)} "))


def _number(text: str, value: float, unit: str) -> bool:
    text = _SPACED.sub(lambda m: re.sub(r"\s", ",", m[0]), text)
    said = (number for number in _said(text) if not _ORDINAL.search(number.text))
    return any(states(text, number, value, unit) for number in said)


def _said(text: str) -> list[Number]:
    """Return all numbers of a text; a word that belongs to a longer number word is none."""
    words = number_words.find(text)
    for word in words:
        text = text[: word.start] + "\0" * len(word.text) + text[word.start + len(word.text) :]
    return [*words, *find(text)]


def states(text: str, number: Number, value: float, unit: str) -> bool:
    """Say whether one number of a text is a value in its unit, or a rounding of it that the text announces."""
    before, after = text[: number.start], text[number.start + len(number.text) :]
    if _DENIED.search(before):
        return False
    if isinstance(number.value, tuple):
        return number.value[0] == value
    written, share = float(number.value), bool(_SHARE.search(unit))
    if _MINUS.search(before) or (_FELL.search(before) and not _FALL.search(unit)):
        written = -written
    percent = number.kind == "percent" or bool(_PERCENT.search(after))
    part = 0 <= abs(written) <= 1 and not percent
    if share:
        # Of a percentage, what is written is percent, or else a part of the whole.
        if part and not _COUNTED.search(after if number.text[0].isdigit() else ""):
            written *= 100
        elif not percent and _COUNTED.search(after):
            return False
    elif percent and number.kind == "percent":
        if abs(value) > 1 and unit:
            return False
        written = written / 100 if abs(value) <= 1 else written
    scale = _SCALE.match(unit)
    if scale:
        listed = _MEASURE.search(after)
        value *= _SCALES[scale[1]]
        written *= _SCALES[listed[1]] if listed and number.step == 0 else 1.0
    return _near(before, number, written, value, unit)


def _near(before: str, number: Number, written: float, value: float, unit: str) -> bool:
    """Say whether a written number is the exact one, as far as the words before it promise."""
    side, equal = next(((side, equal) for side, equal, words in _ROUNDED if words.search(before)), (None, True))
    # "people (more than)": the source itself gives a bound, and the value is its number.
    bound = unit[unit.find("(") + 1 : -1] + " " if unit.endswith(")") else ""
    equal = equal or any(words.search(bound) and place == side for place, _, words in _ROUNDED)
    gap, size = value - written, abs(value)
    if abs(gap) <= 1e-9 * max(1.0, size):
        return equal
    if side is None:
        # A scale word and a percentage are shown to their last digit.
        step = number.step / (100 if number.kind == "percent" and size <= 1 else 1)
        return abs(gap) <= step / 2 + 1e-12 and abs(gap) <= _ROUND * size
    zeros = number.kind != "percent" and written % 10 == 0
    if side == 0:
        digits = f"{abs(written):.0f}"
        step = number.step or 10.0 ** (len(digits) - len(digits.rstrip("0")))
        if written != int(written) and not number.step:
            step = 10.0 ** -len(number.text.partition(".")[2]) if "." in number.text else 0.2 * size
        return abs(gap) <= step / 2 and abs(gap) <= (_ROUND if zeros else _FAR) * size
    if gap * side < 0:
        return False
    # "less than 1 percent" says no more than that.
    return abs(gap) <= (_NEAR if re.search(r"(?:nearly|almost)\W", before[-12:]) else _FAR) * abs(written) or (
        abs(written) == 1 and side < 0 and 0 < value < 1
    )


def _law(value: str) -> bool:
    return bool(re.search(r"\b(?:U\.S\.C\.|CFR|Public Law|P\.L\.)", value))


def _dates(text: str, wanted: Sequence[Number]) -> bool:
    said = [number for number in find(text) if not _DENIED.search(text[: number.start])]
    return all(covered(number, said) or _coarser(text, number, said) for number in wanted)


def _coarser(text: str, wanted: Number, said: list[Number]) -> bool:
    """Say whether a text names the month or the year of a day, and no other day or month of that year."""
    if not isinstance(wanted.value, tuple):
        return False
    year, month, day = wanted.value
    spans = [match.span() for match in _SPAN.finditer(text)]
    dates = [n.value for n in said if isinstance(n.value, tuple)]
    named = [n.value[0] if isinstance(n.value, tuple) else n.value for n in said]
    if year in named and (0, month, day) in dates:
        return True  # "In 2003 it began, on March 1": the day in two places
    if any(date[0] in (0, year) and date not in ((year, month, 0), (year, 0, 0)) for date in dates):
        return False
    return any(
        covered(number, [wanted])
        and (not isinstance(number.value, tuple) or number.value[0] != 0)
        and not any(start <= number.start < end for start, end in spans)
        and not _BESIDE.search(text[: number.start])
        for number in said
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
