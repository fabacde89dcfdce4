"""Models run in this process by llama.cpp, through `xllamacpp`.

The same request gives the same bytes on the same machine: decoding is greedy unless the
request says otherwise, one request runs at a time, and no prompt cache is kept, because llama.cpp
rounds differently with other batches, parallel slots and a warm cache (all measured).
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

import anyio
from anyio import to_thread

from briefer.errors import (
    BadRequestError,
    BrieferError,
    ContextLengthError,
    CutOffError,
    EmptyAnswerError,
    ModelNameError,
    ModelUnavailableError,
    ServerError,
)
from briefer.llm import ModelInfo, Reply, Request
from briefer.model import Usage
from briefer.providers import gguf, weights

PREFIX = "local:"

_SMALL_PARAMETERS = 1_000_000_000
_MAX_CONTEXT = 32_768
_UNSAID_CONTEXT = 4_096
_MAX_CACHE_BYTES = 1 << 30
_MAX_OUTPUT = 4_096
_MAX_THREADS = 8
_SOCKET_PATH_MAX = 100
_COMPACT = {"x-guidance": {"whitespace_flexible": False}}
"""Asks for JSON without white space, which is a third of the tokens of an indented answer."""

_BATCH = 256
"""Prompt tokens read at once: what an interruption may have to wait for."""


class LocalProvider:
    """A ``Provider`` for ``local:smollm2`` and for ``local:PATH.gguf``.

    The model is loaded at the first request. Requests are answered one at a time, off the event
    loop; a cancelled one stops within a batch of its prompt or a token of its answer.
    """

    info: ModelInfo

    def __init__(self, name: str, *, max_output_tokens: int | None = None) -> None:
        """Prepare to run a model.

        Args:
            name: ``local:smollm2``, needing no file before the first request, or
                ``local:PATH.gguf``, whose file is read once to name it by its content.
            max_output_tokens: The longest answer; by default an eighth of the window,
                at most 4,096.

        Raises:
            ModelNameError: it names neither an embedded model nor a .gguf file.
            ModelUnavailableError: the file is not there or not a GGUF model.
        """
        self._model = _Embedded(name) if _is_embedded(name) else _FromFile(name)
        context = self._model.context_tokens
        self.info = ModelInfo(
            provider="local",
            name=self._model.name,
            context_tokens=context,
            max_output_tokens=max_output_tokens or min(_MAX_OUTPUT, context // 8),
            variant="small" if self._model.parameters < _SMALL_PARAMETERS else None,
            enum_ids=True,
        )
        self._turn = anyio.Lock()
        self._busy = threading.Lock()
        self._engine: _Engine | None = None

    async def complete(self, request: Request) -> Reply:
        """Answer one request; see ``Provider.complete``.

        Raises:
            ModelUnavailableError: xllamacpp or the model is not installed, or will not load.
            ContextLengthError: prompt and answer are longer than the model's window.
            BadRequestError: llama.cpp refused the request.
            CutOffError: the answer reached its length limit.
            EmptyAnswerError: the model answered with nothing.
            ServerError: llama.cpp failed.
        """
        stop = threading.Event()
        async with self._turn:
            try:
                return await to_thread.run_sync(self._answer, request, stop, abandon_on_cancel=True)
            finally:
                stop.set()

    async def close(self) -> None:
        """Free the model's memory."""
        async with self._turn:
            await to_thread.run_sync(self._free)

    def _answer(self, request: Request, stop: threading.Event) -> Reply:
        limit = request.sampling.max_tokens or self.info.max_output_tokens or _MAX_OUTPUT
        # A cancelled request's thread may still be at work for a moment.
        with self._busy:
            if stop.is_set():
                raise ServerError("the request was cancelled")
            if self._engine is None:
                self._engine = _Engine(self._model)
            return self._engine.answer(request, limit, stop)

    def _free(self) -> None:
        with self._busy:
            engine, self._engine = self._engine, None
            if engine is not None:
                engine.close()


