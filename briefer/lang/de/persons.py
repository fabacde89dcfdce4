"""German titles, offices and words inside names."""

from __future__ import annotations

from briefer.lang.language import Persons
from briefer.lang.tables import keyed, words

PERSONS = Persons(
    titles=words("""
        bundeskanzler bürgermeister bürgermeisterin frau herr kanzler ministerin präsident
    """),
    offices=keyed("""
        president: präsident präsidentin
        minister: ministerin
        premier: kanzler
        mayor: bürgermeister bürgermeisterin
        judge: richter richterin
        lawyer: anwalt anwältin
        prosecutor: staatsanwalt staatsanwältin
        director: chef
        spokesman: sprecher sprecherin
    """),
)
