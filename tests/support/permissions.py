"""What files permit holds for the superuser too, as whom continuous integration runs."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

_OVERRIDE, _READ_SEARCH = 1, 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
_DROP_CAPABILITY = 24  # PR_CAPBSET_DROP
_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def under_permissions() -> None:
    """In a new process, before it becomes another program: hold that to what files permit."""
    if os.geteuid() == 0:
        assert ctypes.CDLL(None).prctl(_DROP_CAPABILITY, _OVERRIDE) == 0


@contextmanager
def held_to_permissions() -> Iterator[None]:
    """Hold this thread to what files permit."""
    if os.geteuid() != 0:
        yield
        return
    libc, header, sets = ctypes.CDLL(None), _Header(_VERSION, 0), (_Sets * 2)()
    assert libc.capget(ctypes.byref(header), sets) == 0
    had = sets[0].effective
    sets[0].effective = had & ~(1 << _OVERRIDE | 1 << _READ_SEARCH)
    assert libc.capset(ctypes.byref(header), sets) == 0
    try:
        yield
    finally:
        sets[0].effective = had
        assert libc.capset(ctypes.byref(header), sets) == 0
