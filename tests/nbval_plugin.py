"""What strict nbval 0.11 needs for this course's notebooks: `pytest -p tests.nbval_plugin --nbval notebooks`.

It touches private names of nbval, therefore nbval is pinned exactly.

- The kernel gets an empty progress folder and no network (tests/kernels.py).
- Cells run with store_history, else IPython ignores a trailing `;`.
- What an Output widget or interact() captures belongs to the widget and not to the cell, as in JupyterLab.
  An error inside a callback is still let through, so that it fails the test.
- Each cell finds what the set-up cell left and nothing of the cells between, unless it is tagged `needs-previous`:
  tables and other containers are deep copies. What is stored was made in one go, so what agrees with it here is the
  same either way: a reader may run a cell by itself.
- A lesson loads no package that only contributors have.
"""

import tempfile

import nbval.kernel
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell, IPyNbFile

from lessonkit.author.check.notebook import read
from lessonkit.author.check.outline import setup_cells
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
LEAN = """import sys as _sys
_more = {"jsonschema", "frictionless", "textstat", "nbformat"} & set(_sys.modules)
assert not _more, f"a lesson loaded what only contributors have: {_more}"
"""
CAPTURED = {"stream", "display_data", "execute_result", "clear_output", "update_display_data"}
_start = nbval.kernel.start_new_kernel
_message = IPyNbFile.get_kernel_message
_collect, _runtest = IPyNbFile.collect, IPyNbCell.runtest


def start_new_kernel(*args, **kwargs):
    scratch = tempfile.TemporaryDirectory(prefix="lessonkit-nbval-", ignore_cleanup_errors=True)
    manager, client = _start(*args, env=environment(scratch.name), **kwargs)
    # Kept as long as the kernel's manager; removed with it.
    manager.lessonkit_scratch = scratch
    return manager, client


def execute_cell_input(self, cell_input, allow_stdin=None):
    return self.kc.execute(cell_input, store_history=True, allow_stdin=bool(allow_stdin), stop_on_error=False)


def get_kernel_message(self, timeout=None, stream="iopub"):
    active = self.__dict__.setdefault("_capturing", {})
    while True:
        message = _message(self, timeout=timeout, stream=stream)
        kind, content = message["msg_type"], message["content"]
        if kind in ("comm_open", "comm_msg"):
            state = (content.get("data") or {}).get("state") or {}
            if "msg_id" in state:
                active[content["comm_id"]] = state["msg_id"]
        elif kind in CAPTURED and message["parent_header"].get("msg_id") in set(filter(None, active.values())):
            continue
        return message


def silently(kernel, code):
    """Run code between two cells; neither cell sees it."""
    asked = kernel.kc.execute(code, silent=True, store_history=False)
    while (reply := kernel.get_message("shell", timeout=60))["parent_header"].get("msg_id") != asked:
        pass
    kernel.await_idle(asked, 60)
    content = reply["content"]
    assert content["status"] == "ok", content.get("evalue")


def collect(self):
    cells = list(_collect(self))
    page = read(self.path)
    self.setups = {page.code.index(cell) for cell in setup_cells(page)}
    self.last, self.kept = len(cells) - 1, False
    yield from cells


def runtest(self):
    file, kernel = self.parent, self.parent.kernel
    if file.kept and NEEDS_PREVIOUS not in self.cell.metadata.get("tags", ()):
        silently(kernel, RESTORE)
    _runtest(self)
    if self.cell_num in file.setups:
        silently(kernel, KEEP)
        file.kept = True
    if file.kept and self.cell_num == file.last:
        silently(kernel, LEAN)


nbval.kernel.start_new_kernel = start_new_kernel
RunningKernel.execute_cell_input = execute_cell_input
IPyNbFile.get_kernel_message = get_kernel_message
IPyNbFile.collect, IPyNbCell.runtest = collect, runtest
