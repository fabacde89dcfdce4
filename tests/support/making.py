"""Sources and checks in one line, for tests."""

from briefer.checks import Source, Verdict, check
from briefer.model import Article
from briefer.text import split


def source(*texts: str, date: str | None = None, language: str | None = None) -> Source:
    return Source([split(Article(t, date=date, language=language)) for t in texts])


CARRYING = frozenset({"wording", "order", "cause", "quantifier"})
"""Kinds of the doubts that only keep a claim from being confirmed."""


def kinds(claim: str, *texts: str, **fields: str | None) -> set[str]:
    """Return what the rules for facts, denials, hedges and speakers find in a claim."""
    return {f.kind for f in verdict(claim, *texts, **fields).findings} - CARRYING


def doubts(claim: str, *texts: str, **fields: str | None) -> set[str]:
    """Return the kinds of all doubts about a claim."""
    found = verdict(claim, *texts, **fields).findings
    return {f.kind for f in found if f.level == "doubt"}


def verdict(claim: str, *texts: str, **fields: str | None) -> Verdict:
    return check(claim, source(*texts, **fields))
