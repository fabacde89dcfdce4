"""German numbers in words, units, bounds and rates."""

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

_PARTS = "drittel viertel fünftel sechstel siebtel achtel neuntel zehntel".split()

MEASURES = Measures(
    grammar="german",
    number_words={
        word: float(value)
        for value, word in enumerate(
            """null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn
            fünfzehn sechzehn siebzehn achtzehn neunzehn""".split()
        )
    }
    | {
        word: 10.0 * tens
        for tens, word in enumerate(
            "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(), 2
        )
    }
    | {"eins": 1.0, "dreissig": 30.0, "anderthalb": 1.5},
    fraction_words={
        form: 1 / part for part, word in enumerate(_PARTS, 3) for form in (word, f"{word}n")
    },
    halves={"die hälfte": 0.5, "der hälfte": 0.5},
    ratio_joints=phrases("von"),
    articles=words("ein eine einem einen einer eines"),
    lumps=measured("""
        12: dutzend
        10 y: jahrzehnt
        100 y: jahrhundert
        30 min: halbe stunde, halben stunde
        15 min: viertelstunde
        45 min: dreiviertelstunde
        6 mo: halbes jahr, halben jahr, halbe jahr
    """),
    vague_counts=spans("""
        20 199: dutzende, dutzenden
        150 1499: hunderte, hunderten
        1500 999999: tausende, tausenden
        15000 199999: zehntausende, zehntausenden
        150000 999999: hunderttausende, hunderttausenden
    """),
    multiples=valued("""
        2: verdoppelt, verdoppelte, verdoppelten, doppelt so, zweimal so
        3: verdreifacht, verdreifachte, verdreifachten, dreimal so
        4: vervierfacht, vervierfachte, vervierfachten, viermal so
        5: verfünffacht, verfünffachte, fünfmal so
        10: verzehnfacht, zehnmal so
        0.5: halbiert, halbierte, halbierten, halb so
    """),
    multiple_verbs=valued("""
        2: verdoppeln
        3: verdreifachen
        4: vervierfachen
        0.5: halbieren
    """),
    multiple_leads=words("sich zu auf um"),
    units=units("""
        %: prozent
        pp: prozentpunkte, prozentpunkten, prozentpunkt
        pp 0.01: basispunkte, basispunkten
        EUR: euro
        EUR 0.01: eurocent
        cent 0.01: cent
        USD: dollar, us-dollar
        GBP: pfund
        JPY: yen
        CNY: yuan
        Rs: rupien
        CHF: franken
        kr: krone, kronen
        PLN: zloty
        RUB: rubel
        TRY: lira
        HUF: forint
        km: km, kilometer, kilometern
        mi: meile, meilen
        nmi: seemeilen, seemeile
        m: meter, metern, m
        mm: millimeter, millimetern, mm
        cm: zentimeter, zentimetern, cm
        ft: fuß, fuss
        in: zoll
        m2: m², quadratmeter, quadratmetern, qm
        km2: km², quadratkilometer, quadratkilometern
        mi2: quadratmeilen
        ha: hektar
        kg: kg, kilogramm, kilo
        kg 50: zentner
        g: gramm
        mg: mg, milligramm
        t: tonne, tonnen
        l: liter, litern
        ml: milliliter, millilitern
        hl: hektoliter, hektolitern
        m3: m³, kubikmeter, kubikmetern
        bbl: barrel, fass
        MW: megawatt, mw
        GW: gigawatt, gw
        kW: kilowatt, kw
        hp: ps
        kWh: kwh, kilowattstunden, kilowattstunde
        MWh: mwh, megawattstunden, megawattstunde
        GWh: gwh, gigawattstunden, gigawattstunde
        TWh: twh, terawattstunden, terawattstunde
        km/h: stundenkilometer, stundenkilometern, kilometer pro stunde, kilometern pro stunde
        km/h: kilometer in der stunde
        m/s: meter pro sekunde, metern pro sekunde
        kn: knoten
        kB: kilobyte
        MB: megabyte
        GB: gigabyte
        TB: terabyte
        s: sekunden, sekunde
        min: minuten, minute
        h: stunden, stunde
        d: tage, tagen, tag
        wk: wochen, woche
        mo: monate, monaten, monat, monats
        y: jahre, jahren, jahr
        y 10: jahrzehnte, jahrzehnten, jahrzehnt
        deg: grad
        degC: grad celsius
        degF: grad fahrenheit
    """),
    bounds=bounds(
        over="mehr als|über|gut|oberhalb von",
        under="weniger als|unter|knapp|fast|beinahe|nahezu",
        min="mindestens|wenigstens|nicht weniger als|ab",
        max="bis zu|höchstens|maximal|nicht mehr als|nicht über",
        about="rund|etwa|circa|ca.|ungefähr|schätzungsweise|gegen",
    ),
    bounds_behind=bounds(min="oder mehr|und mehr|oder älter", max="oder weniger|oder jünger"),
    close_bounds=words("gut knapp fast beinahe nahezu"),
    softeners=words("etwas deutlich weit"),
    close_softeners=words("etwas"),
    loose_bounds=words("über unter"),
    range_words=words("bis"),
    range_and=words("und"),
    range_leads=words("zwischen"),
    changes=words("von um"),
    choices=words("oder"),
    rates=keyed_phrases("""
        h: pro stunde, je stunde, stündlich
        d: pro tag, am tag, täglich
        wk: pro woche, die woche, wöchentlich
        mo: pro monat, im monat, monatlich
        y: pro jahr, im jahr, jährlich
        share: je aktie, pro aktie
        each: pro kopf, pro person, je person, je einwohner, jeweils
        all: insgesamt, zusammen
    """),
    each=words("je jeder jede jedes jeweils pro"),
    below_zero=words("minus"),
    losing=words("verliert verlor verloren verlieren unterliegt unterlag unterlagen unterlegen"),
    text_units=words("wörter worte wörtern worten sätze sätzen zeichen"),
    texts=words("zusammenfassung überblick"),
    remainders=words("rest restliche restlichen übrige übrigen verbleibende verbleibenden"),
    comparatives=words("mehr weniger"),
    number_parts=(
        *("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf"),
        *("anderthalb", "zwölf", "zwanzig", "ßig", "ssig", "hundert", "tausend", "siebzig"),
    ),
)
