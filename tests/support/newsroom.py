"""A site server on 127.0.0.1 that publishes the two days of invented news of `fixtures/days`.

    with newsroom(day=1) as site:
        site.feeds["courier"], site.opml, site.articles["flood-hask-meridian"]
        site.set_day(2)
        site.requests

Each outlet has its path prefix, or, with ``own_ports``, a port of its own. Pages are gzipped for
who asks, and answer 304 as far as their outlet sends validators (`site.json` says which).

`python -m tests.support.newsroom --day 1` serves until stdin closes, and prints the base address;
`GET /feeds.opml` lists the feeds, `GET /stats` says what came, `POST /day/2` turns the page.
"""

import argparse
import contextlib
import gzip
import hashlib
import json
import re
import socket
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

from tests.support import newsroom_feeds, newsroom_pages
from tests.support.newsroom_archive import Entry, entries, outlets

HOST = "127.0.0.1"
_LAST_DAY = 2
_WORTH_GZIP = 500
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Seen:
    """One request that came. ``outlet`` is None for what belongs to none."""

    method: str
    outlet: str | None
    path: str
    query: str
    headers: dict[str, str]
    status: int


@dataclass(frozen=True)
class Page:
    """What an address answers with. Without a date there are no validators."""

    body: bytes
    content_type: str = _HTML
    status: int = 200
    modified: datetime | None = None
    validators: str = "none"

    @property
    def etag(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:20]


