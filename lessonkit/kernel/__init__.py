"""What every kernel of the environment loads, as `deploy/settings/ipython_config.json` says: an IPython extension."""

from __future__ import annotations

from typing import Any

from lessonkit.kernel import first_cell, plain_language


def load_ipython_extension(shell: Any) -> None:
    """Let the kernel speak to beginners, and leave a lesson unchanged when it is opened."""
    first_cell.install(shell)
    plain_language.install(shell)
