"""What match and groups have in common: one choice for each line, from a list that all lines share."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, ClassVar

from lessonkit.html import bdi
from lessonkit.quiz import parts
from lessonkit.quiz.model import Bank, Compute, Counted, Mistake, Payload, Question

if TYPE_CHECKING:
    from lessonkit.quiz.card import Sources


class Placing(Question):
    """Options are lines, and each is placed with one of `choices`."""

    slow = True
    #: What stands above the lines and above the choices without a script.
    twin_words: ClassVar[tuple[str, str]]

    def choices(self) -> list[str]:
        """Return what is offered for each line, in the order in which readers see it."""
        raise NotImplementedError

    def target(self, at: int) -> int:
        """Return the place of the right choice for the line at a place."""
        raise NotImplementedError

    def choice_places(self) -> dict[str, int]:
        """Return the place by which an answer names each choice."""
        raise NotImplementedError

    def payload(self, bank: Bank, sources: Sources, compute: Compute) -> dict[str, Any]:
        """Return the choices, each with the place by which an answer names it."""
        places = self.choice_places()
        return {"choices": [{"at": places[text], "text": text} for text in self.choices()]}

    def twin(self, bank: Bank) -> str:
        """Return the lines and the choices."""
        what, into = self.twin_words
        return f"<p>{what}</p>{parts.listed(self.option_texts())}<p>{into}</p>{parts.listed(self.choices())}"

    @staticmethod
    def on_paper(question: Payload) -> str:
        """Return the lines with blanks, and the choices with letters beside them."""
        offered = parts.lettered((choice["text"] for choice in question["choices"]), "")
        return f'<div class="beside">{parts.blanks(question)}{offered}</div>'

    @staticmethod
    def answered(question: Payload) -> str:
        """Return the lines with the letter and the words of the right choice, and reasons."""
        letters = {choice["at"]: letter for letter, choice in zip(ascii_uppercase, question["choices"], strict=False)}
        words = {choice["at"]: choice["text"] for choice in question["choices"]}
        items = []
        for option in question["options"]:
            at = option.get("to", option["at"])  # a line to match has its partner at its own place
            right, why = f"<strong>{bdi(words[at])}</strong>", parts.reason(option.get("feedback"))
            items.append(f'<span class="blank">{letters[at]}</span>{bdi(option["text"])}: {right}{why}')
        return parts.lines(items)

    @staticmethod
    def in_short(question: Payload) -> tuple[str, str]:
        """Return the letter of each line from top to bottom, and the reason for one."""
        letters = {choice["at"]: letter for letter, choice in zip(ascii_uppercase, question["choices"], strict=False)}
        right = (letters[option.get("to", option["at"])] for option in question["options"])
        return ", ".join(right), parts.first_reason(question)

    def counted(self, firsts: list[Any]) -> Iterator[Counted]:
        """Yield how many placed each line right."""
        for at, option in enumerate(self.options):
            placed = [answer[at] for answer in firsts if isinstance(answer, list) and at < len(answer)]
            hits = sum(type(place) is int and place == self.target(at) for place in placed)
            yield option.text, True, hits, "placed right"

    def mistakes(self, answer: Any, compute: Compute) -> Iterator[Mistake]:
        """Yield each line that was placed wrong, with where it was put."""
        words = {at: text for text, at in self.choice_places().items()}
        for at, (option, place) in enumerate(
            zip(self.options, answer if isinstance(answer, list) else [], strict=False)
        ):
            if type(place) is int and place in words and place != self.target(at):
                yield f"{option.text}: {words[place]}", option.feedback
