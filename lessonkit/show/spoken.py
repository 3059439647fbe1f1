"""The text of a lesson as somebody says it who presents: whole sentences, without marks, links and tags."""

from __future__ import annotations

import re

from lessonkit.evidence import marks

# What nobody says, and what is left of the rest.
_UNSAID = (
    (
        re.compile(
            r"<!--.*?-->|<p class=\"lk-ask\">.*?</p>|<details\b.*?</details>|^ {0,3}(```+|~~~+).*?^ {0,3}\1[`~]*$",
            re.DOTALL | re.M,
        ),
        "\n",
    ),
    (marks.CITATION, ""),
    (re.compile(r"<b class=\"lk-tag[^>]*>(.*?)</b>"), r"\1:"),
    (re.compile(r"</?[A-Za-z][^>]*>"), ""),
    (re.compile(r"!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)"), r"\1"),
    (re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w|[“\"(])|(?<=[\w.,;:!?”\")])[*_](?!\w)"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!$-])"), r"\1"),
)
_RULE = re.compile(r"\s*\|?[\s:|-]+\|?\s*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)")
_HEADING = re.compile(r"#{1,6}\s+(.*)")


def paragraphs(markdown: str) -> list[str]:
    """Return the paragraphs, items, table rows and smaller headings of a cell, each on one line.

    Its first heading is left out: the slide shows it.
    """
    for pattern, instead in _UNSAID:
        markdown = pattern.sub(instead, markdown)
    found: list[str] = []
    open_, headed = False, False  # the next line goes on with the last paragraph; a heading was met
    for line in markdown.splitlines():
        line = line.strip()
        heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
        if not line or (line.startswith("|") and _RULE.fullmatch(line)):
            open_ = False
        elif heading:
            if headed:
                found.append(heading[1])
            open_, headed = False, True
        elif line.startswith("|"):
            open_ = False
            found.append(" · ".join(cell.strip() for cell in line.strip("|").split("|") if cell.strip()))
        elif item:
            open_ = True
            found.append(f"• {item[1]}")
        elif open_:
            found[-1] += f" {line}"
        else:
            open_ = True
            found.append(line)
    return found
