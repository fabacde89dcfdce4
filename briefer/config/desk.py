"""The settings of the desk: the table ``desk`` of ``briefer.toml``."""

from __future__ import annotations

from typing import Any

from briefer.config.declaring import Kind, Setting, in_table


def _desk(key: str, help: str, kind: Kind = "text", **rest: Any) -> Setting:  # noqa: A002
    return in_table("desk", key, help, kind, group="Desk", **rest)


DESK: tuple[Setting, ...] = (
    _desk("two_person", "whoever edited a brief cannot sign it: another person has to", "flag"),
    _desk(
        "host",
        "the address that the desk listens at; beyond this machine it needs TLS or a proxy",
        pattern=r"[A-Za-z0-9\-._]+|\[?[0-9A-Fa-f:.]+\]?",
        wanted="an address like 127.0.0.1",
    ),
    _desk("port", "the port that it listens at; 0: any that is free", "whole number", least=0,
          most=65_535),
)  # fmt: skip
