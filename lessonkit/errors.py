"""One kind of error for everything a reader or a contributor can mend."""

from __future__ import annotations


class CourseError(Exception):
    """A fault in a course's files, said in one sentence: the place, what is wrong, how to mend it.

    `what` and `mend` are the halves of the sentence, without its stop. `place` (a file, its line or row, a question)
    goes in front, unless `what` names it already. In a notebook the sentence is shown alone: a traceback through this
    package would tell a student nothing.
    """

    def __init__(self, what: str, mend: str = "", place: str = "") -> None:
        """Keep the three; `mend` may lack where `what` says it, `place` where the cell that runs is the place."""
        super().__init__(what, mend, place)
        self.what = what
        self.mend = mend
        self.place = place

    def within(self, place: str) -> CourseError:
        """Return the same fault as one of `place`, which leads to it."""
        return CourseError(self._fault(), self.mend, place)

    def _fault(self) -> str:
        return self.what if self.place in self.what else f"{self.place}: {self.what}"

    def __str__(self) -> str:
        """Return the sentence."""
        sentence = f"{self._fault()}; {self.mend}" if self.mend else self._fault()
        return sentence if sentence.endswith((".", "?")) else f"{sentence}."

    def _render_traceback_(self) -> list[str]:
        # IPython calls this instead of formatting the stack.
        return [str(self)]


def halves(fault: str) -> tuple[str, str]:
    """Return `what` and `mend` of a text that names both, such as "the row is empty; delete it"."""
    what, semicolon, mend = fault.rpartition("; ")
    return (what, mend) if semicolon else (fault, "")
