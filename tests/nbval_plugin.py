"""What strict nbval 0.11 needs for this course's notebooks: `pytest -p tests.nbval_plugin --nbval notebooks`.

It touches private names of nbval, therefore nbval is pinned exactly.

- The kernel gets an empty progress folder and no network (tests/kernels.py).
- Cells run with store_history, else IPython ignores a trailing `;`.
- What an Output widget or interact() captures belongs to the widget and not to the cell, as in JupyterLab.
  An error inside a callback is still let through, so that it fails the test.
"""

import tempfile

import nbval.kernel
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbFile

from tests.kernels import environment

CAPTURED = {"stream", "display_data", "execute_result", "clear_output", "update_display_data"}
_start = nbval.kernel.start_new_kernel
_message = IPyNbFile.get_kernel_message


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


nbval.kernel.start_new_kernel = start_new_kernel
RunningKernel.execute_cell_input = execute_cell_input
IPyNbFile.get_kernel_message = get_kernel_message
