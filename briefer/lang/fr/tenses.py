"""What French tells of what was and what is to come."""

from __future__ import annotations

from briefer.lang.language import Tenses

TENSES = Tenses(
    future=(
        r"\w{2,}r(?:a|ont)|doit|doivent|prévue?s?|va|vont|commence|commencent|débute|débutent"
        r"|attendue?s?|d['’]ici"
    ),
    past=(
        r"a|ont|avait|avaient|est|sont|était|étaient|fut|dernier|dernière|depuis|dit|déclaré|annoncé"
        r"|[a-zéè]{3,}ait"
    ),
    past_auxiliary=r"avait|avaient",
    deadline=r"d['’]ici",
    beside_day=r"avant|après|depuis",
    day_article=r"au|le",
    day_lead=r"le",
    next_week=r"la\ssemaine\sprochaine",
    which_week=r"chaque",
    week_behind=r"prochain|dernier|passé",
)
