"""How tables are to be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefer.ingest.tables.columns import Columns
from briefer.ingest.tables.window import Window


def _nobody(_: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class TableReading:
    """The columns that the user named, and who is told what was guessed.

    ``window``: rows that are dated outside of it are passed over, and not read further.
    """

    columns: Columns = Columns()
    note: Callable[[str], None] = _nobody
    window: Window | None = None
