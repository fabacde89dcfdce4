"""The output folder as an archive: what stands round its pages is made from the pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefer.whole_file import replace_file

if TYPE_CHECKING:
    from briefer.config import Settings
    from briefer.model import Brief


def refresh_archive(folder: Path, brief: Brief, settings: Settings) -> None:
    """Write what belongs to a folder of briefs beside the pages, after a page was written.

    The index, the feeds, the page of the latest brief and the mail of the one given; pages of
    other days are written anew only where the days before or after them are others.

    Raises:
        OutputFileError: a file cannot be written.
    """
    from briefer.render import Envelope, archive_files, brief_mail, is_archived

    pages = {
        path.name: path.read_text("utf-8", "replace")
        for path in folder.glob("*.html")
        if is_archived(path.name)
    }
    for name, text in archive_files(pages, settings.site).items():
        replace_file(folder / name, text)
    envelope = Envelope(settings.mail_from, settings.mail_to, settings.unsubscribe, settings.site)
    replace_file(folder / "mail.eml", brief_mail(brief, envelope).decode("ascii"))
