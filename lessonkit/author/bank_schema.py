"""The JSON Schema of a bank, generated from what the kinds of question say of themselves.

`python -m lessonkit.author.bank_schema`, part of `make docs`, writes it where editors look for it.
"""

from __future__ import annotations

import json
from pathlib import Path

from lessonkit import quiz
from lessonkit.quiz import rules as rule
from lessonkit.quiz.entry import COMMON, ID_RULE
from lessonkit.quiz.kinds import KINDS
from lessonkit.quiz.model import Question, Rule
from lessonkit.terminal import say

FILE = Path(quiz.__file__).with_name("schema.json")
_PRETEST: Rule = {"properties": {"pretest": {"const": True}}, "required": ["pretest"]}
_ALONE: Rule = {"not": {"anyOf": [{"required": ["before"]}, {"required": ["set"]}]}}


def rules() -> Rule:
    """Return the schema of one file data/quizzes/NN.yaml."""
    share: Rule = {"type": "number", "minimum": 0, "maximum": 1, "description": "lowest share of right answers"}
    words = rule.block({"from": share, "text": rule.text()}, ["from", "text"])
    meanings = "; ".join(f"{name}: {kind.meaning}" for name, kind in KINDS.items())
    a_set = rule.block({"id": ID_RULE, "title": rule.text(), "intro": rule.text()}, ["id", "title"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Questions of one lesson",
        "description": "One file a lesson, data/quizzes/NN.yaml. lessonkit/quiz/bank.py reads it and checks more than "
        "a schema can.",
        "type": "object",
        "additionalProperties": False,
        "required": ["lesson", "questions"],
        "properties": {
            "lesson": {
                "type": "string",
                "pattern": "^[0-9][0-9]$",
                "description": "the lesson's two digits, in quotes",
            },
            "open_notice": rule.text("stands above the box of every open question"),
            "overall": rule.many("words for the whole score", words, 1, None),
            "sets": rule.many("questions shown one at a time", a_set, 1, None),
            "questions": rule.many("the questions, in the order of the lesson", {"$ref": "#/$defs/question"}, 1, None),
        },
        "$defs": {
            "text": {"type": ["string", "number"], "minLength": 1},
            **{name: _kind(kind) for name, kind in KINDS.items()},
            "question": {
                "type": "object",
                "required": ["id", "kind"],
                "properties": {**COMMON, "kind": {"enum": list(KINDS), "description": meanings}},
                "allOf": [
                    {
                        "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                        "then": {"$ref": f"#/$defs/{name}"},
                    }
                    for name in KINDS
                ],
            },
        },
    }


def text() -> str:
    """Return the schema as it is stored."""
    return json.dumps(rules(), indent=2, ensure_ascii=False) + "\n"


def _kind(kind: type[Question]) -> Rule:
    stem = kind.stem_keys if len(kind.stem_keys) == 1 else ()
    level = () if kind.private else ("level",)
    found: Rule = {
        "type": "object",
        "properties": {**{key: True for key in COMMON if kind.graded or key != "pretest"}, **kind.keys},
        "required": ["id", "kind", *stem, *level, *kind.needed],
        "additionalProperties": False,
        **kind.further,
    }
    if not stem:
        found["oneOf"] = [{"required": [key]} for key in kind.stem_keys]
    if kind.graded:
        found |= {"if": _PRETEST, "then": _ALONE, "else": kind.unless_pretest}
    return found


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8", newline="\n")
    say(f"{FILE.name} of the question banks is written.")
