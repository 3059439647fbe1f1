"""Whether a sentence holds the value of its claim: the number in digits or words, a rounding that it announces, a date.

"135,500" holds 135479 only behind a word that says so, and only where the rounding is right: "about 135,500".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lessonkit.author.check.numbers import Number, covered, find

_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
WORDS = {
    **{word: float(i) for i, word in enumerate(_SMALL)},
    **{"no": 0.0, "none": 0.0, "once": 1.0, "single": 1.0, "both": 2.0, "twice": 2.0, "half": 0.5, "quarter": 0.25},
}
_WORD = re.compile(rf"\b({'|'.join(WORDS)})\b", re.IGNORECASE)
_SCALE = re.compile(r"(thousand|million|billion|trillion)\b")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
# What announces a rounding, and on which side of the written number the exact one lies.
_ROUNDED = (
    (0, re.compile(r"\b(?:about|around|roughly|some|close to|approximately)\W+(?:\w+\W+){0,1}$", re.IGNORECASE)),
    (-1, re.compile(r"\b(?:nearly|almost|less than|fewer than|under|at most|up to)\W+(?:\w+\W+){0,1}$", re.IGNORECASE)),
    (1, re.compile(r"\b(?:more than|over|at least|above)\W+(?:\w+\W+){0,1}$", re.IGNORECASE)),
)
_DIGITS = re.compile(r"-?\d+(?:\.\d+)?")


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
    return not (claim.get("table") and value) or all(part in _plain(text) for part in map(_plain, value.split(" = ")))


def _number(text: str, value: float, unit: str) -> bool:
    scale = _SCALE.match(unit)
    wanted = {value, value * _SCALES[scale[1]] if scale else value}
    wanted |= {value / 100} if unit.startswith(("percent", "%")) else set()
    if any(abs(number - goal) <= 1e-9 * max(1.0, abs(goal)) for number in _said(text) for goal in wanted):
        return True
    exact = [Number("", "number", goal, 0) for goal in wanted]
    return any(covered(number, exact) or _rounds(text, number, wanted) for number in find(text))


def _said(text: str) -> Iterator[float]:
    for number in find(text):
        yield float(number.value[0] if isinstance(number.value, tuple) else number.value)
    for match in _WORD.finditer(text):
        yield WORDS[match[1].lower()]


def _rounds(text: str, number: Number, wanted: set[float]) -> bool:
    """Say whether a number is announced as a rounding of the wanted one, and is right to its last digit that counts."""
    if isinstance(number.value, tuple):
        return False
    side = next((side for side, words in _ROUNDED if words.search(text[: number.start])), None)
    if side is None:
        return False
    written = float(number.value)
    step = number.step or 10.0 ** (len(f"{written:.0f}") - len(f"{written:.0f}".rstrip("0")))
    low, high = {0: (-step / 2, step / 2), -1: (-step, 0), 1: (0, step)}[side]
    return any(low <= goal - written <= high for goal in wanted)


def _law(value: str) -> bool:
    return bool(re.search(r"\b(?:U\.S\.C\.|CFR|Public Law|P\.L\.)", value))


def _dates(text: str, wanted: list[Number]) -> bool:
    said = find(text)
    return all(covered(number, said) or any(covered(part, [number]) for part in said) for number in wanted)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
