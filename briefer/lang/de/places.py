"""German names of countries, of what belongs to them, and of seats of government."""

from __future__ import annotations

from briefer.lang.language import Places
from briefer.lang.tables import keyed_phrases

PLACES = Places(
    country_names=keyed_phrases("""
        US: usa
        GB: großbritannien
        BA: bosnien
        PS: palästina, gaza
        SCT: schottland
        NIR: nordirland
        EU: eu, europäische union
        UN: un, vereinte nationen
        EUR: europa
    """),
    demonyms=keyed_phrases("""
        US: amerikanisch
        GB: britisch
        FR: französisch
        DE: deutsch
        IT: italienisch
        ES: spanisch
        PT: portugiesisch
        NL: niederländisch
        BE: belgisch
        CH: schweizer
        AT: österreichisch
        IE: irisch
        DK: dänisch
        NO: norwegisch
        SE: schwedisch
        FI: finnisch
        PL: polnisch
        CZ: tschechisch
        SK: slowakisch
        HU: ungarisch
        RO: rumänisch
        BG: bulgarisch
        GR: griechisch
        CY: zyprisch
        HR: kroatisch
        SI: slowenisch
        RS: serbisch
        BA: bosnisch
        AL: albanisch
        EE: estnisch
        LV: lettisch
        LT: litauisch
        UA: ukrainisch
        RU: russisch
        TR: türkisch
        IL: israelisch
        PS: palästinensisch
        LB: libanesisch
        SY: syrisch
        IQ: irakisch
        IR: iranisch
        EG: ägyptisch
        IN: indisch
        CN: chinesisch
        JP: japanisch
        KR: südkoreanisch
        AU: australisch
        CA: kanadisch
        MX: mexikanisch
        BR: brasilianisch
        ENG: engländer
        EUR: europäisch
    """),
    seats=keyed_phrases("""
        IT: rom
        PT: lissabon
        AT: wien
        UA: kiew
        RU: moskau
        IR: teheran
        CN: peking
        EU: brüssel
    """),
)
