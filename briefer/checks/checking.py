"""Checking one claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.analysis.injection import is_addressed_to_machine
from briefer.analysis.quotes import plain
from briefer.analysis.reading import Reading
from briefer.analysis.terms import sides_of
from briefer.analysis.tokens import words
from briefer.checks.context import Case
from briefer.checks.evidence import Content, cover, find, score
from briefer.checks.rules.attribution import check_attribution
from briefer.checks.rules.causes import check_causes
from briefer.checks.rules.certainty import check_certainty
from briefer.checks.rules.coverage import check_coverage
from briefer.checks.rules.cues import check_cues
from briefer.checks.rules.dates import check_dates
from briefer.checks.rules.entities import check_names
from briefer.checks.rules.negation import check_negation
from briefer.checks.rules.order import check_order
from briefer.checks.rules.predicates import check_contrasts
from briefer.checks.rules.quantifiers import check_quantifiers
from briefer.checks.rules.quantities import check_quantities
from briefer.checks.rules.quotations import check_quotations
from briefer.checks.rules.wording import check_wording
from briefer.checks.tuning import ALIKE, FEWEST_ALIKE, HARDLY, MOSTLY, SURE
from briefer.checks.verdict import Verdict
from briefer.model import Article, ClaimStatus, Evidence, Finding, Span, status_of
from briefer.text import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.checks.matching import Clause
    from briefer.checks.source import Source, SourceSentence
    from briefer.model import EvidenceOrigin

Rule = Callable[[Case], Iterable[Finding]]

HARD: tuple[Rule, ...] = (check_quantities, check_dates, check_quotations, check_names)
"""Rules whose findings may stand against a claim by themselves."""
SOFT: tuple[Rule, ...] = (
    check_negation,
    check_certainty,
    check_attribution,
    check_contrasts,
    check_wording,
)
"""Rules that compare the sense of words, and mostly doubt."""
CARRYING: tuple[Rule, ...] = (
    check_coverage,
    check_cues,
    check_quantifiers,
    check_causes,
    check_order,
)
"""Rules that a claim must pass to be confirmed: all of it said, nothing turned; doubts only."""


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
    if len(parts) == 1:
        return _check_one(text, source, cited)
    verdicts = [_shifted(_check_one(part.text, source, cited), part, text) for part in parts]
    return together(verdicts)


def _check_one(text: str, source: Source, cited: Sequence[str]) -> Verdict:
    """Check a claim of one sentence."""
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
    same = next((s for s in found if plain(s.sentence.text) == said), None)
    if same is not None:
        findings: list[Finding] = []
        evidence = named or [same]
    else:
        wide = _union(named, found, cover(content, pool, 3))
        case = Case(claim, source, wide, content, pool, evidence)
        findings = _findings(case)
        findings += _elsewhere(case, named, found)
        evidence = _union(evidence, _antecedents(case)) if named else evidence
    support = score(content, evidence, sum(f.level != "doubt" for f in findings))
    if not evidence:
        why = "the source says nothing like it"
        findings = [Finding("unsupported", why, level="unsupported")]
    if unknown and not named and any(f.level != "doubt" for f in findings):
        ids = ", ".join(unknown)
        why = f"the claim cites {ids}, which the source lacks"
        findings.append(Finding("evidence", why, level="doubt"))
    rests = tuple(s.evidence() for s in evidence)
    every = (*findings, *_orders(rests))
    return Verdict(rests, origin, support, every, status_of(every, carried=True))


def _elsewhere(
    case: Case, named: Sequence[SourceSentence], found: Sequence[SourceSentence]
) -> Iterator[Finding]:
    """Yield a doubt when another sentence says what the cited ones hardly touch."""
    if not named or not found or found[0] in named:
        return
    if case.content.joint(named) < HARDLY <= MOSTLY <= case.content.own(found[0]):
        where = case.label(found[0])
        yield Finding("evidence", f"[{where}] says this, which it does not cite", level="doubt")


def _antecedents(case: Case) -> list[SourceSentence]:
    """Return sentences before the cited ones that name what only the claim and they name."""
    matching = case.matching
    out = []
    for number, term in enumerate(matching.terms):
        if term.kind == "name" and not matching.answers[number]:
            out += [s for s in matching.before if matching.places(term, s)][:1]
    return out


def _orders(evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """Yield a finding when all that a claim rests on is an order to a machine, and no news."""
    if evidence and all(is_addressed_to_machine(each.text) for each in evidence):
        yield Finding(
            "evidence",
            "the source gives this as an order to the software that reads it, not as news",
            source=Span(evidence[0].start, evidence[0].end, evidence[0].text),
            sentence=evidence[0].sentence,
            level="unsupported",
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


def _findings(case: Case) -> list[Finding]:
    found: list[Finding] = []
    for rules, weigh in ((HARD, False), (SOFT, True), (CARRYING, False)):
        for rule in rules:
            for each in rule(case):
                extra = weighed(each, case) if weigh else each
                if not any(_repeats(extra, f) for f in found):
                    found.append(extra)
    return found


def weighed(finding: Finding, case: Case) -> Finding:
    """Return a finding on the sense of words at the level that it can be sure of.

    A denial or an opposite stands against a claim where its clause otherwise says what that very
    sentence says; anything else is a doubt.
    """
    if finding.kind not in SURE or finding.claim is None or finding.source is None:
        return replace(finding, level="doubt")
    matching = case.matching
    token = case.claim.token_at(finding.claim.end - 1)
    clause = next((c for c in matching.clauses if c.first <= token <= c.last), None)
    if clause is None or clause.home is None or len(clause.terms) < FEWEST_ALIKE:
        return replace(finding, level="doubt")
    start = clause.home.sentence.start
    if not start <= finding.source.start < clause.home.sentence.end:
        return replace(finding, level="doubt")
    number = matching.term_at(token)
    others = [n for n in clause.terms if n != number]
    answered = sum(clause.home.number in matching.answers[n] for n in others)
    sure = answered >= ALIKE * len(others) and not _is_thing(number, finding, clause, case)
    return replace(finding, level="contradicted" if sure else "doubt")


def _is_thing(number: int | None, finding: Finding, clause: Clause, case: Case) -> bool:
    """Whether a denial is of a thing, not of an act, or both sides deny, each in its own way."""
    if finding.kind != "negation" or finding.source is None or clause.home is None:
        return False
    matching = case.matching
    term = None if number is None else matching.terms[number]
    if term is None or term.kind != "word":
        return True
    opposed = bool(sides_of(term.root, case.claim.language))
    before = case.claim.tokens[term.first - 1].low if term.first else ""
    if before in matching.language.pointers and not opposed:
        return True
    theirs = clause.home.reading
    at = theirs.token_at(finding.source.start, local=False)
    deny = [
        op
        for reading, low, high in (
            (case.claim, clause.first, clause.last),
            (theirs, *theirs.clause_of(at)),
        )
        for op in reading.operators
        if low <= op.first <= high
        and (op.kind == "negation" or (op.kind, op.level) == ("hedge", 1))
    ]
    return len(deny) > 1


_DENYING = frozenset({("negation", 1), ("negation", 2), ("hedge", 1)})


def _repeats(one: Finding, other: Finding) -> bool:
    """Whether two findings are about the same words of the claim, or both about a denial."""
    if one.kind == other.kind and one.kind in {"negation", "certainty", "attribution"}:
        return True
    if one.level == "doubt" and other.level == "doubt":
        return one.kind == other.kind and one.claim == other.claim
    a, b = one.claim, other.claim
    return a is not None and b is not None and a.start < b.end and b.start < a.end


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
    return [s for s in found if any(c.isalnum() for c in s.text)] or [Span(0, len(text), text)]


_PERHAPS_SEVERAL = re.compile(r"[.!?…。！？:][\s\"”’»)]+\S|\n|[。！？]\S")


def _shifted(verdict: Verdict, part: Span, text: str) -> Verdict:
    """Return a verdict whose spans count in the whole claim."""

    def moved(finding: Finding) -> Finding:
        if finding.claim is None:
            return finding
        start, end = finding.claim.start + part.start, finding.claim.end + part.start
        return replace(finding, claim=Span(start, end, text[start:end]))

    return replace(verdict, findings=tuple(moved(f) for f in verdict.findings))
