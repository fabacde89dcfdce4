# ruff: noqa: E501 (a group of the tables below is one line)
"""English words: common ones, irregular ones, those of like and of opposite meaning."""

from __future__ import annotations

from briefer.lang.language import Words
from briefer.lang.tables import by_first, contrasts, groups, words

WORDS = Words(
    english_name="english",
    commonest=words(
        "the of and to in that is was for on with as his by at from it be are has had not"
    ),
    genitive_words=words("of"),
    stop=words("""
        't a about above according added adding after again against all already also although am
        amid among an and any are as at be because been before being below between both but by can
        could d despite did do does doing down dr during each either else even ever every few for
        from further had has have having he her here hers him his how however i if in including
        into is it its itself just ll m many may me meanwhile might more most mr mrs ms much must
        my no nor not of off on once one only onto or other our out over own per rather re s said
        same say saying says shall she should since sir so some still such t than that the their
        them themselves then there these they thing things this those though through to told too
        toward towards under until up upon us ve very was we well were what when where whether
        which while who whom whose why will with within would yet you your
    """),
    news_words=words("""
        able accept accuse across act action add address affect age agency ago agree agreement aim
        air allow almost alone along amount announce another answer anyone appear area around
        arrive article ask attack attempt authority available away back bad bank base begin behind
        believe best better big bill billion bit board body book break bring build building
        business buy call campaign car care carry case cause central centre center chance change
        charge check chief child city claim clear close come comment committee common community
        company complete concern condition confirm consider contact continue control cost council
        country couple course court cover create current cut damage date day deal death decade
        decide decision declare demand department describe detail develop development die
        different difficult direct director discuss district do dollar double doubt draw drive
        drop due early earlier east easy economic economy effect effort eight eleven emergency end
        enough enter entire euro evening event ever evidence exactly example executive expect
        expected experience explain face fact fail fall family far fear feel few fifth fight
        figure file final finally find fire firm first five follow force foreign form former
        forward four free friday friend front full fund further future game general get give go
        goal good government great ground group grow half hand happen hard head health hear heavy
        held help high hit hold home hope hospital hour house household human hundred idea
        immediately impact important improve include increase independent industry information
        inform inside instead interest interview involve issue january job join judge just keep
        key kill kind know known lack land large last late later latest law lead leader least
        leave left legal less let level life light like likely limit line list little live local
        long look lose loss lot low lower main major make man manager mark market matter mean
        measure measures media meet meeting member message middle mile million mind minister
        minute miss monday money month morning mother move much must name nation national near
        nearly need never new news next night nine none north note nothing notice number occur
        offer office officer official often old one open operate operation opportunity order
        organisation organization outside own owner page paid part party pass past pay people per
        percent period person place plan play point police policy political position possible post
        power prepare present press pressure prevent previous price prime private probably problem
        process produce programme program project promise property propose protect provide public
        publish put question quick quickly quite raise range rate reach read ready real reason
        receive recent recently record reduce region release remain reply report reporter
        represent request require resident response rest result return review right rise risk road
        role room rule run safe safety same saturday say scene second secretary section security
        see seek sell send senior serious serve service set seven several share short show side
        sign similar simply since single site situation six small social soon source south speak
        special spend spokesman spokesperson spokeswoman staff stage stand start state statement
        stay step stop story street strong study such suffer suggest summer sunday support sure
        system take talk team tell ten term test thank third thousand thursday time today together
        tomorrow tonight top total town trade travel try tuesday turn twelve twice two type
        understand unit united use usual value very video view visit vote wait wall want warn
        warning water way wednesday week weekend west white whole wide win winter without woman
        word work worker world worth write year yesterday young
    """),
    irregular=by_first("""
        be am is are was were been being | have has had having | do does did done doing
        | go goes went gone going | rise rose risen rising | fall fell fallen falling
        | say said says saying | tell told tells telling | begin began begun | break broke broken
        | bring brought | build built | buy bought | catch caught | choose chose chosen
        | come came | cost costs | cut cuts cutting | deal dealt
        | die died dies dying dead death deaths | draw drew drawn | drive drove driven
        | eat ate eaten | feel felt | fight fought | find found | flee fled
        | fly flew flown flight | forget forgot forgotten | get got gotten getting
        | give gave given giving | grow grew grown growth | hear heard | hide hid hidden
        | hit hits hitting | hold held | keep kept | know knew known | lay laid | lead led
        | leave left leaving | lend lent | let lets letting | lie lay lain lying
        | lose lost losing loss losses | make made making | mean meant | meet met meeting
        | pay paid payment | put puts putting | quit quits | read reads | ride rode ridden
        | ring rang rung | run ran running | see saw seen | seek sought | sell sold sale sales
        | send sent | set sets setting | shake shook shaken | shoot shot shooting
        | show showed shown | shrink shrank shrunk | shut shuts | sing sang sung | sink sank sunk
        | sit sat | sleep slept | speak spoke spoken | spend spent | stand stood
        | steal stole stolen | stick stuck | strike struck striking | swear swore sworn
        | swim swam swum | take took taken taking | teach taught | tear tore torn | think thought
        | throw threw thrown | understand understood | wake woke woken | wear wore worn
        | win won winning | write wrote written writing | man men | woman women | child children
        | person people persons | foot feet | mouse mice | tooth teeth | analysis analyses
        | crisis crises | wife wives | life lives | half halves | shelf shelves | thief thieves
        | withdraw withdrew withdrawn withdrawal | overcome overcame | undergo underwent undergone
        | forecast forecasts | arise arose arisen | bear bore born | bind bound | bite bit bitten
        | blow blew blown | freeze froze frozen
        | decide decided decides deciding decision decisions | propose proposed proposal proposals
        | approve approved approves approval | appoint appointed appointment
        | refuse refused refusal | deny denied denies denial | arrive arrived arrival
        | survive survived survivor survivors survival | perform performed performance
        | injure injured injures injury injuries | kill killed kills killing
        | announce announced announcement | defence defense defences defenses
        | programme program programmes programs | centre center centres centers
        | organisation organization organisations organizations | theatre theater
        | metre meter metres meters | kilometre kilometer kilometres kilometers
        | litre liter litres liters | tonne ton tonnes tons | cheque check | tyre tire | grey gray | plough plow | fibre fiber | offence offense
        | licence license | agree agreed agrees agreement agreements | argue argument arguments
        | judge judgment judgement | move movement movements | settle settlement settlements
        | flight flights | goose geese | ox oxen | shoe shod | spin spun | spread spreads
        | feed fed | breed bred | bleed bled | cast casts | cling clung | creep crept | dig dug
        | fling flung | forbid forbade forbidden | foresee foresaw foreseen | forgive forgave forgiven
        | hang hung | hurt hurts hurting | kneel knelt | leap leapt | light lit | prove proven
        | slide slid | sling slung | split splits splitting | spit spat | spring sprang sprung
        | sting stung | stride strode | string strung | sweep swept | swell swollen | swing swung
        | uphold upheld | upset upsets | weave wove woven | weep wept | wind wound | wring wrung
        | withhold withheld | withstand withstood | shed sheds shedding | bid bids bidding
        | bet bets betting | burst bursts | oversee oversaw overseen | undertake undertook undertaken
        | mistake mistook mistaken | retake retook retaken | rebuild rebuilt | resell resold
        | repay repaid repayment | rewrite rewrote rewritten | partake partook
        | invade invasion | divide division | collide collision | explode explosion explosive
        | expand expansion | extend extension extensions | conclude conclusion | permit permission
        | intrude intrusion | evade evasion | persuade persuasion | erode erosion | suspend suspension
        | admit admission | omit omission | submit submission | transmit transmission
        | commit commitment commitments | resolve resolution | revolve revolution
        | destroy destruction | produce production | reduce reduction | introduce introduction
        | receive receipt reception | deceive deception | describe description | absorb absorption
        | employ employee employees | detain detainee detainees detention | refer referral
        | high higher highest | low lower lowest | old older oldest | young younger youngest
        | large larger largest | small smaller smallest | big bigger biggest | great greater greatest
        | long longer longest | short shorter shortest | strong stronger strongest | weak weaker weakest
        | rich richer richest | poor poorer poorest | fast faster fastest | slow slower slowest
        | hard harder hardest | safe safer safest | cheap cheaper cheapest | wide wider widest
        | deep deeper deepest | near nearer nearest | close closer closest | late latest
        | early earlier earliest | easy easier easiest | heavy heavier heaviest | tough tougher toughest
        | few fewer fewest | warm warmer warmest | cold colder coldest | new newer newest
        | true truly | daily day
    """),
    stems=by_first("""
        important importance importantly | authority authorities | personality personalities
        | personal personally | several | majority majorities | minority minorities
        | executive executives | positive positively | experiment experiments experimental
        | defendant defendants | conservation conservationist conservationists
        | conservative conservatives | business businesses | animal animals
        | competent competence incompetent | respective respectively | terminal terminals
        | mineral minerals | diversion diversions | vacation vacations | defection defections
        | tribunal tribunals | considerable considerably | instalment instalments installment
        installments | liberation | integrity | ironic irony ironically | organ organs
        | universe | universal universally | international internationally | opera operas
        | humane | humanity | publication publications | publicity | nationality nationalities
        | nationalism nationalist nationalists | premiere premieres premiered | governance
        | useful usefully | careful carefully | hopeful hopefully hopefuls | handful
        | critical critically | customer customers | officer officers | engineer engineers engineering
        | designate designated designation | objective objectives | conference conferences
        | referee referees | reference references | correspondent correspondents
        | detective detectives | collective collectively | relative relatives relatively
        | initiative initiatives | representative representatives | alternative alternatives
        | successive successively | expensive | extensive extensively | constructive
        | capitalism capitalist capitalists | hospitality | securities | response responses
        | principality principalities | federation federations | memorial memorials
        | senator senators | priority priorities | evening evenings | training | parking
        | statesman statesmen | marine marines | intern interns internship internships
        | moderate moderates | generous generously | generic | station stations stationed
        | observation observations observatory | commander commanders | commissioner commissioners
        | minister ministers ministerial | ministry ministries | professor professors
        | pensioner pensioners | prisoner prisoners | marketing | housing | clothing
        | accountant accountants accountancy | accountable accountability
        | attendant attendants | protestant protestants | assistant assistants
        | competition competitions | competitive competitiveness | competitor competitors
        | continental | continent continents | incidence | incident incidents incidental
        | numerous | past | infant infants infantry | july | julie
    """),
    stem_spellings=(("iz", "is"), ("our", "or")),
    like=groups("""
        rise increase climb jump gain grow advance surge soar
        | fall drop decline decrease slip sink slump plunge tumble | revenue sale turnover
        | profit earning | firm company group business | employ job staff worker workforce
        | kill die toll fatality victim | injure hurt wound | nation country state
        | troop soldier personnel force | expect anticipate forecast predict
        | attend present participate | begin start open launch commence | end finish conclude stop
        | gather meet convene assemble summit talk | host organise hold
        | assist aid help support back assistance | promise pledge commit commitment
        | lawyer attorney solicitor counsel barrister | court tribunal | judge magistrate
        | jail prison imprison | accuse charge indict | allege claim
        | argue maintain contend insist | admit acknowledge concede confess
        | deny reject refute dispute | buy purchase acquire acquisition takeover
        | build construct construction | need require | show reveal find indicate suggest
        | test trial study | drug medicine medication treatment | doctor physician medic
        | child kid youngster | house home | car vehicle | street road | fire blaze
        | flood inundate | storm hurricane cyclone | big large huge major | small little minor
        | important key crucial significant vital | new fresh | quick fast rapid swift
        | near close | approve pass adopt back endorse | refuse decline reject | chair preside
        | win beat defeat victory | goal score | match game tie | team side club
        | coach manager boss | keeper goalkeeper | final decider | cut reduce lower slash
        | raise lift boost | price cost fare | tax levy duty | minister secretary
        | chief head boss leader | resident inhabitant villager | evacuate displace
        | power electricity | area region district | rescue save | vote ballot poll
        | election poll | law legislation bill act | plan intend aim propose | try attempt seek
        | ask request demand call | answer reply respond | worry concern fear | remain stay
        | return reopen | miss unaccount | ship vessel boat | plane aircraft jet
        | train rail railway | police officer | army military | border frontier | film movie
        | author writer novelist | money fund cash | pay salary wage | crash accident collision
        | attack assault
    """),
    opposites=contrasts("""
        rise rose risen rises rising increase increased increases climb climbed jump jumped grow grew grown gain gained surged surge soared widened improved improve up higher | fall fell fallen falls falling decrease decreased decreases drop dropped decline declined slip slipped shrink shrank shrunk slumped plunged narrowed worsened down lower sank tumbled
        win won wins winning victory | lose lost loses losing defeat defeated
        ahead | level equalised equaliser behind
        favour favor favoured support supported supports back backed backing for | against oppose opposed opposes opposing
        accept accepted accepts welcomed welcome approve approved approves adopted | reject rejected rejects rejecting refuse refused
        allow allowed allows permit permitted | forbid forbidden ban banned banning bar barred prevent prevented
        open opened opens reopen reopened | close closed closes closing shut
        expensive dear dearer costlier | cheap cheaper cheapest
        more | less fewer
        most | least fewest
        before | after
        first | last
        early earlier | late later
        inside | outside
        above | below beneath
        earliest soonest | latest
        minimum | maximum
        buy bought buys buying purchase | sell sold sells selling
        arrive arrived arrives entered joined | leave left leaves departed
        hire hired hiring recruit | fire fired sack sacked dismiss dismissed
        start started starts begin began begun | end ended ends finish finished stopped stop
        long longer longest | short shorter shortest
        high highest | low lowest
        large larger largest big bigger biggest | small smaller smallest
        north northern | south southern
        east eastern | west western
        north northern | east eastern west western
        men man male boys boy | women woman female girls girl
        son brother father husband | daughter sister mother wife
        acquitted acquit innocent cleared | convicted convict guilty
        admit admits admitted | deny denies denied
        lift lifted eased ease | impose imposed tightened tighten
        strengthen strengthened stronger strong | weaken weakened weaker weak
        import imports imported | export exports exported
        profit profits | loss losses
        inflow | outflow
        majority | minority
        morning | evening afternoon
        young younger youngest | old older oldest elderly
        public | private
        rich richer | poor poorer
        increase increased raise raised raises | cut cuts reduce reduced lowered
    """),
)
