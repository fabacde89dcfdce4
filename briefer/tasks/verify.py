"""Any text, whoever wrote it, checked sentence by sentence against its source."""

from __future__ import annotations

import re

from briefer.checks import Source, Verdict, check
from briefer.model import Article, Claim, Document, Verification
from briefer.tasks.summarize import article_ref
from briefer.text import split

_MARK = re.compile(r"\s*\[(?:\d+\.)?S\d+(?:,\s*(?:\d+\.)?S\d+)*\]")


def verify(text: Article, document: Document) -> Verification:
    """Check every sentence of ``text`` against ``document``, finding its evidence there.

    Headings are no claims. Evidence marks such as ``[S7]`` are taken out before the check.
    """
    source = Source([document])
    claims = []
    for sentence in split(text).sentences:
        words = _MARK.sub("", sentence.text).strip()
        if sentence.kind != "heading" and any(char.isalnum() for char in words):
            claims.append(verified(words, check(words, source)))
    return Verification(article_ref(document), tuple(claims))


def verified(text: str, verdict: Verdict) -> Claim:
    """Return a checked claim: confirmed when its verdict is, else flagged."""
    return Claim(
        text=text,
        evidence=verdict.evidence,
        origin=verdict.origin,
        score=verdict.score,
        findings=verdict.findings,
        status="confirmed" if verdict.supported else "flagged",
    )
