"""The file format of a recorded reply: one readable JSON file a request.

What is in it is what was sent and what came back, so that a reader of a diff sees it: messages and
answers are lists of lines, keys stand in a fixed order. The stored key is derived again on
reading; a file whose request was edited by hand is refused.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefer.errors import OutputFileError, SettingError
from briefer.llm import Message, ModelInfo, Reply, Request, Sampling
from briefer.model import PromptRef, Usage
from briefer.scrub import scrub, without_folders
from briefer.version import __version__

FORMAT = 1

_UNSAFE = re.compile(r"[^A-Za-z0-9._@-]+")
_KEY_DIGITS = 12
_OURS = ("date", "briefer", "engine")
_HINT = "remove the file, or record it anew with --record DIR"


@dataclass(frozen=True)
class Recording:
    """One file: a request, its reply, and which engine gave it.

    ``key`` is the request's; it differs from ``request.key`` only where a secret was masked in
    the request. ``scripted`` marks an answer written by hand, which is no recording.
    """

    path: Path
    key: str
    request: Request
    reply: Reply
    info: ModelInfo
    scripted: bool = False


def file_name(request: Request) -> str:
    """Return the name of a request's file: its prompt and the start of its key."""
    prompt = _UNSAFE.sub("-", request.prompt.label)
    return f"{prompt}-{request.key.removeprefix('b2:')[:_KEY_DIGITS]}.json"


def save(
    folder: Path,
    request: Request,
    reply: Reply,
    info: ModelInfo,
    *,
    secrets: Collection[str] = (),
    date: str | None = None,
    scripted: bool = False,
) -> Path:
    """Write a recording, whole or not at all, and return its path.

    Args:
        folder: Where to; made if need be.
        request: What was asked.
        reply: What was answered.
        info: The engine that answered.
        secrets: Keys in use, masked wherever they stand, as is everything shaped like one.
        date: The date of the recording (YYYY-MM-DD); None is today, UTC.
        scripted: The reply was written by hand; the file says so first, and no date or server.

    Raises:
        OutputFileError: the file cannot be written.
    """
    data = _data(request, reply)
    if scripted:
        data = {"scripted": True, **data}
    else:
        data["recorded"] = {
            **dict(reply.details),
            "date": date or datetime.now(UTC).date().isoformat(),
            "briefer": __version__,
            "engine": _engine(info),
        }
    clean = {**_scrubbed(data, secrets), "key": request.key}
    sent = _request(clean)
    if sent.key != request.key:
        # The file's own request has another key then; both are kept, and both are checked.
        clean["scrubbed_key"] = sent.key
    path = folder / file_name(request)
    text = json.dumps(clean, ensure_ascii=False, indent=2) + "\n"
    # UTF-8 has no lone surrogates; escaped by this handler they are JSON and read back the same.
    _write(path, text.encode("utf-8", "backslashreplace"))
    return path


def holds(folder: Path, request: Request, reply: Reply) -> bool:
    """Return whether a folder has this very reply to a request; it keeps its date then."""
    path = folder / file_name(request)
    if not path.is_file():
        return False
    try:
        found = load(path)
    except SettingError:
        return False
    return found.request.key == request.key and found.reply.text == reply.text


