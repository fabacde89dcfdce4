"""What a setting is: the typed values of all, and what there is to know of each."""

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
Group = Literal["Brief", "Fetching", "Tables", "Engine", "Run", "Output", "Desk", "Publishing"]
TargetName = Literal["wordpress", "mail", "feed", "webhook", "ninjs"]
PostStatus = Literal["draft", "pending", "private", "publish"]
MailSecurity = Literal["starttls", "tls", "none"]


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
    minutes: int | None = None
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
    desk_two_person: bool = False
    desk_host: str = "127.0.0.1"
    desk_port: int = 8484
    publish_to: tuple[TargetName, ...] = ()
    publish_allow_private: bool = False
    publish_wordpress_url: str | None = None
    publish_wordpress_user: str | None = None
    publish_wordpress_password_env: str = "WORDPRESS_PASSWORD"  # noqa: S105 (a variable's name)
    publish_wordpress_password: str | None = field(default=None, repr=False)
    publish_wordpress_status: PostStatus = "draft"
    publish_mail_host: str | None = None
    publish_mail_port: int = 587
    publish_mail_security: MailSecurity = "starttls"
    publish_mail_user: str | None = None
    publish_mail_password_env: str = "SMTP_PASSWORD"  # noqa: S105
    publish_mail_password: str | None = field(default=None, repr=False)
    publish_webhook_urls: tuple[str, ...] = ()
    publish_webhook_secret_env: str = "WEBHOOK_SECRET"  # noqa: S105
    publish_webhook_secret: str | None = field(default=None, repr=False)
    publish_feed_folder: Path | None = None
    publish_ninjs_folder: Path | None = None
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What there is to know of one setting, or of one key of a section.

    ``env`` names the environment variables, first wins. ``least`` and ``most`` bound numbers;
    ``above`` is a bound that is itself out of reach. ``pattern`` is a regular expression that a
    whole text must match, and ``wanted`` what to call such a text. ``example`` is a good value
    where the default is none. ``secret``: never shown, never in a file; ``hidden``: a wrong value
    is not repeated, for it may be a secret. ``located``: texts that are addresses or paths.
    ``dated``: a text that may be a day. ``alone``: a choice that goes with no other. ``table`` is
    the table of the file that it stands in, such as ``publish.mail``.
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
    table: str = ""

    @property
    def key(self) -> str:
        """What it is called in its table of the file."""
        return self.name.removeprefix(f"{self.table}_".replace(".", "_"))

    @property
    def path(self) -> str:
        """What it is called in the file: ``limit``, ``publish.mail.host``."""
        return f"{self.table}.{self.key}" if self.table else self.name

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


def setting(name: str, help: str, kind: Kind = "text", **rest: Any) -> Setting:  # noqa: A002
    """Return a setting of the engine, or of another group, that a variable can say."""
    also = rest.pop("also", ())
    return Setting(name, help, kind, env=(f"BRIEFER_{name.upper()}", *also), **rest)


def brief(name: str, help: str, kind: Kind = "text", **rest: Any) -> Setting:  # noqa: A002
    """Return a setting of the daily brief."""
    return setting(name, help, kind, group="Brief", **rest)


def fetching(name: str, help: str, kind: Kind = "text", **rest: Any) -> Setting:  # noqa: A002
    """Return a setting of what is fetched and how."""
    return setting(name, help, kind, group="Fetching", **rest)


def table_column(name: str, help: str, **rest: Any) -> Setting:  # noqa: A002
    """Return a setting that names a column of a table of articles."""
    return setting(name, help, group="Tables", **rest)


def run(name: str, help: str, kind: Kind = "whole number", **rest: Any) -> Setting:  # noqa: A002
    """Return a setting that bounds what a run takes."""
    return setting(name, help, kind, group="Run", **rest)


def in_table(table: str, key: str, help: str, kind: Kind = "text", **rest: Any) -> Setting:  # noqa: A002
    """Return a setting that stands in a table of the file: ``host`` in ``publish.mail``."""
    return setting(f"{table}.{key}".replace(".", "_"), help, kind, table=table, **rest)
