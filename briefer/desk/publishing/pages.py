"""Files that others fetch: the page of a brief with index and feeds, and ninjs for the wire.

A file is written whole or not at all, and the same brief gives the same bytes: writing again is
no second publication.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urljoin

from briefer.config import Settings
from briefer.desk.publishing.outgoing import Delivery, HandOver, Outgoing
from briefer.errors import OutputFileError
from briefer.model import Brief, Publication
from briefer.render import (
    Envelope,
    archive_files,
    brief_html,
    brief_mail,
    brief_ninjs,
    dumps,
    is_archived,
)
from briefer.whole_file import replace_file


class Pages:
    """A folder of pages, with an index and feeds, as a web server shows it."""

    name = "feed"
    can_look_up = True

    def __init__(self, folder: Path, site: str | None = None) -> None:
        """Take the folder, and the address that it is published at, ending in a slash."""
        self._folder = folder
        self._site = site

    async def rehearse(self, going: Outgoing, earlier: Publication | None) -> str:  # noqa: ARG002
        """Return the page that would be written, if the folder can be."""
        demand_writable(self._folder)
        return f"{_page_name(going.brief)}, the index and the feeds in {self._folder}"

    async def send(
        self,
        going: Outgoing,
        publication: Publication,
        earlier: Publication | None,
        hand_over: HandOver,
    ) -> Delivery:
        """Write the page and what stands round it; see `Target.send`."""
        brief, name = going.brief, _page_name(going.brief)
        release = going.released(publication, earlier)
        page = brief_html(brief, articles=going.articles, release=release)
        hand_over()
        make_folder(self._folder)
        replace_file(self._folder / name, page)
        _write_round(self._folder, self._site)
        return Delivery(remote=name, url=urljoin(self._site, name) if self._site else "")


class Wire:
    """A folder that ninjs files are put into, for whoever takes them from there."""

    name = "ninjs"
    can_look_up = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def rehearse(self, going: Outgoing, earlier: Publication | None) -> str:  # noqa: ARG002
        """Return the file that would be written, if the folder can be."""
        demand_writable(self._folder)
        return f"{_wire_name(going.brief)} in {self._folder}"

    async def send(
        self,
        going: Outgoing,
        publication: Publication,
        earlier: Publication | None,
        hand_over: HandOver,
    ) -> Delivery:
        """Write the item; see `Target.send`.

        A correction has the same ``uri`` and a higher version, by which receivers know it.
        """
        made = publication.made if going.corrects(earlier) else None
        item = brief_ninjs(going.brief, made=made, release=going.release)
        hand_over()
        make_folder(self._folder)
        name = _wire_name(going.brief)
        replace_file(self._folder / name, dumps(item) + "\n")
        return Delivery(remote=name, detail=name)


def envelope_of(settings: Settings) -> Envelope:
    """Return who mails are from and to, and where pages are, as the settings say."""
    return Envelope(settings.mail_from, settings.mail_to, settings.unsubscribe, settings.site)


def refresh_archive(folder: Path, brief: Brief, envelope: Envelope) -> None:
    """Write what belongs to a folder of briefs beside the pages, after a page was written.

    The index, the feeds, the page of the latest brief and the mail of the one given; pages of
    other days are written anew only where the days before or after them are others.

    Args:
        folder: The folder.
        brief: The brief whose page was written.
        envelope: Who its mail is from and to; ``site`` is where the folder is published.

    Raises:
        OutputFileError: a file cannot be written.
    """
    _write_round(folder, envelope.site)
    replace_file(folder / "mail.eml", brief_mail(brief, envelope).decode("ascii"))


def _write_round(folder: Path, site: str | None) -> None:
    """Write the index, the feeds and the links between days."""
    pages = {
        path.name: path.read_text("utf-8", "replace")
        for path in folder.glob("*.html")
        if is_archived(path.name)
    }
    for name, text in archive_files(pages, site).items():
        replace_file(folder / name, text)


def make_folder(folder: Path) -> None:
    """Make a folder unless it is there (raises OutputFileError)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFileError(f"{folder} cannot be made: {error.strerror or error}") from error


def demand_writable(folder: Path) -> None:
    """Refuse a folder that cannot be made or written to (raises OutputFileError)."""
    there = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise OutputFileError(f"{folder} cannot be written to")


def _page_name(brief: Brief) -> str:
    version = f".v{brief.version}" if brief.version > 1 else ""
    return f"{brief.date}{version}.html"


def _wire_name(brief: Brief) -> str:
    version = f".v{brief.version}" if brief.version > 1 else ""
    return f"{brief.date}{version}.ninjs.json"
