"""A number that stands beside the value in a claim's sentence is a number of the data, too."""

from __future__ import annotations

import re

import pytest

from lessonkit.author.check.course_data import CourseData
from lessonkit.author.check.other_numbers import Places
from lessonkit.evidence.facts import CLAIM_COLUMNS

from . import small_course

OTHER = small_course.csv_row(
    CLAIM_COLUMNS, id="c-other", lesson="02", sentence="The count is 73.6 percent.", value="73.6", unit="percent",
    source_id="paper",
)  # fmt: skip
MONEY = small_course.csv_row(
    CLAIM_COLUMNS, id="c-money", lesson="02", sentence="It had 2.5 billion dollars.", value="2.5",
    unit="billion dollars", source_id="law",
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Of 250 people, 40 came.", []),  # a cell of the table that names the source
        ("Of 251 people, 40 came.", ["251"]),
        ("About 40 of nearly 260 people came.", []),
        ("About 40 of more than 260 people came.", ["260"]),
        ("40 came, as 73.6 percent of all.", []),  # the value of a claim of the same source
        ("40 came, as 73.7 percent of all.", ["73.7 percent"]),
        ("40 came, for 2.5 billion dollars.", []),  # a claim of the same lesson, in its unit
        ("40 came, for 2.4 billion dollars.", ["2.4 billion"]),
        ("40 came under section 1357 and Public Law 107-296, on Form 205.", []),  # names and no counts
        ("40 came in 2019 and on March 3, 2020: 40 for every 100,000.", []),
        ("40 came, and 17 went; 18 were seen, and 40 were not.", ["17", "18"]),
    ],
)
def test_a_number_beside_the_value_has_a_place_in_the_data(tmp_path, sentence, told):
    claim = small_course.csv_row(
        CLAIM_COLUMNS, id="c-it", lesson="02", sentence=sentence, value="40", unit="people", source_id="paper; law"
    )
    data = CourseData(small_course.make(tmp_path, claims=OTHER + MONEY + claim))
    said = [what for what, _ in Places(data).faults(data.claims["c-it"])]
    assert said == [f"its sentence says {n}, which no claim and no table of the same source holds" for n in told]


def test_what_another_source_says_elsewhere_is_no_place(tmp_path):
    claim = small_course.csv_row(
        CLAIM_COLUMNS, id="c-it", lesson="03", sentence="40 of 250 came.", value="40", source_id="book"
    )
    data = CourseData(small_course.make(tmp_path, claims=claim))
    assert len(list(Places(data).faults(data.claims["c-it"]))) == 1


def test_a_name_that_the_course_knows_by_its_number_needs_none(tmp_path):
    claim = small_course.csv_row(
        CLAIM_COLUMNS,
        id="c-it",
        lesson="03",
        sentence="The 9/11 report counts 40 of 250.",
        value="40",
        source_id="book",
    )
    data = CourseData(small_course.make(tmp_path, claims=claim))
    told = [what for what, _ in Places(data, [re.compile(r"\b9/11\b")]).faults(data.claims["c-it"])]
    assert len(told) == 1 and "250" in told[0]