def load(path: Path) -> Recording:
    """Read a recording.

    Raises:
        SettingError: it cannot be read, is not of this format, or its request is not the one
            that its key was made from.
    """
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise SettingError(f"cannot read the recording {path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise SettingError(f"the recording {path} is not JSON: {error}", hint=_HINT) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise SettingError(f"{path} is not a recording of format {FORMAT}", hint=_HINT)
    try:
        request, reply, info = _request(data), _reply(data), _info(data)
        key = str(data["key"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise SettingError(
            f"the recording {path} lacks something, or has it in another shape: {error!r}",
            hint=_HINT,
        ) from error
    if request.key != data.get("scrubbed_key", key):
        raise SettingError(
            f"the request in the recording {path} is not the one it was recorded for", hint=_HINT
        )
    return Recording(path, key, request, reply, info, scripted=data.get("scripted") is True)


def load_folder(folder: Path) -> dict[str, Recording]:
    """Read every recording in a folder and below; by key.

    Raises:
        SettingError: there is no such folder, there is nothing in it, a file of it is no
            recording, two answer one request, or only some of them are written by hand.
    """
    if not folder.is_dir():
        raise SettingError(f"there is no folder {folder} to replay from", hint=_RECORD_SOME)
    found: dict[str, Recording] = {}
    for path in sorted(folder.rglob("*.json")):
        recording = load(path)
        twin = found.setdefault(recording.key, recording)
        if twin is not recording:
            raise SettingError(f"{twin.path} and {path} answer the same request", hint=_HINT)
    if not found:
        raise SettingError(f"there is no recording in {folder}", hint=_RECORD_SOME)
    if len({recording.scripted for recording in found.values()}) > 1:
        raise SettingError(
            f"{folder} mixes recordings with answers written by hand",
            hint="keep hand-written answers in a folder of their own",
        )
    return found


_RECORD_SOME = "make recordings with --record DIR"


def _data(request: Request, reply: Reply) -> dict[str, Any]:
    prompt, sampling = request.prompt, request.sampling
    return {
        "format": FORMAT,
        "key": request.key,
        "prompt": {
            "name": prompt.name,
            "version": prompt.version,
            "variant": prompt.variant,
            "hash": prompt.hash,
        },
        "label": without_folders(request.label),
        "model": request.model,
        "request": {
            "messages": [
                {"role": message.role, "content": _lines(message.content)}
                for message in request.messages
            ],
            "schema_name": request.schema_name,
            "schema": request.schema,
            "sampling": asdict(sampling),
        },
        "reply": {
            "text": _lines(reply.text),
            "model": reply.model,
            "finish_reason": reply.finish_reason,
            "usage": asdict(reply.usage),
        },
    }


def _request(data: Mapping[str, Any]) -> Request:
    prompt, asked = data["prompt"], data["request"]
    return Request(
        model=data["model"],
        messages=tuple(
            Message(message["role"], _text(message["content"])) for message in asked["messages"]
        ),
        schema_name=asked["schema_name"],
        schema=asked["schema"],
        prompt=PromptRef(prompt["name"], prompt["version"], prompt["hash"], prompt["variant"]),
        sampling=Sampling(**asked["sampling"]),
        label=data["label"],
    )


def _reply(data: Mapping[str, Any]) -> Reply:
    reply = data["reply"]
    details = data.get("recorded", {}).items()
    return Reply(
        text=_text(reply["text"]),
        model=reply["model"],
        finish_reason=reply["finish_reason"],
        usage=Usage(**reply["usage"]),
        details=tuple((name, str(value)) for name, value in details if name not in _OURS),
    )


def _info(data: Mapping[str, Any]) -> ModelInfo:
    name = data["model"]
    engine = data.get("recorded", {}).get("engine")
    if engine is None:
        return ModelInfo(name.partition(":")[0], name, None, variant=data["prompt"]["variant"])
    return ModelInfo(name=name, **engine)


def _engine(info: ModelInfo) -> dict[str, Any]:
    return {name: value for name, value in asdict(info).items() if name != "name"}


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _text(value: object) -> str:
    """Return a text that stands as a list of lines or, in files written by hand, as one string."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(value)
    raise TypeError(f"no text: {value!r}")


def _scrubbed(value: Any, secrets: Collection[str]) -> Any:
    if isinstance(value, str):
        return scrub(value, secrets)
    if isinstance(value, Mapping):
        return {key: _scrubbed(part, secrets) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_scrubbed(part, secrets) for part in value]
    return value


@contextlib.contextmanager
def _cannot_write(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputFileError(f"cannot write the recording {path}: {error.strerror}") from error


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with _cannot_write(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
