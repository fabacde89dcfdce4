"""What is known of Polish beside what CLDR has."""

from __future__ import annotations

from briefer.lang.language import Cues, Words
from briefer.lang.pages import Pages
from briefer.lang.tables import keyed, words

PARTS = (
    Words(
        commonest=words(
            "w na z się nie że jest o po jak za od przez oraz dla był są który jego także"
        ),
    ),
    Cues(
        reporting_verbs=words(
            "mówi powiedział powiedziała poinformował poinformowała dodał dodała"
        ),
    ),
    Pages(
        forwarding=("przekazana", "oryginalna"),
        mail_fields=keyed("""
            author: od
            date: data wysłano
            title: temat
            other: do dw
        """),
    ),
)
