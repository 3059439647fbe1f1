"""What a check says: where, what is wrong, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from lessonkit.errors import CourseError


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: `place` (file and cell, row or line), `what` is wrong, how to `mend` it."""

    place: str
    what: str
    mend: str

    @classmethod
    def of(cls, error: CourseError, place: str) -> Finding:
        """Return what another part of the kit refuses; `place` stands for one that the error does not name."""
        what = error.what.removeprefix(f"{error.place} ")
        return cls(error.place or place, what, error.mend or "mend it there")

    @classmethod
    def from_sentence(cls, sentence: object, place: str) -> Finding:
        """Return a finding from a sentence of the form "place: what; mend." of another part of the kit.

        `place` stands for a place that the sentence does not name.
        """
        head, colon, rest = str(sentence).strip().rstrip(".").partition(": ")
        if not colon:
            head, rest = place, head
        what, semicolon, mend = rest.rpartition("; ")
        return cls(head, what, mend) if semicolon else cls(head, rest, "mend it there")

    def __str__(self) -> str:
        """Return the finding as one sentence."""
        return f"{self.place}: {self.what}; {self.mend}."
