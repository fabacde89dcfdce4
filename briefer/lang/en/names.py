"""What tells English names from words, and one sort of name from another."""

from __future__ import annotations

from briefer.lang.naming import Names
from briefer.lang.tables import groups, keyed, words

NAMES = Names(
    sentence_openers=words("""
        additionally alternatively besides consequently conversely finally firstly fortunately
        furthermore hello hence however indeed instead interestingly lastly later likewise
        meanwhile moreover nevertheless nonetheless notably otherwise overall please secondly
        similarly subsequently thankfully thereafter therefore thirdly thus unfortunately yes
        yet
    """),
    ordinary_endings=(
        "ly", "ing", "ings", "ed", "tion", "tions", "sion", "sions", "ment", "ments", "ness",
        "ity", "ities", "ance", "ence", "ship", "ships", "ism", "isms", "ists", "ers", "ors",
        "men", "women", "ies", "logy", "ful", "less", "able", "ible", "ous", "ives", "ants",
        "ents", "ees",
    ),
    name_endings=(
        "an", "ian", "ean", "n", "ese", "ish", "i", "ic", "er", "ers", "ist", "ists", "ism", "s",
        "ns", "ans", "ians", "eans", "ites", "ite", "man", "woman", "men", "women",
    ),
    same_names=groups("""
        gop republican republicans | tory tories conservative conservatives
        | isis isil daesh islamic | covid coronavirus | twitter tweet tweets tweeted
        | alabama ala | arizona ariz | arkansas ark | california calif | colorado colo
        | connecticut conn | delaware del | florida fla | illinois ill | indiana ind | kansas kan
        | kentucky ky | louisiana la | maryland md | massachusetts mass | michigan mich
        | minnesota minn | mississippi miss | missouri mo | montana mont | nebraska neb
        | nevada nev | oklahoma okla | oregon ore | pennsylvania pa | tennessee tenn | texas tex
        | vermont vt | virginia va | washington wash | wisconsin wis | wyoming wyo
    """),
    common_acronyms=words("""
        ai aids am app atm bbq ceo cfo coo cto cv dj dna faq gdp gp gps hiv hr id ids ipo iq it
        lgbt lgbtq mp mps mri ngo ngos ok pc pdf phd pm pr rna suv suvs tv ufo ufos uk usb vat vip
        vips wifi
    """),
    nobodies=words("doe bloggs"),
    body_words=words("""
        agency airlines airways army assembly association authority bank board bureau club college
        commission committee company congress corp corporation council court department federation
        force forces foundation fund government group hospital inc institute league ltd magazine
        ministry museum navy news office operator parliament party plc police post railways rovers
        school senate service services society team times trust union united university wanderers
    """),
    place_words=words("""
        airport arena avenue bay beach bridge city coast county district gulf hill island islands
        isle lake mount mountain ocean park peninsula port province region river road sea square
        stadium state station street town valley village
    """),
    personal_titles=words("""
        ambassador archbishop ayatollah baron baroness bishop capt captain cardinal chancellor cllr
        coach col colonel commander congressman congresswoman councillor dame detective dr duchess
        duke governor imam inspector judge king lady lieutenant lord lt maj major marshal mayor
        minister miss mp mr mrs ms officer pope premier president prince princess prof professor
        queen rabbi rep rev reverend sen senator sergeant sgt sheikh sheriff sir speaker
        superintendent
    """),
    male=words("""
        actor brother businessman chairman dad duke father husband king lord mr policeman pope
        prince sir son spokesman uncle widower
    """),
    female=words("""
        actress aunt businesswoman chairwoman dame daughter duchess lady miss mother mrs ms mum
        policewoman princess queen sister spokeswoman widow wife
    """),
    personal_pronouns=keyed("""
        male: he him himself his
        female: she her hers herself
        thing: it its itself
        several: they them their theirs themselves
    """),
    mutual_acts=words("""
        against and between border borders draw drew drawn faced faces facing join joined joins
        marries married marry meet meeting meets met near play played playing plays talk talked
        talks versus vs with
    """),
    standing_words=keyed("""
        former: former ex onetime erstwhile
        deputy: deputy vice assistant
        acting: acting interim caretaker
        future: incoming designate elect
    """),
    chiefs={
        "ceo": "executive",
        "cfo": "financial",
        "coo": "operating",
        "cto": "technology",
        "chief finance": "financial",
        "chief operations": "operating",
    },
    exclusive_offices=words("king minister pope premier president queen"),
    vague_offices=words("""
        accused attacker back boss chief driver executive forward general head heads leader leads
        officer player politician represented representing represents suspect victim witness
    """),
    calendar_names=words("""
        january february march april may june july august september october november december
        monday tuesday wednesday thursday friday saturday sunday christmas easter
    """),
    body_heads=words("""
        ministry department office committee commission board court party centre
    """),
    joined_by_of=words("""
        bank house university court church bay gulf isle ministry department institute board league
        lords commons college port cup district duke duchess prince archbishop bishop
    """),
    demonym_endings=words("s"),
    attachment_breaks=words("""
        and or but to by from with for against at in on as that who which while when after before
        said says told than is was are were be been have has had will would
    """),
    inset_openers=words("a an the who whose his her their vice"),
    inset_ends=words("said says told and"),
    place_prepositions=words("""
        in at near from to into outside inside around across towards toward via through off within
        throughout beyond
    """),
    standing_prepositions=words("in at near inside outside"),
    before_places=words("the nearby central southern northern eastern western"),
    article_forms=words("a an the"),
    unlettered=words("of the and for in"),
    inset_articles=words("a an the"),
    object_prepositions=words("in at of to by from for with on near than"),
    act_joints=words("and or but that who which while when as because if than"),
)  # fmt: skip
