"""One set of limits: what a bank allows and a browser saves is what log and passport keep."""

import json
import random
from importlib import resources

import jsonschema
import pytest

from lessonkit.errors import CourseError
from lessonkit.progress import limits, passport
from lessonkit.progress.event import valid
from lessonkit.progress.limits import LONGEST_ID
from lessonkit.quiz import bank

from . import quiz_node
from .test_progress_js import answers, run

needs_node = pytest.mark.skipif(quiz_node.node() is None, reason="Playwright, which ships Node, is not installed")

SCHEMA = json.loads(resources.files("lessonkit.quiz").joinpath("schema.json").read_text(encoding="utf-8"))
BANK = """lesson: "01"
sets:
  - id: {set}
    title: A set
questions:
  - id: {id}
    kind: single
    level: recall
    stem: Who?
    source: s
    set: {set}
    options:
      - {{text: A, right: true, feedback: yes it is}}
      - {{text: B, feedback: no it is not}}
"""


def identifier(letters):
    return "01-" + "a" * (letters - 3)


def kept(question):
    event = {"id": "a1", "course": "c", "lesson": "01", "question": question, "kind": "single", "answer": 0}
    return valid({**event, "right": True, "score": 1, "try": 1, "at": "2026-11-28T10:00:00.000Z"}, "c") is not None


def schema_takes(text):
    from lessonkit.quiz import yaml_lines

    return jsonschema.Draft202012Validator(SCHEMA).is_valid(yaml_lines.plain(yaml_lines.read(text, "01.yaml")))


def test_the_longest_id_of_a_bank_is_kept_and_a_longer_one_refused_with_its_length():
    text = BANK.format(id=identifier(LONGEST_ID), set=identifier(LONGEST_ID - 1))
    assert bank.parse(text, "01.yaml").questions[0].id == identifier(LONGEST_ID)
    assert kept(identifier(LONGEST_ID)) and schema_takes(text)
    for name in ("id", "set"):
        names = {"id": "01-a", "set": "01-b", name: identifier(LONGEST_ID + 1)}
        text = BANK.format(**names)
        with pytest.raises(CourseError, match=rf"the id has {LONGEST_ID + 1} letters, more than {LONGEST_ID}"):
            bank.parse(text, "01.yaml")
        assert not schema_takes(text)
    assert not kept(identifier(LONGEST_ID + 1))


def test_every_limit_of_the_schema_is_that_limit():
    ids = [rule for rule in _rules(SCHEMA) if "[0-9][0-9]-[a-z0-9]" in str(rule.get("pattern", ""))]
    assert ids and all(rule.get("maxLength") == LONGEST_ID for rule in ids)


def both(*entries):
    """The answers that the browser and the file take from a passport with these entries."""
    text = json.dumps({"format": passport.FORMAT, "course": "small", "passport": "p", "answers": entries})
    (browser,) = run("text => LK.readPassport(text, 'small')", [text])
    return browser, list(passport.parse(json.loads(text), "small", "p").answers.values())


def sound(**changes):
    return {**next(answers(random.Random(1), 1)), **changes}


@pytest.mark.parametrize(
    ("of", "last"),
    [
        (lambda n: {"id": "a" * n}, limits.LONGEST_ID),
        (lambda n: {"question": identifier(n)}, limits.LONGEST_ID),
        (lambda n: {"try": n}, limits.MOST_TRIES - 1),
    ],
    ids=["id of an answer", "id of a question", "tries"],
)
@needs_node
def test_browser_and_file_take_an_answer_up_to_the_limit(of, last):
    assert [len(side) for side in both(sound(**of(last)))] == [1, 1]
    assert [len(side) for side in both(sound(**of(last + 1)))] == [0, 0]


@needs_node
def test_browser_and_file_take_as_many_answers_from_a_passport():
    entries = [sound(question=f"01-q{n}") for n in range(limits.MOST_ANSWERS + 1)]
    assert [len(side) for side in both(*entries)] == [limits.MOST_ANSWERS] * 2


@needs_node
def test_browser_and_file_cut_the_word_for_a_kind_alike():
    for side in both(sound(kind="k" * 99)):
        assert side[0]["kind"] == "k" * limits.LONGEST_KIND


@pytest.mark.parametrize("kind", limits.PRIVATE)
@needs_node
def test_browser_and_file_leave_a_private_answer_out_of_a_passport(kind):
    assert both(sound(kind=kind)) == ([], [])


def test_what_the_script_is_given_are_these_limits():
    owned = {name.replace("_", ""): value for name, value in vars(limits).items() if name.isupper()}
    given = json.loads(json.dumps(limits.for_browser()))
    assert {name.upper(): value for name, value in given.items()} == {**owned, "PRIVATE": list(limits.PRIVATE)}


def _rules(value):
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _rules(inner)
