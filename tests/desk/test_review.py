"""A brief under review: decided claim by claim, undone, signed."""

from dataclasses import replace

import pytest

from briefer.briefing import remember
from briefer.desk import Desk
from briefer.errors import ConflictError, NotAllowedError, UndecidedError, UsageError
from briefer.revising import Current, affected, corrected, keep
from tests.support.desk import (
    DAY,
    HARBOUR,
    NOW,
    TOLD,
    brief_of,
    decide_all,
    desk_of,
    kept,
    path_of,
)

WRONG = "The work will cost 21"
OPEN = "Fishermen are said"
LEDE = "The work will cost 12"


@pytest.fixture
def desk():
    with (desk := desk_of()).store:
        yield desk


def wrong(desk):
    return path_of(desk.open(DAY), WRONG)


def test_a_review_begins_with_the_draft_and_what_the_checks_left_to_decide(desk):
    review = desk.open(DAY)
    assert review.brief is review.draft
    assert (review.changed, review.head, review.signed) == (0.0, review.edition, None)
    assert review.progress.text == "2 of 8 to decide"
    assert [each.claim.text[:18] for each in review.to_decide] == [WRONG[:18], OPEN[:18]]
    assert desk.open(review.number) is desk.open(review.edition) is review
    (listed,) = desk.editions()
    assert (listed.edition, listed.day) == (review.edition, DAY)


def test_an_edit_is_checked_and_stands_in_the_brief_as_decided(desk):
    path = wrong(desk)
    now = "The work will cost 12 million euros."
    made = desk.decide(DAY, path, "edit", "mara", text=f"  {now}\n", seen="")
    assert (made.before, made.after) == ("The work will cost 21 million euros.", now)
    assert made.verdict.status == "confirmed"
    review = desk.open(DAY)
    assert review.claim(path).is_edited
    assert not review.claim(path).is_to_decide
    assert review.brief.stories[0].key_facts[0] == made.verdict
    assert review.draft.stories[0].key_facts[0].text == made.before
    # One word each of 67 and 67: “21” became “12”.
    words = sum(2 * len(each.draft.text.split()) for each in review.claims)
    assert review.changed == pytest.approx(2 / words, abs=1e-4)


def test_an_edit_that_the_article_does_not_bear_out_is_still_to_be_decided(desk):
    path = wrong(desk)
    desk.decide(DAY, path, "edit", "mara", text="The work will cost 13 million euros.")
    assert desk.open(DAY).claim(path).is_to_decide
    desk.decide(DAY, path, "accept", "mara")
    claim = desk.open(DAY).brief.stories[0].key_facts[0]
    assert (claim.text[-17:], claim.status) == ("13 million euros.", "confirmed")
    assert claim.by == "editor"
    assert claim.findings


def test_the_edit_of_a_claim_is_that_of_the_news_it_is(desk):
    path = path_of(desk.open(DAY), LEDE)
    desk.decide(DAY, path, "edit", "mara", text="The work will take two years.")
    story = desk.open(DAY).brief.stories[0]
    assert story.news == story.summary
    desk.decide(DAY, path, "cut", "mara")
    story = desk.open(DAY).brief.stories[0]
    assert story.news == story.summary == ()


def test_what_is_flagged_stands_and_readers_are_told_why(desk):
    path = path_of(desk.open(DAY), OPEN)
    desk.decide(DAY, path, "flag", "mara", note="Two of them told us otherwise.")
    claim = desk.open(DAY).brief.stories[0].key_facts[1]
    assert claim.is_flagged
    assert claim.findings[-1].message == "Two of them told us otherwise."
    assert claim.by == claim.findings[-1].by == "editor"


def test_each_restore_takes_back_the_decision_before_it_until_the_draft_stands(desk):
    path = wrong(desk)
    draft = desk.open(DAY).content
    contents = [draft]
    for action, more in (
        ("edit", {"text": "The pier will cost 12 million euros."}),
        ("accept", {}),
        ("flag", {"note": "Really?"}),
        ("cut", {}),
    ):
        desk.decide(DAY, path, action, "mara", **more)
        contents.append(desk.open(DAY).content)
    for content in reversed(contents[:-1]):
        desk.decide(DAY, path, "restore", "mara")
        assert desk.open(DAY).content == content
    with pytest.raises(ConflictError, match="nothing is decided"):
        desk.decide(DAY, path, "restore", "mara")
    assert [each.action for each in desk.open(DAY).decisions].count("restore") == 4
    assert list(desk.store.verify()) == []


