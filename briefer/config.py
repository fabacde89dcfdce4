"""Settings with their origin: flag > environment > ``briefer.toml`` > default."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from briefer.errors import SettingError

CONFIG_NAME = "briefer.toml"
CONFIG_ENV = "BRIEFER_CONFIG"
KEY_ENV = "OPENAI_API_KEY"
OWN_ENV = frozenset({CONFIG_ENV, "BRIEFER_CACHE"})
"""Variables of ours that are no settings."""

DEFAULT_HOSTED_MODEL = "gpt-6-luna"
"""The cheapest model of OpenAI's newest generation in genai-prices 0.2.3 ($0.10 and $0.50 per
million tokens in and out, a window of a million); a whole daily brief costs about a cent."""

EXTRACTIVE = "extractive"
DEFAULT = "default"

Unsupported = Literal["flag", "quote", "drop", "fail"]
FailOn = Literal["none", "unsupported"]
Kind = Literal["text", "folder", "file", "whole number", "number", "choice", "flag"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, typed. Times are seconds, folders and files are absolute."""

    model: str | None = None
    base_url: str | None = None
    api_key_env: str = KEY_ENV
    api_key: str | None = field(default=None, repr=False)
    prompt: str | None = None
    prompts: Path | None = None
    language: str | None = None
    unsupported: Unsupported = "flag"
    fail_on: FailOn = "none"
    concurrency: int = 8
    rpm: int | None = None
    tpm: int | None = None
    max_cost: float | None = None
    max_tokens_total: int | None = None
    timeout: float = 60.0
    total_timeout: float = 600.0
    max_attempts: int = 5
    context_tokens: int | None = None
    max_output_tokens: int | None = None
    record: Path | None = None
    replay: Path | None = None
    store: Path | None = None
    no_store: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What there is to know of one setting; ``config show`` and the checks both read it.

    ``env`` names the environment variables, first wins. ``least`` and ``most`` bound numbers;
    ``above`` is a bound that is itself out of reach. ``secret``: never shown, never in a file.
    """

    name: str
    help: str
    kind: Kind = "text"
    env: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    above: float | None = None
    secret: bool = False

    @property
    def flag(self) -> str:
        """The command-line option: ``--base-url``."""
        return "--" + self.name.replace("_", "-")

    @property
    def default(self) -> Any:
        """What holds when nobody says anything."""
        return getattr(_DEFAULTS, self.name)

    def shown(self, value: object) -> str:
        """Return a value as it may be printed: secrets only as set or not set."""
        if self.secret:
            return "set" if value else "not set"
        if isinstance(value, bool):
            return str(value).lower()
        return "not set" if value is None else str(value)


_DEFAULTS = Settings()


def _setting(name: str, help: str, kind: Kind = "text", **rest: Any) -> Setting:  # noqa: A002
    also = rest.pop("also", ())
    return Setting(name, help, kind, env=(f"BRIEFER_{name.upper()}", *also), **rest)


SETTINGS: tuple[Setting, ...] = (
    _setting("model", "engine and model, e.g. openai:NAME, local:smollm2, extractive"),
    _setting("base_url", "an OpenAI-compatible endpoint's address", also=("OPENAI_BASE_URL",)),
    _setting("api_key_env", "the environment variable that holds the endpoint's key"),
    Setting("api_key", "the endpoint's key; only ever from the environment", secret=True),
    _setting("prompt", "which prompt to use, e.g. summarize@1"),
    _setting("prompts", "a folder of prompts that shadow the ones that come along", "folder"),
    _setting("language", "the language to write in, e.g. en"),
    _setting(
        "unsupported",
        "what becomes of a claim that the source does not bear out",
        "choice",
        choices=("flag", "quote", "drop", "fail"),
    ),
    _setting(
        "fail_on", "findings that end in exit code 3", "choice", choices=("none", "unsupported")
    ),
    _setting("concurrency", "requests under way at once", "whole number", least=1, most=1_000),
    _setting("rpm", "requests a minute at most", "whole number", least=1),
    _setting("tpm", "tokens a minute at most", "whole number", least=1),
    _setting("max_cost", "US dollars that one run may cost", "number", above=0),
    _setting(
        "max_tokens_total",
        "tokens, sent and received, that one run may use",
        "whole number",
        least=1,
    ),
    _setting("timeout", "seconds allowed for one attempt", "number", above=0),
    _setting("total_timeout", "seconds allowed for one answer, retries and all", "number", above=0),
    _setting("max_attempts", "attempts at one answer", "whole number", least=1, most=100),
    _setting("context_tokens", "the model's window, if it is not known", "whole number", least=256),
    _setting("max_output_tokens", "longest answer to ask for", "whole number", least=16),
    _setting("record", "a folder to write every request and answer to", "folder"),
    _setting("replay", "a folder of recordings to answer from; no network", "folder"),
    _setting("store", "the file that keeps answers, articles and runs", "file"),
    _setting("no_store", "keep nothing beyond the run: true or false", "flag"),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}
_PATHS = ("folder", "file")
_SWITCHED = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}
"""What an environment variable may say for a flag."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Settings, where each came from, and what was found amiss without being an error.

    ``origins`` has an entry for every setting: ``--model``, ``$BRIEFER_MODEL``, the file's path
    as shown, or ``default``.
    """

    settings: Settings
    origins: Mapping[str, str]
    warnings: tuple[str, ...] = ()
    file: Path | None = None


def resolve(flags: Mapping[str, object], *, environ: Mapping[str, str], cwd: Path) -> Resolved:
    """Settle every setting from flags, environment, ``briefer.toml`` and defaults, in that order.

    A flag of None and an empty variable say nothing. The file is the one that BRIEFER_CONFIG
    names, else the nearest ``briefer.toml`` from ``cwd`` upward. Paths are relative to the
    file in it, elsewhere to ``cwd``.

    Raises:
        SettingError: a setting that does not exist, or a value that makes no sense; a file that
            cannot be read.
    """
    path, file = _read_file(environ, cwd)
    shown = os.path.relpath(path, cwd) if path else ""
    _refuse_unknown(file, f" in {shown}")
    _refuse_unknown(flags, "")
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for setting in SETTINGS:
        name = setting.name
        variable = next((each for each in setting.env if environ.get(each, "").strip()), None)
        base = cwd
        if flags.get(name) is not None:
            origin, raw, written = setting.flag, flags[name], False
        elif variable:
            origin, raw, written = f"${variable}", environ[variable].strip(), True
        elif path and name in file:
            origin, raw, written, base = shown, file[name], False, path.parent
        else:
            origins[name] = DEFAULT
            continue
        values[name] = _value(setting, raw, origin, written=written)
        if isinstance(values[name], Path):
            values[name] = _folder(values[name], base, environ)
        origins[name] = origin
    _add_key(values, origins, environ)
    return Resolved(Settings(**values), origins, _warnings(environ), path)


def resolve_here(flags: Mapping[str, object]) -> Resolved:
    """Settle every setting in this process's environment and folder (raises as `resolve`)."""
    return resolve(flags, environ=os.environ, cwd=Path.cwd())


