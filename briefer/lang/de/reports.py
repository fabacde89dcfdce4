"""What German reports count."""

from __future__ import annotations

from briefer.lang.reports import Reports
from briefer.lang.tables import keyed, topics, words

REPORTS = Reports(
    casualties=keyed("""
        dead: getöt tote?[nr]?$
        injured: verletz
        missing: vermisst
        moved: evakuier
    """),
    person_nouns=words("menschen personen bewohner"),
    persisting=words("weiterhin noch"),
    counted_breaks=words("in am im von und der die das wurden sind"),
    topic_words=topics("""
        sport: spiel tor tore liga stürmer trainer mannschaft elfmeter torwart schiedsrichter
        sport: meisterschaft turnier stadion halbzeit trikot
        disaster: hochwasser flut erdbeben waldbrand waldbrände erdrutsch orkan sturm evakuiert
        disaster: damm deich unwetter
        conflict: soldaten truppen rakete raketen beschuss waffenruhe offensive artillerie drohnen
        justice: gericht prozess urteil verurteilt staatsanwalt staatsanwaltschaft angeklagte
        justice: angeklagter richter berufung freigesprochen
        business: aktien aktionäre übernahme angebot fusion gewinn umsatz anleger aufsichtsrat
        economy: inflation arbeitslosigkeit rezession zölle leitzins konjunktur
        labour: streik warnstreik gewerkschaft löhne tarif
        politics: parlament minister ministerin bundestag wahl wahlen koalition abgeordnete
        politics: abkommen gipfel konferenz referendum
        health: krankenhaus klinik impfstoff virus krankheit patienten epidemie
        science: forscher studie teleskop wissenschaftler labor
        environment: emissionen klima artenvielfalt verschmutzung naturschutz
        culture: film festival roman museum ausstellung theater orchester
    """),
)
