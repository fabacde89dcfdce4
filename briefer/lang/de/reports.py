"""What German reports count."""

from __future__ import annotations

from briefer.lang.reports import Reports
from briefer.lang.tables import keyed, words

REPORTS = Reports(
    casualties=keyed("""
        dead: getöt tote?[nr]?$
        injured: verletz
        missing: vermisst
        moved: evakuier
    """),
    person_nouns=words("menschen personen bewohner"),
    counted_breaks=words("in am im von und der die das wurden sind"),
)
