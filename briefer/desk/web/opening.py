"""Opening the desk: its socket, its first sign-in link, and then answering until it is ended."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from briefer.desk.web.access import Access
from briefer.desk.web.engine import Engine
from briefer.desk.web.register import Register
from briefer.desk.web.serving import demand_certificate, listening, serve
from briefer.desk.web.site import Site, site_of
from briefer.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from briefer.config import Resolved
    from briefer.desk.service import Desk


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the desk listens, and how it is reached.

    ``certificate`` and ``key`` are the files that it speaks TLS with; ``proxy`` the https address
    of a proxy in front of it that does.
    """

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk that listens; ``link`` signs ``who`` in, once."""

    link: str
    who: str
    site: Site
    _serve: Callable[[], None] = field(repr=False)

    def serve(self) -> None:
        """Answer until Ctrl-C or SIGTERM."""
        self._serve()


def open_desk(
    desk: Desk,
    resolved: Resolved,
    place: Listening,
    who: str | None = None,
    *,
    assistants: bool = False,
    note: Callable[[str], None],
) -> OpenDesk:
    """Open a desk for browsers and programs.

    Args:
        desk: The briefs, and what is decided of them.
        resolved: The settings, for models.
        place: Where to listen.
        who: Whom the link signs in. None: who runs this, or the first admin there is; where there
            is nobody yet, who runs this becomes the first.
        assistants: Whether assistants may look, check and propose, at ``/mcp``.
        note: Is told what goes wrong meanwhile.

    Raises:
        UsageError: others could read along, the port is taken, there is nobody of that name, or
            the certificate cannot be used.
    """
    if (place.certificate is None) != (place.key is None):
        raise UsageError(
            "a certificate comes with its key", hint="--tls-cert cert.pem --tls-key key.pem"
        )
    try:
        from briefer.desk.web.app import make_app
    except ModuleNotFoundError as error:
        raise UsageError(
            f"the desk needs {error.name}, which is not installed",
            hint="pip install 'briefer-news[desk]'",
        ) from error
    site_of(place.host, place.port, certificate=place.certificate, proxy=place.proxy)
    if place.certificate is not None and place.key is not None:
        demand_certificate(place.certificate, place.key)
    name = _link_for(desk, who)
    listener = listening(place.host, place.port)
    port: int = listener.getsockname()[1]
    site = site_of(place.host, port, certificate=place.certificate, proxy=place.proxy)
    access = Access(Register(desk))
    app = make_app(
        desk,
        access,
        site,
        note=note,
        engine=Engine(resolved, note),
        published=resolved.settings.site,
        assistants=assistants,
    )

    def answer() -> None:
        serve(app, listener, certificate=place.certificate, key=place.key)

    return OpenDesk(f"{site.origin}/sign-in?link={quote(access.link(name))}", name, site, answer)


def _link_for(desk: Desk, who: str | None) -> str:
    """Return whom the first link signs in (raises UsageError)."""
    names = {each.name: each.role for each in desk.people()}
    if who is not None:
        if who not in names:
            raise UsageError(
                f"there is no {who} at the desk", hint="briefer desk people add NAME --role editor"
            )
        return who
    here = _user()
    if not names:
        desk.add_person(here, "admin")
        return here
    admins = [name for name, role in names.items() if role == "admin"]
    if here in names or not admins:
        return here if here in names else min(names)
    return min(admins)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "admin"
