"""A theme's style without what no page of the site has: a third of it, which every reader would wait for."""

from __future__ import annotations

import re
from typing import Any

import tinycss2

_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
_MADE = "lk-"  # the kit's script puts these names together
_INNER = re.compile(r"\([^()]*\)")


def used(style: str, known: set[str]) -> str:
    """Return a style without comments, and without what is for classes that nothing has."""
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    return "\n".join(filter(None, (_rule(rule, known) for rule in rules))) + "\n"


def _rule(rule: Any, known: set[str]) -> str:
    if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
        inner = used(tinycss2.serialize(rule.content), known).strip()
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner else ""
    if rule.type != "qualified-rule":
        return str(rule.serialize())
    parts = _parts(tinycss2.serialize(rule.prelude))
    selectors = ",".join(part for part in parts if _fits(part, known))
    return f"{selectors}{{{tinycss2.serialize(rule.content).strip()}}}" if selectors else ""


def _parts(selectors: str) -> list[str]:
    """Return the selectors of a list; what stands in parentheses is one with its selector."""
    parts, depth = [""], 0
    for letter in selectors:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def _fits(selector: str, known: set[str]) -> bool:
    """Whether an element could fit: what stands in parentheses may be one of several, or what it is not."""
    while (outside := _INNER.sub("", selector)) != selector:
        selector = outside
    return all(name in known or name.startswith(_MADE) for name in _CLASS.findall(selector))
