"""Citations in a lesson's text: `… 22 agencies [[1]](#c-agencies-22)`.

The target names a row of data/claims.csv; the visible number is the claim's place in the lesson's list of references,
in the order of first citation. `lessonkit run` writes the numbers, so that an author may write any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# A misspelt id is a citation too: whoever looks it up says so.
CITATION = re.compile(r"\[\[([^\[\]]*)\]\]\(#(c-[^()\s]+)\)")
# Code and comments are not prose: a citation shown as an example must stay as it is. A fence that is never closed
# reaches to the end, a span of code never over an empty line.
_CODE = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*(?:\n.*?^[ \t]*(?P=fence)[`~]*[ \t]*$|\n.*\Z|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)


def marks(markdown: str) -> list[tuple[str, str]]:
    """Return the citations of a text in order, repeats included, each as its visible number and its claim."""
    return CITATION.findall(_CODE.sub("", markdown))


def cited(markdown: str) -> list[str]:
    """Return the claim ids that a text cites, in order, repeats included."""
    return [claim for _, claim in marks(markdown)]


def without_examples(markdown: str, pattern: re.Pattern[str] = CITATION) -> str:
    """Return the text in which code and comments hold no citation (nothing that fits `pattern`) any more."""
    return _CODE.sub(lambda code: pattern.sub("", code[0]), markdown)


def order_of(texts: Iterable[str]) -> list[str]:
    """Return each claim cited in the texts once, in the order of first citation."""
    return list(dict.fromkeys(claim for text in texts for claim in cited(text)))


def renumber(markdown: str, order: Sequence[str]) -> str:
    """Return the text with each citation showing its claim's place in `order`, counted from 1.

    A claim that is not in `order` keeps what is written.
    """
    place = {claim: str(i) for i, claim in enumerate(order, 1)}

    def written(match: re.Match[str]) -> str:
        return f"[[{place.get(match[2], match[1])}]](#{match[2]})"

    parts, end = [], 0
    for code in _CODE.finditer(markdown):
        parts += [CITATION.sub(written, markdown[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, CITATION.sub(written, markdown[end:])])
