"""What the store remembers of articles, addresses and briefs from one day to the next."""

import json
import sqlite3
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import SettingError
from briefer.model import Article
from briefer.store import FetchState, KeptClaim, KeptStory, Rest, Store, Version
from briefer.store.migrations import MIGRATIONS
from tests.support.keeping import URL, A, B, Clock, story

KEY = "sk-live-0a1b2c3d4e5f6a7b"
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


# Versions


@given(st.lists(st.integers(0, 3), max_size=12))
def test_versions_are_the_contents_in_turn_without_the_repetitions(contents):
    turns = [c for at, c in enumerate(contents) if at == 0 or contents[at - 1] != c]
    with Store.open(None) as store:
        outcomes = [
            store.keep_version(URL, Article(f"Text {content}."), fetched=f"2026-11-{at + 1:02}")
            for at, content in enumerate(contents)
        ]
        assert outcomes.count("new") == min(len(contents), 1)
        assert outcomes.count("changed") == max(len(turns) - 1, 0)
        versions = store.versions(URL)
        assert [version.number for version in versions] == list(range(1, len(turns) + 1))
        assert [store.version(URL, version.number).text for version in versions] == [
            f"Text {content}." for content in turns
        ]
        latest = store.latest(URL)
        assert latest == (Article(f"Text {contents[-1]}.") if contents else None)
        assert [version.article for version in versions] == [
            Article(f"Text {content}.").hash for content in turns
        ]
        assert list(store.verify()) == []


def test_a_version_says_when_it_was_fetched_and_what_it_is_called(opened):
    assert opened().keep_version(URL, A, fetched="2026-11-20T08:00:00+00:00") == "new"
    assert opened().keep_version(URL, B, fetched="2026-11-21T08:00:00+00:00") == "changed"
    assert opened().keep_version(URL, B, fetched="2026-11-22T08:00:00+00:00") == "unchanged"
    assert opened().versions(URL) == [
        Version(1, "2026-11-20T08:00:00+00:00", A.hash, "Dam holds", URL, "2026-11-20"),
        Version(2, "2026-11-21T08:00:00+00:00", B.hash, "Dam breaks", URL, "2026-11-21"),
    ]
    assert opened().version(URL, 3) is None
    assert opened().version("elsewhere", 1) is None
    assert opened().versions("elsewhere") == []
    assert opened().article(A.hash) == A


def test_a_version_comes_back_as_it_was_read_there(opened):
    page = Article("One text.", source="https://a.example/1", notes=("a stub",))
    item = Article("One text.", source="feed.xml", guid="tag:a,1", notes=("a stub",))
    store = opened()
    store.keep_version("https://a.example/1", page, fetched="2026-11-22")
    store.keep_version("tag:a,1", item, fetched="2026-11-22")
    assert store.stats().articles == 1
    for identity, article in (("https://a.example/1", page), ("tag:a,1", item)):
        found = store.version(identity, 1)
        assert (found, found.source, found.guid) == (article, article.source, article.guid)
        assert found.notes == ("a stub",)
    assert store.identities_of(page.hash) == ["https://a.example/1", "tag:a,1"]


def test_an_article_is_found_by_its_address_whatever_it_is_known_by(opened):
    store = opened()
    assert store.identity_of(URL) is None
    store.keep_version("tag:harbour,7", A, fetched="2026-11-20")
    assert store.identity_of(URL) == "tag:harbour,7"
    store.keep_version("tag:harbour,8", B, fetched="2026-11-21")
    assert store.identity_of(URL) == "tag:harbour,8"
    store.keep_version(URL, Article("Another.", url="https://x.example/"), fetched="2026-01-01")
    assert store.identity_of(URL) == URL


