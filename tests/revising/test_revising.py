"""Corrections propagate: from a new version to the claims that rested on the old one."""

import datetime as dt
from dataclasses import replace

import pytest

from briefer import api, briefing
from briefer.errors import UsageError
from briefer.model import Ahead, Article, Quotation
from briefer.render import brief_markdown
from briefer.revising.correcting import corrected, keep
from briefer.revising.standing import Current, affected
from briefer.revising.summaries import recall, remember
from briefer.revising.versions import stored
from briefer.store import Store
from briefer.tasks import Plan

NOW = dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)
URL = "https://valley.example.org/dam"
DAM = (
    "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. "
    "The army sent forty lorries to the valley. "
    "“We lost everything,” said Ana Reis, the governor. Two bridges are closed."
)
CHOIR = "A choir from Lund won the contest on Sunday. Its conductor bowed three times and left."
FIGURE = DAM.replace("6,800", "7,200")


def article(text, url=URL):
    return Article(text, url=url, source=url, title="Dam breaks at Monfrei")


@pytest.fixture
def store():
    with Store.open(None, now=lambda: LATER) as opened:
        yield opened


@pytest.fixture
def brief(store):
    """A brief of two articles, kept as the daily brief is."""
    articles = [article(DAM), Article(CHOIR, source="choir.txt", url="https://lund.example/choir")]
    for each in articles:
        store.keep_version(each.url, each, fetched="2026-11-22T08:00:00+00:00")
    made = api.daily(articles, date="2026-11-22", model="extractive")
    briefing.remember(store, "#Daily brief", made, NOW)
    return made


def publish(store, text):
    store.keep_version(URL, article(text), fetched="2026-11-23T07:00:00+00:00")


def put_right(store):
    (found,) = affected(store)
    current = Current(store)
    return corrected(found.edition, current, store, LATER.isoformat(timespec="seconds"))


def test_nothing_is_stale_while_no_article_changed(store, brief):
    assert affected(store) == []
    publish(store, DAM.replace(" ", "  ").replace("closed.", "closed.\n"))
    assert affected(store) == []


def test_a_changed_figure_makes_each_claim_on_it_stale_with_both_wordings(store, brief):
    publish(store, FIGURE)
    (found,) = affected(store)
    assert found.edition.kind == "brief"
    resting = [
        c.text
        for c in brief.claims
        if any("6,800" in e.text for e in c.evidence) and c.text != "Dam breaks at Monfrei"
    ]  # the headline is still said by the article's first sentence
    assert resting
    assert [each.claim.text for each in found.claims] == resting
    for each in found.claims:
        assert each.standing == "stale"
        assert each.article == URL
        assert each.update.old == "Rescue teams evacuated 6,800 people."
        assert [s.text for s in each.update.new] == ["Rescue teams evacuated 7,200 people."]
        assert [c.type for c in each.update.changes] == ["number"]


def test_an_article_that_is_gone_makes_its_claims_unsupported_and_says_since_when(store, brief):
    store.gone(URL, "2026-11-23T07:00:00+00:00", "410 Gone")
    (found,) = affected(store)
    assert {each.standing for each in found.claims} == {"unsupported"}
    assert found.claims[0].update.reason == "the article is gone since 2026-11-23 (410 Gone)"
    assert not any("choir" in each.claim.text for each in found.claims)


def test_a_paywall_in_the_place_of_the_article_withdraws_nothing(store, brief):
    publish(store, "The dam at Monfrei broke on Monday. Subscribe to continue reading.")
    assert affected(store) == []


def test_a_corrected_brief_changes_only_what_changed_and_rests_on_the_new_version(store, brief):
    publish(store, FIGURE)
    done = put_right(store)
    new = done.result
    assert [c.text for c in new.claims] == [c.text.replace("6,800", "7,200") for c in brief.claims]
    assert new.version == 2
    assert new.supersedes == done.before.id
    assert {c.status for c in new.claims} == {"confirmed"}
    texts = {1: FIGURE, 2: CHOIR} if "Monfrei" in brief.articles[0].title else {2: FIGURE, 1: CHOIR}
    for claim in new.claims:
        for e in claim.evidence:
            assert texts[e.article][e.start : e.end] == e.text
    (correction, *_) = new.corrections
    assert (correction.was, correction.now) == (
        "Rescue teams evacuated 6,800 people.",
        "Rescue teams evacuated 7,200 people.",
    )
    assert "6,800" in correction.reason
    assert "Corrected on 23 November 2026, version 2." in brief_markdown(new)


def test_once_it_is_corrected_nothing_is_stale_and_the_first_edition_is_still_there(store, brief):
    publish(store, FIGURE)
    done = put_right(store)
    number = keep(store, done, LATER)
    assert affected(store) == []
    assert store.edition(number).supersedes == done.before.id
    assert not store.edition(done.before.id).current
    assert store.edition(number).value["supersedes"] == done.before.id


def test_claims_of_an_article_that_is_gone_are_taken_out_and_counted(store, brief):
    store.gone(URL, "2026-11-23T07:00:00+00:00", "410 Gone")
    new = put_right(store).result
    assert not any("Monfrei" in c.text or "Rescue" in c.text for c in new.claims)
    assert any("choir" in c.text for c in new.claims)
    assert len(new.all_dropped) == len(brief.claims) - len(new.claims)
    assert all(each.now is None and "410 Gone" in each.reason for each in new.corrections)
    note = [a.notes for a in new.articles if a.url == URL]
    assert "410 Gone" in note[0][0]
    keep(store, put_right(store), LATER)
    assert affected(store) == []


