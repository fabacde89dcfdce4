# ruff: noqa: E501 (articles are told line by line)
import itertools
import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.stories import bcubed, bcubed_of, events, labels
from briefer.compare.stories.grouping import THRESHOLD, Grouper, group
from briefer.ingest.reading import read_article
from briefer.model import Article
from briefer.text import split
from tests.support.repository import ROOT
from tests.support.told import ARTICLES, GOLD

WIRE = (
    "The harbour of Pellin was closed on Monday after the tanker Morgana ran aground at its mouth, the coast guard "
    "said. No oil has leaked so far, according to its commander, Asta Lind. Two tugs from Norvik were to try to pull "
    "the ship free at high water on Tuesday morning.\n\n"
    "The Morgana, 183 metres long, was on its way from Brake with 31,000 tonnes of heating oil. Its 22 crew stayed on "
    "board. Captain Ruben Haas told the coast guard by radio that the rudder had failed.\n\n"
    "Pellin handles a third of the island's imports. The ferry company Linea cancelled all sailings until further "
    "notice, and 600 passengers spent the night in the terminal. Shops had bread for three days, said the mayor, Ole "
    "Brandt, and nobody needed to hoard.\n\n"
    "The environment ministry sent 400 metres of booms by air. Fishermen demanded that the ship be unloaded before "
    "anybody pulled at it."
)


def contents(groups, articles):
    return {frozenset(articles[i].hash for i in each.members) for each in groups}


def test_the_hard_day_is_grouped_as_an_editor_would():
    assert bcubed(GOLD, labels(group(ARTICLES))) >= 0.97


def test_two_floods_two_matches_two_trials_and_two_rate_decisions_stay_apart():
    found = labels(group(ARTICLES))
    for one, other in itertools.combinations(GOLD, 2):
        if GOLD[one].split("-")[0] == GOLD[other].split("-")[0] and GOLD[one] != GOLD[other]:
            assert found[one] != found[other], (GOLD[one], GOLD[other])


def test_one_event_in_three_languages_is_one_group():
    found = labels(group(ARTICLES))
    for event, language in (("flood-ostra", "de"), ("plant-doria", "fr")):
        here = [i for i in GOLD if GOLD[i] == event]
        assert language in {ARTICLES[i].language for i in here}
        assert len({found[i] for i in here}) == 1


@pytest.mark.parametrize("days", [(1,), (2,), (1, 2)])
def test_the_days_of_the_fixtures_are_grouped_as_their_editor_did(days):
    folder = ROOT / "fixtures" / "days"
    files = [f for day in days for f in sorted((folder / f"day{day}").glob("*.md"))]
    articles = [read_article(f.read_bytes(), source=f.name) for f in files]
    keys = [(f.parent.name.removeprefix("day"), f.stem) for f in files]
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    story = {
        (day, name): label
        for label, each in gold["stories"].items()
        for day, names in each["articles"].items()
        for name in names
    }
    groups = group(articles)
    truth = {i: story.get(key, key) for i, key in enumerate(keys)}
    assert bcubed(truth, labels(groups)) >= 0.9
    for each in groups:
        (told,) = {truth[i] for i in each.members} if len(each.members) > 1 else {None}
        if len(days) == 1 and len(each.members) == sum(label == told for label in truth.values()):
            assert each.sources == gold["independent_outlets"][told][str(days[0])]
    if days == (1,):
        copies = {keys[i][1]: keys[j][1] for each in groups for i, j in each.copies.items()}
        assert copies == gold["copies"]


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(len(ARTICLES))))
def test_groups_do_not_depend_on_the_order_of_the_articles(order):
    shuffled = [ARTICLES[i] for i in order]
    expected = group(ARTICLES)
    found = group(shuffled)
    assert contents(found, shuffled) == contents(expected, ARTICLES)
    first = [ARTICLES[g.members[0]].hash for g in expected]
    assert [shuffled[g.members[0]].hash for g in found] == first


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10_000))
def test_generated_events_with_copies_are_grouped_alike_in_any_order(seed):
    articles, gold = events(60, seed)
    groups = group(articles)
    assert bcubed_of(gold, groups) >= 0.8
    order = list(range(60))
    random.Random(seed).shuffle(order)
    shuffled = [articles[i] for i in order]
    found = group(shuffled)
    assert contents(found, shuffled) == contents(groups, articles)
    assert sorted(g.sources for g in found) == sorted(g.sources for g in groups)


def test_every_article_is_in_exactly_one_group():
    groups = group(ARTICLES)
    assert sorted(i for g in groups for i in g.members) == list(range(len(ARTICLES)))
    assert group([]) == ()
    assert [g.members for g in group([Article("")])] == [(0,)]


def test_adding_bit_by_bit_comes_to_the_same_as_all_at_once():
    grouper = Grouper()
    for index, article in enumerate(ARTICLES):
        assert grouper.add(split(article)) == index
        if index == 9:
            assert grouper.groups() == group(ARTICLES[:10])
    assert grouper.groups() == group(ARTICLES)


