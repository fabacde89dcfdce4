"""What is known of a language, by hand and from CLDR."""

import pytest

from briefer import lang


def test_a_language_is_built_once():
    assert lang.language("en") is lang.language("en")


@pytest.mark.parametrize("code", [*lang.WRITTEN, "nl", "es", "pl", "ru", "fi"])
def test_every_language_names_twelve_months_and_seven_days(code):
    known = lang.language(code)
    assert set(known.months.values()) == set(range(1, 13))
    assert set(known.months_short.values()) == set(range(1, 13))
    assert set(known.weekdays.values()) == set(range(1, 8))
    assert set(known.weekdays_short.values()) == set(range(1, 8))


@pytest.mark.parametrize(
    ("code", "word", "value"),
    [
        ("zh", "万", 1e4),
        ("zh", "亿", 1e8),
        ("es", "mil millones", 1e9),
        ("nl", "miljard", 1e9),
        ("pl", "mln", 1e6),
        ("hi", "लाख", 1e5),
    ],
)
def test_magnitudes_of_other_languages_come_from_cldr(code, word, value):
    assert lang.language(code).magnitudes[word] == value


@pytest.mark.parametrize("code", ["ru", "fi", "cs", "es"])
def test_a_comma_parts_decimals_where_cldr_says_so(code):
    assert lang.language(code).decimal == ","


@pytest.mark.parametrize("code", ["xx", "", "not-a-code", "q" * 300])
def test_a_code_that_nobody_knows_gives_a_language_without_words(code):
    known = lang.language(code)
    assert known.code == code
    assert not known.months
    assert not known.countries


def test_offices_are_called_alike_in_every_language():
    offices = {code: lang.language(code).offices for code in lang.WRITTEN}
    assert offices["en"]["president"] == offices["de"]["präsidentin"] == offices["fr"]["président"]
    assert offices["en"]["mayor"] == offices["de"]["bürgermeister"] == offices["fr"]["maire"]


def test_all_languages_together_know_what_each_knows():
    every = lang.every_language()
    for code in lang.WRITTEN:
        known = lang.language(code)
        assert known.stop <= every.stop
        assert known.titles <= every.titles
        assert set(known.countries) - every.generic <= set(every.countries)
        assert len(known.opposites) <= len(every.opposites)


def test_opposites_of_two_languages_stay_apart():
    sides = lang.every_language().sides
    ((rose, up),) = [each for each in sides["rose"] if each in sides["climbed"]]
    ((stieg, hinauf),) = sides["stieg"]
    assert (rose, up) != (stieg, hinauf)
    assert (stieg, 1 - hinauf) in sides["sank"]
    assert (rose, 1 - up) in sides["sank"]


@pytest.mark.parametrize(
    ("code", "name", "country"),
    [
        ("en", "chad", "TD"),
        ("en", "panama", "PA"),
        ("en", "bosnia and herzegovina", "BA"),
        ("en", "burma", "MM"),
        ("en", "saint lucia", "LC"),
        ("en", "britain", "GB"),
        ("de", "tschad", "TD"),
        ("de", "island", "IS"),
        ("fr", "panama", "PA"),
        ("pl", "niemcy", "DE"),
        ("ja", "フランス", "FR"),
    ],
)
def test_countries_are_known_in_every_language(code, name, country):
    assert lang.language(code).countries[name] == country


@pytest.mark.parametrize("word", ["jersey", "island", "guam"])
def test_what_only_belongs_to_a_country_or_is_a_common_word_is_no_country(word):
    assert word not in lang.every_language().countries


def test_pages_are_known_by_the_phrases_of_every_language():
    phrases = lang.page_phrases()
    assert {"lire aussi", "leggi anche", "les også"} <= set(phrases.lead_ins)
    assert {"nur für abonnenten", "exclusivo para assinantes"} <= set(phrases.paywalls)
