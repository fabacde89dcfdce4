"""Quotations by their speakers, as an article prints them."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from briefer import lang
from briefer.analysis.entities import read_names
from briefer.checks.mentions import located
from briefer.model import Quotation

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_ARTICLES = lang.every_language().inset_articles
_TITLES = lang.every_language().titles
_POINTING = lang.every_language().pronouns
_DEEDS = lang.every_language().act_joints - lang.every_language().conjunctions
_DEEDS -= lang.every_language().article_forms
"""Words behind an office with which begins what somebody did in it."""
_PARTS = _TITLES | _OFFICES.keys()
_NEAR = 3
_INSET = 6
"""Words of an inset that tells who somebody is; more are a story."""
_CLAUSE = 12
_ENDS = frozenset(".!?;:")
_MOST_QUOTED = 150
"""Quotations of one paragraph, of which an article has a few."""


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
    return tuple(
        Quotation(said, speaker or None, quote.sentences[0].evidence())
        for paragraph in _paragraphs(source, article)
        for quote, speaker in paragraph
        if len(_WORD.findall(said := text[quote.start : quote.end])) >= LEAST_WORDS
    )


def whole_quotations(source: Source, article: int) -> tuple[Quotation, ...]:
    """Return the quotations of an article as they were spoken, with who the speakers are.

    What is broken off to say who speaks ("I do not need him to sit," he said. "I need the money.")
    is one quotation: the second half often turns the sense of the first. A comma before the break
    ends a sentence where another begins. The speaker is named in full, with the office or part in
    which the article introduces him or her.
    """
    text = source.documents[article - 1].article.text
    if not _QUOTED.search(text):
        return ()
    introduced = _introduced(source, article)
    found = []
    for paragraph in _paragraphs(source, article):
        runs: list[list[tuple[_Quoted, str]]] = []
        for quote, speaker in paragraph:
            last = runs[-1][-1] if runs else None
            if last is not None and last[1] == speaker and _go_on(last[0], quote, text):
                runs[-1].append((quote, speaker))
            else:
                runs.append([(quote, speaker)])
        for run in runs:
            said = _joined([text[quote.start : quote.end] for quote, _ in run])
            if len(_WORD.findall(said)) >= LEAST_WORDS:
                name, role = introduced.get(_surname(run[0][1]), (run[0][1], ""))
                role = role or _role_elsewhere(name, source, article)
                evidence = run[0][0].sentences[0].evidence()
                found.append(Quotation(said, name or None, evidence, role or None))
    return tuple(found)


def _paragraphs(source: Source, article: int) -> Iterator[list[tuple[_Quoted, str]]]:
    """Yield the quotations of each paragraph with their speakers, "" for one who is not told."""
    text = source.documents[article - 1].article.text
    if not _QUOTED.search(text):
        return
    people = _named_persons(source, article)
    paragraphs: dict[int, list[SourceSentence]] = {}
    for sentence in source.within({article}):
        if sentence.sentence.kind != "heading":
            paragraphs.setdefault(sentence.sentence.paragraph, []).append(sentence)
    before: list[SourceSentence] = []
    for sentences in paragraphs.values():
        quotes = _quotes(text, sentences)
        speakers = [_speaker(each, source, people, quotes, before + sentences) for each in quotes]
        known = {name for name in speakers if name}
        only = next(iter(known)) if len(known) == 1 else ""
        yield [
            (quote, only if name is None else name)
            for quote, name in zip(quotes, speakers, strict=True)
        ]
        before = sentences


def _go_on(one: _Quoted, other: _Quoted, text: str) -> bool:
    """Return whether nothing but who speaks stands between two quotations."""
    between = text[one.end : other.start]
    stops = [mark for mark in between if mark in _ENDS]
    return "\n" not in between and len(_WORD.findall(between)) <= _CLAUSE and len(stops) <= 1


def _joined(parts: list[str]) -> str:
    said = parts[0].strip()
    for part in parts[1:]:
        rest = part.strip()
        if said.endswith(",") and rest[:1].isupper():
            said = f"{said[:-1]}."
        said = f"{said} {rest}"
    return said


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold() if name else ""


def _introduced(source: Source, article: int) -> dict[str, tuple[str, str]]:
    """Return each person's full name and office or part, by surname, as an article has them."""
    found: dict[str, tuple[str, str]] = {}
    for sentence in source.within({article}):
        for name in sentence.reading.names:
            if name.nation or len(name.parts) > max(_FULL) or set(name.parts) & _GENERIC:
                continue
            key, full, role = _surname(name.text), _named(name), _role(name, sentence)
            known = found.get(key)
            if known is None:
                found[key] = full, role
            else:
                longer = full if len(full) > len(known[0]) else known[0]
                found[key] = longer, known[1] or role
    return found


