"""The settings that a call of the library may give."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypedDict

from briefer.config.declaring import Judging, Length


class Options(TypedDict, total=False):
    """Settings of a call; the rest comes from the environment, ``briefer.toml`` and defaults.

    The names and values are those of the command line: ``model``, ``embedding_model``,
    ``base_url``, ``api_key_env``, ``prompt``, ``prompts`` (a folder), ``language``,
    ``unsupported`` (flag, quote, drop, fail), ``judge`` (off, open, all), ``judge_model``,
    ``judge_base_url``, ``judge_api_key_env``,
    ``record`` and ``replay`` (folders), ``concurrency``, ``timeout``, ``total_timeout``,
    ``max_attempts``, ``context_tokens``, ``max_output_tokens``, ``rpm``, ``tpm``, ``max_cost``,
    ``max_tokens_total``, ``store`` (a file; without it a library keeps nothing), ``no_store``,
    ``title``, ``length`` (short, standard, long), ``minutes``, ``audience`` and ``style``; where
    something is fetched, ``limit``, ``spacing``, ``recheck``, ``allow_private``, ``user_agent`` and
    ``ignore_robots`` (a list of hosts).
    """

    model: str
    embedding_model: str
    base_url: str
    api_key_env: str
    prompt: str
    prompts: str | Path
    language: str
    unsupported: Literal["flag", "quote", "drop", "fail"]
    judge: Judging
    judge_model: str
    judge_base_url: str
    judge_api_key_env: str
    record: str | Path
    replay: str | Path
    concurrency: int
    timeout: float
    total_timeout: float
    max_attempts: int
    context_tokens: int
    max_output_tokens: int
    store: str | Path
    title: str
    length: Length
    minutes: int
    audience: str
    style: str
    no_store: bool
    rpm: int
    tpm: int
    max_cost: float
    max_tokens_total: int
    limit: int
    spacing: float
    recheck: float
    allow_private: bool
    user_agent: str
    ignore_robots: Sequence[str]
