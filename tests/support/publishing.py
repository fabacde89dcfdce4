"""A brief in a store, and all targets of it on 127.0.0.1: what publishing is tried on."""

import base64
import shutil
from dataclasses import replace

import anyio

from briefer.briefing import remember
from briefer.desk import Desk, outgoing, publish
from briefer.desk.publishing.mail import Mail, Outbox, Server
from briefer.desk.publishing.pages import Pages, Wire
from briefer.desk.publishing.webhook import Webhook
from briefer.desk.publishing.wordpress import Site, WordPress
from briefer.fetch import Sender
from briefer.model import Correction
from briefer.render import Envelope
from briefer.store import Store
from tests.support.desk import DAY, NOW, brief_of
from tests.support.receiving import PASSWORD, Hook, MailServer, WordPressSite

SECRET = "whsec_" + base64.b64encode(b"twenty-four bytes of key").decode()
READERS = ("ana@example.org", "bo@example.org")
ENVELOPE = Envelope(
    "The desk <desk@example.org>",
    READERS,
    ("https://example.org/off", "mailto:off@example.org"),
    "https://news.example.org/briefs/",
)


class Scene:
    """Three servers, two folders, and a store with a brief in it."""

    def __init__(self, folder, stack, template):
        self.template = template
        self.folder = folder
        self.path = folder / "store.db"
        self.wordpress = stack.enter_context(WordPressSite())
        self.hook = stack.enter_context(Hook())
        self.mail = stack.enter_context(MailServer())
        self.waits = []
        self.private = True
        self.timeout = 5.0

    def begin_anew(self):
        """Take the store as it was, and forget what came."""
        for path in self.folder.glob("store.db*"):
            path.unlink()
        shutil.copy(self.template, self.path)
        for server in (self.wordpress, self.hook):
            server.requests.clear()
        for taken in (self.wordpress.posts, self.hook.taken, self.mail.mails):
            taken.clear()

    def desk(self):
        return Desk(Store.open(self.path))

    async def _sleep(self, seconds):
        self.waits.append(seconds)

    def server(self):
        port = self.mail.port
        return Server("127.0.0.1", port, "none", timeout=self.timeout, hello="example.org")

    def targets(self, sender, outbox):
        site = Site(self.wordpress.url, "desk", PASSWORD, "draft", ENVELOPE.site)
        return [
            WordPress(site, sender, sleep=self._sleep),
            *(Mail(each, ENVELOPE, outbox) for each in READERS),
            Pages(self.folder / "public", ENVELOPE.site),
            Webhook(self.hook.url + "/h", SECRET, sender, site=ENVELOPE.site, sleep=self._sleep),
            Wire(self.folder / "wire"),
        ]

    def run(self, *, does=publish, unsigned=True, only="", **more):
        """Publish from a desk of its own, as a new process would; return what became of it."""

        async def work():
            outbox = Outbox(self.server())
            desk = self.desk()
            async with Sender(allow_private=self.private, timeout=self.timeout) as sender:
                try:
                    going = outgoing(desk.open(DAY), desk.store, unsigned=unsigned)
                    chosen = [t for t in self.targets(sender, outbox) if t.name.startswith(only)]
                    outcomes = await does(going, chosen, desk.store, **more)
                    outbox.close()
                except BaseException:
                    outbox._break_off()  # a process that ends takes no leave
                    raise
                finally:
                    desk.store.close()
                return outcomes

        return anyio.run(work)

    def states(self, **more):
        return [each.state for each in self.run(**more)]

    def correct(self):
        """Keep a corrected edition, as `update --write` does."""
        store = Store.open(self.path)
        with store:
            now = brief_of()
            last = store.briefs()[0].id
            made = Correction("$.top_lines[0]", "was", "is", "it changed", "2026-11-23T08:00:00Z")
            after = replace(now, version=2, supersedes=last, corrections=(made,))
            remember(store, "#Daily brief", after, NOW)
