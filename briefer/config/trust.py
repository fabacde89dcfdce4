"""What a settings file may not do before its user has said so: send keys and texts somewhere.

The nearest ``briefer.toml`` from the working folder upward counts, and anybody may have put one
into a folder that is shared. One that lies further up, or in a git work tree, which may be a clone
of anybody's, may not say which key goes to which endpoint, and one that belongs to somebody else
may not say where texts go, what is read or what is written, until ``briefer config trust`` has
been called for just that.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer.config.declaring import KEY_ENV
from briefer.config.settings import SETTINGS
from briefer.errors import OutputFileError, SettingError
from briefer.folders import config_folder
from briefer.whole_file import replace_file

_FILE = "trusted.json"
_ENDPOINTS = (
    ("base_url", "api_key", "api_key_env"),
    ("judge_base_url", "judge_api_key", "judge_api_key_env"),
    *(
        (f"publish_{to}", f"publish_{secret}", f"publish_{secret}_env")
        for to, secret in (
            ("wordpress_url", "wordpress_password"),
            ("mail_host", "mail_password"),
            ("webhook_urls", "webhook_secret"),
        )
    ),
)
_RISKY = frozenset(
    {
        *(name for address, _, variable in _ENDPOINTS for name in (address, variable)),
        *("allow_private", "publish_allow_private", "publish_mail_security", "mail_to"),
        "desk_host",
        *(each.name for each in SETTINGS if each.located or each.kind in ("folder", "file")),
    }
)
"""What says where texts and keys go, what is read, and what is written."""
_OTHERS_WRITE = 0o002


@dataclass(frozen=True, slots=True)
class Untrusted:
    """What a settings file wants and nobody has allowed, a line each.

    Attributes:
        file: The file.
        keys: Which key it sends where; nothing may be sent to an endpoint.
        rest: What else a stranger's file sets; nothing may be done with it at all.
    """

    file: Path
    keys: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Everything that is to be trusted."""
        return (*self.keys, *self.rest)

    def error(self) -> SettingError:
        """Return the error that says what is wanted and how to allow it."""
        whose = "is not yours, and" if self.rest else "may be somebody else's, and"
        return SettingError(
            f"{self.file} {whose} is not trusted with this: {'; '.join(self.all)}",
            hint="if you know the file, allow it once: briefer config trust",
        )


def untrusted(
    path: Path, cwd: Path, values: Mapping[str, Any], from_file: frozenset[str]
) -> Untrusted | None:
    """Return what a settings file that was found wants and is not trusted with; None for nothing.

    Args:
        path: The file.
        cwd: The working folder.
        values: Every setting's value, keys included.
        from_file: The settings that the file has set.
    """
    is_others = _is_others(path)
    if not is_others and path.parent == cwd and not _is_in_work_tree(path):
        return None
    keys = tuple(_keys(values, from_file))
    rest = tuple(
        f"{setting.path} = {setting.shown(values[setting.name])}"
        for setting in SETTINGS
        if is_others and setting.name in _RISKY and setting.name in from_file
    )
    wanted = Untrusted(path, keys, rest)
    return wanted if set(wanted.all) - set(_trusted().get(str(path), ())) else None


def trust(wanted: Untrusted) -> Path:
    """Remember what a file is trusted with; return where that stands.

    Raises:
        OutputFileError: it cannot be written.
    """
    known = _trusted()
    known[str(wanted.file)] = sorted({*known.get(str(wanted.file), ()), *wanted.all})
    path = config_folder() / _FILE
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputFileError(f"{path} cannot be written: {reason}") from error
    replace_file(path, json.dumps(known, indent=2) + "\n", mode=0o600)
    return path


def _keys(values: Mapping[str, Any], from_file: frozenset[str]) -> list[str]:
    """Return which key goes to which endpoint because the file says so."""
    found = []
    for address, key, variable in _ENDPOINTS:
        publishes = address.startswith("publish_")
        if not values.get(key) or (publishes and not values[address]):
            continue
        decides = address if values[address] else "base_url"
        named = values[variable] or KEY_ENV
        chosen = variable in from_file and named != KEY_ENV
        if chosen or decides in from_file:
            setting = next(each for each in SETTINGS if each.name == decides)
            where = setting.shown(values[decides]) if values[decides] else "api.openai.com"
            found.append(f"the key in ${named} goes to {where}")
    return found


def _is_in_work_tree(path: Path) -> bool:
    """Return whether a file lies in a repository of git, which may be a clone of anybody's."""
    return any(os.path.lexists(folder / ".git") for folder in path.absolute().parents)


def _is_others(path: Path) -> bool:
    """Return whether somebody else has written a file, or may."""
    if not hasattr(os, "geteuid"):
        return False
    own = {os.geteuid(), 0}
    try:
        found = (path.lstat(), path.stat())
    except OSError:
        return True
    return any(each.st_uid not in own for each in found) or bool(
        stat.S_IMODE(found[1].st_mode) & _OTHERS_WRITE
    )


def _trusted() -> dict[str, list[str]]:
    """Return what each file is trusted with; nothing where that cannot be read."""
    try:
        found = json.loads((config_folder() / _FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        name: [each for each in lines if isinstance(each, str)]
        for name, lines in found.items()
        if isinstance(lines, list)
    }
