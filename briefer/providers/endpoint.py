"""Where and how to ask an OpenAI-compatible endpoint."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from briefer.errors import SettingError

DEFAULT_BASE_URL = "https://api.openai.com/v1"


@dataclass(frozen=True, slots=True)
class OpenAISettings:
    """Where and how to ask.

    Attributes:
        model: The endpoint's own name of the model.
        engine: What results call its models by: ``openai`` of ``openai:NAME``.
        key_env: The variable that is to hold the key, for a message.
        needs_key: Whether nothing is asked without a key; None where its address tells.
        base_url: The endpoint, up to and with ``/v1``; None is OpenAI's. A query goes along with
            every request.
        api_key: May be None for an endpoint that wants none.
        context_tokens: The model's window, or None when nobody said.
        max_output_tokens: The limit for answers whose prompt sets none.
        timeout: Seconds for one attempt, its answer's last byte included.
        total_timeout: Seconds for one request with all its attempts and waits.
        max_attempts: How many times one request is sent at most.
        max_connections: How many requests are on the wire at once; others wait their turn.

    Raises:
        SettingError: one of them makes no sense.
    """

    model: str
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    context_tokens: int | None = None
    max_output_tokens: int | None = None
    timeout: float = 120.0
    total_timeout: float = 600.0
    max_attempts: int = 6
    max_connections: int = 100
    engine: str = "openai"
    key_env: str = "OPENAI_API_KEY"
    needs_key: bool | None = None

    def __post_init__(self) -> None:
        if not _is_web_address(self.url):
            raise SettingError("base_url must be an http or https address, up to and with /v1")
        if self.api_key and not (self.api_key.strip().isascii() and _is_word(self.api_key.strip())):
            raise SettingError("the API key holds a character that no key can have")
        for name in ("timeout", "total_timeout", "max_attempts", "max_connections"):
            if not getattr(self, name) > 0:
                raise SettingError(f"{name} must be above 0, not {getattr(self, name)}")

    @property
    def url(self) -> str:
        """The base URL in force."""
        return (self.base_url or DEFAULT_BASE_URL).strip()

    @property
    def host(self) -> str:
        """The endpoint's host, with its port if it has one of its own; safe to show."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    @property
    def key(self) -> str:
        """The key without the line end that a file or shell may have left, or ""."""
        return (self.api_key or "").strip()


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_word(text: str) -> bool:
    return text.isprintable() and " " not in text