def test_an_article_that_is_gone_stays_gone_until_it_is_there_again(opened):
    clock = Clock("2026-11-20")
    store = opened(now=clock)
    store.gone(URL, "2026-11-19", "404 Not Found")
    assert store.known(URL) is None
    store.keep_version(URL, A, fetched="2026-11-20")
    store.gone(URL, "2026-11-21", "404 Not Found")
    store.gone(URL, "2026-11-22", "410 Gone")
    known = store.known(URL)
    assert (known.identity, known.versions, known.seen) == (URL, 1, "2026-11-20")
    assert (known.gone, known.reason) == ("2026-11-21", "404 Not Found")
    assert store.version(URL, 1) == A
    clock.day = "2026-11-23"
    assert store.keep_version(URL, A, fetched="2026-11-23") == "unchanged"
    known = store.known(URL)
    assert (known.gone, known.reason, known.seen) == (None, None, "2026-11-23")
    assert store.known(URL).versions == 1


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_in_any_place_comes_back_or_is_at_least_no_error(identity, said):
    article = Article(said, title=said, url=said, guid=said, source=said, notes=(said,))
    state = FetchState(said, said, said, said, {"said": [said]})
    with Store.open(None) as store:
        store.keep_version(identity, article, fetched=said)
        assert store.version(identity, 1) == article
        assert store.version(identity, 1).guid == said
        store.gone(identity, said, said)
        store.keep_fetch_state(identity, state)
        assert store.fetch_state(identity) == state
        kept = KeptStory(said, (said,), (KeptClaim(said, (Rest(article.hash, said, said),), said),))
        number = store.keep_brief(identity, "2026-11-22", said, [said], [kept])
        assert store.edition(number).value == [said]
        assert store.edition(number).stories == (kept,)
        assert store.last_brief(identity).id == number
        assert len(store.resting_on(article.hash)) == 1
        assert list(store.verify()) == []
        for line in store.export():
            json.loads(line)


# Addresses


def test_what_an_address_gave_is_there_when_it_answers_304(opened):
    state = FetchState('W/"7"', "Fri, 20 Nov 2026 08:00:00 GMT", "2026-11-20", "b2:1", [URL, "x"])
    store = opened()
    assert store.fetch_state(URL) is None
    store.keep_fetch_state(URL, state)
    assert opened().fetch_state(URL) == state
    later = FetchState(fetched="2026-11-21")
    store.keep_fetch_state(URL, later)
    assert opened().fetch_state(URL) == later
    assert store.stats().fetches == 1


def test_no_key_gets_into_what_is_remembered(opened, path):
    store = opened(secrets=[KEY])
    for article in (
        Article(f"say {KEY}"),
        Article("x", title=KEY),
        Article("x", guid=KEY),
        Article("x", notes=(KEY,)),
        Article("x", source=KEY),
    ):
        assert store.keep_version(URL, article, fetched="2026-11-20") == "new"
    assert store.keep_version(f"https://x.example/?k={KEY}", A, fetched="2026-11-20") == "new"
    assert store.versions(URL) == []
    store.keep_version(URL, A, fetched="2026-11-20")
    store.gone(URL, "2026-11-21", f"401 for {KEY}")
    state = FetchState("etag")
    for url in (f"https://x.example/?key={KEY}", "https://me:pass-word@x.example/feed"):
        store.keep_fetch_state(url, state)
        assert store.fetch_state(url) == state
    store.keep_fetch_state("https://y.example/", FetchState(links=[{"url": KEY}]))
    assert store.fetch_state("https://y.example/") is None
    assert store.keep_brief("daily", "2026-11-20", "now", {"a": [{"b": KEY}]}, []) == 0
    assert store.keep_brief("daily", "2026-11-20", "now", {}, [story(A, claim=KEY)]) == 0
    assert store.keep_brief(KEY, "2026-11-20", "now", {}, []) == 0
    everything = "\n".join(store.export())
    store.close()
    for secret in (KEY, "pass-word"):
        assert secret not in everything
        for file in path.parent.iterdir():
            assert secret.encode() not in file.read_bytes()


# Briefs and summaries


def test_a_later_brief_of_the_day_replaces_the_earlier_and_supersedes_it(opened):
    store = opened()
    first = store.keep_brief("daily", "2026-11-21", "08:00", {"v": 1}, [story(A)])
    assert store.keep_brief("daily", "2026-11-21", "08:05", {"v": 1}, [story(A)]) == first
    second = store.keep_brief("daily", "2026-11-21", "09:00", {"v": 2}, [story(B)])
    (current,) = opened().briefs("daily")
    assert (current.id, current.supersedes, current.value) == (second, first, {"v": 2})
    assert (current.series, current.day, current.made) == ("daily", "2026-11-21", "09:00")
    assert (current.kind, current.current, current.stories) == ("brief", True, (story(B),))
    earlier = store.edition(first)
    assert (earlier.current, earlier.value, earlier.made) == (False, {"v": 1}, "08:00")
    third = store.keep_brief("daily", "2026-11-21", "10:00", {"v": 1}, [story(A)])
    assert store.edition(third).supersedes == second
    assert store.stats().briefs == 3
    assert store.edition(99) is None


