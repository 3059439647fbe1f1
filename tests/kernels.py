"""Kernels for tests: no network, an empty progress folder, no settings of the person who runs them."""

import os
from pathlib import Path

SITE = Path(__file__).parent / "kernel_site"


def environment(progress):
    """Return the environment of a kernel under test; `progress` is an empty folder."""
    return {
        **os.environ,
        "PYTHONPATH": str(SITE),
        "LESSONKIT_PROGRESS": str(progress),
        "IPYTHONDIR": str(Path(progress) / ".ipython"),
    }
