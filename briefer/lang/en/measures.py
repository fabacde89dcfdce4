"""English numbers in words, units, bounds and rates."""

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

MEASURES = Measures(
    grammar="english",
    number_words={
        word: float(value)
        for value, word in enumerate(
            """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
            fifteen sixteen seventeen eighteen nineteen""".split()
        )
    }
    | {
        word: 10.0 * tens
        for tens, word in enumerate(
            "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
        )
    },
    ordinal_words={
        word: float(value)
        for value, word in enumerate(
            """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
            thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
            twentieth""".split(),
            1,
        )
    }
    | valued("""
        30: thirtieth
        40: fortieth
        50: fiftieth
        60: sixtieth
        70: seventieth
        80: eightieth
        90: ninetieth
        100: hundredth
    """),
    fraction_words={
        form: 1 / part
        for part, word in enumerate(
            "third quarter fifth sixth seventh eighth ninth tenth".split(), 3
        )
        for form in (word, f"{word}s")
    },
    halves={"half": 0.5},
    ratio_joints=phrases("in|out of"),
    articles=words("a an"),
    lumps=measured("""
        12: dozen
        10 y: decade
        100 y: century
        2 wk: fortnight
    """),
    vague_counts=spans("""
        20 199: dozens, scores
        150 1499: hundreds
        1500 999999: thousands
        15000 199999: tens of thousands
        150000 999999: hundreds of thousands
        1500000 999999999: millions
    """),
    multiples=valued("""
        2: doubled, doubling, twofold, two-fold, twice as, twice the, double the
        3: tripled, tripling, trebled, trebling, threefold, three-fold
        4: quadrupled, quadrupling, fourfold, four-fold
        5: quintupled, fivefold, five-fold
        10: tenfold, ten-fold
        0.5: halved, halving
    """),
    multiple_verbs=valued("""
        2: double
        3: triple, treble
        4: quadruple
        0.5: halve
    """),
    multiple_leads=words("to will would could may might can should nearly almost than and"),
    times=words("times"),
    times_followers=words("""
        as the more higher larger bigger greater longer faster what that its their his her
    """),
    units=units("""
        %: percent, per cent, pct, percentage
        pp: percentage points, percentage point
        pp 0.01: basis points, basis point
        EUR: eur, euro, euros
        EUR 0.01: euro cents, euro cent, eurocents, eurocent
        USD: usd, dollar, dollars, us-dollar
        USD 0.01: us cents
        cent 0.01: cents, cent
        GBP: gbp, pound, pounds, sterling, quid
        GBP 0.01: pence, p
        JPY: yen
        CNY: yuan, renminbi
        Rs: rupee, rupees
        INR: indian rupees
        CHF: francs, swiss francs
        kr: crown, crowns, kroner, kronor, krona, kronas, koruna, korunas
        PLN: zloty, zlotys
        RUB: rouble, roubles, ruble, rubles
        BRL: reais
        ZAR: rand
        TRY: lira
        KRW: won
        HUF: forint, forints
        km: km, kilometres, kilometre, kilometers, kilometer, kms
        mi: mile, miles, mi
        nmi: nautical miles, nautical mile, sea miles
        m: metre, metres, meter, meters, m
        mm: millimetres, millimetre, millimeters, millimeter, mm
        cm: centimetres, centimetre, centimeters, centimeter, cm
        ft: feet, foot, ft
        in: inches, inch
        yd: yards, yard, yd, yds
        km2: km², square kilometres, square kilometre, square kilometers, square kilometer, sq km
        m2: m², sqm, square metres, square metre, square meters, square meter, sq m
        mi2: square miles, square mile, sq miles, sq mile, sq mi
        ft2: ft², square feet, square foot, sq ft
        yd2: square yards, square yard, sq yd
        ha: hectares, hectare, ha
        ac: acres, acre
        kg: kg, kilograms, kilogram, kilogrammes, kilogramme, kilos, kilo, kgs
        g: grams, gram, grammes, gramme
        mg: mg, milligrams, milligram
        t: tonnes, tonne, metric tons, metric ton
        ton: tons, ton
        t 1000: kilotonnes, kilotons
        oz: ounces, ounce, oz
        lb: lb, lbs
        st: stone
        l: litres, liters, litre, liter
        ml: ml, millilitres, millilitre, milliliters, milliliter
        m3: m³, cubic metres, cubic metre, cubic meters, cubic meter
        ft3: cubic feet, cubic foot
        gal: gallons, gallon
        pint: pints, pint
        bbl: barrels, barrel
        MW: megawatts, megawatt, mw
        GW: gigawatts, gigawatt, gw
        kW: kilowatts, kilowatt, kw
        hp: horsepower, hp, bhp
        kWh: kwh, kilowatt-hours, kilowatt hours, kilowatt-hour, kilowatt hour
        MWh: mwh, megawatt-hours, megawatt hours, megawatt-hour, megawatt hour
        GWh: gwh, gigawatt-hours, gigawatt hours, gigawatt-hour, gigawatt hour
        TWh: twh, terawatt-hours, terawatt hours
        mph: mph, miles per hour, mile per hour, miles an hour, mile an hour
        km/h: kph, kmh, kilometres per hour, kilometers per hour, kilometres an hour
        km/h: kilometers an hour, kilometre per hour, kilometer per hour
        m/s: metres per second, meters per second, metres a second, meters a second
        kn: knots
        kB: kb, kilobytes, kilobyte
        MB: mb, megabytes, megabyte
        GB: gb, gigabytes, gigabyte
        TB: tb, terabytes, terabyte
        s: seconds
        min: minutes, minute, mins
        h: hours, hour, hrs
        d: days, day
        wk: weeks, week
        wk 2: fortnights, fortnight
        mo: months, month
        y: years, year
        y 10: decades, decade
        y 100: centuries, century
        deg: degrees, degree
        degC: degrees celsius, degree celsius, degrees centigrade, degrees c, celsius
        degF: degrees fahrenheit, degree fahrenheit, degrees f, fahrenheit
    """),
    bounds=bounds(
        over="""more than|over|above|upwards of|upward of|in excess of|exceeding|exceeded|exceeds
            |exceed|greater than|higher than|longer than|past|topped|topping|surpassed|surpassing
            |north of""",
        under="""less than|fewer than|under|below|short of|shy of|lower than|shorter than|nearly
            |almost|close to|approaching|not quite""",
        min="""at least|no fewer than|no less than|not less than|a minimum of|minimum of|minimum
            |as early as""",
        max="""up to|of up to|as many as|as much as|at most|no more than|not more than|a maximum of
            |maximum of|a maximum|maximum|as high as|as long as|not exceed|won't exceed
            |can't exceed|cannot exceed|mustn't exceed|not exceeding|not above|no higher than
            |no longer than|capped at|limited to|a ceiling of|a cap of|a limit of|limit to
            |ceiling to|cap to|maximum to|limit at|ceiling at|cap at|maximum at""",
        about="""about|around|some|roughly|approximately|approx|approx.|circa|c.|an estimated
            |estimated|in the region of|in the order of|on the order of|something like
            |more or less""",
    ),
    bounds_behind=bounds(
        about="or so|or thereabouts",
        min="or more|or above|or over|at least|at minimum|and over|and above|and older|or older",
        max="or less|or fewer|or under|at most|and under|or below|or younger",
    ),
    close_bounds=phrases("nearly|almost|close to|approaching|not quite|shy of"),
    softeners=words("slightly just a little well far considerably barely only narrowly hardly"),
    close_softeners=words("slightly just little barely narrowly hardly"),
    loose_bounds=words("over under above below past"),
    arrivals=phrases("up to"),
    arriving=words("""
        go goes going gone went rise rises rising rose risen move moves moved moving climb climbs
        climbed put push pushed back take takes taken took bring brings brought raise raised grew
        grown grow add adds added it them
    """),
    range_words=words("to until through"),
    range_and=words("and"),
    range_leads=phrases("between|ranging|range|ranging from|range of|ranged from|ranges from"),
    changes=words("from by"),
    choices=words("or"),
    rates=keyed_phrases("""
        s: a second, per second
        min: a minute, per minute
        h: an hour, per hour, hourly, each hour, every hour
        d: a day, per day, daily, each day, every day
        wk: a week, per week, weekly, each week, every week
        mo: a month, per month, monthly, each month, every month
        y: a year, per year, yearly, annually, per annum, each year, every year
        share: a share, per share
        each: each, apiece, per person, a head, per head, per capita, a person, each one
        all: in all, in total, altogether, combined, all told, all together
    """),
    rate_breaks=words("after later ago before earlier old since for from when"),
    each=words("each every apiece"),
    below_zero=words("minus"),
    and_halves=phrases("and a half"),
    weights=units("lb: pounds, pound"),
    weight_words=words("""
        weigh weighs weighed weighing weight weights heavier lighter heavy overweight kg kilograms
        kilos kilogrammes ounce ounces oz
    """),
    losing=words("lose loses lost losing"),
    text_units=words("word words sentence sentences character characters bullet"),
    texts=words("summary summaries overview synopsis"),
    remainders=words("rest remaining remainder others balance"),
    comparatives=words("""
        more less fewer lower higher longer shorter later earlier older younger than
    """),
    half_followers=words("of the a an its their his her"),
    phrase_ends=words("""
        of in two three last this a ago and but more less lower higher to from against compared was
        were is are had have
    """),
    currency_nouns=(
        "dollars?",
        "pounds?",
        "francs?",
        "kroner",
        "kronor",
        "crowns?",
        "cents?",
    ),
    currency_nations=(
        r"U\.?S\.?",
        "American",
        "Australian",
        "Canadian",
        "British",
        "Swiss",
        "Norwegian",
        "Swedish",
        "Danish",
        "Czech",
        "Hong Kong",
        "New Zealand",
    ),
)
