"""Rankings in titles, in the sentences of claims and in the bank follow their table."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from lessonkit.author.check import bank, claims, ranks, title_numbers
from lessonkit.author.check.course_data import CourseData
from lessonkit.author.check.notebook import Cell, Notebook
from lessonkit.author.check.settings import settings

ROOT = Path(__file__).parents[1]
TODAY = datetime.date(2026, 11, 28)
TITLE = "figure(c, 'Justice gave the longest list of agencies and programs, Energy the next', claims=[{}])"
OTHERS = re.compile(r"0[04-9]\.yaml$")  # questions of other lessons
JUSTICE, ENERGY = '"c-title-justice-most"', '"c-title-energy-next"'


@pytest.fixture
def course(tmp_path):
    """Return a copy of the data of the first lessons, for a test to change."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=lambda _, names: [n for n in names if OTHERS.match(n)])
    register = tmp_path / "data/claims.csv"
    claims = pd.read_csv(register, dtype=str, keep_default_na=False)
    claims[claims["lesson"] <= "03"].to_csv(register, index=False)
    # The sentence that these tests turn about; the lesson itself may say it in other words.
    change(tmp_path, "quizzes/01.yaml", ("{value} came from Justice, parts", "{value}. Justice gave the most, parts"))
    return tmp_path


def change(course, path, *pairs):
    """Replace texts in a file under data/, each of which stands there once."""
    file = course / "data" / path
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def energy_leads(course):
    """Turn the table and the claims that repeat it, and leave titles and feedback as they are."""
    change(course, "tables/legacy_agencies.csv", ("Teams,Justice,", "Teams,Energy,"))
    change(
        course, "claims.csv",
        ("5 of the 22 came from the Justice Department.,5", "4 of the 22 came from the Justice Department.,4"),
        ("4 of the 22 came from the Energy Department.,4", "5 of the 22 came from the Energy Department.,5"),
        ("Justice had the longest part.\",Justice,", "Energy had the longest part.\",Energy,"),
    )  # fmt: skip


def of_claims(course):
    allowed = settings(course).patterns("numbers")  # a name such as 9/11 states no number
    return [str(finding) for finding in claims.check(CourseData(course), TODAY, allowed)]


def of_title(course, source):
    page = Notebook(Path("01-x.ipynb"), (Cell(1, "code", source),), {})
    found = title_numbers.check(page, CourseData(course), [re.compile("x{9}")]).findings
    return [str(finding) for finding in found]


def of_bank(course):
    data = CourseData(course)
    return [str(finding) for finding in ranks.of_questions(bank.readable(data.course), data)]


@pytest.mark.course
def test_the_course_as_it_stands_is_silent(course):
    assert of_claims(course) == of_bank(course) == of_title(course, TITLE.format(f"{JUSTICE}, {ENERGY}")) == []


def test_a_title_and_a_feedback_name_the_leader_first(course):
    energy_leads(course)
    assert of_claims(course) == []
    assert (
        "names Justice before Energy, which leads by c-title-justice-most" in of_title(course, TITLE.format(JUSTICE))[0]
    )
    assert any("“the most” of Justice" in said and "right" not in said for said in of_bank(course))


@pytest.mark.parametrize(
    ("old", "new", "good"),
    [
        ("Justice gave the most", "Energy gave the most", False),
        ("Justice gave the most", "The shortest list is that of Defense", True),
        ("Justice gave the most", "The most came from the energy department", False),
        ("Justice gave the most", "The longest list is that of Treasury", False),
        ("Justice gave the most", "The largest list is that of Justice, then comes Energy", True),
        ("Justice gave the most", "Energy gave more than most of us think", True),
    ],
)
def test_a_sentence_of_the_bank_with_a_superlative(course, old, new, good):
    change(course, "quizzes/01.yaml", (old, new))
    assert (of_bank(course) == []) is good


def test_a_superlative_in_a_claim_is_recomputed(course):
    change(
        course,
        "tables/workforce_by_state.csv",
        ("2024-09-30,CA,California,state,2485", "2024-09-30,CA,California,state,4485"),
    )
    said = of_claims(course)
    assert any("c-rank-texas: value is Texas, the table gives California" in text for text in said)
    change(
        course,
        "claims.csv",
        (
            'more ICE employees worked in Texas than in any other state.",Texas,',
            'more ICE employees worked in California than in any other state.",California,',
        ),
    )
    said = of_claims(course)
    assert any("c-texas: its sentence ranks" in text and "California leads" in text for text in said)
    assert any("03-more-texas" in text and "Texas" in text for text in of_bank(course))


def test_a_superlative_without_its_ranking_is_named(course):
    text = (course / "data" / "claims.csv").read_text("utf-8")
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith("c-rank-")]
    (course / "data" / "claims.csv").write_text("".join(kept), "utf-8")
    named = {re.search(r"add the claim (c-rank-[\w-]+)", said)[1] for said in of_claims(course)}
    ranked = {line.split(",")[0] for line in text.splitlines() if line.startswith("c-rank-")}
    assert named <= ranked, "a ranking that the course has is asked for by the name it has"
    assert len(named) > len(ranked) / 2, "the others are there for a title alone"


@pytest.mark.parametrize(
    ("sentence", "ranks_it"),
    [
        ("3 people, more than in any other state.", True),
        ("3 people, fewer than all others.", True),
        ("It had the most people.", True),
        ("Its lowest total on record.", True),
        ("The largest office.", True),
        ("At most 3 people, and at least 1.", False),
        ("Most of them came later, more than in 2004.", False),
        ("An arrest and a request in the west.", False),
    ],
)
def test_what_a_superlative_is(sentence, ranks_it):
    assert bool(ranks.SUPERLATIVE.search(sentence)) is ranks_it
