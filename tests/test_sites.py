"""Whose an address is."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.sites import outlet_of, same_site, site_of


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.taz.de/Politik/!1", "taz.de"),
        ("http://TAZ.de:8080/?a=b", "taz.de"),
        ("https://taz.de./", "taz.de"),
        ("https://feeds.bbc.co.uk/news", "bbc.co.uk"),
        ("https://a.github.io/x", "a.github.io"),
        ("https://docs.b.github.io/", "b.github.io"),
        ("https://github.io/", "github.io"),
        ("https://someone.blogspot.com/2026/", "someone.blogspot.com"),
        ("https://news.gov.uk/", "news.gov.uk"),
        ("https://www.bücher.de/", "xn--bcher-kva.de"),
        ("https://xn--bcher-kva.de/", "xn--bcher-kva.de"),
        ("https://www.courier.example/a", "courier.example"),
        ("http://localhost:8000/", "localhost"),
        ("http://10.0.0.1/", "10.0.0.1"),
        ("http://[::1]:80/", "::1"),
        ("https://user:secret@www.taz.de/", "taz.de"),
    ],
)
def test_an_address_is_of_the_site_that_one_party_registered(url, site):
    assert site_of(url) == site


@pytest.mark.parametrize("text", [None, "", "taz.de", "notes.txt", "https://", "http://[", "-"])
def test_what_has_no_host_is_of_no_site(text):
    assert site_of(text) is None


@given(st.text(max_size=40))
def test_any_host_has_a_site_or_none(text):
    site = site_of(f"https://{text}/")
    assert site is None or site == site.lower()


def test_an_outlet_is_told_by_its_name_or_its_site():
    assert outlet_of(" The  Courier ", "https://other.example/") == "the courier"
    assert outlet_of(None, "https://www.taz.de/a") == outlet_of("", "https://taz.de/b") == "taz.de"
    assert outlet_of(None, None) is None


def test_the_list_is_read_when_an_address_needs_it_and_never_over_the_network():
    code = (
        "import sys, socket\n"
        "from briefer.sites import outlet_of, site_of\n"
        "def refuse(*_, **__): raise SystemExit('asked the network')\n"
        "socket.socket.connect = refuse\n"
        "outlet_of('taz', 'https://www.taz.de'); site_of('http://localhost')\n"
        "before = 'tldextract' in sys.modules\n"
        "print(before, site_of('https://www.taz.de'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "taz.de"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.news.example/", "http://feeds.news.example/x", True),
        ("https://a.co.uk/", "https://b.co.uk/", False),
        ("https://www.a.co.uk/", "https://a.co.uk/", True),
        ("https://news.example/", "https://olds.example/", False),
        ("http://10.0.0.1/", "http://11.0.0.1/", False),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:9000/", True),
        ("https://a.github.io/", "https://b.github.io/", False),
        ("https://www.taz.de/", "https://taz.de/x", True),
        ("not an address", "not an address", False),
        ("http://[::1]/", "http://[::2]/", False),
    ],
)
def test_a_site_is_what_one_name_was_given_out_for(one, other, same):
    assert same_site(one, other) is same
