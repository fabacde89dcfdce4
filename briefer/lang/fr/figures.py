"""French months, days and numbers."""

from __future__ import annotations

from briefer.lang.figures import Figures
from briefer.lang.tables import keyed, numbered, parts, valued, valued_places, words

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
    relative_days={"hier": -1, "aujourd'hui": 0, "demain": 1},
    seasons={"printemps": 1, "été": 2, "automne": 3, "hiver": 4},
    season_leads=words("au en cet l' le"),
    quarters=valued_places("premier deuxième/second troisième quatrième/dernier", "trimestre"),
    period_parts=parts(early="début", mid="mi", late="fin"),
    decimal=",",
    group=" ",
    magnitudes=valued("""
        1e3: mille, k
        1e6: million, millions, m
        1e9: milliard, milliards, md, mds
        1e12: billion, billions
    """),
    day_followers=words("à de et au dans pour avec"),
    halves_of_day=keyed("""
        am: matin
        noon: midi
        pm: après-midi
        late: soir nuit minuit
    """),
)
