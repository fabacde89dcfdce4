"""What is known of Norwegian beside what CLDR has."""

from __future__ import annotations

from briefer.lang.pages import Pages
from briefer.lang.tables import keyed

PARTS = (
    Pages(
        lead_ins=("les også",),
        paywalls=("artikkelen er for abonnenter",),
        cut_offs=(r"\bles mer",),
        consents=("godta alle",),
        forwarding=("videresendt", "opprinnelig"),
        mail_fields=keyed("""
            author: fra
            date: dato sendt
            title: emne
            other: til kopi
        """),
    ),
)
