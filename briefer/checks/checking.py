"""Checking one claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.analysis.injection import is_addressed_to_machine
from briefer.analysis.quotes import plain
from briefer.analysis.reading import Reading
from briefer.analysis.tokens import words
from briefer.checks.context import Case
from briefer.checks.evidence import MOST_EVIDENCE, Content, cover, find, score
from briefer.checks.rules.attribution import check_attribution
from briefer.checks.rules.certainty import check_certainty
from briefer.checks.rules.dates import check_dates
from briefer.checks.rules.entities import check_names
from briefer.checks.rules.negation import check_negation
from briefer.checks.rules.predicates import check_contrasts
from briefer.checks.rules.quantities import check_quantities
from briefer.checks.rules.quotations import check_quotations
from briefer.checks.rules.wording import check_wording
from briefer.checks.verdict import THRESHOLD, Verdict
from briefer.model import Evidence, Finding, Span, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.checks.source import Source, SourceSentence
    from briefer.model import EvidenceOrigin

_CHECKS = (
    check_quantities,
    check_dates,
    check_names,
    check_quotations,
    check_negation,
    check_certainty,
    check_attribution,
    check_contrasts,
)
_ENOUGH = 0.75
_NOTHING = 0.3


def check(text: str, source: Source, cited: Sequence[str] = ()) -> Verdict:
    """Check a claim against its source.

    Args:
        text: the claim.
        source: the articles it should rest on.
        cited: ids of the sentences it names as evidence, ``"S7"`` (of article 1) or ``"2.S7"``;
            empty: evidence is looked for, at most three sentences, best first. Ids that do not
            exist are left out of account.

    Returns:
        The verdict. Evidence that was cited stays as it is, unless the claim has no findings and
        other sentences of the same article carry it better: then they replace or join the cited
        ones, and the origin is ``corrected``.
    """
    said = plain(text)
    verbatim = _verbatim(said, source, cited)
    if verbatim:
        orders = tuple(_orders(verbatim))
        return Verdict(verbatim, "cited", 1.0, orders, status_of(orders, carried=True))
    named, unknown = source.resolve(cited)
    language = source.language_of(named[0].article) if named else source.language
    tokens = words(text, language)
    claim = Reading(text, tokens, language, source.known)
    content = Content(tokens, source, language)
    pool = source.likely(content.weights, {s.article for s in named})
    found = find(content, source, pool)
    evidence = named or found
    origin: EvidenceOrigin = "cited" if named else "found"
    wide = _union(named, found, cover(content, pool, 3))
    if any(plain(sentence.sentence.text) == said for sentence in found):
        findings = []
    else:
        findings = _findings(Case(claim, source, wide, content, pool))
    if named and not findings:
        better = _better(named, found, content)
        if better is not None:
            evidence, origin = better, "corrected"
    support = score(content, evidence, len(findings))
    if support < THRESHOLD and not findings:
        findings.append(Finding("unsupported", "the source says nothing like it"))
    if findings and unknown and not named:
        ids = ", ".join(unknown)
        findings.append(Finding("evidence", f"the claim cites {ids}, which the source lacks"))
    rests = tuple(s.evidence() for s in evidence)
    every = (*findings, *_orders(rests))
    return Verdict(rests, origin, support, every, status_of(every, carried=True))


def _orders(evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """Yield a finding when all that a claim rests on is an order to a machine, and no news."""
    if evidence and all(is_addressed_to_machine(each.text) for each in evidence):
        yield Finding(
            "evidence",
            "the source gives this as an order to the software that reads it, not as news",
            source=Span(evidence[0].start, evidence[0].end, evidence[0].text),
            sentence=evidence[0].sentence,
        )


def _verbatim(said: str, source: Source, cited: Sequence[str]) -> tuple[Evidence, ...]:
    """Return the cited evidence if the claim is one of its sentences word for word, else none.

    Nothing is left to check then, whatever a like sentence of the source says.
    """
    found = {each[0]: each for each in map(source.cite, cited) if each is not None}
    if not any(plain(sentence.text) == said for _, _, sentence in found.values()):
        return ()
    return tuple(Evidence(a, s.id, s.start, s.end, s.text) for _, a, s in found.values())


def _union(*groups: Sequence[SourceSentence]) -> list[SourceSentence]:
    return list({s.number: s for group in groups for s in group}.values())


def _better(
    named: list[SourceSentence], found: list[SourceSentence], content: Content
) -> list[SourceSentence] | None:
    """Return evidence that carries a claim clearly better than the cited, or None."""
    mine, best = content.joint(named), content.joint(found)
    if mine >= _ENOUGH * best and not content.figures(found) - content.figures(named):
        return None
    if mine < _NOTHING * best:
        return found
    return _union(named, found)[: max(MOST_EVIDENCE, len(named))]


def _findings(case: Case) -> list[Finding]:
    found = [finding for run in _CHECKS for finding in run(case)]
    found += [extra for extra in check_wording(case) if not any(_repeats(extra, f) for f in found)]
    return found


def _repeats(one: Finding, other: Finding) -> bool:
    """Whether two findings are about the same words of the claim, or both about a denial."""
    if one.kind == other.kind == "negation":
        return True
    a, b = one.claim, other.claim
    return a is not None and b is not None and a.start < b.end and b.start < a.end