def test_a_claim_that_the_changed_sentence_still_bears_out_keeps_its_words(store):
    old = article("In the flood 12 people died and 30 were hurt, police said on Monday.")
    store.keep_version(URL, old, fetched="2026-11-22T08:00:00+00:00")
    summary = api.summarize(old, model="extractive")
    kept = replace(summary.headline, text="Police said on Monday that 30 people were hurt.")
    summary = replace(summary, headline=kept, summary=(), key_facts=())
    remember(store, old, summary, Plan(), NOW)
    publish(store, old.text.replace("12 people", "15 people"))
    done = put_right(store).result
    assert done.headline.text == kept.text
    assert done.headline.evidence[0].text.startswith("In the flood 15 people")
    assert done.corrections == ()


def test_a_quotation_that_was_withdrawn_and_an_event_that_moved_are_taken_out(store, brief):
    (number,) = (n for n, a in enumerate(brief.articles, 1) if a.url == URL)
    (at,) = (i for i, s in enumerate(brief.stories) if s.articles == (number,))
    evidence = {e.sentence: e for c in brief.stories[at].claims for e in c.evidence}
    story = replace(
        brief.stories[at],
        quotations=(Quotation("We lost everything,", "Ana Reis", evidence["S4"]),),
        ahead=(Ahead("2026-11-23", evidence["S1"]),),
    )
    stories = tuple(story if i == at else s for i, s in enumerate(brief.stories))
    briefing.remember(store, "#Daily brief", replace(brief, stories=stories), NOW)
    publish(store, DAM.replace("“We lost everything,” said Ana Reis, the governor. ", ""))
    new = put_right(store).result
    assert new.stories[at].quotations == ()
    assert [e.date for e in new.stories[at].ahead] == ["2026-11-23"]
    assert any(c.was == "We lost everything," and c.now is None for c in new.corrections)


def test_a_summary_is_found_again_for_the_next_version_of_its_article(store):
    old = article(DAM)
    summary = api.summarize(old, model="extractive")
    remember(store, old, summary, Plan("summarize@2"), NOW)
    found = recall(store, article(FIGURE), Plan())
    assert (found.summary, found.article) == (summary, old)
    assert recall(store, old, Plan("facts")) is None
    assert recall(store, old, Plan(language="de")) is None


def test_stored_versions_are_found_counted_and_compared(store):
    for hour, text in enumerate((DAM, FIGURE, FIGURE.replace("forty", "fifty"))):
        store.keep_version(URL, article(text), fetched=f"2026-11-22T0{hour}:00:00+00:00")
    found = stored(store, f"{URL}/?utm_source=x")
    steps = list(found.steps())
    assert [step.version.number for step in steps] == [1, 2, 3]
    assert steps[0].diff is None
    assert [c.new.text for c in steps[2].diff.factual] == ["fifty"]
    assert [a.text for a in found.pair()] == [FIGURE, FIGURE.replace("forty", "fifty")]
    assert found.pair(1)[0].text == DAM
    assert [a.text for a in found.pair(1, 2)] == [DAM, FIGURE]


def test_what_is_not_stored_is_an_error_that_says_what_is(store):
    with pytest.raises(UsageError, match=r"no version of https://.*/dam is stored"):
        stored(store, URL)
    publish(store, DAM)
    with pytest.raises(UsageError, match="only one version of"):
        stored(store, URL).pair()
    publish(store, FIGURE)
    with pytest.raises(UsageError, match=r"no version 7 of .*: the store has 1 to 2"):
        stored(store, URL).pair(1, 7)
    with pytest.raises(UsageError, match="before version 1"):
        stored(store, URL).pair(last=1)


def test_a_headline_stands_while_any_sentence_of_its_article_says_it_and_falls_when_none_does(
    store,
):
    lead = "The dam at Monfrei broke on Monday, and the army is bringing food to the valley."
    old = article(f"{lead} Rescue teams evacuated 6,800 people. Two bridges are closed.")
    made = api.summarize(old, model="extractive")
    rests = tuple(e for e in made.summary[0].evidence + made.headline.evidence if e.text == lead)
    told = replace(made.headline, text="The dam at Monfrei broke on Monday.", evidence=rests[:1])
    remember(store, old, replace(made, headline=told), Plan(), NOW)
    still = (
        "Engineers blame the builders. Rescue teams evacuated 7,200 people. Two bridges are "
        "closed. The dam at Monfrei broke on Monday after heavy rain."
    )
    publish(store, still)
    (found,) = affected(store)
    assert "$.headline" not in [each.claim.where for each in found.claims]
    new = put_right(store).result
    assert (new.headline.text, new.headline.carried) == (told.text, True)
    assert [e.text for e in new.headline.evidence] == [
        "The dam at Monfrei broke on Monday after heavy rain."
    ]
    assert "$.headline" not in [each.where for each in new.corrections]
    publish(store, still.replace("Monday", "Sunday"))
    (found,) = affected(store)
    assert "$.headline" in [each.claim.where for each in found.claims]
    fallen = put_right(store).result
    assert fallen.headline is None or fallen.headline.text != told.text
    assert "$.headline" in [each.where for each in fallen.corrections]
