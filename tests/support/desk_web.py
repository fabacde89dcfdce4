"""The desk as browsers and programs meet it, in this process."""

import html
import re
from contextlib import contextmanager

from starlette.testclient import TestClient

from briefer.desk.web.access import Access
from briefer.desk.web.app import make_app
from briefer.desk.web.register import Register
from briefer.desk.web.site import site_of

ORIGIN = "http://127.0.0.1:8484"
OF_A_BROWSER = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}


class Clock:
    """Seconds that pass when a test says so."""

    now = 1_000.0

    def __call__(self):
        return self.now


class Front:
    """A desk's application with what a test looks at: its access, its clock, its notes."""

    def __init__(self, desk, *, site=None, **more):
        self.desk = desk
        self.clock = Clock()
        self.access = Access(Register(desk), self.clock)
        self.site = site or site_of("127.0.0.1", 8484)
        self.notes = []
        self.app = make_app(
            desk, self.access, self.site, note=self.notes.append, clock=self.clock, **more
        )

    @contextmanager
    def client(self, **headers):
        """Yield a client without cookies; exceptions of the app are answers, as in a server."""
        with TestClient(
            self.app,
            base_url=self.site.origin,
            headers=headers,
            follow_redirects=False,
            raise_server_exceptions=False,
        ) as client:
            yield client

    @contextmanager
    def browser(self, name):
        """Yield somebody's browser, signed in by a link; it runs no script."""
        with self.client(**OF_A_BROWSER) as client:
            link = self.access.link(name)
            assert client.post("/sign-in", data={"link": link}).status_code == 303
            yield client


def shown(answer):
    """Return what a page says, without its markup."""
    assert answer.status_code == 200, answer.text
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def field(answer, path, name):
    """Return a hidden field of the form for a claim or story."""
    found = re.search(
        rf'name="path" value="{re.escape(html.escape(path))}">\s*<input type="hidden" '
        rf'name="{name}" value="([^"]*)"',
        answer.text,
    )
    return found[1]
