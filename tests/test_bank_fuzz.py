"""Fuzzing the bank: whatever is in the file, the outcome is a bank or a sentence, never a traceback."""

from __future__ import annotations

import json
import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonkit.errors import CourseError
from lessonkit.quiz import bank, yaml_lines
from lessonkit.quiz.kinds import KINDS

from . import quiz_samples
from .test_bank import loader_accepts, schema_accepts

# LESSONKIT_FUZZ=10000 makes the long run; the everyday one is short.
EXAMPLES = int(os.environ.get("LESSONKIT_FUZZ", "150"))
FUZZ = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

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
    tree = yaml_lines.plain(yaml_lines.read(quiz_samples.BANK, "01.yaml"))
    block = data.draw(st.sampled_from(tree["questions"]))
    key = data.draw(st.sampled_from(sorted(block)))
    block[key] = data.draw(scalars | st.just(block[key]))
    text = json.dumps(tree, default=str)
    if loader_accepts(text):
        assert schema_accepts(text)
