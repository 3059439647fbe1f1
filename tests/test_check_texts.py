"""What `lessonkit check` watches in notebooks it watches in questions, tables, registers and lessons.md as well."""

import datetime
import json

import pytest

from lessonkit.author.check import check_course
from lessonkit.course import find_course

TODAY = datetime.date(2026, 11, 25)
WHERE = {
    "quizzes/01.yaml": ("The table gives 31 elms.", "data/quizzes/01.yaml, line 10, 01-most-trees, feedback"),
    "claims.csv": ("number of elms fell", "data/claims.csv, line 3, c-elms-lost, sentence"),
    "glossary.csv": ("a tree that stands in a street", "data/glossary.csv, line 3, street tree, plain"),
    "tables/trees.csv": ("town-count-2024,medium", "data/tables/trees.csv, line 5, confidence"),
    "lessons.md": ("A map of elms.", "lessons.md, “"),
}
FILES = sorted(WHERE)
COPIED = "had to be felled before the winter storms came over"


def put(root, name, new, old=None):
    """Replace a text of the made course by one that holds `new`; return how a finding names the place."""
    path = root / "data" / name if name != "lessons.md" else root / name
    if name == "lessons.md":
        path.write_text("# Lessons\n\nA map of elms.\n", "utf-8")
    text = path.read_text("utf-8")
    old = old or WHERE[name][0]
    assert text.count(old) == 1
    # A table's text stands in the last column; the source before it must stay known.
    path.write_text(text.replace(old, f"town-count-2024,{new}" if name == "tables/trees.csv" else new), "utf-8")
    return WHERE[name][1]


def allow(root, text):
    path = root / "data" / "check.yaml"
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def found(*parts):
    """Return the findings of the course that hold all `parts`."""
    said = [str(finding) for finding in check_course(find_course(), TODAY)]
    assert all("\n" not in text for text in said)
    return [text for text in said if all(part in text for part in parts)]


@pytest.mark.parametrize(
    "what",
    ["the word “", "stands so in", "names ", "stands in no claim that the question names", "is never spelled out"],
)
def test_a_clean_course_has_no_such_finding(trees, what):
    assert found(what) == []


# --- words, copied runs, names


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("word", ["tree hugger", "simply"])
def test_a_loaded_word_is_found_wherever_readers_see_it(trees, name, word):
    place = put(trees, name, f"A {word} counted.")
    assert len(found(place, f"the word “{word}”")) == 1


@pytest.mark.parametrize("name", FILES)
def test_a_copied_run_is_found_wherever_readers_see_it(trees, name):
    place = put(trees, name, f"Seven elms {COPIED} the hills.")
    assert len(found(place, "stands so in letter.txt", "say it in other words")) == 1


@pytest.mark.parametrize("name", FILES)
def test_a_private_person_is_found_wherever_readers_see_it(trees, name):
    place = put(trees, name, "Maria Gonzalez and Ada Lovelace counted.")
    assert [text.split(": ")[1].split(";")[0] for text in found(place, "names ")] == ["names Maria Gonzalez"]


def test_every_text_of_a_bank_is_read_and_no_address(trees):
    (trees / "data" / "quizzes" / "01.yaml").write_text(
        'lesson: "01"\nopen_notice: no tree hugger 1\noverall:\n  - {from: 0, text: tree hugger 2}\nquestions:\n'
        "  - {id: 01-tree-hugger, kind: open, level: judge, stem: tree hugger 3, hint: tree hugger 4,\n"
        "     source: tree hugger, model: tree hugger 5, rubric: [tree hugger 6, tree hugger 7]}\n"
        "  - {id: 01-b, kind: match, level: read, stem: b, source: c-elms-lost, pairs: [\n"
        "      {left: tree hugger 8, right: tree hugger 9, feedback: x}, {left: y, right: 'true', feedback: x}]}\n",
        "utf-8",
    )
    keys = [text.split(": ")[0].split(", ")[-1] for text in found("01.yaml", "the word “tree hugger”")]
    assert keys == ["open_notice", "text", "stem", "hint", "model", "rubric", "rubric", "left", "right"]


def test_a_bank_that_cannot_be_read_is_one_finding(trees):
    for torn in (b"lesson: [", b"\xff\xfe", b""):
        (trees / "data" / "quizzes" / "01.yaml").write_bytes(torn)
        assert len(found("01.yaml")) == 1


def test_a_word_discussed_in_a_lesson_may_stand_in_its_questions_and_claims(trees):
    allow(trees, "discussed:\n  - {word: “tree hugger”, where: '01-*', reason: the lesson compares words}\n")
    for name in ("quizzes/01.yaml", "claims.csv", "glossary.csv"):
        put(trees, name, "Who says “tree hugger”?")
    place = put(trees, "tables/trees.csv", "Who says “tree hugger”?")
    assert [text.split(": ")[0] for text in found("the word")] == [place]
    allow(trees, "  - {word: “tree hugger”, where: trees.csv, reason: the wording of a poll}\n")
    assert found("the word") == []


