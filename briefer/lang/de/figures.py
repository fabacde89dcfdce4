"""German months, days and numbers."""

from __future__ import annotations

from briefer.lang.language import Figures
from briefer.lang.tables import numbered, words

FIGURES = Figures(
    months=numbered("""
        januar/jänner februar märz april mai juni juli august september oktober november dezember
    """),
    months_short=numbered("jan/jän feb mär/mrz apr mai jun jul aug sep/sept okt nov dez"),
    weekdays=numbered("montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag"),
    weekdays_short=numbered("mo di mi do fr sa so"),
    day_parts=words("morgen nachmittag abend nacht mittag mitternacht"),
    decimal=",",
    group=".",
)
