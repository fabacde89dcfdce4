"""Whether a sentence begins with a pronoun for somebody or something named before it."""

from __future__ import annotations

import re
from functools import lru_cache

from briefer import lang


def leans(text: str, language: str) -> bool:
    """Return whether a text's first word is a pronoun whose noun stands in an earlier one.

    Quotation marks before it do not count; neither do openers such as *there is*.
    """
    leaning, free = _openers(language)
    first = re.search(r"\w.*", text, re.DOTALL)
    return first is not None and bool(leaning.match(first[0])) and not free.match(first[0])


@lru_cache(maxsize=64)
def _openers(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = lang.language(language)
    other = known.article_forms | known.standing_prepositions | known.place_prepositions
    pronouns = "|".join(map(re.escape, sorted(known.leaning_pronouns - other))) or "(?!)"
    free = "|".join(known.free_openers) or "(?!)"
    return (
        re.compile(rf"(?:{pronouns})\b", re.IGNORECASE),
        re.compile(rf"(?:{free})\b", re.IGNORECASE),
    )
