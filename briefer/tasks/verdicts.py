"""What a judge said of a claim: held to account, and taken in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, get_args

from briefer.analysis.injection import orders_of
from briefer.model import Claim, Evidence, Finding, FindingKind, Span
from briefer.tasks.answers import ClaimAnswer, VerdictAnswer

if TYPE_CHECKING:
    from briefer.checks import Source, SourceSentence

HARD: frozenset[FindingKind] = frozenset(
    {"number", "money", "date", "name", "role", "place", "quotation"}
)
"""Facts that code can look up: a judge's word alone does not make them stand in the source."""

NO_REASON = "a second reading does not find it borne out"
_KINDS = frozenset(get_args(FindingKind))
_NO_CLAIM = "no_claim"
_LONGEST_REASON = 30
"""Words of a judge's reason that are shown; it is asked for twenty."""


@dataclass(frozen=True)
class Ground:
    """The articles that claims are read against, and what their sentences are called.

    ``name`` says how a prompt calls a sentence, by the article's number and the sentence's id.
    ``inspect`` holds a claim to sentences by words.
    """

    source: Source
    name: Callable[[int, str], str]
    inspect: Callable[[ClaimAnswer], Claim]

    @cached_property
    def sentences(self) -> Mapping[str, SourceSentence]:
        """Every sentence that may bear a claim out, by its name; none that gives orders."""
        orders = [orders_of(document) for document in self.source.documents]
        return {
            self.name(each.article, each.sentence.id): each
            for each in self.source.sentences
            if each.sentence.id not in orders[each.article - 1]
        }

    def names(self, claim: Claim) -> list[str]:
        """Return what a claim's evidence is called."""
        every = (self.name(e.article, e.sentence) for e in claim.evidence)
        return [name for name in every if name in self.sentences]


def problem_of(verdict: VerdictAnswer, claim: Claim, allowed: frozenset[str]) -> str:
    """Return why a verdict cannot be used, empty if it can."""
    unknown = [name for name in map(as_named, verdict.evidence) if name not in allowed]
    if unknown:
        return f"there is no sentence {', '.join(unknown)}"
    if verdict.verdict != "not_stated" and not verdict.evidence:
        return f"it is called {verdict.verdict}, by no sentence"
    stands = bool(verdict.wrong) and _place(claim.text, verdict.wrong) is not None
    if verdict.verdict == "supported":
        return "it is called supported, with words that are wrong" if stands else ""
    if verdict.kind == _NO_CLAIM or stands:
        return ""
    return f"its wrong words {verdict.wrong!r} do not stand in the claim"


def as_named(name: str) -> str:
    """Return an id as pages write it: versions in small letters, sentences in capitals."""
    version, dot, sentence = name.rpartition(".")
    return f"{version.lower()}{dot}{sentence}"


def _place(text: str, words: str) -> Span | None:
    """Return where a judge's words stand in a claim, whatever quotes and spaces it wrote."""
    start = text.find(words)
    if start >= 0:
        return Span(start, start + len(words), words)
    folded, places = _folded(text)
    wanted = _folded(words.strip(" .,;:"))[0]
    start = folded.find(wanted)
    if not wanted or start < 0:
        return None
    first, last = places[start], places[start + len(wanted) - 1] + 1
    return Span(first, last, text[first:last])


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without case, quotation marks and doubled spaces, and where each came from."""
    out: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        plain_char = " " if char.isspace() else char
        if char in "\"'“”‘’«»„‚`" or (plain_char == " " and out[-1:] == [" "]):
            continue
        for each in plain_char.casefold():
            out.append(each)
            places.append(at)
    return "".join(out), places


def decided(claim: Claim, verdict: VerdictAnswer, ground: Ground) -> Claim:
    """Return a claim with a usable verdict taken in."""
    named = [ground.sentences[name] for name in map(as_named, verdict.evidence)]
    if verdict.verdict == "supported":
        return _borne_out(claim, named, ground)
    if verdict.kind == _NO_CLAIM and claim.status in {"open", "unsupported"}:
        why = Finding(
            "unsupported", "it claims nothing of the news", level="unsupported", by="judge"
        )
        return replace(claim, findings=(why,), status="unsupported", by="judge", handling="dropped")
    finding = _finding(claim, verdict, named)
    evidence = _with(claim, named)
    if claim.fails:  # words had decided; the reader gets both reasons
        against = [f for f in claim.findings if f.level != "doubt"]
        also = () if any(_overlap(f, finding) for f in against) else (finding,)
        return replace(claim, evidence=evidence, findings=(*claim.findings, *also))
    return replace(
        claim,
        evidence=evidence,
        findings=(finding,),
        status="contradicted" if finding.level == "contradicted" else "unsupported",
        by="judge",
    )


def _borne_out(claim: Claim, named: Sequence[SourceSentence], ground: Ground) -> Claim:
    """Return a claim as confirmed, unless code cannot find a fact of it in the sentences named."""
    evidence = _with(claim, named)
    if claim.fails:
        ids = [f"{each.article}.{each.sentence}" for each in evidence]
        again = ground.inspect(ClaimAnswer(text=claim.text, evidence=ids))
        if any(f.level != "doubt" and f.kind in HARD for f in again.findings):
            return claim
    return replace(
        claim, evidence=evidence, findings=(), status="confirmed", by="judge", checked="all"
    )


def _finding(claim: Claim, verdict: VerdictAnswer, named: Sequence[SourceSentence]) -> Finding:
    known = verdict.kind in _KINDS
    words = verdict.reason.split()[:_LONGEST_REASON]
    contradicted = verdict.verdict == "contradicted"
    against = named[0].sentence if named and contradicted else None
    return Finding(
        verdict.kind if known else "wording",  # type: ignore[arg-type]
        " ".join(words) or NO_REASON,
        claim=_place(claim.text, verdict.wrong) if verdict.wrong else None,
        source=None if against is None else Span(against.start, against.end, against.text),
        sentence=None if against is None else against.id,
        level="contradicted" if contradicted else "unsupported",
        by="judge",
    )


def _with(claim: Claim, named: Sequence[SourceSentence]) -> tuple[Evidence, ...]:
    """Return the sentences that a claim cited and those that the judge names.

    Where nothing was cited, what the judge names takes the place of what words found.
    """
    kept = () if claim.origin == "found" and named else claim.evidence
    every = {(e.article, e.start): e for e in kept}
    for each in named:
        evidence = each.evidence()
        every.setdefault((evidence.article, evidence.start), evidence)
    return tuple(every.values())


def _overlap(one: Finding, other: Finding) -> bool:
    if one.claim is None or other.claim is None:
        return one.kind == other.kind
    return one.claim.start < other.claim.end and other.claim.start < one.claim.end
