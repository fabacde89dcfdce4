"""French titles, offices and words inside names."""

from __future__ import annotations

from briefer.lang.language import Persons
from briefer.lang.tables import keyed, words

PERSONS = Persons(
    titles=words("madame ministre mme monsieur président présidente"),
    offices=keyed("""
        president: présidente président
        minister: ministre
        mayor: maire
        judge: juge
        lawyer: avocat avocate
        prosecutor: procureur
        director: directeur directrice
        spokesman: porte-parole
        hotelier: hôtelier
    """),
)
