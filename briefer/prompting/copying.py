"""A new version of a prompt, begun as a copy of another."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from briefer.errors import PromptError, PromptNotFoundError, UsageError
from briefer.prompting.library import PromptLibrary, label_of
from briefer.prompting.prompt import Prompt

_NEW = re.compile(r"(?P<name>[a-z][a-z0-9-]*)(?:@(?P<version>[1-9]\d{0,8}))?")
_DESCRIPTION = re.compile(r"^description:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
_ORIGIN = re.compile(r"\s*\(from [^)]*\)\Z")


def new_version(
    library: PromptLibrary, folder: Path, name: str, origin: str | None = None
) -> list[Path]:
    """Copy a prompt into a folder under a version of its own; return the files written.

    The front matter is the origin's, but for the description, which names the origin. All of the
    origin's variants are copied, so that small models are asked the new version too, unless
    ``origin`` names one variant. Partials stay where they are: a library shows the shipped ones
    to every folder.

    Args:
        library: The prompts there are, those of ``folder`` among them.
        folder: Where the copy goes; made if it is not there.
        name: ``summarize``, which takes the next version, or ``summarize@7``.
        origin: ``summarize@2``, or ``summarize`` for its newest version; ``name``'s if None.

    Raises:
        UsageError: ``name`` is no name of a prompt, or that version is there already.
        PromptError: the origin is not there or cannot be used, or the copy cannot be written.
    """
    match = _NEW.fullmatch(name)
    if match is None:
        raise UsageError(f"{name!r} is no name of a new prompt; it is NAME or NAME@VERSION")
    sources = _sources(library, origin or match["name"])
    versions = [v for n, v, _ in library.keys() if n == match["name"]]  # noqa: SIM118
    version = int(match["version"] or max(versions, default=0) + 1)
    if version in versions:
        raise UsageError(f"there is a prompt {match['name']}@{version} already")
    written = {}
    for source in sources:
        tail = f".{source.variant}" if source.variant else ""
        path = folder / f"{match['name']}.v{version}{tail}.jinja"
        written[path] = _begun_as(source.sources[source.file_name], source.ref.label)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in written.items():
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
    except OSError as error:
        raise PromptError(f"{folder} cannot be written to: {error.strerror or error}") from error
    return list(written)


def _sources(library: PromptLibrary, label: str) -> list[Prompt]:
    """Return the prompts that a label names: one variant, or a version with all it has."""
    base, _, variant = label.partition("/")
    name, _, number = base.partition("@")
    keys = [key for key in library.keys() if key[0] == name]  # noqa: SIM118 (a method)
    version = number or str(max((v for _, v, _ in keys), default=0))
    found = [key for key in keys if str(key[1]) == version and (not variant or key[2] == variant)]
    if not found:
        known = ", ".join(label_of(key) for key in keys) or "none of that name"
        raise PromptNotFoundError(f"there is no prompt {label!r}; there are {known}")
    return [library.load(key) for key in found]


def _begun_as(text: str, label: str) -> str:
    """Return a prompt's text whose description says what it is a copy of."""
    described = _DESCRIPTION.search(text)
    assert described is not None  # noqa: S101 (it was parsed, and has one)
    told = _ORIGIN.sub("", yaml.safe_load(described[0])["description"].strip())
    line = yaml.safe_dump(
        {"description": f"{told} (from {label})"}, allow_unicode=True, width=10_000
    )
    return text[: described.start()] + line + text[described.end() :]
