"""Word lists the readers share: function words, irregular forms, words of like meaning."""

from __future__ import annotations

STOP: dict[str, frozenset[str]] = {
    "en": frozenset(
        """a about above after again against all also am among an and any are as at be because been
        before being below between both but by can could did do does doing down during each either
        else even ever every few for from further had has have having he her here hers him his how i
        if in into is it its itself just me more most much my nor of off on once only onto or other
        our out over own per rather s same she so some such than that the their them themselves then
        there these they this those through to too toward towards under until up upon us very was we
        were what when where which while who whom whose why will with within would yet you your
        according said say says saying told added adding meanwhile however although though despite
        since still already including according whether well many may might must shall should not no
        't t re ve ll d m amid as one thing things mr mrs ms dr sir""".split()
    ),
    "de": frozenset(
        """aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da
        damit
        dann das dass dein dem den denn der des dessen die dies diese diesem diesen dieser dieses
        doch
        dort du durch ein eine einem einen einer eines er es etwa etwas euch euer für gegen
        gewesen hab
        habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer
        im in
        indem ins ist ja jede jedem jeden jeder jedes jedoch jene kann kein keine keinem keinen
        keiner
        können könnte man mehr mein mich mir mit nach nicht noch nun nur ob oder ohne schon sehr
        sein
        seine seinem seinen seiner selbst sich sie sind so solche soll sollen sollte sondern sonst
        über
        um und uns unter vom von vor während war waren was weil weiter welche wenn wer werde
        werden wie
        wieder will wir wird wo wurde wurden zu zum zur zwar zwischen sagte sagt so würde rund laut
        angaben""".split()
    ),
    "fr": frozenset(
        """à afin ai ainsi alors après au aucun aucune aussi autre autres aux avait avant avec
        avoir bien
        car ce ceci cela celle celles celui ces cet cette ceux chez comme contre dans de depuis
        des deux
        donc dont du elle elles en encore entre est et étaient était été être eu eux fait furent
        hors il
        ils je jusqu la le les leur leurs lors lui ma mais me même mes mon ne ni nos notre nous on
        ont
        ou où par parmi pas pendant peu plus pour pourquoi puis qu quand que quel quelle qui quoi sa
        sans se selon sera seront ses si sien soit son sont sous sur ta tandis te tes ton tous tout
        toute toutes très tu un une vers vos votre vous y a dit déclaré""".split()
    ),
}
"""Words that carry no content of their own, by language."""

_IRREGULAR = """
be am is are was were been being|have has had having|do does did done doing|go goes went gone going
rise rose risen rising|fall fell fallen falling|say said says saying|tell told tells telling
begin began begun|break broke broken|bring brought|build built|buy bought|catch caught
choose chose chosen
come came|cost costs|cut cuts cutting|deal dealt|die died dies dying dead death deaths
draw drew drawn
drive drove driven|eat ate eaten|feel felt|fight fought|find found|flee fled|fly flew flown flight
forget forgot forgotten|get got gotten getting|give gave given giving|grow grew grown growth
hear heard
hide hid hidden|hit hits hitting|hold held|keep kept|know knew known|lay laid|lead led
leave left leaving
lend lent|let lets letting|lie lay lain lying|lose lost losing loss losses|make made making
mean meant
meet met meeting|pay paid payment|put puts putting|quit quits|read reads|ride rode ridden
ring rang rung
run ran running|see saw seen|seek sought|sell sold sale sales|send sent|set sets setting
shake shook shaken
shoot shot shooting|show showed shown|shrink shrank shrunk|shut shuts|sing sang sung
sink sank sunk|sit sat
sleep slept|speak spoke spoken|spend spent|stand stood|steal stole stolen|stick stuck
strike struck striking
swear swore sworn|swim swam swum|take took taken taking|teach taught|tear tore torn|think thought
throw threw thrown
understand understood|wake woke woken|wear wore worn|win won winning|write wrote written writing
man men|woman women|child children|person people persons|foot feet|mouse mice|tooth teeth
analysis analyses|crisis crises|wife wives|life lives|half halves|shelf shelves|thief thieves
withdraw withdrew withdrawn withdrawal|overcome overcame|undergo underwent undergone
forecast forecasts
arise arose arisen|bear bore born|bind bound|bite bit bitten|blow blew blown|freeze froze frozen
decide decided decides deciding decision decisions|propose proposed proposal proposals
approve approved approves approval|appoint appointed appointment|refuse refused refusal
deny denied denies denial
arrive arrived arrival|survive survived survivor survivors survival|perform performed performance
injure injured injures injury injuries|kill killed kills killing|announce announced announcement
defence defense defences defenses|programme program programmes programs
centre center centres centers
labour labor|harbour harbor|organisation organization organisations organizations|theatre theater
metre meter metres meters|kilometre kilometer kilometres kilometers|litre liter litres liters
tonne ton tonnes tons
favour favor|colour color|honour honor|licence license|cheque check|tyre tire|grey gray|plough plow
"""


def _irregular() -> dict[str, str]:
    table: dict[str, str] = {}
    for group in _IRREGULAR.replace("\n", "|").split("|"):
        forms = group.split()
        for form in forms:
            table.setdefault(form, forms[0])
    return table


IRREGULAR: dict[str, str] = _irregular()
"""English irregular forms and spellings to the form they are compared by."""

_ALIKE = """
rise increase climb jump gain grow advance surge soar
fall drop decline decrease slip sink slump plunge tumble
revenue sale turnover|profit earning|firm company group business|employ job staff worker workforce
kill die toll fatality victim|injure hurt wound|nation country state|troop soldier personnel force
expect anticipate forecast predict|attend present participate|begin start open launch commence
end finish conclude stop
gather meet convene assemble summit talk|host organise hold|assist aid help support back assistance
promise pledge commit commitment|lawyer attorney solicitor counsel barrister|court tribunal
judge magistrate
jail prison imprison|accuse charge indict|allege claim|argue maintain contend insist
admit acknowledge concede confess
deny reject refute dispute|buy purchase acquire acquisition takeover|build construct construction
need require
show reveal find indicate suggest|test trial study|drug medicine medication treatment
doctor physician medic
child kid youngster|house home|car vehicle|street road|fire blaze|flood inundate
storm hurricane cyclone
big large huge major|small little minor|important key crucial significant vital|new fresh
quick fast rapid swift
near close|approve pass adopt back endorse|refuse decline reject|chair preside
win beat defeat victory
goal score|match game tie|team side club|coach manager boss|keeper goalkeeper|final decider
cut reduce lower slash|raise lift boost|price cost fare|tax levy duty|minister secretary
chief head boss leader
resident inhabitant villager|evacuate displace|power electricity|area region district|rescue save
vote ballot poll|election poll|law legislation bill act|plan intend aim propose|try attempt seek
ask request demand call|answer reply respond|worry concern fear|remain stay|return reopen
miss unaccount
ship vessel boat|plane aircraft jet|train rail railway|police officer|army military|border frontier
film movie|author writer novelist|money fund cash|pay salary wage|crash accident collision
attack assault
"""


def _alike() -> dict[str, tuple[int, ...]]:
    table: dict[str, tuple[int, ...]] = {}
    for number, group in enumerate(_ALIKE.replace("\n", "|").split("|")):
        for word in group.split():
            table[word] = (*table.get(word, ()), number)
    return table


ALIKE: dict[str, tuple[int, ...]] = _alike()
"""English words of like meaning: word to the numbers of its groups."""
