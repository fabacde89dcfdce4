"""Are the claim's quotations in the source word for word, and said by who the claim says?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from briefer import lang
from briefer.analysis.quotes import plain
from briefer.analysis.tokens import stem, words
from briefer.checks.findings import source_span
from briefer.checks.mentions import located, same_entity
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.analysis.entities import Name
    from briefer.analysis.reading import Quote, Reading
    from briefer.checks.context import Context
    from briefer.checks.sentences import SourceSentence

_GAP = re.compile(r"\s*(?:\.\.\.|…|\[\s*(?:\.\.\.|…)?\s*\]|\[[^\]]*\])\s*")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_NO_LETTER = re.compile(r"[\W_]+")
_EDGE = " \"'.,;:!?-"
_LIKE = 55
_CLOSE = 80
"""How like another a quotation must be, of 100, to be that one with a word changed."""
_PART = 0.6
"""Share of a quotation's length that another has at least which it may be a part of."""
_MOST_HOMES = 5
_MOST_ALTERED = 20
"""Quotations of one claim that are looked for in other words; no claim of any use has so many."""


def check_quotations(context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the words of the claim's quotations, and with who speaks them."""
    altered = 0
    for quote in context.claim.quotes:
        pieces = [p for p in (plain(x).strip(_EDGE) for x in _GAP.split(quote.text)) if p]
        if not pieces:
            continue
        homes = _homes(pieces, context)
        if not homes and (_one_word(pieces, context) or _is_run_together(pieces, context)):
            continue
        if not homes:
            altered += 1
            known = altered <= _MOST_ALTERED
            yield _altered(quote, pieces, context) if known else _missing(quote, context)
            continue
        results = [_speaker(quote, home, context) for home in homes]
        if None not in results and results[0] is not None:
            yield results[0]


def _one_word(pieces: list[str], context: Context) -> bool:
    """Whether a quotation of one word is in the source in another form of it."""
    if len(pieces) > 1 or " " in pieces[0]:
        return False
    return stem(pieces[0], context.claim.language) in context.source.by_stem


def _is_run_together(pieces: list[str], context: Context) -> bool:
    """Whether a quotation is in the source but for spaces and points: "any more", "anymore"."""
    wanted = _NO_LETTER.sub("", "".join(pieces))
    texts = (context.source.plain_text(article)[0] for article in sorted(context.articles))
    return any(wanted in _NO_LETTER.sub("", text) for text in texts)


def _homes(pieces: list[str], context: Context) -> list[SourceSentence]:
    """Return the sentences in which the first piece stands, with the others behind it in order."""
    homes: list[SourceSentence] = []
    for article in sorted(context.articles):
        text, starts = context.source.plain_text(article)
        first = _find(text, pieces[0], 0)
        while first >= 0 and len(homes) < _MOST_HOMES:
            at = first + len(pieces[0])
            for piece in pieces[1:]:
                at = _find(text, piece, at)
                if at < 0:
                    break
                at += len(piece)
            if at >= 0:
                homes.append(next(s for begin, s in reversed(starts) if begin <= first))
            first = _find(text, pieces[0], first + 1)
    return homes


def _find(text: str, piece: str, start: int) -> int:
    """Find a piece at word boundaries."""
    at = text.find(piece, start)
    while at >= 0:
        end = at + len(piece)
        left = at == 0 or not text[at - 1].isalnum()
        right = end == len(text) or not text[end].isalnum()
        if left and right:
            return at
        at = text.find(piece, at + 1)
    return -1


def _altered(quote: Quote, pieces: list[str], context: Context) -> Finding:
    """Return the finding on a quotation that the source has otherwise, or has not.

    One that leaves words out without a mark, or that is some way from what the source quotes, is a
    doubt: people let that pass as often as not.
    """
    wanted = " ".join(pieces)
    best, where = 0.0, None
    for sentence in context.scope:
        for other in sentence.reading.quotes:
            stands = plain(other.text)
            value = fuzz.ratio(wanted, stands)
            if len(stands) >= _PART * len(wanted):
                value = max(value, fuzz.partial_ratio(wanted, stands) * 0.95)
            if value > best:
                best, where = value, (sentence, other)
    if where is None or best < _LIKE:
        return _missing(quote, context)
    span = context.span(quote.start, quote.end)
    sentence, other = where
    own = _content(wanted, context) - _content(plain(other.text), context)
    return Finding(
        "quotation",
        f"the source quotes “{other.text}” [{context.label(sentence)}]",
        span,
        source_span(sentence, other.start, other.end),
        sentence.sentence.id,
        "contradicted" if own and best >= _CLOSE else "doubt",
    )


def _missing(quote: Quote, context: Context) -> Finding:
    message = "the source does not have this quotation"
    span = context.span(quote.start, quote.end)
    return Finding("quotation", message, span, level="unsupported")


def _content(text: str, context: Context) -> set[str]:
    language = context.claim.language
    return {t.stem for t in words(text, language) if t.content}


def _speaker(quote: Quote, home: SourceSentence, context: Context) -> Finding | None:
    """Compare who the claim has speaking with whom the source has."""
    claimed = _sayer(context.claim.names, context.claim, quote)
    if _is_title(context.claim, quote):
        return None
    if claimed is None:
        return None
    nouns = lang.language(context.claim.language).nouns_capitalised
    if nouns and len(claimed.parts) < 2:  # noqa: PLR2004
        return None
    spoken = _source_speakers(home, context)
    if not spoken or any(
        same_entity(claimed, name) or _linked(claimed, name) for _, name in spoken
    ):
        return None
    sentence, name = spoken[0]
    offset = sentence.sentence.start
    message = (
        f"the claim has {claimed.text} say it; in the source it is {name.text} "
        f"[{context.label(sentence)}]"
    )
    span = context.span(claimed.start, claimed.end)
    place = source_span(sentence, name.start - offset, name.end - offset)
    return Finding("quotation", message, span, place, sentence.sentence.id)


def _linked(one: Name, other: Name) -> bool:
    return bool(set(one.parts) & set(other.parts)) or (
        bool(one.nation) and one.nation in other.nations
    )


def _is_title(reading: Reading, quote: Quote) -> bool:
    """Whether what is quoted is what something is called, not what somebody says.

    Its words have capitals, or a verb of naming stands right before it.
    """
    words = _LONG_WORD.findall(quote.text)
    if len(words) > 1 and all(word[0].isupper() for word in words):
        return True
    first = reading.token_at(quote.start)
    before = [t.low for t in reading.tokens[max(0, first - 2) : first] if t.kind != "p"]
    naming = lang.language(reading.language).naming_verbs
    return before[-1:] != [] and before[-1] in naming and not quote.text[:1].islower()


def _sayer(names: list[Name], reading: Reading, quote: Quote) -> Name | None:
    """Return the name nearest to the quotation that stands beside a verb of saying."""
    best, distance = None, 1_000
    for name in names:
        if quote.start <= name.start - reading.offset < quote.end or name.adjective:
            continue
        if name.nation or not _says(reading, name) or _is_object(reading, name):
            continue
        start = name.start - reading.offset
        gap = start - quote.end if start >= quote.end else quote.start - start
        if gap < distance:
            best, distance = name, gap
    return best


def _is_object(reading: Reading, name: Name) -> bool:
    """Whether a name stands behind a preposition, or is what somebody calls something."""
    if located(reading.tokens, name.first):
        return True
    before = reading.tokens[name.first - 1].low if name.first else ""
    known = lang.language(reading.language)
    return (
        before in known.phrase_breaks
        or before in known.naming_verbs
        or before in known.object_prepositions
    )


def _says(reading: Reading, name: Name) -> bool:
    tokens = reading.tokens
    saying = lang.language(reading.language).reporting_verbs
    before = [t.low for t in tokens[max(0, name.first - 7) : name.first] if t.kind != "p"]
    after = [t.low for t in tokens[name.last + 1 : name.last + 11] if t.kind != "p"]
    if any(w in saying for w in after[:2]) or any(w in saying for w in before[-1:]):
        return True
    nearby = tokens[name.last + 1 : name.last + 26]
    if nearby and nearby[0].text in {",", "("} and any(t.low in saying for t in nearby):
        return True
    return any(w in saying for w in before[-6:]) and bool(name.roles or name.nations or name.ties)


def _source_speakers(home: SourceSentence, context: Context) -> list[tuple[SourceSentence, Name]]:
    """Return who can be speaking: named in the sentence, else in its paragraph, else before it."""
    sentences = context.source.sentences
    mine = _speakers_in(home)
    if mine is not None:
        return mine
    index = home.number
    same_paragraph = [
        s
        for s in sentences[max(0, index - 4) : index + 4]
        if s.article == home.article
        and s.sentence.paragraph == home.sentence.paragraph
        and s is not home
    ]
    for sentence in sorted(same_paragraph, key=lambda s: (abs(s.number - index), s.number)):
        named = _speakers_in(sentence)
        if named:
            return named
    for sentence in reversed(sentences[max(0, index - 3) : index]):
        if sentence.article == home.article:
            people = [(sentence, n) for n in _outside(sentence) if not n.nation]
            if people:
                return people
    return []


def _speakers_in(sentence: SourceSentence) -> list[tuple[SourceSentence, Name]] | None:
    """Names that speak in a sentence; None when nobody, or a pronoun, does."""
    out = [(sentence, n) for n in _outside(sentence) if _says(sentence.reading, n)]
    return out or None


def _outside(sentence: SourceSentence) -> list[Name]:
    reading = sentence.reading
    return [
        n
        for n in reading.names
        if not any(q.start <= n.start - reading.offset < q.end for q in reading.quotes)
        and not n.adjective
    ]
