"""Checking one claim."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.checks.source import Source
from briefer.checks.support import Content, find, score
from briefer.checks.verdict import THRESHOLD, Verdict
from briefer.checks.words import words
from briefer.model import EvidenceOrigin, Finding


def check(text: str, source: Source, cited: Sequence[str] = ()) -> Verdict:
    """Check a claim against its source.

    Args:
        text: the claim.
        source: the articles it should rest on.
        cited: ids of the sentences it names as evidence, ``"S7"`` (of article 1) or ``"2.S7"``;
            empty: evidence is looked for, at most three sentences, best first.
    """
    language = source.language
    content = Content(words(text, language), source, language)
    named, unknown = source.resolve(cited)
    origin: EvidenceOrigin = "cited" if named else "found"
    evidence = named or find(content, source.sentences)
    support = score(content, evidence)
    findings: list[Finding] = []
    if support < THRESHOLD:
        if unknown and not named:
            ids = ", ".join(unknown)
            findings.append(Finding("evidence", f"the claim cites {ids}, which the source lacks"))
        findings.append(Finding("unsupported", "the source says nothing like it"))
    return Verdict(tuple(s.evidence() for s in evidence), origin, support, tuple(findings))
