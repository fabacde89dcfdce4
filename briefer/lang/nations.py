# ruff: noqa: E501 (a group of the tables below is one line)
"""Countries, what their people and things are called, and their seats of government."""

from __future__ import annotations

import re

# code: names | adjectives and people | seat of government (also stands for the government)
_TABLE = """
US: united states, u.s., us, usa, u.s.a., america, états-unis, vereinigte staaten, usa | american, americans, américain, américaine, amerikanisch | washington
GB: united kingdom, u.k., uk, britain, great britain, royaume-uni, grande-bretagne, großbritannien | british, briton, britons, britannique, britisch | london, londres
FR: france, frankreich | french, frenchman, frenchwoman, français, française, französisch | paris
DE: germany, deutschland, allemagne | german, germans, allemand, allemande, deutsch | berlin
IT: italy, italien, italie | italian, italians, italienisch, italienne | rome, rom
ES: spain, spanien, espagne | spanish, spaniard, spaniards, spanisch, espagnol, espagnole | madrid
PT: portugal | portuguese, portugiesisch, portugais | lisbon, lissabon, lisbonne
NL: netherlands, holland, niederlande, pays-bas | dutch, dutchman, dutchwoman, niederländisch, néerlandais | hague
BE: belgium, belgien, belgique | belgian, belgians, belgisch, belge |
LU: luxembourg, luxemburg | luxembourger |
CH: switzerland, schweiz, suisse | swiss, schweizer | bern
AT: austria, österreich, autriche | austrian, austrians, österreichisch, autrichien | vienna, wien, vienne
IE: ireland, irland, irlande | irish, irishman, irishwoman, irisch, irlandais | dublin
DK: denmark, dänemark, danemark | danish, dane, danes, dänisch, danois | copenhagen
NO: norway, norwegen, norvège | norwegian, norwegians, norwegisch, norvégien | oslo
SE: sweden, schweden, suède | swedish, swede, swedes, schwedisch, suédois | stockholm
FI: finland, finnland, finlande | finnish, finn, finns, finnisch, finlandais | helsinki
IS: iceland, island, islande | icelandic, icelander, icelanders | reykjavik
PL: poland, polen, pologne | polish, pole, poles, polnisch, polonais | warsaw
CZ: czech republic, czechia, tschechien | czech, czechs, tschechisch, tchèque | prague
SK: slovakia, slowakei | slovak, slovaks, slovakian, slowakisch | bratislava
HU: hungary, ungarn, hongrie | hungarian, hungarians, ungarisch, hongrois | budapest
RO: romania, rumänien, roumanie | romanian, romanians, rumänisch, roumain | bucharest
BG: bulgaria, bulgarien, bulgarie | bulgarian, bulgarians, bulgarisch | sofia
GR: greece, griechenland, grèce | greek, greeks, griechisch, grec, grecque | athens
CY: cyprus, zypern, chypre | cypriot, cypriots, zyprisch, chypriote | nicosia
MT: malta | maltese | valletta
HR: croatia, kroatien, croatie | croatian, croatians, croat, croats, kroatisch, croate | zagreb
SI: slovenia, slowenien, slovénie | slovenian, slovenians, slovene, slovenes, slowenisch, slovène | ljubljana
RS: serbia, serbien, serbie | serbian, serbians, serb, serbs, serbisch, serbe | belgrade
BA: bosnia, bosnien, bosnie | bosnian, bosnians, bosnisch | sarajevo
ME: montenegro | montenegrin | podgorica
AL: albania, albanien, albanie | albanian, albanians, albanisch, albanais | tirana
MK: north macedonia, macedonia | macedonian, macedonians | skopje
XK: kosovo | kosovan, kosovar, kosovars | pristina
EE: estonia, estland, estonie | estonian, estonians, estnisch | tallinn
LV: latvia, lettland, lettonie | latvian, latvians, lettisch | riga
LT: lithuania, litauen, lituanie | lithuanian, lithuanians, litauisch | vilnius
UA: ukraine | ukrainian, ukrainians, ukrainisch, ukrainien, ukrainienne | kyiv, kiev, kiew
RU: russia, russland, russie | russian, russians, russisch, russe, russes | moscow, moskau, moscou, kremlin
BY: belarus | belarusian, belarusians | minsk
MD: moldova, moldavie | moldovan, moldovans | chisinau
GE: georgia, georgien | georgian, georgians | tbilisi
AM: armenia, armenien | armenian, armenians | yerevan
AZ: azerbaijan | azerbaijani, azeri, azeris | baku
TR: turkey, türkiye, türkei, turquie | turkish, turk, turks, türkisch, turc, turque | ankara
IL: israel, israël | israeli, israelis, israelisch, israélien | jerusalem
PS: palestine, palästina, gaza | palestinian, palestinians, palästinensisch, palestinien |
LB: lebanon, libanon, liban | lebanese, libanesisch, libanais | beirut
SY: syria, syrien, syrie | syrian, syrians, syrisch, syrien | damascus
JO: jordan, jordanien, jordanie | jordanian, jordanians | amman
IQ: iraq, irak | iraqi, iraqis, irakisch, irakien | baghdad
IR: iran | iranian, iranians, iranisch, iranien | tehran, teheran
SA: saudi arabia, saudi-arabien | saudi, saudis | riyadh
AE: united arab emirates, uae, emirates | emirati, emiratis | abu dhabi
QA: qatar, katar | qatari, qataris | doha
KW: kuwait | kuwaiti, kuwaitis |
YE: yemen, jemen | yemeni, yemenis | sanaa
OM: oman | omani, omanis | muscat
EG: egypt, ägypten, égypte | egyptian, egyptians, ägyptisch, égyptien | cairo
LY: libya, libyen, libye | libyan, libyans | tripoli
TN: tunisia, tunesien, tunisie | tunisian, tunisians | tunis
DZ: algeria, algerien, algérie | algerian, algerians, algérien | algiers
MA: morocco, marokko, maroc | moroccan, moroccans, marocain | rabat
SD: sudan, soudan | sudanese | khartoum
ET: ethiopia, äthiopien | ethiopian, ethiopians | addis ababa
SO: somalia | somali, somalis, somalian | mogadishu
KE: kenya, kenia | kenyan, kenyans | nairobi
TZ: tanzania | tanzanian, tanzanians |
UG: uganda | ugandan, ugandans | kampala
RW: rwanda | rwandan, rwandans | kigali
CD: congo | congolese | kinshasa
NG: nigeria | nigerian, nigerians | abuja
GH: ghana | ghanaian, ghanaians | accra
SN: senegal, sénégal | senegalese | dakar
ML: mali | malian, malians | bamako
CI: ivory coast | ivorian, ivorians |
CM: cameroon, kamerun | cameroonian, cameroonians |
ZA: south africa, südafrika | south african, south africans | pretoria
ZW: zimbabwe | zimbabwean, zimbabweans | harare
ZM: zambia | zambian, zambians | lusaka
MZ: mozambique | mozambican, mozambicans | maputo
AO: angola | angolan, angolans | luanda
IN: india, indien, inde | indian, indians, indisch, indien | delhi, new delhi
PK: pakistan | pakistani, pakistanis | islamabad
BD: bangladesh | bangladeshi, bangladeshis | dhaka
LK: sri lanka | sri lankan, sri lankans | colombo
NP: nepal | nepali, nepalese | kathmandu
AF: afghanistan | afghan, afghans | kabul
CN: china, chine | chinese, chinesisch, chinois, chinoise | beijing, peking, pékin
TW: taiwan | taiwanese | taipei
HK: hong kong | hongkonger, hongkongers |
JP: japan, japon | japanese, japanisch, japonais | tokyo
KR: south korea, südkorea | south korean, south koreans, südkoreanisch | seoul
KP: north korea, nordkorea | north korean, north koreans | pyongyang
VN: vietnam | vietnamese | hanoi
TH: thailand | thai, thais | bangkok
MY: malaysia | malaysian, malaysians | kuala lumpur
SG: singapore, singapur | singaporean, singaporeans |
ID: indonesia, indonesien | indonesian, indonesians | jakarta
PH: philippines, philippinen | filipino, filipinos, philippine | manila
MM: myanmar, burma | burmese |
KH: cambodia | cambodian, cambodians | phnom penh
KZ: kazakhstan | kazakh, kazakhs | astana
UZ: uzbekistan | uzbek, uzbeks | tashkent
AU: australia, australien, australie | australian, australians, australisch | canberra
NZ: new zealand, neuseeland | new zealander, new zealanders, kiwi | wellington
CA: canada, kanada | canadian, canadians, kanadisch, canadien | ottawa
MX: mexico, mexiko, mexique | mexican, mexicans, mexikanisch | mexico city
BR: brazil, brasilien, brésil | brazilian, brazilians, brasilianisch | brasilia
AR: argentina, argentinien | argentine, argentinian, argentinians, argentines | buenos aires
CL: chile, chili | chilean, chileans | santiago
CO: colombia, kolumbien | colombian, colombians | bogota, bogotá
PE: peru | peruvian, peruvians | lima
VE: venezuela | venezuelan, venezuelans | caracas
EC: ecuador | ecuadorian, ecuadorians | quito
BO: bolivia | bolivian, bolivians | la paz
UY: uruguay | uruguayan, uruguayans | montevideo
CU: cuba, kuba | cuban, cubans | havana
HT: haiti | haitian, haitians | port-au-prince
JM: jamaica | jamaican, jamaicans | kingston
SCT: scotland, schottland, écosse | scottish, scot, scots | edinburgh
ENG: england, angleterre | english, englishman, englishwoman, engländer |
WLS: wales | welsh, welshman | cardiff
NIR: northern ireland, nordirland | northern irish | belfast
EU: european union, eu, e.u., union européenne, europäische union | | brussels, brüssel, bruxelles
UN: united nations, un, u.n., onu, vereinte nationen | |
EUR: europe, europa | european, europeans, europäisch, européen |
"""


def _read() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    names: dict[str, str] = {}
    seats: dict[str, str] = {}
    people: set[str] = set()
    for line in _TABLE.strip().splitlines():
        code, _, rest = line.partition(":")
        places, adjectives, capitals = (
            [re.sub(r"[.]", "", w.strip()) for w in part.split(",") if w.strip()]
            for part in rest.split("|")
        )
        for word in (*places, *adjectives):
            names.setdefault(word, code)
        people.update(adjectives)
        for word in capitals:
            seats.setdefault(word, code)
    return names, seats, frozenset(people)


NATIONS, SEATS, NATIONALITIES = _read()
"""Folded name or adjective to code; seat of government to code; the adjectives and peoples."""

LONGEST = max(len(name.split()) for name in NATIONS)
"""Words of the longest name."""
