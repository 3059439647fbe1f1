"""The kinds of question, one file each: fields and checks, card, paper form, what a class report counts, an example.

A new kind is a subclass of `Question` in a file of its own, named here, and a file beside the page's script in which it
is answered and graded. Everything else asks the class: `make docs` writes it into `schema.json`, `lessonkit quiz new`
into new banks.
"""

from __future__ import annotations

from lessonkit.quiz.kinds.case import Case
from lessonkit.quiz.kinds.confidence import Confidence
from lessonkit.quiz.kinds.groups import Groups
from lessonkit.quiz.kinds.guess import Guess
from lessonkit.quiz.kinds.match import Match
from lessonkit.quiz.kinds.number import Number
from lessonkit.quiz.kinds.open import Open
from lessonkit.quiz.kinds.opinion import Opinion
from lessonkit.quiz.kinds.order import Order
from lessonkit.quiz.kinds.several import Several
from lessonkit.quiz.kinds.single import Single
from lessonkit.quiz.kinds.truefalse import TrueFalse
from lessonkit.quiz.model import Question

#: Each kind by its word in the bank, in the order in which they are listed to authors.
KINDS: dict[str, type[Question]] = {
    kind.kind: kind
    for kind in (Single, Case, Several, TrueFalse, Number, Guess, Order, Match, Groups, Open, Confidence, Opinion)
}  # fmt: skip
