"""How tables are to be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefer.ingest.tables.columns import Columns


def _nobody(_: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class TableReading:
    """The columns that the user named, and who is told what was guessed."""

    columns: Columns = Columns()
    note: Callable[[str], None] = _nobody
