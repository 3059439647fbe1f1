"""How large each notebook is."""

from __future__ import annotations

from pathlib import Path

from benchmarks.report import Result


def measure(notebooks: list[Path]) -> list[Result]:
    """Return the size of each notebook in kilobytes (1,000 bytes)."""
    return [Result(f"size of {path.name}", path.stat().st_size / 1000, "KB", 400) for path in notebooks]
