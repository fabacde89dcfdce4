"""German names of countries, of what belongs to them, and of seats of government."""

from __future__ import annotations

from briefer.lang.language import Places
from briefer.lang.tables import keyed_phrases

PLACES = Places(
    country_names=keyed_phrases("""
        US: usa, vereinigte staaten
        GB: großbritannien
        FR: frankreich
        DE: deutschland
        IT: italien
        ES: spanien
        PT: portugal
        NL: niederlande
        BE: belgien
        LU: luxemburg
        CH: schweiz
        AT: österreich
        IE: irland
        DK: dänemark
        NO: norwegen
        SE: schweden
        FI: finnland
        IS: island
        PL: polen
        CZ: tschechien
        SK: slowakei
        HU: ungarn
        RO: rumänien
        BG: bulgarien
        GR: griechenland
        CY: zypern
        MT: malta
        HR: kroatien
        SI: slowenien
        RS: serbien
        BA: bosnien
        ME: montenegro
        AL: albanien
        XK: kosovo
        EE: estland
        LV: lettland
        LT: litauen
        UA: ukraine
        RU: russland
        BY: belarus
        GE: georgien
        AM: armenien
        TR: türkei
        IL: israel
        PS: palästina, gaza
        LB: libanon
        SY: syrien
        JO: jordanien
        IQ: irak
        IR: iran
        SA: saudi-arabien
        QA: katar
        KW: kuwait
        YE: jemen
        OM: oman
        EG: ägypten
        LY: libyen
        TN: tunesien
        DZ: algerien
        MA: marokko
        SD: sudan
        ET: äthiopien
        SO: somalia
        KE: kenia
        UG: uganda
        NG: nigeria
        GH: ghana
        SN: senegal
        ML: mali
        CM: kamerun
        ZA: südafrika
        AO: angola
        IN: indien
        PK: pakistan
        LK: sri lanka
        NP: nepal
        AF: afghanistan
        CN: china
        TW: taiwan
        JP: japan
        KR: südkorea
        KP: nordkorea
        VN: vietnam
        TH: thailand
        MY: malaysia
        SG: singapur
        ID: indonesien
        PH: philippinen
        MM: myanmar
        AU: australien
        NZ: neuseeland
        CA: kanada
        MX: mexiko
        BR: brasilien
        AR: argentinien
        CL: chile
        CO: kolumbien
        PE: peru
        VE: venezuela
        EC: ecuador
        UY: uruguay
        CU: kuba
        HT: haiti
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