def test_briefs_come_newest_day_first_and_only_from_before_the_day_asked_for(opened):
    store = opened()
    for day in ("2026-11-22", "2026-11-20", "2026-11-21"):
        store.keep_brief("morning", day, "now", {"day": day}, [])
    store.keep_brief("evening", "2026-11-19", "now", {}, [])
    days = [brief.day for brief in store.briefs("morning")]
    assert days == ["2026-11-22", "2026-11-21", "2026-11-20"]
    assert [brief.day for brief in store.briefs("morning", before="2026-11-22", limit=1)] == [
        "2026-11-21"
    ]
    assert store.last_brief("morning", before="2026-11-22").value == {"day": "2026-11-21"}
    assert store.last_brief("morning", before="2026-11-20") is None
    assert store.last_brief("noon") is None
    assert [brief.series for brief in store.briefs(limit=9)] == ["morning"] * 3 + ["evening"]


def test_a_summary_supersedes_the_last_of_its_series_on_whatever_day(opened):
    store = opened()
    first = store.keep_summary(f"{URL} en", "2026-11-20", {"v": 1}, story(A))
    other = store.keep_summary(f"{URL} de", "2026-11-20", {"v": 1}, story(A))
    second = store.keep_summary(f"{URL} en", "2026-11-22", {"v": 2}, story(B))
    assert other not in (first, second)
    assert store.summary(f"{URL} en").supersedes == first
    assert [summary.id for summary in store.summaries()] == [second, other]
    assert store.briefs() == []
    assert store.summary("elsewhere") is None


def test_the_claims_that_rest_on_an_article_are_found_by_any_of_its_versions(opened):
    store = opened()
    store.keep_version(URL, A, fetched="2026-11-20")
    store.keep_version(URL, B, fetched="2026-11-21")
    other = Article("Rain fell.")
    monday = store.keep_brief("daily", "2026-11-20", "now", {}, [story(other), story(A)])
    summary = store.keep_summary("s", "now", {}, story(B, other, claim="Both."))
    found = store.resting_on(URL)
    assert [(each.edition, each.kind, each.story, each.claim.text) for each in found] == [
        (summary, "summary", 0, "Both."),
        (monday, "brief", 1, "The dam broke."),
    ]
    assert [each.rest for each in found] == [
        Rest(B.hash, "S1", "The dam broke."),
        Rest(A.hash, "S1", "The dam held."),
    ]
    assert found[1].claim.where == "$.stories[0].summary[0]"
    assert [each.edition for each in store.resting_on(A.hash)] == [monday]
    assert [each.edition for each in store.resting_on(other.hash)] == [summary, monday]
    assert store.resting_on("elsewhere") == store.resting_on("b2:00") == []
    assert store.relied_on() == [URL]


def test_what_rested_on_an_article_before_a_correction_is_asked_for_by_name(opened):
    store = opened()
    store.keep_version(URL, A, fetched="2026-11-20")
    old = store.keep_brief("daily", "2026-11-20", "now", {}, [story(A)])
    new = store.keep_brief("daily", "2026-11-20", "later", {}, [story(B)])
    assert store.resting_on(URL) == []
    assert [each.edition for each in store.resting_on(URL, superseded=True)] == [old]
    assert [each.edition for each in store.resting_on(B.hash, superseded=True)] == [new]
    assert store.relied_on() == []


@pytest.mark.parametrize("length", [1, 50])
def test_a_series_is_any_text_and_never_mistaken_for_another(opened, length):
    store = opened()
    for letter in string.ascii_lowercase:
        store.keep_brief(letter * length, "2026-11-20", "now", letter, [])
    assert [store.last_brief(letter * length).value for letter in "az"] == ["a", "z"]


def test_a_newer_form_is_still_refused(opened, path):
    opened().close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(SettingError, match="newer briefer"):
        opened()


# What may come later


def test_what_may_come_later_is_there_for_whoever_asks_and_after_the_close(opened):
    store = opened()
    store.keep_article(B, later=True)
    store.keep_version(URL, A, fetched="2026-11-20", later=True)
    assert store.keep_summary("s", "now", {"v": 1}, story(A), later=True) == 0
    assert store.article(B.hash) == B
    assert store.latest(URL) == A
    assert store.summary("s").value == {"v": 1}
    store.keep_summary("s", "now", {"v": 2}, story(A), later=True)
    store.close()
    assert opened().summary("s").value == {"v": 2}


def test_a_summary_that_is_there_already_is_known_by_its_number_without_a_transaction(opened):
    store = opened()
    number = store.keep_summary("s", "now", {"v": 1}, story(A))
    assert store.keep_summary("s", "later", {"v": 1}, story(A), later=True) == number
    # One that waits replaces it, so going back to the first is a third edition.
    store.keep_summary("s", "later", {"v": 2}, story(A), later=True)
    store.keep_summary("s", "last", {"v": 1}, story(A), later=True)
    third = store.summary("s")
    assert (third.value, third.made) == ({"v": 1}, "last")
    assert third.id > number
