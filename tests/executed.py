"""Execute a notebook once for several tests: in one kernel, each cell right after the set-up cell.

After the set-up cell the namespace is remembered; before each later cell it is restored (tables and other
containers from deep copies), unless the cell is tagged `needs-previous`. So one execution shows both what
strict nbval would compare and that each cell depends on the set-up cell alone.
"""

import copy
import json
import subprocess
from dataclasses import dataclass, field

import nbformat

from lessonkit.author.check.notebook import read
from lessonkit.author.check.outline import setup_cells
from lessonkit.author.form import clean_outputs
from lessonkit.author.run import client
from tests.kernels import environment

NEEDS_PREVIOUS = "needs-previous"
KEEP = """
def _keep():
    import copy, sys, types
    place = types.ModuleType("_lessonkit_test")
    containers = (dict, list, set)
    def copied(value):
        deep = isinstance(value, containers) or type(value).__module__.startswith("pandas")
        return copy.deepcopy(value) if deep else value
    space = get_ipython().user_ns
    own = {"In", "Out", "exit", "quit", "open", "get_ipython"}
    def mine():
        return {k: v for k, v in space.items() if not k.startswith("_") and k not in own}
    place.kept = {k: copied(v) for k, v in mine().items()}
    def restore():
        for name in mine():
            del space[name]
        space.update({k: copied(v) for k, v in place.kept.items()})
    place.restore = restore
    sys.modules[place.__name__] = place
_keep()
del _keep
"""
RESTORE = "import sys as _sys; _sys.modules['_lessonkit_test'].restore()"
MODULES = "import json as _j, sys as _s; print(_j.dumps(sorted(_s.modules)))"


@dataclass
class Executed:
    """Fresh outputs by code cell, the errors among them, and the modules loaded at the end."""

    outputs: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    modules: set = field(default_factory=set)


def execute_after_setup(path, progress):
    nb = nbformat.read(path, as_version=4)
    page = read(path)
    setup = {cell.place - 1 for cell in setup_cells(page)}
    # nbclient writes executed cells back by index: helpers get a place of their own at the end.
    helper_place = len(nb.cells)
    nb.cells.append(nbformat.v4.new_code_cell())
    runner = client(nb, path.resolve().parent)
    runner.allow_errors = True
    result = Executed()

    def helper(source):
        cell = nbformat.v4.new_code_cell(source)
        runner.execute_cell(cell, helper_place, store_history=False)
        return cell.outputs

    with runner.setup_kernel(env=environment(progress), stderr=subprocess.DEVNULL):
        kept = False
        for place, cell in enumerate(nb.cells[:helper_place]):
            if cell.cell_type != "code":
                continue
            if kept and NEEDS_PREVIOUS not in cell.metadata.get("tags", ()):
                helper(RESTORE)
            runner.execute_cell(cell, place)
            result.errors += [
                f"cell {place + 1}: {o.ename}: {o.evalue}" for o in cell.outputs if o.output_type == "error"
            ]
            result.outputs.append(clean_outputs(copy.deepcopy(cell.outputs)))
            if place in setup:
                helper(KEEP)
                kept = True
        result.modules = set(json.loads(helper(MODULES)[0].text))
    return result
