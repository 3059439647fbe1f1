"""A notebook under test cannot reach the network, and says so."""

import subprocess
import sys

import pytest

from tests.conftest import FIXTURES, ROOT
from tests.kernels import SITE

ASKING = FIXTURES / "network"
REFUSED = "the network is refused in tests"


@pytest.mark.course
def test_strict_nbval_fails_on_notebooks_that_ask_the_network():
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.nbval_plugin", "--nbval", str(ASKING)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    asking = [path.name for path in ASKING.glob("*.ipynb")]
    assert done.returncode == 1, done.stdout
    assert f"{len(asking)} failed" in done.stdout
    assert done.stdout.count(REFUSED) >= len(asking)


def test_loopback_stays_open():
    code = (
        "import socket; s = socket.create_server(('127.0.0.1', 0));"
        "c = socket.create_connection(s.getsockname()); print(socket.getaddrinfo('localhost', 80)[0][4][0])"
    )
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(SITE)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() in ("127.0.0.1", "::1")
