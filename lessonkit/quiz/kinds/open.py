"""Write a short answer: a text of the reader's own, compared with a model answer and scored by a teacher."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from lessonkit.html import bdi
from lessonkit.quiz import parts, rules
from lessonkit.quiz.fields import Fields
from lessonkit.quiz.model import Bank, Compute, Payload, Question, Rule

if TYPE_CHECKING:
    from lessonkit.quiz.card import Sources

WRITING_LINES = 6


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Open(Question):
    """A task, a model answer, and what a good answer does, one point a text."""

    model: str
    rubric: tuple[str, ...]

    kind = "open"
    meaning = "scored by a teacher"
    ask = "Write a short answer"
    pencil = "Write a short answer"
    graded = False
    written = True
    slow = True

    stem_keys = ("stem", "prompt")
    keys: ClassVar[dict[str, Rule]] = {
        "prompt": rules.text("the task, when there is no stem"),
        "model": rules.text("a model answer, shown after the reader has written"),
        "rubric": rules.many("what a good answer does", rules.text(), least=1, most=None),
    }
    needed = ("model", "rubric")
    skeleton = """\
- id: NN-open
  kind: open
  level: judge
  stem: What follows from the figures?
  source: this page
  model: A model answer in two or three sentences.
  rubric:
    - Names the figure it rests on.
    - Says what the figure cannot tell.
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the model answer and the points."""
        rubric = fields.many("rubric", 1, "write what a good answer does, one point a line")
        return {
            "model": fields.text("model", "write a model answer, shown after the reader has written"),
            "rubric": tuple(fields.clean(point, "rubric") for point in rubric),
        }

    @property
    def points(self) -> tuple[str, ...]:
        """What a good answer does."""
        return self.rubric

    def asked(self, compute: Compute) -> list[Any]:
        """Return nothing: a text answer stays what it is whatever its stem becomes."""
        return []

    def own_told(self) -> Iterator[tuple[str, str]]:
        """Yield the model answer."""
        yield "model", self.model

    def payload(self, bank: Bank, sources: Sources, compute: Compute) -> dict[str, Any]:
        """Return what stands above the box, the model answer and the points."""
        return {"notice": bank.open_notice, "model": self.model, "rubric": list(self.rubric)}

    def twin(self, bank: Bank) -> str:
        """Return what stands above the box."""
        return f"<p>{bdi(bank.open_notice)}</p>"

    @staticmethod
    def on_paper(question: Payload) -> str:
        """Return lines to write on."""
        notice = f'<p class="note">{bdi(question["notice"])}</p>' if question.get("notice") else ""
        return notice + '<div class="write" aria-hidden="true">' + "<div></div>" * WRITING_LINES + "</div>"

    @staticmethod
    def answered(question: Payload) -> str:
        """Return the model answer and the points to tick."""
        model = f"<p>A teacher scores this one. A possible answer: {bdi(question.get('model', ''))}</p>"
        return model + parts.lines(f"{parts.BOX}{bdi(point)}" for point in question.get("rubric", []))
