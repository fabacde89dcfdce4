"""Any OpenAI-compatible endpoint, through the `openai` package and its Chat Completions.

The package takes half a second to import, so that happens when the first request is made, or in
`preload`, and nowhere else. Its own retries are off: there is one policy, in `retries`.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from heapq import heappop, heappush
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import anyio
import anyio.to_thread

from briefer.errors import (
    BrieferError,
    ContextLengthError,
    MissingKeyError,
    ProviderTimeoutError,
)
from briefer.llm import ModelInfo, Reply, Request
from briefer.model import Usage
from briefer.providers.chat import model_names, read_reply, request_body
from briefer.providers.endpoint import OpenAISettings
from briefer.providers.failures import AttemptFailed, Endpoint, failure, read_error
from briefer.providers.features import Features, narrowed
from briefer.providers.gate import Attempt, Gate, Open, slows
from briefer.providers.meanings import unreadable, without_answer
from briefer.providers.retries import Clock, Left, OnRetry, RetryPolicy, Sleep

if TYPE_CHECKING:
    import ssl

    import httpx2
    import openai

T = TypeVar("T")
Read = Callable[[bytes, Callable[[Usage], None]], T]

_CHAT = "/chat/completions"
_NO_KEY = "none"
_CONNECT_SECONDS = 10.0
_POOL = 8
"""Connections a pool: one goes through all of its own twice a request, asking the system of each
whether it is still open, which with a hundred costs more than all else that is done for a request.
"""
_TURN = 0.0005
"""Seconds for which a thread that imports keeps the interpreter's lock from the others."""
_WARMING = threading.Lock()
_OPENAI = "openai.com"
_HOSTED = (_OPENAI, "azure.com")
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)
"""What the reading of an answer may raise that nobody foresaw: fields of odd types and sizes."""