@dataclass
class Newsroom:
    """The server; a context manager. ``robots`` is what /robots.txt says, and may be exchanged."""

    day: int = 1
    port: int = 0
    own_ports: bool = False
    robots: str = "User-agent: *\nDisallow: /private/\n"
    requests: list[Seen] = field(default_factory=list, init=False)

    def __enter__(self) -> Self:
        keys: list[str | None] = [None, *(outlets() if self.own_ports else ())]
        self._servers = {key: _Server(self, key, 0 if key else self.port) for key in keys}
        self.port = self._servers[None].server_port
        self._threads = [
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
            for server in self._servers.values()
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        for server in self._servers.values():
            server.shutdown()
        for thread in self._threads:
            thread.join(10)
        for server in self._servers.values():
            server.hang_up()
            server.server_close()

    @property
    def base(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def bases(self) -> dict[str, str]:
        """Each outlet's own address, without a slash at the end."""
        if self.own_ports:
            return {key: f"http://{HOST}:{self._servers[key].server_port}" for key in outlets()}
        return {key: f"{self.base}/{key}" for key in outlets()}

    @property
    def opml(self) -> str:
        return f"{self.base}/feeds.opml"

    @property
    def feeds(self) -> dict[str, str]:
        """The addresses of the feeds, by outlet."""
        return {key: self.bases[key] + outlet.path for key, outlet in outlets().items()}

    @property
    def articles(self) -> dict[str, str]:
        """The addresses of all that was ever published, by id, without tracking parameters."""
        return {key: self.bases[e.outlet] + e.path for key, e in entries(_LAST_DAY).items()}

    def link(self, entry_id: str) -> str:
        """Return an article's address as its outlet's feed prints it."""
        entry = entries(_LAST_DAY)[entry_id]
        return newsroom_feeds.link(entry, outlets()[entry.outlet], self.bases[entry.outlet])

    def set_day(self, day: int) -> None:
        """Turn to a day.

        Raises:
            ValueError: there is no such day.
        """
        if not 1 <= day <= _LAST_DAY:
            raise ValueError(f"there are {_LAST_DAY} days, and no day {day}")
        self.day = day

    def stats(self) -> dict[str, object]:
        """Return what came so far: requests in all, by status and by path."""
        came = tuple(self.requests)
        return {
            "day": self.day,
            "count": len(came),
            "status": dict(sorted(Counter(str(seen.status) for seen in came).items())),
            "paths": dict(sorted(Counter(f"{s.outlet or ''}{s.path}" for s in came).items())),
        }

    def page(self, key: str | None, path: str) -> Page:
        """Return what an outlet's path answers with on this day, None being the site itself."""
        if path == "/robots.txt":
            return Page(self.robots.encode(), "text/plain; charset=utf-8")
        if key is None:
            return self._of_no_outlet(path)
        outlet, base, shown = outlets()[key], self.bases[key], self._shown(key)
        if path == outlet.path:
            body, kind = newsroom_feeds.feed(outlet, base, shown)
            newest = max(entry.modified for entry in shown)
            return Page(body, kind, 200, newest, outlet.validators)
        if path == "/":
            return Page(newsroom_pages.front_page(outlet, base, shown).encode())
        return self._article(key, path)

    def _article(self, key: str, path: str) -> Page:
        published = entries(self.day).values()
        entry = next((e for e in published if (e.outlet, e.path) == (key, path)), None)
        if entry is None:
            return _refusal(HTTPStatus.NOT_FOUND)
        if entry.vanishes and self.day == _LAST_DAY:
            return _refusal(entry.vanishes)
        html = entry.html
        if html is None:
            outlet, others = outlets()[key], self._others(entry)
            html = newsroom_pages.article_page(entry, outlet, self.bases[key], others)
        return Page(html.encode(), _HTML, 200, entry.modified, outlets()[key].validators)

    def _of_no_outlet(self, path: str) -> Page:
        if path == "/feeds.opml":
            body = newsroom_feeds.opml(outlets(), self.bases)
            return Page(body, "text/x-opml; charset=utf-8")
        return _refusal(HTTPStatus.NOT_FOUND)

    def _shown(self, key: str) -> list[Entry]:
        """Return what an outlet's feed lists: a withdrawn article (410) lingers in it."""
        gone = HTTPStatus.NOT_FOUND if self.day == _LAST_DAY else None
        return [e for e in entries(self.day).values() if e.outlet == key and e.vanishes != gone]

    def _others(self, entry: Entry) -> list[Entry]:
        """Return what a page links to. Where no validators are sent, it is new every day."""
        if outlets()[entry.outlet].validators == "none":
            return [e for e in self._shown(entry.outlet) if e.id != entry.id][:4]
        known = [e for e in entries(1).values() if e.outlet == entry.outlet and not e.vanishes]
        return [e for e in known if e.id != entry.id][:4]


def newsroom(day: int = 1, *, port: int = 0, own_ports: bool = False) -> Newsroom:
    """Return a server that publishes a day; enter it to start it."""
    return Newsroom(day, port, own_ports)


def _refusal(status: int) -> Page:
    phrase = HTTPStatus(status).phrase
    return Page(f"<!doctype html><title>{phrase}</title><h1>{phrase}</h1>".encode(), status=status)


class _Server(ThreadingHTTPServer):
    """One port. Connections are kept in a list so that none outlives the server."""

    daemon_threads = False
    request_queue_size = 256

    def __init__(self, site: Newsroom, key: str | None, port: int) -> None:
        self.site, self.key = site, key
        self._open: set[socket.socket] = set()
        super().__init__((HOST, port), _Handler)

    def process_request(self, request, client_address) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End connections that clients still hold open."""
        for request in tuple(self._open):
            with contextlib.suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request, client_address) -> None:
        """Say nothing of clients that left, as tests make them do; print any other fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Newsroom"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        split = urlsplit(self.path)
        if self.server.key is None and split.path == "/stats":
            body = json.dumps(site.stats(), ensure_ascii=False).encode()
            self._send(Page(body, "application/json"), 200)
            return
        key, path = self._place(split.path)
        page = site.page(key, path)
        status = 304 if page.status == HTTPStatus.OK and self._knows(page) else page.status
        headers = {name.lower(): value for name, value in self.headers.items()}
        # Before the answer: who has it must find it counted.
        site.requests.append(Seen(self.command, key, path, split.query, headers, status))
        self._send(page, status)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        turn = re.fullmatch(rf"/day/([1-{_LAST_DAY}])", self.path)
        if self.server.key is not None or turn is None:
            self._send(_refusal(HTTPStatus.NOT_FOUND), HTTPStatus.NOT_FOUND)
            return
        self.server.site.set_day(int(turn[1]))
        self._send(Page(f"day {turn[1]}\n".encode(), "text/plain"), HTTPStatus.OK)

    def _place(self, path: str) -> tuple[str | None, str]:
        """Return the outlet that a path belongs to, and the path within it."""
        if self.server.key is not None:
            return self.server.key, path
        key, slash, rest = path.removeprefix("/").partition("/")
        if key in outlets() and not self.server.site.own_ports:
            return key, slash + rest
        return None, path

    def _knows(self, page: Page) -> bool:
        """Whether the client has this page already; If-None-Match goes before the date."""
        tags, since = self.headers["If-None-Match"], self.headers["If-Modified-Since"]
        if page.modified is None:
            return False
        if tags is not None:
            known = {tag.removesuffix("-gzip") for tag in re.findall(r'"([^"]*)"', tags)}
            return page.validators in {"both", "etag"} and page.etag in known
        if since is None or page.validators not in {"both", "modified"}:
            return False
        with contextlib.suppress(ValueError):
            return page.modified <= parsedate_to_datetime(since)
        return False

    def _send(self, page: Page, status: int) -> None:
        body = page.body
        zipped = "gzip" in self.headers.get("Accept-Encoding", "") and len(body) > _WORTH_GZIP
        if zipped:
            body = gzip.compress(body, mtime=0)
        self.send_response(status)
        if page.modified is not None:
            self._send_validators(page, zipped=zipped)
        self.send_header("Vary", "Accept-Encoding")
        if status == HTTPStatus.NOT_MODIFIED:
            self.end_headers()
            return
        self.send_header("Content-Type", page.content_type)
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_validators(self, page: Page, *, zipped: bool) -> None:
        if page.validators in {"both", "etag"}:
            self.send_header("ETag", f'"{page.etag}{"-gzip" if zipped else ""}"')
        if page.validators in {"both", "modified"} and page.modified is not None:
            self.send_header(
                "Last-Modified", format_datetime(page.modified.astimezone(UTC), usegmt=True)
            )

    def log_message(self, format, *args) -> None:  # noqa: A002 - the base class calls it so
        """Say nothing: stderr belongs to what is tested."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Publish two days of news until stdin closes.")
    parser.add_argument("--day", type=int, choices=range(1, _LAST_DAY + 1), default=1)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--own-ports", action="store_true", help="give each outlet its own port")
    options = parser.parse_args()
    with newsroom(options.day, port=options.port, own_ports=options.own_ports) as site:
        sys.stdout.write(site.base + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
