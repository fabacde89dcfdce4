"""A wording, or any text, held to the articles it must rest on, by words and at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from briefer import checks
from briefer.checks import Source
from briefer.desk.review import claims_of, story_of, story_paths
from briefer.ingest import draft_from_text
from briefer.model import Article, Brief, Claim, Document, Finding, Span, Verification
from briefer.tasks import verify
from briefer.text import split

_SOURCES = 32
"""Stories whose articles are kept read: the first check of a story reads them, no other."""
_NOTHING = Document(Article(""), ())
_NOWHERE = "987,654"
_BETTER = ("contradicted", "unsupported", "open", "confirmed")


@dataclass(frozen=True, slots=True)
class Reading:
    """A wording as a model read it beside its articles.

    ``model`` is who read it (``ollama:qwen3``). ``claim`` is still decided by words where the
    model settled nothing.
    """

    claim: Claim
    model: str = ""


class Checker:
    """Checks wordings against stored articles; each story's articles are read once.

    It may be used by several threads; one at a time checks.
    """

    def __init__(self, article: Callable[[str], Article | None]) -> None:
        """Take what gives an article by its hash; it may be asked from any thread."""
        self._article = article
        self._sources: OrderedDict[tuple[str, ...], Source] = OrderedDict()
        self._lock = Lock()

    def claim(self, text: str, path: str, draft: Brief) -> Claim:
        """Return a wording for a claim of a brief, checked against the articles of its story.

        What the drafted claim cites is looked at first; where that does not bear the wording out,
        the whole of the articles is.
        """
        claim = _claim_at(draft, path)
        cited = [f"{each.article}.{each.sentence}" for each in claim.evidence]
        articles = articles_for(draft, path)
        source = self._source(draft, articles)
        with self._lock:
            verdict = checks.check(text, source, cited)
            if cited and verdict.status != "confirmed":
                anywhere = checks.check(text, source)
                if _BETTER.index(anywhere.status) > _BETTER.index(verdict.status):
                    verdict = anywhere
        return verdict.claim(text)

    def read(self, path: str, draft: Brief) -> None:
        """Read the articles of a claim's story, so that no check of a wording has to."""
        source = self._source(draft, articles_for(draft, path))
        with self._lock:
            source.read()
            # What nothing bears out goes through every rule, and has them loaded.
            checks.check(f"{_claim_at(draft, path).text} {_NOWHERE}", source)

    def text(self, text: str, articles: Sequence[Article]) -> Verification:
        """Return any text checked sentence by sentence against articles.

        Raises:
            NoArticleError: it holds no words.
            SourceUnreadableError: it cannot be read as a text, or is larger than 64 MB.
        """
        draft = draft_from_text(text)
        return verify(draft, [split(article) for article in articles])

    def _source(self, draft: Brief, articles: Sequence[int]) -> Source:
        """Return the articles of a brief that have these numbers; the others are empty in it."""
        wanted = set(articles)
        hashes = tuple(
            ref.hash if number in wanted else "" for number, ref in enumerate(draft.articles, 1)
        )
        with self._lock:
            known = self._sources.get(hashes)
            if known is not None:
                self._sources.move_to_end(hashes)
                return known
        # Without the lock: whoever gives the articles may have one of their own.
        held = [self._article(each) if each else None for each in hashes]
        source = Source([_NOTHING if each is None else split(each) for each in held])
        with self._lock:
            self._sources[hashes] = source
            while len(self._sources) > _SOURCES:
                self._sources.popitem(last=False)
        return source


def as_one(words: Claim, found: Verification, numbers: Sequence[int]) -> Reading:
    """Return a wording whose sentences were read one by one as one claim.

    It is no better than its worst sentence.

    Args:
        words: The wording as words see it.
        found: Its text, read; its articles are numbered from 1.
        numbers: Their numbers in the brief.
    """
    made = found.provenance
    model = f"{made.provider}:{made.model}" if made else ""
    worst = min(found.claims, key=lambda each: _BETTER.index(each.status))
    if all(each.by == "words" for each in found.claims):
        return Reading(words, model)
    evidence = {
        (each.article, each.start): replace(each, article=numbers[each.article - 1])
        for claim in found.claims
        for each in claim.evidence
    }
    findings = tuple(
        _moved(finding, passage.start)
        for claim, passage in zip(found.claims, found.passages, strict=True)
        for finding in claim.findings
    )
    read = replace(
        words,
        evidence=tuple(evidence.values()) or words.evidence,
        findings=findings,
        status=worst.status,
        by="words" if worst.status == "open" else "judge",
    )
    return Reading(read, model)


def _moved(finding: Finding, by: int) -> Finding:
    span = finding.claim
    if span is None:
        return finding
    return replace(finding, claim=Span(span.start + by, span.end + by, span.text))


def articles_for(draft: Brief, path: str) -> list[int]:
    """Return the numbers of the articles that a claim has to rest on: those of its story.

    For a top line they are those of the stories that it rests on, of all where it cites none.
    """
    story = story_of(path)
    paths = story_paths(draft)
    if story in paths:
        return list(draft.stories[paths.index(story)].articles)
    cited = {each.article for each in _claim_at(draft, path).evidence}
    told = [each.articles for each in draft.stories if cited & set(each.articles)]
    return sorted({number for articles in told for number in articles}) or list(
        range(1, len(draft.articles) + 1)
    )


def _claim_at(draft: Brief, path: str) -> Claim:
    return dict(claims_of(draft))[path]
