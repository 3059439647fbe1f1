"""True or false, and why: a statement to judge, and a list of reasons of which exactly one is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from lessonkit.quiz import parts, rules
from lessonkit.quiz.fields import Fields
from lessonkit.quiz.model import Bank, Compute, Counted, Mistake, Payload, Question, Rule

if TYPE_CHECKING:
    from lessonkit.quiz.card import Sources


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TrueFalse(Question):
    """A verdict on the stem and one of the reasons, which are its options."""

    answer: bool
    feedback_true: str = ""
    feedback_false: str = ""

    kind = "truefalse"
    meaning = "with a reason"
    ask = "True or false, and why"
    pencil = "Tick true or false, then the reason"

    LINE: ClassVar[dict[str, Rule]] = {
        "text": rules.text("a reason"),
        "right": rules.RIGHT,
        "feedback": rules.text("shown when it is chosen"),
        "source": rules.SOURCE,
    }
    keys: ClassVar[dict[str, Rule]] = {
        "answer": {"type": "boolean", "description": "is the statement in the stem true?"},
        "reasons": rules.many("exactly one is right", rules.block(LINE, ["text"])) | rules.JUST_ONE_RIGHT,
        "feedback_true": rules.text("shown for the answer True"),
        "feedback_false": rules.text("shown for the answer False"),
    }
    needed = ("answer", "reasons")
    unless_pretest: ClassVar[Rule] = rules.explained("reasons") | {"required": ["feedback_true", "feedback_false"]}
    skeleton = """\
- id: NN-true-or-false
  kind: truefalse
  level: judge
  outcome: 1
  stem: A statement that is true or false.
  answer: true
  feedback_true: Say what speaks for it.
  feedback_false: Say what was overlooked.
  source: this page
  reasons:
    - text: The reason that holds
      right: true
      feedback: Say why it holds.
    - text: A reason that does not
      feedback: Say why it does not.
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the verdict, the reasons, and what is said to either verdict."""
        answer = fields.flag("answer")
        reasons = rules.options(fields, "reasons", cls.LINE)
        rules.one_right(fields, "reasons", reasons)
        return {
            "answer": answer,
            "options": reasons,
            "feedback_true": rules.said(fields, "feedback_true", "say what is wrong or right about answering True"),
            "feedback_false": rules.said(fields, "feedback_false", "say what is wrong or right about answering False"),
        }

    @property
    def verdict(self) -> bool:
        """Whether the statement is true."""
        return self.answer

    def bare(self) -> Self:
        """Return the question without what is said afterwards."""
        return replace(super().bare(), feedback_true="", feedback_false="")

    def key(self) -> dict[str, Any]:
        """Return the verdict."""
        return {"answer": self.answer}

    def key_marks(self, compute: Compute) -> list[Any]:
        """Return the verdict at its place."""
        return [[], self.answer]

    def own_told(self) -> Iterator[tuple[str, str]]:
        """Yield what is said to either verdict."""
        yield "feedback_true", self.feedback_true
        yield "feedback_false", self.feedback_false

    def payload(self, bank: Bank, sources: Sources, compute: Compute) -> dict[str, Any]:
        """Return the verdict and what is said to either."""
        return {"answer": self.answer, "true": self.feedback_true, "false": self.feedback_false}

    def twin(self, bank: Bank) -> str:
        """Return both verdicts and the reasons."""
        return parts.listed(["True", "False"]) + "<p>Because:</p>" + parts.listed(self.option_texts())

    @staticmethod
    def on_paper(question: Payload) -> str:
        """Return both verdicts and the reasons to tick."""
        pair = parts.lines((f"{parts.BOX}{word}" for word in ("True", "False")), " pair")
        return f'{pair}<p class="because">Because:</p>{parts.lettered(parts.texts(question))}'

    @staticmethod
    def answered(question: Payload) -> str:
        """Return both verdicts and the reasons, the right ones ticked."""
        answer = bool(question["answer"])
        items = []
        for value, word in ((True, "true"), (False, "false")):
            box, said = parts.mark(value is answer)
            items.append(f"{box}{said}{word.capitalize()}{parts.reason(question.get(word))}")
        return f'{parts.lines(items)}<p class="because">Because:</p>{parts.marked(question)}'

    @staticmethod
    def in_short(question: Payload) -> tuple[str, str]:
        """Return the verdict with the letter of its reason, and what is said of that."""
        return f"{bool(question['answer'])}, {parts.right_letters(question)}", parts.first_reason(question)

    def counted(self, firsts: list[Any]) -> Iterator[Counted]:
        """Yield how often each verdict was given and each reason chosen."""
        given = [answer if isinstance(answer, dict) else {} for answer in firsts]
        for value in (True, False):
            yield str(value), self.answer is value, sum(answer.get("v") is value for answer in given), "chosen"
        yield from parts.chosen(self.options, [answer.get("r") for answer in given])

    def mistakes(self, answer: Any, compute: Compute) -> Iterator[Mistake]:
        """Yield the wrong verdict and the wrong reason."""
        given = answer if isinstance(answer, dict) else {}
        if given.get("v") is (not self.answer):
            yield str(not self.answer), self.feedback_false if self.answer else self.feedback_true
        for text, why in parts.wrong(self.options, given.get("r")):
            yield f"because: {text}", why
