"""Names that the source lacks: an unknown name is told from an ordinary word with a capital."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.entities import folded
from briefer.analysis.tokens import alike
from briefer.checks.findings import finding
from briefer.checks.mentions import is_spelling
from briefer.checks.rules.named import RETOLD, ClaimNames, against, finding_kind, rival_of
from briefer.text.vocabulary import WordSort, word_sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.analysis.entities import Name
    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.model import Finding, FindingLevel

_ENGLISH_STOP = lang.language("en").stop
_COUNTRIES = lang.every_language().countries
_SEATS = lang.every_language().seats
_GENERIC = lang.every_language().generic
_PARTICLES = lang.every_language().name_particles
_OFFICES = lang.every_language().offices
_TITLES = lang.every_language().titles
_REPORTING = lang.every_language().reporting_verbs
_IRREGULAR = lang.language("en").irregular
_NAME_ENDINGS = lang.every_language().name_endings
_NOBODIES = lang.every_language().nobodies
_SAME_NAMES = lang.every_language().same_names
_CHIEFS = lang.every_language().chiefs
_NO_NAMES = lang.every_language().common_acronyms | _TITLES | frozenset({*_OFFICES, *_CHIEFS})
"""Words that may have a capital for rank or as an acronym, and name nobody."""
_ACRONYM_MORE = 2
"""Letters that two forms of one acronym may differ by at the end: LGBT, LGBTQ."""
_INITIALS = 2
"""Letters that may be those of first names: *JD* Vance."""
_SHORT = 3
_ROOT = 4
"""Letters of the shortest name that another word is taken to be made of."""


def find_missing(name: Name, names: ClaimNames) -> Finding | None:
    """Return a finding on a name of which a telling part stands nowhere, in no guise."""
    context = names.context
    if name.nation:
        return _missing_country(name, names)
    if not _NOBODIES.isdisjoint(name.parts):
        return None
    absent = [t for t in telling(name, context) if not stands(t, context)]
    if not absent or context.spelled_out(name) or _glossed(name, context):
        return None
    key_absent = any(folded(t.low) == name.key for t in absent)
    if not key_absent and len(absent) < len(telling(name, context)):
        return None  # a first name that the source never gives
    sure = any(_is_name_like(t, context) for t in absent)
    if not sure and names.are_of_headline:
        return None
    if lang.language(context.claim.language).nouns_capitalised:
        sure = sure and len(name.parts) > 1 and key_absent
    return _absent(name, names, "unsupported" if sure else "doubt")


def find_stranger_before_title(name: Name, names: ClaimNames) -> Finding | None:
    """Return a finding on an absent word before a title inside a name, which is no first name.

    "Halmos MSP Liam McArthur" is Liam McArthur, and somebody or somewhere else before him.
    """
    context = names.context
    tokens = context.claim.tokens[name.first : name.last]
    inner = [at for at, t in enumerate(tokens) if at and _is_title(t)]
    if not inner:
        return None
    before = [t for t in telling(name, context) if t in tokens[: inner[-1]]]
    absent = [t for t in before if not stands(t, context)]
    if not absent:
        return None
    sure = any(_is_name_like(t, context) for t in absent)
    sure = sure and not lang.language(context.claim.language).nouns_capitalised
    return _absent(name, names, "unsupported" if sure else "doubt")


def _is_title(token: Word) -> bool:
    return token.low in _NO_NAMES or (token.text.isupper() and len(token.text) > _INITIALS)


def _absent(name: Name, names: ClaimNames, level: FindingLevel) -> Finding:
    """Return the finding for an absent name, with the name that has its place if there is one."""
    context = names.context
    if level != "doubt" and (rival := rival_of(name, names)) is not None:
        sentence, other, beside, kept = rival
        if beside and kept >= RETOLD:
            return against(name, sentence, other, context, "contradicted")
    kind = finding_kind(name, None, context)
    message = f"{name.text} is not in the source"
    return replace(finding(kind, message, context.span(name.start, name.end)), level=level)


def telling(name: Name, context: Context) -> list[Word]:
    """Return the words by which a name is known: no common ones, no titles or offices."""
    tokens = context.claim.tokens[name.first : name.last + 1]
    return [
        t
        for at, t in enumerate(tokens)
        if t.kind == "w"
        and not _is_head(tokens, at, context)
        and t.text[0].isupper()
        and folded(t.low) not in _GENERIC
        and t.low not in _PARTICLES
        and t.low not in _ENGLISH_STOP
        and t.low not in _NO_NAMES
        and len(t.low) > 1
    ]


def _is_head(tokens: Sequence[Word], at: int, context: Context) -> bool:
    """Whether a word is the noun of a compound that an acronym begins: "CDU-*Mitglieder*"."""
    if at < 2 or tokens[at - 1].text != "-" or not tokens[at - 2].text.isupper():  # noqa: PLR2004
        return False
    return lang.language(context.claim.language).nouns_capitalised


def stands(token: Word, context: Context) -> bool:
    """Tell that a word is in the source, as itself or in another form or spelling."""
    register, words = context.register, context.register.words
    low = folded(token.low)
    bare = token.text.replace(".", "")
    if (
        low in words
        or token.stem in context.source.by_stem
        or context.source.has_alike(token.stem)
        or f"{low}s" in words
        or (low.endswith("s") and low[:-1] in words)
        or any(low in group and not words.isdisjoint(group) for group in _SAME_NAMES)
    ):
        return True
    if bare.isupper() and len(bare) > 1:
        return _acronym_stands(bare, context)
    return (
        _is_two_words(low, words)
        or _derived(low, context)
        or any(is_spelling(low, word) for word in register.spelled_like(low))
    )


def _is_two_words(low: str, words: frozenset[str]) -> bool:
    """Tell that a word is two of the source's written as one."""
    return any(low[:at] in words and low[at:] in words for at in range(_SHORT, len(low) - 2))