class OpenAIProvider:
    """A `Provider` over one model of one endpoint.

    It holds a connection pool from the first request until `close`, and learns what the endpoint
    cannot do for as long as it lives.
    """

    def __init__(
        self,
        settings: OpenAISettings,
        *,
        gate: Gate | None = None,
        on_retry: OnRetry | None = None,
        sleep: Sleep = anyio.sleep,
        clock: Clock = time.monotonic,
        now: Clock = time.time,
    ) -> None:
        """Take note of the settings; nothing is imported, opened or sent yet.

        Args:
            settings: Where and how to ask.
            gate: What every attempt passes; it then also sees to the waits after a refusal for
                coming too fast.
            on_retry: Is told of every retry, before its wait.
            sleep: Waits between attempts.
            clock: Seconds on a clock that only goes forward, for ``total_timeout``.
            now: Seconds since the epoch, for a ``Retry-After`` that is a date.
        """
        self.info = ModelInfo(
            provider=settings.engine,
            name=f"{settings.engine}:{settings.model}",
            context_tokens=settings.context_tokens,
            max_output_tokens=settings.max_output_tokens,
        )
        self._settings = settings
        self._endpoint = Endpoint(
            settings.host, settings.model, tuple(filter(None, [settings.key]))
        )
        self._now = now
        self._gate: Gate = gate or Open()
        self._policy = RetryPolicy(
            settings.max_attempts,
            settings.total_timeout,
            sleep,
            clock,
            on_retry,
            gated=gate is not None,
        )
        self._features = features_at(settings.url)
        self._clients: dict[int, openai.AsyncOpenAI] = {}
        self._connecting = anyio.Lock()
        self._slots = anyio.Semaphore(settings.max_connections, fast_acquire=True)
        self._free = list(range(settings.max_connections))  # a heap, in order from the start

    async def complete(self, request: Request) -> Reply:
        """Answer one request; see `briefer.llm.Provider`.

        Raises:
            MissingKeyError: OpenAI's own endpoint, and no key; before any connection.
        """
        self._demand_key()
        return await self._persist(
            lambda left: self._attempt(request, left), request.label or request.prompt.label
        )

    async def ask(self, path: str, body: Mapping[str, object], about: Request, read: Read[T]) -> T:
        """Ask something else than to go on with a conversation, by the same rules.

        Args:
            path: Where, below the base URL.
            body: What is sent, as JSON.
            about: What the gate is told of it: its texts, and what it is called in messages.
            read: Makes of the answer's body what is returned, and says what it took; it raises
                AttemptFailed for a body that is no answer.

        Raises:
            MissingKeyError: as `complete`.
            ProviderError: the endpoint failed, after retries.
        """
        self._demand_key()

        async def once(left: Left) -> T:
            async with self._gate.attempt(about, None) as attempt:
                left.begin()
                content = await self._send(path, body, about.label, left, attempt)
                with self._readable():
                    return read(content, attempt.spent)

        return await self._persist(once, about.label)

    async def probe(self) -> str:
        """Ask the endpoint, once and at no cost, whether it is there and has the model.

        Returns:
            What it said, as a sentence's end: ``HOST answers and has the model NAME``.

        Raises:
            MissingKeyError: as `complete`.
            ProviderError: it does not answer, or refuses the key.
        """
        self._demand_key()
        found: tuple[str, ...] = ()
        error = None
        try:
            found = model_names(await self._list_models())
        except AttemptFailed as failed:
            if failed.answer is None or failed.answer.status != HTTPStatus.NOT_FOUND:
                error = failed.error
        if error is not None:
            raise error
        host, model = self._settings.host, self._settings.model
        if not found:
            return f"{host} answers, and does not say which models it has"
        if model in found:
            return f"{host} answers and has the model {model}"
        return f"{host} answers, and the model {model} is not among the {len(found)} it lists"

    async def call(
        self, label: str, call: Callable[[openai.AsyncOpenAI], Awaitable[T]], seconds: float
    ) -> T:
        """Return what a call of the SDK returns that is no question to a model: files, batches.

        Args:
            label: What it is called in messages.
            call: Is given the client.
            seconds: How long one attempt may take.

        Raises:
            MissingKeyError: as `complete`.
            ProviderError: the endpoint failed, after retries.
        """
        self._demand_key()

        async def once(left: Left) -> T:
            left.begin()
            client = await self._connected()
            with self._mapped(label, seconds), anyio.fail_after(seconds):
                return await call(client)

        return await self._policy.run(once, label)

    async def close(self) -> None:
        """Close the connection pools."""
        clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.close()

    async def _persist(self, attempt: Callable[[Left], Awaitable[T]], label: str) -> T:
        """Return what an attempt returns at last; the gate is told how the request ended."""
        try:
            result = await self._policy.run(attempt, label)
        except BrieferError as error:
            self._gate.ended(error)
            raise
        self._gate.ended(None)
        return result

    async def _attempt(self, request: Request, left: Left) -> Reply:
        """Send once, and again at once for as long as that teaches what the endpoint lacks."""
        while True:
            features = self._features
            body = request_body(
                request, self._settings.model, features, self._settings.max_output_tokens
            )
            limit = body.get(features.limits[0]) if features.limits else None
            try:
                async with self._gate.attempt(request, limit) as attempt:
                    left.begin()
                    content = await self._send(_CHAT, body, request.label, left, attempt)
                    with self._readable():
                        return read_reply(content, request, self._endpoint, spent=attempt.spent)
            except AttemptFailed as failed:
                if failed.answer is None or isinstance(failed.error, ContextLengthError):
                    raise
                sent = frozenset((*body, f"schema:{request.schema_name}"))
                fewer = narrowed(features, failed.answer, sent)
                if fewer is None:
                    raise
                self._features = self._features.meet(fewer)

    async def _send(
        self, path: str, body: Mapping[str, object], label: str, left: Left, attempt: Attempt
    ) -> bytes:
        """Return the body of the endpoint's answer.

        Raises:
            AttemptFailed: there is none, or it is an error.
        """
        await self._connected()
        import httpx2

        async with self._slots:
            # The lowest that is free: as few connections as will do, and those kept busy.
            slot = heappop(self._free)
            try:
                client = await self._connected(slot // _POOL)
                seconds = max(0.0, min(self._settings.timeout * left.patience, left()))
                with self._mapped(label, seconds, attempt), anyio.fail_after(seconds):
                    response = await client.post(path, cast_to=httpx2.Response, body=body)
            finally:
                heappush(self._free, slot)
        attempt.saw(response.headers)
        return response.content

    async def _list_models(self) -> bytes:
        """Return the body of the endpoint's list of models; raises as `_send`."""
        client = await self._connected()
        import httpx2

        seconds = self._settings.timeout
        with self._mapped("", seconds), anyio.fail_after(seconds):
            response = await client.get("/models", cast_to=httpx2.Response)
        return response.content

    def _demand_key(self) -> None:
        needed = self._settings.needs_key
        if needed is None:
            needed = _is_at(self._settings.url, _OPENAI)
        if needed and not self._settings.key:
            raise MissingKeyError(
                f"{self._settings.host} needs an API key and none is set",
                hint=f"set {self._settings.key_env}, or use --model extractive, which needs none",
            )

    async def _connected(self, pool: int = 0) -> openai.AsyncOpenAI:
        """Return a pool's client; what takes long at the first call is done off the event loop."""
        client = self._clients.get(pool)
        if client is None:
            async with self._connecting:
                client = self._clients.get(pool)
                if client is None:
                    context = await anyio.to_thread.run_sync(_warm_up)
                    client = self._clients[pool] = _connect(self._settings, context)
        return client

    @contextmanager
    def _mapped(self, label: str, seconds: float, attempt: Attempt | None = None) -> Iterator[None]:
        """Turn every exception of the SDK and of the HTTP library under it into ours."""
        import httpx2
        import openai

        known = (
            openai.OpenAIError,
            openai.InvalidWebhookSignatureError,
            httpx2.HTTPError,
            httpx2.StreamError,
            httpx2.InvalidURL,
            httpx2.CookieConflict,
            TimeoutError,
        )
        try:
            yield
        except openai.APIStatusError as error:
            answer = read_error(error.status_code, error.response.text)
            headers = {name.lower(): value for name, value in error.response.headers.items()}
            failed = failure(answer, headers, self._endpoint, label=label, now=self._now())
            if attempt is not None:
                attempt.saw(headers)
                if failed.transient and slows(answer.status, failed.retry_after):
                    attempt.refused(failed.retry_after)
        except known as error:
            failed = without_answer(error, self._endpoint, seconds)
            if attempt is not None and isinstance(failed.error, ProviderTimeoutError):
                attempt.silent(failed.error)
        else:
            return
        raise failed from None

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Turn what reading an answer raises into a failed attempt: an answer may hold anything."""
        try:
            yield
        except _UNREADABLE:
            failed = unreadable(self._endpoint)
        else:
            return
        raise failed from None


def features_at(url: str | None) -> Features:
    """Return what an endpoint, OpenAI's if None, is thought to know before it was asked anything.

    Hosted models want the newer name of an answer's limit, and old servers know only the older.
    """
    if url is None or _is_at(url, *_HOSTED):
        return Features(limits=("max_completion_tokens", "max_tokens"))
    return Features()


def preload() -> threading.Thread:
    """Import the SDK in a thread, beside the reading of the articles; returns the thread."""
    thread = threading.Thread(target=_warm_up, name="import openai")
    thread.start()
    return thread


def _warm_up() -> ssl.SSLContext:
    """Do once in a process what takes long: import the SDK, and read the trusted certificates."""
    with _WARMING:
        return _certificates()


@cache
def _certificates() -> ssl.SSLContext:
    with _uncollected(), _in_short_turns():
        import httpx2
        import openai  # noqa: F401

    return httpx2.create_ssl_context()


@contextmanager
def _in_short_turns() -> Iterator[None]:
    """Give the interpreter's lock back sooner meanwhile.

    The event loop asks for it every time it wakes, and waits as long as this thread's turn is: the
    usual 5 ms, several times over, for the half second that an import takes.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(usual, _TURN))
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile, nor ever among what is there by then.

    An import makes none, and looking takes a fifth of its time; later every look through all its
    objects would hold up the event loop for 80 ms.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def _connect(settings: OpenAISettings, context: ssl.SSLContext) -> openai.AsyncOpenAI:
    import httpx2
    import openai

    url = urlsplit(settings.url)
    # How long an answer may take is for each attempt to say.
    timeout = httpx2.Timeout(None, connect=min(settings.timeout, _CONNECT_SECONDS))
    connections = min(settings.max_connections, _POOL)
    limits = httpx2.Limits(max_connections=connections, max_keepalive_connections=connections)
    return openai.AsyncOpenAI(
        api_key=settings.key or _NO_KEY,
        base_url=urlunsplit(url._replace(query="", fragment="")),
        default_query=dict(parse_qsl(url.query)) or None,
        timeout=timeout,
        max_retries=0,
        http_client=openai.DefaultAsyncHttpxClient(
            verify=context,
            limits=limits,
            timeout=timeout,
            event_hooks={"response": [_read_as_utf8]},
        ),
    )


async def _read_as_utf8(response: httpx2.Response) -> None:
    """Pass over the charset that an answer names: JSON has but one, and some names are traps."""
    response.encoding = "utf-8"


def _is_at(url: str, *domains: str) -> bool:
    host = f".{urlsplit(url).hostname}"
    return any(host.endswith(f".{domain}") for domain in domains)
