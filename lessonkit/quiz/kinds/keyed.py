"""What number and guess have in common: a number that stands in the bank or is computed from a table of the course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from lessonkit.quiz import rules
from lessonkit.quiz.fields import Fields
from lessonkit.quiz.model import Compute, Question, Rule

AGGREGATES = ("count", "sum", "min", "max", "first", "nunique", "mean", "share")
#: How a number is computed.
SPEC: dict[str, Rule] = {
    "table": rules.text("name of a table in data/datapackage.json"),
    "where": rules.text(
        "which rows: columns compared with values, joined by and, or, not, such as year >= 2003 and status == 'acting'"
    ),
    "column": rules.text("which column"),
    "agg": {"enum": list(AGGREGATES)},
}


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Keyed(Question):
    """A number in a unit, from the bank (`value`) or computed from a table (`spec`)."""

    value: float | None
    spec: dict[str, str] | None
    unit: str

    KEYS: ClassVar[dict[str, Rule]] = {
        "value": {"type": "number", "description": "the right number, when no table has it"},
        "key": rules.block(SPEC, ["table", "agg"]) | {"description": "computes the right number from a table"},
        "unit": rules.text("what is counted, such as people"),
    }
    silent = ("key",)
    #: One of the two, for editors.
    EITHER: ClassVar[list[Rule]] = [{"required": ["value"]}, {"required": ["key"]}]

    @staticmethod
    def read_number(fields: Fields) -> dict[str, Any]:
        """Return where the number comes from, and its unit. Raises CourseError for none, or for both."""
        if fields.has("key") == fields.has("value"):
            fields.fail("give the right number once: either 'value:' or 'key:' with table, where, column and agg")
        spec = None
        if fields.has("key"):
            key = Fields(fields.block["key"], fields.file, fields.owner, fields.line)
            key.only(tuple(SPEC))
            spec = {"table": key.text("table", "name the table the number is computed from")}
            spec |= {name: key.text(name) for name in ("where", "column")}
            spec["agg"] = key.word("agg", AGGREGATES)
        return {
            "value": None if spec else fields.number("value"),
            "spec": spec,
            "unit": fields.text("unit", "say what is counted, such as people or percent"),
        }

    @property
    def rounds(self) -> bool:
        """Whether a number with decimals can be given: within a margin, or because it is rounded."""
        raise NotImplementedError

    @property
    def computed_from(self) -> dict[str, str] | None:
        """The table the number is computed from."""
        return self.spec

    def number(self, compute: Compute) -> float:
        """Return the right number itself."""
        return float(compute(self.spec) if self.spec else self.value or 0)


def number_text(value: float) -> str:
    """Return a number as readers write it: 20,000 or 0.5."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
