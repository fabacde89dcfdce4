"""Every setting settled: from flags, the environment, ``briefer.toml`` and the defaults."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer.config.declaring import CONFIG_NAME, KEY_ENV, Setting, Settings
from briefer.config.endpoints import named_endpoint, place
from briefer.config.faults import Faults
from briefer.config.settings import SECRETS, SETTINGS
from briefer.config.trust import Untrusted, untrusted
from briefer.config.values import absolute, located, refuse_unknown, value_of
from briefer.errors import SettingError

CONFIG_ENV = "BRIEFER_CONFIG"
OWN_ENV = frozenset({CONFIG_ENV, "BRIEFER_CACHE"})
"""Variables of ours that are no settings."""

DEFAULT = "default"

_BY_NAME = {setting.name: setting for setting in SETTINGS}
_BY_PATH = {setting.path: setting for setting in SETTINGS}
_TABLES = {setting.table.partition(".")[0] for setting in SETTINGS if setting.table}.union(
    setting.table for setting in SETTINGS
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Settings, where each came from, and what was found amiss without being an error.

    ``origins`` has an entry for every setting: ``--model``, ``$BRIEFER_MODEL``, the file's path
    as shown, or ``default``. ``untrusted`` is what the file wants and may not do; keys that it
    names are not in the settings then.
    """

    settings: Settings
    origins: Mapping[str, str]
    warnings: tuple[str, ...] = ()
    file: Path | None = None
    untrusted: Untrusted | None = None

    def demand_trust(self, *, keys: bool = False) -> None:
        """Raise SettingError where the file may not do what it says; with ``keys`` send them."""
        if self.untrusted is not None and (keys or self.untrusted.rest):
            raise self.untrusted.error()

    @property
    def series(self) -> str | None:
        """What the brief is an edition of; None when it is one of its own.

        Only who set sources down, or asks for what is new since the last brief, has a series. It
        is named by where the file is only if the store is not beside it: a folder may be moved.
        """
        sources = self.origins["sources"]
        named = sources.startswith(("$", "--", DEFAULT, "the arguments"))
        if self.origins["since"] == DEFAULT and named:
            return None
        place = self.file or ""
        if self.file is not None and self.settings.store is None:
            place = self.file.name
        return f"{place}#{self.settings.title}"


def resolve(flags: Mapping[str, object], *, environ: Mapping[str, str], cwd: Path) -> Resolved:
    """Settle every setting from flags, environment, ``briefer.toml`` and defaults, in that order.

    A flag of None and an empty variable say nothing. The file is the one that BRIEFER_CONFIG
    names, else the nearest ``briefer.toml`` from ``cwd`` upward. Paths are relative to the
    file in it, elsewhere to ``cwd``; that of a default is relative to the file, if there is one.

    Raises:
        SettingError: settings that do not exist, or whose values make no sense, all of them told;
            a file that cannot be read.
    """
    path, text = _read_file(environ, cwd)
    shown = os.path.relpath(path, cwd) if path else ""
    faults = Faults(shown, text)
    file = dict(_paths(faults.read()))
    with faults.noted(in_file=True):
        _refuse(file, _BY_PATH, f" in {shown}")
    with faults.noted():
        _refuse(flags, _BY_NAME, "")
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for setting in SETTINGS:
        name = setting.name
        variables = setting.env
        if name == "base_url" and named_endpoint(values["model"]):
            variables = variables[:1]  # OPENAI_BASE_URL is OpenAI's and no other's
        variable = next((each for each in variables if environ.get(each, "").strip()), None)
        base = cwd
        if flags.get(name) is not None:
            # A list comes from a flag as text, from a caller as a list.
            listed = setting.kind in ("texts", "choices")
            origin, raw, written = setting.flag, flags[name], listed
        elif variable:
            origin, raw, written = f"${variable}", environ[variable].strip(), True
        elif path and setting.path in file:
            origin, raw, written, base = shown, file[setting.path], False, path.parent
        else:
            values[name] = located(setting.default, setting, path.parent if path else cwd, environ)
            origins[name] = DEFAULT
            continue
        values[name], origins[name] = setting.default, origin
        with faults.noted(in_file=origin == shown):
            called = setting.path if origin == shown else name
            value = value_of(setting, raw, origin, written=written, place=called)
            as_given = setting.located and origin == setting.flag
            values[name] = value if as_given else located(value, setting, base, environ)
    faults.raise_them()
    place(values, origins, environ)
    _add_key(values, origins, environ)
    wanted = None
    if path is not None and not environ.get(CONFIG_ENV, "").strip():
        from_file = frozenset(name for name, origin in origins.items() if origin == shown)
        wanted = untrusted(path, cwd, values, from_file)
    if wanted is not None:
        for name in SECRETS:
            values[name], origins[name] = None, DEFAULT
    return Resolved(Settings(**values), origins, _warnings(environ), path, wanted)


