"""Pages that send on by a refresh, and redirects that set a cookie first."""

import pytest

from tests.fetch.test_fetcher import PAGE, fails, get
from tests.support.webserver import answer, redirect

pytestmark = pytest.mark.loopback


def refresh(content, before=""):
    page = f'<html><head>{before}<meta http-equiv="refresh" content="{content}"></head></html>'
    return answer(page.encode())


@pytest.mark.parametrize(
    "content", ["0; url=/b", "0;URL='/b'", "3, url=/b", "0; url=b?x=1&amp;y=2", "0.5; url = /b"]
)
def test_a_page_that_sends_on_at_once_is_followed(content):
    table = {"/page": refresh(content), "/b": answer(PAGE), "/b?x=1&y=2": answer(PAGE)}
    fetched, web = get(table)
    assert fetched.body == PAGE
    assert fetched.final_url in (web.url("/b"), web.url("/b?x=1&y=2"))
    assert fetched.url == web.url("/page")


@pytest.mark.parametrize(
    ("content", "before"),
    [
        ("1800; url=/b", ""),
        ("300", ""),
        ("0; url=/page", ""),
        ("0; url=app://open", ""),
        ("0; url=/b", "<!--"),
        ("0; url=/b", "<noscript>"),
    ],
)
def test_a_page_that_reloads_itself_is_the_page(content, before):
    page = refresh(content, before)
    fetched, web = get({"/page": page, "/b": answer(PAGE)})
    assert fetched.final_url == web.url("/page")
    assert page.endswith(fetched.body)


def test_refreshes_count_as_redirects_do():
    table = {f"/{step}": refresh(f"0; url=/{step + 1}") for step in range(20)}
    error, web = fails(table, "/0", max_attempts=1)
    assert "redirects more than 10 times" in str(error)
    assert len([asked for asked in web.seen if asked.path != "/robots.txt"]) == 11


def test_a_refresh_to_a_refused_address_is_refused():
    error, _ = fails({"/page": refresh("0; url=http://169.254.169.254/x")}, max_attempts=1)
    assert "169.254.169.254" in str(error)


def with_cookie(asked):
    if "sid=a1" in asked.headers.get("cookie", ""):
        return answer(PAGE)
    headers = [("Location", "/page"), ("Set-Cookie", "sid=a1; Path=/; HttpOnly")]
    return answer(status=302, headers=headers)


def test_a_redirect_that_sets_a_cookie_and_leads_back_is_no_circle():
    fetched, _ = get({"/page": with_cookie})
    assert fetched.body == PAGE


def test_cookies_are_forgotten_with_the_address():
    _, web = get({"/page": with_cookie}, times=2)
    told = ["cookie" in asked.headers for asked in web.seen if asked.path == "/page"]
    assert told == [False, True, False, True]


def test_an_answer_that_is_no_redirect_leaves_no_cookie():
    _, web = get({"/page": answer(PAGE, headers=[("Set-Cookie", "sid=a1")])}, times=2)
    assert not any("cookie" in asked.headers for asked in web.seen)


@pytest.mark.parametrize("cookie", ["sid=a1\x7f", "=a1", "sid", "sid=é"])
def test_a_cookie_that_is_none_is_not_sent(cookie):
    moved = answer(status=302, headers=[("Location", "/b"), ("Set-Cookie", cookie)])
    _, web = get({"/page": moved, "/b": answer(PAGE)})
    assert not any("cookie" in asked.headers for asked in web.seen)


def test_a_circle_that_sets_cookies_for_ever_ends():
    def more(asked):
        number = len(asked.headers.get("cookie", "").split(";"))
        headers = [("Location", "/page"), ("Set-Cookie", f"c{number}={number}")]
        return answer(status=302, headers=headers)

    error, web = fails({"/page": more, "/b": redirect("/page")}, max_attempts=1)
    assert "redirects more than" in str(error) or "circle" in str(error)
    assert len(web.seen) <= 13


@pytest.mark.parametrize("kind", ["application/octet-stream", "binary/octet-stream"])
def test_what_is_sent_as_bytes_is_told_by_its_content(kind):
    from briefer.ingest import read_source
    from tests.support.documents import RSS_20, page

    for data, what in ((page().encode(), "html"), (RSS_20.encode(), "feed")):
        fetched, _ = get({"/page": answer(data, content_type=kind)})
        reading = read_source(
            fetched.body, source="x", url="https://f.example/x", content_type=fetched.content_type
        )
        assert reading.kind == what
