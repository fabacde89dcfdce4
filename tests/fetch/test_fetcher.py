"""Answers, conditional requests, retries and redirects."""

import contextlib
import gzip
import zlib
from datetime import UTC, datetime

import anyio
import pytest

from briefer.errors import FetchError, PageGoneError, UnsupportedContentError
from briefer.fetch import Known, NotModified
from tests.support.fetching import error_of, fetcher
from tests.support.simulated import simulate
from tests.support.webserver import answer, pages, redirect, serving

pytestmark = pytest.mark.loopback

PAGE = b"<html><p>The harbour reopened.</p></html>"


def get(table, path="/page", *, known=None, times=1, robots=None, **settings):
    """Fetch from a server with these pages; returns the last result and the server."""

    async def main():
        async with serving(pages(table, robots=robots)) as web, fetcher(**settings) as client:
            for _ in range(times):
                result = await client.get(web.url(path), known)
        return result, web

    return simulate(main, sockets=True)


def fails(table, path="/page", **settings):
    """Fetch what cannot be fetched; returns the error and the server."""
    kept = []

    async def main():
        async with serving(pages(table)) as web, fetcher(**settings) as client:
            kept.append(web)
            await client.get(web.url(path))

    error = error_of(main)
    assert isinstance(error, FetchError), error
    return error, kept[0]


def test_a_page_comes_with_what_the_server_says_of_it():
    headers = [("ETag", '"v1"'), ("Last-Modified", "Sun, 22 Nov 2026 06:00:00 GMT")]
    before = datetime.now(UTC)
    fetched, web = get(
        {"/page": answer(PAGE, headers=headers, content_type="Text/HTML; Charset=ISO-8859-1")}
    )
    assert (fetched.body, fetched.status) == (PAGE, 200)
    assert (fetched.content_type, fetched.charset) == ("text/html", "iso-8859-1")
    assert (fetched.etag, fetched.last_modified) == ('"v1"', "Sun, 22 Nov 2026 06:00:00 GMT")
    assert fetched.url == fetched.final_url == web.url("/page")
    assert before <= fetched.at <= datetime.now(UTC)


def test_we_say_who_we_are_and_carry_nothing_else():
    _, web = get({"/page": answer(PAGE)}, user_agent="newsdesk/2 (+https://desk.example/bot)")
    headers = web.seen[0].headers
    assert headers["user-agent"] == "newsdesk/2 (+https://desk.example/bot)"
    assert headers["host"] == f"127.0.0.1:{web.port}"
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding"}


def test_what_is_known_is_not_sent_again():
    known = Known(etag='"v1"', last_modified="Sun, 22 Nov 2026 06:00:00 GMT")
    unchanged, web = get({"/page": answer(status=304)}, known=known)
    assert isinstance(unchanged, NotModified)
    assert (unchanged.etag, unchanged.last_modified) == ('"v1"', known.last_modified)
    assert web.seen[0].headers["if-none-match"] == '"v1"'
    assert web.seen[0].headers["if-modified-since"] == known.last_modified


def test_a_stored_validator_cannot_smuggle_a_header():
    _, web = get({"/page": answer(PAGE)}, known=Known(etag='"x"\r\nCookie: a=b'))
    assert "cookie" not in web.seen[0].headers
    assert "if-none-match" not in web.seen[0].headers


def test_an_unasked_304_is_an_error():
    error, _ = fails({"/page": answer(status=304)})
    assert "304" in str(error)


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_not_asked_for_again(status):
    error, web = fails({"/page": answer(status=status)}, max_attempts=3)
    assert isinstance(error, PageGoneError)
    assert error.status == status
    assert web.paths == ["/page"]


