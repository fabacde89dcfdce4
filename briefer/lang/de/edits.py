"""German words whose exchange changes what a sentence says."""

from __future__ import annotations

from briefer.lang.edits import Edits
from briefer.lang.tables import keyed, words

EDITS = Edits(
    repetitions={"zweimal": 2.0, "dreimal": 3.0, "viermal": 4.0},
    vague_amounts=words("einige mehrere viele zahlreiche dutzende hunderte"),
    source_pronouns=words("er sie es"),
    source_prepositions=words("laut"),
    speech_words=words("sagte sagt erklärte laut"),
    list_joints=words("und oder"),
    done_auxiliaries=words("wurde wurden hat haben ist sind"),
    conditional_auxiliaries=words("würde würden"),
    honorifics=keyed("""
        m: herr
        f: frau
    """),
    description_articles=words("ein eine"),
    past_marks=(
        "nicht mehr",
        "zuvor",
        r"früher\w*",
        "bisher",
        "statt",
        "korrigiert",
        "gestrichen",
        "ersetzt",
    ),
    instead=(
        r",? (?:an)?statt",
        r", (?:und )?nicht",
        r",? (?:nach|gegenüber) (?:zuvor|bisher|vorher)",
        r",? \(?(?:zuvor|bisher)",
    ),
    shifts=(("von", "auf|zu"),),
    upward=words("stieg gestiegen steigt erhöht erhöhte wuchs gewachsen"),
    downward=words("sank gesunken sinkt fiel gefallen senkte gesenkt verringert"),
)
