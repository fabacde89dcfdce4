"""A claim before its source: what the checks look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.tokens import alike
from briefer.lazy import cached_property
from briefer.model import Span

if TYPE_CHECKING:
    from briefer.analysis.comparison import Match
    from briefer.analysis.entities import Name
    from briefer.analysis.quantity import Quantity
    from briefer.analysis.reading import Reading
    from briefer.checks.entities import EntityIndex
    from briefer.checks.evidence import Content
    from briefer.checks.figures import Figures
    from briefer.checks.matching import Matching
    from briefer.checks.sentences import SourceSentence
    from briefer.checks.source import Source

_ABOUT = 0.45


def _sorted(*groups: list[SourceSentence]) -> list[SourceSentence]:
    every = {s.number: s for group in groups for s in group}
    return [every[number] for number in sorted(every)]


@dataclass(eq=False)
class Context:
    """A claim, its evidence (best first), and where else the checks may look.

    ``window`` is the evidence with the sentences just before it; ``scope`` every sentence of the
    articles that the evidence is from, ``cited`` what the claim itself names.
    """

    claim: Reading
    source: Source
    evidence: list[SourceSentence]
    content: Content
    pool: list[SourceSentence]
    cited: list[SourceSentence] = field(default_factory=list)

    @cached_property
    def matching(self) -> Matching:
        """Which words of the evidence answer which of the claim."""
        from briefer.checks.matching import Matching

        return Matching(self)

    @cached_property
    def articles(self) -> frozenset[int]:
        """Numbers of the articles the evidence is from."""
        return frozenset(s.article for s in self.evidence)

    @cached_property
    def scope(self) -> list[SourceSentence]:
        """Every sentence of those articles that is looked at, in order."""
        if len(self.pool) == len(self.source.sentences) and len(self.source.documents) == 1:
            return self.pool
        return [s for s in _sorted(self.pool, self.window) if s.article in self.articles]

    @cached_property
    def figures(self) -> Figures:
        """The quantities of the scope, with their places."""
        return self.source.figures_in(self.scope)

    def figures_like(self, q: Quantity) -> dict[int, Match]:
        """Return how a quantity of the claim stands to those of the scope, but for others."""
        found = self._figures_like.get(q)
        if found is None:
            found = self._figures_like[q] = self.figures.matches(q)
        return found

    @cached_property
    def _figures_like(self) -> dict[Quantity, dict[int, Match]]:
        return {}

    @cached_property
    def window(self) -> list[SourceSentence]:
        """The evidence, then the sentence before each."""
        out = {s.number: s for s in self.evidence}
        for sentence in self.evidence:
            for before in self.source.before(sentence):
                out.setdefault(before.number, before)
        return list(out.values())

    @cached_property
    def register(self) -> EntityIndex:
        """The names of those articles."""
        return self.source.register(self.articles)

    @cached_property
    def nationalities(self) -> frozenset[tuple[str, int]]:
        """The countries that stand beside a name of the claim, each with its token."""
        names = (name for name in self.claim.names if not name.nation)
        return frozenset(place for name in names for place in name.nations.items())

    def spelled_out(self, name: Name) -> bool:
        """Whether an acronym's letters start words in a row somewhere, or a name makes one."""
        letters = name.text.replace(".", "")
        if len(name.parts) == 1 and letters.isupper() and len(letters) > 1:
            return any(letters.lower() in s.initials for s in self.scope)
        initials = "".join(part[0] for part in name.parts).upper()
        return len(initials) > 2 and initials in self.source.capitals  # noqa: PLR2004

    @property
    def common(self) -> frozenset[str]:
        """The language's function words."""
        return lang.language(self.claim.language).stop or lang.language("en").stop

    @cached_property
    def close(self) -> frozenset[int]:
        """Numbers of the window's sentences that are about as like the claim as the likest."""
        shares = {s.number: self.share(s) for s in self.window}
        best = max(shares.values(), default=0.0)
        return frozenset(n for n, share in shares.items() if share >= _ABOUT * best)

    def occurrences(self, index: int) -> list[tuple[SourceSentence, int]]:
        """Return where a word of the claim, or one of like meaning, stands in the evidence."""
        root = self.claim.tokens[index].stem
        out = []
        for sentence in self.evidence:
            where = sentence.positions.get(root)
            if where is None:
                keys = [f"~{g}" for g in alike(root)]
                where = next((sentence.positions[k] for k in keys if k in sentence.positions), [])
            out += [(sentence, at) for at in where]
        return out

    def share(self, sentence: SourceSentence) -> float:
        """Return the share of the claim's content that one sentence has."""
        return self.content.share(self.content.covered(sentence))

    def share_of(self, indexes: list[int], reading: Reading) -> float:
        """Return the share of some words of a source sentence that the claim has, by rarity."""
        mine = {root for _, root in self.claim.content}
        starts = {root[:5] for root in mine if len(root) > 4}  # noqa: PLR2004
        groups = {g for root in mine for g in alike(root)}
        got = total = 0.0
        for index in indexes:
            root = reading.tokens[index].stem
            weight = self.source.rarity(root)
            total += weight
            if root in mine or groups & set(alike(root)):
                got += weight
            elif len(root) > 4 and root[:5] in starts:  # noqa: PLR2004
                got += 0.6 * weight
        return got / total if total else 0.0

    def span(self, start: int, end: int) -> Span:
        """Return a span of the claim's text."""
        return Span(start, end, self.claim.text[start:end])

    def label(self, sentence: SourceSentence) -> str:
        """Return the id by which a reader finds a sentence."""
        many = len(self.source.documents) > 1
        return f"{sentence.article}.{sentence.sentence.id}" if many else sentence.sentence.id
