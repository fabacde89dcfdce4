# ruff: noqa: ISC004 (a group is one string over several lines)
"""Words that negate, hedge and attribute: English, German, French."""

from __future__ import annotations

from typing import Literal

OperatorKind = Literal["negation", "hedge", "attribution"]

MOST_HEADS = 2

SKIPPED = frozenset(
    """also be been being have has had already currently immediately yet ever even still so such
    very really formally officially publicly directly fully only just now then soon ever anything
    any get got do did does more much one bisher derzeit""".split()
)
"""Words between a marker and what it governs."""

IDIOMS = (
    "not only", "no longer than", "not least", "no doubt", "no less than", "no fewer than",
    "not more than", "no more than", "whether or not", "no matter", "if not", "not just",
    "nothing but", "no sooner", "nicht nur", "non seulement", "may day", "as if",
    "far from alone",
)  # fmt: skip
"""Phrases in which a marker does not do what it usually does."""

_NEGATION = {
    "en": (
        """not|no|never|none|neither|nor|nobody|nothing|nowhere|without|cannot|can't|hardly|barely
        |no longer|no one|yet to|lack|lacks|lacked|lack of|for lack of|rather than|instead of
        |n't""",
        """fail to|fails to|failed to|failing to|failure to|refuse|refuses|refused|refusing|deny
        |denies|denied|denying|reject|rejects|rejected|rejecting|decline to|declines to|declined to
        |declining to|rule out|rules out|ruled out|ruling out|unable to|unwilling to|unlikely
        |stop short|stopped short|avoid|avoids|avoided|prevent|prevents|prevented|dismiss|dismisses
        |dismissed|dispute|disputes|disputed|cancel|cancelled|canceled|abandoned|withdrawn|scrapped
        |called off|forbid|forbidden|banned|ban on|barred|blocked|oppose|opposed|opposes|against
        |absence of|absent|impossible|false|untrue|missed|few|little evidence|little|contradicted
        |stay within|stayed within|stop|stopped|halted|shelved|suspended|overturned|escaped
        |acquitted|cleared of|free of|unless|remain unsolved|except|apart from|excluding|exclude
        |excluded""",
    ),
    "de": (
        """nicht|kein|keine|keinen|keinem|keiner|keines|nie|niemals|niemand|niemanden|nichts|weder
        |ohne|keinerlei|nirgends""",
        """verweigert|verweigerte|bestreitet|bestritt|bestritten|dementiert|dementierte|lehnt
        |lehnte|abgelehnt|zurückgewiesen|unmöglich|gegen|wies""",
    ),
    "fr": (
        """pas|jamais|aucun|aucune|ni|rien|personne|sans|nul|nulle|non|guère""",
        """refuse|refusé|refusent|refusait|nie|nient|nié|dément|démenti|démentent|rejette|rejeté
        |contre|impossible|exclut|exclu|empêche|renonce|renoncé""",
    ),
}
_HEDGE = {
    "en": (
        """may|might|could|possibly|perhaps|maybe|whether|if|potentially|potential|possible
        |prospective|consider|considers|considered|considering|appear to|appears to|appeared to
        |seem to|seems to|seemed to|suggest|suggests|suggested|suggesting|indicate|indicates
        |indicated|indicating|hint|hinted|hints|hinting|can|thought to|believed to|would|unclear
        |uncertain|possibility|conceivable|conceivably|risk|risks|risked|fear|fears|feared|mulling
        |weighing|floated|speculation|unless|in theory|tentative|tentatively|arguably
        |not confirmed|unconfirmed|apparently|seemingly|hypothesis|open to|in talks|discussing
        |exploring|spoken of""",
        """likely|probably|expected|expect|expects|expecting|anticipated|anticipate|forecast
        |forecasts|predict|predicts|predicted|projected|should|hope|hopes|hoped|hoping|want|wants
        |wanted|seek|seeks|seeking|sought|propose|proposes|proposed|proposal|proposals|aspire
        |probable|estimate|estimates|estimated|presumably|ought|provisional|provisionally
        |preliminary|largely|expectation|expectations|prospect|prospects|outlook|try to|tried to
        |trying to|tries to|attempt|attempts|attempted|attempting|urge|urged|urges|ask|asked
        |call for|calls for|called for|calling for|demand|demands|demanded|recommend|recommended
        |recommends|request|requested|offer|offers|offered|threatened|threaten|threatens
        |might have""",
        """plan|plans|planned|planning|intend|intends|intended|aim|aims|aimed|aiming|set to|due to
        |due|scheduled|is to|are to|to be|will|shall|going to|about to|slated|bound to|preparing to
        |prepares to|prepared to|agree to|agrees to|agreed to|promise|promised|promises|pledge
        |pledged|pledges|vow|vowed|vows|target|targets|targeted|was to|were to|would be|'ll|on track
        |in order to|wish|wishes|decide|decides|ready to|must|has to|have to|planned for
        |would have""",
    ),
    "de": (
        """könnte|könnten|kann|können|möglicherweise|vielleicht|eventuell|ob|falls|wenn|dürfte
        |dürften|erwägt|erwägen|scheint|scheinen|womöglich|möglich|könne|prüft|unklar""",
        """wahrscheinlich|voraussichtlich|vermutlich|erwartet|erwarten|hofft|hoffen
        |soll|sollen|sollte|sollten|wollen|will|möchte|möchten|angeblich|strebe|strebt|fordert
        |fordern|vorschlag|schlägt""",
        """plant|planen|geplant|beabsichtigt|werde|werden|wird|würde|würden|vorgesehen|verspricht
        |versprochen|sollen""",
    ),
    "fr": (
        """pourrait|pourraient|peut|peuvent|peut-être|éventuellement|si|envisage|envisagent
        |envisagerait|semble|semblent|aurait|auraient|serait|seraient|possible|possiblement
        |entraînerait|évoque|suggère""",
        """probablement|sans doute|devrait|devraient|attendu|attendue|espère|espèrent|souhaite
        |souhaitent|veut|veulent|propose|proposent|demande|demandent|réclame|réclament""",
        """prévoit|prévoient|prévu|prévue|doit|doivent|va|vont|compte|s'engage|promet|promettent
        |sera|seront""",
    ),
}
_ATTRIBUTION = {
    "en": (
        """said|say|says|saying|according to|told|tells|added|adds|stated|states|reported|reports
        |announced|explained|noted|wrote|writes|testified|confirmed|confirms|acknowledged|warned
        |warns|described|recalled|commented|replied|in a statement|quoted|cited|called|calls
        |revealed|reveals|disclosed|speaks of|speak of|think
        |thinks|thought|view|views|opinion|words|according|expressed|voiced|estimate|estimates
        |pointed|counts|counted|speculated|declared|complained|cite
        |cites|citing|speaking|spoke|argue""",
        """allege|alleges|alleged|allegedly|alleging|allegation|allegations|claim|claims|claimed
        |claiming|accuse|accuses|accused|accusing|accusation|accusations|argue|argues|argued|arguing
        |contend|contends|contended|maintain|maintains|maintained|insist|insists|insisted|insisting
        |assert|asserts|asserted|suspect|suspects|suspected|suspicion|reportedly|purportedly
        |supposedly|believe|believes|believed|deny|denies|denied|denying|charged with|charge
        |charges|charged|criticise|criticised|criticize|criticized|blame|blames|blamed|concede
        |concedes|conceded|admit|admits|admitted|dispute|disputes|disputed|rumoured|unverified
        |unconfirmed|complaint|indictment|prosecution|prosecutors|on suspicion|rejected|rejects
        |reject|accusing|urged|urges|feared""",
    ),
    "de": (
        """sagte|sagt|sagten|sagen|laut|zufolge|nach angaben|erklärte|erklärt|teilte|teilt|so
        |betonte
        |berichtet|berichtete|angaben|nannte|hält|nach|sei|seien|habe|hätten|werde|lägen|lasse""",
        """behauptet|behauptete|wirft|warf|vorwurf|vorwürfe|angeblich|beschuldigt|mutmaßlich
        |mutmaßliche|bestreitet|bestritt|verdacht|verdächtigt""",
    ),
    "fr": (
        """dit|dits|déclare|déclaré|selon|d'après|affirme|affirmé|indique|indiqué|explique|assure
        |répond|estime|annonce|annoncé|ajoute|précise|précisé|soupire|juge|rapporte|dénonce""",
        """accuse|accusé|accusent|prétend|prétendent|soupçonne|soupçonné|aurait|auraient|serait
        |seraient|présumé|présumée|dément|nie|allègue|envisagerait|entraînerait""",
    ),
}


