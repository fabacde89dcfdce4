"""The settings that say where briefs are _published, a table of ``briefer.toml`` each."""

from __future__ import annotations

from typing import Any

from briefer.config.declaring import Kind, Setting, in_table

_VARIABLE = r"[A-Za-z_][A-Za-z0-9_]*"
_NAMED = "the name of an environment variable, never a password itself"


def _published(table: str, key: str, help: str, kind: Kind = "text", **rest: Any) -> Setting:  # noqa: A002
    return in_table(table, key, help, kind, group="Publishing", **rest)


def _secret(table: str, key: str, help: str) -> Setting:  # noqa: A002
    told = f"{help}; only ever from the environment"
    name = f"{table}.{key}".replace(".", "_")
    return Setting(name, told, group="Publishing", secret=True, table=table)


PUBLISHING: tuple[Setting, ...] = (
    _published(
        "publish",
        "to",
        "where `briefer publish` sends a brief: wordpress, mail, feed, webhook, ninjs",
        "choices",
        choices=("wordpress", "mail", "feed", "webhook", "ninjs"),
        example=("wordpress", "mail"),
    ),
    _published(
        "publish",
        "allow_private",
        "publish to private addresses too, and without TLS: an intranet, this machine",
        "flag",
    ),
    _published(
        "publish.wordpress",
        "url",
        "the address of the site, which has wp-json below it",
        pattern=r"https?://[^\s/@?#]+(?:/[^\s?#]*)?",
        wanted="an address like https://news.example.org/",
        example="https://news.example.org/",
    ),
    _published("publish.wordpress", "user", "the user that posts are made as", example="desk"),
    _published(
        "publish.wordpress",
        "password_env",
        "the environment variable that holds the user's application password",
        pattern=_VARIABLE,
        wanted=_NAMED,
        hidden=True,
    ),
    _secret("publish.wordpress", "password", "the user's application password"),
    _published(
        "publish.wordpress",
        "status",
        "what posts are made as",
        "choice",
        choices=("draft", "pending", "private", "publish"),
    ),
    _published(
        "publish.mail",
        "host",
        "the server that mails are handed to",
        pattern=r"[A-Za-z0-9\-._]+|\[?[0-9A-Fa-f:.]+\]?",
        wanted="a host like smtp.example.org",
        example="smtp.example.org",
    ),
    _published("publish.mail", "port", "its port", "whole number", least=1, most=65_535),
    _published(
        "publish.mail",
        "security",
        "how the connection to it is protected; none: only to private addresses",
        "choice",
        choices=("starttls", "tls", "none"),
    ),
    _published(
        "publish.mail", "user", "the user to sign in as, if it asks for one", example="desk"
    ),
    _published(
        "publish.mail",
        "password_env",
        "the environment variable that holds the user's password",
        pattern=_VARIABLE,
        wanted=_NAMED,
        hidden=True,
    ),
    _secret("publish.mail", "password", "the user's password"),
    _published(
        "publish.webhook",
        "urls",
        "the addresses that are told of each brief and correction",
        "texts",
        pattern=r"https?://[^\s/@]+(?:/\S*)?",
        wanted="an address like https://cms.example.org/briefs",
        example=("https://cms.example.org/briefs",),
    ),
    _published(
        "publish.webhook",
        "secret_env",
        "the environment variable that holds the secret that what is sent is signed with",
        pattern=_VARIABLE,
        wanted="the name of an environment variable, never a secret itself",
        hidden=True,
    ),
    _secret("publish.webhook", "secret", "the secret that what is sent is signed with"),
    _published(
        "publish.feed",
        "folder",
        "the folder of pages, index and feeds; that of `output` if it is not set",
        "folder",
        example="public",
    ),
    _published(
        "publish.ninjs",
        "folder",
        "the folder that ninjs files are put into; that of `output` if it is not set",
        "folder",
        example="wire",
    ),
)
