"""axe-core inside a page, from the copy that the package axe-playwright-python carries."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def _source() -> str:
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def violations(page, *include: str) -> list[str]:
    """Return what axe finds inside the elements that fit the selectors, a line a fault; [] when there is nothing."""
    page.evaluate(_source())
    found = page.evaluate(
        """async (include) => {
          const parts = include.flatMap(s => [...document.querySelectorAll(s)]);
          const result = await axe.run({include: parts}, {resultTypes: ['violations']});
          return result.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')} ${n.failureSummary}`));
        }""",
        list(include),
    )
    return [" ".join(line.split()) for line in found]
