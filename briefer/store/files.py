"""The store's file: where it is, how it is made, locked, and set aside when it is damaged."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

import platformdirs

from briefer.errors import SettingError

if sys.platform != "win32":
    import fcntl

FILE_NAME = "store.db"
FOLDER_NAME = ".briefer"
COMPANIONS = ("-wal", "-shm")
"""What SQLite keeps beside a file in WAL mode."""

_POLL = 0.02
_HEADER = b"SQLite format 3\x00"
_MADE = b"a store of briefer's\n"
_SUSPECT = b"suspect\n"
"""What stands in ``PATH.lock``: that there is a store, and that somebody found it damaged."""


def default_path(config_file: Path | None) -> Path:
    """Return where the store is when no setting says: beside ``briefer.toml``, or the user's own.

    Args:
        config_file: The ``briefer.toml`` in force, if there is one.
    """
    if config_file is not None:
        return config_file.parent / FOLDER_NAME / FILE_NAME
    return Path(platformdirs.user_data_dir("briefer", appauthor=False)) / FILE_NAME


def make(path: Path) -> None:
    """Make an empty file that only its owner can read, and its folder if need be.

    A folder made inside a project is one that version control leaves alone.

    Raises:
        SettingError: there is a folder of that name.
        OSError: it cannot be made.
    """
    if path.is_dir():
        raise SettingError(
            f"the store {path} is a folder; it must be a file", hint=f"try {path / FILE_NAME}"
        )
    # Never opened here once it exists: closing it would drop SQLite's own locks on it.
    if path.exists():
        return
    if not path.parent.is_dir():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.parent.name == FOLDER_NAME:
            (path.parent / ".gitignore").write_text("*\n", "utf-8")
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def demand_own(path: Path) -> None:
    """Refuse a file that is no database and never was a store: it is somebody's own.

    Raises:
        SettingError: it is.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
        is_foreign = head not in (b"", _HEADER) and not _said(path).startswith(_MADE)
    except OSError:
        return
    if is_foreign:
        raise SettingError(
            f"{path} is a file of another kind, not a store of briefer's, and is left as it is",
            hint="name another file with --store or $BRIEFER_STORE, or look at what names this one",
        )


def is_marked(path: Path) -> bool:
    """Return whether ``PATH.lock`` says that there is a store."""
    try:
        with Path(f"{path}.lock").open("rb") as file:
            return file.read(len(_MADE)) == _MADE
    except OSError:
        return False


def is_emptied(path: Path) -> bool:
    """Return whether there is nothing in a file that was a store."""
    try:
        is_empty = path.stat().st_size == 0 and not is_cut_to_nothing(path)
        return is_empty and is_marked(path)
    except OSError:
        return False


def is_suspect(path: Path) -> bool:
    """Return whether somebody has found damage in the file."""
    return _said(path).endswith(_SUSPECT)


def suspect(path: Path) -> None:
    """Have the next who opens the file look through all of it."""
    with suppress(OSError), Path(f"{path}.lock").open("r+b") as file:
        file.write(_MADE + _SUSPECT)


def _said(path: Path) -> bytes:
    try:
        with Path(f"{path}.lock").open("rb") as file:
            said = file.read(len(_MADE + _SUSPECT) + 1)
    except OSError:
        return b""
    return said or _MADE  # as older versions left it


def is_cut_to_nothing(path: Path) -> bool:
    """Return whether the file is empty while its log is not: SQLite would throw the log away."""
    log = Path(f"{path}-wal")
    try:
        return path.stat().st_size == 0 and log.stat().st_size > 0
    except OSError:
        return False


def set_aside(path: Path) -> Path:
    """Rename a damaged file and its companions to ``NAME.damaged-N``; return the new path.

    Nobody may have it open. The log goes first: a new file must never find an old log.

    Raises:
        OSError: it cannot be renamed.
    """
    for number in count(1):
        target = Path(f"{path}.damaged-{number}")
        if not any(os.path.lexists(f"{target}{part}") for part in ("", *COMPANIONS)):
            break
    for part in (*COMPANIONS, ""):
        with suppress(FileNotFoundError):
            Path(f"{path}{part}").rename(f"{target}{part}")
    return target


def copy_log(path: Path) -> dict[str, bytes]:
    """Return the companions' bytes: closing a file may make SQLite remove them."""
    kept = {}
    for part in COMPANIONS:
        with suppress(OSError):
            kept[part] = Path(f"{path}{part}").read_bytes()
    return kept


def restore_log(target: Path, kept: Mapping[str, bytes]) -> None:
    """Put companions that are gone beside the file that was set aside."""
    for part, data in kept.items():
        file = Path(f"{target}{part}")
        if not file.exists():
            with suppress(OSError):
                file.write_bytes(data)
                shutil.copymode(target, file)


class FileLock:
    """Held shared by all who have a store open, exclusively while it is set aside.

    Where there are no such locks, or the folder is not writable, it is always granted.
    """

    def __init__(self, path: Path) -> None:
        """Open ``PATH.lock``; nothing is locked yet."""
        self._descriptor: int | None = None
        with suppress(OSError):
            self._descriptor = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)

    def mark(self) -> None:
        """Note that there is a store, and a sound one."""
        if self._descriptor is not None:
            with suppress(OSError):
                os.pwrite(self._descriptor, _MADE, 0)
                os.ftruncate(self._descriptor, len(_MADE))

    def shared(self, seconds: float) -> bool:
        """Lock it as one of many; False when somebody still holds it alone after so long."""
        return self._take(seconds, alone=False)

    def alone(self, seconds: float) -> bool:
        """Lock it against everybody; False when others still hold it after so long."""
        return self._take(seconds, alone=True)

    def release(self) -> None:
        """Give it up for now."""
        if self._descriptor is not None and sys.platform != "win32":
            with suppress(OSError):
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give it up for good."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _take(self, seconds: float, *, alone: bool) -> bool:
        if self._descriptor is None or sys.platform == "win32":
            return True
        until = time.monotonic() + seconds
        kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        while True:
            try:
                fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    return False
                time.sleep(_POLL)
            except OSError:  # a file system without locks
                return True
            else:
                return True
