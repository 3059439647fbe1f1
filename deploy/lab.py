"""Open the course in JupyterLab: what `make lab` does once the environment stands. Further arguments go to JupyterLab.

Jupyter and matplotlib keep files in the home folder. Where that cannot be written, as on library computers, they get
a folder in the environment instead.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# One document without a side bar, in a workspace of the course: what a reader has open elsewhere stays as it is.
FIRST = "/doc/workspaces/course/tree/notebooks/00-start-here.ipynb"


def home() -> dict[str, str]:
    """Return the environment variables that replace a home folder which cannot be written; none where it can."""
    from jupyter_core import paths

    named = (paths.jupyter_data_dir(), paths.jupyter_config_dir(), paths.jupyter_runtime_dir())
    if writable(map(Path, named)):
        return {}
    place = Path(sys.prefix, "home")
    if not writable([place]):
        place = Path(tempfile.mkdtemp(prefix="course-home-"))
    sys.stdout.write("The home folder cannot be written: settings of Jupyter are kept elsewhere, answers as always.\n")
    names = ("JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR")
    return {name: str(place / name.lower()) for name in names}


def writable(folders: Iterable[Path]) -> bool:
    """Return whether a file can be made in each of the folders, which are made where they are missing."""
    try:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"x")
    except OSError:
        return False
    return True


def main() -> None:
    """Prepare the environment and become JupyterLab."""
    os.environ |= home()
    import prepare

    prepare.main()
    sys.stdout.write("JupyterLab prints its address below; Ctrl-C ends it.\n")
    sys.stdout.flush()
    from jupyterlab.labapp import main as lab

    sys.argv[1:] = ["--ServerApp.root_dir=.", f"--LabApp.default_url={FIRST}", *sys.argv[1:]]
    os.chdir(ROOT)
    sys.exit(lab())


if __name__ == "__main__":
    main()
