"""Kinds of claims that were tried on new sentences: true ones pass, wrong ones are not assured."""

import pytest

from tests.support.making import verdict

TRUE = [
    ("en", "Temperatures in Seville could reach 44C on Friday.",
     "Seville could see temperatures of 44 degrees Celsius on Friday."),
    ("en", "Turnout was 38.6%, down from 61.2% at the last election.",
     "Turnout fell by 22.6 points."),
    ("en", "Nearly two thirds said they were tired, up from half in 2021.",
     "In 2021 half of them said that they were tired."),
    ("en", "The 14 crew were lifted off by helicopter, the coastguard said.",
     "All 14 crew were lifted off by helicopter."),
    ("en", "Norden Bank plans to cut 1,800 jobs over 18 months.",
     "Norden Bank plans to cut 1,800 jobs over a year and a half."),
    ("de", "Der FC Augsburg gewann am Samstag 2:0 gegen Werder Bremen.",
     "Werder Bremen verlor 0:2 in Augsburg."),
    ("de", "Die Männer sollen rund 1,2 Tonnen Kokain versteckt haben.",
     "Die Männer sollen etwa 1.200 Kilogramm Kokain versteckt haben."),
    ("fr", "Un incendie a détruit 300 hectares de forêt.",
     "Un incendie a détruit 3 km² de forêt."),
]  # fmt: skip
WRONG = [
    ("en", "Leeds United beat Hull City 3-1. Hull had led through Delap before half-time.",
     "Leeds had led through Delap before half-time."),
    ("en", "Two thirds of the nurses said they had thought about quitting in the past year.",
     "Two thirds of the nurses quit in the past year."),
    ("en", "Sales rose 4.5% to 1.78 billion euros. Profit halved to 61 million euros.",
     "Profit rose 4.5% to 1.78 billion euros."),
    ("de", "Der Umsatz stieg um 4,5 Prozent. Der Gewinn halbierte sich auf 61 Millionen Euro.",
     "Der Gewinn stieg um 4,5 Prozent."),
    ("de", "Präsidentin Claire Mercier lehnte den Vorschlag der SNCF ab.",
     "Die SNCF lehnte den Vorschlag von Claire Mercier ab."),
    ("fr", "Un incendie a détruit la forêt. Aucun blessé n'est à déplorer.",
     "L'incendie a fait un blessé."),
    ("en", "Fifty-five of the 63 passengers survived.", "All 63 passengers survived."),
    ("en", "The 14 crew were mostly lifted off by helicopter.",
     "All 14 crew were lifted off by helicopter."),
    ("en", "The train ran at 15 kilometres an hour.", "The train ran 15 kilometres a day."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "claim"), TRUE)
def test_what_is_true_in_other_words_is_not_flagged(language, source, claim):
    assert verdict(claim, source, language=language).supported


@pytest.mark.parametrize(("language", "source", "claim"), WRONG)
def test_what_is_wrong_in_the_sources_own_words_is_not_assured(language, source, claim):
    assert verdict(claim, source, language=language).status != "confirmed"
    assert verdict(source, source, language=language).status == "confirmed"
