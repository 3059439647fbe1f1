"""Refuses the network to a process that has this folder on PYTHONPATH: kernels under test.

A socket guard inside pytest does not reach the kernel's process. Loopback stays open, because the kernel's
own channels use it.
"""

import socket

_FAMILIES = (socket.AF_INET, socket.AF_INET6)
_LOOPBACK = ("127.", "localhost", "::1")


def _refuse(host):
    raise OSError(f"the network is refused in tests: a notebook asked for {host}")


def _guard(name):
    real = getattr(socket.socket, name)

    def guarded(self, address, *rest):
        # sendto() has its address last, the others have it first.
        target = rest[-1] if name == "sendto" else address
        if self.family in _FAMILIES and not str(target[0]).startswith(_LOOPBACK):
            _refuse(target[0])
        return real(self, address, *rest)

    setattr(socket.socket, name, guarded)


_real_lookup = socket.getaddrinfo


def _lookup(host, *rest, **options):
    """Refuse names too: looking one up is already a message to another machine."""
    name = host.decode() if isinstance(host, bytes) else host
    if name not in (None, "", "0.0.0.0", "::") and not str(name).startswith(_LOOPBACK):
        _refuse(name)
    return _real_lookup(host, *rest, **options)


for _name in ("connect", "connect_ex", "sendto"):
    _guard(_name)
socket.getaddrinfo = _lookup
