"""Every setting there is: its type, its default, its bounds and what it is for.

The checks, ``config show``, the command line's options, the published schema and the file that
``init`` writes are all made from this table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from briefer.scrub import masked

if TYPE_CHECKING:
    from briefer.model import EvidenceForm

CONFIG_NAME = "briefer.toml"
KEY_ENV = "OPENAI_API_KEY"

Unsupported = Literal["flag", "quote", "drop", "fail"]
FailOn = Literal["none", "unsupported", "open", "empty", "sources"]
BriefFormat = Literal["md", "html", "json", "ninjs"]
Length = Literal["short", "standard", "long"]
Judging = Literal["off", "open", "all"]
Kind = Literal[
    "text", "texts", "folder", "file", "whole number", "number", "choice", "choices", "flag",
    "tables",
]  # fmt: skip
Group = Literal["Brief", "Fetching", "Tables", "Engine", "Run", "Output"]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the daily brief, as the user sets it.

    ``terms`` are words and phrases that its stories have, ``outlets`` those whose stories belong
    to it whatever they say; ``weight`` is what the rank of its stories is multiplied by.
    """

    name: str
    terms: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, typed. Times are seconds, folders and files are absolute once resolved.

    ``sources`` are addresses, absolute paths and patterns, or ``-``; ``since`` is ``last``, a
    number of hours (``24h``) or days (``2d``), ``yesterday`` or an ISO day; ``ignore_robots`` are
    hosts. Sources that were given as arguments stay as they were given.
    """

    sources: tuple[str, ...] = ()
    title: str = "Daily brief"
    output: Path = Path("briefs")
    formats: tuple[BriefFormat, ...] = ("md",)
    length: Length = "standard"
    since: str = "last"
    audience: str | None = None
    style: str | None = None
    evidence: EvidenceForm = "inline"
    site: str | None = None
    mail_from: str | None = None
    mail_to: tuple[str, ...] = ()
    unsubscribe: tuple[str, ...] = ()
    limit: int = 50
    spacing: float = 1.0
    recheck: float = 600.0
    allow_private: bool = False
    user_agent: str | None = None
    ignore_robots: tuple[str, ...] = ()
    text_column: str | None = None
    id_column: str | None = None
    title_column: str | None = None
    model: str | None = None
    embedding_model: str | None = None
    base_url: str | None = None
    api_key_env: str = KEY_ENV
    api_key: str | None = field(default=None, repr=False)
    judge: Judging | None = None
    judge_model: str | None = None
    judge_base_url: str | None = None
    judge_api_key_env: str | None = None
    judge_api_key: str | None = field(default=None, repr=False)
    prompt: str | None = None
    prompts: Path | None = None
    language: str | None = None
    unsupported: Unsupported = "flag"
    fail_on: tuple[FailOn, ...] = ("none",)
    concurrency: int = 8
    rpm: int | None = None
    tpm: int | None = None
    max_cost: float | None = None
    max_tokens_total: int | None = None
    timeout: float = 120.0
    total_timeout: float = 600.0
    max_attempts: int = 5
    context_tokens: int | None = None
    max_output_tokens: int | None = None
    record: Path | None = None
    replay: Path | None = None
    store: Path | None = None
    no_store: bool = False
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What there is to know of one setting, or of one key of a section.

    ``env`` names the environment variables, first wins. ``least`` and ``most`` bound numbers;
    ``above`` is a bound that is itself out of reach. ``pattern`` is a regular expression that a
    whole text must match, and ``wanted`` what to call such a text. ``example`` is a good value
    where the default is none. ``secret``: never shown, never in a file; ``hidden``: a wrong value
    is not repeated, for it may be a secret. ``located``: texts that are addresses or paths.
    ``dated``: a text that may be a day. ``alone``: a choice that goes with no other.
    """

    name: str
    help: str
    kind: Kind = "text"
    group: Group = "Engine"
    env: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    above: float | None = None
    pattern: str | None = None
    wanted: str = ""
    example: Any = None
    secret: bool = False
    hidden: bool = False
    located: bool = False
    dated: bool = False
    alone: str = ""

    @property
    def flag(self) -> str:
        """The command-line option: ``--base-url``; what no variable can say, no option can."""
        return "--" + self.name.replace("_", "-") if self.env else "the arguments"

    @property
    def default(self) -> Any:
        """What holds when nobody says anything."""
        return getattr(_DEFAULTS, self.name)

    def shown(self, value: object) -> str:
        """Return a value as it may be printed, on one line: secrets only as set or not set.

        Passwords and keys in addresses are masked.
        """
        if self.secret:
            return "set" if value else "not set"
        if value is None or value == ():
            return "not set"
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, tuple):
            texts = (each.name if isinstance(each, Section) else masked(each) for each in value)
            return ", ".join(texts)
        return masked(" ".join(value.split())) if isinstance(value, str) else str(value)


_DEFAULTS = Settings()


