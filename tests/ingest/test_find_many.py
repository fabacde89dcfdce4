"""What `find` makes of files that hold many articles, of patterns, and of addresses."""

import gzip
import io
import os
import threading
from pathlib import Path

import pytest

from briefer.errors import NoArticleError, SourceNotFoundError, SourceUnreadableError
from briefer.ingest import Link, find
from briefer.ingest import files as finder
from briefer.model import Article
from tests.support import documents
from tests.support.documents import DOCUMENTS, TEXT, TITLE
from tests.support.timing import processor_time


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def write(name, content):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def test_a_feed_in_a_file_gives_an_item_for_each_entry_whatever_it_is_called():
    write("notes.txt", documents.RSS_20)
    article, link = find(["notes.txt"])
    assert (article.source, article.link) == ("notes.txt, entry 1", None)
    loaded = article.load()
    assert (loaded.text, loaded.source) == (TEXT, "notes.txt, entry 1")
    assert link.source == "https://fenwick.example/news/tax"
    assert link.link == Link(
        "https://fenwick.example/news/tax",
        title="Council & tax: second homes",
        date="2026-11-20T18:00:00+00:00",
        outlet=documents.OUTLET,
        guid="https://fenwick.example/?p=2",
        language="en-gb",
    )
    with pytest.raises(SourceUnreadableError, match=r"notes\.txt holds only a link") as caught:
        link.load()
    assert "https://fenwick.example/news/tax" in caught.value.hint


def test_a_list_of_feeds_gives_their_links():
    write("list.opml", documents.OPML)
    items = list(find(["list.opml"]))
    assert [item.link.kind for item in items] == ["feed", "feed", "page"]
    assert all(isinstance(item.attempt(), SourceUnreadableError) for item in items)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_kind_is_found_in_a_folder_by_name_and_on_standard_input(document):
    name, data, kind = DOCUMENTS[document]
    if kind == "sitemap" and name.endswith(".gz"):
        name = "sitemap.xml"
    write(f"in/{name}", data)

    def shape(items):
        outcomes = [(item.attempt(), item.link) for item in items]
        return [(o.text if isinstance(o, Article) else type(o), link) for o, link in outcomes]

    named = shape(find([f"in/{name}"]))
    assert named
    assert shape(find(["in"])) == named
    assert shape(find(["-"], stdin=io.BytesIO(data))) == named


def test_patterns_that_the_shell_left_alone_are_expanded_in_order():
    for name in ("a/10.html", "a/9.html", "a/b/1.html", "a/x.txt"):
        write(name, documents.page() if name.endswith("html") else "It rained.")
    assert [item.source for item in find(["a/*.html"])] == ["a/9.html", "a/10.html"]
    assert [item.source for item in find(["a/**/*.html"])] == [
        "a/9.html",
        "a/10.html",
        "a/b/1.html",
    ]
    assert [item.source for item in find(["a/?.*", "a/9.html"])] == ["a/9.html", "a/x.txt"]
    assert next(find([f"{Path.cwd()}/a/9.html"])).load().text == TEXT
    assert len(list(find([f"{Path.cwd()}/a/*.html"]))) == 2


def test_a_file_called_like_a_pattern_is_that_file():
    write("a[1].txt", "It rained.")
    write("a1.txt", "It snowed.")
    assert [item.load().text for item in find(["a[1].txt"])] == ["It rained."]


@pytest.mark.parametrize("pattern", ["none/*.html", "[", "***", "a\x00*"])
def test_a_pattern_that_matches_nothing_is_reported(pattern):
    (item,) = find([pattern])
    with pytest.raises(SourceNotFoundError, match="no file or folder matches") as caught:
        item.load()
    assert str(caught.value).isprintable()


def test_a_web_address_is_an_item_with_its_link():
    (item,) = find(["https://example.org/story.html?a=1"])
    assert item.link == Link("https://example.org/story.html?a=1")
    with pytest.raises(SourceNotFoundError, match="web address"):
        item.load()


def test_a_broken_feed_never_stops_the_others():
    write("a.xml", "<rss><channel></channel></rss>")
    write("b.json", "{broken")
    write("c.gz", gzip.compress(b"x" * 1000)[:20])
    write("d.txt", "It rained.")
    outcomes = [item.attempt() for item in find(["a.xml", "b.json", "c.gz", "d.txt"])]
    assert [type(outcome) for outcome in outcomes] == [
        NoArticleError,
        SourceUnreadableError,
        SourceUnreadableError,
        Article,
    ]


def test_a_feed_through_a_pipe_is_read():
    os.mkfifo("pipe")
    writer = threading.Thread(
        target=Path("pipe").write_bytes, args=(documents.RSS_20.encode(),), daemon=True
    )
    writer.start()
    items = list(find(["pipe"]))
    writer.join(5)
    assert [item.source for item in items] == ["pipe, entry 1", "https://fenwick.example/news/tax"]


def test_single_articles_are_not_read_before_they_are_asked_for():
    write("a.html", documents.page())
    write("b.txt", "It rained.")
    page, text = find(["a.html", "b.txt"])
    write("a.html", documents.page().replace(TITLE, "Changed"))
    write("b.txt", "It snowed.")
    assert page.load().title == "Changed"
    assert text.load().text == "It snowed."


def test_a_page_that_became_a_feed_meanwhile_is_an_error_not_a_crash():
    write("a.html", documents.page())
    (item,) = find(["a.html"])
    write("a.html", documents.SITEMAP_INDEX)
    with pytest.raises(SourceUnreadableError, match="holds only links"):
        item.load()


def test_text_files_cost_one_short_look(monkeypatch):
    for number in range(50):
        write(f"in/{number}.txt", "It rained. " * 5_000)
    seen = []
    real = finder.may_hold_many

    def look(head):
        seen.append(len(head))
        return real(head)

    monkeypatch.setattr(finder, "may_hold_many", look)
    items = list(find(["in"]))
    assert len(items) == len(seen) == 50
    assert max(seen) <= 512


def test_a_thousand_text_files_are_found_quickly():
    for number in range(1_000):
        write(f"in/{number}.txt", "It rained.")
    with processor_time() as spent:
        assert len(list(find(["in"]))) == 1_000
    assert spent.seconds < 1


def test_heavy_libraries_are_not_loaded_for_plain_text():
    import subprocess
    import sys

    write("a.txt", "It rained.")
    code = (
        "import sys; from briefer.ingest import find; [item.load() for item in find(['a.txt'])];"
        "print([m for m in ('lxml', 'trafilatura', 'feedparser', 'pypdf', 'email.message',"
        " 'subprocess') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
