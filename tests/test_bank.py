"""The question bank: good files load, every fault is one sentence with its place, nothing ever tracebacks."""

from __future__ import annotations

import json
import os
import re
from importlib import resources

import jsonschema
import pytest

from lessonkit.author import skeleton
from lessonkit.errors import CourseError
from lessonkit.quiz import bank, yaml_lines
from lessonkit.quiz.kinds import KINDS

from . import quiz_samples

SCHEMA = json.loads(resources.files("lessonkit.quiz").joinpath("schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def schema_accepts(text: str) -> bool:
    return VALIDATOR.is_valid(yaml_lines.plain(yaml_lines.read(text, "01.yaml")))


def loader_accepts(text: str) -> bool:
    try:
        bank.parse(text, "01.yaml")
    except CourseError:
        return False
    return True


def question(text: str) -> str:
    """A bank with this one question; the text is the question's block."""
    return 'lesson: "01"\nquestions:\n' + "\n".join("  " + line for line in text.strip("\n").split("\n")) + "\n"


def single(**changes: str) -> str:
    block = {
        "head": "- id: 01-a",
        "kind": "  kind: single",
        "level": "  level: read",
        "stem": "  stem: Which one?",
        "options": "  options:",
        "one": "    - {text: A, right: true, feedback: Yes it is.}",
        "two": "    - {text: B, feedback: No it is not.}",
    } | changes
    return question("\n".join(filter(None, block.values())))


def test_every_kind_loads_and_keeps_its_place() -> None:
    found = bank.parse(quiz_samples.BANK, "01.yaml")
    assert {entry.kind for entry in found.questions} == set(KINDS)
    assert found.questions[0].place == "01.yaml, line 12"
    assert found.open_notice == "Write no names and nothing about anyone's garden."
    assert [found.words(share) for share in (0, 0.6, 1)] == [
        "Read step 1 again.",
        "A good start.",
        "Every answer is right.",
    ]


def test_the_schema_and_the_loader_accept_the_samples_and_the_skeleton() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for text in (quiz_samples.BANK, skeleton.text("01")):
        assert loader_accepts(text)
        assert schema_accepts(text)


# Each fault: the file, what its sentence must say, and whether a schema can see it too.
FAULTS = {
    "no right option": (
        single(one="    - {text: A, feedback: Hm.}"),
        "01-a: none of 'options' is marked right",
        True,
    ),
    "two right options": (
        single(two="    - {text: B, right: true, feedback: Hm.}"),
        "01-a: 2 of 'options' are marked right; leave 'right: true' under one, or make it 'kind: several'",
        True,
    ),
    "no feedback": (
        single(two="    - {text: B}"),
        "line 9, question 01-a: 'feedback' is missing; option 2 ('B')",
        True,
    ),
    "empty feedback": (single(two='    - {text: B, feedback: ""}'), "'feedback' is empty", True),
    "a bare Yes": (
        single(two="    - {text: Yes, feedback: Hm.}"),
        "unquoted Yes, which YAML reads as true",
        True,
    ),
    "a bare no": (single(stem="  stem: no"), "unquoted no", True),
    "a space of no width": (single(stem='  stem: "a\\u200Bb"'), "character U+200B; delete it", False),
    "a hyphen that is not drawn": (single(stem='  stem: "a\\xADb"'), "character U+00AD; delete it", False),
    "a direction mark": (single(stem='  stem: "a\\u202Eb"'), "direction mark U+202E; delete it", False),
    "a control character": (single(stem='  stem: "a\\u0007b"'), "invisible character U+0007", False),
    "half a character": (single(stem='  stem: "a\\ud83d"'), "not YAML", None),
    "a misspelt key": (
        single(level="  levle: read"),
        "the key 'levle' is not known here; write 'level'",
        True,
    ),
    "a misspelt kind": (
        single(kind="  kind: singel"),
        "'kind' is 'singel', which is not known; write single",
        True,
    ),
    "no kind": (single(kind=""), "'kind' is missing; use one of single", True),
    "no level": (single(level=""), "'level' is missing", True),
    "no stem": (single(stem=""), "'stem' is missing", True),
    "a stem that is a list": (single(stem="  stem: [a]"), "'stem' must be one text", True),
    "an id of another lesson": (single(head="- id: 02-a"), "'02-a' must be '01-'", False),
    "an id with capitals": (single(head="- id: 01-A"), "'01-A' must be '01-'", True),
    "no id": (single(head="- hint: Look."), "'id' is missing; write one such as 01-who", True),
    "one option": (single(two=""), "'options' must be a list of at least 2", True),
    "the same option twice": (
        single(two="    - {text: a, feedback: Hm.}"),
        "'a' stands twice in 'options'",
        False,
    ),
    "right as a text": (
        single(one='    - {text: A, right: "true", feedback: Hm.}'),
        "'right' must be true",
        True,
    ),
    "a key twice": (single(stem="  stem: x\n  stem: y"), "the key 'stem' stands twice", None),
    "an alias": ('lesson: &x "01"\nquestions: *x\n', "anchors and aliases", None),
    "a tag": ("lesson: !!python/name:os.system x\n", "YAML tags", None),
    "a bracket left open": ("questions: [\n", "this is not YAML", None),
    "an empty file": ("# nothing\n", "the file is empty", None),
    "a list as file": ("- 1\n", "a list stands where", None),
    "no questions": ('lesson: "01"\n', "'questions' must be a list of at least 1", True),
    "a text as question": ('lesson: "01"\nquestions: [hello]\n', "'hello' stands where", True),
    "a lesson without digits": ("lesson: one\nquestions: []\n", "'lesson' is 'one'", True),
    "deep nesting": ("a: " + "[" * 30 + "]" * 30, "nested more than", None),
    "a set nobody listed": (single(stem="  stem: x\n  set: 01-s"), "no set '01-s' under 'sets'", False),
    "before itself": (
        single(stem="  stem: x\n  before: 01-a"),
        "write the id of the question that was asked",
        False,
    ),
    "a number with separators": (
        question(
            "- id: 01-n\n  kind: number\n  level: read\n  stem: x\n  unit: people\n  value: 20,000\n"
            "  feedback: {right: a, low: b, high: c}"
        ),
        "'value' must be a number without separators",
        True,
    ),
    "two keys for a number": (
        question(
            "- id: 01-n\n  kind: number\n  level: read\n  stem: x\n  unit: people\n  value: 1\n"
            "  key: {table: t, agg: count}\n  feedback: {right: a, low: b, high: c}"
        ),
        "give the right number once",
        True,
    ),
    "an unknown aggregate": (
        question(
            "- id: 01-n\n  kind: number\n  level: read\n  stem: x\n  unit: people\n"
            "  key: {table: t, agg: average}\n  feedback: {right: a, low: b, high: c}"
        ),
        "'agg' is 'average'",
        True,
    ),
    "an item of no group": (
        question(
            "- id: 01-g\n  kind: groups\n  level: read\n  stem: x\n  groups: [A, B]\n  items:\n"
            "    - {text: a, group: A, feedback: f}\n    - {text: b, group: C, feedback: f}"
        ),
        "'b' belongs to 'C', which is not in 'groups'",
        False,
    ),
    "two equal partners": (
        question(
            "- id: 01-m\n  kind: match\n  level: read\n  stem: x\n  pairs:\n"
            "    - {left: a, right: c, feedback: f}\n    - {left: b, right: c, feedback: f}"
        ),
        "'c' stands twice in 'pairs'",
        False,
    ),
    "right in an opinion": (
        question("- id: 01-o\n  kind: opinion\n  stem: x\n  options:\n    - {text: a, right: true}\n    - b"),
        "nothing is right or wrong in a question of this kind",
        True,
    ),
    "no rubric": (
        question("- id: 01-o\n  kind: open\n  level: judge\n  stem: x\n  model: y"),
        "'rubric' must be",
        True,
    ),
    "a stem and a prompt": (
        question("- id: 01-o\n  kind: open\n  level: judge\n  stem: x\n  prompt: y\n  model: z\n  rubric: [a]"),
        "only one is shown",
        True,
    ),
    "a pretest that nobody grades": (
        question("- id: 01-o\n  kind: opinion\n  stem: x\n  pretest: true\n  options: [a, b]"),
        "the page cannot grade the kind opinion; remove 'pretest'",
        True,
    ),
    "a pretest that comes second": (
        single(stem="  stem: x\n  pretest: true\n  before: 01-b"),
        "a pretest is the first of its pair",
        True,
    ),
    "a pretest in a set": (
        single(stem="  stem: x\n  pretest: true\n  set: 01-s"),
        "a set tells how many are right, and a pretest must not",
        True,
    ),
    "a pretest in quotes": (single(stem='  stem: x\n  pretest: "true"'), "'pretest' must be true or false", True),
    "a pretest without a right option": (
        single(stem="  stem: x\n  pretest: true", one="    - {text: A}"),
        "none of 'options' is marked right",
        True,
    ),
    "before nothing": (single(stem="  stem: x\n  before: 01-b"), "'before' names 01-b, which is not in this", False),
    "words for no score": (
        single() + "overall:\n  - {from: 0.5, text: Good.}\n",
        "'overall' says nothing for a score of 0",
        False,
    ),
    "a text cut by a comment": (
        single(stem="  stem: Which office is #1 in staff?"),
        "line 6: YAML takes the line from '#1' on for a comment, and it would be lost; put the text in quotes",
        None,
    ),
    "a comment in the second line of a text": (
        single(stem="  stem: Which office\n    is #1 in staff?"),
        "line 7: YAML takes the line from '#1' on",
        None,
    ),
    "a text that is nothing but a comment": (single(stem="  stem:  #1 in staff"), "from '#1' on for a comment", None),
    "a text nobody can see": (single(stem='  stem: "\\u200b \\u2060"'), "character U+200B; delete it", False),
    "more options than letters": (
        single(two="\n".join(f"    - {{text: B{n}, feedback: No.}}" for n in range(26))),
        "'options' has 27 entries, and 26 are the limit; split the question",
        True,
    ),
    "more pairs than letters": (
        question(
            "- id: 01-m\n  kind: match\n  level: read\n  stem: x\n  pairs:\n"
            + "\n".join(f"    - {{left: a{n}, right: b{n}, feedback: f}}" for n in range(27))
        ),
        "'pairs' has 27 entries",
        True,
    ),
    "an order that opens solved": (
        question(
            "- id: 01-s\n  kind: order\n  level: read\n  stem: x\n  shuffle: false\n  items:\n"
            "    - {text: a, feedback: f}\n    - {text: b, feedback: f}"
        ),
        "line 7, question 01-s: unmixed, the steps would stand in their right order from the start; remove 'shuffle'",
        True,
    ),
    "words beyond 1": (
        single() + "overall:\n  - {from: 2, text: Good.}\n",
        "write a number from 0 to 1",
        True,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_with_its_place(fault: str) -> None:
    text, expected, _ = FAULTS[fault]
    with pytest.raises(CourseError) as caught:
        bank.parse(text, "data/quizzes/01.yaml")
    sentence = str(caught.value)
    assert expected in sentence
    assert re.match(r"data/quizzes/01\.yaml(, line \d+)?", sentence)
    assert "\n" not in sentence and sentence.endswith(".")


@pytest.mark.parametrize("fault", [name for name, (_, _, seen) in FAULTS.items() if seen is not None])
def test_the_schema_sees_what_a_schema_can_see(fault: str) -> None:
    text, _, seen = FAULTS[fault]
    assert schema_accepts(text) is not seen


def test_two_questions_with_one_id_or_one_stem_are_refused() -> None:
    block = single().split("questions:\n")[1]
    with pytest.raises(CourseError, match=r"this id is used at 01\.yaml, line 3 too"):
        bank.parse(single() + block, "01.yaml")
    with pytest.raises(CourseError, match="the stem is that of 01-a"):
        bank.parse(single() + block.replace("01-a", "01-b"), "01.yaml")


def test_a_file_of_another_lesson_a_missing_one_and_other_bytes_get_a_sentence(tmp_path) -> None:
    course = quiz_samples.course(tmp_path)
    with pytest.raises(CourseError, match=r"02\.yaml does not exist"):
        bank.load(course, "02")
    folder = tmp_path / "data" / "quizzes"
    (folder / "02.yaml").write_text(quiz_samples.BANK, encoding="utf-8")
    with pytest.raises(CourseError, match="'lesson' is '01'; write '02'"):
        bank.load(course, "02")
    (folder / "03.yaml").write_bytes(b"lesson: \xff\xfe")
    with pytest.raises(CourseError, match="not UTF-8"):
        bank.load(course, "03")


def test_an_edited_file_is_read_again(tmp_path) -> None:
    course = quiz_samples.course(tmp_path)
    assert len(bank.load(course, "01")) == 19
    path = tmp_path / "data" / "quizzes" / "01.yaml"
    path.write_text(single(), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert len(bank.load(course, "01")) == 1


def test_an_unknown_question_names_the_nearest(tmp_path) -> None:
    course = quiz_samples.course(tmp_path)
    with pytest.raises(CourseError, match="did you mean '01-needs'"):
        bank.question(course, "01-need")


def test_numbers_and_dates_in_texts_stay_as_typed() -> None:
    found = bank.parse(single(two="    - {text: 2003-03-01, feedback: 1_000 or 007}"), "01.yaml")
    assert found.questions[0].options[1].text == "2003-03-01"
    assert found.questions[0].options[1].feedback == "1_000 or 007"


def test_a_number_sign_in_quotes_and_a_comment_are_what_they_were_meant_to_be() -> None:
    text = single(stem='  stem: "Which is #1?"  # asked in step 2', hint="  hint: C# or #1")
    with pytest.raises(CourseError, match="from '#1' on"):
        bank.parse(text, "01.yaml")
    found = bank.parse(text.replace("C# or #1", "C# or A#1  # a sharp"), "01.yaml").questions[0]
    assert (found.stem, found.hint) == ("Which is #1?", "C# or A#1")


def test_the_partners_of_a_match_never_stand_in_the_order_of_their_lines() -> None:
    for n in range(100):
        block = f"- id: 01-m{n}\n  kind: match\n  level: read\n  stem: x\n  pairs:\n"
        pairs = "\n".join(f"    - {{left: a{k}, right: b{k}, feedback: f}}" for k in range(3))
        found = bank.parse(question(block + pairs), "01.yaml").questions[0]
        assert found.choices() != [found.options[place].group for place in found.shown_order()]


def test_the_order_readers_see_is_mixed_but_always_the_same() -> None:
    found = {entry.id: entry for entry in bank.parse(quiz_samples.BANK, "01.yaml").questions}
    orders = {name: entry.shown_order() for name, entry in found.items()}
    assert orders["01-first-leaf"] == [2, 1, 0]
    assert orders["01-liking"] == [0, 1, 2], "a scale keeps its order"
    assert orders["01-steps"] != [0, 1, 2, 3], "a list to put in order must not open solved"
    unmixed = bank.parse(single(stem="  stem: x\n  shuffle: false"), "01.yaml").questions[0]
    assert unmixed.shown_order() == [0, 1]
