"""Checking one claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefer.analysis.quotes import plain
from briefer.analysis.reading import Reading
from briefer.analysis.tokens import words
from briefer.checks.context import Context
from briefer.checks.evidence import Content, cover, find, score
from briefer.checks.instructed import instructed
from briefer.checks.rules.attribution import check_attribution, check_speaker
from briefer.checks.rules.causes import check_causes
from briefer.checks.rules.certainty import check_certainty
from briefer.checks.rules.coverage import check_coverage
from briefer.checks.rules.cues import check_cues
from briefer.checks.rules.dates import check_dates
from briefer.checks.rules.entities import check_names
from briefer.checks.rules.exchanged import check_compared_figures, check_exchanged_figures
from briefer.checks.rules.magnitudes import check_magnitudes
from briefer.checks.rules.negation import check_negation
from briefer.checks.rules.order import check_order
from briefer.checks.rules.predicates import (
    check_contrasts,
    check_opposites,
    check_past_states,
)
from briefer.checks.rules.pronouns import check_pronouns, is_of_another
from briefer.checks.rules.quantifiers import check_quantifiers
from briefer.checks.rules.quantities import check_quantities
from briefer.checks.rules.quotations import check_quotations
from briefer.checks.rules.spelling import check_spelling
from briefer.checks.rules.subjects import check_subjects
from briefer.checks.translation import check_translation, speaks_otherwise
from briefer.checks.tuning import HARDLY, MOSTLY
from briefer.checks.verdict import Verdict
from briefer.checks.weighing import held, weighed
from briefer.model import Article, ClaimStatus, Evidence, Finding, Span, status_of
from briefer.text import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.checks.sentences import SourceSentence
    from briefer.checks.source import Source
    from briefer.model import EvidenceOrigin, FindingKind

Rule = Callable[[Context], Iterable[Finding]]

HARD: tuple[Rule, ...] = (
    check_quantities,
    check_magnitudes,
    check_exchanged_figures,
    check_compared_figures,
    check_dates,
    check_quotations,
    check_names,
    check_spelling,
)
"""Rules whose findings may stand against a claim by themselves."""
SOFT: tuple[Rule, ...] = (
    check_negation,
    check_certainty,
    check_attribution,
    check_contrasts,
    check_opposites,
    check_past_states,
)
"""Rules that compare the sense of words, and mostly doubt."""
CARRYING: tuple[Rule, ...] = (
    check_coverage,
    check_cues,
    check_quantifiers,
    check_causes,
    check_order,
    check_pronouns,
    check_subjects,
    check_speaker,
)
"""Rules that a claim must pass to be confirmed: all of it said, nothing turned. What they find is a
doubt, unless it turned the sense of a sentence that is copied otherwise."""
RULES: tuple[Rule, ...] = (*HARD, *SOFT, *CARRYING)
"""Every rule, in the order in which they are asked."""
_WEIGHING = dict.fromkeys(SOFT, weighed) | dict.fromkeys(CARRYING, held)
"""What brings the findings of a rule to the level that they can be sure of."""


def check(text: str, source: Source, cited: Sequence[str] = ()) -> Verdict:
    """Check a claim against its source.

    Args:
        text: the claim. One of several sentences is read sentence by sentence, those before a
            sentence being context for its pronouns.
        source: the articles it should rest on.
        cited: ids of the sentences it names as evidence, ``"S7"`` (of article 1) or ``"2.S7"``;
            empty: evidence is looked for, at most three sentences, best first. Ids that do not
            exist are left out of account.

    Returns:
        The verdict. Evidence that was cited stays; a sentence before it is added when it names
        what the claim names and the cited ones only point back to.
    """
    parts = sentences_of(text)
    if len(parts) == 1 and len(parts[0].text) >= len(text.strip()):
        return _check_one(text, source, cited)
    once: dict[str, Verdict] = {}  # what is said twice is checked once
    for part in parts:
        if part.text not in once:
            once[part.text] = _check_one(part.text, source, cited)
    verdicts = [_shifted(once[part.text], part, text) for part in parts]
    later = zip(pairwise(parts), verdicts[1:], strict=True)
    return together([verdicts[0], *(_after(*pair, verdict, source) for pair, verdict in later)])


def _after(before: Span, part: Span, verdict: Verdict, source: Source) -> Verdict:
    """Return the verdict on a sentence of a claim, with a doubt about whom its pronoun means."""
    cited = (source.cite(f"{e.article}.{e.sentence}") for e in verdict.evidence)
    evidence = [source.sentences[found[0]] for found in cited if found is not None]
    if not is_of_another(before.text, part.text, evidence, source):
        return verdict
    word = part.text.split(maxsplit=1)[0]
    span = Span(part.start, part.start + len(word), word)
    message = f"“{word}” is somebody else in the source than in the sentence before"
    doubt = Finding("name", message, span, level="doubt")
    findings = (*verdict.findings, doubt)
    return replace(verdict, findings=findings, status=status_of(findings, carried=True))


def _check_one(text: str, source: Source, cited: Sequence[str]) -> Verdict:
    """Check a claim of one sentence."""
    said = plain(text)
    verbatim = _verbatim(said, source, cited)
    if verbatim:
        return Verdict(verbatim, "cited", 1.0, (), "confirmed")
    named, unknown = source.resolve(cited)
    language = source.language_of(named[0].article) if named else source.language
    if other := speaks_otherwise(text, language):
        return check_translation(text, source, cited, language=other)
    tokens = words(text, language)
    claim = Reading(text, tokens, language, source.known)
    content = Content(tokens, source, language)
    pool = source.likely(content.weights, {s.article for s in named})
    found = find(content, source, pool)
    evidence = named or found
    origin: EvidenceOrigin = "cited" if named else "found"
    same = next((s for s in found if source.plain(s.article, s.sentence) == said), None)
    if same is not None:
        findings: list[Finding] = []
        evidence = named or [same]
    else:
        wide = _union(named, found, cover(content, pool, 3))
        context = Context(claim, source, wide, content, pool, evidence)
        findings = _findings(context)
        findings += _elsewhere(context, named, found)
        evidence = _union(evidence, _antecedents(context)) if named else evidence
    support = score(content, evidence, sum(f.level != "doubt" for f in findings))
    if not evidence:
        findings = [_nothing_like(said)]
    if unknown and not named and any(f.level != "doubt" for f in findings):
        ids = ", ".join(unknown)
        why = f"the claim cites {ids}, which the source lacks"
        findings.append(Finding("evidence", why, level="doubt"))
    rests = tuple(s.evidence() for s in evidence)
    if findings and (order := instructed(content, source, evidence, cited)) is not None:
        findings.append(order)
    return Verdict(rests, origin, support, tuple(findings), status_of(findings, carried=True))


def _elsewhere(
    context: Context, named: Sequence[SourceSentence], found: Sequence[SourceSentence]
) -> Iterator[Finding]:
    """Yield a doubt when another sentence says what the cited ones hardly touch."""
    if not named or not found or found[0] in named:
        return
    if context.content.joint(named) < HARDLY <= MOSTLY <= context.content.own(found[0]):
        where = context.label(found[0])
        yield Finding("evidence", f"[{where}] says this, which it does not cite", level="doubt")


def _nothing_like(said: str) -> Finding:
    """Return the finding on a claim that shares no word with its source."""
    if said.endswith(_ANNOUNCING):
        why = "it announces what follows, and says nothing of the source"
        return Finding("unsupported", why, level="doubt")
    return Finding("unsupported", "the source says nothing like it", level="unsupported")


_ANNOUNCING = (":", "：")
"""What ends a sentence that only announces another ("Here is a summary in 42 words:")."""


def _antecedents(context: Context) -> list[SourceSentence]:
    """Return sentences before the cited ones that name what only the claim and they name."""
    matching = context.matching
    out = []
    for number, term in enumerate(matching.terms):
        if term.kind == "name" and not matching.answers[number]:
            out += [s for s in matching.before if matching.places(term, s)][:1]
    return out


def _verbatim(said: str, source: Source, cited: Sequence[str]) -> tuple[Evidence, ...]:
    """Return the cited evidence if the claim is one of its sentences word for word, else none.

    Nothing is left to check then, whatever a like sentence of the source says.
    """
    found = {each[0]: each for each in map(source.cite, cited) if each is not None}
    if not any(source.plain(article, s) == said for _, article, s in found.values()):
        return ()
    return tuple(Evidence(a, s.id, s.start, s.end, s.text) for _, a, s in found.values())


def _union(*groups: Sequence[SourceSentence]) -> list[SourceSentence]:
    return list({s.number: s for group in groups for s in group}.values())


def _findings(context: Context) -> list[Finding]:
    found = _Found(len(context.claim.text))
    for rule in RULES:
        weigh = _WEIGHING.get(rule)
        for finding in rule(context):
            found.add(finding if weigh is None else weigh(finding, context))
    return found.findings


class _Found:
    """The findings on a claim, each thing told once: what stands against it before doubts of it."""

    def __init__(self, length: int) -> None:
        self.findings: list[Finding] = []
        self._against = bytearray(length)
        self._doubts: set[tuple[FindingKind, Span | None]] = set()

    def add(self, finding: Finding) -> None:
        """Take a finding in, unless the same words stand against the claim already."""
        span = finding.claim
        once = finding.kind in _ONCE
        key = (finding.kind, None if once else span)
        if span and any(self._against[span.start : span.end]):
            return
        if key in self._doubts:
            if finding.level == "doubt" or not once or self._is_told(finding.kind):
                return
            self.findings = [f for f in self.findings if f.kind != finding.kind]
        if finding.level == "doubt" or once:
            self._doubts.add(key)
        if finding.level != "doubt" and span:
            self._against[span.start : span.end] = b"\1" * (span.end - span.start)
        self.findings.append(finding)

    def _is_told(self, kind: FindingKind) -> bool:
        """Return whether a finding of a kind stands against the claim already."""
        return any(f.kind == kind and f.level != "doubt" for f in self.findings)


_ONCE: frozenset[FindingKind] = frozenset({"negation", "certainty", "attribution"})
"""Kinds that are told once of a claim."""


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """Return what the verdicts on the sentences of one claim come to: the worst of them."""
    evidence = {(e.article, e.start): e for v in verdicts for e in v.evidence}
    findings = tuple(f for v in verdicts for f in v.findings)
    return Verdict(
        tuple(evidence.values()),
        verdicts[0].origin,
        round(sum(v.score for v in verdicts) / len(verdicts), 4),
        findings,
        max((v.status for v in verdicts), key=_ORDER.index),
    )


_ORDER: tuple[ClaimStatus, ...] = ("confirmed", "open", "unsupported", "contradicted")


def sentences_of(text: str) -> list[Span]:
    """Return the sentences of a claim with their places; what says nothing is left out."""
    if not _PERHAPS_SEVERAL.search(text):
        return [Span(0, len(text), text)]
    found = [Span(s.start, s.end, s.text) for s in split(Article(text)).sentences]
    telling = [s for s in found if any(c.isalnum() for c in s.text)]
    stating = [s for s in telling if not s.text.endswith(_ANNOUNCING)]
    return stating or telling or [Span(0, len(text), text)]


_PERHAPS_SEVERAL = re.compile(r"[.!?…。！？:][\s\"”’»)]+\S|\n|[。！？]\S")


def _shifted(verdict: Verdict, part: Span, text: str) -> Verdict:
    """Return a verdict whose spans count in the whole claim."""

    def moved(finding: Finding) -> Finding:
        if finding.claim is None:
            return finding
        start, end = finding.claim.start + part.start, finding.claim.end + part.start
        return replace(finding, claim=Span(start, end, text[start:end]))

    return replace(verdict, findings=tuple(moved(f) for f in verdict.findings))
