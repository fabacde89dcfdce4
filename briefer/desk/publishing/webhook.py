"""Telling a program of a brief: a signed message, as Standard Webhooks has it.

The signature is an HMAC-SHA256 over the message's id, the time and the body
(https://www.standardwebhooks.com). The id is the publication's key: it is the same in every
attempt, so that who has seen it knows that it is no other message.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import anyio

from briefer.desk.publishing.outgoing import Delivery, HandOver, Outgoing
from briefer.desk.publishing.retrying import Sleep, persist
from briefer.fetch import Sender
from briefer.model import Publication
from briefer.render import brief_value, dumps, newscode, release_line, source_type, value_of
from briefer.scrub import without_tokens

_PREFIX = "whsec_"


class Webhook:
    """One address that is told.

    Args:
        url: The address.
        secret: What messages are signed with: a text, or ``whsec_`` and bytes in Base64.
        sender: Sends.
        site: Where pages of briefs are published, ending in a slash.
        sleep: Waits for so many seconds.
        now: The time of day in seconds since 1970.
    """

    can_look_up = True  # whoever is told twice knows by the id that it is one message

    def __init__(
        self,
        url: str,
        secret: str,
        sender: Sender,
        *,
        site: str | None = None,
        sleep: Sleep = anyio.sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.name = f"webhook {without_tokens(url)}"
        self._url = url
        self._secret = secret
        self._sender = sender
        self._site = site
        self._sleep = sleep
        self._now = now

    async def rehearse(self, going: Outgoing, earlier: Publication | None) -> str:
        """Return what would be told; nothing is sent, for any request would be a message."""
        kind = _kind(going, earlier)
        size = len(_body(going, "", "", earlier, self._site))
        return f"a message of type {kind}, {size:,} bytes; the address is not tried"

    async def send(
        self,
        going: Outgoing,
        publication: Publication,
        earlier: Publication | None,
        hand_over: HandOver,
    ) -> Delivery:
        """Tell the address, again where it does not answer; see `Target.send`."""
        body = _body(going, publication.key, publication.made, earlier, self._site)
        hand_over()

        async def attempt() -> None:
            headers = signed(publication.key, int(self._now()), body, self._secret)
            await self._sender.send("POST", self._url, headers, body)

        await persist(attempt, self._sleep)
        return Delivery(detail=f"told as {_kind(going, earlier)}")


def signed(key: str, at: int, body: bytes, secret: str) -> dict[str, str]:
    """Return the headers of a message: its id, the time in seconds since 1970, the signature."""
    name = key.replace(":", "_")
    digest = hmac.new(_bytes(secret), f"{name}.{at}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "Idempotency-Key": f'"{name}"',
        "webhook-id": name,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def _bytes(secret: str) -> bytes:
    if secret.startswith(_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()


def _kind(going: Outgoing, earlier: Publication | None) -> str:
    return "correction" if going.corrects(earlier) else "publication"


def _body(
    going: Outgoing, key: str, made: str, earlier: Publication | None, site: str | None
) -> bytes:
    brief, release = going.brief, going.release
    version = f".v{brief.version}" if brief.version > 1 else ""
    kind = source_type(brief.provenance, brief.claims, release)
    value: dict[str, Any] = {
        "type": _kind(going, earlier),
        "timestamp": made,
        "data": {
            "id": key,
            "corrects": earlier.key if earlier is not None and going.corrects(earlier) else None,
            "title": brief.title,
            "date": brief.date,
            "version": brief.version,
            "content": going.content,
            "url": urljoin(site, f"{brief.date}{version}.html") if site else None,
            "release": release_line(brief.provenance, release),
            "signers": value_of(release.signers),
            "edited": release.edited,
            "digitalSourceType": newscode(kind)["uri"],
            "brief": brief_value(brief),
        },
    }
    return dumps(value, pretty=False).encode()
