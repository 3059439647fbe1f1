"""Start a student's server: bring the course into the student's folder, then become Jupyter.

The hub runs it as the student, on one machine and in a container alike; all arguments go to jupyterhub-singleuser.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent)]
import course_copy  # noqa: E402


def fonts(home: Path) -> None:
    """Give matplotlib its list of fonts, which `make hub` has made: thirty kernels need not look for them at once."""
    for known in Path(sys.prefix, "matplotlib").glob("fontlist-*.json"):
        own = home / ".cache/matplotlib" / known.name
        if not own.exists():
            own.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(known, own)


def main() -> None:
    """Prepare the folder of whoever runs this, and become the server."""
    home = Path.home()
    (home / "answers").mkdir(mode=0o700, exist_ok=True)
    delivered = course_copy.deliver(ROOT, home / "course")
    if any(path.endswith(".ipynb") for path in delivered):
        import prepare

        prepare.trust(home / "course")  # questions answer before any cell has run
    fonts(home)
    # Kernels are spoken to through files and not through ports: where thirty start at once, two may be given one port,
    # and one of them hangs. The names of such files must be short.
    os.environ["JUPYTER_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="jupyter-")
    files = "--KernelManager.transport=ipc"
    os.execv(sys.executable, [sys.executable, "-m", "jupyterhub.singleuser", files, *sys.argv[1:]])


if __name__ == "__main__":
    main()
