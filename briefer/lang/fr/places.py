"""French names of countries, of what belongs to them, and of seats of government."""

from __future__ import annotations

from briefer.lang.language import Places
from briefer.lang.tables import keyed_phrases

PLACES = Places(
    country_names=keyed_phrases("""
        US: états-unis
        GB: royaume-uni, grande-bretagne
        FR: france
        DE: allemagne
        IT: italie
        ES: espagne
        PT: portugal
        NL: pays-bas
        BE: belgique
        LU: luxembourg
        CH: suisse
        AT: autriche
        IE: irlande
        DK: danemark
        NO: norvège
        SE: suède
        FI: finlande
        IS: islande
        PL: pologne
        HU: hongrie
        RO: roumanie
        BG: bulgarie
        GR: grèce
        CY: chypre
        HR: croatie
        SI: slovénie
        RS: serbie
        BA: bosnie
        AL: albanie
        XK: kosovo
        EE: estonie
        LV: lettonie
        LT: lituanie
        UA: ukraine
        RU: russie
        MD: moldavie
        TR: turquie
        IL: israël
        PS: palestine, gaza
        LB: liban
        SY: syrie
        JO: jordanie
        IQ: irak
        IR: iran
        QA: qatar
        OM: oman
        EG: égypte
        LY: libye
        TN: tunisie
        DZ: algérie
        MA: maroc
        SD: soudan
        KE: kenya
        RW: rwanda
        NG: nigeria
        GH: ghana
        SN: sénégal
        ML: mali
        ZW: zimbabwe
        MZ: mozambique
        AO: angola
        IN: inde
        PK: pakistan
        BD: bangladesh
        LK: sri lanka
        AF: afghanistan
        CN: chine
        JP: japon
        PH: philippines
        KZ: kazakhstan
        AU: australie
        CA: canada
        MX: mexique
        BR: brésil
        CL: chili
        VE: venezuela
        UY: uruguay
        CU: cuba
        SCT: écosse
        ENG: angleterre
        EU: union européenne
        UN: onu
    """),
    demonyms=keyed_phrases("""
        US: américain, américaine
        GB: britannique
        FR: français, française
        DE: allemand, allemande
        IT: italienne
        ES: espagnol, espagnole
        PT: portugais
        NL: néerlandais
        BE: belge
        AT: autrichien
        IE: irlandais
        DK: danois
        NO: norvégien
        SE: suédois
        FI: finlandais
        PL: polonais
        CZ: tchèque
        HU: hongrois
        RO: roumain
        GR: grec, grecque
        CY: chypriote
        HR: croate
        SI: slovène
        RS: serbe
        AL: albanais
        UA: ukrainien, ukrainienne
        RU: russe, russes
        TR: turc, turque
        IL: israélien
        PS: palestinien
        LB: libanais
        SY: syrien
        IQ: irakien
        IR: iranien
        EG: égyptien
        DZ: algérien
        MA: marocain
        IN: indien
        CN: chinois, chinoise
        JP: japonais
        CA: canadien
        EUR: européen
    """),
    seats=keyed_phrases("""
        GB: londres
        IT: rome
        PT: lisbonne
        AT: vienne
        UA: kiev
        RU: moscou
        CN: pékin
        CO: bogota
        EU: bruxelles
    """),
)
