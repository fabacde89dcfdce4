"""French numbers in words, units, bounds and rates."""

from __future__ import annotations

from briefer.lang.figures import Measures
from briefer.lang.tables import (
    bounds,
    keyed_phrases,
    measured,
    phrases,
    spans,
    units,
    valued,
    words,
)

_PARTS = "tiers quart cinquième sixième septième huitième neuvième dixième".split()

MEASURES = Measures(
    grammar="french",
    number_words={
        word: float(value)
        for value, word in enumerate(
            """zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze
            quinze seize""".split()
        )
    }
    | {
        word: 10.0 * tens
        for tens, word in enumerate("vingt trente quarante cinquante soixante".split(), 2)
    }
    | {"une": 1.0},
    fraction_words={
        form: 1 / part for part, word in enumerate(_PARTS, 3) for form in (word, f"{word}s")
    },
    halves={"la moitié": 0.5},
    ratio_joints=phrases("sur"),
    articles=words("un une"),
    lumps=measured("""
        8: huitaine
        10: dizaine
        12: douzaine
        15: quinzaine
        20: vingtaine
        30: trentaine
        40: quarantaine
        50: cinquantaine
        60: soixantaine
        100: centaine
        10 y: décennie
        100 y: siècle
        30 min: demi-heure
    """),
    vague_counts=spans("""
        20 199: des dizaines
        150 1499: des centaines
        1500 999999: des milliers
        15000 199999: des dizaines de milliers
        150000 999999: des centaines de milliers
    """),
    multiples=valued("""
        2: doublé, doublée, doublés
        3: triplé, triplée, triplés
        4: quadruplé, quadruplée
    """),
    multiple_verbs=valued("""
        2: doubler
        3: tripler
    """),
    multiple_leads=words("de à va vont devrait devraient pourrait pourraient presque"),
    times=words("fois"),
    times_followers=words("plus moins le la les"),
    units=units("""
        %: pour cent
        pp: points de pourcentage, point de pourcentage
        EUR: euro, euros
        cent 0.01: centimes, centime
        USD: dollar, dollars
        GBP: livres, livre
        JPY: yens
        Rs: roupies
        CHF: francs
        kr: couronne, couronnes
        RUB: roubles
        km: km, kilomètres, kilomètre
        mi: milles, miles, mile
        nmi: milles nautiques, milles marins, mille marin
        m: mètres, mètre, m
        mm: millimètres, millimètre, mm
        cm: centimètres, centimètre, cm
        ft: pieds, pied
        in: pouces, pouce
        m2: m², mètres carrés, mètre carré
        km2: km², kilomètres carrés, kilomètre carré
        ha: hectares, hectare
        kg: kg, kilogrammes, kilogramme, kilos, kilo
        g: grammes, gramme
        mg: mg, milligrammes
        t: tonnes, tonne
        t 0.1: quintaux, quintal
        l: litres, litre
        ml: millilitres, millilitre
        hl: hectolitres, hectolitre
        m3: m³, mètres cubes, mètre cube
        bbl: barils, baril
        MW: mégawatts, mégawatt, mw
        GW: gigawatts, gw
        kW: kilowatts, kilowatt, kw
        hp: chevaux-vapeur
        kWh: kwh, kilowattheures, kilowatt-heures, kilowattheure
        MWh: mwh, mégawattheures, mégawatt-heures, mégawattheure
        GWh: gwh, gigawattheures, gigawatt-heures
        TWh: twh, térawattheures, térawatt-heures
        km/h: kilomètres à l'heure, kilomètres par heure, kilomètres-heure, kilomètres heure
        m/s: mètres par seconde
        kn: nœuds, noeuds
        kB: kilooctets
        MB: mégaoctets, mégaoctet
        GB: gigaoctets, gigaoctet
        TB: téraoctets, téraoctet
        s: secondes
        min: minutes, minute
        h: heures, heure
        d: jours, jour
        wk: semaines, semaine
        mo: mois
        y: ans, an, années, année
        y 10: décennies
        deg: degrés, degré
        degC: degrés celsius, degré celsius
        degF: degrés fahrenheit
    """),
    bounds=bounds(
        over="plus de|plus d'|au-delà de|au-dessus de",
        under="moins de|moins d'|presque|près de|près d'|en dessous de",
        min="au moins|au minimum",
        max="jusqu'à|au plus|au maximum|pas plus de|pas plus d'",
        about="environ|quelque|à peu près|autour de|approximativement",
    ),
    bounds_behind=bounds(about="environ", min="ou plus|et plus", max="ou moins|et moins"),
    close_bounds=phrases("presque|près de|près d'"),
    softeners=words("un peu"),
    close_softeners=words("peu"),
    range_words=words("à"),
    range_and=words("et"),
    range_leads=words("entre"),
    changes=words("de"),
    choices=words("ou"),
    rates=keyed_phrases("""
        h: par heure, de l'heure
        d: par jour
        wk: par semaine
        mo: par mois
        y: par an
        share: par action
        each: chacun, chacune, par personne, par habitant
        all: au total, en tout
    """),
    each=words("chaque chacun chacune"),
    below_zero=words("moins"),
    and_halves=phrases("et demie|et demi"),
    losing=words("perd perdu perdent perdre incliné inclinée incline inclinent"),
    text_units=words("mots phrases caractères"),
    texts=words("résumé synthèse"),
    remainders=words("reste restant restants restante restantes"),
    comparatives=words("plus moins"),
)
