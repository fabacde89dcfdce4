"""What a reply costs and how long a model's window is, from the price list of `genai-prices`.

The list is the one that was installed; it is never updated over the network. Importing it takes a
sixth of a second, so that happens when the first price is asked for, and never for an engine that
costs nothing, or a model of one's own at an endpoint of one's own.

Which prices hold is settled by model and endpoint together:

- ``extractive``, ``local:...`` and recordings cost nothing;
- no base URL, or OpenAI's own: OpenAI's price of that model;
- an endpoint on the list (Azure, Groq, OpenRouter, ...): that provider's price;
- any other endpoint: OpenAI's price when the name is that of a model only OpenAI runs, since a
  gateway or proxy passes that bill on. All else may be somebody's own machine, whose cost nobody
  but its owner knows: the price is unknown.

An unknown price is None, shown as "unknown": never 0.
"""

from __future__ import annotations

import re
from decimal import ROUND_UP, Decimal
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from briefer.model import Usage

if TYPE_CHECKING:
    from genai_prices.types import ModelInfo, Provider

_FREE = ("extractive", "local")
_OPEN_WEIGHTS = "gpt-oss"
_PERHAPS_THEIRS = re.compile(
    r"gpt|chat-|o\d|ada|babbage|curie|davinci|whisper|tts|codex|moderation|computer-use|embedding",
    re.IGNORECASE,
)
"""What every name of a model that OpenAI runs has one of."""
_CENT = Decimal("0.01")
_DIGITS = 2


def cost(model: str, usage: Usage, base_url: str | None = None) -> Decimal | None:
    """Return what one reply cost in US dollars, or None when the price is unknown.

    Cached input tokens are part of the input tokens and cost less; reasoning tokens are part of
    the output tokens. An endpoint that reports more reasoning than output counts them apart, and
    then both are paid for.

    Args:
        model: A name with its engine: ``openai:NAME``, ``local:NAME``, ``extractive``.
        usage: The tokens of one reply. Some models cost more a token past a length of prompt, so
            the cost of many replies is the sum of their costs, not the cost of their sum.
        base_url: The endpoint; None is OpenAI's own.
    """
    if _is_free(model):
        return Decimal(0)
    found = _find(model, base_url)
    if found is None or not found[1].prices:
        return None
    provider, listed = found
    from genai_prices import Usage as Tokens

    output, thought = usage.output_tokens, usage.reasoning_tokens
    total = output if thought <= output else output + thought
    tokens = Tokens(
        input_tokens=usage.input_tokens,
        cache_read_tokens=min(usage.cached_tokens, usage.input_tokens),
        output_tokens=total,
        output_reasoning_tokens=thought,
    )
    return listed.calc_price(tokens, provider).total_price


def is_priced(model: str, base_url: str | None = None) -> bool:
    """Return whether the price of a model at an endpoint is known; nothing counts as known."""
    return cost(model, Usage(), base_url) is not None


def window(model: str, base_url: str | None = None) -> int | None:
    """Return how many tokens go into a model's context, or None when that is not known."""
    if _is_free(model):
        return None
    found = _find(model, base_url)
    return found[1].context_window if found else None


def shown(amount: Decimal | None) -> str:
    """Return an amount of US dollars as it is printed: ``$0.0123``, ``$12.30``, ``unknown``.

    Below a cent it has two significant digits, rounded up: what costs something is never $0.00.
    """
    if amount is None:
        return "unknown"
    if amount == 0 or amount >= 1:
        return f"${amount.quantize(_CENT, ROUND_UP):,}"
    places = max(4, _DIGITS - 1 - amount.adjusted())
    return f"${amount.quantize(Decimal(1).scaleb(-places), ROUND_UP):f}"


def _is_free(model: str) -> bool:
    return model.partition(":")[0] in _FREE


@lru_cache(maxsize=64)
def _find(model: str, base_url: str | None) -> tuple[Provider, ModelInfo] | None:
    name = model.partition(":")[2] or model
    url = (base_url or "").strip()
    if not url or _is_openai(url):
        return _listed(name, provider_id="openai")
    address = urlsplit(url)
    if _is_at_home(address.hostname) and not _PERHAPS_THEIRS.search(name):
        return None
    plain = f"{address.scheme}://{address.hostname}{address.path}"
    at_home = _listed(name, provider_api_url=plain)
    if at_home is not None:
        return at_home
    if _has_prices(plain):
        return None
    only_theirs = _listed(name, provider_id="openai")
    return only_theirs if only_theirs and _OPEN_WEIGHTS not in name.lower() else None


def _is_at_home(host: str | None) -> bool:
    """Tell whether an endpoint is this machine or one beside it: the list has none of those."""
    if not host:
        return False
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost"


def _is_openai(url: str) -> bool:
    return f".{urlsplit(url).hostname}".endswith(".openai.com")


def _listed(name: str, **where: Any) -> tuple[Provider, ModelInfo] | None:
    from genai_prices.data_snapshot import get_snapshot

    provider_id, url = where.get("provider_id"), where.get("provider_api_url")
    try:
        return get_snapshot().find_provider_model(name, None, provider_id, url)
    except LookupError:
        return None


def _has_prices(url: str) -> bool:
    """Tell whether an endpoint is on the list, whatever its models."""
    from genai_prices.data_snapshot import get_snapshot

    try:
        get_snapshot().find_provider(None, None, url)
    except LookupError:
        return False
    return True
