"""What every kernel of the environment loads: an IPython extension.

`environment/` lies where a package puts data of an environment (pyproject.toml): installed, it is etc/ipython/.
"""

from __future__ import annotations

from typing import Any

from lessonkit.kernel import first_cell, plain_language


def load_ipython_extension(shell: Any) -> None:
    """Let the kernel speak to beginners, and leave a lesson unchanged when it is opened."""
    first_cell.install(shell)
    plain_language.install(shell)
