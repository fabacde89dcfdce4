"""The prompt library: the shipped folder, shadowed by the user's own, and its lock file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from functools import cached_property, lru_cache
from pathlib import Path

from briefer.errors import PromptError, PromptLockError, PromptNotFoundError
from briefer.model import tagged_hash
from briefer.prompting.prompt import FILE_NAME, Prompt, parse

LOCK = "prompts.lock"
Key = tuple[str, int, str | None]


def shipped_folder() -> Path:
    """Return the folder of the prompts that come with briefer."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_prompts"
    return installed if installed.is_dir() else package.parent / "prompts"


@dataclass(frozen=True)
class Folder:
    """One folder of prompts and its lock."""

    path: Path

    @cached_property
    def sources(self) -> dict[str, str]:
        """Every ``.jinja`` file's text by name, line ends as LF."""
        try:
            files = sorted(self.path.glob("*.jinja"))
            return {file.name: file.read_text("utf-8") for file in files}
        except (OSError, UnicodeDecodeError) as error:
            raise PromptError(f"the prompts in {self.path} cannot be read: {error}") from error

    @cached_property
    def locked(self) -> dict[str, str]:
        """Hashes of released prompts by label, from ``prompts.lock``."""
        file = self.path / LOCK
        if not file.exists():
            return {}
        try:
            lines = file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise PromptError(f"{file} cannot be read: {error}") from error
        pairs = [line.split() for line in lines if line.strip() and not line.startswith("#")]
        if any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004
            raise PromptLockError(f"{file}: every line is a prompt's label and its hash")
        return dict(pairs)

    def keys(self) -> Iterator[tuple[Key, str]]:
        """Yield (name, version, variant) and file name of every prompt here."""
        for name in self.sources:
            if match := FILE_NAME.fullmatch(name):
                yield (match["name"], int(match["version"]), match["variant"]), name

    def strays(self) -> list[str]:
        """Names of ``.jinja`` files that are neither prompts nor ``_`` partials."""
        return [
            name
            for name in self.sources
            if not name.startswith("_") and not FILE_NAME.fullmatch(name)
        ]


@lru_cache(maxsize=64)
def _parsed(file_name: str, sources: tuple[tuple[str, str], ...], *, apart: bool) -> Prompt:
    """Parse a prompt, once a process: compiling its template takes longer than a short article."""
    return parse(file_name, dict(sources), apart=apart)


