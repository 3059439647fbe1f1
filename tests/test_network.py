"""A notebook under test cannot reach the network, and says so."""

import subprocess
import sys

import pytest

from tests.conftest import FIXTURES, ROOT
from tests.executed import execute_after_setup
from tests.kernels import SITE

ASKING = sorted((FIXTURES / "network").glob("*.ipynb"))


@pytest.mark.parametrize("path", ASKING, ids=lambda path: path.stem)
def test_a_kernel_under_test_refuses_the_network(path, tmp_path):
    errors = execute_after_setup(path, tmp_path).errors
    assert len(errors) == 1
    assert "the network is refused in tests" in errors[0]


def test_strict_nbval_fails_on_a_notebook_that_asks_the_network():
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.nbval_plugin", "--nbval", str(ASKING[0])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout
    assert "1 failed" in done.stdout
    assert "the network is refused in tests" in done.stdout


def test_loopback_stays_open():
    code = (
        "import socket; s = socket.create_server(('127.0.0.1', 0));"
        "c = socket.create_connection(s.getsockname()); print(socket.getaddrinfo('localhost', 80)[0][4][0])"
    )
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(SITE)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() in ("127.0.0.1", "::1")
