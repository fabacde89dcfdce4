"""Connections that somebody opened and left open.

An interpreter tells of one when it collects garbage, in whatever test runs then. Here it is told
of at the end of the test that left it.
"""

import functools
import os
import socket
import weakref

_OPENED: weakref.WeakSet[socket.socket] = weakref.WeakSet()
_make = socket.socket.__init__


@functools.wraps(_make)
def _noted(self, family=-1, type=-1, proto=-1, fileno=None):  # noqa: A002 - as `socket.socket` has it
    _make(self, family, type, proto, fileno)
    if fileno is None and self.family in (socket.AF_INET, socket.AF_INET6):
        _OPENED.add(self)


def watch() -> None:
    """Take note of every socket of the network that is made from now on, but of none accepted."""
    socket.socket.__init__ = _noted


def left_open() -> list[str]:
    """Close the connections that were made since the last call and are open; return what each was.

    What only listens is no connection.
    """
    found = []
    for each in tuple(_OPENED):
        try:
            each.getpeername()
        except OSError:
            continue
        found.append(repr(each))
        os.close(each.detach())  # also where a file over it is open
    _OPENED.clear()
    return found
