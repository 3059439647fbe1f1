"""What a check says: where, what is wrong, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: `place` (file and cell, row or line), `what` is wrong, how to `mend` it."""

    place: str
    what: str
    mend: str

    def __str__(self) -> str:
        """Return the finding as one sentence."""
        return f"{self.place}: {self.what}; {self.mend}."
