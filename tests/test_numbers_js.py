"""How typed numbers are read: one table of what people type, in which unit, and what it means."""

from __future__ import annotations

import pytest

from . import quiz_node

pytestmark = pytest.mark.skipif(quiz_node.node() is None, reason="Playwright, which ships Node, is not installed")

PLAIN = "Write a number with digits, such as 20,000 or 0.5."


def read(*cases: tuple[str, str, float | None]) -> list:
    """The numbers, or the questions asked in their place."""
    code = "([typed, unit, key]) => { const r = LK.readNumber(typed, unit, key ?? NaN); return r.ask ?? r; }"
    return quiz_node.run([(code, list(case)) for case in cases])


# typed, unit, value
READ = [
    ("20000", "seeds", 20000),
    ("20,000", "seeds", 20000),
    ("20,000.", "seeds", 20000),
    ("1,234,567.5", "seeds", 1234567.5),
    ("1,00,000", "seeds", 100000),  # as in India
    # blanks and marks of thousands: blank, no-break, thin, narrow no-break, figure space; apostrophes
    *((f"20{blank}000", "seeds", 20000) for blank in " \u00a0\u2009\u202f\u2007'\u2019"),
    ("1 234 567,5", "seeds", 1234567.5),
    ("1.234.567", "seeds", 1234567),
    ("1.234,5", "seeds", 1234.5),
    # digits of other scripts
    ("\uff11\uff12\uff0c\uff13\uff14\uff15", "seeds", 12345),  # full width, comma too
    ("\u0661\u0662\u0663\u0664", "seeds", 1234),  # Arabic
    ("\u0661\u066c\u0662\u0663\u0664\u066b\u0665", "seeds", 1234.5),  # with Arabic marks
    ("\u06f1\u06f2\u06f3\u06f4", "seeds", 1234),  # Persian
    ("\u0967\u0968\u0969\u096a", "seeds", 1234),  # Devanagari
    ("\U0001d7d9\U0001d7da", "seeds", 12),  # mathematical: fifty digits in a row
    ("\u200e1234\u200f", "seeds", 1234),
    # signs
    ("-3", "seeds", -3),
    ("+3", "seeds", 3),
    *((f"{minus}5", "seeds", -5) for minus in "\u2212\u2013\u2010\uff0d"),
    ("-$5", "dollars", -5),
    ("$-5", "dollars", -5),
    (".5", "seeds", 0.5),
    ("0.846", "seeds", 0.846),
    # the unit, whole or in part, one or many, in other words
    ("20,000 seeds", "seeds", 20000),
    ("1 seed", "seeds", 1),
    ("5 agencies", "agencies and programs", 5),
    ("1 agency", "agencies and programs", 1),
    ("22 programs", "agencies and programs", 22),
    ("22 agencies and programs.", "agencies and programs", 22),
    ("3 persons", "people", 3),
    ("1 person", "people", 1),
    ("2 cases", "cases", 2),
    ("1 case", "cases", 1),
    ("1 process", "processes", 1),
    ("$430,000 per person", "dollars per person", 430000),
    ("$430,000/person", "dollars per person", 430000),
    ("430,000 dollars a person", "dollars per person", 430000),
    ("430,000 dollars for each person", "dollars per person", 430000),
    ("430000 USD", "dollars per person", 430000),
    ("US$ 430,000", "dollars per person", 430000),
    ("430,000 U.S. dollars", "dollars per person", 430000),
    ("430,000 per person", "dollars per person", 430000),
    ("12 %", "percent", 12),
    ("12%", "percent of the list", 12),
    ("12 percent", "%", 12),
    ("12 per cent", "percent", 12),
    ("5 deaths per 100,000 people", "deaths per 100,000 people", 5),
    ("3 287(g) agreements", "287(g) agreements", 3),
    # sizes, alone and against the size of the unit
    ("$1.5 million", "dollars", 1500000),
    ("1.1 million", "seeds", 1100000),
    ("2 billion dollars", "dollars", 2000000000),
    ("2bn dollars", "dollars", 2000000000),
    ("5k", "people", 5000),
    ("3 hundred thousand", "people", 300000),
    ("8.5 billion", "billion dollars", 8.5),
    ("$8.5 billion", "billion dollars", 8.5),
    ("$8.5", "billion dollars", 8.5),
    ("8.5 billion dollars", "billion dollars", 8.5),
    ("8,500 million dollars", "billion dollars", 8.5),
    ("1 trillion", "billion dollars", 1000),
    ("20 thousand", "thousand people", 20),
    ("8,500,000,000", "billion dollars", 8.5),  # without a key, too
    ("999", "thousand people", 999),
]
# typed, unit, the question that counts nothing
ASKED = [
    *((typed, "seeds", PLAIN) for typed in ("", "seeds", "12,34,5", "1.2.3", "20 or 30", "5-6", "1e5", "1,234 567")),
    *((typed, "seeds", PLAIN) for typed in ("<5", "5+", "~5", "(5)", "5*2", "1/2", "--5")),
    *((typed, "seeds", PLAIN) for typed in ("\u00bd", "2\u00bd", "5\u00b2")),
    *((typed, "seeds", "This question asks for seeds. Write the number alone.") for typed in (
        "about 20", "5 people", "5%", "$5", "\u20ac5", "5 apples", "5 per seed packet", "2 m", "5 hasOwnProperty")),
    ("430,000 people", "dollars per person", "This question asks for dollars per person. Write the number alone."),
    ("5 percent", "percentage points", "This question asks for percentage points. Write the number alone."),
    ("1,5", "seeds", "Do you mean 1.5 seeds? Write 1.5 then."),
    ("12,3456", "seeds", "Do you mean 12.3456 seeds? Write 12.3456 then."),
    ("8.5 dollars", "billion dollars", "Do you mean 8.5 billion dollars? Write 8.5 then."),
]  # fmt: skip
# typed, unit, key, what is read: the key decides which of two readings is asked about
NEAR = [
    ("7.114", "people", 7114, "Do you mean 7,114 people? Write 7,114 then."),
    ("\u0667\u066b\u0661\u0661\u0664", "people", 7114, "Do you mean 7,114 people? Write 7,114 then."),
    ("430.000", "dollars per person", 430000, "Do you mean 430,000 dollars per person? Write 430,000 then."),
    (
        "$430.000 per person",
        "dollars per person",
        430000,
        "Do you mean 430,000 dollars per person? Write 430,000 then.",
    ),
    ("6.000", "people", 7114, "Do you mean 6,000 people? Write 6,000 then."),
    ("7.1140", "people", 7114, 7.114),  # who insists is read
    ("7.114 thousand", "people", 7114, 7114),
    ("1.234", "percent", 1.2, 1.234),
    ("38.525", "billion dollars", 38.525, 38.525),
    ("12.500", "percent", 12, 12.5),
    # whoever writes the amount out, where the unit is a size, means that amount
    ("8,500,000,000", "billion dollars", 8.5, 8.5),
    ("$9,000,000,000", "billion dollars", 8.5, 9),
    ("9,000,000,000 dollars", "billion dollars", 8.5, 9),
    ("8.5 billion", "billion dollars", 8.5, 8.5),
    ("-8,500,000,000", "billion dollars", -8.5, -8.5),
    ("1,100,000", "million people", 1.1, 1.1),
    ("20,000", "thousand people", 20, 20),
    ("4", "billion dollars", 0, 4),
    ("2,000", "billion dollars", 8.5, 2000),
    ("1,500", "thousand people", 1200, 1500),
    ("1,500 people", "thousand people", 1200, "Do you mean 1,500 thousand people? Write 1,500 then."),
]


def test_numbers_are_read_as_people_type_them() -> None:
    values = read(*((typed, unit, None) for typed, unit, _ in READ))
    assert [(typed, unit, value) for (typed, unit, _), value in zip(READ, values, strict=True)] == READ


def test_what_is_no_number_or_of_another_unit_is_asked_about() -> None:
    said = read(*((typed, unit, None) for typed, unit, _ in ASKED))
    assert [(typed, unit, words) for (typed, unit, _), words in zip(ASKED, said, strict=True)] == ASKED


def test_of_two_readings_the_one_far_from_the_key_is_asked_about() -> None:
    said = read(*(case[:3] for case in NEAR))
    assert [(*case[:3], words) for case, words in zip(NEAR, said, strict=True)] == NEAR
