"""What French reports count."""

from __future__ import annotations

from briefer.lang.reports import Reports
from briefer.lang.tables import keyed, topics, words

REPORTS = Reports(
    casualties=keyed("""
        dead: morte?s?$ tuée?s?$
        injured: blessé
        missing: disparu
        moved: évacu
    """),
    person_nouns=words("personnes habitants"),
    persisting=words("toujours encore"),
    counted_breaks=words("dans de des du et ont sont"),
    topic_words=topics("""
        sport: match but buts ligue attaquant gardien arbitre championnat tournoi stade entraîneur
        disaster: inondation inondations crue séisme incendie incendies glissement ouragan tempête
        disaster: évacués barrage digue secouristes
        conflict: soldats troupes missile missiles bombardement cessez-le-feu offensive drones
        justice: tribunal procès verdict condamné condamnée procureur accusé juge appel acquitté
        business: actions actionnaires offre fusion bénéfice investisseurs rachat
        economy: inflation chômage récession
        labour: grève grèves syndicat syndicats salaires
        politics: parlement ministre ministres sénat élection élections coalition députés traité
        politics: sommet charte référendum conférence
        health: hôpital hôpitaux vaccin virus maladie patients épidémie
        science: chercheurs étude télescope scientifiques laboratoire
        environment: émissions climat biodiversité pollution
        culture: film festival roman musée exposition théâtre orchestre
    """),
)