def _is_embedded(name: str) -> bool:
    return name.removeprefix(PREFIX) in {model.name for model in weights.known()}


class _Embedded:
    """One of the models that briefer fetches: all is known of it without its file."""

    def __init__(self, name: str) -> None:
        self._known = weights.find(name.removeprefix(PREFIX))
        self.name = f"{PREFIX}{self._known.name}"
        self.parameters = self._known.parameters
        self.context_tokens = self._known.context_tokens

    def file(self) -> tuple[Path, str]:
        """Return the model's file, checked, and its sha256."""
        path = weights.path(self._known.name)
        hint = f"briefer models pull {self._known.name}"
        if path is None:
            raise ModelUnavailableError(f"{self.name} has not been fetched yet", hint=hint)
        if weights.file_sha256(path) != self._known.sha256:
            raise ModelUnavailableError(f"the file of {self.name} is damaged", hint=hint)
        return path, self._known.sha256


class _FromFile:
    """A model in a file of the user's, named by the file's stem and content."""

    def __init__(self, name: str) -> None:
        given = name.removeprefix(PREFIX)
        if Path(given).suffix.lower() != ".gguf":
            known = ", ".join(f"{PREFIX}{model.name}" for model in weights.known())
            raise ModelNameError(f"{name!r} is neither {known} nor the path of a .gguf file")
        self._path = Path(given).expanduser()
        header = gguf.read(self._path)
        self._sha256 = weights.file_sha256(self._path)
        self.name = f"{PREFIX}{self._path.stem}@{self._sha256[:12]}"
        self.parameters = header.parameters
        self.context_tokens = _affordable(header)

    def file(self) -> tuple[Path, str]:
        """Return the model's file and its sha256."""
        return self._path, self._sha256


def _affordable(header: gguf.ModelHeader) -> int:
    """Return the window to use: the model's own, as far as its cache stays within 1 GiB."""
    context = min(header.context_tokens or _UNSAID_CONTEXT, _MAX_CONTEXT)
    if header.memory_per_token:
        context = min(context, _MAX_CACHE_BYTES // header.memory_per_token)
    return context


class _Engine:
    """A loaded model. Its methods block; they are called from one thread at a time."""

    def __init__(self, model: _Embedded | _FromFile) -> None:
        try:
            import xllamacpp
        except ImportError as error:
            raise ModelUnavailableError(
                f"{model.name} needs llama.cpp, which is not installed",
                hint="pip install 'briefer-news[local]'",
            ) from error
        path, sha256 = model.file()
        self._path = path
        self._context = model.context_tokens
        self._grammar = xllamacpp.json_schema_to_grammar
        self._details = (
            ("server", f"llama.cpp via xllamacpp {metadata.version('xllamacpp')}"),
            ("model_file", path.name),
            ("model_sha256", sha256),
        )
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(path)
        parameters.n_ctx = model.context_tokens
        parameters.n_parallel = 1
        parameters.n_batch = parameters.n_ubatch = _BATCH
        parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = _threads()
        parameters.cache_prompt = False
        parameters.cache_ram_mib = 0
        parameters.warmup = False
        parameters.verbosity = -1
        try:
            with _unreachable(parameters):
                self._server = xllamacpp.Server(parameters)
        except (RuntimeError, ValueError) as error:
            raise ModelUnavailableError(
                f"llama.cpp cannot load {path.name}",
                hint="the model may be damaged, too new for this llama.cpp, or too big for memory",
            ) from error

    def close(self) -> None:
        """Free the model."""
        del self._server

    def answer(self, request: Request, limit: int, stop: threading.Event) -> Reply:
        """Answer a request with at most ``limit`` tokens, giving up once ``stop`` is set."""
        stream = _Stream(stop)
        try:
            grammar = self._grammar(dict(request.schema) | _COMPACT)
            self._server.handle_chat_completions(_body(request, limit, grammar), stream.take)
        except ValueError as error:
            raise BadRequestError(f"llama.cpp refused the request: {error}") from error
        text = stream.outcome(limit, self._context)
        return Reply(text, self._path.name, "stop", stream.usage, self._details)


def _threads() -> int:
    """Leave one processor free.

    llama.cpp's threads wait for each other after every layer: with another busy process on the
    machine, as many threads as processors took up to 40 times as long as one fewer (measured).
    """
    affinity = getattr(os, "sched_getaffinity", None)
    usable = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min(usable - 1, _MAX_THREADS))