def test_a_column_of_quotations_is_excused_from_words_and_runs_but_not_from_names(trees):
    place = put(trees, "tables/trees.csv", f"The tree hugger Maria Gonzalez said that elms {COPIED} the hills.")
    assert len(found(place)) == 3
    allow(trees, "quoted_columns:\n  - {table: trees, column: confidence, reason: titles of studies}\n")
    assert [text.split("; ")[0] for text in found(place)] == [f"{place}: names Maria Gonzalez"]


def test_a_text_that_many_rows_repeat_is_one_finding(trees):
    path = trees / "data" / "tables" / "trees.csv"
    path.write_text(path.read_text("utf-8").replace(",high", ",tree hugger"), "utf-8")
    assert [text.split(": ")[0] for text in found("the word")] == [
        "data/tables/trees.csv, line 2 and 2 more, confidence"
    ]


def test_the_address_of_a_row_is_no_text(trees):
    path = trees / "data" / "tables" / "trees.csv"
    path.write_text(path.read_text("utf-8").replace("source_id", "row_id", 1).replace("confidence", "locator", 1))
    put(trees, "tables/trees.csv", f"A tree hugger, {COPIED} the hills".replace(",", ""))
    assert found("the word") == found("stands so in") == []


# --- acronyms of stems


def lesson(root, text):
    cells = [{"cell_type": "markdown", "metadata": {}, "source": text}]
    path = root / "notebooks" / "01-trees.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")


STEM = "Which kind of tree stood in the streets more often in 2024?"


@pytest.mark.parametrize(
    ("notebook", "stem", "missing"),
    [
        ("# Trees", "What did the PO count?", ["PO"]),
        ("# Trees\n\nThe Parks Office (PO) counts.", "What did the PO count?", []),
        ("# Trees", "What did the Parks Office (PO) count?", []),
        ("# Trees", "What did the XYZ count for the PO, and the XYZ?", ["XYZ", "PO"]),
        ("# Trees", "Is that OK in the US?", []),
    ],
)
def test_an_acronym_of_a_stem_is_spelled_out_in_the_lesson(trees, notebook, stem, missing):
    lesson(trees, notebook)
    put(trees, "quizzes/01.yaml", stem, STEM)
    said = found("data/quizzes/01.yaml, line 3, 01-most-trees, stem", "is never spelled out in 01-trees.ipynb")
    assert [text.split(": ")[1].split()[0] for text in said] == missing


def test_a_bank_without_its_notebook_is_not_held_against_another(trees):
    put(trees, "quizzes/01.yaml", "What did the PO count?", STEM)
    assert found("is never spelled out") == []


# --- numbers of questions


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("The table gives 134 oaks.", "The table gives 139 oaks.", "139"),
        # A claim that the question does not name holds this, as one would hold any small number.
        ("elms., source: c-elms-lost}", "elms.}", "31"),
        ("The table gives 134 oaks.", "The table gives about 130 oaks.", None),
        ("The table gives 134 oaks.", "The table gives about 140 oaks.", "140"),
        (STEM, "Which kind of tree stood in 17 streets?", "17"),
        ("    source: c-oaks-2024\n", "    source: c-oaks-2024\n    hint: It is more than 100.\n", "100"),
        # A wrong option may hold any number; a right one is told as true.
        ("text: Elm", "text: 17 elms", None),
        ("text: Oak", "text: 17 oaks", "17"),
        # What is computed from a table has its address there, and only what stands there.
        ("Look at the row of 2024., high", "There were 134 oaks., high", None),
        ("Look at the row of 2024., high", "There were 17 later., high", "17"),
        ("How many elms were left in 2024?", "How many elms were left in 3024?", "3024"),
        # A source that is no claim cannot be compared.
        ("source: c-oaks-2024\n    options", "source: town-count-2024\n    hint: Count 17.\n    options", None),
    ],
)
def test_a_number_of_a_question_has_an_address(trees, old, new, wrong):
    put(trees, "quizzes/01.yaml", new, old)
    said = found("data/quizzes/01.yaml, line", "stands in no claim that the question names")
    assert [text.split("“")[1].split("”")[0] for text in said] == ([wrong] if wrong else [])


def test_a_claim_that_is_not_named_is_an_address_for_a_long_number_of_its_own_lesson(trees):
    put(trees, "quizzes/01.yaml", "source: c-elms-lost\n", "source: c-oaks-2024\n")
    assert found("stands in no claim that the question names") == []
    path = trees / "data" / "claims.csv"
    path.write_text(path.read_text("utf-8").replace("c-oaks-2024,01", "c-oaks-2024,02"), "utf-8")
    assert len(found("“134”", "stands in no claim that the question names")) == 1
