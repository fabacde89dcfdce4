"""Where sentences end inside one passage: `sentencex`'s cuts, mended for news prose.

Quotation marks, apostrophes and emphasis are hidden from `sentencex`, which otherwise never cuts
inside a pair of them; closing marks go back to the sentence that they close.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from unicodedata import combining

from sentencex import segment

from briefer import lang

MAX_SENTENCE = 2_000
"""Code points; a longer stretch without a sentence end is cut, at white space if there is any."""

_WINDOW = 600
"""Code points first given to `sentencex`, whose time grows with the square of a passage."""

_SPACES = re.compile(r"[^\S ]|[\x00\ufeff\u200b]")
_QUOTE_MARKS = re.compile(r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])[ \t]*(?:>[ \t]*)+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")

_DOUBLE = '"“”„‟«»「」『』'
_HIDDEN = re.compile(f"[{_DOUBLE}*‘]")
_HIDDEN_AT_EDGES = re.compile(r"['’_](?:(?!\w)|(?<!\w.))")
_APOSTROPHE = re.compile(r"['’]")
_ANY_MARK = re.compile(f"[{_DOUBLE}*‘'’_]")
_OPENERS = "\"“„‟«»「『‘'([*_¿¡"
_CLOSERS = "\"'”’»“«」』)]}*_⁰¹²³⁴⁵⁶⁷⁸⁹"
_CLOSING_ONLY = "”’»」』)]}⁰¹²³⁴⁵⁶⁷⁸⁹"

_FOOTNOTES = re.compile(r"(?:\[\d{1,3}\])+\Z")

_HOUR = re.compile(r"\b[ap]\.? ?m\.$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_INNER = re.compile(r"\S")
_UTTERED = re.compile(r"[?!…][\"'”’»]+$")
_DOUBLE_MARK = re.compile(f"[{_DOUBLE}]")
_JOINER = "\u200d"
_GLUE = _JOINER + "\ufe0e\ufe0f"
_ONLY_A_NUMBER = re.compile(r"\W*\d{1,3}[.)]\Z")
_INITIAL = re.compile(r"(?:^|[\s.(\-])[^\W\d_]\.$")
_WIDE_STOPS = "。！？…．」』"
_POINTS = "．."
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_KHMER_STOP = re.compile("[។៕]")
_BREAK = re.compile(
    "(?<=[\u0e01-\u0e45\u0e47-\u0e4e\u0e81-\u0ec4\u0ec8-\u0ecd]) +"
    "(?=[\u0e01-\u0e2e\u0e40-\u0e44\u0e81-\u0eae\u0ec0-\u0ec4])"
)
"""A space between two words of Thai or Lao, which have no full stop: sentences end at spaces, and
so do clauses; none at figures, Latin letters and marks of repetition."""

_SHORTEST_PHRASE = 40
"""Code points of Thai or Lao, about ten words, from which a space ends a sentence."""

_ATTRIBUTION_WORDS = 9
_BRACKETED_WORDS = 3
_QUOTED_WORDS, _EMBEDDED_WORDS = 2, 4
"""Words on each side that a cut inside a quotation needs; more when it is a title or a phrase."""


@dataclass(frozen=True, slots=True)
class _Habits:
    """What a language's abbreviations look like, as patterns; None where it has none.

    ``missed`` finds stops that `sentencex` passes over, ``ordinal`` a number whose point makes it
    one, ``title`` a title with its point, ``number`` an abbreviation before a number.
    """

    missed: re.Pattern[str]
    ordinal: re.Pattern[str] | None
    title: re.Pattern[str] | None
    number: re.Pattern[str]
    after_hour: frozenset[str]
    reporting_verbs: frozenset[str]
    letter_ends: bool


@lru_cache(maxsize=64)
def _habits(language: str) -> _Habits:
    known = lang.language(language)
    ending = "".join(rf"|(?<=\b{word}\.)" for word in known.unlike_abbreviations)
    time = (known.months, known.months_short, known.weekdays)
    return _Habits(
        missed=re.compile(
            r"[.!?…](?:[\"'”’»]?[)\]]+|(?<=\w…)[\"”’»*_]*"
            rf"|(?:(?!){ending})[\"'”’»]*) +(?=[\"“„«‘'(*_]*[^\W\d_])"
        ),
        ordinal=re.compile(rf"\b(?:{known.before_ordinal}) \d{{1,3}}\.$", re.IGNORECASE)
        if known.before_ordinal
        else None,
        title=re.compile(rf"\b(?:{'|'.join(sorted(known.abbreviated_titles))})\.$")
        if known.abbreviated_titles
        else None,
        number=re.compile(rf"\b(?:{'|'.join(sorted(known.before_number))})\.$", re.IGNORECASE),
        after_hour=known.time_zones.union(*time),
        reporting_verbs=known.reporting_verbs,
        letter_ends=known.letter_ends_sentence,
    )


def flatten(passage: str) -> str:
    """Return the passage, equally long, on one line: white space, NUL and quote marks as spaces.

    Lone surrogates become U+FFFD, so that the text can leave Python.
    """
    if passage.isprintable():  # as most are: of white space only the space itself is printable
        return passage
    flat = _QUOTE_MARKS.sub(lambda mark: " " * len(mark[0]), passage)
    return _SURROGATE.sub("\ufffd", _SPACES.sub(" ", flat))


def sentence_spans(flat: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of a flattened passage, in order, without outer spaces.

    Raises nothing for any text; an unknown language is cut as English is.
    """
    at = _skip_spaces(flat, 0)
    while at < len(flat):
        spans: list[tuple[int, int]] = []
        for size in (_WINDOW, MAX_SENTENCE):
            window = flat[at : at + size]
            spans = list(_window_spans(window, language))
            if at + size >= len(flat):
                break
            # What follows the window may belong to its last sentence.
            spans = spans[:-1]
            if spans:
                break
        for start, end in spans or [(0, _emergency_cut(flat, at) - at)]:
            yield at + start, at + end
            last = at + end
        at = _skip_spaces(flat, last)


