"""The two days of news and their gold hold together, and the newsroom serves them as it says."""

import gzip
import http.client
import json
import subprocess
import sys
from collections import Counter
from html import unescape
from itertools import chain
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from briefer.ingest import read_article
from tests.support.newsroom import HOST, newsroom
from tests.support.newsroom_archive import DAYS, entries, gold, outlets
from tests.support.repository import ROOT

GOLD = gold()
STORIES = GOLD["stories"]


def _file(day, name):
    return (DAYS / f"day{day}" / f"{name}.md").read_text(encoding="utf-8")


def _ids(day):
    return {path.stem for path in DAYS.glob(f"day{day}/*.md")}


def _quoted():
    """Yield day, article and wording of everything that the gold quotes."""
    for each in GOLD["disagreements"]:
        yield from _said(each["day"], *(side["articles"] for side in each["sides"]))
    for each in GOLD["agreements"]:
        yield from _said(each["day"], each["articles"])
    for each in GOLD["superseded"]:
        yield from _said(1, each["old"])
        yield from _said(2, each["new"])
    for each in GOLD["ahead"]:
        yield each["day"], each["article"], each["wording"]
    for each in GOLD["quotations"]:
        yield each["day"], each["article"], each["text"]
        yield each["day"], each["article"], each["speaker"]
    yield from _listed(2, *GOLD["new_facts"].values())
    yield from _listed(1, GOLD["changed"], GOLD["hostile"])


def _said(day, *sides):
    for side in sides:
        yield from ((day, name, words) for name, words in side.items())


def _listed(day, *articles):
    for each in articles:
        for name, lists in each.items():
            found = (words for key, words in lists.items() if key != "story")
            yield from ((day, name, words) for words in chain(*found))


# The gold


@pytest.mark.parametrize("day", [1, 2])
def test_every_article_is_in_one_story_or_alone(day):
    told = [name for story in STORIES.values() for name in story["articles"][str(day)]]
    assert Counter(told + GOLD["singletons"][str(day)]) == Counter(_ids(day))


def test_the_days_are_as_large_and_as_varied_as_promised():
    every = [entry for entry in entries(2).values() if entry.html is None]
    assert len(every) == 40
    assert len({entry.outlet for entry in every}) == 7
    assert len(STORIES) == 8
    for day in (1, 2):
        for name in _ids(day):
            assert 120 <= len(_file(day, name).split("---\n", 2)[2].split()) <= 600


def test_every_wording_that_the_gold_quotes_stands_in_its_article():
    missing = [
        (day, name, words)
        for day, name, words in _quoted()
        if words not in _file(day, name).split("---\n", 2)[2]
    ]
    assert missing == []


def test_no_planted_new_fact_stands_in_an_article_of_the_first_day():
    first = [_file(1, name) for name in _ids(1)]
    for articles in GOLD["new_facts"].values():
        for facts in articles.values():
            assert facts["new"]
            for words in facts["new"]:
                assert not any(words in text for text in first)


def test_stories_that_are_updates_have_new_facts_and_no_other_story_has():
    updates = {name for name, story in STORIES.items() if story["status"]["2"] == "update"}
    assert set(GOLD["new_facts"]) == updates
    for name, articles in GOLD["new_facts"].items():
        assert list(articles) == STORIES[name]["articles"]["2"]
    statuses = Counter(story["status"]["2"] for story in STORIES.values())
    assert statuses == {"update": 5, "new": 2, "developing": 1}


def test_a_story_is_new_on_the_day_of_its_first_article():
    for story in STORIES.values():
        first = "1" if story["articles"]["1"] else "2"
        assert story["status"][first] == "new"


def test_disagreements_are_between_articles_of_one_story_on_one_day():
    assert len(GOLD["disagreements"]) >= 8
    for each in GOLD["disagreements"]:
        one, other = (set(side["articles"]) for side in each["sides"])
        assert not one & other
        assert one | other <= set(STORIES[each["story"]]["articles"][str(each["day"])])


