"""The small words that a statement hangs on, and those that it could do without."""

from __future__ import annotations

from briefer.lang.language import Senses

_RELATIONS = {
    "before": "vor bevor",
    "after": "nach nachdem",
    "since": "seit seitdem",
    "until": "bis",
    "against": "gegen",
    "over": "über",
    "under": "unter",
    "without": "ohne",
    "with": "mit",
    "despite": "trotz",
}

SENSES = Senses(
    loose_antonyms=frozenset("vor nach mehr weniger".split()),
    weak_words=frozenset(
        """geben gibt machen macht kommen kommt gehen geht stehen steht bleiben bleibt finden
        weitere weiteren weiterer derzeit aktuell bereits zudem außerdem dabei damit insgesamt
        verschiedene mehrere jeweils entsprechend""".split()
    ),
    verb_endings=("iert", "ierte", "ierten"),
    present_copulas=frozenset("ist sind".split()),
    past_copulas=frozenset("war waren".split()),
    before_verbs=frozenset("zu wird werden wurde wurden hat haben hatte hatten".split()),
    agents=frozenset("von durch vom".split()),
    general_nouns=frozenset(
        """fall sache entscheidung vorhaben projekt plan unternehmen firma stadt land regierung
        behörde unglück unfall angriff spiel studie bericht vorschlag maßnahme ergebnis
        bereich""".split()
    ),
    pointers=frozenset(
        "der die das dem den des dieser diese dieses diesem diesen seine ihre".split()
    ),
    pronouns=frozenset("er sie es ihm ihn ihr ihnen sein seine ihre ihren".split()),
    indefinites=frozenset("jemand jemanden jemandem irgendjemand".split()),
    conditions=frozenset("wenn falls sofern unter_der_bedingung vorausgesetzt".split()),
    causes=frozenset("weil denn wegen aufgrund dadurch deshalb daher deswegen".split()),
    concessions=frozenset("obwohl obgleich trotz trotzdem".split()),
    contrasts=frozenset("aber doch jedoch dennoch während".split()),
    reasons=frozenset("weil da denn".split()),
    quantifiers=tuple(
        frozenset(group.split())
        for group in (
            "alle allen aller alles sämtliche jeder jede jedes jeden",
            "beide beiden",
            "meisten mehrheit überwiegend größtenteils",
            "nur einzig einzige einzigen ausschließlich",
            "erste ersten erster erstes erstmals",
            "letzte letzten letzter letztes",
            "hälfte halb",
            "nie niemals",
            "immer stets",
        )
    ),
    limiters=frozenset("meisten einige einigen teil teile teilweise manche hälfte wenige".split()),
    universals=frozenset("alle allen aller alles sämtliche jeder jede jedes jeden".split()),
    approximators=frozenset("fast nahezu beinahe nicht".split()),
    rate_leads=frozenset("pro je".split()),
    among=frozenset("einer eine eines einem unter".split()),
    superlatives=frozenset("beste besten rekord höchste höchsten größte größten".split()),
    qualifiers=frozenset(
        """frühere früherer früheren ehemalige ehemaliger ehemaligen ex stellvertretende
        stellvertretender kommissarische mutmaßliche mutmaßlicher mutmaßlichen angebliche geplante
        geplanten mögliche möglichen""".split()
    ),
    relations={word: name for name, words in _RELATIONS.items() for word in words.split()},
    needed_relations=frozenset({"before", "after", "since", "until", "against", "without"}),
    opposed_relations=frozenset(
        frozenset(pair.split())
        for pair in ("before after", "before since", "until since", "over under", "with without",
                     "with against")
    ),
    conjunctions=frozenset("und aber während sondern".split()),
)  # fmt: skip