def _window_spans(flat: str, language: str) -> Iterator[tuple[int, int]]:
    """Cut a window that begins with a visible character."""
    hidden = _without_marks(flat)
    found = set(accumulate(map(len, segment(language, hidden))))
    if not flat.isascii():
        found |= {match.end() for match in _KHMER_STOP.finditer(flat)}
    found |= {
        match.end()
        for match in _habits(language).missed.finditer(flat)
        if _really_missed(flat, match)
    }
    ends = sorted({_sentence_end(flat, hidden, cut) for cut in found} | {len(flat)})
    cuts = [0]
    for end, following in pairwise(ends):
        if end > cuts[-1] and not _joined(flat, cuts[-1], end, following, language):
            cuts.append(end)
    cuts = _outside_short_quotations(flat, cuts)
    if not _WORD.search(flat, cuts[-1]):
        cuts = cuts[:-1] or cuts
    for start, end in pairwise([*cuts, len(flat)]):
        yield from _phrases(flat, _skip_spaces(flat, start), len(flat[:end].rstrip()))


def _phrases(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence's span, or those between the spaces of one in Thai or Lao."""
    for space in () if flat.isascii() else _BREAK.finditer(flat, start, end):
        if space.start() - start >= _SHORTEST_PHRASE and end - space.end() >= _SHORTEST_PHRASE:
            yield start, space.start()
            start = space.end()
    yield start, end


def _without_marks(flat: str) -> str:
    """Return the text, equally long, with the marks that `sentencex` must not see hidden."""
    if not _ANY_MARK.search(flat):
        return flat
    return _APOSTROPHE.sub("x", _HIDDEN_AT_EDGES.sub(" ", _HIDDEN.sub(" ", flat)))


def _emergency_cut(flat: str, at: int) -> int:
    """Return where to end a sentence from ``at`` that is too long: never inside a character."""
    half, cut = at + MAX_SENTENCE // 2, at + MAX_SENTENCE
    space = flat.rfind(" ", half, cut)
    if space > 0:
        return at + len(flat[at:space].rstrip())
    while cut > half and (combining(flat[cut]) or flat[cut] in _GLUE or flat[cut - 1] == _JOINER):
        cut -= 1
    return cut


def _sentence_end(flat: str, hidden: str, cut: int) -> int:
    """Move a cut back behind the stop and on behind the marks that close the sentence."""
    end = len(hidden[:cut].rstrip(" "))
    while end < len(flat) and flat[end] in _CLOSERS:
        opens = flat[end] not in _CLOSING_ONLY and flat[end + 1 : end + 2].isalnum()
        if opens and not _closes_wide(flat, end):
            break
        end += 1
    after = _skip_spaces(flat, end)
    if flat[after : after + 1] == "»" and not flat[after + 1 : after + 2].isalnum():
        end = after + 1
    return end if flat[end:].strip() else len(flat)


def _closes_wide(flat: str, at: int) -> bool:
    """Whether a straight mark closes before a script that puts no space behind it."""
    wide = flat[at - 1 : at] in _WIDE_STOPS or _UNSPACED.match(flat, at + 1)
    return flat[at] == '"' and bool(wide) and flat.count('"', 0, at) % 2 == 1


def _skip_spaces(flat: str, at: int) -> int:
    while at < len(flat) and flat[at] == " ":
        at += 1
    return at


def _really_missed(flat: str, match: re.Match[str]) -> bool:
    """Whether a stop that `sentencex` passes over ends a sentence: "(See below.) Then ..."."""
    if not flat[match.end() :].lstrip(_OPENERS)[:1].isupper():
        return False
    if ")" not in match[0] and "]" not in match[0]:
        return True
    opened = max(flat.rfind("(", 0, match.start()), flat.rfind("[", 0, match.start()))
    return len(flat[opened + 1 : match.start()].split()) >= _BRACKETED_WORDS


def _joined(flat: str, start: int, end: int, following: int, language: str) -> bool:
    """Whether the cut at ``end``, after a sentence from ``start``, is none.

    ``following`` is the next cut, or the end of the text.
    """
    before = flat[start:end]
    after = flat[end:following].lstrip()
    word = _WORD.search(after)
    said = before.rstrip()
    if said.endswith("]"):
        said = _FOOTNOTES.sub("", said)
    last = said.rstrip(_CLOSERS)[-1:]
    if last.isalnum() or last == "," or _in_word(flat, said, end):
        return True
    if not _WORD.search(before) or _ONLY_A_NUMBER.match(before) or after.startswith("-"):
        return True
    if not word:
        return False
    return (
        (bool(_INNER.match(flat[end : end + 1])) and _in_address(flat, start, end))
        or _goes_on_in_lower_case(before, word[0])
        or _is_abbreviation(before, after, word[0], language)
        or _is_attribution(before, after, language)
    )


def _in_word(flat: str, said: str, end: int) -> bool:
    """Whether a cut parts a quotation from its Korean particle, or a full-width decimal."""
    if said[-1:] in _CLOSERS and _HANGUL.match(flat, end):
        return True
    return said[-1:] in _POINTS and said[-2:-1].isdigit() and flat[end : end + 1].isdigit()


def _in_address(flat: str, start: int, end: int) -> bool:
    """Whether a cut without white space falls into a web or mail address."""
    left = flat.rfind(" ", start, end) + 1
    right = flat.find(" ", end)
    token = flat[left : right if right >= 0 else len(flat)]
    return "://" in token or "@" in token or "www." in token


def _goes_on_in_lower_case(before: str, word: str) -> bool:
    """Lower case goes on, unless the name is written so (iPhone) or the whole text is."""
    if not word[0].islower() or any(char.isupper() for char in word):
        return False
    first = _WORD.search(before)
    return first is None or not first[0][0].islower()


def _is_abbreviation(before: str, after: str, word: str, language: str) -> bool:
    tail = before[-24:]
    habits = _habits(language)
    if _HOUR.search(tail):
        return word.lower() in habits.after_hour
    if after[0].isdigit() and habits.number.search(tail):
        return True
    if habits.ordinal is not None and habits.ordinal.search(tail):
        return True
    if habits.title is not None and habits.title.search(tail):
        return True
    return not habits.letter_ends and bool(_INITIAL.search(tail)) and word[0].isupper()


def _is_attribution(before: str, after: str, language: str) -> bool:
    """Whether a quoted question or cry is followed by who uttered it: "Why?" Smith asked."""
    if before.endswith("」") and after.startswith(("と", "って")):
        return True
    if after[0] in _DOUBLE or not _UTTERED.search(before[-4:]):
        return False
    words = [word.lower() for word in _WORD.findall(after)]
    return len(words) <= _ATTRIBUTION_WORDS and not _habits(language).reporting_verbs.isdisjoint(
        words
    )


def _outside_short_quotations(flat: str, cuts: list[int]) -> list[int]:
    """Drop cuts inside a quotation that leave too few of its words on a side."""
    quotations = _quotations(flat)
    if not quotations:
        return cuts
    kept = cuts[:1]
    for cut, following in pairwise([*cuts[1:], len(flat)]):
        opened, closed = quotations[max(0, bisect_left(quotations, (cut, 0)) - 1)]
        if opened < cut < closed:
            embedded = flat[:opened].rstrip()[-1:].isalnum()
            least = _EMBEDDED_WORDS if embedded else _QUOTED_WORDS
            left = _WORD.findall(flat, max(opened, kept[-1]), cut)
            right = _WORD.findall(flat, cut, min(closed, following))
            if min(len(left), len(right)) < least:
                continue
        kept.append(cut)
    return kept


def _quotations(flat: str) -> list[tuple[int, int]]:
    """Return the spans between double quotation marks that pair up, in order."""
    spans = []
    opened: int | None = None
    for match in _DOUBLE_MARK.finditer(flat):
        at = match.start()
        if _opens(flat, at, already=opened is not None):
            opened = at
        elif opened is not None:
            spans.append((opened, at))
            opened = None
    return spans


def _opens(flat: str, at: int, *, already: bool) -> bool:
    """Marks are told apart by their neighbours; by their shape only between two spaces."""
    space_before = not flat[at - 1 : at].strip(" ([{—–-/") if at else True
    word_after = flat[at + 1 : at + 2].isalnum()
    if space_before and word_after:
        return True
    if not space_before:
        return False
    mark = flat[at]
    return not already if mark == '"' else mark in "“«„‟「『"
