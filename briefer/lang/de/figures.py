"""German months, days and numbers."""

from __future__ import annotations

from briefer.lang.figures import Figures
from briefer.lang.tables import keyed, numbered, parts, valued, valued_places, words

FIGURES = Figures(
    months=numbered("""
        januar/jänner februar märz april mai juni juli august september oktober november dezember
    """),
    months_short=numbered("jan/jän feb mär/mrz apr mai jun jul aug sep/sept okt nov dez"),
    weekdays=numbered("montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag"),
    weekdays_short=numbered("mo di mi do fr sa so"),
    day_parts=words("morgen nachmittag abend nacht mittag mitternacht"),
    calendar_capitals=True,
    dotted_dates=True,
    relative_days={"gestern": -1, "heute": 0, "vorgestern": -2, "übermorgen": 2},
    seasons={"frühjahr": 1, "frühling": 1, "sommer": 2, "herbst": 3, "winter": 4},
    season_leads=words("im dieses dieser nächsten vergangenen letzten"),
    quarters=valued_places(
        "ersten/erstes zweiten/zweites dritten/drittes vierten/viertes", "quartal"
    ),
    period_parts=parts(early="anfang", mid="mitte", late="ende"),
    decimal=",",
    group=".",
    magnitudes=valued("""
        1e3: tausend, tsd
        1e6: million, millionen, mio, m
        1e9: milliarde, milliarden, mrd
        1e12: billion, billionen, bio
    """),
    day_followers=words("um in und mit bis ab nach vor"),
    halves_of_day=keyed("""
        am: morgen
        noon: mittag
        pm: nachmittag
        late: abend nacht mitternacht
    """),
)
