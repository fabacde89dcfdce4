"""French months, days and numbers."""

from __future__ import annotations

from briefer.lang.language import Figures
from briefer.lang.tables import numbered, words

FIGURES = Figures(
    months=numbered("""
        janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    """),
    months_short=numbered(
        "janv/jan févr/fév mars avr mai juin juil août/aout sept/sep oct nov déc"
    ),
    weekdays=numbered("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    weekdays_short=numbered("lun mar mer jeu ven sam dim"),
    day_parts=words("matin après-midi soir nuit midi minuit"),
    decimal=",",
    group=" ",
)
