"""How a German sentence leans on the one before it."""

from __future__ import annotations

from briefer.lang.leaning import Leaning
from briefer.lang.tables import words

LEANING = Leaning(
    leaning_pronouns=words("""
        er sie es ihr ihre sein seine das dabei damit davon dafür dort so dazu
    """),
    leaning_demonstratives=words("dies diese dieser dieses"),
    leaning_connectives=words("""
        aber doch und oder denn deshalb dennoch jedoch zudem außerdem allerdings auch
    """),
    leaning_openers=(
        "darüber hinaus",
        "(?:eine?[rs]?|zwei|drei|vier|einige|viele|alle|keine?[rs]?) von (?:ihnen|denen)",
        "(?:der|die|das) (?:dritte|zweite|andere|erstere|letztere|beiden|übrigen)n?",
        "diesmal",
        "im gegenzug",
        "zum beispiel",
        "in der folge",
        "unterdessen",
    ),
    quoting_verbs=words("sagte sagt erklärte"),
    page_lines=("mehr zum thema",),
)