def _table(language: str) -> dict[str, tuple[tuple[OperatorKind, int], ...]]:
    out: dict[str, tuple[tuple[OperatorKind, int], ...]] = {}
    tables: tuple[tuple[OperatorKind, tuple[str, ...]], ...] = (
        ("negation", _NEGATION[language]),
        ("hedge", _HEDGE[language]),
        ("attribution", _ATTRIBUTION[language]),
    )
    for kind, lists in tables:
        for level, text in enumerate(lists, 1):
            for phrase in text.replace("\n", " ").split("|"):
                word = " ".join(phrase.split())
                if word and (kind, level) not in out.get(word, ()):
                    out[word] = (*out.get(word, ()), (kind, level))
    return out


MARKERS = {language: _table(language) for language in ("en", "de", "fr")}
"""Folded phrase to its (kind, level)s, by language."""

LONGEST = max(len(p.split()) for table in MARKERS.values() for p in table)
"""Words of the longest marker."""

ALLEGED = frozenset(
    """allege alleges alleged allegedly alleging claim claims claimed claiming accuse accuses
    accused accusing argue argues argued arguing contend contends contended maintain maintains
    maintained insist insists insisted insisting assert asserts asserted suspect suspects suspected
    reportedly purportedly supposedly believe believes believed rumoured angeblich behauptet
    behauptete wirft warf mutmaßlich mutmaßliche accuse accusé accusent prétend prétendent
    soupçonne soupçonné dénonce dénoncent aurait auraient serait seraient entraînerait
    envisagerait allegation allegations accusation accusations""".split()
)
"""Attributions whose content the source itself does not vouch for."""

