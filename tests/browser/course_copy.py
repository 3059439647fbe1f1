"""The real course once more: what a test or a measurement does to it stays there."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def copied(to: Path) -> Path:
    """Copy the lessons and their data into the folder `to`, and return it."""
    for folder in ("data", "notebooks"):
        shutil.copytree(ROOT / folder, to / folder)
    return to
