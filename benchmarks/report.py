"""One line a measurement: what, the figure, the goal, PASS or FALLS SHORT."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """A measured figure beside its goal; `goal` is the highest value that still passes, None where none is set.

    A figure of None could not be measured: `note` says why.
    """

    what: str
    figure: float | None
    unit: str
    goal: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """PASS or FALLS SHORT; empty where no goal is set."""
        if self.goal is None:
            return ""
        return "PASS" if self.figure is not None and self.figure <= self.goal else "FALLS SHORT"

    def line(self) -> str:
        """Return the line that is printed."""
        goal = "" if self.goal is None else f"goal {self.goal:g}"
        figure = "–" if self.figure is None else f"{self.figure:,.2f}"
        return f"{self.what:<62} {figure:>9} {self.unit:<4} {goal:<10} {self.verdict:<12} {self.note}".rstrip()