def resolve_here(flags: Mapping[str, object]) -> Resolved:
    """Settle every setting in this process's environment and folder (raises as `resolve`)."""
    return resolve(flags, environ=os.environ, cwd=Path.cwd())


def rows(resolved: Resolved) -> list[tuple[str, str, str]]:
    """Return name, value and origin of every setting as they may be printed."""
    return [
        (s.path, s.shown(getattr(resolved.settings, s.name)), resolved.origins[s.name])
        for s in SETTINGS
    ]


def _read_file(environ: Mapping[str, str], cwd: Path) -> tuple[Path | None, str]:
    named = environ.get(CONFIG_ENV, "").strip()
    if named:
        path = absolute(Path(named), cwd, environ)
    else:
        candidates = (folder / CONFIG_NAME for folder in (cwd, *cwd.parents))
        found = next((each for each in candidates if os.path.isfile(each)), None)  # noqa: PTH113
        if found is None:
            return None, ""
        path = found
    shown = os.path.relpath(path, cwd)
    try:
        data = path.read_bytes()
        return path, data.decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise SettingError(
            f"the settings file {shown} cannot be read: {reason}",
            hint=f"${CONFIG_ENV} names it" if named else None,
        ) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingError(f"{shown} is not UTF-8 (at line {line})") from error


def _paths(values: Mapping[str, Any], table: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each setting of a file with its path; those in a table have the table's before it."""
    for key, value in values.items():
        path = f"{table}.{key}" if table else key
        if path in _TABLES and isinstance(value, dict):
            yield from _paths(value, path)
        else:
            yield path, value


def _refuse(given: Mapping[str, object], known: Mapping[str, Setting], where: str) -> None:
    """Refuse what is no setting, or must not be set here (raises SettingError)."""
    for name in given:
        setting = known.get(name)
        if setting is not None and setting.secret and given[name] is not None:
            raise SettingError(
                f"{name} must not be set{where or ' by a flag'}: a key belongs in the environment",
                hint=f"set ${_variable_of(setting)}, or name another variable with {name}_env",
                place=name,
            )
    names = [name for name, setting in known.items() if not setting.secret]
    refuse_unknown((name for name in given if name not in known), names, "setting", where)


def _variable_of(secret: Setting) -> str:
    """Return the variable that holds a secret unless another is named."""
    return str(_BY_NAME[f"{secret.name}_env"].default or KEY_ENV)


def _add_key(values: dict[str, Any], origins: dict[str, str], environ: Mapping[str, str]) -> None:
    """Take each key from the one variable that is to hold it; no other endpoint gets it."""
    for name in SECRETS:
        variable = values[f"{name}_env"]
        key = environ.get(variable, "").strip() if variable else ""
        if key:
            values[name] = key
            origins[name] = f"${variable}"


def _warnings(environ: Mapping[str, str]) -> tuple[str, ...]:
    known = OWN_ENV.union(*(setting.env for setting in SETTINGS))
    unknown = sorted(n for n in environ if n.startswith("BRIEFER_") and n not in known)
    return tuple(f"${name} is no setting of briefer's, ignored" for name in unknown)
