# ruff: noqa: E501 (a group of the tables below is one line)
"""Roles, titles, portfolios and other words that stand beside names."""

from __future__ import annotations

TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady prof professor rev reverend judge justice president
    vice deputy prime minister premier chancellor secretary foreign defence defense finance interior
    home health education justice trade environment treasury chief executive officer chairman
    chairwoman chair director general senator sen rep representative governor mayor king queen prince
    princess duke duchess pope cardinal archbishop bishop captain capt colonel col major sergeant sgt
    lieutenant lt admiral commander inspector detective superintendent constable sheikh ayatollah
    imam rabbi councillor cllr ambassador commissioner attorney saint st monsieur madame mme herr frau
    ministre président présidente bürgermeister bürgermeisterin ministerin präsident kanzler
    bundeskanzler speaker congressman congresswoman marshal baron baroness msp mp mep am
    goalkeeper striker midfielder defender manager coach skipper lead presiding co-founder founder
    former ex acting interim senior junior new labour conservative""".split()
)
"""Capitalised words that come before a name without being part of it."""

# one group a line: words that name the same office
_ROLES = """
president présidente président präsident präsidentin
minister secretary ministre ministerin
premier chancellor kanzler
mayor maire bürgermeister bürgermeisterin
governor
senator congressman congresswoman lawmaker representative mp legislator msp mep politician
councillor
judge magistrate justice juge richter richterin
lawyer represents representing represented attorney solicitor barrister counsel avocat avocate anwalt anwältin
prosecutor procureur staatsanwalt staatsanwältin
director boss ceo manager head chief leader chair chairman chairwoman chairperson executive coach directeur directrice chef
captain skipper
goalkeeper keeper
striker forward attacker winger
midfielder playmaker
defender back centre-half full-back
spokesman spokeswoman spokesperson sprecher sprecherin porte-parole
professor academic lecturer scientist researcher physicist biologist chemist historian
doctor surgeon physician paediatrician psychiatrist neurologist cardiologist medic
analyst economist strategist
inspector detective superintendent constable policeman officer
king
queen
prince
princess
pope
bishop archbishop
general colonel major sergeant lieutenant admiral commander
ambassador envoy diplomat
engineer
architect
actor actress
singer musician songwriter
author writer novelist
journalist reporter editor columnist
teacher headteacher
nurse
student pupil
accountant auditor bookkeeper
consultant adviser advisor
owner
founder
treasurer
farmer
fisherman
shopkeeper
hotelier hôtelier
pilot
driver
footballer player
boxer
golfer
father dad
mother mum
brother
sister
son
daughter
husband
wife
uncle
aunt
suspect defendant accused
victim
witness
"""
ROLES: dict[str, int] = {
    word: number for number, line in enumerate(_ROLES.strip().splitlines()) for word in line.split()
}
"""Role noun to the number of its group."""

PORTFOLIOS: dict[str, str] = {
    word: words.split()[0]
    for words in (
        "defence defense",
        "foreign",
        "interior home",
        "finance treasury",
        "health",
        "education",
        "justice",
        "trade commerce",
        "environment climate",
        "transport transportation",
        "energy",
        "agriculture farming",
        "culture",
        "economy economics business",
        "labour employment work",
        "prime",
        "vice",
        "deputy",
        "former ex",
        "housing",
        "immigration migration",
        "development",
        "science",
        "sports sport",
        "science",
        "security",
    )
    for word in words.split()
}
"""What narrows a role down, folded: *defence* secretary, *former* president."""

STATUS = frozenset({"former", "deputy", "vice"})
"""Narrowing words whose presence on one side alone changes who is meant."""

GENERIC = frozenset(
    """council authority university college school hospital group company corporation corp inc ltd plc
    party police court ministry department office agency association committee commission union
    federation league club city county district region state river lake mountain street road avenue
    square bridge airport station port bank fund institute foundation museum church cathedral park
    stadium arena centre center theatre hall house parliament assembly senate congress board
    service services force forces army navy government administration republic kingdom province
    north south east west northern southern eastern western upper lower new great greater saint
    national international world global federal royal central public general high supreme crown
    trust team united town rovers wanderers championship cup trophy open prix grand games festival
    prize award act bill treaty agreement day week year bst gmt tv radio news times post magazine
    conference summit island islands isle valley bay coast sea ocean beach hill mount line
    company's operator airlines airways railway rail airline secretary minister president mr mrs
    election referendum budget a the of and for in""".split()
)
"""Words in names that are too common to be known or unknown by."""

PARTICLES = frozenset(
    "de la le du des van von der den del di da dos al el bin ibn ten ter zu".split()
)
"""Lower-case words inside names."""
