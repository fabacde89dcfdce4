"""The ``briefer.toml`` to begin with: every setting in it, each commented out."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

from briefer.config.declaring import CONFIG_NAME, Setting
from briefer.config.settings import SECTION_KEYS, SETTINGS
from briefer.errors import OutputFileError, SettingError

_HEAD = """\
# What briefer works with in this folder and the folders below it.
#
# A line that begins with a single # and no space is a setting, commented out: take the # away
# to set it. It shows the default, or an example where nothing is set by default. Paths are
# relative to this file. Flags and environment variables come before what is set here;
# `briefer config show` says what is in force and where it came from.
#
# The endpoint's key does not belong here: set OPENAI_API_KEY in the environment.
"""
_TITLES = {
    "Brief": "The daily brief",
    "Fetching": "Fetching",
    "Tables": "Tables of articles",
    "Engine": "Engine, prompts and store",
    "Output": "Engine, prompts and store",
    "Run": "What a run may take",
    "Desk": "The desk",
    "Publishing": "Publishing",
}
_WIDTH = 98


def example_toml() -> str:
    """Return the text of a ``briefer.toml`` that sets nothing and shows everything."""
    shown = [each for each in SETTINGS if each.kind != "tables" and not each.secret]
    flat = [each for each in shown if not each.table]
    # A key that stands behind a table belongs to the table.
    tables = [each for each in SETTINGS if each.kind == "tables"]
    parts = [_HEAD]
    for title in dict.fromkeys(_TITLES[each.group] for each in flat):
        parts.append(_heading(title))
        parts.extend(f"\n{_setting(each)}" for each in flat if _TITLES[each.group] == title)
    for title, table in dict.fromkeys((_TITLES[s.group], s.table) for s in shown if s.table):
        told = f"{title}: tables; take the # before a name away too"
        parts.append("" if "." in table else _heading(told))
        parts.append(f"\n#[{table}]\n")
        parts.extend(f"\n{_setting(each)}" for each in shown if each.table == table)
    for each in tables:
        title = f"{each.name.capitalize()}, as many as you like; they stand last in this file"
        parts.append(f"{_heading(title)}\n{_tables(each)}")
    return "".join(parts)


def _heading(title: str) -> str:
    return f"\n\n# {title}\n# {'-' * len(title)}\n"


def begin(folder: Path) -> Path:
    """Write a ``briefer.toml`` to begin with into a folder, made if need be; return its path.

    Raises:
        SettingError: there is one already; it is left as it is.
        OutputFileError: it cannot be written.
    """
    path = folder / CONFIG_NAME
    if folder.exists() and not folder.is_dir():
        raise SettingError(f"{folder} is no folder", hint="name a folder, or none for this one")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError as error:
        raise SettingError(
            f"{path} is there already, and is left as it is",
            hint="briefer config show says what is set; another one can begin in another folder",
        ) from error
    except OSError as error:
        raise _unwritten(path, error) from error
    try:
        with stream:
            stream.write(example_toml())
    except OSError as error:
        path.unlink(missing_ok=True)  # half of one would be no beginning
        raise _unwritten(path, error) from error
    return path


def _unwritten(path: Path, error: OSError) -> OutputFileError:
    reason = (error.strerror or type(error).__name__).lower()
    return OutputFileError(
        f"{path} cannot be written: {reason}",
        hint="check the folder's permissions and the free space",
    )


def _setting(setting: Setting) -> str:
    default = setting.default
    shows_example = default is None or default == ()
    said = _sentence(setting) + (" Not set by default." if shows_example else "")
    value = setting.example if shows_example else default
    return f"{_comment(said)}#{setting.key} = {_toml(value)}\n"


def _tables(setting: Setting) -> str:
    lines = [_comment(_sentence(setting))]
    for section in setting.example:
        lines.append(f"#[[{setting.name}]]\n")
        for key in SECTION_KEYS:
            lines.append(_comment(_sentence(key)))
            lines.append(f"#{key.name} = {_toml(getattr(section, key.name))}\n")
    return "".join(lines)


def _sentence(setting: Setting) -> str:
    """Return what a setting is for, and what it may be."""
    said = setting.help[0].upper() + setting.help[1:]
    if setting.choices and setting.kind == "choice":
        said += ": " + ", ".join(setting.choices)
    elif setting.dated:
        said += f": {setting.wanted}"
    return said + "."


def _comment(text: str) -> str:
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "".join(f"# {line}\n" for line in lines)


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:_}" if isinstance(value, int) else repr(value)
        case str() | Path():
            return json.dumps(str(value), ensure_ascii=False)  # a basic string of TOML
        case tuple():
            return "[" + ", ".join(_toml(each) for each in value) + "]"
        case _:
            raise TypeError(f"{value!r} cannot be written as TOML")
