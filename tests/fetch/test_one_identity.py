"""One article has one identity, however its address is dressed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefer.fetch import identity_of

STORY = "https://news.example/2026/11/coast"

hosts = st.sampled_from(
    ["news.example", "WWW.News.Example", "bücher.example", "[::1]", "127.0.0.1"]
)
pieces = st.text("aZ9%4fF1.2eE/ä ~+&=;?:@!$'()*,index.html-_\\\"#|", max_size=25)
addresses = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    hosts,
    st.sampled_from(["", ":80", ":443", ":8080"]),
    pieces,
    pieces,
    pieces,
)


@given(addresses | st.text(max_size=60))
@example("http://a.example/%%34%31")
@example("http://a.example/a/%2e%2E/index.html/index.html")
@example("http://a.example//..//x?&=&b=+&a=%2b")
def test_an_identity_is_its_own_identity(url):
    assert identity_of(identity_of(url)) == identity_of(url)


@pytest.mark.parametrize(
    "url",
    """
    https://news.example/2026/11/coast/
    http://news.example/2026/11/coast
    HTTPS://News.Example:443/2026/11/coast
    https://user:pw@news.example./2026/11/coast
    http://news.example:80/2026/11/coast#comments
    https://news.example/2026/11/coast?utm_source=rss&utm_medium=feed
    https://news.example/2026/11/coast?fbclid=IwAR1&gclid=x&mc_eid=7&UTM_Campaign=a
    https://news.example/2026/11/coast?ref=rss&source=newsletter
    https://news.example/2026/11/coast/index.html?
    https://news.example/2026/./10/../11/%63oast
    """.split(),
)
def test_dress_makes_no_difference(url):
    assert identity_of(url) == STORY


@pytest.mark.parametrize(
    "url",
    """
    https://news.example/2026/11/Coast
    https://news.example/2026/11/coast?page=2
    https://news.example/2026/11/coast?source=7
    https://news.example/2026/11/coast?cid=1
    https://news.example/2026/11/coast?gallery=2
    https://news.example/2026/11/coast?id=
    https://news.example:8443/2026/11/coast
    https://www.news.example/2026/11/coast
    https://news.example/2026/11/coast-index.html
    https://news.example/2026/11/coa%2Fst
    """.split(),
)
def test_what_may_tell_articles_apart_is_kept(url):
    assert identity_of(url) != STORY
    assert identity_of(f"{url}#part") == identity_of(url)


@given(st.permutations(["b=2", "a=1", "a=0", "utm_term=x", "c"]))
def test_the_order_of_parameters_makes_no_difference(order):
    url = "https://news.example/story?" + "&".join(order)
    assert identity_of(url) == "https://news.example/story?a=0&a=1&b=2&c"


def test_a_name_in_another_script_is_the_same_in_both_ways_of_writing_it():
    assert identity_of("https://BÜCHER.example/ä") == "https://xn--bcher-kva.example/%C3%A4"
    assert identity_of("https://xn--bcher-kva.example/%c3%a4") == identity_of(
        "https://bücher.example/ä"
    )


def test_a_guid_that_is_no_address_is_left_alone():
    assert identity_of(" tag:news.example,2026:7 ") == "tag:news.example,2026:7"
    assert identity_of("urn:uuid:F0") == "urn:uuid:F0"
    assert identity_of("http://[bad/") == "http://[bad/"


@given(pieces, pieces)
def test_a_tracking_parameter_never_changes_an_identity(path, query):
    url = f"https://news.example/{path}".split("#")[0].split("?")[0]
    plain = f"{url}?{query}".split("#")[0].strip()
    assert identity_of(f"{plain}&utm_source=x&fbclid=1") == identity_of(plain)