def test_copies_are_their_original_but_for_a_trimmed_end_or_an_added_line():
    for copy, original in GOLD["copies"].items():
        one, other = entries(1)[copy], entries(1)[original]
        assert one.title != other.title
        added = set(one.paragraphs) - set(other.paragraphs)
        kept = [text for text in one.paragraphs if text not in added]
        assert len(added) <= 1
        assert kept == list(other.paragraphs[: len(kept)])
        assert len(kept) >= len(other.paragraphs) - 2


def test_independent_outlets_are_the_articles_without_the_copies():
    for name, days in GOLD["independent_outlets"].items():
        for day, count in days.items():
            articles = set(STORIES[name]["articles"][day]) - set(GOLD["copies"])
            assert count == len({entries(int(day))[article].outlet for article in articles})


def test_addresses_and_guids_name_one_article_each():
    every = list(entries(2).values())
    assert len({(entry.outlet, entry.path) for entry in every}) == len(every)
    guids = [entry.guid for entry in every if entry.guid]
    assert len(set(guids)) == len(guids)


def test_the_changed_article_keeps_its_address_and_guid():
    for name in GOLD["changed"]:
        old, new = entries(1)[name], entries(2)[name]
        assert (old.outlet, old.path, old.guid, old.date) == (
            (new.outlet, new.path, new.guid, new.date)
        )
        assert old.paragraphs != new.paragraphs
        assert new.modified > old.modified


def test_the_files_can_be_read_as_articles_with_all_their_fields():
    for path in sorted(DAYS.glob("day?/*.md")):
        article = read_article(path.read_bytes(), source=path.name)
        assert None not in (article.title, article.url, article.date, article.author)
        assert article.outlet in {outlet.name for outlet in outlets().values()}
        assert article.language in {"en", "de", "fr"}
        assert bool(article.notes) == (path.stem in GOLD["hostile"])


# The server


@pytest.fixture
def site():
    with newsroom(day=1) as running:
        yield running


