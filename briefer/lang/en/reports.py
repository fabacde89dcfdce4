"""What English reports count."""

from __future__ import annotations

from briefer.lang.reports import Reports
from briefer.lang.tables import keyed, words

REPORTS = Reports(
    casualties=keyed("""
        dead: kill dead$ deadly deaths?$ die[ds]?$ dying toll$ fatal lives$ drown
        injured: injur wound hurt
        missing: missing unaccounted
        moved: evacuat displac safety moved
    """),
    casualty_words=words("kill dead injure wound missing hurt evacuate"),
    person_nouns=words("""
        people person resident residents villager villagers inhabitants others civilians men women
        bodies victims casualties passengers
    """),
    counted_breaks=words("""
        of in on at to from by for with and or as is are was were be been have has had will would
        which who that when while after before since than were during more other the a an am
    """),
    subcount_words=words("""
        including among them whom another more further earlier previous previously since initially
        first yesterday with had remaining
    """),
    count_bounds=words("more less fewer least than at"),
    sole_offices=words("president minister premier mayor governor judge lawyer prosecutor"),
)
