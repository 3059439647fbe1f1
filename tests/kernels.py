"""Kernels for tests: as `lessonkit run` starts them, and without a network."""

import os
from pathlib import Path

from lessonkit.author.run import kernel_environment

SITE = Path(__file__).parent / "kernel_site"


def environment(scratch):
    """Return the environment of a kernel under test; `scratch` is an empty folder."""
    paths = [str(SITE), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**kernel_environment(Path(scratch)), "PYTHONPATH": os.pathsep.join(paths)}
