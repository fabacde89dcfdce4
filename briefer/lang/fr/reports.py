"""What French reports count."""

from __future__ import annotations

from briefer.lang.reports import Reports
from briefer.lang.tables import keyed, words

REPORTS = Reports(
    casualties=keyed("""
        dead: morte?s?$ tuée?s?$
        injured: blessé
        missing: disparu
        moved: évacu
    """),
    person_nouns=words("personnes habitants"),
    counted_breaks=words("dans de des du et ont sont"),
)