def test_undo_takes_back_ones_own_last_decision_and_nobody_elses(desk):
    first, second = wrong(desk), path_of(desk.open(DAY), OPEN)
    desk.decide(DAY, first, "cut", "mara")
    desk.decide(DAY, second, "cut", "jon")
    assert desk.undo(DAY, "mara").path == first
    desk.decide(DAY, first, "flag", "jon")
    desk.decide(DAY, first, "cut", "mara")
    desk.decide(DAY, first, "restore", "jon")
    with pytest.raises(ConflictError, match="no decision of mara's"):
        desk.undo(DAY, "mara")
    assert [desk.undo(DAY, "jon").path for _ in range(2)] == [first, second]
    assert desk.open(DAY).brief == desk.open(DAY).draft


def test_stories_are_cut_and_moved_and_put_back(desk):
    desk.decide(DAY, "$.stories[1]", "move", "mara", to=1)
    assert [each.articles for each in desk.open(DAY).brief.stories] == [(2,), (1,)]
    desk.decide(DAY, "$.stories[0]", "cut", "mara")
    review = desk.open(DAY)
    assert [each.articles for each in review.brief.stories] == [(2,)]
    assert review.brief.top_lines == ()  # it told of that story alone
    assert [(each.path[-2], each.place, each.is_cut) for each in review.stories] == [
        ("1", 1, False),
        ("0", None, True),
    ]
    assert review.progress.text == "0 of 3 to decide"
    with pytest.raises(UsageError, match="place from 1 to 1"):
        desk.decide(DAY, "$.stories[1]", "move", "mara", to=2)
    desk.decide(DAY, "$.stories[0]", "restore", "mara")
    desk.decide(DAY, "$.stories[1]", "restore", "mara")
    assert desk.open(DAY).brief == desk.open(DAY).draft


def test_what_makes_no_sense_or_was_not_seen_is_refused_and_leaves_no_trace(desk):
    path, story = wrong(desk), "$.stories[0]"
    desk.decide(DAY, path, "flag", "jon")
    before = desk.open(DAY)
    text = {"text": "The work will cost 12 million euros."}
    for name, place, action, who, more, error, message in (
        (DAY, path, "cut", "mara", {"seen": ""}, ConflictError, "jon decided here meanwhile: flag"),
        (DAY, path, "cut", "ben", {}, NotAllowedError, "ben reads here"),
        (DAY, path, "cut", "nobody", {}, NotAllowedError, "there is no nobody"),
        (DAY, path, "move", "mara", {"to": 1}, UsageError, "only a story"),
        (DAY, path, "edit", "mara", {}, UsageError, "has a text"),
        (DAY, path, "edit", "mara", {"text": " \n"}, UsageError, "has a text"),
        (DAY, path, "edit", "mara", {"text": before.claim(path).claim.text}, UsageError, "so alr"),
        (DAY, path, "edit", "mara", {"text": "x" * 5_001}, UsageError, "5,000 characters"),
        (DAY, path, "flag", "mara", {"note": "x" * 1_001}, UsageError, "1,000 characters"),
        (DAY, story, "edit", "mara", text, UsageError, "for a claim"),
        (DAY, story, "move", "mara", {"to": 1}, UsageError, "there already"),
        (DAY, story, "move", "mara", {"to": 3}, UsageError, "from 1 to 2"),
        (DAY, story, "restore", "mara", {}, ConflictError, "nothing is decided"),
        (DAY, "$.stories[9].headline", "cut", "mara", {}, UsageError, "no claim or story"),
        ("2026-11-23", path, "cut", "mara", {}, UsageError, "no brief 2026-11-23"),
        ("yesterday", path, "cut", "mara", {}, UsageError, "no brief yesterday"),
        (99, path, "cut", "mara", {}, UsageError, "no brief 99"),
    ):
        with pytest.raises(error, match=message):
            desk.decide(name, place, action, who, **more)
    assert desk.open(DAY) is before


