"""What the settings want of a brief, and what they want told of it."""

from __future__ import annotations

import datetime as dt

from briefer.briefing.memory import Memory, recall
from briefer.briefing.planning import Wanted
from briefer.config import Settings, since_moment
from briefer.store import Store

_MINUTES = {"short": 4, "standard": 10, "long": 20}
"""Minutes of reading that a length of brief means."""


def wanted_by(
    settings: Settings, day: str, now: dt.datetime | None, series: str | None, store: Store | None
) -> Wanted:
    """Return what settings want of a brief.

    Args:
        settings: The settings.
        day: The brief's, ISO.
        now: The moment from which hours are counted back; None for a day that was named.
        series: The series it is the next brief of, None for a brief by itself.
        store: Where the briefs before it are, if anywhere.
    """
    memory = Memory()
    if series is not None and store is not None:
        memory = recall(store, series, day)
    return Wanted(
        date=day,
        title=settings.title,
        sections=settings.sections,
        since=since_moment(settings.since, day, now),
        length=settings.length,
        minutes=settings.minutes or _MINUTES[settings.length],
        memory=memory,
    )
