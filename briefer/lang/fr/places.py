"""French names of countries, of what belongs to them, and of seats of government."""

from __future__ import annotations

from briefer.lang.language import Places
from briefer.lang.tables import keyed_phrases

PLACES = Places(
    country_names=keyed_phrases("""
        GB: grande-bretagne
        BA: bosnie
        PS: palestine, gaza
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
