"""The targets there are: a row each, with what of the settings they need."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from email.utils import parseaddr

from briefer.config import Settings, TargetName
from briefer.desk.publishing.outgoing import Target
from briefer.desk.publishing.pages import Pages, Wire, envelope_of
from briefer.errors import SettingError, UsageError
from briefer.fetch import Sender


@dataclass(frozen=True, slots=True)
class _Row:
    """A kind of target: what it cannot do without, and how its targets are made.

    ``needs`` are settings, with what to say of one that is missing.
    """

    needs: Mapping[str, str]
    make: Callable[[Settings, _Means], Sequence[Target]]


class _Means:
    """What targets send by, opened when the first of them needs it and closed with the last."""

    def __init__(self, open_: AsyncExitStack, sender: Sender) -> None:
        self.open = open_
        self.sender = sender


def _wordpress(settings: Settings, means: _Means) -> Sequence[Target]:
    from briefer.desk.publishing.wordpress import Site, WordPress

    site = Site(
        settings.publish_wordpress_url or "",
        settings.publish_wordpress_user or "",
        settings.publish_wordpress_password or "",
        settings.publish_wordpress_status,
        settings.site,
    )
    return [WordPress(site, means.sender)]


def _mail(settings: Settings, means: _Means) -> Sequence[Target]:
    from briefer.desk.publishing.mail import Mail, Outbox, Server

    server = Server(
        settings.publish_mail_host or "",
        settings.publish_mail_port,
        settings.publish_mail_security,
        settings.publish_mail_user,
        settings.publish_mail_password,
        hello=parseaddr(settings.mail_from or "")[1].rpartition("@")[2] or None,
    )
    outbox = Outbox(server)
    means.open.callback(outbox.close)
    return [Mail(each, envelope_of(settings), outbox) for each in settings.mail_to]


def _feed(settings: Settings, means: _Means) -> Sequence[Target]:  # noqa: ARG001
    return [Pages(settings.publish_feed_folder or settings.output, settings.site)]


def _webhook(settings: Settings, means: _Means) -> Sequence[Target]:
    from briefer.desk.publishing.webhook import Webhook

    secret = settings.publish_webhook_secret or ""
    targets: list[Webhook] = []
    for url in settings.publish_webhook_urls:
        target = Webhook(url, secret, means.sender, site=settings.site)
        alike = sum(each.name.partition(" (")[0] == target.name for each in targets)
        if alike:  # they differ in a token, which no name tells
            target.name = f"{target.name} ({alike + 1})"
        targets.append(target)
    return targets


def _ninjs(settings: Settings, means: _Means) -> Sequence[Target]:  # noqa: ARG001
    return [Wire(settings.publish_ninjs_folder or settings.output)]


_KEY = "${} is not set: it holds {}"
_ROWS: Mapping[TargetName, _Row] = {
    "wordpress": _Row(
        {
            "publish_wordpress_url": "url under [publish.wordpress] is not set",
            "publish_wordpress_user": "user under [publish.wordpress] is not set",
            "publish_wordpress_password": _KEY.format("{}", "the user's application password"),
        },
        _wordpress,
    ),
    "mail": _Row(
        {
            "publish_mail_host": "host under [publish.mail] is not set",
            "mail_from": "mail_from is not set",
            "mail_to": "mail_to is not set",
        },
        _mail,
    ),
    "feed": _Row({}, _feed),
    "webhook": _Row(
        {
            "publish_webhook_urls": "urls under [publish.webhook] is not set",
            "publish_webhook_secret": _KEY.format("{}", "the secret that messages are signed with"),
        },
        _webhook,
    ),
    "ninjs": _Row({}, _ninjs),
}

TARGETS: tuple[TargetName, ...] = tuple(_ROWS)
"""What targets are called."""


def missing(names: Iterable[str], settings: Settings) -> list[str]:
    """Return what the settings lack for targets, a sentence each.

    Raises:
        UsageError: there is no target of that name.
    """
    unknown = [name for name in names if name not in _ROWS]
    if unknown:
        raise UsageError(
            f"there is no target {unknown[0]!r}", hint=f"targets are {', '.join(TARGETS)}"
        )
    return [told for name in TARGETS if name in names for told in _missing(name, settings)]


@asynccontextmanager
async def open_targets(names: Iterable[str], settings: Settings) -> AsyncIterator[list[Target]]:
    """Make the targets of these names, ready to be sent to.

    Raises:
        UsageError: there is none of that name.
        SettingError: settings that it needs are missing.
    """
    wanted = dict.fromkeys(names)
    lacking = missing(wanted, settings)
    if lacking:
        raise SettingError(
            "; ".join(lacking),
            hint="briefer config show lists every setting; secrets belong in the environment",
        )
    async with AsyncExitStack() as stack:
        sender = Sender(allow_private=settings.publish_allow_private)
        if "wordpress" in wanted or "webhook" in wanted:
            await stack.enter_async_context(sender)
        means = _Means(stack, sender)
        yield [
            each for name in TARGETS if name in wanted for each in _ROWS[name].make(settings, means)
        ]


def _missing(name: TargetName, settings: Settings) -> Iterable[str]:
    for setting, told in _ROWS[name].needs.items():
        if not getattr(settings, setting):
            yield told.format(getattr(settings, f"{setting}_env", ""))
