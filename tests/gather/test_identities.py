"""Under which name versions of an article are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.gather.identities import identity_at, identity_here
from briefer.model import Article

PLACE = "https://news.example/stories/7?utm_source=rss"


def article(url=None, guid=None, text="The harbour reopened."):
    return Article(text=text, url=url, guid=guid)


@pytest.mark.parametrize(
    ("own", "identity"),
    [
        (None, "https://news.example/stories/7"),
        (PLACE, "https://news.example/stories/7"),
        ("https://www.news.example/2026/harbour?fbclid=1", "https://www.news.example/2026/harbour"),
        ("https://victim.example/2026/harbour", "https://news.example/stories/7"),
        ("https://news.example.evil.example/x", "https://news.example/stories/7"),
        ("https://news.example/", "https://news.example/stories/7"),
    ],
)
def test_a_page_goes_by_its_own_address_if_that_can_be_its_own(own, identity):
    assert identity_at(article(own, guid="g"), PLACE, alone=True) == identity


@pytest.mark.parametrize(
    ("own", "guid", "identity"),
    [
        ("https://www.news.example/a", "g", "https://www.news.example/a"),
        (None, "g", "https://feeds.news.example/rss#g"),
        ("https://feeds.news.example/rss", "g", "https://feeds.news.example/rss#g"),
        ("https://victim.example/a", "g", "https://feeds.news.example/rss#g"),
        (
            "https://victim.example/a?utm_source=x",
            None,
            "https://feeds.news.example/rss#https://victim.example/a",
        ),
    ],
)
def test_an_entry_goes_by_its_address_or_guid(own, guid, identity):
    place = "https://feeds.news.example/rss"
    assert identity_at(article(own, guid), place, alone=False) == identity


@given(st.text(max_size=20), st.text(max_size=20))
def test_entries_with_no_name_of_their_own_are_told_apart_by_their_text(one, other):
    names = [
        identity_at(article(text=text), "https://news.example/rss", alone=False)
        for text in (one, other)
    ]
    assert (names[0] == names[1]) is (one == other)


def test_what_is_here_goes_by_address_guid_file_or_text(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("x")
    assert identity_here(article(PLACE), str(file)) == "https://news.example/stories/7"
    assert identity_here(article(guid="urn:newsml:7"), str(file)) == "urn:newsml:7"
    assert identity_here(article(guid="7"), str(file)) == f"file:{file}"
    assert identity_here(article(), "standard input") == f"text:{article().hash}"
    assert identity_here(article(), "a\0b") == f"text:{article().hash}"
