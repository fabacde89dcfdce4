"""What is known of Portuguese beside what CLDR has."""

from __future__ import annotations

from briefer.lang.language import Cues, Words
from briefer.lang.pages import Pages
from briefer.lang.tables import words

PARTS = (
    Words(
        commonest=words("o os de que e do da em um para com não uma na no por mais dos foi ao"),
    ),
    Cues(
        reporting_verbs=words("diz disse afirma afirmou explicou perguntou respondeu declarou"),
    ),
    Pages(
        lead_ins=(
            "leia também",
            "veja também",
        ),
        paywalls=("exclusivo para assinantes",),
    ),
)