def _acronym_stands(letters: str, context: Context) -> bool:
    """Tell that an acronym, or one with a letter or two more or less, stands or is spelled out."""
    low = letters.lower()
    for other in context.source.capitals:
        short, long = sorted((letters, other), key=len)
        if len(short) >= _SHORT and long.startswith(short) and (
            len(long) - len(short) <= _ACRONYM_MORE
        ):  # fmt: skip
            return True
    plural = len(letters) > 2 and letters.endswith("S") and letters[:-1] in context.source.capitals  # noqa: PLR2004
    return plural or any(low in s.initials for s in context.scope)


def _derived(low: str, context: Context) -> bool:
    """Tell that a word is made of one of the source's, or the other way round: Asia, Asian."""
    for ending in _NAME_ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= _ROOT:
            root = low[: -len(ending)]
            if context.register.has_root(root):
                return True
    return context.register.has_root(low)


def _is_name_like(token: Word, context: Context) -> bool:
    """Tell that an unknown word with a capital is a name, and no ordinary word of a title."""
    if token.text.isupper() and len(token.text) > 1:
        return True
    if "'" in token.low or "’" in token.low:
        return False
    sort = _sort(token.low)
    return sort == "name" or (sort == "rare" and not _is_ordinary(token, context))


def _sort(low: str) -> WordSort:
    """Return how a word is mostly written; a rare plural as its singular is."""
    sort = word_sort(low)
    if sort == "rare" and low.endswith("s"):
        return word_sort(low[:-3] + "y" if low.endswith("ies") else low[:-1])
    return sort


def _is_ordinary(token: Word, context: Context) -> bool:
    """Tell an ordinary word by what is known of the language, or by its ending."""
    low = token.low
    return (
        low in _IRREGULAR
        or low in lang.language(context.claim.language).sentence_openers
        or low in _OFFICES
        or low in _TITLES
        or bool(alike(token.stem))
        or low.endswith(lang.language(context.claim.language).ordinary_endings)
    )


def _glossed(name: Name, context: Context) -> bool:
    """Tell that the claim itself explains a name: "the Head of Household (HOH)"."""
    text = context.claim.text
    at = name.start - context.claim.offset
    return text[at - 1 : at] == "(" and text[name.end - context.claim.offset :][:1] == ")"


def _missing_country(name: Name, names: ClaimNames) -> Finding | None:
    """Return a finding on a country that no word of the source stands for."""
    context = names.context
    words = context.register.words
    lows = [t.low for t in context.claim.tokens[name.first : name.last + 1]]
    if any(context.register.has_root(folded(low)[:-1]) for low in lows if len(low) > _SHORT):
        return None
    if name.nation in _UNIONS or any(folded(low) in words for low in lows if len(low) > _SHORT):
        return None
    if any(_COUNTRIES.get(w) == name.nation or _SEATS.get(w) == name.nation for w in words):
        return None
    if rival_of(name, names) is not None:
        return _absent(name, names, "unsupported")
    # A nationality, or the country of a place that the source names, may be common knowledge.
    known = (name.adjective and not _is_of_things(name, context)) or _is_gloss(name, context)
    return _absent(name, names, "doubt" if known else "unsupported")


def _is_of_things(name: Name, context: Context) -> bool:
    """Tell a nationality of a common noun, which nobody knows by its name: "*Iranian* carriers"."""
    if any(name.first in other.nations.values() for other in context.claim.names):
        return False
    following = context.claim.tokens[name.last + 1 : name.last + 2]
    if not following or not following[0].text.islower() or following[0].kind != "w":
        return False
    low = following[0].low
    return low not in _ENGLISH_STOP and low not in _OFFICES and low not in _CHIEFS


def _is_gloss(name: Name, context: Context) -> bool:
    """Tell a country behind one of its places: "in Lahore, Pakistan"."""
    tokens = context.claim.tokens
    before = name.first - 1
    return before > 0 and tokens[before].text in {",", "("} and tokens[before - 1].text[0].isupper()


_UNIONS = frozenset({"EUR"})


def find_unknown_opener(name: Name, names: ClaimNames) -> Finding | None:
    """Return a finding on a lone capitalised word that opens a sentence, if it is a name."""
    context = names.context
    token = context.claim.tokens[name.first]
    if stands(token, context) or _is_ordinary(token, context):
        return None
    after = (
        context.claim.tokens[name.last + 1].low if name.last + 1 < len(context.claim.tokens) else ""
    )
    sort = _sort(token.low)
    if sort == "ordinary" or context.spelled_out(name) or _is_plural(token.low, after, context):
        return None
    owns = token.text.endswith(("'s", "’s"))
    sure = sort == "name" or owns or (after in _REPORTING and not token.low.endswith("s"))
    return _absent(name, names, "unsupported" if sure else "doubt")


def _is_plural(low: str, verb: str, context: Context) -> bool:
    """Tell a plural by the verb behind it: "Penguins migrate", but "Hess migrates"."""
    known = lang.language(context.claim.language)
    if not low.endswith("s") or low.endswith("ss") or not verb.isalpha():
        return False
    past = verb.endswith("ed") or verb in known.irregular_pasts
    singular = verb.endswith("s") or (verb in known.stop and verb not in {"are", "were", "have"})
    return not past and not singular
