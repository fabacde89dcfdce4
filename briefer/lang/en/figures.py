"""English months, days and numbers."""

from __future__ import annotations

from briefer.lang.language import Figures
from briefer.lang.tables import numbered, words

FIGURES = Figures(
    months=numbered("""
        january february march april may june july august september october november december
    """),
    months_short=numbered("jan feb mar apr may jun jul aug sep/sept oct nov dec"),
    weekdays=numbered("monday tuesday wednesday thursday friday saturday sunday"),
    weekdays_short=numbered("mon tue/tues wed thu/thur/thurs fri sat sun"),
    day_parts=words("morning afternoon evening night noon midnight"),
    feasts=words("christmas easter"),
)
