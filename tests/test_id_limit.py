"""One limit for ids: what a bank allows is what browser, log and passport keep."""

import json
from importlib import resources

import jsonschema
import pytest

from lessonkit.errors import CourseError
from lessonkit.progress.event import valid
from lessonkit.progress.passport import FORMAT
from lessonkit.quiz import bank
from lessonkit.quiz.model import LONGEST_ID

from . import quiz_node

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


@pytest.mark.skipif(quiz_node.node() is None, reason="Playwright, which ships Node, is not installed")
def test_the_browser_has_the_same_limit():
    entry = {"id": "a1", "lesson": "01", "kind": "single", "answer": 0, "right": True, "score": 1, "try": 1}
    entry["at"] = "2026-11-28T10:00:00.000Z"
    first = {"answer": 0, "right": True, "at": entry["at"]}
    texts = [
        json.dumps({"format": FORMAT, "course": "c", "answers": [{**entry, "first": first, "question": name}]})
        for name in (identifier(LONGEST_ID), identifier(LONGEST_ID + 1))
    ]
    assert quiz_node.run([("text => LK.readPassport(text, 'c').length", text) for text in texts]) == [1, 0]


def _rules(value):
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _rules(inner)
