"""What the course itself says about its facts agrees with its own tables, sources and questions."""

import csv
import json
import re
from pathlib import Path

import pytest
import yaml

from lessonkit.author.check.held import WORDS as NUMBER_WORDS
from lessonkit.evidence.how_read import text

ROOT = Path(__file__).parents[1]
PACKAGE = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
LESSONS = sorted(ROOT.glob("notebooks/0[1-9]-*.ipynb"))
BANKS = sorted(ROOT.glob("data/quizzes/*.yaml"))
# Words that give a verdict: they contradict the card when the other half of the answer was wrong.
VERDICT = re.compile(
    r"(?:yes|no|right|wrong|correct|true|false|exactly|that is (?:it|right|true))[.,:!]", re.IGNORECASE
)


def rows(path):
    """Return the rows of a file of data as mappings."""
    with (ROOT / "data" / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_where_a_source_was_read_is_a_place():
    """`read in a copy at …` is followed by a place, not by another copy."""
    twice = [row["id"] for row in rows("sources.csv") if re.search(r"copy at an? copy\b", text(row))]
    assert not twice


@pytest.mark.parametrize(
    ("name", "columns"), [("timeline", ["date"]), ("key_cases", ["date"]), ("directors", ["start"])]
)
def test_a_span_of_years_in_words_is_that_of_the_table(name, columns):
    """A description that says from when to when a table runs begins and ends where its rows do, or its as-of date."""
    resource = next(r for r in PACKAGE["resources"] if r["name"] == name)
    words = f"{resource['description']} {resource['counts']}"
    span = re.search(r"\b(?:from )?(?:[A-Z][a-z]+ )?(\d{4}) to (?:[A-Z][a-z]+ )?(\d{4})\b", words)
    years = sorted(row[column][:4] for row in rows(resource["path"]) for column in columns if row[column])
    assert span and span[1] == years[0], words
    assert span[2] in (years[-1], resource["asOf"][:4]), words


@pytest.mark.parametrize("bank", BANKS, ids=lambda path: path.stem)
def test_no_reason_speaks_of_a_verdict(bank):
    """The card says whether an answer is right; a reason can be right beside a wrong verdict."""
    questions = yaml.safe_load(bank.read_text(encoding="utf-8"))["questions"]
    said = [
        (question["id"], reason["feedback"])
        for question in questions
        for reason in question.get("reasons", ())
        if VERDICT.match(reason["feedback"])
    ]
    assert not said


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_a_question_before_the_reading_stands_before_the_words(lesson):
    """The words to know would answer it. The last lesson asks again what the first one asked."""
    cells = ["".join(cell["source"]) for cell in json.loads(lesson.read_text(encoding="utf-8"))["cells"]]
    early = re.compile(r'lesson\.quiz\("[^"]+-(?:before|think-job)"')
    asked = next(i for i, source in enumerate(cells) if early.search(source))
    assert asked < next(i for i, source in enumerate(cells) if source.startswith("lesson.terms("))


def test_no_court_is_dropped_from_a_split():
    """Every court that the claim counts is named in it, once, and the counts are those of its words and its value."""
    claim = next(row for row in rows("claims.csv") if row["id"] == "c-bond-split")
    named = [re.findall(r"\b\d+(?:st|d|th)\b", part) for part in re.findall(r"\(([^)]*)\)", claim["sentence"])[:2]]
    said = [NUMBER_WORDS[word] for word in re.findall(r"\b(nine|ten|eleven|two|three|one)\b", claim["sentence"])[:2]]
    assert [len(part) for part in named] == said
    assert said[0] == int(claim["value"])
    assert len({court for part in named for court in part}) == sum(map(len, named))
