"""How sure am I: a scale before or after a lesson; the answer stays in the reader's browser."""

from __future__ import annotations

from typing import Any, ClassVar

from lessonkit.quiz.fields import Fields
from lessonkit.quiz.kinds.opinion import Opinion, scale
from lessonkit.quiz.model import Option, Rule

#: The scale of a question that names no options of its own.
SCALE = ("Not sure at all", "A little sure", "Fairly sure", "Very sure")


class Confidence(Opinion):
    """An opinion about oneself, with a scale that may be left out."""

    kind = "confidence"
    ask = "How sure am I?"
    pencil = "How sure am I"

    keys: ClassVar[dict[str, Rule]] = {"options": scale("the scale; may be left out")}
    needed = ()
    skeleton = """\
- id: NN-how-sure
  kind: confidence
  stem: How sure am I about this lesson's question?
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the options, or those of the usual scale."""
        return super().read(fields) if fields.has("options") else {"options": tuple(map(Option, SCALE))}
