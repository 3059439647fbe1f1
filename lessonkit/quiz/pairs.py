"""One knowledge question asked twice: before a reader has read (`pretest: true`) and again later (`before:`)."""

from __future__ import annotations

from typing import Any

from lessonkit.quiz.model import Question


def fault(later: Question, earlier: Question) -> str:
    """Return what keeps `later` from being `earlier` asked again, as the end of a sentence; "" when nothing does."""
    if later.graded and not earlier.pretest:
        return f"'before' names {earlier.id}, which is no pretest; write 'pretest: true' there"
    asked, before = _asked(later), _asked(earlier)
    for name in asked:
        if asked[name] != before[name]:
            # Answers are kept by place: what was chosen before is said with the options of now.
            order = ", in one order" if name == "options" else ""
            return f"it does not have the {name} of {earlier.id}; make them the same in both{order}"
    return ""


def _asked(question: Question) -> dict[str, Any]:
    """Return what a reader is asked and what is right, without anything that is said afterwards."""
    same: dict[str, Any] = {"kind": question.kind}
    same["options"] = [(option.text, option.right, option.group) for option in question.options]
    if question.graded:  # how sure I am *now* may be asked in other words
        same |= {"stem": question.stem, **question.key()}
    return same
