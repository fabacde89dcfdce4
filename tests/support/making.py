"""Sources and checks in one line, for tests."""

from briefer.checks import Source, Verdict, check
from briefer.model import Article
from briefer.text import split


def source(*texts: str, date: str | None = None, language: str | None = None) -> Source:
    return Source([split(Article(t, date=date, language=language)) for t in texts])


def kinds(claim: str, *texts: str, **fields: str | None) -> set[str]:
    return {f.kind for f in verdict(claim, *texts, **fields).findings}


def verdict(claim: str, *texts: str, **fields: str | None) -> Verdict:
    return check(claim, source(*texts, **fields))