@dataclass(frozen=True)
class PromptLibrary:
    """Prompts by name, version and variant; a later folder shadows an earlier one.

    A folder's partials (``_name.jinja``) shadow likewise for the prompts of that folder.
    ``seed`` is added to that of every request, which makes each another than it is without.
    ``max_tokens`` is how long an answer may be, whatever a prompt says of its own.
    """

    folders: Sequence[Folder]
    seed: int = 0
    max_tokens: int | None = None
    _parsed: dict[Key, Prompt] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def at(cls, own: Path | None = None, max_tokens: int | None = None) -> PromptLibrary:
        """Return the shipped prompts, shadowed by those in ``own``.

        Raises:
            PromptNotFoundError: ``own`` is no folder.
        """
        if own is not None and not own.is_dir():
            raise PromptNotFoundError(f"there is no prompts folder {own}")
        folders = [Folder(shipped_folder())]
        if own is not None:
            folders.append(Folder(own))
        return cls(tuple(folders), max_tokens=max_tokens)

    @cached_property
    def _index(self) -> dict[Key, tuple[Folder, str]]:
        found: dict[Key, tuple[Folder, str]] = {}
        for folder in self.folders:
            for key, file_name in folder.keys():  # noqa: SIM118 (a method, not a dict's)
                found[key] = (folder, file_name)
        return dict(
            sorted(found.items(), key=lambda item: (item[0][0], item[0][1], item[0][2] or ""))
        )

    def seeded(self, seed: int) -> PromptLibrary:
        """Return the same prompts, asking with other seeds, each so much higher."""
        return PromptLibrary(self.folders, seed, self.max_tokens)

    @cached_property
    def hash(self) -> str:
        """Tagged hash of all prompts and locks, in the order in which they shadow each other."""
        folders = [[folder.sources, folder.locked] for folder in self.folders]
        return tagged_hash("prompts", [folders, self.seed, self.max_tokens])

    def keys(self) -> list[Key]:
        """Every (name, version, variant), sorted."""
        return list(self._index)

    def folder_of(self, key: Key) -> Folder:
        """Return the folder that a prompt comes from."""
        return self._index[key][0]

    def get(self, name: str, *, variant: str | None = None) -> Prompt:
        """Return ``name`` or ``name@version``; the newest version when none is named.

        The variant is taken when the prompt has it, else the prompt itself.

        Raises:
            PromptNotFoundError: there is none.
            PromptLockError: it was changed after its release.
            PromptError: it cannot be used.
        """
        base, _, number = name.partition("@")
        base, _, _ = base.partition("/")
        number, _, named_variant = number.partition("/")
        variant = named_variant or variant
        versions = sorted({v for n, v, _ in self._index if n == base})
        if not versions:
            known = sorted({n for n, _, _ in self._index})
            raise PromptNotFoundError(f"there is no prompt {base!r}; there are {', '.join(known)}")
        if number and number not in map(str, versions):
            have = ", ".join(f"{base}@{v}" for v in versions)
            raise PromptNotFoundError(f"there is no prompt {name!r}; there are {have}")
        version = int(number) if number else versions[-1]
        for wanted in (variant, None):
            if (base, version, wanted) in self._index:
                return self.load((base, version, wanted))
        only = ", ".join(v or "" for n, w, v in self._index if n == base and w == version)
        raise PromptNotFoundError(f"prompt {base}@{version} exists only as variant {only}")

    def made_for(self, name: str, model: str) -> str | None:
        """Return the variant of a prompt that says it is the form for a model, by its name.

        Raises:
            PromptNotFoundError, PromptLockError, PromptError: as `get`.
        """
        newest = self.get(name)
        for base, version, variant in self._index:
            if (base, version) == (newest.name, newest.version) and variant is not None:
                patterns = self.load((base, version, variant)).models
                if any(fnmatch(model.lower(), pattern.lower()) for pattern in patterns):
                    return variant
        return None

    def load(self, key: Key) -> Prompt:
        """Parse a prompt and hold it against its lock (raises as `get`)."""
        if key not in self._parsed:
            folder, file_name = self._index[key]
            own = folder.path != shipped_folder()
            prompt = _parsed(file_name, tuple(self._visible(folder).items()), apart=own)
            locked = folder.locked.get(prompt.ref.label)
            if locked is not None and locked != prompt.hash:
                raise PromptLockError(
                    f"prompt {prompt.ref.label} was changed after its release: "
                    f"{folder.path / LOCK} holds {locked}, the file is {prompt.hash}"
                )
            if self.seed:
                seed = (prompt.sampling.seed or 0) + self.seed
                prompt = replace(prompt, sampling=replace(prompt.sampling, seed=seed))
            if self.max_tokens:
                sampling = replace(prompt.sampling, max_tokens=self.max_tokens)
                prompt = replace(prompt, sampling=sampling)
            self._parsed[key] = prompt
        return self._parsed[key]

    def problems(self) -> Iterator[tuple[str, str]]:
        """Check every prompt and lock; yield (file or label, what is wrong)."""
        for key, (folder, file_name) in self._index.items():
            try:
                self.load(key)
            except PromptError as error:
                yield str(folder.path / file_name), str(error)
        for folder in self.folders:
            for name in folder.strays():
                yield str(folder.path / name), "no prompt (NAME.vN.jinja), no partial (_NAME.jinja)"
            here = {label_of(key) for key, _ in folder.keys()}  # noqa: SIM118
            for label in sorted(set(folder.locked) - here):
                yield str(folder.path / LOCK), f"{label} is locked and its file is gone"

    def unlocked(self) -> list[Prompt]:
        """Return the prompts of the last folder that its lock does not hold yet."""
        folder = self.folders[-1]
        prompts = [self.load(key) for key, (where, _) in self._index.items() if where is folder]
        return [prompt for prompt in prompts if prompt.ref.label not in folder.locked]

    def lock(self) -> list[str]:
        """Release the unlocked prompts of the last folder: add their hashes to its lock.

        Returns the labels added. What is locked already is never rewritten.
        """
        folder = self.folders[-1]
        added = {prompt.ref.label: prompt.hash for prompt in self.unlocked()}
        if added:
            entries = {**folder.locked, **added}
            text = "# Released prompts: the hash of each with all it includes. They never change.\n"
            text += "".join(f"{label} {digest}\n" for label, digest in sorted(entries.items()))
            (folder.path / LOCK).write_text(text, "utf-8")
        return sorted(added)

    def _visible(self, folder: Folder) -> dict[str, str]:
        visible: dict[str, str] = {}
        for each in self.folders:
            visible.update(each.sources)
            if each is folder:
                break
        return visible


def label_of(key: Key) -> str:
    """Return what a prompt is called: ``summarize@1``, ``summarize@1/small``."""
    name, version, variant = key
    return f"{name}@{version}/{variant}" if variant else f"{name}@{version}"