@pytest.mark.parametrize("status", [401, 402, 403, 451])
def test_a_closed_page_says_that_it_wants_a_login(status):
    error, web = fails({"/page": answer(status=status)}, max_attempts=3)
    assert str(status) in str(error)
    assert "login" in error.hint
    assert web.paths == ["/page"]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE[:10], mtime=0) + gzip.compress(PAGE[10:], mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("gzip", gzip.compress(PAGE, mtime=0) + b"\0" * 20),
    ],
)
def test_a_packed_body_is_unpacked(encoding, body):
    fetched, _ = get({"/page": answer(body, headers=[("Content-Encoding", encoding)])})
    assert fetched.body == PAGE


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)[:-9]),
        ("gzip", PAGE),
        ("br", PAGE),
        ("gzip, gzip", PAGE),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_an_error(encoding, body):
    fails({"/page": answer(body, headers=[("Content-Encoding", encoding)])})


def test_a_sitemap_that_is_stored_packed_is_unpacked():
    fetched, _ = get(
        {
            "/map.xml.gz": answer(
                gzip.compress(b"<?xml?><urlset/>"), content_type="application/x-gzip"
            )
        },
        "/map.xml.gz",
    )
    assert (fetched.body, fetched.content_type) == (b"<?xml?><urlset/>", None)


@pytest.mark.parametrize(
    "kind", ["image/png", "video/mp4", "audio/mpeg", "application/zip", "font/woff2"]
)
def test_what_holds_no_article_is_not_read(kind):
    async def endless(asked):
        return answer(b"x", content_type=kind).replace(b"Length: 1", b"Length: 9000000")

    error, _ = fails({"/page": endless}, timeout=2.0)
    assert isinstance(error, UnsupportedContentError)
    assert kind in str(error)


@pytest.mark.parametrize("body", [b"%PDF-1.7 ...", b"<?xml version='1.0'?><rss/>"])
def test_a_document_of_an_untold_type_is_known_by_its_first_bytes(body):
    fetched, _ = get({"/page": answer(body, content_type="application/octet-stream")})
    assert fetched.body == body


@pytest.mark.parametrize("size", [3, 5000])
def test_another_file_of_an_untold_type_is_refused(size):
    error, _ = fails({"/page": answer(b"\x7fELF" * size, content_type="application/octet-stream")})
    assert isinstance(error, UnsupportedContentError)


def test_a_page_without_a_type_is_read():
    fetched, _ = get({"/page": answer(PAGE, content_type=None)})
    assert (fetched.body, fetched.content_type) == (PAGE, None)


def test_a_redirect_is_followed_and_its_end_named():
    fetched, web = get(
        {"/page": redirect("/b?x=1#top", 301), "/b?x=1": redirect("../c", 308), "/c": answer(PAGE)}
    )
    assert fetched.final_url == web.url("/c")
    assert fetched.url == web.url("/page")
    assert web.paths == ["/page", "/b?x=1", "/c"]


def test_ten_redirects_are_followed_and_eleven_are_not():
    table = {f"/{step}": redirect(f"/{step + 1}") for step in range(20)}
    fetched, _ = get({**table, "/10": answer(PAGE)}, "/0")
    assert fetched.body == PAGE
    error, web = fails({**table, "/11": answer(PAGE)}, "/0", max_attempts=3)
    assert "10 times" in str(error)
    assert len(web.paths) == 11


def test_a_circle_of_redirects_ends_at_once():
    error, web = fails({"/page": redirect("/b"), "/b": redirect("/page")}, max_attempts=3)
    assert "circle" in str(error)
    assert web.paths == ["/page", "/b"]


def test_cookies_are_not_given_back():
    headers = [("Set-Cookie", "id=7; Path=/"), ("Location", "/b")]
    _, web = get({"/page": answer(status=302, headers=headers), "/b": answer(PAGE)}, times=2)
    assert len(web.paths) == 4
    assert not any("cookie" in asked.headers for asked in web.seen)


@pytest.mark.parametrize(
    ("first", "error"),
    [
        (answer(PAGE), None),
        (answer(status=304), None),
        (redirect("/other"), None),
        (answer(b"no such page", status=404), PageGoneError),
        (answer(b"busy", status=503), FetchError),
    ],
)
def test_a_connection_is_used_again_whatever_came_over_it(first, error):
    async def main():
        table = {"/page": first, "/other": answer(PAGE)}
        async with serving(pages(table)) as web, fetcher() as client:
            with pytest.raises(error) if error else contextlib.nullcontext():
                await client.get(web.url("/page"), Known(etag='"1"'))
            await client.get(web.url("/other"))
        return web

    assert simulate(main, sockets=True).connections == 1


