"""What browser and file both hold answers to: one set of numbers, owned here and handed to the page's script.

`for_browser()` is what the script is given. A bank is held to the same limits (quiz/entry.py), so that an answer to any
question of a bank can be kept.
"""

from __future__ import annotations

from typing import Any

#: Letters of the id of a question or an answer.
LONGEST_ID = 60
#: Letters of the word for a question's kind.
LONGEST_KIND = 20
#: Letters of JSON, as the browser counts them, of an answer and its first try together: many pages.
LONGEST_ANSWER = 40_000
#: A try has a number below this.
MOST_TRIES = 100_000
#: Letters of a nickname.
LONGEST_NICKNAME = 40
#: Bytes of a passport; a whole course is well below.
LARGEST_PASSPORT = 5_000_000
#: Answers read from one passport.
MOST_ANSWERS = 5_000
#: Kinds of question whose answers stay in the reader's browser: never in the log, a passport or a report.
PRIVATE = ("confidence", "opinion")


def for_browser() -> dict[str, Any]:
    """Return the limits under the names that the page's script uses."""
    return {
        "longestId": LONGEST_ID,
        "longestKind": LONGEST_KIND,
        "longestAnswer": LONGEST_ANSWER,
        "mostTries": MOST_TRIES,
        "longestNickname": LONGEST_NICKNAME,
        "largestPassport": LARGEST_PASSPORT,
        "mostAnswers": MOST_ANSWERS,
        "private": list(PRIVATE),
    }
