"""What English tells of what was and what is to come."""

from __future__ import annotations

from briefer.lang.language import Tenses

TENSES = Tenses(
    future=(
        r"will|shall|won['’]t|[a-z]+['’]ll|due|scheduled|expected|planned|plans?|slated|going to"
        r"|(?:is|are|am|was|were) (?:to|set)|set to|to be|begins?|starts?|opens?|resumes?|expires?"
        r"|returns?|meets|hosts|ends|continues?|goes|takes? place|deadline|intends?|aims?|hopes?"
        r"|would|could|may|might|must|until|awaited|forecast"
    ),
    past=(
        r"said|says|told|was|were|had|has|have|did|announced|declared|wrote|confirmed|added|began|met"
        r"|left|won|lost|took|gave|came|went|saw|made|got|became|held|led|beat|ran|broke|fell|rose|hit"
        r"|drew|sank|sent|spoke|stood|brought|found|paid|sold|kept|shot|struck|since|last|ago"
        r"|(?<!be )[a-z]{3,}ed"
    ),
    past_auxiliary=r"had",
    deadline=r"by|until|till|for",
    beside_day=r"before|after|since",
    day_article=r"the",
    day_lead=r"on|late|early",
    next_week=r"(?:of\s)?next\sweek",
    which_week=r"next|last|previous|following|every|each|last\sweek['’]s",
    next_words=frozenset({"next"}),
    week_behind=r"last|week|fortnight",
)
