"""What English reports count."""

from __future__ import annotations

from briefer.lang.reports import Reports
from briefer.lang.tables import keyed, topics, words

REPORTS = Reports(
    casualties=keyed("""
        dead: kill dead$ deadly deaths?$ die[ds]?$ dying toll$ fatal lives$ drown
        injured: injur wound hurt
        missing: missing unaccounted
        moved: evacuat displac safety moved
        attending: spectators? crowd attend
    """),
    casualty_words=words("kill dead injure wound missing hurt evacuate spectator fan"),
    venues=words("ground stadium arena stands"),
    person_nouns=words("""
        people person resident residents villager villagers inhabitants others civilians men women
        bodies victims casualties passengers worker workers miner miners soldier soldiers child
        children student students tourist tourists fan fans migrant migrants guest guests
        firefighter firefighters pedestrian pedestrians
    """),
    persisting=words("still remain remains remained continue continues continued"),
    night_past=words("overnight"),
    counted_breaks=words("""
        of in on at to from by for with and or as is are was were be been have has had will would
        which who that when while after before since than were during more other the a an am
    """),
    subcount_words=words("""
        including among them whom another more further earlier previous previously since initially
        first yesterday with had remaining
    """),
    count_bounds=words("more less fewer least than at"),
    sole_offices=words("president minister premier mayor governor judge lawyer prosecutor"),
    topic_words=topics("""
        sport: match matches goal goals league striker midfielder goalkeeper defender penalty
        sport: kick-off halftime half-time referee championship tournament stadium coach fixture
        sport: scored scorer equaliser semi-final semifinal quarter-final playoffs medal medals
        sport: innings wicket
        disaster: flood floods flooded flooding earthquake wildfire wildfires landslide hurricane
        disaster: cyclone tornado typhoon storm storms evacuated rescuers dam levee aftershock
        disaster: tsunami
        conflict: troops soldiers missile missiles shelling airstrike airstrikes ceasefire
        conflict: militants insurgents offensive frontline artillery rebels drone drones
        justice: court trial verdict sentenced convicted prosecutor prosecutors defendant judge
        justice: jury appeal acquitted charges indicted manslaughter fraud jailed
        business: shares shareholders takeover bid merger acquisition profit revenue earnings
        business: investors board dividend
        economy: inflation unemployment gdp recession tariffs central-bank interest-rate growth
        economy: exports imports
        labour: strike strikes union unions walkout wages picket
        politics: parliament minister ministers senate election elections coalition vote voted
        politics: lawmakers treaty summit bill referendum ballot
        health: hospital hospitals vaccine vaccines virus outbreak disease patients epidemic
        health: infections
        science: researchers study telescope species scientists laboratory spacecraft fossil
        environment: emissions climate biodiversity pollution carbon conservation deforestation
        culture: film festival novel album museum exhibition theatre actor actress orchestra
    """),
)