def choose_model(resolved: Resolved) -> tuple[str, str]:
    """Return the model to use and one line that says why, empty when it was set.

    Left out, it is a hosted one when there is a key or an endpoint; else the engine that needs
    neither, and the line says how to get a language model.
    """
    settings, origins = resolved.settings, resolved.origins
    if settings.model:
        return settings.model, ""
    hosted = f"openai:{DEFAULT_HOSTED_MODEL}"
    for name in ("base_url", "api_key"):
        if getattr(settings, name):
            return hosted, f"no model is set, but {name} is, by {origins[name]}: using {hosted}"
    reason = (
        f"no model and no ${settings.api_key_env} is set: sentences are picked from the article, "
        "by no language model; for a free one run: briefer models pull smollm2, "
        "and then use --model local:smollm2"
    )
    return EXTRACTIVE, reason


def rows(resolved: Resolved) -> list[tuple[str, str, str]]:
    """Return name, value and origin of every setting as they may be printed."""
    return [
        (s.name, s.shown(getattr(resolved.settings, s.name)), resolved.origins[s.name])
        for s in SETTINGS
    ]


def _read_file(environ: Mapping[str, str], cwd: Path) -> tuple[Path | None, Mapping[str, Any]]:
    named = environ.get(CONFIG_ENV, "").strip()
    if named:
        path = _folder(Path(named), cwd, environ)
    else:
        candidates = (folder / CONFIG_NAME for folder in (cwd, *cwd.parents))
        found = next((each for each in candidates if os.path.isfile(each)), None)  # noqa: PTH113
        if found is None:
            return None, {}
        path = found
    import tomllib  # not needed by most runs

    shown = os.path.relpath(path, cwd)
    try:
        data = path.read_bytes()
        return path, tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise SettingError(
            f"the settings file {shown} cannot be read: {reason}",
            hint=f"${CONFIG_ENV} names it" if named else None,
        ) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingError(f"{shown} is not UTF-8 (at line {line})") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f"{shown} is no valid TOML: {error}") from error


