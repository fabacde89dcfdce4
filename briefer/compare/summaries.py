"""Two summaries compared claim by claim: kept, reworded, changed, new, gone.

Claims are paired by the sentences that they rest on, which the alignment of the two versions makes
comparable, and by their words. A pair is changed only where a fact of those sentences changed from
one version to the other and the claims tell it: other words for what stayed are no change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from briefer import checks
from briefer.analysis.quotes import plain
from briefer.analysis.tokens import words
from briefer.compare.claim_facts import ClaimWords, changed_facts
from briefer.compare.versions.alignment import Alignment, Pair, align
from briefer.compare.versions.changes import changes
from briefer.compare.versions.matching import likeness
from briefer.compare.versions.surface import normalized
from briefer.lazy import cached_property
from briefer.model import (
    Article,
    Change,
    Claim,
    ClaimCause,
    ClaimComparison,
    Document,
    Evidence,
    PlacedClaim,
    Sentence,
    Summary,
    SummaryComparison,
    SummaryRef,
)
from briefer.text import article_language, guess_language

_BY_WORDS, _BY_SENTENCES = 0.6, 0.4
"""What likeness of words and of evidence weigh in how much two claims are one."""
_SAME_PLACE = 0.05
_ON_SHARED = 0.3
"""Weight from which claims that share a sentence are one."""
_BY_WORDS_ALONE = 0.6
"""Likeness from which claims are one that share no sentence."""
_PART = 0.5
"""How much of a claim must be in another for it to be a part of that."""
_BREAK = "\n\n"


def compare_summaries(
    old: Summary, new: Summary, before: Document | None = None, now: Document | None = None
) -> SummaryComparison:
    """Compare two summaries; no model is asked, and nothing is raised.

    Args:
        old: The earlier one, or the one to compare with.
        new: The later one: of the same article or a later version, by whatever model or prompt.
        before: The article that ``old`` is of, if it is at hand; else what it cites is known of it
            and no more.
        now: The article that ``new`` is of.
    """
    return _Comparer(old, new, before, now).comparison()


def cited_document(summary: Summary) -> Document:
    """Return what is known of an article from its summary: the sentences that it cites."""
    cited: dict[str, Evidence] = {
        each.sentence: each for claim in summary.claims for each in claim.evidence
    }
    sentences, at = [], 0
    for place, each in enumerate(sorted(cited.values(), key=lambda each: each.start)):
        end = at + len(each.text)
        sentences.append(Sentence(each.sentence, at, end, each.text, place))
        at = end + len(_BREAK)
    text = _BREAK.join(sentence.text for sentence in sentences)
    ref = summary.article
    article = Article(text, title=ref.title, url=ref.url, date=ref.date, source=ref.source)
    return Document(article, tuple(sentences))


def placed_claims(summary: Summary) -> list[PlacedClaim]:
    """Return a summary's claims in reading order, each with its place."""
    return [PlacedClaim(f"$.{where}", claim) for where, claim in summary.placed_claims()]


class _Sentences:
    """The sentences of two versions, by the number of the pair that each is in."""

    def __init__(self, old: Document, new: Document, *, is_same: bool, are_versions: bool) -> None:
        if is_same:
            pairs = tuple(Pair((s,), (s,), same=True) for s in old.sentences)
            self.alignment = Alignment(old, new, pairs)
            found: tuple[Change, ...] = ()
        else:
            self.alignment = align(old, new, are_versions=are_versions)
            found = changes(old, new, self.alignment)
        self.pairs = self.alignment.pairs
        self._numbers = tuple(
            {s.id: n for n, pair in enumerate(self.pairs) for s in (pair.old, pair.new)[side]}
            for side in (0, 1)
        )
        self._changes: dict[int, list[Change]] = {}
        for change in found:
            number = self._number_of(change)
            if change.factual and number is not None:
                self._changes.setdefault(number, []).append(change)

    def _number_of(self, change: Change) -> int | None:
        for side, place in enumerate((change.old, change.new)):
            if place is not None and place.sentence in self._numbers[side]:
                return self._numbers[side][place.sentence]
        return None

    def under(self, side: int, claim: Claim) -> frozenset[int]:
        """Return the pairs that a claim's evidence is in; 0 is the old side, 1 the new."""
        found = (self._placed(side, each) for each in claim.evidence)
        return frozenset(number for number in found if number is not None)

    def _placed(self, side: int, evidence: Evidence) -> int | None:
        number = self._numbers[side].get(evidence.sentence)
        document = (self.alignment.old, self.alignment.new)[side]
        held = document.by_id.get(evidence.sentence)
        wanted = normalized(evidence.text)
        if number is not None and held is not None and normalized(held.text) == wanted:
            return number
        same = (s.id for s in document.sentences if normalized(s.text) == wanted)
        return self._numbers[side].get(next(same, ""))

    def changes(self, numbers: frozenset[int]) -> list[Change]:
        """Return the changes of fact in some pairs, in their order."""
        return [change for number in sorted(numbers) for change in self._changes.get(number, ())]

    def missing(self, side: int, numbers: frozenset[int]) -> list[str]:
        """Return the sentences of one side in these pairs that the other side does not have."""
        found = (self.pairs[number] for number in sorted(numbers))
        return [s.id for pair in found if not (pair.new, pair.old)[side]
                for s in (pair.old, pair.new)[side]]  # fmt: skip


