"""A case: a short situation, a decision to choose, and what would follow from it in law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from lessonkit.html import bdi
from lessonkit.quiz.fields import Fields
from lessonkit.quiz.kinds.single import Single
from lessonkit.quiz.model import Bank, Compute, Payload, Rule
from lessonkit.quiz.rules import text

if TYPE_CHECKING:
    from lessonkit.quiz.card import Sources


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Case(Single):
    """One of the decisions holds in the situation that `document` tells; feedback says what follows from each."""

    document: str

    kind = "case"
    meaning = "a situation and a decision, one right"
    ask = "A case: decide"
    pencil = "Tick one decision"

    keys: ClassVar[dict[str, Rule]] = {"document": text("the situation, quoted above the question"), **Single.keys}
    needed = ("document", *Single.needed)
    skeleton = """\
- id: NN-case
  kind: case
  level: judge
  outcome: 1
  document: Somebody stands at the door with a paper. It bears one signature.
  stem: What may happen now?
  source: this page
  options:
    - text: The first decision
      right: true
      feedback: Say what follows from it, and by which rule.
    - text: The second decision
      feedback: Say what would follow from it, and where to look.
    - text: The third decision
      feedback: Say what would follow from it, and where to look.
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the situation and the decisions."""
        return {"document": fields.text("document", "write what has happened"), **super().read(fields)}

    @property
    def in_full(self) -> str:
        """The situation and the question."""
        return f"{self.document} {self.stem}"

    def asked(self, compute: Compute) -> list[Any]:
        """Return what a decision was made on: the situation as well."""
        return [*super().asked(compute), self.document]

    def own_told(self) -> Iterator[tuple[str, str]]:
        """Yield the situation."""
        yield "document", self.document

    def payload(self, bank: Bank, sources: Sources, compute: Compute) -> dict[str, Any]:
        """Return the situation."""
        return {"document": self.document}

    @staticmethod
    def situation(question: Payload) -> str:
        """Return the situation as a quotation."""
        return f'<blockquote class="lk-doc">{bdi(question["document"])}</blockquote>'