def test_an_answer_that_nobody_wants_is_not_waited_for():
    async def handler(asked, stream):
        if asked.path == "/other":
            await stream.send(answer(PAGE))
            return
        await stream.send(b"HTTP/1.1 404 X\r\nContent-Length: 100\r\n\r\n")
        await anyio.sleep(30)

    async def main():
        async with serving(handler) as web, fetcher() as client:
            with pytest.raises(PageGoneError):
                await client.get(web.url("/page"))
            return await client.get(web.url("/other")), web

    fetched, web = simulate(main, sockets=True)
    assert fetched.body == PAGE
    assert web.seen[1].at - web.seen[0].at < 2


def answering(*answers):
    """Answer one after the other."""
    left = list(answers)
    return lambda asked: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 408])
def test_a_passing_error_is_tried_again(status):
    fetched, web = get(
        {"/page": answering(answer(status=status), answer(PAGE))}, max_attempts=3, sleep=no_sleep
    )
    assert fetched.body == PAGE
    assert len(web.paths) == 2


def test_a_broken_connection_is_tried_again():
    short = answer(PAGE).replace(b"Length: 4", b"Length: 94")[:-3]

    async def main():
        async def handler(asked, stream):
            if len(web.seen) == 1:
                await stream.send(short)
                await stream.aclose()
            elif len(web.seen) == 2:
                await stream.aclose()
            else:
                await stream.send(answer(PAGE))

        async with (
            serving(handler) as web,
            fetcher(max_attempts=3, sleep=no_sleep) as client,
        ):
            fetched = await client.get(web.url("/page"))
        return fetched, web

    fetched, web = simulate(main, sockets=True)
    assert fetched.body == PAGE
    assert len(web.seen) == 3


def test_trying_ends_and_says_how_often():
    error, web = fails({"/page": answer(status=503)}, max_attempts=3, sleep=no_sleep)
    assert "503 Service Unavailable (tried 3 times)" in str(error)
    assert error.status == 503
    assert len(web.paths) == 3


async def no_sleep(seconds):
    await anyio.lowlevel.checkpoint()


def test_a_wish_to_wait_is_granted():
    table = {"/page": answering(answer(status=429, headers=[("Retry-After", "1")]), answer(PAGE))}
    fetched, web = get(table, max_attempts=2)
    assert fetched.body == PAGE
    assert web.seen[1].at - web.seen[0].at == pytest.approx(1.0)


def test_a_wish_to_wait_holds_for_all_pages_of_the_host():
    started = []

    async def main():
        busy = answer(status=429, headers=[("Retry-After", "1")])
        table = {"/a": answering(busy, answer(PAGE)), "/b": answer(PAGE)}
        async with (
            serving(pages(table)) as web,
            fetcher(max_attempts=2) as client,
            anyio.create_task_group() as group,
        ):
            group.start_soon(client.get, web.url("/a"))
            group.start_soon(client.get, web.url("/b"))
        started.extend((asked.path, asked.at - web.seen[0].at) for asked in web.seen)

    simulate(main, sockets=True)
    assert sorted(path for path, _ in started) == ["/a", "/a", "/b"]
    assert all(after >= 1.0 for _, after in started[1:])


@pytest.mark.parametrize("asked", ["3600", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_a_server_that_asks_for_hours_is_left_alone(asked):
    error, web = fails(
        {"/page": answer(status=503, headers=[("Retry-After", asked)])}, max_attempts=3
    )
    assert "asks to wait" in str(error)
    assert len(web.paths) == 1


def test_a_server_that_is_not_there_is_named():
    async def main():
        async with fetcher() as client:
            await client.get("http://127.0.0.1:9/")

    error = error_of(main)
    assert type(error) is FetchError
    assert "127.0.0.1 cannot be reached" in str(error)
