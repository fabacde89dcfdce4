"""The small words that a statement hangs on, and those that it could do without."""

from __future__ import annotations

from briefer.lang.language import Senses

_RELATIONS = {
    "before": "before ahead prior",
    "after": "after following",
    "since": "since",
    "until": "until till",
    "by": "by",
    "from": "from",
    "to": "to into",
    "against": "against versus",
    "over": "over above exceeding",
    "under": "under below",
    "without": "without",
    "with": "with",
    "despite": "despite",
    "than": "than",
    "for": "for",
}

SENSES = Senses(
    loose_antonyms=frozenset(
        """more less most before after first last for up down back level left higher lower early
        late""".split()
    ),
    idioms_without_opposite=frozenset(
        f"{verb} {rest}"
        for verb in "fall falls fell fallen falling".split()
        for rest in "due ill silent asleep apart victim".split()
    ),
    amount_words=frozenset("more less fewer most least fewest".split()),
    weak_words=frozenset(
        """occur happen use utilise utilize try attempt see witness feature include involve face
        experience undergo deem consider refer take make get have become remain begin start continue
        keep aim seek allow put give come go bring do upcoming recent recently several various
        certain overall particular particularly especially ultimately currently now later previously
        current ongoing additional specific respective simply actually apparent entire notable
        notably further likewise thus therefore moreover furthermore additionally finally instead
        like related known called named respectively meanwhile accordingly also too moreover hence
        nevertheless nonetheless however own such available able back regarding
        concerning underlying aforementioned essentially basically subsequently importantly
        interestingly namely widely highly""".split()
    ),
    verb_endings=("ed", "ing"),
    participle_endings=("ing",),
    present_copulas=frozenset("is are".split()),
    past_copulas=frozenset("was were".split()),
    before_verbs=frozenset(
        """to will would can could may might must shall should not he she they it we i you who which
        was were is are been be being has have had having do does did""".split()
    ),
    agents=frozenset("by".split()),
    general_nouns=frozenset(
        """incident event issue move decision matter case situation company group firm team country
        city town attack accident crash plan problem story article report news man woman couple pair
        organisation organization agency authority project programme program process effort
        experience result state government scene development measure step deal agreement proposal
        announcement statement question topic subject findings study book film show series match
        game victim suspect official person people thing way time place part figure number body
        institution authorities officials family area region site facility product item
        occurrence episode affair circumstances circumstance phenomenon condition theme publication
        document initiative arrangement procedure practice approach method system location venue
        community district nation state individual individuals corporation association crisis
        disaster tragedy dispute change changes details information data figures
        trend""".split()
    ),
    text_nouns=frozenset("article author piece text passage writer".split()),
    pointers=frozenset("the this that these those such both its their his her".split()),
    pronouns=frozenset(
        "he she they it his her its their him them himself herself themselves itself".split()
    ),
    indefinites=frozenset("any anybody anyone anything anywhere".split()),
    conditions=frozenset(
        """if unless provided providing depend depends depending dependent conditional contingent
        assuming subject""".split()
    ),
    condition_idioms=(
        "even if",
        "as if",
        "what if",
        "if you want",
        "if you wish",
        "if you like",
        "if necessary",
        "if needed",
        "if possible",
        "if any",
    ),
    conditions_before_that=frozenset("provided providing".split()),
    conditions_before_to=frozenset({"subject"}),
    subordinators=frozenset({"that"}),
    causes=frozenset(
        """because owing cause causes caused causing due led leads leading trigger triggers
        triggered triggering prompt prompts prompted prompting spark sparks sparked sparking result
        results resulted resulting thanks therefore consequently""".split()
    ),
    causes_before_to=frozenset({"due"}),
    cause_particles=frozenset({"to"}),
    loose_causes=frozenset(
        """over amid following after response reason reasons since why blame blamed stem stems
        stemmed""".split()
    ),
    concessions=frozenset("although though despite notwithstanding".split()),
    contrasts=frozenset("but however yet while whilst even still nevertheless".split()),
    part_markers=frozenset({"as"}),
    reasons=frozenset("because since as unless after".split()),
    quantifiers=tuple(
        frozenset(group.split())
        for group in (
            "all every each entire whole everyone everybody everything",
            "both",
            "most majority mostly mainly largely chiefly",
            "only solely alone sole exclusively merely mere barely",
            "first initial",
            "last final",
            "half",
            "never",
            "always",
            "twice double doubled",
            "triple tripled thrice",
            "entirely completely fully wholly",
            "again",
        )
    ),
    limiters=frozenset(
        "most some part half few partly mostly mainly largely".split()
    ),
    universals=frozenset("all every each entire whole everyone everybody everything".split()),
    approximators=frozenset("almost nearly virtually practically not".split()),
    rate_leads=frozenset("per each every".split()),
    among=frozenset("one among some".split()),
    superlatives=frozenset("best worst record unprecedented most least top".split()),
    superlative_endings=("est",),
    no_superlatives=frozenset(
    """west forest rest request interest protest test guest harvest honest arrest contest invest
    suggest modest nest chest quest priest crest northwest southwest unrest digest latest attest
    protests arrests tests guests interests requests conquest detest infest bequest everest
    budapest bucharest behest midwest""".split()
    ),
    qualifiers=frozenset(
        """former ex deputy acting alleged suspected possible potential planned proposed attempted
        apparent interim vice assistant failed so-called unconfirmed purported presumed would-be
        onetime retired outgoing incoming co""".split()
    ),
    relations={word: name for name, words in _RELATIONS.items() for word in words.split()},
    needed_relations=frozenset("before after since until against without despite".split()),
    stand_ins={
        "after": frozenset("followed once upon when over amid response".split()),
        "without": frozenset("no not never none nor".split()),
        "despite": frozenset("although though but however yet still even".split()),
    },
    infinitive_markers=frozenset({"to"}),
    opposed_relations=frozenset(
        frozenset(pair.split())
        for pair in (
            "to from", "to by", "from by", "before after", "before since", "until since",
            "after until", "over under", "with without", "for against", "with against",
            "before by", "after by", "since by", "before until",
        )
    ),
    conjunctions=frozenset("and but while whereas".split()),
)  # fmt: skip
