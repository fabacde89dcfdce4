"""All that is wrong with the settings, told together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from briefer.config.lines import line_of, parsed
from briefer.config.values import leaves
from briefer.errors import SettingError


class Faults:
    """What is wrong with a file and with settings from elsewhere, in the order it was found."""

    def __init__(self, shown: str, text: str) -> None:
        """Begin with none; ``shown`` is what the file is called, ``text`` what is in it."""
        self._shown = shown
        self._text = text
        self._found: list[tuple[int, SettingError]] = []

    def read(self) -> Mapping[str, Any]:
        """Return what the file holds; what of it is no TOML is noted, and left out."""
        if not self._text:
            return {}
        values, problems = parsed(self._text)
        for line, told in problems:
            about = f"{self._shown} is no valid TOML: {told}"
            self._found.append((line, SettingError(about)))
        return values

    @contextmanager
    def noted(self, *, in_file: bool = False) -> Iterator[None]:
        """Note what is raised; what is wrong in the file is told with its line."""
        try:
            yield
        except* SettingError as errors:
            for error in leaves(errors):
                self._found.append((line_of(self._text, error.place) if in_file else 0, error))

    def raise_them(self) -> None:
        """Raise what was noted as one error (raises SettingError)."""
        told = tuple(
            f"line {line}: {error}" if line else str(error)
            for line, error in sorted(self._found, key=lambda each: each[0])
        )
        if len(told) == 1:
            raise SettingError(told[0], hint=self._found[0][1].hint)
        if told:
            raise SettingError(f"{len(told)} settings are wrong: " + "; ".join(told), problems=told)
