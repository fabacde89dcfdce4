"""How an English sentence leans on the one before it."""

from __future__ import annotations

from briefer.lang.leaning import Leaning
from briefer.lang.tables import words

LEANING = Leaning(
    leaning_pronouns=words("""
        he she they it his her their its him them one another others so there here neither nor both
        those
    """),
    leaning_demonstratives=words("this that these such"),
    leaning_connectives=words("""
        but and or yet still however meanwhile moreover furthermore additionally also then instead
        therefore thus nevertheless nonetheless otherwise besides similarly likewise hence indeed
        asked
    """),
    leaning_openers=(
        "the (?:latter|former|move|news|pair|two|three|four|same|second|third|fourth|others?|rest)",
        (
            "(?:one|two|three|four|five|six|some|many|most|all|both|none|half|each|several) of "
            "(?:them|these|those|whom|which)"
        ),
        "this time",
        "(?:of|among|for) (?:them|these|those)",
        "in (?:return|addition|contrast|response|turn|the meantime|that case|other words)",
        "as a (?:result|consequence)",
        "by (?:contrast|comparison|then)",
        "at the same time",
        "for (?:example|instance)",
        "on the other hand",
        "(?:after|since|until|before) (?:that|then)",
        "even so",
        "what follows",
    ),
    free_openers=(
        (
            "(?:this|these) (?:week|month|year|season|summer|winter|spring|autumn|fall|morning"
            "|afternoon|evening|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
        ),
        (
            "it (?:is|was|remains) (?:expected|believed|thought|hoped|unclear|not clear|possible"
            "|likely)"
        ),
        "there (?:is|are|was|were|has|have|will)",
        "not (?:every|all)",
        "both [a-zà-ÿ]+ and",
        "those (?:on|who|with|in|whose|taking|living|accused)",
    ),
    inner_pointers=(
        (
            r"\b(?:at|in|of|on|for|to|from|by|with) (?:this|that|these|those) "
            "(?!week|month|year|season|summer|winter|spring|autumn|century)[a-z]+"
        ),
    ),
    quoting_verbs=words("said says told added asked called wrote warned argued"),
    first_persons=words("I we we're I'm you my our us"),
    page_lines=(
        "read (?:more|also)",
        "follow us",
        "sign up",
        "subscribe",
        "click",
        "photo",
        "image",
        "credit",
        "copyright",
        "reporting by",
        "editing by",
        "with files from",
    ),
)