def _get(url, method="GET", **headers):
    """Return status, headers and body, the body unzipped; nothing is an error here."""
    split = urlsplit(url)
    connection = http.client.HTTPConnection(split.hostname, split.port, timeout=60)
    try:
        target = split.path + (f"?{split.query}" if split.query else "")
        connection.request(method, target, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if answer.headers["Content-Encoding"] == "gzip":
        body = gzip.decompress(body)
    return answer.status, answer.headers, body


def _feed_links(site, key):
    """Return the links of an outlet's feed, newest first."""
    status, _, body = _get(site.feeds[key])
    assert status == 200
    kind = outlets()[key].feed
    if kind == "json":
        return [item["url"] for item in json.loads(body)["items"]]
    if kind == "sitemap":
        return [loc.text for loc in etree.fromstring(body).iter("{*}loc")]
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    return [entry.link for entry in parsed.entries]


@pytest.mark.loopback
@pytest.mark.parametrize("day", [1, 2])
@pytest.mark.parametrize("key", outlets())
def test_every_feed_is_well_formed_and_lists_what_its_outlet_has(site, key, day):
    site.set_day(day)
    listed = [
        name
        for name, entry in entries(day).items()
        if entry.outlet == key and not (day == 2 and entry.vanishes == 404)
    ]
    assert _feed_links(site, key) == [site.link(name) for name in listed]


@pytest.mark.loopback
def test_a_feed_carries_the_full_text_only_where_it_says_so(site):
    courier = feedparser.parse(_get(site.feeds["courier"])[2])
    ferry = next(entry for entry in courier.entries if "Aurinia" in entry.title)
    assert entries(1)["court-ferry-courier"].paragraphs[-1] in ferry.content[0].value
    ledger = feedparser.parse(_get(site.feeds["ledger"])[2])
    assert all("summary" not in entry and "content" not in entry for entry in ledger.entries)
    fanal = feedparser.parse(_get(site.feeds["fanal"])[2])
    assert "candidats" in fanal.entries[1].content[0].value
    observer = json.loads(_get(site.feeds["observer"])[2])
    assert all(len(item["content_html"]) < 500 for item in observer["items"])


@pytest.mark.loopback
def test_a_feed_in_an_old_encoding_says_so_and_keeps_its_letters(site):
    _, headers, body = _get(site.feeds["seebote"])
    assert "windows-1252" in headers["Content-Type"]
    assert "Küstenstaaten".encode("cp1252") in body
    assert feedparser.parse(body).entries[0].title.startswith("Aldersund: Küstenstaaten")


@pytest.mark.loopback
def test_the_opml_lists_every_feed(site):
    outlines = etree.fromstring(_get(site.opml)[2]).iter("outline")
    listed = {outline.get("xmlUrl") for outline in outlines} - {None}
    assert listed == set(site.feeds.values())


@pytest.mark.loopback
@pytest.mark.parametrize("day", [1, 2])
def test_every_page_holds_its_article_and_what_stands_round_it(site, day):
    site.set_day(day)
    for name, entry in entries(day).items():
        if entry.html is not None or (day == 2 and entry.vanishes):
            continue
        status, headers, body = _get(site.link(name))
        text = unescape(body.decode())
        assert status == 200
        assert headers["Content-Type"].startswith("text/html")
        assert all(paragraph in text for paragraph in entry.paragraphs)
        assert "cookie" in text
        assert f'<link rel="canonical" href="{site.articles[name]}">' in text
        head = outlets()[entry.outlet].head
        assert ("application/ld+json" in text) == (head == "jsonld")
        assert ('property="og:title"' in text) == (head == "opengraph")


@pytest.mark.loopback
def test_json_ld_is_json_even_with_the_hostile_article(site):
    for name in ("court-fund-courier", "flood-hask-courier"):
        page = etree.HTML(_get(site.articles[name])[2].decode())
        (script,) = page.xpath('//script[@type="application/ld+json"]')
        assert json.loads(script.text)["headline"] == entries(1)[name].title


@pytest.mark.loopback
def test_pages_without_an_article_are_in_the_feeds_and_are_served(site):
    for name in GOLD["pages"]:
        outlet = entries(1)[name].outlet
        assert site.link(name) in _feed_links(site, outlet)
        status, _, body = _get(site.articles[name])
        assert (status, body.decode()) == (200, (DAYS / "pages" / f"{name}.html").read_text())


@pytest.mark.loopback
@pytest.mark.parametrize("key", outlets())
def test_what_did_not_change_costs_a_304_where_the_outlet_sends_validators(site, key):
    validators = outlets()[key].validators
    name = next(n for n, e in entries(1).items() if e.outlet == key and not e.html)
    for url in (site.feeds[key], site.articles[name]):
        _, headers, _ = _get(url)
        assert ("ETag" in headers) == (validators in {"both", "etag"})
        assert ("Last-Modified" in headers) == (validators in {"both", "modified"})
        conditions = {
            ask: headers[say]
            for ask, say in {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}.items()
            if say in headers
        }
        status, _, body = _get(url, **conditions)
        assert (status, body == b"") == ((200, False) if validators == "none" else (304, True))
        status, _, _ = _get(url, **conditions | {"If-None-Match": '"another"'})
        assert status == 200


@pytest.mark.loopback
def test_the_second_day_changes_feeds_and_the_rewritten_article_and_no_other(site):
    tags = {name: _get(url)[1]["ETag"] for name, url in site.articles.items() if name in _ids(1)}
    feeds = {key: _get(url)[2] for key, url in site.feeds.items()}
    site.set_day(2)
    again = {name: _get(site.articles[name]) for name in tags}
    changed = {name for name, (_, headers, _) in again.items() if headers["ETag"] != tags[name]}
    assert changed - set(GOLD["vanished"]) == set(GOLD["changed"])
    gone = {name: status for name, (status, _, _) in again.items() if status != 200}
    assert gone == GOLD["vanished"]
    same = {key for key, url in site.feeds.items() if _get(url)[2] == feeds[key]}
    assert same == {"seebote", "fanal"}


@pytest.mark.loopback
def test_where_no_validators_are_sent_the_page_round_an_article_changes_and_it_does_not(site):
    url = site.articles["court-ferry-tribune"]
    first = _get(url)[2].decode()
    site.set_day(2)
    second = _get(url)[2].decode()
    story = [page.split('<div id="story">')[1].split("</div>")[0] for page in (first, second)]
    assert first != second
    assert story[0] == story[1]


@pytest.mark.loopback
def test_a_withdrawn_article_lingers_in_its_feed_and_a_lost_one_does_not(site):
    site.set_day(2)
    assert site.link("takeover-halvard-ledger") in _feed_links(site, "ledger")
    assert site.link("single-library-map") not in _feed_links(site, "observer")


@pytest.mark.loopback
def test_who_accepts_gzip_gets_it_and_a_304_for_its_tag(site):
    url = site.feeds["meridian"]
    _, headers, body = _get(url, **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert body == _get(url)[2]
    zipped = {"Accept-Encoding": "gzip", "If-None-Match": headers["ETag"]}
    assert _get(url, **zipped)[0] == 304


@pytest.mark.loopback
def test_requests_are_kept_with_their_outlet_and_status(site):
    _get(site.link("flood-hask-observer"), "HEAD", **{"User-Agent": "reader/1"})
    _get(f"{site.base}/nowhere")
    head, lost = site.requests
    assert (head.method, head.outlet, head.status) == ("HEAD", "observer", 200)
    assert (head.path, head.query) == (
        "/news/a-night-on-the-stairs-in-otterby",
        "fbclid=IwAR0x7c2e",
    )
    assert head.headers["user-agent"] == "reader/1"
    assert (lost.outlet, lost.status) == (None, 404)
    stats = json.loads(_get(f"{site.base}/stats")[2])
    assert (stats["count"], stats["status"]) == (2, {"200": 1, "404": 1})


@pytest.mark.loopback
def test_the_robots_file_says_what_it_is_told(site):
    site.robots = "User-agent: *\nDisallow: /courier/\n"
    assert _get(f"{site.base}/robots.txt")[2].decode() == site.robots


@pytest.mark.loopback
def test_outlets_can_have_ports_of_their_own():
    with newsroom(day=2, own_ports=True) as site:
        assert len({urlsplit(url).port for url in site.feeds.values()}) == 7
        assert _feed_links(site, "observer")[0] == site.link("football-westreach-observer")
        assert _get(site.link("football-westreach-observer"))[0] == 200
        assert _get(site.bases["observer"] + "/robots.txt")[0] == 200
        assert _get(f"{site.base}/observer/news/a-night-on-the-stairs-in-otterby")[0] == 404


@pytest.mark.loopback
def test_the_day_can_be_turned_from_outside_a_process_of_its_own():
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.newsroom", "--day", "1"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        base = process.stdout.readline().strip()
        assert base.startswith(f"http://{HOST}:")
        before = _get(f"{base}/courier/rss.xml")[2]
        assert _get(f"{base}/day/2", "POST")[0] == 200
        assert _get(f"{base}/day/3", "POST")[0] == 404
        assert _get(f"{base}/courier/rss.xml")[2] != before
        assert json.loads(_get(f"{base}/stats")[2])["day"] == 2
        process.stdin.close()
        assert process.wait(60) == 0


@pytest.mark.loopback
def test_no_day_but_the_two_can_be_set(site):
    for day in (0, 3):
        with pytest.raises(ValueError, match=str(day)):
            site.set_day(day)
