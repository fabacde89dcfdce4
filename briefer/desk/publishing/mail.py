"""Handing a brief to a mail server: one mail for each who gets it.

Mail cannot be taken back, and no server says afterwards what it took: what was under way when a
process ended is unknown, and is not sent again unless somebody says so. Nobody sees who else gets
it, and a mail that fails keeps none of the others from being sent.
"""

from __future__ import annotations

import datetime as dt
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import parseaddr
from functools import partial
from ipaddress import ip_address
from socket import getaddrinfo

import anyio
from anyio.from_thread import run_sync

from briefer.config import MailSecurity
from briefer.desk.publishing.outgoing import Delivery, HandOver, Outgoing
from briefer.errors import PublishError
from briefer.model import Publication
from briefer.render import Envelope, brief_mail
from briefer.scrub import scrub_message

_OK = 250
_ACCEPTED = (250, 251, 252)
_GO_ON = 354
_HEAD_DOT = re.compile(rb"(?m)^\.")
"""A line that is a dot alone would end the mail (RFC 5321, section 4.5.2)."""


@dataclass(frozen=True, slots=True)
class Server:
    """The server that takes mails, and how to come to it; ``timeout`` is in seconds.

    ``hello`` is who we say we are: the sender's domain. Asking the system for a name of this
    machine takes seconds where there is none.
    """

    host: str
    port: int
    security: MailSecurity = "starttls"
    user: str | None = None
    password: str | None = None
    timeout: float = 30.0
    hello: str | None = None
    context: ssl.SSLContext | None = None


class Outbox:
    """One connection to a mail server, made when the first mail is sent and kept for the next."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._open: smtplib.SMTP | None = None

    @property
    def host(self) -> str:
        """The server's name."""
        return self._server.host

    def connected(self) -> smtplib.SMTP:
        """Return the connection, signed in (raises PublishError); nothing is sent by it."""
        if self._open is not None and _is_alive(self._open):
            return self._open
        self.close()
        server = self._server
        try:
            self._open = self._connect()
        except smtplib.SMTPAuthenticationError as error:
            raise PublishError(
                f"{server.host} does not take the user or the password: {_said(error)}",
                hint="check user and password_env under [publish.mail]",
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            raise PublishError(
                f"{server.host} cannot be used: {self._told(error)}",
                hint="check host, port and security under [publish.mail]",
            ) from error
        return self._open

    def hand(self, mail: bytes, sender: str, recipient: str, hand_over: HandOver) -> str:
        """Hand a mail to the server; return what it said.

        Raises:
            PublishError: it did not take it; ``uncertain`` where it may have.
        """
        smtp = self.connected()
        host = self._server.host
        try:
            _demand(smtp.mail(sender, [f"size={len(mail)}"] if smtp.has_extn("size") else []))
            _demand(smtp.rcpt(recipient), _ACCEPTED)
            _demand(smtp.docmd("DATA"), (_GO_ON,))
        except (smtplib.SMTPException, OSError) as error:
            self._reset()
            raise PublishError(f"{host} does not take it: {self._told(error)}") from error
        try:
            hand_over()
        except BaseException:
            self._break_off()  # the server waits for a text that it must not get
            raise
        try:
            smtp.send(_HEAD_DOT.sub(b"..", mail) + b".\r\n")
            code, said = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._break_off()
            raise PublishError(
                f"{host} broke off while it was handed the mail: {self._told(error)}",
                uncertain=True,
            ) from error
        told = scrub_message(said.decode("utf-8", "replace"))
        if code != _OK:
            self._reset()
            raise PublishError(f"{host} does not take it: {code} {told}")
        return told

    def close(self) -> None:
        """Take leave of the server."""
        if self._open is not None:
            connection, self._open = self._open, None
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                pass  # it is closed whatever it says
            finally:
                connection.close()

    def _break_off(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        context = server.context or ssl.create_default_context()
        if server.security == "none":
            _demand_private(server.host)
        if server.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host,
                server.port,
                server.hello,
                timeout=server.timeout,
                context=context,
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, server.hello, timeout=server.timeout)
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                smtp.starttls(context=context)
                smtp.ehlo()
            if server.user and server.password:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _reset(self) -> None:
        """Begin anew on the same connection, if it still stands."""
        if self._open is not None:
            try:
                self._open.rset()
            except (smtplib.SMTPException, OSError):
                self.close()

    def _told(self, error: Exception) -> str:
        secrets = [self._server.password] if self._server.password else []
        said = _said(error) if isinstance(error, smtplib.SMTPResponseException) else str(error)
        return scrub_message(said or type(error).__name__, secrets)


class Mail:
    """One reader who gets a brief by mail.

    Args:
        recipient: Their address.
        envelope: Who mails are from, and how to be taken off the list.
        outbox: Hands them to the server; shared by all readers.
        now: When it is.
    """

    can_look_up = False

    def __init__(
        self,
        recipient: str,
        envelope: Envelope,
        outbox: Outbox,
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.name = f"mail {recipient}"
        self._recipient = recipient
        self._envelope = envelope
        self._outbox = outbox
        self._now = now

    async def rehearse(self, going: Outgoing, earlier: Publication | None) -> str:
        """Return how long the mail is, after the server has let us in; see `Target.rehearse`."""
        await anyio.to_thread.run_sync(self._outbox.connected)
        size = len(self._mail(going, going.key(self.name), earlier))
        return f"a mail of {size:,} bytes, by {self._outbox.host}, which lets us in"

    async def send(
        self,
        going: Outgoing,
        publication: Publication,
        earlier: Publication | None,
        hand_over: HandOver,
    ) -> Delivery:
        """Hand the mail over; see `Target.send`. Its ``Message-ID`` is made of the key."""
        mail = self._mail(going, publication.key, earlier)
        sender = parseaddr(self._envelope.sender or "")[1]
        said = await anyio.to_thread.run_sync(
            self._outbox.hand, mail, sender, self._recipient, partial(run_sync, hand_over)
        )
        name = self._envelope.message_id(publication.key)
        return Delivery(remote=name, detail=said)

    def _mail(self, going: Outgoing, key: str, earlier: Publication | None) -> bytes:
        corrects = earlier.key if earlier is not None and going.corrects(earlier) else None
        envelope = replace(
            self._envelope, to=(self._recipient,), key=key, corrects=corrects, sent=self._now()
        )
        return brief_mail(going.brief, envelope, going.release)


def _demand(answer: tuple[int, bytes], codes: tuple[int, ...] = (_OK,)) -> None:
    if answer[0] not in codes:
        raise smtplib.SMTPResponseException(*answer)


def _said(error: smtplib.SMTPResponseException) -> str:
    text = error.smtp_error
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return scrub_message(f"{error.smtp_code} {said}")


def _is_alive(smtp: smtplib.SMTP) -> bool:
    try:
        return smtp.noop()[0] == _OK
    except (smtplib.SMTPException, OSError):
        return False


def _demand_private(host: str) -> None:
    """Refuse a server that is not in this network: without TLS anybody on the way reads along."""
    for *_, address in getaddrinfo(host, None):
        if not ip_address(str(address[0]).partition("%")[0]).is_private:
            raise PublishError(
                f"{host} is not in a private network: mail is not sent to it without TLS",
                hint='set security = "starttls" or "tls" under [publish.mail]',
            )