@dataclass(frozen=True)
class _Side:
    """A claim while it is compared."""

    placed: PlacedClaim
    words: ClaimWords
    under: frozenset[int]
    stems: tuple[str, ...]

    @property
    def group(self) -> str:
        """``$.summary`` of ``$.summary[1]``."""
        return self.placed.where.partition("[")[0]


class _Comparer:
    """Two summaries, their claims paired."""

    def __init__(
        self, old: Summary, new: Summary, before: Document | None, now: Document | None
    ) -> None:
        self.summaries = old, new
        self._is_whole = before is not None and now is not None
        documents = before or cited_document(old), now or cited_document(new)
        self._documents = documents
        is_same = old.article.hash == new.article.hash
        if is_same and not self._is_whole:
            documents = (_joined(*documents),) * 2
        self._sentences = _Sentences(
            *documents, is_same=is_same, are_versions=not self._is_whole and _are_versions(old, new)
        )
        language = article_language(documents[1].article)
        self.olds = [self._side(0, each, language) for each in placed_claims(old)]
        self.news = [self._side(1, each, language) for each in placed_claims(new)]

    def _side(self, side: int, placed: PlacedClaim, language: str) -> _Side:
        text = placed.claim.text
        told = guess_language(text) if placed.claim.checked == "figures" else language
        tokens = words(text, told)
        stems = tuple(t.stem for t in tokens if t.content)
        return _Side(
            placed, ClaimWords(text, told), self._sentences.under(side, placed.claim), stems
        )

    def comparison(self) -> SummaryComparison:
        """Return every claim with what became of it."""
        matched = self._matched()
        partners: dict[int, list[int]] = {}
        for o, n in sorted(matched):
            partners.setdefault(n, []).append(o)
        done: list[ClaimComparison] = []
        for n, new in enumerate(self.news):
            done += [self._paired(self.olds[o], new) for o in partners.get(n, ())]
            if n not in partners:
                done.append(self._new(new))
        paired = {o for o, _ in matched}
        done += [self._gone(old) for o, old in enumerate(self.olds) if o not in paired]
        alignment = self._sentences.alignment
        note = alignment.reason
        if alignment.stub:
            note = f"the {alignment.stub} version is only the beginning of the article"
        one, other = map(_ref, self.summaries)
        return SummaryComparison(one, other, tuple(done), note)

    def _matched(self) -> set[tuple[int, int]]:
        """Return old and new claims that are one, by number; parts of one are with it too."""
        scored = [
            (score, o, n)
            for o, old in enumerate(self.olds)
            for n, new in enumerate(self.news)
            if (score := self._score(old, new)) > 0
        ]
        scored.sort(key=lambda each: (-each[0], each[2], each[1]))
        left, right, found = set[int](), set[int](), set[tuple[int, int]]()
        for _, o, n in scored:
            if o not in left and n not in right:
                left.add(o)
                right.add(n)
                found.add((o, n))
        for _, o, n in scored:
            old, new = self.olds[o], self.news[n]
            if n not in right and o in left and _is_part(new, old):
                right.add(n)
                found.add((o, n))
            elif o not in left and n in right and _is_part(old, new):
                left.add(o)
                found.add((o, n))
        return found

    def _score(self, old: _Side, new: _Side) -> float:
        """Return how much two claims are one; 0 for those that are not."""
        place = _SAME_PLACE if old.group == new.group else 0.0
        if _says_the_same(old, new):
            return 2 + place
        alike = likeness(old.stems, new.stems)
        shared = old.under & new.under
        if shared and not self._tells_another(old, new, shared):
            weight = _BY_WORDS * alike
            weight += _BY_SENTENCES * len(shared) / len(old.under | new.under)
            return weight + place if weight >= _ON_SHARED else 0.0
        return alike + place if alike >= _BY_WORDS_ALONE else 0.0

    def _tells_another(self, old: _Side, new: _Side, shared: frozenset[int]) -> bool:
        """Return whether two claims tell different figures of sentences that stayed as they are."""
        one, other = old.words.figures, new.words.figures
        return bool(one and other and not one & other) and not self._sentences.changes(shared)

    def _paired(self, old: _Side, new: _Side) -> ClaimComparison:
        if _says_the_same(old, new):
            return ClaimComparison("kept", old.placed, new.placed)
        found = self._sentences.changes(old.under | new.under)
        claims = old.placed.claim, new.placed.claim
        facts = changed_facts(old.words, new.words, found, claims)
        change = "changed" if facts else "reworded"
        return ClaimComparison(change, old.placed, new.placed, facts)  # type: ignore[arg-type]

    def _new(self, new: _Side) -> ClaimComparison:
        cause, reason = self._why(1, new)
        return ClaimComparison("new", None, new.placed, cause=cause, reason=reason)

    def _gone(self, old: _Side) -> ClaimComparison:
        cause, reason = self._why(0, old)
        return ClaimComparison("gone", old.placed, None, cause=cause, reason=reason)

    def _why(self, side: int, each: _Side) -> tuple[ClaimCause | None, str]:
        """Return why a claim stands in one summary only: 0 for the old one, 1 for the new."""
        if not self._sentences.alignment.is_related or not each.under:
            return None, ""
        missing = self._sentences.missing(side, each.under)
        if missing and not self._is_whole:
            # The other summary may only not cite them.
            return None, ""
        found = self._sentences.changes(each.under)
        if (missing or found) and not self._is_elsewhere(1 - side, each.placed.claim):
            messages = "; ".join(f"{c.type}: {c.message}" for c in found if c.old and c.new)
            ids = ", ".join(missing)
            if side == 0:
                said = f"its sentence was dropped ({ids})" if missing else messages
            else:
                said = f"its sentence is new ({ids})" if missing else messages
            return "article", said or "its sentence changed"
        if side == 0:
            return "selection", "the article still says so; the new summary does not"
        return "selection", "the article said so before; the old summary did not"

    def _is_elsewhere(self, side: int, claim: Claim) -> bool:
        """Return whether the other version says all that a claim does, wherever."""
        if claim.fails or not self._is_whole:
            return False
        return checks.check(claim.text, self._sources[side]).status == "confirmed"

    @cached_property
    def _sources(self) -> tuple[checks.Source, checks.Source]:
        one, other = (checks.Source([document]) for document in self._documents)
        return one, other