def _role_elsewhere(name: str, source: Source, article: int) -> str:
    """Return the role in which another article introduces a person of the same full name."""
    if " " not in name:
        return ""
    for other in range(1, len(source.documents) + 1):
        if other != article and source.language_of(other) == source.language_of(article):
            full, role = _introduced(source, other).get(_surname(name), ("", ""))
            if role and full == name:
                return role
    return ""


def _role(name: Name, sentence: SourceSentence) -> str:
    """Return the office or part in which a sentence names a person: "the *district commissioner*".

    It stands right before the name ("*chief executive* Aksel Rind"), between commas behind it, or
    is what the person is *of*: "Greta Moll of the *Rail Workers' Federation*".
    """
    tokens = sentence.words
    first = name.first
    while first > 0 and tokens[first - 1].low in _PARTS:
        first -= 1
    start = next((at for at in range(first, name.last) if tokens[at].low not in _PARTS), name.last)
    offices = [at for at in range(first, start) if tokens[at].low in _OFFICES]
    if offices:
        if first > 0 and tokens[first - 1].low in _POINTING:
            return ""  # "his solicitor Mr Hale" is somebody's, and may be somebody else
        role = _words(sentence, first, offices[-1])  # a title behind it is none: "solicitor *Mr*"
        return role if lang.language(sentence.language).nouns_capitalised else role.lower()
    at = name.last + 1
    if at + 1 >= len(tokens):
        return ""
    if tokens[at].low in _GENITIVE:
        return _body(sentence, at + 1)
    return _inset(sentence, at + 1) if tokens[at].text == "," else ""


def _words(sentence: SourceSentence, first: int, last: int) -> str:
    offset = sentence.sentence.start
    return sentence.sentence.text[
        sentence.words[first].start - offset : sentence.words[last].end - offset
    ]


def _body(sentence: SourceSentence, at: int) -> str:
    """Return the name of a body that begins at a token, its article apart."""
    tokens = sentence.words
    start = at + 1 if tokens[at].low in _ARTICLES and at + 1 < len(tokens) else at
    end = start
    while end < len(tokens) and (tokens[end].text[0].isupper() or tokens[end].text in {"'", "’"}):
        end += 1
    return _words(sentence, start, end - 1) if end > start + 1 else ""


def _inset(sentence: SourceSentence, at: int) -> str:
    """Return an inset between commas that begins at a token, if it is an office or part."""
    tokens = sentence.words
    start = at + 1 if tokens[at].low in _ARTICLES and at + 1 < len(tokens) else at
    end = next((i for i in range(start, len(tokens)) if tokens[i].kind == "p"), len(tokens))
    inside = tokens[start:end]
    if not 0 < len(inside) <= _INSET or end == len(tokens) or tokens[end].text not in {",", "."}:
        return ""
    lows = [token.low for token in inside]
    head = next((i for i, low in enumerate(lows) if low in _GENITIVE), len(lows)) - 1
    has_part = any(low in _OFFICES for low in lows) or (head >= 0 and lows[head] in _TITLES)
    says = any(low in _SAYING or low in _PRONOUNS for low in lows)
    if not has_part or says:
        return ""
    last = max((i for i, low in enumerate(lows) if low in _OFFICES), default=len(lows) - 1)
    if last + 1 < len(lows) and lows[last + 1] in _DEEDS:
        return _words(sentence, start, start + last)  # "retired judge *who led the inquiry*"
    return _words(sentence, start, end - 1)


def _quotes(text: str, sentences: list[SourceSentence]) -> list[_Quoted]:
    """Return the quotations of a paragraph, with the sentences that each touches."""
    start, end = sentences[0].sentence.start, sentences[-1].sentence.end
    out = []
    for match in islice(_QUOTED.finditer(text, start, end), _MOST_QUOTED):
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
    at = bisect_right(spans, position, key=itemgetter(0)) - 1
    return at >= 0 and position < spans[at][1]


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