def test_several_briefs_of_a_day_are_named_by_number(desk):
    number = remember(desk.store, "#Sport", brief_of(title="Sport"), NOW)
    with pytest.raises(UsageError, match=r"several briefs are of 2026-11-22: .*Sport"):
        desk.open(DAY)
    assert desk.open(number).draft.title == "Sport"


def test_claims_that_are_confirmed_are_accepted_together_and_no_others(desk):
    assert desk.accept_confirmed(DAY, "mara") == 6
    review = desk.open(DAY)
    assert review.brief == review.draft
    assert (review.progress.decided, review.progress.to_decide) == (6, 2)
    assert desk.accept_confirmed(DAY, "mara") == 0


# Signing


def test_nobody_signs_what_is_undecided_and_a_change_after_it_voids_a_signature(desk):
    with pytest.raises(UndecidedError, match="2 claims are to be decided"):
        desk.sign(DAY, "mara")
    decide_all(desk)
    content = desk.open(DAY).content
    with pytest.raises(NotAllowedError, match="ben reads here"):
        desk.sign(DAY, "ben")
    with pytest.raises(ConflictError, match="reads otherwise"):
        desk.sign(DAY, "mara", content="b2:0")
    made = desk.sign(DAY, "mara", content=content)
    assert [each.claim for each in made.findings] == ["Fishermen are said to be content."]
    assert desk.open(DAY).signed == made
    with pytest.raises(ConflictError, match="mara has signed this already"):
        desk.sign(DAY, "mara")
    lede = path_of(desk.open(DAY), LEDE)
    desk.decide(DAY, lede, "accept", "jon")
    assert desk.open(DAY).signed == made  # nothing reads otherwise
    desk.decide(DAY, lede, "edit", "jon", text="It will take two years.")
    desk.decide(DAY, lede, "restore", "jon")
    assert desk.open(DAY).content == content
    assert desk.open(DAY).signed is None
    again = desk.sign(DAY, "jon")
    assert (again.number, again.previous) == (2, made.hash)
    assert desk.open(DAY).signed == again


def test_under_two_persons_nobody_signs_what_they_edited_administrators_included(desk):
    desk.settings = replace(desk.settings, desk_two_person=True)
    decide_all(desk, "ada")
    with pytest.raises(NotAllowedError, match="ada edited this brief"):
        desk.sign(DAY, "ada")
    desk.decide(DAY, path_of(desk.open(DAY), LEDE), "accept", "jon")
    assert desk.sign(DAY, "jon").who == "jon"


def test_an_edition_that_another_has_replaced_is_not_signed(desk):
    decide_all(desk)
    old = desk.open(DAY).number
    told = (TOLD[0], (*TOLD[1][:2], ("The ship needs a new engine.",)))
    remember(desk.store, "#Daily brief", brief_of(told=told), NOW)
    with pytest.raises(ConflictError, match="another edition has taken"):
        desk.sign(old, "mara")
    assert desk.open(DAY).decisions == ()


# Proposals


def test_a_proposal_changes_nothing_until_a_person_accepts_it(desk):
    path = wrong(desk)
    text = "The work will cost 12 million euros."
    first = desk.propose(DAY, path, text, "an assistant", "The article says so.")
    second = desk.propose(DAY, path, "The work is dear.", "an assistant")
    assert first.verdict.status == "confirmed"
    review = desk.open(DAY)
    assert review.brief == review.draft
    assert review.claim(path).proposals == (first, second)
    assert desk.settle(DAY, 1, "mara", accept=True, seen="").state == "accepted"
    assert desk.settle(DAY, 2, "jon", accept=False).decided_by == "jon"
    (made,) = desk.open(DAY).decisions
    assert (made.who, made.after, made.note) == ("mara", text, "proposal 1 of an assistant")
    assert desk.open(DAY).claim(path).proposals == ()
    with pytest.raises(ConflictError, match="mara has accepted this proposal already"):
        desk.settle(DAY, 1, "jon", accept=True)
    with pytest.raises(NotAllowedError):
        desk.settle(DAY, 2, "ben", accept=True)


# People


