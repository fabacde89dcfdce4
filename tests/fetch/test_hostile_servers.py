"""Servers and names that mean harm."""

import contextlib
import gzip
import shutil
import ssl
import subprocess
import tracemalloc
import zlib

import anyio
import pytest

from briefer.errors import FetchError, RefusedAddressError, TooLargeError
from tests.support.fetching import Rerouted, error_of, fetcher
from tests.support.simulated import simulate
from tests.support.timing import processor_time
from tests.support.webserver import answer, pages, redirect, serving

PUBLIC = "93.184.216.34"


def resolving(table):
    """Return a resolver that answers from a table of lists; each call takes the next list."""
    calls = []

    async def resolve(host, port):
        calls.append(host)
        answers = table[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    resolve.calls = calls
    return resolve


def attack(handler, url, *, resolve=None, **settings):
    """Fetch ``url`` through the guard; returns the error, what was connected to, the server."""
    kept = {}
    backend = Rerouted()
    table = resolve or resolving({"news.example": [[PUBLIC]]})

    async def main():
        async with (
            serving(handler) as web,
            fetcher(allow_private=False, backend=backend, resolve=table, **settings) as client,
        ):
            kept["web"] = web
            await client.get(url.format(port=web.port))

    return error_of(main), backend.connected, kept["web"]


@pytest.mark.parametrize(
    "url",
    """
    file:///etc/passwd ftp://news.example/ gopher://127.0.0.1/ data:text/html,x /etc/passwd
    javascript:alert(1) http:///x http://user:pw@news.example/ http://news.example@127.0.0.1/
    http://news.example\\@127.0.0.1/ http://news.example:0/ http://127.0.0.1%2f@news.example/
    http://[::1%25lo]/ http://①②⑦.0.0.1/ http://news%2eexample/ http://:80/ http://[127.0.0.1]/
    """.split(),
)
@pytest.mark.loopback
def test_what_is_no_plain_web_address_is_refused_before_anything_is_asked(url):
    async def never(asked, stream):
        raise AssertionError("something was asked")

    error, connected, _ = attack(never, url)
    assert isinstance(error, RefusedAddressError), error
    assert "pw" not in str(error)
    assert connected == []


@pytest.mark.parametrize(
    "host",
    """
    127.0.0.1 127.1 2130706433 0x7f000001 017700000001 0x7f.1 [::1] [::ffff:127.0.0.1]
    [::ffff:7f00:1] 169.254.169.254 10.0.0.1 192.168.1.1 100.64.0.1 [fd00:ec2::254] 0 0.0.0.0
    [64:ff9b::7f00:1] [2002:7f00:1::] 127.0.0.1. [fe80::1] 224.0.0.1 168.63.129.16
    """.split(),
)
@pytest.mark.loopback
def test_an_address_of_no_public_host_is_not_connected_to(host):
    error, connected, _ = attack(pages({}), f"http://{host}:{{port}}/", max_attempts=3)
    assert isinstance(error, RefusedAddressError), error
    assert connected == []


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:{port}/secret",
        "http://inside.example:{port}/secret",
        "//[::ffff:a9fe:a9fe]/",
        "file:///etc/passwd",
        "http://user@news.example/",
    ],
)
@pytest.mark.loopback
def test_a_redirect_leads_to_no_forbidden_address(location):
    async def handler(asked, stream):
        port = asked.headers["host"].rsplit(":")[-1]
        await stream.send(redirect(location.format(port=port)))

    resolve = resolving({"news.example": [[PUBLIC]], "inside.example": [["10.0.0.7"]]})
    error, connected, web = attack(handler, "http://news.example:{port}/a", resolve=resolve)
    assert isinstance(error, RefusedAddressError), error
    assert connected == [PUBLIC]
    assert web.paths == ["/a"]


@pytest.mark.loopback
def test_a_name_with_one_forbidden_address_among_others_is_refused():
    resolve = resolving({"news.example": [[PUBLIC, "127.0.0.1"]]})
    error, connected, _ = attack(pages({}), "http://news.example:{port}/", resolve=resolve)
    assert isinstance(error, RefusedAddressError)
    assert "127.0.0.1, which news.example resolves to, is a loopback address" in str(error)
    assert connected == []


@pytest.mark.loopback
def test_the_address_that_was_checked_is_the_one_connected_to():
    """A name server that changes its answer gets nothing: each connection resolves once."""
    resolve = resolving({"news.example": [[PUBLIC], ["127.0.0.1"]]})

    async def handler(asked, stream):
        await stream.send(
            redirect("/again", 302).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        )
        await stream.aclose()

    error, connected, web = attack(handler, "http://news.example:{port}/a", resolve=resolve)
    assert isinstance(error, RefusedAddressError)
    assert connected == [PUBLIC]
    assert resolve.calls == ["news.example", "news.example"]
    assert web.paths == ["/a"]


@pytest.mark.loopback
def test_a_name_with_no_address_is_an_error_of_its_own():
    async def resolve(host, port):
        raise OSError("no such name")

    error, connected, _ = attack(pages({}), "http://news.example:{port}/", resolve=resolve)
    assert type(error) is FetchError
    assert "cannot be resolved" in str(error)
    assert connected == []


