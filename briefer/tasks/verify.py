"""Any text, whoever wrote it, checked sentence by sentence against its source."""

from __future__ import annotations

import re

from briefer import checks
from briefer.model import Article, Document, Verification
from briefer.tasks.summarize import article_ref
from briefer.text import split

_MARK = re.compile(r"\s*\[(?:\d+\.)?S\d+(?:,\s*(?:\d+\.)?S\d+)*\]")


def verify(text: Article, document: Document) -> Verification:
    """Check every sentence of ``text`` against ``document``, finding its evidence there.

    Headings are no claims. Evidence marks such as ``[S7]`` are taken out before the check.
    """
    source = checks.Source([document])
    claims = []
    for sentence in split(text).sentences:
        words = _MARK.sub("", sentence.text).strip()
        if sentence.kind != "heading" and any(char.isalnum() for char in words):
            verdict = checks.check(words, source)
            claims.append(verdict.claim(words))
    return Verification(article_ref(document), tuple(claims))
