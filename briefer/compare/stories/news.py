"""Which claims are news: those that the articles of earlier briefs do not bear out.

A reworded old fact must not pass for a new one. A claim is new when something in it can be pointed
at: a figure, a name, a date or a quotation that no earlier article has, a denial turned round, or
words that have next to no counterpart anywhere. A claim in free words has little of that; then the
sentences that it rests on are asked as well, as articles tell what is known in words that are much
alike. It is new when neither its own words nor theirs are anywhere together in earlier articles.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import fmean
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
_RETOLD = 0.5
"""Share of a sentence's words in one place of earlier articles from which it retells that place."""
_APART = 0.7
"""Below this the shares of a claim and of its sentences, added, are those of something new. Of 48
claims that retold known facts in free words the least that names nothing new had 0.76, of 45 about
new facts 38 are told by this and what else tells them (``fixtures/days/retold.json``). On models'
sentences about articles that were not read for it, 4.3 and 6.6 of a hundred known facts are called
new (``benchmarks/retold.py``); at 0.6 it were some 3, and 34 of the 45."""
_SINCE = 1.0
"""The same where the sentences tell of a day that no earlier article had come to."""
_OWN = 0.5
"""Share of a claim's words in one place from which it is known, whatever its sentences are."""
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
    return tuple(claim for claim in standing if known.lack(claim))


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

    def lack(self, claim: Claim) -> bool:
        """Return whether a claim tells what they do not, by its words and the sentences under it.

        Where all of these sentences are in another language than the earlier articles, or there
        is none, its own words decide.
        """
        if plain(claim.text).strip(" .") in self.text:
            return False
        cited = tuple(dict.fromkeys(each.text for each in claim.evidence))
        if self.lacks(claim.text):
            return True
        if not cited:
            return self._is_elsewhere(claim.text)
        retold = fmean(map(self._share, cited))
        if retold >= _RETOLD:
            return False
        return self._is_elsewhere(claim.text) or self._is_apart(claim.text, cited, retold)

    def _is_apart(self, text: str, cited: Sequence[str], retold: float) -> bool:
        """Return whether neither a claim nor its sentences are anywhere in earlier articles."""
        own = self._share(text)
        if own < _OWN and all(map(self.lacks, cited)):
            return True
        if any(map(self._goes_on, (text, *cited))):
            return False
        if any(map(self._is_since, cited)):
            return own + retold < _SINCE
        return text not in cited and own + retold < _APART  # a sentence is no second witness

    def _is_elsewhere(self, text: str) -> bool:
        """Return whether next to nothing of some words is anywhere in earlier articles."""
        content = Content(words(text, self.source.language), self.source, self.source.language)
        return content.joint(self.source.sentences) < _SOMETHING_ELSE

    def _share(self, text: str) -> float:
        """Return the most of some words that a sentence has, or two that follow each other."""
        source = self.source
        content = Content(words(text, source.language), source, source.language)
        one = max(map(content.own, source.sentences), default=0.0)
        pairs = pairwise(source.sentences)
        two = (content.joint((a, b)) for a, b in pairs if a.article == b.article)
        return max(one, *two) if one < 1.0 and len(source.sentences) > 1 else one

    def _goes_on(self, text: str) -> bool:
        """Return whether a text says that something is as it was: "*still* without power"."""
        known = lang.language(self.source.language).persisting
        return any(word.low in known for word in words(text, self.source.language))

    def _is_since(self, text: str) -> bool:
        """Return whether a text tells of a day after the last that earlier articles had come to."""
        language = self.source.language
        tokens = words(text, language)
        if any(token.low in lang.language(language).night_past for token in tokens):
            return True
        reading = Reading(text, tokens, language, self.source.known)
        past = [m for m in reading.dates if not is_announced(m, text, language)]
        return any(m.weekday is not None and self._is_new_weekday(m) for m in past)

    def _is_new_weekday(self, mention: DateMention) -> bool:
        """Return whether a weekday is the one after the last day of the earlier articles."""
        return self.last is not None and mention.weekday == self.last.isoweekday() % 7 + 1

    def lacks(self, text: str) -> bool:
        """Return whether something can be pointed at in a text that they do not have."""
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
        return any(f.level != "doubt" and self._is_news(f, text) for f in findings)

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
