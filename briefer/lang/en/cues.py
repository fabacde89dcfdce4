"""What turns, weakens or hands on the sense of an English sentence."""

from __future__ import annotations

from briefer.lang.language import Cues
from briefer.lang.tables import by_first, cues, words

_SAYING = """
    said say says saying told tells added adds stated states reported reports announced explained
    noted wrote writes testified confirmed confirms acknowledged warned warns described recalled
    commented replied revealed reveals disclosed declared complained
"""
# verbs that tell of speech beside a quotation, and of other things elsewhere
_BESIDE_QUOTATION = """
    tell telling adding ask asks asked asking write writing explain explains note notes declare
    declares recall recalls admit admits admitted announces claim claims claimed remark remarks
    remarked joke jokes joked quip quips quipped acknowledges maintain maintains maintained concede
    concedes conceded continue continues continued complain complains reply replies answer answers
    answered argue argues argued insist insists insisted shout shouts shouted cry cried whisper
    whispered exclaimed wondered demanded posted tweeted called counters countered cautioned
    stressed emphasised emphasized responded responds observed estimate estimates estimated
"""

CUES = Cues(
    cues=cues(
        negation=(
            """
            not | no | never | none | neither | nor | nobody | nothing | nowhere | without
            | cannot | can't | hardly | barely | no longer | no one | yet to | lack | lacks
            | lacked | lack of | for lack of | rather than | instead of | unaware | n't
            """,
            """
            fail to | fails to | failed to | failing to | failure to | refuse | refuses | refused
            | refusing | deny | denies | denied | denying | reject | rejects | rejected
            | rejecting | decline to | declines to | declined to | declining to | rule out
            | rules out | ruled out | ruling out | unable to | unwilling to | unlikely
            | stop short | stopped short | avoid | avoids | avoided | prevent | prevents
            | prevented | dismiss | dismisses | dismissed | dispute | disputes | disputed | cancel
            | cancelled | canceled | abandoned | withdrawn | scrapped | called off | forbid
            | forbidden | banned | ban on | barred | blocked | oppose | opposed | opposes
            | against | absence of | absent | impossible | false | untrue | missed | few
            | little evidence | little | contradicted | stay within | stayed within | stop
            | stopped | skip | skips | skipped | skipping | halted | shelved | suspended
            | overturned | escaped | acquitted | cleared of | free of | unless | remain unsolved
            | except | apart from | excluding | exclude | excluded
            """,
        ),
        hedge=(
            """
            may | might | could | possibly | perhaps | maybe | whether | if | potentially
            | potential | possible | prospective | consider | considers | considered | considering
            | appear to | appears to | appeared to | seem to | seems to | seemed to | suggest
            | suggests | suggested | suggesting | indicate | indicates | indicated | indicating
            | hint | hinted | hints | hinting | can | thought to | believed to | would | unclear
            | uncertain | possibility | conceivable | conceivably | risk | risks | risked | fear
            | fears | feared | mulling | weighing | floated | speculation | unless | in theory
            | tentative | tentatively | arguably | not confirmed | unconfirmed | apparently
            | seemingly | hypothesis | thought about | think about | thinking about | open to
            | in talks | discussing | exploring | spoken of
            """,
            """
            likely | probably | expected | expect | expects | expecting | anticipated | anticipate
            | anticipates | anticipating | forecast | forecasts | forecasting | predict | predicts
            | predicted | predicting | project | projects | projected | projecting | should | hope
            | hopes | hoped | hoping | want | wants | wanted | seek | seeks | seeking | sought
            | propose | proposes | proposed | proposal | proposals | aspire | probable | estimate
            | estimates | estimated | presumably | ought | provisional | provisionally
            | preliminary | largely | expectation | expectations | prospect | prospects | outlook
            | try to | tried to | trying to | tries to | attempt | attempts | attempted
            | attempting | urge | urged | urges | ask | asked | call for | calls for | called for
            | calling for | demand | demands | demanded | recommend | recommended | recommends
            | request | requested | offer | offers | offered | threatened | threaten | threatens
            | might have | advise | advises | advised | advising | encourage | encourages
            | encouraged | encouraging | invite | invites | invited | inviting | asking | urging
            | recommending | requesting | proposing
            """,
            """
            plan | plans | planned | planning | intend | intends | intended | aim | aims | aimed
            | aiming | set to | due to | due | scheduled | is to | are to | to be | will | shall
            | going to | about to | slated | bound to | preparing to | prepares to | prepared to
            | agree to | agrees to | agreed to | promise | promised | promises | pledge | pledged
            | pledges | vow | vowed | vows | target | targets | targeted | was to | were to
            | would be | 'll | on track | in order to | wish | wishes | decide | decides
            | ready to | must | has to | have to | planned for | would have
            """,
            "sees | puts | reckons | reckon | looks set | look set | pencilled in | penciled in",
        ),
        attribution=(
            """
            according to | according | in a statement | quoted | cited | called | calls
            | speaks of | speak of | think | thinks | thought | view | views | opinion | words
            | expressed | voiced | estimate | estimates | pointed | counts | counted | speculated
            | cite | cites | citing | speaking | spoke | argue |
            """
            + " | ".join(_SAYING.split()),
            """
            allege | alleges | alleged | allegedly | alleging | allegation | allegations | claim
            | claims | claimed | claiming | accuse | accuses | accused | accusing | accusation
            | accusations | argue | argues | argued | arguing | contend | contends | contended
            | maintain | maintains | maintained | insist | insists | insisted | insisting | assert
            | asserts | asserted | suspect | suspects | suspected | suspicion | reportedly
            | purportedly | supposedly | believe | believes | believed | deny | denies | denied
            | denying | charged with | charge | charges | charged | criticise | criticised
            | criticize | criticized | blame | blames | blamed | concede | concedes | conceded
            | admit | admits | admitted | dispute | disputes | disputed | rumoured | unverified
            | unconfirmed | complaint | indictment | prosecution | prosecutors | on suspicion
            | rejected | rejects | reject | accusing | urged | urges | feared
            """,
        ),
    ),
    cue_idioms=(
        "not only",
        "no longer than",
        "not least",
        "no doubt",
        "no less than",
        "no fewer than",
        "not more than",
        "no more than",
        "whether or not",
        "no matter",
        "if not",
        "not just",
        "nothing but",
        "no sooner",
        "may day",
        "as if",
        "far from alone",
        "in demand",
        "demand for",
    ),
    clausal_cues=words("maintain maintains maintained maintaining"),
    attempts=words("try tries tried trying attempt attempts attempted attempting"),
    backshifts=words("would"),
    cue_followers=dict.fromkeys(("consider", "considers", "considered"), ("ing",)),
    cue_skipped=words("""
        already also any anything be been being currently did directly do does even ever formally
        fully get got had has have immediately just more much now officially one only publicly
        really so soon still such then very yet
    """),
    catenatives=words("""
        able agree aim allow anticipate appear ask become begin believe bring choose come consider
        continue decide due enable expect find force forecast get give go going happen hope intend
        keep know likely make manage mean need order permit plan predict prepare propose put
        remain require seek seem set start take think try use want willing
    """),
    noun_negations=words("lack no none without"),
    verb_negations=words("""
        decline declined declines declining denied denies deny denying fail failed failing fails
        failure refuse refused refuses refusing reject rejected rejecting rejects rule ruled rules
        unable unlikely unwilling yet
    """),
    denials=words("cannot neither never no none nor not without"),
    paired_denials=words("neither nor"),
    abilities=words("could can"),
    certain_futures=words("will shall 'll going"),
    future_auxiliaries=words("to be will would"),
    modals=words("if unless provided whether can would should"),
    soft_verbs=words("""
        ask associate call consider correlate discuss explore float hint hope indicate link
        mention mull plan possible potential propose prospective recommend request seek signal
        speak study suggest urge want weigh
    """),
    commitments=by_first("""
        pledge pledged pledges pledging promise promised promises promising vow vowed vows commit
        committed commits commitment guarantee guarantees undertake undertook assure assured swore
        sworn
        | confirm confirmed confirms prove proved proven proves establish established demonstrate
        demonstrated verified conclusive definitively conclusively
        | agreed agree agrees accepted accept accepts
        | prevents prevent prevented causes caused cause cures cure cured
        | certain certainly definitely undoubtedly surely inevitable inevitably guaranteed
    """),
    confirming_verbs=words("confirm confirms confirmed"),
    irregular_pasts=words("""
        became become been began bought broke brought built came chose cut done drew drove fell
        found gave given gone grew held hired hit kept knew laid launched led left let lost made
        meant met paid put raised ran rose said saw sent set shut signed sold spent spoke stood
        struck taken taught told took went won wore wrote
    """),
    reporting_verbs=words(_SAYING + _BESIDE_QUOTATION),
    naming_verbs=words("called calls call named names name titled dubbed entitled nicknamed"),
    plain_reporting=words("""
        said say says told adds added warned warns estimated estimates explained noted stated
        testified
    """),
    neutral_reporting=words("""
        say state tell note add explain report mention remark comment describe express emphasise
        emphasize stress highlight underline underscore quote cite discuss announce
    """),
    addressing_verbs=words("tell tells told telling ask asks asked asking"),
    source_markers=words("according"),
    speakers=words("he she they"),
    alleging=words("""
        accusation accusations accuse accused accuses accusing allegation allegations allege
        alleged allegedly alleges alleging argue argued argues arguing assert asserted asserts
        believe believed believes claim claimed claiming claims contend contended contends insist
        insisted insisting insists maintain maintained maintains purportedly reportedly rumoured
        supposedly suspect suspected suspects
    """),
    partisans=words("""
        activists attorney attorneys campaigners complaint critics defence defense indictment
        lawsuit lawyer lawyers opponents opposition plaintiff plaintiffs prosecution prosecutor
        prosecutors rebels rivals union unions
    """),
)
