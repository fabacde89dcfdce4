"""English months, days and numbers."""

from __future__ import annotations

from briefer.lang.figures import Figures
from briefer.lang.tables import keyed, numbered, parts, valued, valued_places, words

FIGURES = Figures(
    months=numbered("""
        january february march april may june july august september october november december
    """),
    months_short=numbered("jan feb mar apr may jun jul aug sep/sept oct nov dec"),
    weekdays=numbered("monday tuesday wednesday thursday friday saturday sunday"),
    weekdays_short=numbered("mon tue/tues wed thu/thur/thurs fri sat sun"),
    day_parts=words("morning afternoon evening night noon midnight"),
    month_homographs=words("may march mar august"),
    month_surnames=words("may mar"),
    calendar_capitals=True,
    relative_days={"yesterday": -1, "today": 0, "tomorrow": 1},
    seasons={"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4},
    season_leads=words("in this next last the early late"),
    quarters=valued_places("first/1st second/2nd third/3rd fourth/last/4th", "quarter"),
    period_parts=parts(
        early="early|beginning of|the beginning of|start of|the start of",
        mid="mid|middle of|the middle of",
        late="late|end of|the end of",
    ),
    month_leads=words("""
        in since until by of from last next this during early late mid before after to and through
        between following previous mid-
    """),
    feasts=words("christmas easter"),
    magnitudes=valued("""
        1e3: thousand, k
        1e5: lakh, lakhs, lac
        1e6: million, millions, m, mio, mn
        1e7: crore, crores
        1e9: billion, billions, bn, b
        1e12: trillion, trillions, tn
    """),
    day_followers=words("""
        and at in to for by on from with as when after before until that who which is was will
    """),
    halves_of_day=keyed("""
        am: morning
        noon: noon
        pm: afternoon
        late: evening night midnight
    """),
)
