"""Numbers written in words: "twenty-two", "two hundred and five", "a dozen", "three quarters", "half a million".

A word that is only a part of a longer number is no number of its own: "twenty-two" says 22, and neither 20 nor 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonkit.author.check.numbers import Number

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {word: float(i) for i, word in enumerate(_SMALL)}
_ROUND = {word: 10.0 * i for i, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_ALONE = {"no": 0.0, "none": 0.0, "once": 1.0, "single": 1.0, "both": 2.0, "twice": 2.0, "thrice": 3.0}
_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4, "fifth": 5}
_PARTS |= {"fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10}
WORDS = {**_UNITS, **_ROUND, **_ALONE, "half": 0.5, "quarter": 0.25}
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ONE = (
    f"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_SMALL[1:10])}))?|{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
)
_SCALE = "|".join(_SCALES)
_PATTERN = re.compile(
    r"(?<![\w-])(?:"
    rf"(?P<part>(?:(?P<many>one|two|three|four|five|seven|nine|an?)[- ])(?P<of>{'|'.join(_PARTS)})|half|quarter)"
    rf"(?: an?)?(?: (?P<partscale>{_SCALE}|dozen))?"
    rf"|(?P<dozens>{_ONE}|an?) dozen"
    rf"|(?P<mixed>{_ONE}) and (?:a (?P<fraction>half|quarter)|three (?P<three>quarters))(?: (?P<mixedscale>{_SCALE}))?"
    rf"|(?P<long>(?:{_ONE}|an?)[- ](?:{_SCALE})(?:(?:,? and |[ ,-]+)?(?:{_ONE}|{_SCALE})\b)*|{_ONE})"
    rf"|(?P<alone>no one|{'|'.join(_ALONE)})"
    rf")(?![\w])(?!-(?:{_ORDINALS})\b)",
    re.IGNORECASE,
)


def find(text: str) -> list[Number]:
    """Return the numbers that a text writes in words, in order; an ordinal ("twenty-first") is none of them."""
    return [Number(match[0], "number", value, match.start()) for match, value in _values(text)]


def _values(text: str) -> Iterator[tuple[re.Match[str], float]]:
    for match in _PATTERN.finditer(text):
        got = {key: (value or "").lower() for key, value in match.groupdict().items()}
        scale = _SCALES.get(got["partscale"] or got["mixedscale"], 12.0 if got["partscale"] == "dozen" else 1.0)
        if got["part"]:
            many = _UNITS.get(got["many"], 1.0)
            yield match, many / _PARTS[got["of"] or got["part"].split()[0]] * scale
        elif got["dozens"]:
            yield match, 12.0 * _sum(got["dozens"])
        elif got["mixed"]:
            yield match, (_sum(got["mixed"]) + {"half": 0.5, "quarter": 0.25}.get(got["fraction"], 0.75)) * scale
        else:
            yield match, _ALONE[got["alone"].split()[0]] if got["alone"] else _sum(got["long"])


def _sum(words: str) -> float:
    """Return the number that words such as "two hundred and five thousand" name."""
    total = group = 0.0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "hundred":
            group = (group or 1.0) * 100
        elif word in _SCALES:
            total, group = total + (group or 1.0) * _SCALES[word], 0.0
        elif word in ("a", "an"):
            group = 1.0
        elif word != "and":
            group += {**_UNITS, **_ROUND}[word]
    return total + group
