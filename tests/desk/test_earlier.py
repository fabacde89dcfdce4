"""A brief made again on its day: what was decided before is taken over where it says the same."""

from dataclasses import replace

import pytest

from briefer.briefing import remember
from briefer.desk import Desk, record_text
from briefer.errors import NotAllowedError
from briefer.model import Article
from tests.support.desk import (
    DAY,
    FERRY,
    HARBOUR,
    NOW,
    TOLD,
    brief_of,
    desk_of,
    path_of,
)

LIGHT = Article(
    "The lighthouse at Kap Orm was lit again on Friday after nine dark months.",
    title="Lighthouse lit again",
    url="https://light.example/orm",
    date="2026-11-21",
    language="en",
)
TOLD_LIGHT = (
    "The lighthouse at Kap Orm was lit again.",
    ("It had been dark for nine months.",),
    (),
)


@pytest.fixture
def desk():
    with (desk := desk_of()).store:
        yield desk


def made_again(desk, articles=(LIGHT, HARBOUR, FERRY), told=(TOLD_LIGHT, *TOLD)):
    """Make the day's brief again, with an article more in front; return its number."""
    for article in articles:
        desk.store.keep_version(article.url, article, fetched=f"{DAY}T08:00:00+00:00")
    return remember(desk.store, "#Daily brief", brief_of(articles, told), NOW)


def decide_all_kinds(desk):
    """Edit, accept, flag and cut claims; return the edition's number."""
    review = desk.open(DAY)
    for text, action, more in (
        ("The work will cost 21", "edit", {"text": "The work will take two years."}),
        ("Fishermen are said", "flag", {"note": "nobody said so"}),
        ("About 400 commuters", "accept", {"note": "asked the operator"}),
        ("The operator offers", "cut", {}),
    ):
        desk.decide(DAY, path_of(review, text), action, "mara", **more)
    return review.number


def test_what_says_the_same_on_the_same_sentences_is_decided_as_before(desk):
    first = decide_all_kinds(desk)
    assert desk.decided_before(DAY) is None
    second = made_again(desk)
    assert desk.open(DAY).number == second
    assert desk.decided_before(DAY) == (first, 4)
    assert not desk.open(DAY).decisions

    assert desk.take_over(DAY, "jon") == 4
    review = desk.open(DAY)
    stands = {each.draft.text: each for each in review.claims if each.action is not None}
    edited = stands["The work will cost 21 million euros."]
    assert (edited.claim.text, edited.claim.status) == (
        "The work will take two years.",
        "confirmed",
    )
    assert {e.article for e in edited.claim.evidence} == {2}  # the brief's own number for it
    flagged = stands["Fishermen are said to be content."]
    assert flagged.claim.findings[-1].message == "nobody said so"
    assert stands["The operator offers a bus instead."].is_cut
    assert {each.who for each in review.decisions} == {"jon"}
    notes = [each.note for each in review.decisions if each.action != "flag"]
    assert f"as mara decided of brief {first}: asked the operator" in notes
    assert f"as mara decided of brief {first}" in notes
    assert desk.decided_before(DAY) is None
    assert desk.take_over(DAY, "jon") == 0
    assert desk.problems_of(record_text(desk.record(DAY))) == []


def test_what_was_taken_back_is_decided_here_or_says_something_else_is_not(desk):
    number = decide_all_kinds(desk)
    desk.undo(number, "mara")  # the claim that was cut stands again
    headline, lede, (wrong, content) = TOLD[0]
    told = (TOLD_LIGHT, (headline, lede, (f"{wrong[:-1]} now.", content)), TOLD[1])
    made_again(desk, told=told)
    review = desk.open(DAY)
    desk.decide(DAY, path_of(review, content), "accept", "jon")
    assert desk.decided_before(DAY) == (number, 1)
    assert desk.take_over(DAY, "mara") == 1
    (taken,) = [each for each in desk.open(DAY).decisions if each.who == "mara"]
    assert taken.before.startswith("About 400 commuters")


def test_an_article_that_changed_is_read_again(desk):
    decide_all_kinds(desk)
    longer = replace(FERRY, text=f"{FERRY.text} It is free.")
    made_again(desk, (HARBOUR, longer), TOLD)
    assert desk.decided_before(DAY)[1] == 2
    assert {each.draft.evidence[0].article for each in taken_over(desk)} == {1}


def taken_over(desk):
    desk.take_over(DAY, "mara")
    return [each for each in desk.open(DAY).claims if each.action is not None]


def test_a_story_that_was_cut_is_cut_where_it_tells_the_same_articles(desk):
    desk.decide(DAY, "$.stories[1]", "cut", "mara")
    made_again(desk)
    assert desk.take_over(DAY, "mara") == 1
    (gone,) = [each for each in desk.open(DAY).stories if each.is_cut]
    assert gone.story.headline.text == TOLD[1][0]


def test_decisions_come_from_the_last_brief_in_which_there_are_any(desk):
    first = decide_all_kinds(desk)
    made_again(desk, (HARBOUR,), TOLD[:1])
    made_again(desk)
    assert desk.decided_before(DAY) == (first, 4)
    with pytest.raises(NotAllowedError):
        desk.take_over(DAY, "ben")


def test_two_persons_are_held_to_what_was_taken_over(desk):
    decide_all_kinds(desk)
    made_again(desk)
    strict = Desk(desk.store, replace(desk.settings, desk_two_person=True))
    assert strict.take_over(DAY, "jon") == 4
    with pytest.raises(NotAllowedError):
        strict.sign(DAY, "jon")
    assert strict.sign(DAY, "ada").who == "ada"
