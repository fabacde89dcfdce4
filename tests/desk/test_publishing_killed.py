"""Publishing in a process that is killed: every target has the brief once."""

import shutil
import smtplib
from contextlib import ExitStack

import pytest

from briefer.fetch import Sender
from briefer.store import Store
from briefer.whole_file import WholeFile
from tests.support.publishing import READERS, Scene

pytestmark = pytest.mark.loopback


class Killed(BaseException):
    """The process is gone: nothing after it is done."""


class Moments:
    """Counts what happens, and ends the process at one moment; a context manager.

    With a process go its connections to the mail server, which nothing else closes then.
    """

    def __init__(self, patch, kill_at):
        self.count = 0
        self.kill_at = kill_at
        self.gone = False
        self._connections = []
        connect = smtplib.SMTP._get_socket

        def noted(connection, *args):
            self._connections.append(connection)
            return connect(connection, *args)

        patch.setattr(smtplib.SMTP, "_get_socket", noted)
        for owner, name in (
            (Store, "plan_publication"),
            (Store, "advance_publication"),
            (smtplib.SMTP, "getreply"),
            (smtplib.SMTP, "send"),
            (WholeFile, "_finish"),
        ):
            patch.setattr(owner, name, self._around(getattr(owner, name)))
        exchange = Sender._exchange

        async def both(sender, *args):
            self.pass_()
            try:
                return await exchange(sender, *args)
            finally:
                self.pass_()

        patch.setattr(Sender, "_exchange", both)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for each in self._connections:
            each.close()

    def _around(self, function):
        def both(*args, **more):
            self.pass_()
            try:
                return function(*args, **more)
            finally:
                self.pass_()

        return both

    def pass_(self):
        if self.gone:
            return
        self.count += 1
        if self.count == self.kill_at:
            self.gone = True
            raise Killed


def test_killed_at_any_moment_of_publishing_every_target_has_it_once(tmp_path, template):
    moment, killed = 0, True
    with ExitStack() as stack:
        scene = Scene(tmp_path, stack, template)
        while killed:
            moment += 1
            scene.begin_anew()
            shutil.rmtree(tmp_path / "public", ignore_errors=True)
            with pytest.MonkeyPatch.context() as patch, Moments(patch, moment) as moments:
                try:
                    killed = False
                    scene.run()
                except BaseException as error:
                    if not _is_killed(error):
                        raise
                    killed = True
            outcomes = scene.run()
            assert len(scene.wordpress.posts) == len(scene.hook.taken) == 1, moment
            for outcome in outcomes:
                reader = outcome.target.removeprefix("mail ")
                got = sum(recipient == reader for recipient, _ in scene.mail.mails)
                if outcome.state == "unknown":
                    assert reader in READERS
                    assert got <= 1, moment
                else:
                    assert outcome.state in ("sent", "already")
                    assert reader not in READERS or got == 1, moment
            assert sum(each.state == "unknown" for each in outcomes) <= 1
            assert not list(tmp_path.glob("*/.*")), "no half of a file is left"
            assert len(list(tmp_path.glob("public/*"))) == len(list(tmp_path.glob("wire/*"))) + 4
        assert moment > 100, moments.count


def _is_killed(error):
    if isinstance(error, BaseExceptionGroup):
        return all(map(_is_killed, error.exceptions))
    return isinstance(error, Killed)
