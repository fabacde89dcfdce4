"""Raw values from flags, variables and files, checked and made into those of the settings."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefer.config.declaring import Section, Setting
from briefer.config.settings import SECTION_KEYS
from briefer.errors import SettingError
from briefer.scrub import MASK, masked

_SWITCHED = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}
"""What an environment variable may say for a flag."""
_SHOWN = 2_000
_PASSWORD = re.compile(r"[^\s'\"/@:]+:[^\s'\"/@]+(?=@)")
"""Of an address that has lost its scheme."""
_ADDRESS = re.compile(r"(?:feed:)?[A-Za-z][A-Za-z0-9+.-]*://")
_PATTERN = re.compile(r"[*?\[]")


def value_of(setting: Setting, raw: object, origin: str, *, written: bool, place: str = "") -> Any:
    """Return a checked value.

    Args:
        setting: What it is for.
        raw: What was given.
        origin: Where, for a message: ``--model``, ``$BRIEFER_MODEL``, a file's name.
        written: Whether it comes as text whatever its kind; a list then has commas.
        place: What to call it, if not by the setting's name: ``sections[2].terms``.

    Raises:
        SettingError: it makes no sense; of tables a group of these, for all that is wrong.
    """
    name = place or setting.name
    match setting.kind:
        case "whole number" | "number":
            return _number(setting, name, raw, origin, written=written)
        case "flag":
            return _flag(name, raw, origin, written=written)
        case "texts" | "choices":
            return _texts(setting, name, raw, origin, written=written)
        case "tables":
            return _sections(name, raw, origin)
        case "folder" | "file":
            return raw if isinstance(raw, Path) else Path(_text(setting, name, raw, origin))
        case _:
            return _text(setting, name, _day_as_text(raw) if setting.dated else raw, origin)


def located(value: Any, setting: Setting, base: Path, environ: Mapping[str, str]) -> Any:
    """Return a setting's value with its paths absolute; addresses and ``-`` stay as they are."""
    if isinstance(value, Path):
        return absolute(value, base, environ)
    if setting.located:
        return tuple(_source(each, base, environ) for each in value)
    return value


def absolute(path: Path, base: Path, environ: Mapping[str, str]) -> Path:
    """Return an absolute path; ``~`` is what HOME says."""
    home = environ.get("HOME")
    if path.parts[:1] == ("~",) and home:
        path = Path(home, *path.parts[1:])
    return Path(os.path.normpath(base / path))


def refuse_unknown(given: Iterable[str], names: Sequence[str], what: str, where: str) -> None:
    """Refuse what is none of the names of settings (raises SettingError, one for each)."""
    raise_all(
        SettingError(f"there is no {what} {name!r}{where}{suggestion(name, names)}", place=name)
        for name in given
        if name not in names
    )


def raise_all(errors: Iterable[SettingError]) -> None:
    """Raise errors, if there are any, as a group."""
    found = list(errors)
    if found:
        raise ExceptionGroup("settings", found)