def test_people_have_a_token_each_and_none_when_they_are_removed(desk):
    token = desk.add_person("Zoë O'Neill", "editor")
    assert desk.person_of("Zoë O'Neill", token).role == "editor"
    assert desk.person_of("mara", token) is None
    assert desk.person_of("Zoë O'Neill", token[:-1]) is None
    assert desk.person_of("nobody", token) is None
    renewed = desk.renew_token("Zoë O'Neill")
    assert desk.person_of("Zoë O'Neill", token) is None
    assert desk.person_of("Zoë O'Neill", renewed)
    desk.remove_person("Zoë O'Neill")
    assert desk.person_of("Zoë O'Neill", renewed) is None
    assert "Zoë O'Neill" not in {each.name for each in desk.people()}
    with pytest.raises(UsageError, match="there is no"):
        desk.remove_person("Zoë O'Neill")
    with pytest.raises(UsageError, match="there is a mara already"):
        desk.add_person("mara", "admin")
    for name in ("", " ", "a\nb", "x" * 65, "../../etc", "<b>"):
        with pytest.raises(UsageError, match="a name has"):
            desk.add_person(name, "editor")


def test_what_was_decided_is_there_for_the_next_desk_on_the_store(tmp_path):
    path = tmp_path / "store.db"
    with kept(path) as store:
        desk = Desk(store)
        with kept(path) as other_store:
            other = Desk(other_store)
            before = other.open(DAY)
            desk.decide(DAY, wrong(desk), "cut", "mara")
            assert other.open(DAY).decisions != before.decisions
            assert other.open(DAY).brief == desk.open(DAY).brief
            assert other.open(DAY).hash == desk.open(DAY).hash != before.hash


# Sources that change


def rewritten(desk, day="2026-11-23"):
    """Have the harbour's article say that the pier costs more, and the quay closes."""
    text = HARBOUR.text.replace("12 million", "15 million").replace(
        "since the storm", "since storms"
    )
    article = replace(HARBOUR, text=text)
    desk.store.keep_version(HARBOUR.url, article, fetched=f"{day}T05:00:00+00:00")


def test_a_claim_that_a_newer_version_does_not_bear_out_is_told_and_to_be_decided(desk):
    decide_all(desk)
    desk.sign(DAY, "mara")
    lede = path_of(desk.open(DAY), LEDE)
    assert desk.stale(DAY) == {}
    rewritten(desk)
    told = desk.stale(DAY)
    assert list(told) == [lede]
    assert "15 million" in told[lede][0]
    review = desk.open(DAY)
    assert [each.path for each in review.to_decide] == [lede]
    assert review.signed is not None  # it is what mara signed, whatever became of its sources
    desk.decide(DAY, lede, "accept", "jon")
    assert desk.open(DAY).to_decide == ()
    desk.store.keep_version(HARBOUR.url, HARBOUR, fetched="2126-11-24T05:00:00+00:00")
    assert desk.stale(DAY) == {}
    rewritten(desk, "2126-11-25")  # what was accepted before is to be decided again
    assert list(desk.stale(DAY)) == [lede]
    assert [each.path for each in desk.open(DAY).to_decide] == [lede]


def test_a_correction_keeps_what_people_decided(desk):
    edited = path_of(desk.open(DAY), WRONG)
    desk.decide(DAY, edited, "edit", "mara", text="The repair will take two years.")
    desk.decide(DAY, path_of(desk.open(DAY), OPEN), "cut", "mara")
    desk.decide(DAY, "$.stories[1]", "move", "mara", to=1)
    decide_all(desk)
    rewritten(desk)
    current = Current(desk.store)
    (found,) = affected(desk.store, desk.decided_briefs(), current)
    done = corrected(found.edition, current, desk.store, "2026-11-23T06:00:00+00:00")
    number = keep(desk.store, done, NOW)
    review = desk.open(number)
    facts = [each.text for each in review.draft.stories[1].key_facts]
    assert facts == ["The repair will take two years."]
    assert review.draft.stories[1].summary[0].text.startswith("The work will cost 15 million")
    assert review.draft.corrections[0].where == "$.stories[1].summary[0]"
    assert (review.draft.version, review.draft.supersedes) == (2, 1)
    assert desk.open(1).decisions
    assert not desk.open(1).is_current
