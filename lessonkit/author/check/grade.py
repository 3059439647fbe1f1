"""The reading grade of a lesson: Flesch–Kincaid, as textstat computes it from its built-in dictionary."""

from __future__ import annotations

from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Notebook
from lessonkit.author.check.prose import units, without_details

# Fewer words give no steady grade.
MINIMUM_WORDS = 100


def grade(notebook: Notebook) -> float | None:
    """Return the U.S. school grade of a notebook's paragraphs and list items, or None when there are too few.

    Titles and table rows are no sentences and are left out.
    """
    import textstat

    sentences = []
    for cell in notebook.text:
        for unit in units(without_details(cell.source)):
            if unit.kind in ("paragraph", "item") and len(unit.plain.split()) > 3:
                text = " ".join(unit.plain.split()).replace("U.S.", "US")
                text = text.rstrip(";:,")
                sentences.append(text if text.endswith((".", "!", "?")) else f"{text}.")
    if sum(len(text.split()) for text in sentences) < MINIMUM_WORDS:
        return None
    return round(float(textstat.flesch_kincaid_grade(" ".join(sentences))), 1)


def check(notebook: Notebook, ceiling: float) -> list[Finding]:
    """Return a finding when the text is harder than the course allows."""
    got = grade(notebook)
    if got is None or got <= ceiling:
        return []
    what = f"reading grade {got:.1f}, above {ceiling:g}"
    return [Finding(notebook.name, what, "shorten sentences and choose plainer words")]
