"""Quotations by their speakers, as an article prints them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefer import lang
from briefer.analysis.entities import read_names
from briefer.checks.mentions import located
from briefer.model import Quotation

if TYPE_CHECKING:
    from briefer.analysis.entities import Name
    from briefer.analysis.tokens import Word
    from briefer.checks import Source, SourceSentence

_GENERIC = lang.every_language().generic
_OFFICES = lang.every_language().offices

LEAST_WORDS = 4
"""Fewer words between quotation marks are a term or a title, and no quotation to print."""
_QUOTED = re.compile(
    r"“([^“”]+)”|\"([^\"]+)\"|«\s?([^«»]+?)\s?»|»([^»«]+)«|„([^„“”]+)[“”]"
    r"|(?<![^\W_])‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]+")
_SAYING = lang.every_language().reporting_verbs | lang.every_language().source_markers
_GENITIVE = lang.every_language().genitive_words
_ADDRESSING = lang.every_language().addressing_verbs
_PRONOUNS = lang.every_language().speakers
_NEAR = 3
_CLAUSE = 12
_ENDS = frozenset(".!?;:")


class _Quoted(NamedTuple):
    """A quotation in its paragraph: where its words are, and the sentences it touches."""

    start: int
    end: int
    sentences: list[SourceSentence]


def attributed_quotations(source: Source, article: int) -> tuple[Quotation, ...]:
    """Return the quotations of four words or more in an article of a source, in reading order.

    A quotation may run over several sentences of a paragraph; its evidence is the first. The
    speaker is who is said to speak beside the quotation; behind *he said* or *she said*, the one
    person who was named shortly before, if it was only one; beside nothing of the kind, the one
    speaker that the paragraph has. Otherwise it is None: nobody is guessed.
    """
    text = source.documents[article - 1].article.text
    if not _QUOTED.search(text):
        return ()
    people = _named_persons(source, article)
    paragraphs: dict[int, list[SourceSentence]] = {}
    for sentence in source.within({article}):
        if sentence.sentence.kind != "heading":
            paragraphs.setdefault(sentence.sentence.paragraph, []).append(sentence)
    found: list[Quotation] = []
    before: list[SourceSentence] = []
    for sentences in paragraphs.values():
        quotes = _quotes(text, sentences)
        speakers = [_speaker(each, source, people, quotes, before + sentences) for each in quotes]
        known = {name for name in speakers if name}
        for quote, name in zip(quotes, speakers, strict=True):
            said = text[quote.start : quote.end]
            if len(_WORD.findall(said)) < LEAST_WORDS:
                continue
            speaker = name if name is not None else (next(iter(known)) if len(known) == 1 else "")
            found.append(Quotation(said, speaker or None, quote.sentences[0].evidence()))
        before = sentences
    return tuple(found)


def _quotes(text: str, sentences: list[SourceSentence]) -> list[_Quoted]:
    """Return the quotations of a paragraph, with the sentences that each touches."""
    start, end = sentences[0].sentence.start, sentences[-1].sentence.end
    out = []
    for match in _QUOTED.finditer(text, start, end):
        group = match.lastindex or 1
        a, b = match.span(group)
        touched = [s for s in sentences if s.sentence.start < match.end() and a < s.sentence.end]
        if touched:
            out.append(_Quoted(a, b, touched))
    return out


def _speaker(
    quote: _Quoted,
    source: Source,
    people: frozenset[str],
    quotes: list[_Quoted],
    context: list[SourceSentence],
) -> str | None:
    """Return who is said to speak a quotation; "" when somebody is who cannot be told."""
    if len(quote.sentences) == 1:
        tokens, named = quote.sentences[0].words, quote.sentences[0].reading.names
    else:
        tokens = [word for sentence in quote.sentences for word in sentence.words]
        named = read_names(tokens, quote.sentences[0].language, source.known)
    inside = [(q.start, q.end) for q in quotes]
    names = [n for n in named if _may_speak(n, tokens, inside)]
    best: tuple[int, str] | None = None
    for index, token in enumerate(tokens):
        if token.low not in _SAYING or _within(token.start, inside):
            continue
        gap = token.start - quote.end if token.start >= quote.end else quote.start - token.end
        if best is not None and gap >= best[0]:
            continue
        who = _subject(index, tokens, names, inside, people)
        if who == _PRONOUN:
            best = gap, _only_person(context, quote, token.start, people)
        elif who is not None:
            best = gap, who
    return None if best is None else best[1]


_PRONOUN = "\0"
_OFFICE = 5


def _within(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= position < b for a, b in spans)


def _may_speak(name: Name, tokens: list[Word], inside: list[tuple[int, int]]) -> bool:
    return not (
        name.adjective or name.nation or _within(name.start, inside) or located(tokens, name.first)
    )


def _subject(
    verb: int,
    tokens: list[Word],
    names: list[Name],
    inside: list[tuple[int, int]],
    people: frozenset[str],
) -> str | None:
    """Return the name, or the mark for a pronoun, that is the subject of a verb of saying.

    It stands right before the verb ("Lind said", "Lind, who runs the port, said"), or behind it
    ("said Lind", "said the port's director, Asta Lind").
    """
    addresses = tokens[verb].low in _ADDRESSING
    here = tokens[verb - 1] if verb else None
    after = tokens[verb + 1] if verb + 1 < len(tokens) else None
    for token in (here, after):
        if token is not None and token.low in _PRONOUNS and not _within(token.start, inside):
            return _PRONOUN
    behind = [
        n
        for n in names
        if verb < n.first <= verb + _CLAUSE
        and not _broken(tokens[verb + 1 : n.first], comma=bool(n.roles))
    ]
    before = [n for n in names if verb - _CLAUSE <= n.last < verb and _leads(n, tokens, verb)]
    if before:
        return _named(before[-1])
    if behind and not addresses:
        return _named(next((n for n in behind if n.key in people), behind[0]))
    return None


def _named(name: Name) -> str:
    """Return a name without an office written as part of it, as German does."""
    first, _, rest = name.text.partition(" ")
    office = first.lower()
    if " " in rest and any(office.endswith(role) for role in _OFFICES if len(role) >= _OFFICE):
        return rest
    return name.text


def _leads(name: Name, tokens: list[Word], verb: int) -> bool:
    """Whether a name before a verb is its subject: beside it, or with an inset between commas."""
    between = tokens[name.last + 1 : verb]
    if len([t for t in between if t.kind != "p"]) < _NEAR:
        return not _broken(between, comma=True)
    return bool(between) and between[0].text == "," and between[-1].text == ","


def _broken(between: list[Word], *, comma: bool) -> bool:
    """Return whether a sentence or a clause ends, or a quotation stands, among some words."""
    marks = [t.text for t in between if t.kind == "p"]
    if any(mark in _ENDS or mark in '“”"«»„‘' for mark in marks):
        return True
    return "," in marks and not comma


def _only_person(
    context: list[SourceSentence], quote: _Quoted, at: int, people: frozenset[str]
) -> str:
    """Return the one person named before a pronoun, in its paragraph or the one before; else ""."""
    found: dict[str, str] = {}
    mine = quote.sentences[0].sentence.paragraph
    for paragraph in (mine, mine - 1):
        here = [s for s in context if s.sentence.paragraph == paragraph and s.sentence.start < at]
        for sentence in here:
            for name in sentence.reading.names:
                if name.start < at and name.key in people and not _attached(name, sentence.words):
                    found.setdefault(name.key, _named(name))
        if found:
            break
    return next(iter(found.values())) if len(found) == 1 else ""


def _attached(name: Name, tokens: list[Word]) -> bool:
    """Whether a name only says whose or of what something is: "Lind's firm", "mayor of Kelm"."""
    return (
        tokens[name.last].text.endswith(("'s", "’s"))
        or (name.first > 0 and tokens[name.first - 1].low in _GENITIVE)
        or located(tokens, name.first)
    )


def _named_persons(source: Source, article: int) -> frozenset[str]:
    """Return the keys of those who look like persons: first name and surname, or an office."""
    return frozenset(
        name.key
        for sentence in source.within({article})
        for name in sentence.reading.names
        if not name.nation
        and not set(name.parts) & _GENERIC
        and (name.roles or len(name.parts) in _FULL)
        and not _attached(name, sentence.words)
    )


_FULL = frozenset({2, 3})
"""Words in a full name."""
