"""Words of a sentence, folded so that forms of one word compare equal.

Inflections are brought together by a stemmer; what it would throw together although a reader
keeps it apart (*important* and *imports*) is listed with the language.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

import Stemmer

from briefer import lang
from briefer.analysis.numerals import DIGITS, read_digits

if TYPE_CHECKING:
    from collections.abc import Callable

_COUNTRIES = lang.every_language().countries
_SEATS = lang.every_language().seats

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[^\w\s]|_"
)
_MIN_STEM = 3
_SECOND_WORDS = frozenset(name.split()[1] for name in _COUNTRIES if name.count(" ") == 1)


class Word(NamedTuple):
    """One token: its span, text, folded form and stem. ``kind`` is w(ord), n(umber), p(unct).

    ``content``: it is a number, or a word that is no function word.
    """

    start: int
    end: int
    text: str
    low: str
    stem: str
    kind: str
    content: bool


@lru_cache(maxsize=64)
def _folder(language: str) -> Callable[[str], tuple[str, str, str, bool]]:
    """Return what folds the tokens of a language, and remembers what it folded."""
    return lru_cache(maxsize=16_384)(partial(_fold, language))


def _fold(language: str, text: str) -> tuple[str, str, str, bool]:
    """Return a token's folded form, stem, kind, and whether it carries content."""
    first = text[0]
    if first.isdecimal():
        if not DIGITS.fullmatch(text):
            return text, text, "n", True
        return text, f"#{read_digits(text, language)[0]:g}", "n", True
    if not first.isalpha():
        return text, text, "p", False
    low, root = _fold_word(text, language)
    content = bool(root) and len(low) > 1 and low not in lang.language(language).stop
    return low, root, "w", content


def _fold_word(text: str, language: str) -> tuple[str, str]:
    low = text.lower().replace("’", "'")
    low = low.removesuffix("'s")
    if low.endswith(".") and low.count(".") > 1:
        low = low.replace(".", "")
    if text[0].isupper() and (low != "us" or text.upper() == text):
        code = lang.language(language).countries.get(low) or _COUNTRIES.get(low)
        if code is not None:
            return low, f"@{code}"
    value = lang.language(language).number_words.get(low, 1)
    if value != 1:
        return low, f"#{value:g}"
    return low, stem(low, language)


@lru_cache(maxsize=16_384)
def stem(low: str, language: str = "en") -> str:
    """Return the form that inflections of a lower-case word share.

    Irregular forms are brought to their base first; then a stemmer of the Snowball project cuts
    the ending (Porter, 2001, "Snowball: a language for stemming algorithms"). A word of a
    language that it has none for stays as it is.
    """
    known = lang.language(language)
    if (own := known.stems.get(low)) is not None:
        return own
    stemmer = _stemmer(known.english_name)
    if stemmer is None:
        return low
    base = known.irregular.get(low) or known.irregular.get(low.removesuffix("s"), low)
    try:
        root: str = stemmer.stemWord(base)
    except UnicodeEncodeError:  # a lone surrogate, of which no word is made
        return low
    for ending, other in known.stem_spellings:
        if root.endswith(ending) and len(root) - len(ending) >= _MIN_STEM:
            return root.removesuffix(ending) + other
    return root


@lru_cache(maxsize=64)
def _stemmer(name: str) -> Stemmer.Stemmer | None:
    # Words are remembered in ``stem``, not in the stemmer.
    return Stemmer.Stemmer(name, 0) if name in Stemmer.algorithms() else None


@lru_cache(maxsize=64)
def elision_of(language: str) -> re.Pattern[str] | None:
    """Return the pattern of a word joined to the next by an apostrophe: *l'*, *qu'*."""
    elided = lang.language(language).elided
    if not elided:
        return None
    return re.compile(rf"(?:{'|'.join(sorted(elided))})['’](?=\w)", re.IGNORECASE)


def words(text: str, language: str = "en", offset: int = 0) -> list[Word]:
    """Cut a text into words, numbers and punctuation marks.

    Args:
        text: any text.
        language: two-letter code; steers stemming and elision.
        offset: added to every span.
    """
    elision = elision_of(language)
    fold = _folder(language)
    new = tuple.__new__  # half the time of calling the class, and there are many words
    out: list[Word] = []
    end = 0
    for found in _TOKEN.findall(text):
        token = found
        at = text.index(token, end)  # only white space stands between two tokens
        end = at + len(token)
        begin = at + offset
        if elision is not None and (cut := elision.match(token)):
            head = token[: cut.end()]
            out.append(Word(begin, begin + len(head), head, head.lower(), "", "w", content=False))
            begin += len(head)
            token = token[len(head) :]
        low, root, kind, content = fold(token)
        if low in _SECOND_WORDS and out and (code := _COUNTRIES.get(f"{out[-1].low} {low}")):
            out[-1] = out[-1]._replace(stem=f"@{code}")
            root = f"@{code}"
        out.append(new(Word, (begin, begin + len(token), token, low, root, kind, content)))
    return out


def alike(stem_: str) -> tuple[int, ...]:
    """Return the numbers of the groups of like meaning that an English stem is in."""
    return _ALIKE_STEMS.get(stem_, ())


_ALIKE_STEMS: dict[str, tuple[int, ...]] = {}
for _word, _groups in lang.language("en").like_groups.items():
    _root = stem(_word)
    _ALIKE_STEMS[_root] = (*_ALIKE_STEMS.get(_root, ()), *_groups)
_CODES = {code: 1_000 + number for number, code in enumerate(sorted(set(_COUNTRIES.values())))}
for _code, _group in _CODES.items():
    _ALIKE_STEMS[f"@{_code}"] = (_group,)
for _seat, _code in _SEATS.items():
    _root = stem(_seat)
    _ALIKE_STEMS[_root] = (*_ALIKE_STEMS.get(_root, ()), _CODES[_code])
