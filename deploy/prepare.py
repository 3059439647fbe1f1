"""Make an environment ready for readers: settings, trusted notebooks, a warm font cache.

Run with the environment's own Python, by `make lab` and by Binder's postBuild. A second run changes nothing.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import nbformat
from nbformat.sign import NotebookNotary

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from lessonkit import terminal  # noqa: E402
from lessonkit.course import shelf  # noqa: E402

# Where JupyterLab and IPython read what an administrator sets; a reader's own settings still win. IPython's come with
# the package, too, so that a kernel has them where this script never ran.
PLACES = {
    "deploy/settings/overrides.json": "share/jupyter/lab/settings/overrides.json",
    "deploy/settings/page_config.json": "etc/jupyter/labconfig/page_config.json",
    "lessonkit/kernel/environment/etc/ipython/ipython_config.json": "etc/ipython/ipython_config.json",
}


def settings(prefix: Path) -> str:
    """Copy the settings into the environment and return what happened.

    Widget state is saved, no announcement pops up, no output is put into a box, one document is shown at a time, and no
    single letter inserts, deletes or changes a cell (the menus do). What kernels load is in lessonkit/kernel.
    """
    try:
        for name, place in PLACES.items():
            (prefix / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, prefix / place)
    except OSError as error:  # an environment of somebody else's: the course works without, and asks one question more
        return f"settings left as they are ({error.strerror})"
    return "settings in place"


def trust(root: Path = ROOT) -> tuple[int, list[str]]:
    """Sign the notebooks as they are in the course, so that quizzes work before any cell has run.

    Return how many were signed, and a line for each file that could not be.
    """
    paths = shelf.files(root)
    try:
        notary = NotebookNotary()
    except Exception as error:
        return 0, [f"No notebook is trusted: the list of trusted ones cannot be written ({error})."]
    left_out = []
    for path in paths:
        why = shelf.fault(path)  # first: nbformat would repeat the whole of a large file that is none
        try:
            if not why:
                notary.sign(nbformat.reads(path.read_text("utf-8-sig"), as_version=4))
        except Exception as error:  # whatever is wrong with one file: the others are opened all the same
            why = f"cannot be trusted ({str(error).splitlines()[0] if str(error) else error!r})"
        if why:
            left_out.append(f"{path.name} is left out: it {why}.")
    return len(paths) - len(left_out), left_out


def fonts() -> None:
    """Let matplotlib build its font list now and not in a reader's first figure."""
    import matplotlib.font_manager  # noqa: F401 - the import is the work


def main() -> None:
    """Prepare everything and say in one line what was done, after a line for each file that was left out."""
    placed = settings(Path(sys.prefix))
    fonts()
    trusted, left_out = trust()
    terminal.say(*left_out, f"{placed}, {trusted} notebooks trusted, fonts listed")


if __name__ == "__main__":
    main()
