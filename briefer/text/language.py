"""A guess at the language of a text, from its commonest words."""

from __future__ import annotations

import re
from collections import Counter

_COMMON = {
    "en": "the of and to in that is was for on with as his by at from it be are has had not",
    "de": "der die und den von zu das mit sich des auf für ist im dem nicht ein eine als auch",
    "fr": "le la les et des en un une du est que dans qui par pour au sur pas avec ont aux",
    "es": "el la los las de y en que del un una por con para es se su al como más fue",
    "it": "il di che la e in un per non una del della con sono da le si dei nel alla",
    "nl": "de het een van en in is dat op te zijn voor met niet aan er om ook als bij",
    "pt": "o os de que e do da em um para com não uma na no por mais dos foi ao",
    "sv": "och att det i en som är av för på den med till inte om har de ett var från",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4_000


def guess_language(text: str) -> str:
    """Return a two-letter code; ``en`` when nothing speaks for another language."""
    counts = Counter(word.lower() for word in _WORD.findall(text[:_SAMPLE]))
    scores = {
        language: sum(counts[word] for word in words) for language, words in _WORDS.items()
    }
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > scores["en"] else "en"
