"""How a French sentence leans on the one before it."""

from __future__ import annotations

from briefer.lang.leaning import Leaning
from briefer.lang.tables import words

LEANING = Leaning(
    leaning_pronouns=words("""
        il elle ils elles cela ceci celui celle ceux leur leurs son sa ses en y
    """),
    leaning_demonstratives=words("ce cette ces"),
    leaning_connectives=words("""
        mais et ou donc car toutefois cependant pourtant ainsi enfin aussi alors
    """),
    leaning_openers=(
        "en (?:outre|effet|revanche|retour)",
        "(?:une?|deux|trois|certaine?s|aucune?|beaucoup|chacune?) d['’]entre (?:eux|elles)",
        "(?:le|la|les) (?:deuxième|troisième|seconde?|autres?)",
        "cette fois",
        "par (?:ailleurs|exemple|conséquent)",
        "de plus",
        "du coup",
    ),
    quoting_verbs=words("dit dits déclaré affirmé"),
    page_lines=("lire aussi",),
)