def _says_the_same(old: _Side, new: _Side) -> bool:
    return plain(old.placed.claim.text) == plain(new.placed.claim.text)


def _is_part(part: _Side, whole: _Side) -> bool:
    """Return whether a claim is said within another, on a sentence that both rest on."""
    if not part.under & whole.under or not part.stems:
        return False
    shared = (Counter(part.stems) & Counter(whole.stems)).total()
    return shared >= _PART * len(part.stems)


def _are_versions(old: Summary, new: Summary) -> bool:
    """Return whether two summaries are surely of one article, by what they say of it."""
    one, other = old.article, new.article
    if one.url and one.url == other.url:
        return True
    cited = [{normalized(e.text) for e in _evidence(summary)} for summary in (old, new)]
    return bool(cited[0] & cited[1])


def _evidence(summary: Summary) -> Iterator[Evidence]:
    return (each for claim in summary.claims for each in claim.evidence)


def _joined(one: Document, other: Document) -> Document:
    """Return the sentences of one article that either of two summaries cites."""
    found = {s.id: s for s in (*one.sentences, *other.sentences)}
    return Document(one.article, tuple(found.values()))


def _ref(summary: Summary) -> SummaryRef:
    made = summary.provenance
    return SummaryRef(summary.article, made.provider, made.model)
