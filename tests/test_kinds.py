"""A kind of question is one class: whatever shows, prints, counts or checks a question asks that class."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import jsonschema
import pytest

from lessonkit.author import bank_schema, skeleton
from lessonkit.author.check import bank_balance, clock
from lessonkit.progress import event
from lessonkit.progress.limits import PRIVATE
from lessonkit.quiz import bank, card, parts, rules, yaml_lines
from lessonkit.quiz.fields import Fields
from lessonkit.quiz.kinds import KINDS
from lessonkit.quiz.model import Bank, Counted, Payload, Question, Rule
from lessonkit.teach import classroom, paper_questions, tickets
from lessonkit.teach.handed_in import Group

from .conftest import ROOT

# -- a kind that nobody has heard of, as a contributor would write it --------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Door(Question):
    """A situation, decisions of which one is right, and what would follow from each."""

    situation: str

    kind = "door"
    meaning = "decide what to do in a situation"
    ask = "Decide"
    pencil = "Tick what you would do"
    one_right = True

    LINE: ClassVar[dict[str, Rule]] = {**rules.CHOICE, "text": rules.text("what one could do")}
    keys: ClassVar[dict[str, Rule]] = {
        "situation": rules.text("what has happened"),
        "options": rules.many("exactly one is right", rules.block(LINE, ["text"])) | rules.JUST_ONE_RIGHT,
    }
    needed = ("situation", "options")
    unless_pretest: ClassVar[Rule] = rules.explained("options")
    skeleton = """\
- id: NN-door
  kind: door
  level: judge
  stem: What now?
  situation: Somebody knocks.
  source: this page
  options:
    - {text: Open, right: true, feedback: "Somebody comes in."}
    - {text: Wait, feedback: "They go away."}
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        options = rules.options(fields, "options", cls.LINE)
        rules.one_right(fields, "options", options)
        return {"situation": fields.text("situation", "write what has happened"), "options": options}

    def payload(self, bank: Bank, *_: Any) -> dict[str, Any]:
        return {"situation": self.situation}

    def twin(self, bank: Bank) -> str:
        return f"<p>{self.situation}</p>{super().twin(bank)}"

    @staticmethod
    def on_paper(question: Payload) -> str:
        return f"<p>{question['situation']}</p>{Question.on_paper(question)}"

    def counted(self, firsts: list[Any]) -> Iterator[Counted]:
        yield from parts.chosen(self.options, firsts)


@pytest.fixture
def door(monkeypatch):
    """The bank that a skeleton gives once the kind is named in the one list."""
    monkeypatch.setitem(KINDS, Door.kind, Door)
    return bank.parse(skeleton.text("01"), "01.yaml")


def asked(found, kind):
    return next(question for question in found.questions if question.kind == kind)


def data(question, found):
    return card.data(question, found, lambda source: (source, ""), lambda spec: 7.0)


def test_a_new_kind_is_read_shown_printed_and_kept_from_its_one_class(door):
    question = asked(door, "door")
    assert (question.situation, question.graded, question.private) == ("Somebody knocks.", True, False)
    payload = data(question, door)
    assert (payload["kind"], payload["ask"], payload["situation"]) == ("door", "Decide", "Somebody knocks.")
    assert [option["text"] for option in payload["options"] if option.get("right")] == ["Open"]
    twin = card.twin(question, door)
    assert "<p>Somebody knocks.</p>" in twin and "Open" in twin and "comes in" not in twin
    sheet, key = paper_questions.sheet(payload, 1), paper_questions.key(payload, 1)
    assert "Tick what you would do." in sheet and "Somebody knocks." in sheet and "Right." not in sheet
    assert "<strong>Right.</strong>" in key and "They go away." in key
    raw = {"id": "a", "course": "c", "lesson": "01", "question": "01-door", "kind": "door", "answer": 0, "right": True}
    assert event.valid({**raw, "score": 1, "try": 1, "at": "2026-11-28T10:00:00.000Z"}, "c")["kind"] == "door"


def test_a_new_kind_is_counted_and_checked_from_its_one_class(door):
    at = "2026-11-28T10:00:00.000Z"
    first = {"answer": 1, "right": False, "at": at}
    given = {"id": "a", "question": "01-door", "lesson": "01", "kind": "door", "answer": 1, "right": False, "try": 1}
    group = Group([{"01-door": {**given, "score": 0, "at": at, "first": first}}])
    table = classroom.choices(group, [door]).query("question == '01-door'")
    assert list(zip(table["option"], table["students"], table["of"], strict=True)) == [("Open", 0, 1), ("Wait", 1, 1)]
    assert "01-door" in set(classroom.questions(group, [door])["question"])
    assert tickets.texts(group, [door]) == []
    assert [str(finding) for finding in bank_balance.findings([door])] == []


def test_a_new_kind_is_in_the_schema_from_its_one_class(door):
    text = skeleton.text("01")

    def accepts(changed):
        document = yaml_lines.plain(yaml_lines.read(changed, "01.yaml"))
        return jsonschema.Draft202012Validator(bank_schema.rules()).is_valid(document)

    assert accepts(text)
    assert not accepts(text.replace("    situation: Somebody knocks.\n", ""))
    assert not accepts(text.replace("situation:", "sitaution:"))
    with pytest.raises(bank.CourseError, match="the key 'sitaution' is not known here; write 'situation'"):
        bank.parse(text.replace("situation:", "sitaution:"), "01.yaml")


# -- the kinds there are -----------------------------------------------------------------------------------------------


def test_the_schema_that_editors_read_is_what_the_kinds_say():
    assert bank_schema.FILE.read_text("utf-8") == bank_schema.text(), "run `make docs`"


def test_a_new_bank_begins_with_an_example_of_each_kind():
    found = bank.parse(skeleton.text("01"), "01.yaml")
    assert [question.kind for question in found.questions] == list(KINDS)


def test_no_other_file_tells_kinds_apart_by_name():
    """No comparison of something's kind with the word for one, and no table by such words.

    `number` is left out: it is a kind of figure in a text as well.
    """
    names = set(KINDS) - {"number"}
    wrong = []
    for path in sorted((ROOT / "lessonkit").rglob("*.py")):
        if path.parent.name == "kinds":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Compare) and "kind" in ast.unparse(node):
                words = names & {inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant)}
            elif isinstance(node, ast.Dict):
                words = names & {key.value for key in node.keys if isinstance(key, ast.Constant)}
                words = words if len(words) > 1 else set()
            else:
                continue
            if words:
                wrong.append(f"{path.relative_to(ROOT)}, line {node.lineno}: {', '.join(sorted(words))}")
    assert not wrong, "\n".join(wrong)


def test_what_is_private_has_no_right_answer_and_keeps_its_order():
    assert {name for name, kind in KINDS.items() if kind.private} == set(PRIVATE)
    found = bank.parse(skeleton.text("01"), "01.yaml")
    for name in PRIVATE:
        question = asked(found, name)
        assert not question.graded and question.shown_order() == list(range(len(question.options)))
        assert "Right." not in paper_questions.key(json.loads(json.dumps(data(question, found))), 1)


def test_the_clock_takes_twice_the_time_for_what_is_placed_or_written():
    assert set(clock.SLOW) == {"match", "groups", "order", "open"}