def test_an_earlier_group_stays_whole_and_takes_in_what_belongs_to_it():
    ostra = [i for i in GOLD if GOLD[i] == "flood-ostra"]
    weather = next(i for i in GOLD if GOLD[i] == "weather")
    groups = group(ARTICLES, earlier=[[ostra[0], weather]])
    home = next(g for g in groups if weather in g.members)
    assert set(home.members) >= {ostra[0], weather}
    assert set(ostra) <= set(home.members)


def test_two_earlier_groups_become_one_only_through_a_new_article():
    apart = [[0], [1]]
    assert {frozenset(g.members) for g in group(ARTICLES[:2], earlier=apart)} == {
        frozenset([0]),
        frozenset([1]),
    }
    assert len(group(ARTICLES[:2])) == 1
    assert len(group([*ARTICLES[:2], ARTICLES[3]], earlier=apart)) == 1


def test_copies_of_one_text_in_two_earlier_groups_leave_these_groups_alone():
    articles = [Article(WIRE, outlet="A"), Article(WIRE, outlet="B"), ARTICLES[5]]
    groups = group(articles, earlier=[[0], [1]])
    assert {frozenset(g.members) for g in groups} == {frozenset({i}) for i in range(3)}


def prints(**changed):
    base = {
        "Gazette": WIRE,
        "Bulletin": "By our correspondent in Norvik\n\n" + WIRE,
        "Echo": WIRE.rpartition("\n\n")[0],
        "Star": WIRE.replace("closed on Monday", "shut on Monday").replace("so far, ", "yet, "),
        "Times": WIRE
        + "\n\nSubscribe to our newsletter for more from the islands, every morning at six.",
    }
    return [
        Article(text, title=f"{name}: {title}", outlet=name, date="2026-05-04")
        for (name, text), title in zip(
            (base | changed).items(),
            [
                "Tanker aground",
                "Harbour shut",
                "Morgana stuck at Pellin",
                "No oil yet",
                "Tugs on way",
            ],
            strict=True,
        )
    ]


def test_a_wire_story_in_five_outlets_counts_as_one_source():
    (found,) = group(prints())
    assert found.sources == 1
    assert len(found.copies) == 4
    assert set(found.copies.values()) == {found.members[0]}


def test_a_shortened_print_is_a_copy_and_not_the_one_to_read():
    articles = [
        Article(WIRE[:600], date="2026-05-04T06:00:00Z"),
        Article(WIRE, date="2026-05-04T09:00:00Z"),
    ]
    (found,) = group(articles)
    assert found.members == (1, 0)
    assert found.copies == {0: 1}


def test_of_prints_of_one_length_the_earliest_is_the_original():
    articles = [Article(WIRE, date=f"2026-05-04T{hour:02}:00:00Z") for hour in (9, 6, 7)]
    (found,) = group(articles)
    assert found.members == (1, 2, 0)
    assert found.copies == {0: 1, 2: 1}


def test_a_report_of_its_own_is_a_second_source():
    own = Article(
        "Six hundred people slept on the floor of Pellin's ferry terminal because a tanker blocks the harbour. The "
        "Morgana lies across the channel with 31,000 tonnes of heating oil. Commander Asta Lind of the coast guard "
        "hopes that tugs will move it on Tuesday. Mayor Ole Brandt handed out soup.",
        outlet="Island Radio", date="2026-05-04",
    )  # fmt: skip
    (found,) = group([*prints(), own])
    assert found.sources == 2
    assert 5 not in found.copies


def test_two_texts_of_one_outlet_are_one_source():
    same = [replace(a, outlet="Ledger") for a in ARTICLES[:2]]
    assert [g.sources for g in group(same)] == [1]
    assert [g.sources for g in group(ARTICLES[:2])] == [2]


@pytest.mark.parametrize(
    ("addresses", "names", "sources"),
    [
        (("https://www.taz.de/a", "https://taz.de/b"), (None, None), 1),
        (("https://a.github.io/1", "https://b.github.io/2"), (None, None), 2),
        (("https://www.taz.de/a", "https://taz.de/b"), ("taz", None), 1),
        (("https://news.example/a", "https://news.example/b"), ("Ledger", "Echo"), 2),
        (("https://www.taz.de/a", "https://echo.example/b"), ("taz", None), 2),
    ],
)
def test_outlets_are_told_apart_by_name_and_where_none_is_given_by_site(addresses, names, sources):
    articles = [
        replace(article, url=url, outlet=name)
        for article, url, name in zip(ARTICLES[:2], addresses, names, strict=True)
    ]
    assert [each.sources for each in group(articles)] == [sources]


def test_an_outlet_that_prints_the_wire_and_a_report_of_its_own_leaves_the_wire_to_another():
    report = replace(ARTICLES[0], outlet="Echo")
    wire = [replace(ARTICLES[1], outlet=name) for name in ("Echo", "Star")]
    assert [g.sources for g in group([report, *wire])] == [2]


