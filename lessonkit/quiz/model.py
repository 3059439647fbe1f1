"""What a question is. Plain values, and what every kind of question can be asked for; each kind is a class in `kinds`.

No file and no browser in here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from lessonkit.progress.limits import PRIVATE
from lessonkit.quiz import parts

if TYPE_CHECKING:
    from lessonkit.quiz.card import Sources
    from lessonkit.quiz.fields import Fields

LEVELS = ("recall", "read", "compare", "judge")
OPEN_NOTICE = "Write no names and nothing private about anyone."

#: A rule of JSON Schema.
Rule = dict[str, Any]
#: A question as its notebook carries it, see `card.data`.
Payload = Mapping[str, Any]
#: Gives the number that a key stands for.
Compute = Callable[[dict[str, str]], float]
#: One line of the class report: what was counted, whether it is right, by how many, and what they did.
Counted = tuple[str, bool, int, str]
#: What is wrong in an answer, and what the page says to it.
Mistake = tuple[str, str]


class Option(NamedTuple):
    """One line a reader can choose, move or place.

    `right` matters where options are chosen; `group` is the right group of an item to sort and the right partner of a
    line to match. `feedback` is shown when the option is chosen or placed, `unchosen` when it is not chosen. `source`
    is the id of a claim or a source.
    """

    text: str
    right: bool = False
    feedback: str = ""
    unchosen: str = ""
    source: str = ""
    group: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class Question:
    """One question of the bank, checked. `place` says file and line, for errors and findings; `outcome` is the place,
    from 1, of what it is about in the lesson's list of outcomes, and 0 where it names none.

    Two are never compared and none is printed: the code for it would be made for each kind when a lesson starts. Every
    kind is a subclass with fields of its own. What it leaves as it is here suits a question whose answer is one or more
    of `options`.
    """

    id: str
    lesson: str
    level: str
    stem: str
    place: str
    hint: str = ""
    source: str = ""
    options: tuple[Option, ...] = ()
    shuffle: bool = True
    figure: bool = False
    before: str = ""
    pretest: bool = False
    set: str = ""
    outcome: int = 0

    # -- what a kind says of itself ------------------------------------------------------------------------------------

    #: The word for it in the bank, in the log and in the browser.
    kind: ClassVar[str] = ""
    #: What it is, for who writes a bank.
    meaning: ClassVar[str]
    #: What it asks for, said above the question and to a screen reader.
    ask: ClassVar[str]
    #: The same with a pencil.
    pencil: ClassVar[str]
    #: The page itself can say right or wrong.
    graded: ClassVar[bool] = True
    #: The answer must never leave the reader's browser.
    private: ClassVar[bool] = False
    #: The answer is a text of the reader's own, which a teacher scores.
    written: ClassVar[bool] = False
    #: It takes a class about twice the time of another.
    slow: ClassVar[bool] = False
    #: Exactly one option is right: neither its place nor its length may tell which.
    one_right: ClassVar[bool] = False

    #: Its own keys in the bank, each with its rule for editors; the loader refuses all others.
    keys: ClassVar[dict[str, Rule]] = {}
    #: Those of them that must be there.
    needed: ClassVar[tuple[str, ...]] = ()
    #: Any one of these keys holds the stem.
    stem_keys: ClassVar[tuple[str, ...]] = ("stem",)
    #: Those of them whose values are no words for readers.
    silent: ClassVar[tuple[str, ...]] = ()
    #: Further rules for editors, and those that hold unless nothing is said after an answer.
    further: ClassVar[Rule] = {}
    unless_pretest: ClassVar[Rule] = {}
    #: An example in the bank, to be overwritten; NN is the lesson.
    skeleton: ClassVar[str]

    def __init_subclass__(cls) -> None:
        """Take from the one list of private kinds, which the log knows, whether this is one."""
        cls.private = cls.kind in PRIVATE

    @classmethod
    def read(cls, fields: Fields) -> dict[str, Any]:
        """Return the kind's own values from its block of the bank. Raises CourseError with place, fault and mend."""
        raise NotImplementedError

    @property
    def scored(self) -> bool:
        """True when it counts: graded, and not only asked to be compared with a later answer."""
        return self.graded and not self.pretest

    @property
    def in_full(self) -> str:
        """What is asked, as it can be understood away from the lesson."""
        return self.stem

    @property
    def computed_from(self) -> dict[str, str] | None:
        """The table, rows, column and aggregate its key is computed from; None when it stands in the bank."""
        return None

    @property
    def verdict(self) -> bool | None:
        """Whether a statement to judge is true; None where nothing is judged so."""
        return None

    @property
    def points(self) -> tuple[str, ...]:
        """What a good answer does, one point a text, where a teacher scores it."""
        return ()

    # -- the same question, and what it tells --------------------------------------------------------------------------

    def bare(self) -> Self:
        """Return the question without hint, feedback and sources: what a pretest shows."""
        options = tuple(option._replace(feedback="", unchosen="", source="") for option in self.options)
        return replace(self, hint="", source="", options=options)

    def key(self) -> dict[str, Any]:
        """Return, under the names that a sentence can call them by, what makes an answer right beside the options."""
        return {}

    def key_marks(self, compute: Compute) -> list[Any]:
        """Return what of the key turns older answers when it changes.

        Every kind begins with its groups and its verdict, so that the marks of stored answers stay what they are.
        """
        return [[], None]

    def asked(self, compute: Compute) -> list[Any]:
        """Return what an answer was given to: a change of any of it makes another form of the question."""
        texts = [option.text for option in self.options]
        return [self.stem, texts, *([o.right, o.group] for o in self.options), *self.key_marks(compute)]

    def own_told(self) -> Iterator[tuple[str, str]]:
        """Yield (key, text) for what the kind's own keys tell in the course's voice."""
        yield from ()

    def told(self) -> Iterator[tuple[str, str]]:
        """Yield (key, text) for what the question tells in the course's own voice.

        A right option and a line with its group or partner are told, too: they are shown as true. A wrong option is
        nobody's word.
        """
        yield "stem", self.stem
        yield "hint", self.hint
        yield from self.own_told()
        for option in self.options:
            if option.right or option.group:
                yield "option", f"{option.text}: {option.group}" if option.group else option.text
            yield "feedback", option.feedback
            yield "unchosen", option.unchosen

    def weaknesses(self) -> Iterator[str]:
        """Yield, as sentences, what can be asked so but tests badly."""
        yield from ()

    # -- on the page ---------------------------------------------------------------------------------------------------

    def shown_order(self) -> list[int]:
        """Return the places of `options` in the order in which readers see them, the same for every reader.

        Answers are stored by the place in the file, so a new order never changes what an old answer means.
        """
        places = list(range(len(self.options)))
        if not self.shuffle or self.private:  # a scale keeps its order
            return places
        return sorted(places, key=lambda place: shuffle_key(self.id, place))

    def line(self, option: Option) -> dict[str, Any]:
        """Return what the browser needs to know of an option beside its texts."""
        return {}

    def payload(self, bank: Bank, sources: Sources, compute: Compute) -> dict[str, Any]:
        """Return the kind's own part of what the browser needs to ask and grade."""
        return {}

    def twin(self, bank: Bank) -> str:
        """Return what stands below the stem without any script, as HTML."""
        return parts.listed(self.option_texts())

    def folded(self, payload: Payload) -> str:
        """Return what a reader without any script may fold open, as HTML."""
        return ""

    def option_texts(self) -> list[str]:
        """Return the texts of the options in the order in which readers see them."""
        return [self.options[place].text for place in self.shown_order()]

    # -- on paper and in a class report --------------------------------------------------------------------------------

    @staticmethod
    def situation(question: Payload) -> str:
        """Return what stands above the stem, on paper and without any script, as HTML."""
        return ""

    @staticmethod
    def on_paper(question: Payload) -> str:
        """Return what stands below the stem on a sheet to be filled in with a pencil, as HTML."""
        return parts.lettered(parts.texts(question))

    @staticmethod
    def answered(question: Payload) -> str:
        """Return the same with right answers and reasons, as HTML."""
        return parts.marked(question)

    @staticmethod
    def in_short(question: Payload) -> tuple[str, str]:
        """Return the right answer in the letters or numbers of the sheet, and one reason, as text."""
        return parts.right_letters(question), parts.first_reason(question)

    def counted(self, firsts: list[Any]) -> Iterator[Counted]:
        """Yield what the class report counts of first answers. They are a stranger's data: any shape may come."""
        yield from ()

    def mistakes(self, answer: Any, compute: Compute) -> Iterator[Mistake]:
        """Yield what is wrong in a wrong answer, with the mistake behind it. Any shape may come here, too."""
        yield from parts.wrong(self.options, answer)

    def whole(self, answer: Any) -> str:
        """Return a whole answer in words where it is no choice among options; "" elsewhere."""
        return ""


class QuestionSet(NamedTuple):
    """Questions shown one at a time under one title, such as a set of scenarios."""

    id: str
    title: str
    intro: str
    place: str


class Words(NamedTuple):
    """What to say about a whole lesson's score; `start` is the lowest share (0 to 1) it applies to."""

    start: float
    text: str


class Bank(NamedTuple):
    """One lesson's file."""

    lesson: str
    name: str
    questions: tuple[Question, ...]
    sets: tuple[QuestionSet, ...] = ()
    overall: tuple[Words, ...] = ()
    open_notice: str = OPEN_NOTICE

    def words(self, share: float) -> str:
        """Return the overall words for a share of right answers; "" when the file has none for it."""
        fitting = [words for words in self.overall if words.start <= share + 1e-9]
        return max(fitting, key=lambda words: words.start).text if fitting else ""


def shuffle_key(seed: str, place: Any) -> str:
    """Return a sort key that mixes places the same way on every machine and Python."""
    return hashlib.sha256(f"{seed}|{place}".encode()).hexdigest()
