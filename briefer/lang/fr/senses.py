"""The small words that a statement hangs on, and those that it could do without."""

from __future__ import annotations

from briefer.lang.language import Senses

_RELATIONS = {
    "before": "avant",
    "after": "après",
    "since": "depuis",
    "until": "jusqu",
    "against": "contre",
    "over": "dessus",
    "under": "sous",
    "without": "sans",
    "with": "avec",
    "despite": "malgré",
}

SENSES = Senses(
    loose_antonyms=frozenset("plus moins".split()),
    weak_words=frozenset(
        """faire fait prendre mettre donner aller venir rester trouver plusieurs divers certains
        actuellement également ainsi notamment concernant""".split()
    ),
    verb_endings=("ait", "aient", "èrent"),
    present_copulas=frozenset("est sont".split()),
    past_copulas=frozenset("était étaient".split()),
    before_verbs=frozenset(
        "a ont avait avaient est sont était étaient sera seront va vont".split()
    ),
    agents=frozenset("par".split()),
    general_nouns=frozenset(
        """affaire décision projet plan entreprise société groupe ville pays gouvernement accident
        attaque match étude rapport proposition mesure résultat mouvement""".split()
    ),
    pointers=frozenset("le la les l' ce cet cette ces son sa ses leur leurs".split()),
    pronouns=frozenset("il elle ils elles lui leur son sa ses".split()),
    indefinites=frozenset("personne rien aucun aucune".split()),
    conditions=frozenset("si sauf pourvu condition".split()),
    causes=frozenset("parce car raison cause grâce puisque entraîné provoqué".split()),
    concessions=frozenset("malgré quoique".split()),
    contrasts=frozenset("mais pourtant cependant toutefois".split()),
    reasons=frozenset("parce car puisque".split()),
    quantifiers=tuple(
        frozenset(group.split())
        for group in (
            "tous toutes tout toute chaque",
            "deux",
            "plupart majorité",
            "seul seule seuls seulement uniquement",
            "premier première premiers premières",
            "dernier dernière derniers dernières",
            "moitié demi",
            "jamais",
            "toujours",
        )
    ),
    limiters=frozenset("plupart certains certaines partie moitié quelques".split()),
    universals=frozenset("tous toutes tout toute chaque".split()),
    approximators=frozenset("presque quasi pas".split()),
    rate_leads=frozenset("par chaque".split()),
    among=frozenset("un une parmi".split()),
    superlatives=frozenset("meilleur meilleure pire record".split()),
    qualifiers=frozenset(
        """ancien ancienne anciens ex adjoint adjointe suppléant intérimaire présumé présumée
        prévu prévue éventuel éventuelle""".split()
    ),
    relations={word: name for name, words in _RELATIONS.items() for word in words.split()},
    needed_relations=frozenset({"before", "after", "since", "against", "without", "despite"}),
    opposed_relations=frozenset(
        frozenset(pair.split())
        for pair in ("before after", "before since", "over under", "with without", "with against")
    ),
    conjunctions=frozenset("et mais tandis".split()),
)
