"""Looking after what the store remembers: what can go, what is sound, what is exported."""

import json
import sqlite3

from briefer.model import Article
from briefer.store import FetchState, KeptClaim, KeptStory, Rest
from briefer.store.migrations import MIGRATIONS
from tests.support.keeping import URL, A, B, Clock, story


def remember(store, day):
    """Keep one of everything, of a day."""
    article = Article(f"It rained on {day}.", url=f"https://r.example/{day}")
    store.keep_version(article.url, article, fetched=day)
    store.keep_fetch_state(article.url, FetchState(fetched=day))
    store.keep_brief("daily", day, f"{day}T06:00:00", {"day": day}, [story(article)])
    return article


def test_gc_leaves_alone_what_versions_and_briefs_rest_on_unless_asked(opened):
    clock = Clock("2026-01-01")
    store = opened(now=clock)
    old = remember(store, "2026-01-01")
    lonely, quoted = Article("Nobody's."), Article("Quoted in a summary of today.")
    for article in (lonely, quoted):
        store.keep_article(article)
    still = Article("An old page, still there.")
    store.keep_version("still", still, fetched="2026-01-01")
    rested = Article("An old page that today's brief rests on.")
    store.keep_version("rested", rested, fetched="2026-01-01")
    clock.day = "2026-06-01"
    new = remember(store, "2026-06-01")
    store.keep_version("still", still, fetched="2026-06-01")
    store.keep_summary("s", "2026-06-01", {}, story(quoted, rested))

    removed = store.gc(90)
    assert (removed.articles, removed.fetches) == (1, 1)
    assert (removed.versions, removed.editions) == (0, 0)
    assert store.article(lonely.hash) is None
    assert all(store.article(each.hash) for each in (old, quoted, still, rested, new))

    would = store.gc(90, history=True, dry_run=True)
    assert (would.versions, would.editions, would.articles) == (1, 1, 1)
    assert store.stats().versions == 4
    assert store.gc(90, history=True).versions == 1
    assert store.known(old.url) is None
    assert store.article(old.hash) is None
    assert store.resting_on(old.hash, superseded=True) == []
    assert all(store.article(each.hash) for each in (quoted, still, rested, new))
    assert [brief.day for brief in store.briefs()] == ["2026-06-01"]
    assert list(store.verify()) == []
    stats = store.stats()
    assert (stats.identities, stats.versions, stats.briefs, stats.summaries) == (3, 3, 1, 1)


def test_an_edition_outlives_the_one_that_it_superseded(opened):
    clock = Clock("2026-01-01")
    store = opened(now=clock)
    store.keep_summary("s", "2026-01-01", {"v": 1}, story(A))
    store.keep_summary("s", "2026-06-01", {"v": 2}, story(B))
    clock.day = "2026-06-02"
    assert store.gc(30, history=True).editions == 1
    assert store.summary("s").supersedes is None
    assert list(store.verify()) == []


def test_export_gives_all_that_is_remembered(opened):
    store = opened()
    store.keep_version(URL, A, fetched="2026-11-20")
    store.gone(URL, "2026-11-21", "410 Gone")
    store.keep_fetch_state(URL, FetchState('"7"', links=[URL]))
    number = store.keep_brief("daily", "2026-11-20", "now", {"v": 1}, [story(A)])
    article, version, gone, fetch, edition = map(json.loads, store.export())
    assert (article["kind"], article["hash"]) == ("article", A.hash)
    assert version == {
        "kind": "version",
        "identity": URL,
        "number": 1,
        "fetched": "2026-11-20",
        "article": A.hash,
        "source": "text",
        "guid": None,
    }
    assert gone == {"kind": "gone", "identity": URL, "at": "2026-11-21", "reason": "410 Gone"}
    assert (fetch["kind"], fetch["url"], fetch["etag"]) == ("fetch", URL, '"7"')
    assert (edition["kind"], edition["edition"], edition["id"]) == ("edition", "brief", number)
    assert edition["value"] == {"v": 1}
    assert edition["stories"][0]["claims"][0]["rests"][0]["sentence"] == "S1"


def test_verify_finds_what_was_changed_behind_the_store_s_back(opened, path):
    store = opened()
    store.keep_version(URL, A, fetched="2026-11-20")
    store.keep_version(URL, B, fetched="2026-11-21")
    store.keep_fetch_state(URL, FetchState())
    store.keep_brief("daily", "2026-11-20", "now", {}, [story(A)])
    wrong = KeptStory("h", (), (KeptClaim("c", (Rest(A.hash, "S1", "The dam burst."),)),))
    store.keep_summary("s", "now", {}, wrong)
    (said,) = store.verify()
    assert "which says something else" in said
    with sqlite3.connect(path) as other:
        other.execute("UPDATE versions SET number = 3, origin = x'00' WHERE number = 2")
        other.execute("UPDATE fetches SET state = x'00'")
        other.execute("UPDATE rests SET article_hash = 'b2:00' WHERE edition_id = 1")
    other.close()
    found = "\n".join(store.verify())
    assert f"version 3 of {URL} is damaged" in found
    assert f"of the 3 versions of {URL} there are 2" in found
    assert f"what {URL} last gave is damaged" in found
    assert "brief 1 does not rest on what the store says" in found


def test_what_is_damaged_is_left_out_and_said_once(opened, path, notes):
    store = opened()
    store.keep_version(URL, A, fetched="2026-11-20")
    store.keep_fetch_state(URL, FetchState())
    store.keep_brief("daily", "2026-11-20", "now", {}, [story(A)])
    with sqlite3.connect(path) as other:
        other.execute("UPDATE texts SET data = x'00'")
        other.execute("UPDATE articles SET facts = x'00'")
        other.execute("UPDATE fetches SET state = x'00'")
    other.close()
    for _ in range(2):
        assert store.versions(URL) == store.briefs() == store.resting_on(A.hash) == []
        assert store.version(URL, 1) is store.fetch_state(URL) is store.last_brief("daily") is None
    assert len(notes) == 4
    store.keep_fetch_state(URL, FetchState("mended"))
    assert store.fetch_state(URL) == FetchState("mended")


def test_a_store_of_the_third_form_is_brought_up_to_date_with_its_articles(opened, path):
    opened(path.with_name("now.db")).keep_article(A)
    path.parent.mkdir(exist_ok=True)
    connection = sqlite3.connect(path)
    for number, step in enumerate(MIGRATIONS[:3], 1):
        step(connection)
        connection.execute("INSERT INTO migrations VALUES (?, ?, '')", (number, step.__name__))
    connection.execute("PRAGMA user_version = 3")
    connection.execute("ATTACH ? AS now", (str(path.with_name("now.db")),))
    for table in ("texts", "articles"):
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM now.{table}")
    connection.commit()
    connection.close()
    store = opened()
    assert store.stats().form == len(MIGRATIONS)
    assert store.article(A.hash) == A
    assert store.keep_version(URL, A, fetched="2026-11-20") == "new"
    assert store.keep_brief("daily", "2026-11-20", "now", {}, [story(A)]) == 1
    assert store.stats().articles == 1
    assert list(store.verify()) == []
