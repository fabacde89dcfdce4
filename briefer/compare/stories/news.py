"""Which claims are news: those that the articles of earlier briefs do not bear out.

A reworded old fact must not pass for a new one. A claim is new only when something in it can be
pointed at: a figure, a name, a date or a quotation that no earlier article has, a denial turned
round, or words that have next to no counterpart anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.days import day_of
from briefer.analysis.quotes import plain
from briefer.analysis.reading import Reading
from briefer.analysis.tokens import words
from briefer.checks import Source, check
from briefer.checks.evidence import Content
from briefer.compare.corroboration import is_minor
from briefer.compare.upcoming import is_announced

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from briefer.analysis.dates import DateMention
    from briefer.analysis.entities import Name
    from briefer.model import Claim, Document, Finding

_GENERIC = lang.every_language().generic
_OFFICES = lang.every_language().offices
_TITLES = lang.every_language().titles

_SOMETHING_ELSE = 0.27
"""Below this share of its words in earlier articles a claim tells of something else."""
_QUOTED_WORDS = 4
_NAME = 4
_STEM = 5


def new_facts(claims: Sequence[Claim], earlier: Sequence[Document]) -> tuple[Claim, ...]:
    """Return the claims that tell a fact which earlier articles do not have.

    Errs on the side of silence: a new turn that is told without a figure, a name, a date or words
    of its own is missed rather than an old fact called new.

    Args:
        claims: a story's claims; those that fail are no news.
        earlier: the articles that earlier briefs made the story from; when there are none,
            every claim that stands is new.
    """
    standing = [claim for claim in claims if not claim.fails]
    if not earlier:
        return tuple(standing)
    known = _EarlierReports(earlier)
    return tuple(claim for claim in standing if known.lacks(claim.text))


class _EarlierReports:
    """What earlier articles say."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.source = Source(documents)
        everything = range(1, len(documents) + 1)
        self.words = self.source.folded_words(everything)
        self.text = " ".join(self.source.plain_text(number)[0] for number in everything)
        titles = " ".join(plain(d.article.title or "") for d in documents)
        self.text = f"{titles} {self.text}"
        self.last = max((day for d in documents if (day := d.article.day)), default=None)
        self.days = self._days()

    def lacks(self, text: str) -> bool:
        """Return whether a claim has something that they do not."""
        source, language = self.source, self.source.language
        if plain(text).strip(" .") in self.text:
            return False
        tokens = words(text, language)
        reading = Reading(text, tokens, language, source.known)
        if any(self._is_new_name(name, reading) for name in reading.names):
            return True
        if any(self._is_new_day(mention, reading) for mention in reading.dates):
            return True
        findings = check(text, source).findings
        if any(f.level != "doubt" and self._is_news(f, text) for f in findings):
            return True
        return Content(tokens, source, language).joint(source.sentences) < _SOMETHING_ELSE

    def _is_new_name(self, name: Name, reading: Reading) -> bool:
        """Whether what a name is told apart by is in no earlier article, in whatever form."""
        lone = len(name.parts) == 1
        if name.nation or (
            lone and (name.initial or lang.language(reading.language).nouns_capitalised)
        ):
            return False
        key = name.key
        if len(key) < _NAME or key in _GENERIC or key in _TITLES or key in _OFFICES:
            return False
        return not any(word.startswith(key[:_STEM]) for word in self.words)

    def _is_new_day(self, mention: DateMention, reading: Reading) -> bool:
        """Return whether a day is still to come and no earlier article has it."""
        full = mention.day is not None and mention.month is not None
        if not full or not is_announced(mention, reading.text, reading.language):
            return False
        when = day_of(mention, self.last, "future")
        return when is not None and when not in self.days

    def _days(self) -> frozenset[dt.date]:
        found = set()
        for sentence in self.source.sentences:
            on = self.source.documents[sentence.article - 1].article.day
            for mention in sentence.reading.dates:
                found |= {day_of(mention, on, way) for way in ("past", "future", None)}
        return frozenset(day for day in found if day is not None)

    def _is_news(self, finding: Finding, text: str) -> bool:
        """Return whether a finding is more than a matter of wording."""
        if finding.kind in {"number", "money"}:
            return not is_minor(finding, self.source.language)
        if finding.kind == "quotation" and finding.source is None and finding.claim is not None:
            return len(finding.claim.text.split()) >= _QUOTED_WORDS
        if finding.kind == "negation":
            return finding.source is not None and plain(text) != plain(finding.source.text)
        return False
