"""The reading grade: what is a sentence, what is none, and that longer sentences and words raise it."""

from pathlib import Path

import pytest

from lessonkit.author.check.grade import grade, sentences
from lessonkit.author.check.notebook import Cell, Notebook


def page(*sources):
    cells = tuple(Cell(i, "markdown", source, (), {}, ()) for i, source in enumerate(sources, 1))
    return Notebook(Path("01-trees.ipynb"), cells, {})


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Elms grow. Oaks stand! Who cuts them?", 3),
        ("The town paid 9.5 million dollars in 2020. It was too much.", 2),
        ("In Oak v. Elm the court of St. Paul spoke (8 U.S.C. 1357). The tree stood.", 2),
        ("Ask “why?” and “since when?” before you believe it.", 1),
        ("He said “yes.” She said no.", 2),
        ("They work for the U.S.", 1),
        ("So did I. They did not.", 2),
        ("In 2002. 5 trees fell.", 2),
        ("a start without an end", 1),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text, count):
    found = list(sentences(text))
    assert len(found) == count
    assert " ".join(found) == text, "no word is lost"


SHORT = "The elm is old. It must go. The town has a plan. We can read it here. "
LONG = "The elm is old and it must go, because the town has a plan that we can read here. "


def test_a_joined_sentence_and_a_longer_word_raise_the_grade():
    short, joined = grade(page(SHORT * 8)), grade(page(LONG * 8))
    assert short < 1 < 4 < joined < 8
    assert grade(page(LONG.replace("plan", "municipality") * 8)) > joined


def test_what_is_no_sentence_does_not_count():
    alone = grade(page(LONG * 8))
    label = '<div class="lk-note">\n\nforty minutes · after the other lesson · all parts are extra\n\n</div>'
    extra = (label, "# A remarkable title", "| extraordinary | municipality |\n| --- | --- |\n| a | b |")
    assert grade(page(LONG * 8, *extra)) == alone
    for title in ('<b class="lk-tag look">Look</b>', "**On what day?**", "**Before you read:**"):
        assert grade(page("\n\n".join([f"{title} {LONG}"] * 8))) == alone
    assert grade(page("\n\n".join([f"**To be fair,** {LONG}"] * 8))) > alone, "bold words of a sentence are read"


def test_a_figure_splits_no_sentence_and_is_no_easy_word():
    fee = "The town paid a fee of {} million dollars to the county. "
    assert grade(page(fee.format("9.5") * 12)) == grade(page(fee.format("10") * 12))
    planted = "The county planted maple trees in {}. "
    assert grade(page(planted.format("1940") * 20)) > grade(page(planted.format("May") * 20))


def test_too_few_words_have_no_grade():
    assert grade(page("The elm is old.")) is None