def _setting(name: str, help: str, kind: Kind = "text", **rest: Any) -> Setting:  # noqa: A002
    also = rest.pop("also", ())
    return Setting(name, help, kind, env=(f"BRIEFER_{name.upper()}", *also), **rest)


def _brief(name: str, help: str, kind: Kind = "text", **rest: Any) -> Setting:  # noqa: A002
    return _setting(name, help, kind, group="Brief", **rest)


def _fetching(name: str, help: str, kind: Kind = "text", **rest: Any) -> Setting:  # noqa: A002
    return _setting(name, help, kind, group="Fetching", **rest)


def _table(name: str, help: str, **rest: Any) -> Setting:  # noqa: A002
    return _setting(name, help, group="Tables", **rest)


def _run(name: str, help: str, kind: Kind = "whole number", **rest: Any) -> Setting:  # noqa: A002
    return _setting(name, help, kind, group="Run", **rest)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "sources",
        "what the daily brief reads: addresses of pages, feeds and sitemaps, files, folders and "
        "patterns",
        "texts",
        "Brief",
        located=True,
        example=("https://example.org/feed.xml", "articles/", "wire/*.json"),
    ),
    _brief("title", "the brief's title"),
    _brief("output", "the folder that daily briefs are written to", "folder"),
    _brief(
        "formats",
        "the formats that daily briefs are written in: md, html, json, ninjs",
        "choices",
        choices=("md", "html", "json", "ninjs"),
    ),
    _brief(
        "length",
        "how much is told: a brief of about 4, 10 or 20 minutes, a summary of fewer or more claims",
        "choice",
        choices=("short", "standard", "long"),
    ),
    _brief(
        "since",
        "take up what came since the last brief, for some hours, or since a day",
        pattern=r"last|yesterday|[1-9][0-9]{0,4}[hd]|[0-9]{4}-[0-9]{2}-[0-9]{2}",
        wanted="last, yesterday, hours like 24h, days like 2d, or a day like 2026-11-22",
        dated=True,
    ),
    _brief(
        "audience",
        "who reads it, told to the model",
        example="Editors of a regional paper who know the country's politics.",
    ),
    _brief(
        "style",
        "the house style, told to the model",
        example="British spelling. Numbers up to ten in words.",
    ),
    _setting(
        "evidence",
        "how Markdown shows what claims rest on: marks and a list, footnotes, or not at all",
        "choice",
        group="Output",
        choices=("inline", "notes", "none"),
    ),
    _brief(
        "site",
        "the address that the output folder is published at, for its feeds and mails",
        pattern=r"https?://[^\s/]\S*/",
        wanted="an address that ends in a slash, like https://news.example.org/briefs/",
        example="https://news.example.org/briefs/",
    ),
    _brief(
        "mail_from",
        "who the mail of a brief is from",
        pattern=r"[^\s@<>]+@[^\s@<>]+|[^<>\r\n]+ <[^\s@<>]+@[^\s@<>]+>",
        wanted="an address like Desk <desk@example.org>",
        example="The desk <desk@example.org>",
    ),
    _brief(
        "mail_to",
        "whom it is to",
        "texts",
        pattern=r"[^\s@<>,]+@[^\s@<>,]+",
        wanted="addresses like editors@example.org",
        example=("editors@example.org",),
    ),
    _brief(
        "unsubscribe",
        "where to be taken off its list: web and mail addresses",
        "texts",
        pattern=r"(?:https://|mailto:)[^\s<>,]+",
        wanted="an address like https://example.org/off or mailto:off@example.org",
        example=("mailto:off@example.org",),
    ),
    _fetching(
        "limit", "the newest articles to take from one source, at most", "whole number", least=1
    ),
    _fetching("spacing", "seconds between two requests to one host, at least", "number", least=0),
    _fetching(
        "recheck",
        "seconds for which a fetched page counts as up to date",
        "number",
        least=0,
    ),
    _fetching(
        "allow_private", "fetch from private addresses too: an intranet, this machine", "flag"
    ),
    _fetching(
        "user_agent",
        "what to call ourselves when fetching; say how you can be reached",
        pattern=r"[!-~]([ -~]*[!-~])?",
        wanted="a text of plain ASCII characters on one line",
        example="Example-Newsroom/1.0 (+https://example.org/bot)",
    ),
    _fetching(
        "ignore_robots",
        "hosts of your own, fetched whatever their robots.txt says",
        "texts",
        pattern=r"[A-Za-z0-9\-._\[\]:]+",
        wanted="a host like www.example.org, without https:// and path",
        example=("www.example.org",),
    ),
    _table("text_column", "the column of a table that has the articles' texts", example="body"),
    _table("id_column", "the column that names its rows", example="article_id"),
    _table("title_column", "the column that has the articles' titles", example="headline"),
    _setting(
        "model",
        "engine and model: openai:NAME, local:smollm2, local:PATH.gguf or extractive",
        example="local:smollm2",
    ),
    _setting(
        "embedding_model",
        "a model of the same endpoint that says which articles of a brief tell one story, where "
        "names and figures leave it in doubt: openai:NAME",
        example="openai:text-embedding-3-small",
    ),
    _setting(
        "base_url",
        "an OpenAI-compatible endpoint's address, up to /v1",
        also=("OPENAI_BASE_URL",),
        pattern=r"https?://[^\s/]\S*",
        wanted="an address like http://localhost:8080/v1",
        example="http://localhost:8080/v1",
    ),
    _setting(
        "api_key_env",
        "the environment variable that holds the endpoint's key",
        pattern=r"[A-Za-z_][A-Za-z0-9_]*",
        wanted="the name of an environment variable, never a key itself",
        hidden=True,
    ),
    Setting("api_key", "the endpoint's key; only ever from the environment", secret=True),
    _setting(
        "judge",
        "which claims a model reads again: off; open, those that comparing words does not confirm; "
        "all. Not set: open where a hosted or own endpoint answers, else off",
        "choice",
        choices=("off", "open", "all"),
        example="open",
    ),
    _setting(
        "judge_model",
        "the model that reads claims again, if not the one that writes them",
        example="openai:gpt-5-mini",
    ),
    _setting(
        "judge_base_url",
        "the endpoint of the model that reads claims again, if it is another",
        pattern=r"https?://[^\s/]\S*",
        wanted="an address like http://localhost:11434/v1",
        example="http://localhost:11434/v1",
    ),
    _setting(
        "judge_api_key_env",
        "the environment variable that holds that endpoint's key; api_key_env's goes to base_url "
        "alone",
        pattern=r"[A-Za-z_][A-Za-z0-9_]*",
        wanted="the name of an environment variable, never a key itself",
        hidden=True,
        example="JUDGE_API_KEY",
    ),
    Setting("judge_api_key", "that endpoint's key; only ever from the environment", secret=True),
    _setting("prompt", "the prompt and version to use, such as summarize@1", example="summarize@1"),
    _setting(
        "prompts",
        "a folder of your own prompts; they shadow the shipped ones",
        "folder",
        example="prompts",
    ),
    _setting("language", "write in this language, not the article's, e.g. en", example="en"),
    _setting(
        "unsupported",
        "what becomes of a claim that fails its check twice",
        "choice",
        choices=("flag", "quote", "drop", "fail"),
    ),
    _setting(
        "fail_on",
        "exit with 3 when the source does not bear a claim out; open: also when a claim is open; "
        "empty: when a daily brief has nothing new; sources: with 4 when any source of it failed",
        "choices",
        group="Output",
        choices=("none", "unsupported", "open", "empty", "sources"),
        alone="none",
    ),
    _setting("concurrency", "requests in flight at once", "whole number", least=1, most=1_000),
    _run("rpm", "requests a minute, at most", least=1, example=500),
    _run("tpm", "tokens a minute, at most", least=1, example=200_000),
    _run("max_cost", "stop before the run costs more US dollars", "number", above=0, example=0.5),
    _run("max_tokens_total", "stop before the run takes more tokens", least=1, example=1_000_000),
    _run(
        "timeout",
        "seconds to wait for one answer; once more, three times as long",
        "number",
        above=0,
    ),
    _run("total_timeout", "seconds allowed for one answer, retries and all", "number", above=0),
    _run("max_attempts", "attempts at one answer", least=1, most=100),
    _setting(
        "context_tokens",
        "the model's window, if it is not known",
        "whole number",
        least=256,
        example=32_768,
    ),
    _setting(
        "max_output_tokens",
        "the longest answer to ask for, in tokens, whatever the prompt says",
        "whole number",
        least=16,
        example=2_000,
    ),
    _setting(
        "record", "keep every request and reply in this folder", "folder", example="recordings"
    ),
    _setting(
        "replay",
        "answer from the recordings in this folder only; no network at all",
        "folder",
        example="recordings",
    ),
    _setting(
        "store",
        "keep answers, articles, briefs and runs in this file",
        "file",
        example=".briefer/store.db",
    ),
    _setting("no_store", "keep nothing beyond the run", "flag"),
    Setting(
        "sections",
        "the brief's sections; a story is in the first that takes it",
        "tables",
        "Brief",
        example=(Section("Politics", ("parliament", "minister"), ("The Harbour Post",), 1.5),),
    ),
)

SECTION_KEYS: tuple[Setting, ...] = (
    Setting("name", "what the section is called"),
    Setting(
        "terms",
        "words and phrases; a story with one in a title, or two in all, is in the section",
        "texts",
    ),
    Setting("outlets", "outlets whose stories are in the section whatever they say", "texts"),
    Setting(
        "weight",
        "what the rank of its stories is multiplied by; 1 leaves it as it is",
        "number",
        least=0,
        most=100,
    ),
)
