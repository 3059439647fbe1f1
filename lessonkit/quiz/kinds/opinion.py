"""My opinion: options of which none is right; the answer stays in the reader's browser."""

from __future__ import annotations

from typing import Any, ClassVar

from lessonkit.quiz import parts, rules
from lessonkit.quiz.fields import Fields
from lessonkit.quiz.model import Payload, Question, Rule
from lessonkit.quiz.yaml_lines import Sequence

# A sheet may be collected, and what somebody thinks is not.
FOR_YOURSELF = (
    "For yourself alone: answer in your head or on scrap paper. It has no right answer, and nobody collects it."
)
#: A line of a scale: a text alone, or a block.
LINE: dict[str, Rule] = {"text": rules.text(), "feedback": rules.text(), "source": rules.SOURCE}


def scale(description: str) -> Rule:
    """Return the rule of a list of options without a right one."""
    return rules.many(description, {"anyOf": [rules.text(), rules.block(LINE, ["text"])]})


class Opinion(Question):
    """One of the options, in the order of the bank."""

    kind = "opinion"
    meaning = "stays in the reader's browser"
    ask = "My opinion"
    pencil = "My opinion"
    graded = False

    keys: ClassVar[dict[str, Rule]] = {"options": scale("what one can think")}
    needed: ClassVar[tuple[str, ...]] = ("options",)
    skeleton = """\
- id: NN-my-view
  kind: opinion
  stem: What do I think of it?
  options: [I agree, I am not sure, I disagree]
"""

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the options, of which none is right."""
        if isinstance(fields.block.get("options"), Sequence):
            for entry in fields.block["options"]:
                if isinstance(entry, dict) and "right" in entry:
                    fault = "nothing is right or wrong in a question of this kind; remove 'right'"
                    fields.fail(fault, "options")
        return {"options": rules.options(fields, "options", LINE, feedback=False)}

    @staticmethod
    def on_paper(question: Payload) -> str:
        """Return the options without boxes: nothing is written down."""
        return f'{parts.lettered(parts.texts(question), "")}<p class="note">{FOR_YOURSELF}</p>'

    @staticmethod
    def answered(question: Payload) -> str:
        """Return the same as on the sheet: there is nothing to be right about."""
        return Opinion.on_paper(question)
