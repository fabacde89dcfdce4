"""One statement told in other words, and the same words made to say another thing.

Each kind is tried with whatever names, things and figures are drawn for it.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.checks import Verdict, check
from tests.support.making import source

SENSES = frozenset(
    {"negation", "certainty", "attribution", "quantifier", "cause", "number", "name"}
)
BODIES = st.sampled_from(["The ministry", "The harbour board", "The club", "Norvia Bank"])
PLACES = st.sampled_from(["Arvik", "Bergen", "Lima", "Monfrei"])
MEN = st.sampled_from(["Peter Lund", "Karl Dahl", "Tom Reed"])
WOMEN = st.sampled_from(["Anna Holm", "Ida Krohn", "Mara Vance"])
COUNTED = st.sampled_from(["people", "voters", "cows", "boats"])
tried = settings(max_examples=12, deadline=None)


def verdict(claim: str, text: str) -> Verdict:
    """Check a claim that cites every sentence of a text."""
    made = source(text, language="en")
    return check(claim, made, [s.id for s in made.documents[0].sentences])


def senses(claim: str, text: str) -> set[str]:
    return {f.kind for f in verdict(claim, text).findings} & SENSES


@tried
@given(BODIES, PLACES, st.sampled_from(["anticipate", "expect"]))
def test_a_denial_may_stand_at_the_verb_of_thinking_or_at_what_is_thought(body, place, verb):
    text = f"{body} does not {verb} that the dam in {place} will be finished this year."
    claim = f"{body} {verb}s that the dam in {place} will not be finished this year."
    assert senses(claim, text) == set()
    assert verdict(claim.replace("will not", "will"), text).status != "confirmed"


@tried
@given(MEN, st.sampled_from(["attend the hearing", "play in the match"]))
def test_not_expected_to_come_is_expected_to_skip(man, act):
    text = f"{man} is not expected to {act} on Monday."
    assert senses(f"{man} is expected to skip {act.split(maxsplit=1)[1]} on Monday.", text) == set()
    assert verdict(f"{man} is expected to {act} on Monday.", text).status != "confirmed"


@tried
@given(MEN, st.sampled_from([("ban", "banned"), ("reject", "rejected"), ("block", "blocked")]))
def test_what_one_half_of_a_sentence_denies_the_other_half_does_not(man, verbs):
    base, past = verbs
    text = f"{man} fined the firm and did not {base} its director."
    assert senses(f"{man} fined the firm.", text) == set()
    assert verdict(f"{man} {past} the firm's director.", text).status != "confirmed"


@tried
@given(BODIES, st.integers(20, 900))
def test_what_somebody_said_would_come_is_no_less_sure_than_what_will(body, jobs):
    told = f"{body} said on Monday that it would cut {jobs} jobs."
    assert verdict(told, f"{body} will cut {jobs} jobs, it said on Monday.").status == "confirmed"
    assert verdict(told, f"{body} may cut {jobs} jobs, it said on Monday.").status != "confirmed"


@tried
@given(BODIES, st.integers(2, 90), st.sampled_from(["sees", "puts at", "reckons with"]))
def test_a_claim_with_a_hedge_of_its_own_is_not_too_sure(body, amount, hedge):
    verb, _, joint = hedge.partition(" ")
    text = f"{body} expects revenue of {amount} million euros this year."
    claim = f"{body} {verb} revenue {joint or 'of'} {amount} million euros this year."
    assert "certainty" not in senses(claim, text)
    claim = f"{body} had revenue of {amount} million euros this year."
    assert "certainty" in senses(claim, text)


@tried
@given(PLACES, st.sampled_from(["engines", "lifts", "trams"]), st.integers(20, 900))
def test_to_maintain_a_thing_says_nothing_and_to_maintain_that_does(place, things, staff):
    text = f"The firm, which maintains {things} in {place}, employs {staff} people."
    assert senses(f"The firm employs {staff} people in {place}.", text) == set()
    text = f"The firm maintains that it employs {staff} people in {place}."
    assert "attribution" in senses(f"The firm employs {staff} people in {place}.", text)


@tried
@given(MEN, st.sampled_from(["In-demand", "Much-wanted"]))
def test_a_compound_before_a_name_hedges_nothing(man, compound):
    text = f"{compound} striker {man} has signed for Milan."
    assert senses(f"Striker {man} has signed for Milan.", text) == set()


@tried
@given(st.integers(2, 9), st.integers(0, 999), COUNTED, PLACES)
def test_a_count_told_by_its_magnitude_is_borne_out_by_a_count_of_that_size(head, rest, of, place):
    text = f"Some {head},{rest:03} {of} were counted in {place}."
    assert verdict(f"Thousands of {of} were counted in {place}.", text).status == "confirmed"
    for word in ("Dozens", "Hundreds", "Hundreds of thousands"):
        told = verdict(f"{word} of {of} were counted in {place}.", text)
        assert told.status == "contradicted"


@tried
@given(COUNTED, PLACES)
def test_more_than_a_million_is_not_hundreds_of_thousands(of, place):
    text = f"More than a million {of} were counted in {place}."
    claim = f"Hundreds of thousands of {of} were counted in {place}."
    assert verdict(claim, text).status == "contradicted"


@tried
@given(st.integers(2, 30), COUNTED)
def test_a_share_of_a_whole_is_the_count_it_comes_to(half, of):
    text = f"Half of the town's {2 * half} {of} were lost."
    claim = "{} of the town's {} {} were lost."
    assert "number" not in senses(claim.format(half, 2 * half, of), text)
    assert verdict(claim.format(half + 9, 2 * half, of), text).status != "confirmed"


@tried
@given(st.sampled_from(["minute", "hour", "day"]), st.integers(20, 900))
def test_what_a_count_is_told_per_may_stand_behind_what_is_counted(unit, count):
    text = f"The ferry carries {count} people a week."
    assert verdict(f"The ferry carries {count} people per week.", text).status == "confirmed"
    article = "an" if unit == "hour" else "a"
    assert not verdict(f"The ferry carries {count} people {article} {unit}.", text).supported
    after = f"The ferry carried {count} people a day after the storm."
    assert verdict(f"The ferry carried {count} people.", after).supported


@tried
@given(st.integers(1, 9), st.sampled_from([("min", 60, "seconds"), ("h", 60, "minutes")]))
def test_one_stretch_of_time_may_be_told_in_another_unit(count, units):
    _, times, small = units
    big = {"seconds": "minutes", "minutes": "hours"}[small]
    text = f"The power was out for {count + 1} {big}."
    claim = "The power was out for {} {}."
    assert verdict(claim.format((count + 1) * times, small), text).supported
    assert not verdict(claim.format((count + 1) * times + 25, small), text).supported


@tried
@given(WOMEN, MEN)
def test_a_pronoun_of_the_other_sex_is_somebody_else(woman, man):
    text = f"{woman} runs the bakery. {man} brings the flour. He lost his licence in 2019."
    told = f"{man} brings the flour. He lost his licence in 2019."
    assert verdict(told, text).status == "confirmed"
    assert verdict(f"{woman} runs the bakery. She lost her licence in 2019.", text).status == "open"


@tried
@given(MEN, st.sampled_from(["Jonas Vik", "Leo Brandt"]))
def test_a_pronoun_means_whom_the_sentence_before_it_names(one, other):
    text = f"{one} sued the city. The mayor, {other}, resigned. He moved to Spain."
    told = f"The mayor, {other}, resigned. He moved to Spain."
    assert verdict(told, text).status == "confirmed"
    assert verdict(f"{one} sued the city. He moved to Spain.", text).status == "open"


@tried
@given(st.sampled_from(["Ex", "Former", "Onetime"]), WOMEN)
def test_who_has_left_an_office_may_be_called_so_in_other_words(word, woman):
    joint = "-" if word == "Ex" else " "
    text = f"{word}{joint}president {woman} flew to Rome."
    assert senses(f"Former president {woman} flew to Rome.", text) == set()
    assert not verdict(f"President {woman} flew to Rome.", text).supported


@tried
@given(st.sampled_from(["approval", "a court's consent"]), BODIES)
def test_what_is_subject_to_something_hangs_on_it(condition, body):
    text = f"{body} will sell the pier, subject to {condition}."
    assert "cause" in senses(f"{body} will sell the pier.", text)


@tried
@given(
    MEN,
    st.sampled_from([("admitted", "denied"), ("bought", "sold"), ("opened", "closed")]),
    st.sampled_from(["the shop in Arvik", "the works in Monfrei"]),
)
def test_an_opposite_in_an_otherwise_equal_sentence_contradicts(man, verbs, thing):
    one, other = verbs
    assert verdict(f"{man} {other} {thing}.", f"{man} {one} {thing}.").status == "contradicted"


@tried
@given(st.integers(2, 20), st.integers(30, 60), PLACES, PLACES)
def test_figures_that_changed_places_contradict(few, many, one, other):
    if one == other:
        return
    text = f"{many} people died in {one} and {few} people died in {other}."
    assert verdict(f"In {other} {few} people died.", text).supported
    claim = f"{few} people died in {one} and {many} people died in {other}."
    assert verdict(claim, text).status == "contradicted"


@tried
@given(st.integers(11, 90), st.integers(11, 90))
def test_a_figure_with_a_bound_does_not_stand_for_the_one_beside_its_words(most, close):
    if most <= close:
        return
    text = f"Shares gained as much as {most}% in early trading before closing {close}% higher."
    assert verdict(f"The shares closed {close}% higher.", text).supported
    assert verdict(f"The shares closed {most}% higher.", text).status == "contradicted"


@tried
@given(
    st.sampled_from(["Ada Krone", "Nils Brack"]), st.sampled_from([("SPD", "CDU"), ("FDP", "SSW")])
)
def test_a_label_in_brackets_behind_a_name_is_the_sources(name, labels):
    own, another = labels
    text = f"Mayor {name} ({own}) opened the bridge. The {another} stayed away from the feast."
    assert verdict(f"Mayor {name} ({own}) opened the bridge.", text).status == "confirmed"
    assert verdict(f"Mayor {name} ({another}) opened the bridge.", text).status == "contradicted"


@tried
@given(st.sampled_from(["Iranian", "Peruvian", "Danish"]), st.sampled_from(["carriers", "banks"]))
def test_a_nationality_of_things_that_the_source_lacks_is_unsupported(nation, things):
    text = f"Oman will open its airspace to Israeli {things} in May."
    claim = f"Oman will open its airspace to {nation} {things} in May."
    assert not verdict(claim, text).supported


@tried
@given(st.integers(2, 9), PLACES)
def test_the_short_word_for_number_denies_nothing(rank, place):
    text = f"For years the port was the No. {rank} employer in {place}."
    assert "negation" not in senses(f"The port was the leading employer in {place}.", text)


@tried
@given(BODIES, st.sampled_from(["sell the pier", "close the mine"]))
def test_what_was_tried_is_neither_done_nor_denied(body, act):
    text = f"{body} tried to {act} in Arvik in 2019, but the court said no."
    claim = f"{body} failed to {act} in Arvik in 2019."
    assert verdict(claim, text).supported


@tried
@given(st.integers(1, 4), COUNTED)
def test_a_figure_in_brackets_is_another_count_of_the_same(low, of):
    text = f"More than {low} million {of} (some count as many as {low}.5 million) were lost then."
    assert verdict(f"Up to {low}.5 million {of} were lost then.", text).supported


@tried
@given(st.integers(40, 90), st.integers(1, 30))
def test_a_figure_that_is_not_what_the_claim_itself_calls_it_contradicts(low, more):
    text = f"Profit rose to {low + more} million euros. Analysts had expected {low} million euros."
    told = f"Profit rose to {low + more} million euros, {{}} the {low} million expected."
    assert verdict(told.format("more than"), text).supported
    assert verdict(told.format("short of"), text).status == "contradicted"


@tried
@given(MEN, st.sampled_from(["stressed", "noted", "mentioned"]), PLACES)
def test_verbs_that_only_say_stand_for_each_other_where_somebody_speaks(man, verb, place):
    text = f"{man} said that the dam in {place} was safe."
    assert verdict(f"{man} {verb} that the dam in {place} was safe.", text).status == "confirmed"
    claim = f"{man} promised that the dam in {place} was safe."
    assert verdict(claim, text).status != "confirmed"


@tried
@given(st.sampled_from(["author", "article"]), st.sampled_from(["mentions", "highlights"]), PLACES)
def test_the_article_may_be_said_to_say_what_it_says(noun, verb, place):
    text = f"The flood in {place} was the work of many years."
    assert verdict(f"The {noun} {verb} the flood in {place}.", text).status == "confirmed"
    assert verdict(f"The {noun} {verb} the fire in {place}.", text).status != "confirmed"


@tried
@given(st.sampled_from(["because of", "owing to", "as a result of"]), PLACES)
def test_one_cause_may_be_given_in_words_that_only_give_it(words, place):
    text = f"The pier in {place} was closed {words} the storm."
    assert verdict(f"The pier in {place} was closed due to the storm.", text).status == "confirmed"
    claim = f"The pier in {place} was closed due to the storm."
    assert verdict(claim, f"The pier in {place} was closed. There was a storm.").status == "open"


@tried
@given(st.sampled_from(["loan", "bond", "rent"]), st.integers(2, 28))
def test_what_falls_due_does_not_fall(thing, day):
    text = f"The value of the {thing} climbed last year. The {thing} is due on {day} June."
    assert "negation" not in senses(f"The {thing} falls due on {day} June.", text)
    assert "number" not in senses(f"The {thing} falls due on {day} June.", text)


@tried
@given(COUNTED, st.integers(200, 900), st.integers(20, 90))
def test_two_finds_told_in_one_breath_each_keep_what_is_theirs(of, many, few):
    text = f"In a barn near Bergen, the police found {many} {of} and {few} guns in May."
    claim = f"The police found {many} {of} and {few} guns in a barn near Bergen."
    assert "order" not in {f.kind for f in verdict(claim, text).findings}
