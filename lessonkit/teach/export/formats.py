"""The formats there are: how each is written, what becomes of what it has no place for, and how a teacher uses it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lessonkit.teach.export import forms, gift, items, moodle_xml, qti
from lessonkit.teach.export.items import Item, Numeric

Parts = Sequence[tuple[str, Sequence[Item]]]


class Format(NamedTuple):
    """One format. `lacks` says by need what changes, `refuses` why an item with a need is left out."""

    platform: str
    suffix: str
    write: Callable[[str, Parts], str | bytes]
    lacks: dict[str, str]
    refuses: dict[str, str]
    steps: tuple[str, ...]

    def file(self, title: str, parts: Parts) -> bytes:
        """Return the file of a lesson with this title."""
        made = self.write(title, parts)
        return made.encode() if isinstance(made, str) else made

    def refused(self, item: Item) -> str:
        """Return why an item has no place in this format; "" where it has one."""
        if "svg" in self.refuses and item.picture and item.picture.kind == "image/svg+xml":
            return self.refuses["svg"]
        return next((self.refuses[need] for need in item.needs() if need in self.refuses), "")

    def key(self, item: Item) -> str:
        """Return what a teacher types in by hand for an item; "" where the file holds it."""
        typed = items.TYPED in self.lacks and items.TYPED in item.needs()
        return forms.key(item) if typed and isinstance(item, Numeric) else ""


_LINES = "Moodle says nothing to a single line; the reason for each stands in the feedback of the whole question"
_MOODLE = (
    "In Moodle, open your course, then More and Question bank (since Moodle 5: Question banks), and choose Import.",
    "Choose {format}, leave Get category from file ticked, drop the file into the box, and press Import.",
    "Moodle shows what it has read. It lies in a category with the lesson's name: add it to a Quiz from there.",
)

FORMATS: dict[str, Format] = {
    "gift": Format(
        "Moodle (GIFT)",
        ".gift.txt",
        gift.write,
        {
            items.HINT: "GIFT has no hints; moodle-xml keeps them",
            items.LINES: _LINES,
            items.HALF: "GIFT has no points, so that each half counts 1; moodle-xml keeps the halves",
            items.UNSCORED: "GIFT has no points: in the quiz, set the mark of these to 0",
            items.ORDERED: "GIFT cannot keep options in their order: untick Shuffle within these questions",
        },
        {items.PICTURE: "GIFT carries no pictures; moodle-xml does"},
        tuple(step.replace("{format}", "GIFT format") for step in _MOODLE),
    ),
    "moodle-xml": Format(
        "Moodle",
        ".moodle.xml",
        moodle_xml.write,
        {items.LINES: _LINES},
        {},
        tuple(step.replace("{format}", "Moodle XML format") for step in _MOODLE),
    ),
    "qti": Format(
        "Canvas",
        ".qti.zip",
        qti.write,
        {
            items.HINT: "Canvas has no hints",
            items.EACH_WRONG: "Canvas says one thing to every wrong number, so that both reasons stand in it",
            items.UNSCORED: "these come as an ungraded survey of their own",
        },
        {},
        (
            "In Canvas, open your course, then Settings, and choose Import Course Content.",
            "Choose QTI .zip file as the content type, choose the file, and start the import. Do not unpack it.",
            "If your school uses New Quizzes, tick the box that imports existing quizzes as New Quizzes.",
            "When the import is done, the quiz stands under Quizzes, not published: look at it, then publish it.",
            "Canvas shuffles the options of all questions or of none. They are mixed in the file, so leave it off.",
        ),
    ),
    "forms": Format(
        "Google Forms",
        ".forms.gs",
        forms.write,
        {
            items.HINT: "Google Forms has no hints",
            items.OPTIONS: "Google Forms says one thing to every wrong answer, so that the reasons of all wrong "
            "options stand in it, each behind its option",
            items.LINES: "each line becomes a drop-down list of its own, and counts 1 point",
            items.HALF: "points are whole numbers there: a question counts 2, and each half of this one 1",
            items.UNSCORED: "these come as a form of their own that is no quiz; the count to a guess stands at its end",
            items.EACH_WRONG: "the reasons for too low and too high stand in one feedback",
            items.TYPED: "a script cannot set the key of a typed number: open the form, choose Answer key at the "
            "question and type the number that stands behind its name below; where a range is right, look at answers "
            "yourself, because a form compares them sign by sign",
        },
        {"svg": "Google Forms takes no drawing of this kind (SVG)"},
        (
            "A form takes no file in: a script makes it. Open script.google.com with your school account.",
            "Choose New project, put the whole text of the file in place of what stands in the editor, and save.",
            "Choose makeQuiz above the editor and press Run. The first time, Google asks whether it may make forms.",
            "The form lies in your Drive; its address stands in the log below the editor. Look at it and publish it.",
            "makeBefore makes the form of what is asked before the reading, where the lesson has such questions.",
        ),
    ),
}
