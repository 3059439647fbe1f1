"""The one form in which a notebook is stored, so that two machines and two runs write the same bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from itertools import count
from typing import Any

import nbformat
from nbformat import NotebookNode

from lessonkit.evidence import marks

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# Without `version`: it would differ between the Pythons that the course supports.
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
# A widget view names a model that only lives in one kernel; its text/plain twin stays for the reader.
DROPPED_MIMES = ("application/vnd.jupyter.widget-view+json",)
# Notebook metadata that belongs to the course; the rest was left there by a program that opened the file.
KEPT_METADATA = ("title", "authors", "lessonkit")
# Cell metadata left behind by programs: timings, trust, scroll and fold states.
DROPPED_CELL_METADATA = (
    "execution",
    "ExecuteTime",
    "trusted",
    "scrolled",
    "collapsed",
    "id",  # Colab's, beside the cell's own
    "outputId",
    "colab",
    "pycharm",
    "vscode",
    "slideshow",  # what other programs present goes by it; `lessonkit slides` goes by words for the wall
)

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_HEADING = re.compile(r"^#{1,3}[ \t]+(.+)$", re.MULTILINE)
_INVITING = ("Code it yourself", "Try · ")
_EXTRA = ("More", "Code it yourself")
_BEGINS = re.compile(r"(#{1,6})[ \t]+(.+)")
# What is written for exports, which see no other metadata of a cell than its tags.
FOLDED, EXTRA = "folded", "extra"
COLLAPSED = "jp-MarkdownHeadingCollapsed"


def identify(cells: Iterable[dict[str, Any]]) -> None:
    """Give each raw cell, in place, an id where it has none of its own: made of what the notebook holds alone.

    A notebook of an older form, as Colab saves it, has no ids; a program that merged two may have doubled one.
    """
    taken: set[str] = set()
    for cell in cells:
        id = cell.get("id")
        if not isinstance(id, str) or not _ID.fullmatch(id) or id in taken:
            source = cell.get("source", "")
            text = "".join(source) if isinstance(source, list) else str(source)
            made = (hashlib.sha256(f"{cell.get('cell_type')}\0{text}\0{n}".encode()).hexdigest()[:8] for n in count())
            id = cell["id"] = next(new for new in made if new not in taken)
        taken.add(id)


def clean(nb: NotebookNode) -> None:
    """Drop from `nb`, in place, what another machine, Python or execution would write differently."""
    kept = {key: nb.metadata[key] for key in KEPT_METADATA if key in nb.metadata}
    nb.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": LANGUAGE, **kept})
    nb.nbformat, nb.nbformat_minor = 4, 5
    for cell in nb.cells:
        for key in DROPPED_CELL_METADATA:
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            cell.outputs = clean_outputs(cell.outputs)


def clean_outputs(outputs: Iterable[Any]) -> list[NotebookNode]:
    """Return outputs as they are stored: widget views dropped, their text kept."""
    stored = []
    for output in outputs:
        if "data" in output:
            for mime in DROPPED_MIMES:
                output["data"].pop(mime, None)
            if not output["data"]:
                continue
        output.pop("transient", None)
        stored.append(nbformat.from_dict(output))
    return stored


def renumber(nb: NotebookNode) -> None:
    """Write into every citation of the text the place of its claim in the lesson's list of references."""
    texts = [cell.source for cell in nb.cells if cell.cell_type == "markdown"]
    order = marks.order_of(texts)
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            cell.source = marks.renumber(cell.source, order)


def fold_code(nb: NotebookNode) -> None:
    """Fold the code that no reader reads or changes, in place: all but the set-up cell's, and what invites to code.

    Open stay the first code cell, cells under a heading "Code it yourself …" or "Try · …", and those tagged `code`.
    Jupyter goes by `source_hidden`; an export knows a cell by its tags alone, hence the tag `folded`.
    """
    first, invited = True, False
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            for heading in _HEADING.findall(cell.source):
                invited = heading.startswith(_INVITING)
        elif cell.cell_type == "code":
            folded = not (first or invited or "code" in cell.metadata.get("tags", []))
            jupyter = {key: value for key, value in cell.metadata.get("jupyter", {}).items() if key != "source_hidden"}
            _put(cell, "jupyter", {**jupyter, "source_hidden": True} if folded else jupyter)
            _put(cell, "tags", _without(cell, FOLDED) + [FOLDED] * folded)
            first = False


def fold_more(nb: NotebookNode) -> None:
    """Let JupyterLab open the sections headed *More …* closed, in place, until a reader clicks.

    A page printed from an export leaves out what is tagged `extra`: those sections, and *Code it yourself*.
    """
    level = 0  # of the heading whose section is extra; 0 outside of one
    for cell in nb.cells:
        heading = _BEGINS.match(cell.source) if cell.cell_type == "markdown" else None
        if heading and (not level or len(heading[1]) <= level):
            level = len(heading[1]) if heading[2].startswith(_EXTRA) else 0
        if cell.cell_type == "markdown":
            cell.metadata.pop(COLLAPSED, None)
            if heading and heading[2].startswith("More"):
                cell.metadata[COLLAPSED] = True
        _put(cell, "tags", _without(cell, EXTRA) + [EXTRA] * bool(level))


def _without(cell: NotebookNode, tag: str) -> list[str]:
    return [other for other in cell.metadata.get("tags", []) if other != tag]


def _put(cell: NotebookNode, key: str, value: Any) -> None:
    cell.metadata.pop(key, None)
    if value:
        cell.metadata[key] = value


def text_of(nb: NotebookNode) -> str:
    """Return the text of a notebook: one-space indent, sorted keys, one final newline."""
    text: str = nbformat.writes(nb, version=4, indent=1, sort_keys=True, ensure_ascii=False)
    return text.rstrip("\n") + "\n"