@contextmanager
def _unreachable(parameters: Any) -> Iterator[None]:
    """Keep the HTTP listener that llama.cpp insists on out of everybody's reach.

    It listens on a socket in a private folder that is gone once it does; where that cannot be,
    on loopback. Either way it demands a key that nobody is told.
    """
    parameters.api_keys = [secrets.token_hex(32)]
    parameters.ui = parameters.endpoint_slots = parameters.endpoint_props = False
    parameters.n_threads_http = 1
    with tempfile.TemporaryDirectory(prefix="briefer-") as folder:
        socket = Path(folder) / "llama.sock"
        if os.name == "posix" and len(os.fsencode(socket)) < _SOCKET_PATH_MAX:
            parameters.hostnames = [str(socket)]
        yield


def _body(request: Request, limit: int, grammar: str) -> dict[str, Any]:
    """Return a request as llama.cpp's chat endpoint takes it."""
    sampling = request.sampling
    return {
        "messages": [
            {"role": message.role, "content": _encodable(message.content)}
            for message in request.messages
        ],
        "grammar": grammar,
        "max_tokens": limit,
        "temperature": sampling.temperature or 0.0,
        "seed": sampling.seed or 0,
        "cache_prompt": False,
        "chat_template_kwargs": {"enable_thinking": False},
        "stream": True,
        "stream_options": {"include_usage": True},
        "return_progress": True,
    }


def _encodable(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Stream:
    """What llama.cpp sends, piece by piece, until it ends or we have had enough."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._parts: list[str] = []
        self.finish_reason: str | None = None
        self.usage = Usage()
        self.error: Mapping[str, Any] | None = None

    def take(self, chunk: Mapping[str, Any]) -> bool:
        """Take one piece; True ends the stream."""
        if "error" in chunk:
            self.error = chunk["error"]
        for choice in chunk.get("choices") or ():
            self._parts.append(choice.get("delta", {}).get("content") or "")
            self.finish_reason = choice.get("finish_reason") or self.finish_reason
        if counts := chunk.get("usage"):
            self.usage = Usage(counts["prompt_tokens"], counts["completion_tokens"])
        return self._stop.is_set()

    def outcome(self, limit: int, context: int) -> str:
        """Return the whole answer, or raise why there is none."""
        if self.error is not None:
            raise _mapped(self.error)
        text = "".join(self._parts)
        if self.finish_reason == "length":
            if self.usage.output_tokens < limit:
                raise ContextLengthError(
                    f"prompt and answer are longer than the window of {context} tokens"
                )
            raise CutOffError(f"the answer was cut off after {limit} tokens")
        if not text.strip():
            raise EmptyAnswerError("the model answered with nothing")
        try:
            json.loads(text)
        except ValueError as error:
            # A grammar allows nothing but JSON; one that llama.cpp cannot read it ignores.
            raise BadRequestError("llama.cpp cannot follow the schema asked for") from error
        return text


def _mapped(error: Mapping[str, Any]) -> BrieferError:
    """Map an error of llama.cpp's to the most specific of ours."""
    message = f"llama.cpp: {error.get('message', 'no reason given')}"
    if error.get("type") == "exceed_context_size_error":
        return ContextLengthError(message)
    if error.get("code") == 400:  # noqa: PLR2004 - HTTP's own number
        return BadRequestError(message)
    return ServerError(message)