def suggestion(name: str, names: Iterable[str]) -> str:
    """Return which of the names was meant, as the end of a message; empty if none is close."""
    from difflib import get_close_matches  # only when something is wrong already

    plain = name.lower().replace("-", "_")
    close = get_close_matches(plain, list(names), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def _source(text: str, base: Path, environ: Mapping[str, str]) -> str:
    if text == "-" or _ADDRESS.match(text):
        return text
    path = Path(text)
    if _PATTERN.search(text) and not path.is_absolute() and path.parts[:1] != ("~",):
        import glob

        base = Path(glob.escape(str(base)))  # only what was written is a pattern
    return str(absolute(path, base, environ))


def _text(setting: Setting, name: str, raw: object, origin: str) -> str:
    if not isinstance(raw, str):
        kind = "text" if setting.kind in ("texts", "choices") else setting.kind
        raise _wrong(name, raw, origin, f"a {kind}")
    if not raw.strip() or "\x00" in raw:
        raise _wrong(name, raw, origin, "a text that is not empty")
    if setting.choices and raw not in setting.choices:
        meant = suggestion(raw, setting.choices)
        raise _wrong(name, raw, origin, "one of " + ", ".join(setting.choices), meant)
    if setting.pattern and not re.fullmatch(setting.pattern, raw):
        raise _wrong(name, "***" if setting.hidden else raw, origin, setting.wanted)
    if setting.dated and not _is_day(raw):
        raise _wrong(name, raw, origin, setting.wanted)
    return raw


def _day_as_text(raw: object) -> object:
    """Return a day of TOML's own as text."""
    import datetime as dt

    return raw.isoformat() if type(raw) is dt.date else raw


def _is_day(text: str) -> bool:
    """Return whether a text that looks like a day is one."""
    if "-" not in text:
        return True
    import datetime as dt

    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _texts(
    setting: Setting, name: str, raw: object, origin: str, *, written: bool
) -> tuple[str, ...]:
    if isinstance(raw, str) and written:
        raw = [part.strip() for part in raw.split(",") if part.strip()]
    elif isinstance(raw, str) and setting.alone:
        raw = [raw]  # one needs no brackets
    if not isinstance(raw, list | tuple):
        meant = f"; write [{raw!r}]" if isinstance(raw, str) else ""
        raise _wrong(name, raw, origin, "a list of texts", meant)
    found = [
        _text(setting, f"{name}[{number}]", each, origin) for number, each in enumerate(raw, 1)
    ]
    if setting.choices and not found:
        raise _wrong(name, raw, origin, "a list of one or more of " + ", ".join(setting.choices))
    if setting.alone in found and len(set(found)) > 1:
        raise _wrong(name, raw, origin, f"{setting.alone} alone or a list of the others")
    return tuple(dict.fromkeys(found))


def _sections(name: str, raw: object, origin: str) -> tuple[Section, ...]:
    if isinstance(raw, tuple) and all(isinstance(each, Section) for each in raw):
        return raw
    if not isinstance(raw, list) or not all(isinstance(each, dict) for each in raw):
        meant = f"; write [[{name}]] over its keys"
        raise _wrong(name, raw, origin, "a list of tables", meant)
    sections: list[Section] = []
    wrong: list[SettingError] = []
    for number, table in enumerate(raw, 1):
        place = f"{name}[{number}]"
        try:
            sections.append(_section(place, table, origin))
        except* SettingError as errors:
            wrong += leaves(errors)
        else:
            called = sections[-1].name
            if any(called == other.name for other in sections[:-1]):
                told = f"{place}.name is {called!r}, as that of another section (from {origin})"
                wrong.append(SettingError(told, place=f"{place}.name"))
    raise_all(wrong)
    return tuple(sections)


def _section(place: str, table: Mapping[str, Any], origin: str) -> Section:
    wrong: list[SettingError] = []
    values: dict[str, Any] = {}
    try:
        refuse_unknown(table, [key.name for key in SECTION_KEYS], "key", f" in {place} in {origin}")
    except* SettingError as errors:
        wrong += leaves(errors)
        for error in wrong:
            error.place = f"{place}.{error.place}"
    if "name" not in table:
        wrong.append(SettingError(f"{place} has no name (from {origin})", place=place))
    if not table.get("terms") and not table.get("outlets"):
        told = f"{place} has neither terms nor outlets, so that no story is in it (from {origin})"
        wrong.append(SettingError(told, place=place))
    for key in SECTION_KEYS:
        if key.name in table:
            at = f"{place}.{key.name}"
            try:
                values[key.name] = value_of(key, table[key.name], origin, written=False, place=at)
            except SettingError as error:
                wrong.append(error)
    raise_all(wrong)
    return Section(**values)


def leaves(errors: BaseExceptionGroup[SettingError]) -> list[SettingError]:
    """Return the errors of a group, and of the groups in it, in order."""
    found: list[SettingError] = []
    for each in errors.exceptions:
        found += leaves(each) if isinstance(each, BaseExceptionGroup) else [each]
    return found


def _flag(name: str, raw: object, origin: str, *, written: bool) -> bool:
    if written and isinstance(raw, str):
        raw = _SWITCHED.get(raw.lower(), raw)
    if not isinstance(raw, bool):
        raise _wrong(name, raw, origin, "true or false")
    return raw


def _number(setting: Setting, name: str, raw: object, origin: str, *, written: bool) -> int | float:
    whole = setting.kind == "whole number"
    number: int | float | None = None
    if written and isinstance(raw, str):
        try:
            number = int(raw) if whole else float(raw)
        except ValueError:
            number = None
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        number = raw
    good = (
        number is not None
        and (isinstance(number, int) or not whole)
        and (setting.least is None or number >= setting.least)
        and (setting.most is None or number <= setting.most)
        and (setting.above is None or number > setting.above)
        and abs(number) < float("inf")
    )
    if number is None or not good:
        raise _wrong(name, raw, origin, f"a {setting.kind}{_bounds(setting)}")
    return number if whole else float(number)


def _bounds(setting: Setting) -> str:
    bounds = [
        f"{words} {bound:g}"
        for words, bound in (
            ("at least", setting.least),
            ("at most", setting.most),
            ("above", setting.above),
        )
        if bound is not None
    ]
    return ", " + " and ".join(bounds) if bounds else ""


def _wrong(name: str, raw: object, origin: str, wanted: str, meant: str = "") -> SettingError:
    shown = _PASSWORD.sub(MASK, masked(repr(raw)[:_SHOWN]))
    return SettingError(f"{name} must be {wanted}, not {shown} (from {origin}){meant}", place=name)
