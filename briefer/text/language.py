"""A guess at the language of a text: from its script, or from its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from briefer.lang import commonest_words
from briefer.model import Article

_TELLING = frozenset[str]().union(*commonest_words().values())
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_WORD = re.compile("[a-z]+")
_SAMPLE = 4_000
_BASE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*\Z")
_SHORT = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it",
    "nld": "nl", "dut": "nl", "por": "pt", "swe": "sv", "pol": "pl", "jpn": "ja", "kor": "ko",
    "zho": "zh", "chi": "zh", "rus": "ru", "ara": "ar", "heb": "he", "ell": "el", "gre": "el",
    "hin": "hi", "tha": "th", "lao": "lo", "khm": "km",
}  # fmt: skip
"""The two-letter codes of those that ISO 639-2 gives three letters, terminological or other."""

_SCRIPTS = {
    "ja": "\u3040-\u30ff\u31f0-\u31ff",
    "ko": "\u1100-\u11ff\uac00-\ud7af",
    "zh": "\u3400-\u4dbf\u4e00-\u9fff",
    "ru": "\u0400-\u052f",
    "ar": "\u0600-\u06ff\u0750-\u077f",
    "he": "\u0590-\u05ff",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "hi": "\u0900-\u097f",
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "km": "\u1780-\u17ff",
}
_SCRIPT = {language: re.compile(f"[{ranges}]") for language, ranges in _SCRIPTS.items()}
_ANY_SCRIPT = re.compile(f"[{''.join(_SCRIPTS.values())}]")
_KANA_SHARE = 0.1
"""Japanese is written with Chinese characters too; kana tell it from Chinese."""


def guess_language(text: str) -> str:
    """Return a two-letter code; ``en`` when nothing speaks for another language.

    Reads the first 4,000 code points. A script stands for the language that most text in it is
    written in: Cyrillic for ``ru``, Arabic for ``ar``, Devanagari for ``hi``.
    """
    return _guess(text[:_SAMPLE])


@lru_cache(maxsize=32)  # cutting an article into sentences and checking its claims both ask
def _guess(sample: str) -> str:
    if sample.isascii():
        return _by_words(_ASCII_WORD.findall(sample.lower()))
    words = _WORD.findall(sample)
    in_script = _by_script(sample, sum(map(len, words))) if _ANY_SCRIPT.search(sample) else None
    return in_script or _by_words(list(map(str.lower, words)))


def base_language(tag: str | None) -> str | None:
    """Return the language of a tag (``de`` of ``de-AT``), or None when it is no language tag.

    It has two letters, or three where ISO 639 has no shorter code.
    """
    match = _BASE.match(tag.strip()) if tag else None
    if match is None:
        return None
    language = match[1].lower()
    return _SHORT.get(language, language)


def article_language(article: Article) -> str:
    """Return an article's language: the one it declares, or what its body looks like.

    Whoever wants to know an article's language asks here.
    """
    declared = base_language(article.language)
    return declared or guess_language(article.text[article.body_start :])


def _by_script(sample: str, letters: int) -> str | None:
    counts = {language: len(script.findall(sample)) for language, script in _SCRIPT.items()}
    if counts["ja"] > _KANA_SHARE * counts["zh"]:
        counts["ja"] += counts.pop("zh")
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > letters / 2 else None


def _by_words(words: list[str]) -> str:
    counts = Counter(filter(_TELLING.__contains__, words))
    scores = {
        language: sum(counts[word] for word in common.intersection(counts))
        for language, common in commonest_words().items()
    }
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > scores["en"] else "en"
