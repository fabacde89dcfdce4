"""What is known of Norwegian beside what CLDR has."""

from __future__ import annotations

from briefer.lang.pages import Pages

PARTS = (
    Pages(
        lead_ins=("les også",),
        paywalls=("artikkelen er for abonnenter",),
        cut_offs=(r"\bles mer",),
        consents=("godta alle",),
    ),
)
