"""One line a measurement: what, the figure, the goal, PASS or FALLS SHORT."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """A measured figure beside its goal; `goal` is the highest value that still passes, None where none is set."""

    what: str
    figure: float
    unit: str
    goal: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """PASS or FALLS SHORT; empty where no goal is set."""
        if self.goal is None:
            return ""
        return "PASS" if self.figure <= self.goal else "FALLS SHORT"

    def line(self) -> str:
        """Return the line that is printed."""
        goal = "" if self.goal is None else f"goal {self.goal:g}"
        return f"{self.what:<62} {self.figure:>9.2f} {self.unit:<4} {goal:<10} {self.verdict:<12} {self.note}".rstrip()
