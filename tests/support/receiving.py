"""WordPress, a mail server and webhooks on 127.0.0.1 that take briefs, and misbehave when told.

An act says how one request goes wrong: ``500`` and ``429`` before anything is done, ``drop`` before
and ``drop after`` it was done, ``slow`` after it was done, ``redirect`` to where clouds have their
metadata. A script returns the act of a request, None for none.
"""

import base64
import contextlib
import json
import re
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

METADATA = "http://169.254.169.254/latest/meta-data"
PASSWORD = "abcd EFGH ijkl MNOP"
Script = Callable[[int, str, str], str | None]


def fine(number: int, method: str, path: str) -> str | None:
    return None


@dataclass
class Receiver:
    """An HTTP server that answers by ``answer``; a context manager.

    ``requests`` are method, path, headers and body of each that came, whatever became of it.
    """

    script: Script = fine
    requests: list = field(default_factory=list)
    on_request: Callable[[str, str, str], None] = lambda *_: None

    def __post_init__(self):  # noqa: C901
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self):
                length = int(self.headers.get("content-length", "0"))
                body = self.rfile.read(length)
                headers = {name.lower(): value for name, value in self.headers.items()}
                number = len(outer.requests)
                outer.requests.append((self.command, self.path, headers, body))
                act = outer.script(number, self.command, self.path)
                outer.on_request("before", self.command, self.path)
                if act in ("500", "503", "429"):
                    more = {"Retry-After": "2"} if act == "429" else {}
                    return self.reply(int(act), {"message": "later"}, more)
                if act == "redirect":
                    return self.reply(307, {}, {"Location": METADATA})
                if act == "drop":
                    self.close_connection = True
                    return None
                status, value = outer.answer(self.command, self.path, headers, body)
                outer.on_request("after", self.command, self.path)
                if act == "drop after":
                    self.close_connection = True
                    return None
                if act == "500 after":
                    return self.reply(500, {"message": "oh"}, {})
                if act == "slow":
                    outer._ended.wait(60)
                return self.reply(status, value, {})

            def reply(self, status, value, more):
                data = json.dumps(value).encode()
                with contextlib.suppress(OSError):
                    self.send_response(status)
                    for name, text in {"Content-Type": "application/json", **more}.items():
                        self.send_header(name, text)
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)

            do_GET = do_POST = do_DELETE = handle_any  # noqa: N815

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._lock = threading.Lock()
        self._ended = threading.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method, path, headers, body):
        raise NotImplementedError


@dataclass
class WordPressSite(Receiver):
    """A site with posts, as WordPress 6 answers: a slug that is taken gets a number behind it."""

    user: str = "desk"
    posts: dict[int, dict] = field(default_factory=dict)
    deleted: list[int] = field(default_factory=list)

    def answer(self, method, path, headers, body):
        with self._lock:
            return self._answer(method, path, headers, body)

    def _answer(self, method, path, headers, body):
        pair = base64.b64encode(f"{self.user}:{PASSWORD}".encode()).decode()
        if headers.get("authorization") != f"Basic {pair}":
            return 401, {"code": "rest_not_logged_in", "message": "You are not logged in."}
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        place = parts.path.removeprefix("/wp-json/wp/v2/")
        if place == "users/me":
            return 200, {"id": 1, "capabilities": {"edit_posts": True}}
        found = re.fullmatch(r"posts(?:/(\d+))?", place)
        if found is None:
            return 404, {"code": "rest_no_route", "message": "No route was found."}
        if found[1]:
            return self._one(int(found[1]), method, body)
        if method == "POST":
            return 201, self._new(json.loads(body))
        kept = [
            post
            for post in reversed(self.posts.values())
            if post["status"] in query.get("status", "publish").split(",")
            and ("slug" not in query or post["slug"] in query["slug"].split(","))
            and query.get("search", "") in post["content"]["raw"] + post["title"]["raw"]
        ]
        return 200, kept

    def _one(self, number, method, body):
        if number not in self.posts:
            return 404, {"code": "rest_post_invalid_id", "message": "Invalid post ID."}
        post = self.posts[number]
        if method == "DELETE":
            self.deleted.append(number)
            return 200, {"deleted": True, "previous": self.posts.pop(number)}
        if method == "POST":
            for name, value in json.loads(body).items():
                post[name] = {"raw": value} if name in ("content", "title") else value
        return 200, post

    def _new(self, value):
        number = 10 + len(self.posts) + len(self.deleted)
        taken = {post["slug"] for post in self.posts.values()}
        slug, more = value["slug"], 2
        while slug in taken:
            slug, more = f"{value['slug']}-{more}", more + 1
        post = {
            "id": number,
            "slug": slug,
            "link": f"{self.url}/?p={number}",
            "status": value["status"],
            "content": {"raw": value["content"]},
            "title": {"raw": value["title"]},
        }
        self.posts[number] = post
        return post


@dataclass
class Hook(Receiver):
    """An address that is told: ``taken`` are the messages it took, by their id, once each."""

    taken: dict[str, dict] = field(default_factory=dict)

    def answer(self, method, path, headers, body):
        self.taken.setdefault(headers["webhook-id"], json.loads(body))
        return 200, {}


@dataclass
class MailServer:
    """A mail server; ``mails`` are recipient and text of each that it took.

    ``script`` is given a command's number and word (``TEXT`` for the mail itself); its acts are
    ``drop`` and ``drop after``, or an answer such as ``451 later``.
    """

    script: Callable[[int, str], str | None] = lambda *_: None
    mails: list = field(default_factory=list)
    on_command: Callable[[str, str, str], None] = lambda *_: None
    user: str | None = None
    password: str | None = None

    def __post_init__(self):  # noqa: C901
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                with contextlib.suppress(OSError):
                    self.say("220 mail.example ready")
                    self.talk()

            def say(self, text):
                self.wfile.write(f"{text}\r\n".encode())

            def talk(self):
                to = []
                while line := self.rfile.readline():
                    word = line.split()[0].upper().decode() if line.split() else ""
                    if not self.answer(word, line, to):
                        return

            def answer(self, word, line, to):
                act = outer.act(word)
                outer.on_command("before", word, "")
                if act == "drop":
                    return False
                if act and act[:1].isdigit():
                    self.say(act)
                elif word == "EHLO":
                    self.say("250-mail.example")
                    self.say("250-AUTH PLAIN")
                    self.say("250 SIZE 1000000")
                elif word == "AUTH":
                    given = base64.b64decode(line.split()[2]).decode().split("\0")[1:]
                    right = given == [outer.user, outer.password]
                    self.say("235 welcome" if right else "535 no such user")
                elif word == "RCPT":
                    to.append(re.search(rb"<(.*?)>", line)[1].decode())
                    self.say("250 fine")
                elif word == "DATA":
                    self.say("354 go on")
                    return self.text(to)
                elif word == "QUIT":
                    self.say("221 bye")
                    return False
                else:
                    self.say("250 fine")
                outer.on_command("after", word, "")
                return True

            def text(self, to):
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line.removeprefix(b"."))
                act = outer.act("TEXT")
                outer.on_command("before", "TEXT", "")
                if act == "drop" or not line:
                    return False
                if act and act[:1].isdigit():
                    self.say(act)
                    return True
                outer.mails += [(each, b"".join(lines)) for each in to]
                to.clear()
                outer.on_command("after", "TEXT", "")
                if act == "drop after":
                    return False
                self.say("250 taken")
                return True

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self._count = 0

    @property
    def port(self):
        return self._server.server_address[1]

    def act(self, word):
        self._count += 1
        return self.script(self._count - 1, word)

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
