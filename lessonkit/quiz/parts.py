"""What several kinds of question share: lists on the page, boxes and letters on paper, the count of choices.

On paper a question comes as the payload that its notebook carries (see `lessonkit.quiz.card.data`), so that paper and
page ask the same thing in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from lessonkit.html import bdi

if TYPE_CHECKING:
    from lessonkit.quiz.model import Counted, Mistake, Option

BOX = '<span class="box" aria-hidden="true"></span>'
BLANK = '<span class="blank" aria-hidden="true"></span>'
TICKED = '<span class="box" aria-hidden="true">✓</span>'

# -- on the page -------------------------------------------------------------------------------------------------------


def listed(texts: Iterable[str]) -> str:
    """Return texts as the list of a static twin."""
    return '<ul class="lk-list">' + "".join(f"<li>{bdi(text)}</li>" for text in texts) + "</ul>"


# -- with a pencil -----------------------------------------------------------------------------------------------------


def texts(question: Mapping[str, Any]) -> list[str]:
    """Return the texts of a payload's options."""
    return [option["text"] for option in question["options"]]


def lines(items: Iterable[str], more: str = "") -> str:
    """Return ready items as lines on paper; `more` is a further class."""
    return f'<ul class="lines{more}">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def lettered(texts: Iterable[str], mark: str = BOX) -> str:
    """Return texts as lines with letters, each behind a mark."""
    return lines(f"{mark}<b>{letter}</b> {bdi(text)}" for letter, text in zip(ascii_uppercase, texts, strict=False))


def blanks(question: Mapping[str, Any]) -> str:
    """Return the options as lines, each behind a blank to write on."""
    return lines(f"{BLANK}{bdi(text)}" for text in texts(question))


# -- with answers ------------------------------------------------------------------------------------------------------


def reason(text: str | None, before: str = "") -> str:
    """Return the reason for an option on a line of its own; "" when there is none."""
    return f'<br><span class="why">{before}{bdi(text)}</span>' if text else ""


def mark(right: bool) -> tuple[str, str]:
    """Return the box of an option on the key, and the word before its text."""
    return (TICKED, "<strong>Right.</strong> ") if right else (BOX, "")


def marked(question: Mapping[str, Any]) -> str:
    """Return the options with the right ones ticked, each with its reasons."""
    items = []
    for letter, option in zip(ascii_uppercase, question["options"], strict=False):
        box, said = mark(bool(option.get("right")))
        why = reason(option.get("feedback")) + reason(option.get("unchosen"), "When not ticked: ")
        items.append(f"{box}<b>{letter}</b> {said}{bdi(option['text'])}{why}")
    return lines(items)


def right_letters(question: Mapping[str, Any]) -> str:
    """Return the letters of the right options, such as "A, C"."""
    found = zip(ascii_uppercase, question["options"], strict=False)
    return ", ".join(letter for letter, option in found if option.get("right"))


def first_reason(question: Mapping[str, Any]) -> str:
    """Return what is said of the first right option that has a reason; of the first line where none is right."""
    right = [option for option in question["options"] if option.get("right")] or question["options"]
    return next((str(option["feedback"]) for option in right if option.get("feedback")), "")


# -- in a class report -------------------------------------------------------------------------------------------------


def chosen(options: Sequence[Option], answers: Iterable[Any]) -> Iterator[Counted]:
    """Yield how many answers name the place of each option, alone or in a list."""
    places = [named(answer) for answer in answers]
    for at, option in enumerate(options):
        yield option.text, option.right, sum(at in answer for answer in places), "chosen"


def named(answer: Any) -> set[int]:
    """Return the places that an answer names, alone or in a list."""
    return {place for place in (answer if isinstance(answer, list) else [answer]) if type(place) is int}


def wrong(options: Sequence[Option], answer: Any) -> Iterator[Mistake]:
    """Yield the wrong options that an answer names, each with its feedback."""
    for at in sorted(named(answer)):
        if 0 <= at < len(options) and not options[at].right:
            yield options[at].text, options[at].feedback
