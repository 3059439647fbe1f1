"""The question bank: good files load, every fault is one sentence with its place, nothing ever tracebacks."""

from __future__ import annotations

import json
import os
import re
from importlib import resources

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonkit.errors import CourseError
from lessonkit.quiz import balance, bank, lines, skeleton
from lessonkit.quiz.model import KINDS

from . import quiz_samples

# LESSONKIT_FUZZ=10000 makes the long run; the everyday one is short.
EXAMPLES = int(os.environ.get("LESSONKIT_FUZZ", "150"))
FUZZ = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

SCHEMA = json.loads(resources.files("lessonkit.quiz").joinpath("schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def schema_accepts(text: str) -> bool:
    return VALIDATOR.is_valid(lines.plain(lines.read(text, "01.yaml")))


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
    "words for no score": (
        single() + "overall:\n  - {from: 0.5, text: Good.}\n",
        "'overall' says nothing for a score of 0",
        False,
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
    assert len(bank.load(course, "01")) == 15
    path = tmp_path / "data" / "quizzes" / "01.yaml"
    path.write_text(single(), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert len(bank.load(course, "01")) == 1


def test_an_unknown_question_names_the_nearest(tmp_path) -> None:
    course = quiz_samples.course(tmp_path)
    with pytest.raises(CourseError, match="did you mean 01-needs"):
        bank.question(course, "01-need")


def test_numbers_and_dates_in_texts_stay_as_typed() -> None:
    found = bank.parse(single(two="    - {text: 2003-03-01, feedback: 1_000 or 007}"), "01.yaml")
    assert found.questions[0].options[1].text == "2003-03-01"
    assert found.questions[0].options[1].feedback == "1_000 or 007"


def test_the_order_readers_see_is_mixed_but_always_the_same() -> None:
    found = {entry.id: entry for entry in bank.parse(quiz_samples.BANK, "01.yaml").questions}
    orders = {name: entry.shown_order() for name, entry in found.items()}
    assert orders["01-first-leaf"] == [2, 1, 0]
    assert orders["01-liking"] == [0, 1, 2], "a scale keeps its order"
    assert orders["01-steps"] != [0, 1, 2, 3], "a list to put in order must not open solved"
    unmixed = bank.parse(single(stem="  stem: x\n  shuffle: false"), "01.yaml").questions[0]
    assert unmixed.shown_order() == [0, 1]


def test_semantic_findings_name_the_question_and_the_mend(tmp_path) -> None:
    course = quiz_samples.course(tmp_path)
    assert [str(finding) for finding in balance.findings(bank.every(course), None)] == []
    long_stem = " ".join(["word"] * 31)
    text = single(
        stem=f"  stem: {long_stem}\n  source: s-none",
        one="    - {text: A much longer option that says everything and more, right: true, feedback: Hm.}",
        two="    - {text: None of the above, feedback: Hm.}",
    )
    found = [str(finding) for finding in balance.findings([bank.parse(text, "01.yaml")], course)]
    assert len(found) == 4
    assert "01-a: the stem has 31 words" in found[0]
    assert "'None of the above' points at others" in found[1]
    assert "much the longest" in found[2]
    assert "source 's-none' is in neither" in found[3]
    assert all(line.startswith("01.yaml, line 3, question 01-a: ") for line in found)


def test_a_question_without_source_and_a_bank_with_the_key_always_first_are_found() -> None:
    blocks = "".join(
        f"  - id: 01-q{n}\n    kind: single\n    level: read\n    stem: Which {n}?\n    shuffle: false\n"
        "    options:\n"
        f"      - {{text: A{n}, right: true, feedback: f}}\n      - {{text: B{n}, feedback: f}}\n"
        for n in range(12)
    )
    found = [
        str(finding) for finding in balance.findings([bank.parse('lesson: "01"\nquestions:\n' + blocks, "01.yaml")])
    ]
    assert sum("has no source" in line for line in found) == 12
    assert any("not spread evenly (place 1: 12, place 2: 0)" in line for line in found)


def test_before_must_name_the_same_question() -> None:
    changed = quiz_samples.BANK.replace("    before: 01-sure\n", "    before: 01-liking\n")
    found = [str(finding) for finding in balance.findings([bank.parse(changed, "01.yaml")])]
    assert len(found) == 1 and "01-sure-again: it does not have the kind and options of 01-liking" in found[0]


def test_a_new_bank_is_written_once_and_never_over_another(tmp_path) -> None:
    course = quiz_samples.course(tmp_path)
    path = skeleton.write(course, "07")
    assert bank.load(course, "07")[0].id == "07-one-right"
    assert balance.findings([bank.bank(course, "07")], course) == []
    with pytest.raises(CourseError, match=r"07\.yaml exists already"):
        skeleton.write(course, "07")
    assert path.name == "07.yaml"
    with pytest.raises(CourseError, match="not a lesson"):
        skeleton.text("../x")


# ---- fuzzing: whatever is in the file, the outcome is a bank or a sentence

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.sampled_from(sorted(KINDS))
)
KEYS = """
id kind level stem hint source options text right feedback unchosen answer reasons key value unit items pairs
left groups group model rubric lesson questions sets overall from set before figure shuffle tolerance
"""
keys = st.sampled_from(KEYS.split())
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6),
    max_leaves=25,
)


def outcome(text: str) -> None:
    try:
        found = bank.parse(text, "01.yaml")
    except CourseError as error:
        assert "\n" not in str(error)
    else:
        assert found.questions


@FUZZ
@given(st.text(max_size=300))
def test_any_text_is_a_bank_or_a_sentence(text: str) -> None:
    outcome(text)


@FUZZ
@given(trees)
def test_any_structure_is_a_bank_or_a_sentence(tree: object) -> None:
    outcome(json.dumps({"lesson": "01", "questions": [tree]}, default=str))
    outcome(json.dumps(tree, default=str))


@FUZZ
@given(st.data())
def test_a_bank_with_one_thing_broken_is_a_bank_or_a_sentence(data: st.DataObject) -> None:
    text = quiz_samples.BANK
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    outcome(
        text[:start]
        + data.draw(st.text(max_size=20) | st.sampled_from(["Yes", "[", "- ", ": ", "{", "&a "]))
        + text[end:]
    )


@FUZZ
@given(st.data())
def test_what_the_loader_accepts_the_schema_accepts(data: st.DataObject) -> None:
    tree = lines.plain(lines.read(quiz_samples.BANK, "01.yaml"))
    block = data.draw(st.sampled_from(tree["questions"]))
    key = data.draw(st.sampled_from(sorted(block)))
    block[key] = data.draw(scalars | st.just(block[key]))
    text = json.dumps(tree, default=str)
    if loader_accepts(text):
        assert schema_accepts(text)