def test_an_outlet_that_prints_a_wire_later_makes_its_agency_no_second_source():
    wire = replace(ARTICLES[1], outlet="Agency", date="2026-04-14T06:00:00Z")
    reprint = replace(wire, outlet="Echo", date="2026-04-14T09:00:00Z")
    more = replace(ARTICLES[0], outlet="Agency", date="2026-04-14T12:00:00Z")
    assert [g.sources for g in group([wire, reprint, more])] == [1]


def test_a_form_filled_in_twice_is_no_copy():
    form = (
        "A magnitude {m} earthquake was recorded {k} kilometres from {place} at {t}, the seismic service said. "
        "There were no reports of damage or of people hurt. The quake had a depth of {d} kilometres. The "
        "service asks people who felt it to fill in the form on its pages, which helps it to draw its maps."
    )
    one = form.format(m="4.7", k=38, place="Oltara", t="6:12 a.m.", d=14)
    other = form.format(m="5.1", k=71, place="Bremsk", t="9:40 p.m.", d=83)
    groups = group([Article(one, date="2026-05-04"), Article(other, date="2026-05-04")])
    assert not any(g.copies for g in groups)


def test_an_outlets_own_matter_makes_no_copies():
    matter = (
        "Morning Ledger is read by forty thousand subscribers in the four counties. If you have a story to tell, "
        "write to our newsroom, call the desk at any hour or come to the office on Corn Street. Corrections are "
        "printed on page two on Saturdays. Our journalism is paid for by readers, not by advertisers or parties."
    )
    short = [a for a in ARTICLES if a.outlet == "Morning Ledger"][:5]
    with_matter = [replace(a, text=f"{a.text[:260]}\n\n{matter}") for a in short]
    assert not any(g.copies for g in group(with_matter))


def test_a_round_up_of_two_stories_is_a_copy_of_neither_and_joins_them_not():
    one, other = ARTICLES[0], ARTICLES[10]
    both = Article(f"{one.text}\n\n{other.text}", title="The day in brief", date="2026-04-14")
    found = labels(group([one, other, both]))
    assert found[0] != found[1]


def test_articles_months_apart_need_more_in_common():
    one, other = ARTICLES[10], replace(ARTICLES[11], date="2026-11-30")
    assert len(group([one, ARTICLES[11]])) == 1
    assert len(group([one, other])) == 2
    assert len(group([one, replace(other, date=None)])) == 1


def test_a_similarity_parts_and_joins_only_what_is_close_to_being_one_event():
    asked = []

    def saying(value):
        def similarity(pairs):
            asked.extend(frozenset(a.hash for a in pair) for pair in pairs)
            return [value] * len(pairs)

        return similarity

    mention = " Lisk also tries Oskar Brenn."
    nurse = replace(ARTICLES[12], text=ARTICLES[12].text + mention)
    for brenn, joined in ((ARTICLES[10], True), (ARTICLES[11], False)):
        pair = [brenn, nurse]
        asked.clear()
        assert len(group(pair)) == (1 if joined else 2)
        assert len(group(pair, similarity=saying(1.0))) == 1
        assert len(group(pair, similarity=saying(0.0))) == 2
        assert group(pair, similarity=saying(0.5)) == group(pair)
        assert group(pair, similarity=saying(None)) == group(pair)
        assert asked == [frozenset(a.hash for a in pair)] * 4
    asked.clear()
    assert len(group([ARTICLES[14], ARTICLES[15]], similarity=saying(0.0))) == 1
    assert asked == []


def test_bcubed_is_one_for_the_gold_and_falls_both_ways():
    gold = dict(enumerate("aaabbc"))
    assert bcubed(gold, gold) == 1.0
    lumped = dict.fromkeys(gold, 0)
    split_up = {item: item for item in gold}
    # all in one: precision (3·3/6 + 2·2/6 + 1/6) / 6 = 14/36, recall 1
    assert bcubed(gold, lumped) == pytest.approx(2 * (14 / 36) / (14 / 36 + 1))
    # all apart: precision 1, recall (3·1/3 + 2·1/2 + 1) / 6 = 3/6
    assert bcubed(gold, split_up) == pytest.approx(2 * 0.5 / 1.5)
    with pytest.raises(ValueError, match="same items"):
        bcubed(gold, {0: "a"})


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=20))
def test_bcubed_is_symmetric_and_between_nought_and_one(labelled):
    gold = {i: one for i, (one, _) in enumerate(labelled)}
    found = {i: other for i, (_, other) in enumerate(labelled)}
    value = bcubed(gold, found)
    assert 0 < value <= 1
    assert value == pytest.approx(bcubed(found, gold))
    assert (value == pytest.approx(1.0)) == (
        len(set(labelled)) == len(set(gold.values())) == len(set(found.values()))
    )


def test_the_threshold_is_a_share():
    assert 0 < THRESHOLD < 1
