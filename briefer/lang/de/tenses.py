"""What German tells of what was and what is to come."""

from __future__ import annotations

from briefer.lang.language import Tenses

TENSES = Tenses(
    future=(
        r"wird|werden|soll|sollen|will|wollen|geplant|vorgesehen|beginnt|beginnen|startet|starten"
        r"|findet|finden|tritt|treten|endet|kommt|kommen|erwartet|eröffnet|stimmt|trifft|treffen|bis"
    ),
    past=(
        r"sagten?|teilten?|erklärten?|war|waren|hatten?|hat|haben|wurden?|ist|sind|kündigten?|begann"
        r"|endete|letzte[nrms]?|vergangene[nrms]?|seit|[a-zäöüß]{3,}ten?"
    ),
    past_auxiliary=r"hatten?|war|waren",
    deadline=r"bis",
    beside_day=r"vor|nach|seit",
    day_article=r"zum|dem",
    day_lead=r"am",
    next_week=r"nächster?\sWoche",
    which_week=r"nächste[nrms]?|kommende[nrms]?|letzte[nrms]?|vergangene[nrms]?|jede[nrms]?",
)
