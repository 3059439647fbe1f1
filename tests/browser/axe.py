"""axe-core inside a page, from the copy that the package axe-playwright-python carries."""

from __future__ import annotations

from functools import cache
from importlib import resources

# What depends on the colors: enough in a second theme, and quicker by a half.
COLORS = ("color-contrast", "link-in-text-block")


@cache
def _source() -> str:
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def violations(page, *include: str, only: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> list[str]:
    """Return what axe finds inside the elements that fit the selectors, a line a fault; [] when there is nothing.

    `only` names the rules that are asked, instead of all; `without` names those that are not.
    """
    page.evaluate(_source())
    found = page.evaluate(
        """async ([include, only, without]) => {
          const parts = include.flatMap(s => [...document.querySelectorAll(s)]);
          const off = Object.fromEntries(without.map(rule => [rule, {enabled: false}]));
          const rules = only.length ? {runOnly: only} : {rules: off};
          const result = await axe.run({include: parts}, {resultTypes: ['violations'], ...rules});
          return result.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')} ${n.failureSummary}`));
        }""",
        [list(include), list(only), list(without)],
    )
    return [" ".join(line.split()) for line in found]
