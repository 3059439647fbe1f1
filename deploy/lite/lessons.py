"""Lessons and their data as JupyterLite needs them."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from lessonkit.course import shelf

# How the set-up cell's element begins in a stored output; see lessonkit/html.py.
SETUP = '<lk-lesson class="lk mathjax_ignore tex2jax_ignore" data-lk=\'{'


def contents(root: Path, out: Path) -> list[str]:
    """Copy lessons and data for the site; lessons as JupyterLite needs them (see `_lesson`). Return their versions.

    A reader's browser keeps the lesson it has saved, and never shows a corrected one: each lesson names its version,
    and the page compares it with those that the site has now. Somebody's copy of a lesson stays here, and so does what
    is no notebook: a line says so.
    """
    versions = []
    shutil.rmtree(out, ignore_errors=True)
    beside: set[Path] = set()
    for folder in sorted(path.parent for path in root.rglob(shelf.FOLDER) if path.is_dir()):
        found = shelf.shelf(folder)
        beside |= {*found.unreadable, *found.copies}
        sys.stdout.write("".join(f"{line}\n" for line in found.left_out()))
    for path in sorted(root.rglob("*")):
        target = out / path.relative_to(root)
        hidden = any(part.startswith((".", "__")) for part in target.relative_to(out).parts)
        if hidden or path in beside or not path.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix != ".ipynb":
            shutil.copyfile(path, target)
            continue
        version = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        try:
            target.write_text(_lesson(json.loads(path.read_text("utf-8-sig")), version), "utf-8")
        except (ValueError, KeyError, TypeError, AttributeError):
            sys.stdout.write(f"{path.name} is left out: it {shelf.NO_NOTEBOOK}.\n")
            continue
        versions.append(version)
    return versions


def _lesson(notebook: dict[str, Any], version: str) -> str:
    """Return a notebook for JupyterLite, which shows a file as it stands where a server would mend it first.

    A cell marked trusted shows its figures and quizzes before it has run (nbformat would strip the mark, hence plain
    JSON); an output's text is one string, since a list of lines would be shown with commas between them.
    """
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"]["trusted"] = True
            texts = [output for output in cell["outputs"] if "text" in output]
            for bundle in (*texts, *(output["data"] for output in cell["outputs"] if "data" in output)):
                bundle |= {kind: "".join(text) for kind, text in bundle.items() if _lines(kind, text)}
                if html := bundle.get("text/html"):  # known before the set-up cell has run, too
                    bundle["text/html"] = html.replace(SETUP, f'{SETUP}"version":"{version}",')
    notebook["metadata"].setdefault("lessonkit", {})["version"] = version
    notebook["metadata"]["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _lines(kind: str, text: Any) -> bool:
    return isinstance(text, list) and not kind.endswith("json")