@pytest.mark.loopback
def test_a_proxy_of_the_environment_is_not_used(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    backend = Rerouted()

    async def main():
        resolve = resolving({"news.example": [[PUBLIC]]})
        async with (
            serving(pages({"/a": answer(b"x")})) as web,
            fetcher(allow_private=False, backend=backend, resolve=resolve) as client,
        ):
            return await client.get(web.url("/a", "news.example"))

    assert simulate(main, sockets=True).body == b"x"
    assert backend.connected == [PUBLIC]


@pytest.mark.loopback
def test_a_secure_server_proves_the_name_although_the_address_is_connected_to(tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not here to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=news.example"
    subprocess.run(
        [
            *command.split(),
            "-addext",
            "subjectAltName=DNS:news.example",
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        check=True,
        capture_output=True,
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(certificate, key)
    names = []
    server.sni_callback = lambda _, name, __: names.append(name)
    trusting = ssl.create_default_context(cafile=str(certificate))

    async def main():
        async def serve(stream):
            async with stream:
                with contextlib.suppress(ssl.SSLError, anyio.BrokenResourceError):
                    tls = await anyio.streams.tls.TLSStream.wrap(
                        stream, server_side=True, ssl_context=server, standard_compatible=False
                    )
                    await tls.receive()
                    await tls.send(answer(b"proved"))

        listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
        port = listener.extra(anyio.abc.SocketAttribute.local_port)
        async with listener, anyio.create_task_group() as group:
            group.start_soon(listener.serve, serve)
            async with fetcher(context=trusting) as client:
                fetched = await client.get(f"https://news.example:{port}/")
                with pytest.raises(FetchError, match="certificate of other"):
                    await client.get(f"https://other.example:{port}/")
            group.cancel_scope.cancel()
        return fetched

    assert simulate(main, sockets=True).body == b"proved"
    assert names == ["news.example", "other.example"]


def flood(head, piece, times=100_000):
    """Return a handler that sends ``head`` and then ``piece`` for as long as it is listened to."""

    async def handler(asked, stream):
        await stream.send(head)
        for _ in range(times):
            handler.sent += len(piece)
            await stream.send(piece)

    handler.sent = 0
    return handler


def fails(handler, **settings):
    """Fetch in vain; returns the error and the seconds it took, in simulated time."""
    times = []

    async def main():
        async with serving(handler) as web, fetcher(**settings) as client:
            times.append(anyio.current_time())
            try:
                await client.get(web.url("/a"))
            finally:
                times.append(anyio.current_time())

    error = error_of(main)
    return error, times[1] - times[0]


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMB = b"\0" * 30_000_000


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", lambda: gzip.compress(BOMB, 9)),
        ("deflate", lambda: zlib.compress(BOMB, 9)),
        ("deflate", lambda: zlib.compress(BOMB, 9)[2:-4]),
        ("gzip", lambda: gzip.compress(b"") * 50_000),
    ],
    ids=["gzip", "zlib", "deflate", "many members"],
)
@pytest.mark.loopback
def test_a_bomb_is_not_unpacked(encoding, pack):
    handler = pages({"/a": answer(pack(), headers=[("Content-Encoding", encoding)])})
    tracemalloc.start()
    with processor_time() as spent:
        error, _ = fails(handler, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(error, FetchError)
    assert peak < 8_000_000
    assert spent.seconds < 5


@pytest.mark.loopback
def test_a_packed_file_is_no_way_round_the_limit():
    packed = gzip.compress(gzip.compress(BOMB, 9), 9)
    headers = [("Content-Encoding", "gzip")]
    table = {"/a": answer(packed, headers=headers, content_type="application/gzip")}
    error, _ = fails(pages(table), max_bytes=1_000_000)
    assert isinstance(error, TooLargeError)


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.loopback
def test_a_body_without_end_is_left_at_the_limit(chunked):
    piece = b"x" * 50_000
    head = HEAD + b"\r\n"
    if chunked:
        head = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
        piece = b"%x\r\n%s\r\n" % (len(piece), piece)
    handler = flood(head, piece)
    error, _ = fails(handler, max_bytes=1_000_000)
    assert isinstance(error, TooLargeError)
    assert "1,000,000 bytes" in str(error)
    assert handler.sent < 20_000_000


@pytest.mark.loopback
def test_a_body_announced_too_large_is_not_begun():
    error, seconds = fails(flood(HEAD + b"Content-Length: 99999999999\r\n\r\n", b"x", 1))
    assert isinstance(error, TooLargeError)
    assert seconds < 2


@pytest.mark.loopback
def test_a_header_without_end_is_left():
    handler = flood(HEAD + b"X: ", b"x" * 10_000)
    error, seconds = fails(handler)
    assert isinstance(error, FetchError)
    assert handler.sent < 5_000_000
    assert seconds < 5


@pytest.mark.parametrize("where", [HEAD + b"\r\n", HEAD, b""])
@pytest.mark.loopback
def test_a_drip_ends_with_the_time_for_one_address(where):
    async def handler(asked, stream):
        await stream.send(where)
        while True:
            await anyio.sleep(0.05)
            await stream.send(b"x")

    error, seconds = fails(handler, total_timeout=0.6, timeout=0.5, max_attempts=3)
    assert "no whole answer" in str(error)
    assert seconds == pytest.approx(0.6)


@pytest.mark.loopback
def test_silence_ends_with_the_time_for_an_attempt():
    async def handler(asked, stream):
        await anyio.sleep(30)

    error, seconds = fails(handler, timeout=0.3)
    assert "sent nothing for 0.3 s" in str(error)
    assert seconds == pytest.approx(0.3)


@pytest.mark.parametrize(
    "words",
    [
        b"SSH-2.0-OpenSSH_9\r\n",
        HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\nxxxxx",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        HEAD + b"Content-Length: -1\r\n\r\n",
        b"HTTP/1.1 302 X\r\nLocation: http://[bad/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 101 Switching\r\n\r\n",
        b"HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n",
    ],
)
@pytest.mark.loopback
def test_nonsense_is_an_error_of_the_source(words):
    async def handler(asked, stream):
        await stream.send(words)
        await stream.aclose()

    error, _ = fails(handler)
    assert isinstance(error, FetchError), error
