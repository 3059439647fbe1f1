"""Builds the course as a site that needs no server: JupyterLite, its Python, the lessons and their data.

    python deploy/lite            `make lite` calls it; README.md says what it takes from where

Nothing of the site asks another host. What is downloaded once is kept in build/lite and named, with its hash, in
wheels.txt and pyodide.json.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from .carrier import WHEELHOUSE, download, found
from .course_site import build
from .lessons import contents

__all__ = ["WHEELHOUSE", "build", "contents", "download", "found"]
