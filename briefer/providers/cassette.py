"""Record what an engine answers, and replay it without any engine or network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from pathlib import Path

from briefer.errors import OutputFileError, ReplayMissError, SettingError
from briefer.llm import ModelInfo, Provider, Reply, Request
from briefer.providers.recordings import Recording, holds, load_folder, save

_COMPARED = 20_000
"""Code points of each text that are compared when the nearest recording is looked for."""
_SHOWN = 60


class RecordProvider:
    """A `Provider` that keeps every good reply of another; errors are never recorded."""

    def __init__(
        self,
        inner: Provider,
        folder: Path,
        *,
        secrets: Collection[str] = (),
        date: str | None = None,
        note: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Wrap ``inner``; see `briefer.providers.recordings.save` for the rest.

        ``note`` is told of the first reply that could not be kept: no answer is lost to that.
        """
        self.info = inner.info
        self._inner = inner
        self._folder = folder
        self._secrets = tuple(secrets)
        self._date = date
        self._note = note
        self._has_failed = False

    async def complete(self, request: Request) -> Reply:
        """Answer as the inner provider does, and keep the reply."""
        reply = await self._inner.complete(request)
        is_good = reply.finish_reason not in ("length", "refusal")
        if is_good and not holds(self._folder, request, reply):
            self._keep(request, reply)
        return reply

    def _keep(self, request: Request, reply: Reply) -> None:
        try:
            save(self._folder, request, reply, self.info, secrets=self._secrets, date=self._date)
        except OutputFileError as error:
            if not self._has_failed:
                self._note(f"{error}; the run goes on without what cannot be recorded")
            self._has_failed = True

    async def close(self) -> None:
        """Close the inner provider."""
        await self._inner.close()


class ReplayProvider:
    """A `Provider` that answers from a folder of recordings and from nothing else.

    Given another provider, it asks that one for what the folder lacks.

    Attributes:
        info: The engine that is replayed.
        played: The files that have answered a request.
    """

    def __init__(
        self, folder: Path, info: ModelInfo | None = None, otherwise: Provider | None = None
    ) -> None:
        """Take note of the folder; it is read when the first answer is wanted.

        Args:
            folder: Where `RecordProvider` recorded, or a folder of hand-written answers.
            info: The engine to stand in for; None takes the one that was recorded.
            otherwise: Who is asked for what was not recorded; None makes that an error.

        Raises:
            SettingError: ``info`` is None and the folder holds more than one engine's answers,
                or none.
        """
        self._folder = folder
        self._otherwise = otherwise
        self.played: set[Path] = set()
        self.info = info if info is not None else self._only_engine()

    @property
    def scripted(self) -> bool:
        """Whether the answers were written by hand and say so."""
        return any(recording.scripted for recording in self._recordings.values())

    @property
    def files(self) -> frozenset[Path]:
        """Every file of the folder, played or not."""
        return frozenset(recording.path for recording in self._recordings.values())

    async def complete(self, request: Request) -> Reply:
        """Answer with the recording of this very request.

        Raises:
            ReplayMissError: there is none.
            SettingError: the folder holds something else than recordings.
        """
        recording = self._recordings.get(request.key)
        if recording is None and self._otherwise is not None:
            return await self._otherwise.complete(request)
        if recording is None:
            raise ReplayMissError(self._miss(request))
        self.played.add(recording.path)
        return recording.reply

    async def close(self) -> None:
        """Close the provider that stands behind the recordings, if there is one."""
        if self._otherwise is not None:
            await self._otherwise.close()

    @cached_property
    def _recordings(self) -> dict[str, Recording]:
        return load_folder(self._folder)

    def _only_engine(self) -> ModelInfo:
        found = _engines(self._recordings.values())
        if len(found) > 1:
            names = ", ".join(sorted({info.name for info in found}))
            raise SettingError(
                f"{self._folder} holds the answers of several engines ({names})",
                hint="say which with --model",
            )
        return found[0]

    def _miss(self, request: Request) -> str:
        what = request.prompt.label + (f" for {request.label}" if request.label else "")
        kin = [r for r in self._recordings.values() if r.request.prompt.name == request.prompt.name]
        if not kin:
            known = sorted({r.request.prompt.label for r in self._recordings.values()})
            return f"{self._folder} has no recording of {what}; it has {', '.join(known)}"
        near, alike = _nearest(request, kin)
        differences = "; ".join(_differences(near.request, request, alike))
        return (
            f"{self._folder} has no recording of {what}; "
            f"the nearest is {near.path.name}, and differs in {differences}"
        )


def recorded_engines(folder: Path) -> list[ModelInfo]:
    """Return the engines whose answers a folder holds, by name.

    Raises:
        SettingError: as `briefer.providers.recordings.load_folder`.
    """
    return _engines(load_folder(folder).values())


def _engines(recordings: Iterable[Recording]) -> list[ModelInfo]:
    return sorted({recording.info for recording in recordings}, key=repr)


def _nearest(request: Request, kin: Iterable[Recording]) -> tuple[Recording, float]:
    """Return the recording whose messages are most alike, and how much so, in [0, 1]."""
    from rapidfuzz.fuzz import ratio

    asked = _said(request)[:_COMPARED]
    scored = (
        (ratio(asked, _said(recording.request)[:_COMPARED]) / 100, recording) for recording in kin
    )
    alike, near = max(scored, key=lambda pair: (pair[0], pair[1].path.name))
    return near, alike


def _differences(recorded: Request, asked: Request, alike: float) -> list[str]:
    found = []
    if recorded.model != asked.model:
        found.append(f"the model (recorded {recorded.model}, asked {asked.model})")
    if recorded.prompt.label != asked.prompt.label:
        found.append(f"the prompt (recorded {recorded.prompt.label}, asked {asked.prompt.label})")
    elif recorded.prompt.hash != asked.prompt.hash:
        found.append(f"the prompt's text (hash {recorded.prompt.hash}, now {asked.prompt.hash})")
    if recorded.messages != asked.messages:
        found.append(f"the text ({alike:.0%} alike{_first_difference(recorded, asked)})")
    if recorded.sampling != asked.sampling:
        found.append(f"the sampling (recorded {recorded.sampling}, asked {asked.sampling})")
    if recorded.schema != asked.schema:
        found.append("the schema of the answer")
    return found or ["a secret that was masked"]


def _first_difference(recorded: Request, asked: Request) -> str:
    before, after = _said(recorded).split("\n"), _said(asked).split("\n")
    for number, (old, new) in enumerate(zip(before, after, strict=False), 1):
        if old != new:
            return f"; line {number} was {_short(old)}, is {_short(new)}"
    return f"; {len(before)} lines then, {len(after)} now"


def _short(line: str) -> str:
    return repr(line if len(line) <= _SHOWN else line[:_SHOWN] + "…")


def _said(request: Request) -> str:
    return "\n".join(message.content for message in request.messages)