SOFT = frozenset(
    """indicate suggest hint consider float discuss propose mull weigh explore signal mention speak
    ask request seek hope want urge call recommend prospective potential possible consider study
    plan associate link correlate""".split()
)
"""Stems of verbs that commit to less."""

HARD: dict[str, str] = {
    word: group.split()[0]
    for group in (
        "pledge pledged pledges pledging promise promised promises promising vow vowed vows commit "
        "committed commits commitment guarantee guaranteed guarantees undertake undertook assure "
        "assured swore sworn",
        "confirm confirmed confirms prove proved proven proves establish established demonstrate "
        "demonstrated verified conclusive definitively conclusively",
        "agreed agree agrees accepted accept accepts",
        "prevents prevent prevented causes caused cause cures cure cured",
        "certain certainly definitely undoubtedly surely inevitable inevitably guaranteed",
    )
    for word in group.split()
}  # fmt: skip
"""Words that commit to more, to the word that stands for their group."""

WILL = frozenset(
    {"will", "shall", "'ll", "going", "wird", "werden", "va", "vont", "sera", "seront"}
)
"""Hedges of the third level that say a thing is coming for sure."""

STRONG_NEGATION = frozenset(
    """fail fails failed failing failure refuse refuses refused refusing deny denies denied denying
    reject rejects rejected rejecting decline declines declined declining rule rules ruled unable
    unwilling unlikely yet bestreitet bestritt dementiert dementierte nie nient dément refuse
    refusé""".split()
)
"""First words of the verbs that deny as plainly as *not* does."""

PAST = frozenset(
    """met built bought sold cut won lost made gave went came took paid sent left held kept led put
    set hit began broke brought chose drew drove fell found gave grew hired knew launched laid let
    meant raised ran rose said saw shut spent spoke stood struck taught told took wore wrote signed
    done gone given taken become became been""".split()
)
"""Irregular past forms."""

TELLING = frozenset(
    """said says say according added adds warned warns estimated estimates explained noted stated
    told testified laut sagte sagt zufolge erklärte selon dit affirme indique assure
    déclare""".split()
)
"""Verbs of saying that leave a statement its owner's."""

OF_NOUNS = frozenset(
    "without no none lack kein keine keinen keinem keiner ohne sans aucun aucune".split()
)
"""Negations that govern the noun behind them and nothing further."""

PARTISAN = frozenset(
    """prosecutor prosecutors prosecution lawyer lawyers attorney attorneys defence defense
    plaintiff
    plaintiffs critics opponents activists campaigners opposition rebels union unions rivals
    indictment complaint lawsuit""".split()
)
"""Who speaks for a side: what they say is a claim, not a fact."""

CATENATIVE = frozenset(
    """expect plan intend allow able want likely believe think find force require need try
    begin start agree decide seek hope prepare willing due set order ask appear seem happen manage
    choose
    anticipate consider permit enable know mean use aim propose want erwarten planen prévoir
    attendre
    going continue forecast predict bring put get keep make take give come go become
    remain""".split()
)
"""Verbs that pass a marker on to the word behind them: "not expected to *fail*"."""