def _refuse_unknown(given: Mapping[str, object], where: str) -> None:
    for name in given:
        setting = _BY_NAME.get(name)
        if setting is None:
            raise SettingError(f"there is no setting {name!r}{where}{_suggestion(name)}")
        if setting.secret and given[name] is not None:
            raise SettingError(
                f"{name} must not be set{where or ' by a flag'}: a key belongs in the environment",
                hint=f"set {KEY_ENV}, or name another variable with api_key_env",
            )


def _suggestion(name: str) -> str:
    from difflib import get_close_matches  # only when something is wrong already

    plain = name.lower().replace("-", "_")
    close = get_close_matches(plain, [s.name for s in SETTINGS if not s.secret], n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def _value(setting: Setting, raw: object, origin: str, *, written: bool) -> Any:
    """Check a raw value; ``written`` ones come as text whatever their kind."""
    if setting.kind in ("whole number", "number"):
        return _number(setting, raw, origin, written=written)
    if setting.kind == "flag":
        return _flag(setting, raw, origin, written=written)
    if setting.kind in _PATHS and isinstance(raw, Path):
        return raw
    if not isinstance(raw, str):
        raise _wrong(setting, raw, origin, f"a {setting.kind}")
    if not raw.strip() or "\x00" in raw:
        raise _wrong(setting, raw, origin, "a text that is not empty")
    if setting.choices and raw not in setting.choices:
        raise _wrong(setting, raw, origin, "one of " + ", ".join(setting.choices))
    if setting.name == "base_url" and not re.match(r"https?://[^\s/]+", raw):
        raise _wrong(setting, raw, origin, "an address like http://localhost:8080/v1")
    if setting.name == "api_key_env" and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", raw):
        raise _wrong(
            setting, "***", origin, "the name of an environment variable, never a key itself"
        )
    return Path(raw) if setting.kind in _PATHS else raw


def _flag(setting: Setting, raw: object, origin: str, *, written: bool) -> bool:
    if written and isinstance(raw, str):
        raw = _SWITCHED.get(raw.lower(), raw)
    if not isinstance(raw, bool):
        raise _wrong(setting, raw, origin, "true or false")
    return raw


def _number(setting: Setting, raw: object, origin: str, *, written: bool) -> int | float:
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
        raise _wrong(setting, raw, origin, f"a {setting.kind}{_bounds(setting)}")
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


def _wrong(setting: Setting, raw: object, origin: str, wanted: str) -> SettingError:
    return SettingError(f"{setting.name} must be {wanted}, not {raw!r} (from {origin})")


def _folder(path: Path, base: Path, environ: Mapping[str, str]) -> Path:
    home = environ.get("HOME")
    if path.parts[:1] == ("~",) and home:
        path = Path(home, *path.parts[1:])
    return Path(os.path.normpath(base / path))


def _add_key(values: dict[str, Any], origins: dict[str, str], environ: Mapping[str, str]) -> None:
    """Take the key from the one variable that is to hold it, so that no other endpoint gets it."""
    variable = values.get("api_key_env", KEY_ENV)
    key = environ.get(variable, "").strip()
    if key:
        values["api_key"] = key
        origins["api_key"] = f"${variable}"


def _warnings(environ: Mapping[str, str]) -> tuple[str, ...]:
    known = OWN_ENV.union(*(setting.env for setting in SETTINGS))
    unknown = sorted(n for n in environ if n.startswith("BRIEFER_") and n not in known)
    return tuple(f"${name} is no setting of briefer's, ignored" for name in unknown)
