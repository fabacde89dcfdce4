# ruff: noqa: E501, SIM102 (patterns are long; a nested if is one more thing to be sure of)
"""True sentences made wrong by a small word that turns or widens the sense.

What is quoted is never touched. Each maker says what makes its edit wrong for sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.generators.making import Maker, lowered, put
from benchmarks.generators.passages import Passage

_QUANTIFIERS = (
    (r"(?<!the )(?<!at )(?<!its )(?<!their )\b[Mm]ost of\b(?! all)", "all of"),
    (r"(?:^|(?<=, )|(?<=that )|(?<=and ))[Mm]ost (?=[a-z]{3,}s\b)", "all "),
    (r"\b[Ss]ome of\b", "all of"),
    (r"\b[Ss]ome (?=(?!hundred|thousand|million|two|three|four|five|six)[a-z]{3,}s\b)", "all "),
    (r"\b[Mm]any of\b(?! all)", "all of"),
    (r"(?<!how )(?<!so )(?<!as )(?<!too )\b[Mm]any (?=[a-z]{3,}s\b)", "all "),
    (r"\b[Ss]everal (?=(?:of the|of them|of its|of his)\b)", "all "),
    (
        r"\b[Oo]ne of the (?!few|two|three|four|[a-z]*(?:est|most|best|worst|first|last)\b)(?:[a-z]+ )?[a-z]+s\b(?= (?:in|of|that|who|to)\b|[,.])",
        "",
    ),
    (
        r"\b(?:[Aa]bout |[Nn]early |[Mm]ore than )?(?<!and a )(?:[Hh]alf|[Aa] third|[Aa] quarter) of\b",
        "all of",
    ),
    (r"\b(?:[Nn]early|[Aa]lmost) (?:all|every)\b", "all"),
    (r"\b[Aa]t least (?=\d|one|two|three|four|five|six|ten|a dozen)", "at most "),
    (r"\b[Uu]p to (?=[\d£$€])", "at least "),
    (r"\b[Mm]ore than (?=[\d£$€]|two|three|four|five|half|a\b)", "less than "),
    (r"\b[Nn]early (?=[\d£$€])", "more than "),
)
_RANKS = (
    (r"\b(?:second|third|fourth|fifth)-(?=[a-z]+est\b)", ""),
    (r"\b[Oo]ne of (?:the|its|their) (?:[a-z]+ )?(?:largest|biggest|oldest|best|worst|highest|most)\b", "the only"),
    (r"\bamong the (?=[a-z]+est\b|most\b|first\b)", "the "),
    (r"\bthe (?:second|third|fourth|fifth|sixth)(?= [a-z]{4,})", "the first"),
    (r"(?<!of the )(?<=\bthe )largest\b", "smallest"), (r"(?<!of the )(?<=\bthe )biggest\b", "smallest"),
    (r"(?<=\bits )highest\b", "lowest"), (r"(?<=\bthe )highest\b", "lowest"),
    (r"(?<=\bthe )oldest\b", "newest"), (r"(?<=\bthe )worst\b", "best"),
    (r"(?<=\bthe )first(?= [a-z]{3,}\b)(?! (?:time|half|place|quarter))", "last"),
    (r"(?<=\bthe )last(?= [a-z]{3,}\b)(?! (?:year|month|week|two|three|four|five|ten|few|decade|time|minute|day|hour|season))", "first"),
)  # fmt: skip
_GREAT = frozenset(
    "storm flood fire earthquake crash accident takeover merger deal fine sentence loss profit crowd "
    "contract project strike attack campaign victory defeat ship vessel yacht bridge tunnel school "
    "library factory company museum hospital prison trial inquiry investigation study survey summit "
    "conference exhibition festival concert film album book grant donation penalty audience order "
    "building tower stadium airport dam reservoir station park garden map chart painting "
    "collection orchestra choir fleet protest demonstration march election budget cut increase rise "
    "fall drop reduction outbreak raid rescue operation discovery charity network community".split()
)
"""Things of which there may be a larger one and an earlier one."""
_AMOUNTS = frozenset(
    "fine loss profit crowd audience increase rise fall drop reduction budget grant donation "
    "contract victory defeat deal".split()
)
_ADDED = ("first", "largest", "worst", "most expensive", "last")


def quantifier_raised(passage: Passage) -> Iterator[str]:
    """Raise a quantifier or turn a bound. Wrong: more is claimed than is said, or the number
    lies on the other side of it; nothing is made where a denial stands in the sentence."""
    if re.search(
        r"\b(?:not|no|never|nor|nobody|none|unable|without|fail\w*|lack\w*)\b|n[’']t\b",
        passage.bare,
    ):
        return
    for pattern, new in _QUANTIFIERS:
        for m in re.finditer(pattern, passage.bare):
            if new:
                yield put(passage.text, *m.span(), new)
            else:
                one = re.sub(r"(?<!s)s$", "", m[0][len("one of the ") :])
                yield put(passage.text, *m.span(), f"the only {one}")


def superlative_raised(passage: Passage) -> Iterator[str]:
    """Raise a rank, or turn a superlative. Wrong: only one can be the first or the largest."""
    for pattern, new in _RANKS:
        for m in re.finditer(pattern, passage.bare):
            yield put(passage.text, *m.span(), new)


def superlative_added(passage: Passage) -> Iterator[str]:
    """Make "a" thing "the largest", "the first" or "a record" one. Wrong: no word of that rank
    stands in the article, and the thing is of a kind in which there is a larger one."""
    article = passage.story.body.lower()
    for m in re.finditer(
        r"\b([Aa])n? ((?:[a-z]{3,}[- ]){0,2}([a-z]{3,}))(?= (?:in|of|at|on|for|that|which|with|from|by|to)\b|[,.])",
        passage.bare,
    ):
        if m[3] not in _GREAT:
            continue
        new = _ADDED[(passage.number + m.start()) % len(_ADDED)]
        if not re.search(rf"\b{new}\b|[a-z]est\b {m[3]}", article):
            yield put(passage.text, *m.span(), f"{'T' if m[1] == 'A' else 't'}he {new} {m[2]}")
        if m[3] in _AMOUNTS and not re.search(r"\brecord", article):
            yield put(passage.text, *m.span(), f"{m[1]} record {m[2]}")


def only_added(passage: Passage) -> Iterator[str]:
    """Say that one alone is or has what it is said to be or have. Not borne out: that nobody else
    does is said nowhere; the article has no "only", "alone" or "sole"."""
    if re.search(r"\b(?:only|alone|sole|solely|nobody|unique)\b", passage.story.body.lower()):
        return
    if m := re.match(
        r"([A-Z][\w’-]+(?: [A-Z][\w’-]+)*) (was|were|is|are|has|had|said|will)\b", passage.bare
    ):
        yield put(passage.text, 0, m.end(1), f"Only {lowered(m[1], passage.story)}")


_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|could|should|can|did|does)\b"
    r"(?! not| no\b| never| nothing| nobody|n[’']t|\s*[,.?;]|\s+(?:been )?(?:hardly|barely|also not))"
)


def negation_added(passage: Passage) -> Iterator[str]:
    """Deny what the sentence says. Wrong: it has no denial of its own that would be doubled."""
    if re.search(
        r"\b(?:not|no|never|without|nor|neither|nobody|nothing|none|if|unless|whether)\b|n[’']t\b",
        passage.bare,
    ):
        return
    if (m := _AUXILIARY.search(passage.bare)) and re.match(r" [a-z\d]", passage.bare[m.end() :]):
        yield put(passage.text, m.end(), m.end(), " not")
        yield put(passage.text, m.end(), m.end(), " never")


def negation_dropped(passage: Passage) -> Iterator[str]:
    """Take a denial away. Wrong: the sentence denies what is then told."""
    bare = passage.bare
    for m in re.finditer(
        r"\b(?:is|are|was|were|has|have|had|will|would|could|should|can|must|may)( not(?: yet)?)\b(?! only| necessarily)",
        bare,
    ):
        yield put(passage.text, *m.span(1), "")
    for m in re.finditer(r"\b(?:is|was|are|were|has|had|have|would|could)(n[’']t)\b", bare):
        yield put(passage.text, *m.span(1), "")
    for m in re.finditer(r"(?<=\bhad )never |(?<=\bhas )never |\bdenied (?=having|any )", bare):
        yield put(passage.text, *m.span(), "admitted " if m[0].startswith("denied") else "")
    for m in re.finditer(r"\b[Nn]o (?=(?:[a-z]+ )?[a-z]+s (?:were|are|have|had)\b)", bare):
        yield put(passage.text, *m.span(), "several ")


_HEDGES = (
    (r"\bmay(?= (?!\d|have\b)[a-z]+)(?! not)", "will"), (r"\bmight\b(?! not| have)", "will"),
    (r"\bcould(?! not\b| have\b| only\b)\b", "will"), (r"\b(?:is|are) expected to\b", "will"),
    (r"\b(?:is|are) likely to\b", "will"), (r"(?:(?<=\bit )|(?<=\bhe )|(?<=\bshe )|(?<=\bwho )|(?<=\bwhich )|(?<=\bcompany )|(?<=\bgovernment )|(?<=\bcouncil )|(?<=\bgroup )|(?<=\bfirm )|(?<=\bclub ))plans to\b", "has begun to"),
    (r"\bplanned to\b", "had begun to"), (r"\bhopes? to\b", "will"), (r"\baims? to\b", "will"),
    (r"\bintends? to\b", "has begun to"), (r"\bhoped to\b", "was certain to"),
    (r"\b(?:appears?|seems?) to\b", "is certain to"), (r"\bwould probably\b", "would certainly"),
    (r"\b(?:is|are|was|were) considering\b", "decided on"), (r"\bprobably\b", "certainly"),
    (r"\bperhaps\b", "certainly"), (r"\bsuggested that\b", "proved that"),
    (r"\bbelieves? that\b", "proved that"), (r"\bmay have\b", "has"), (r"\bmight have\b", "had"),
    (r"\bcould have\b", "has"), (r"\bthought to be\b", "proven to be"),
    (r"\bis believed to\b", "is proven to"), (r"\bcalled for\b", "obtained"),
    (r"\bproposed\b(?= (?:a|to|that)\b)", "decided"), (r"\boffered to\b", "promised to"),
)  # fmt: skip


def hedge_dropped(passage: Passage) -> Iterator[str]:
    """Tell the possible as certain, the planned as done. Wrong: the source leaves it open;
    nothing is made where a condition, a question or a denial governs the words."""
    for pattern, sure in _HEDGES:
        for m in re.finditer(pattern, passage.bare):
            head = passage.bare[: m.start()]
            if re.search(
                r"\b(?:whether|if|so that|until|than|asked|not|no|never|unless|how|what|that nobody)\b|n[’']t",
                head,
            ):
                continue
            yield put(passage.text, *m.span(), sure)


_ALLEGED = r"(?:alleges?|alleged|claims?|claimed|argued?|argues|believes?|believed|contends?|suspects?|suspected|insisted|insists|maintains|thinks?)"
_WHO = r"(?:he|she|they|it|(?:the |an? )?(?:[a-z]+ ){0,3}[a-z]+s?|(?:[A-Z][\w’'-]+ ?){1,4})"


def attribution_dropped(passage: Passage) -> Iterator[str]:
    """Tell an allegation as a fact. Wrong: the verb or adverb says that it is not established."""
    text, bare = passage.text, passage.bare
    if m := re.match(
        rf"(?:The |An? )?(?:[A-Z][\w’'-]+|[a-z]+s?)(?: [A-Z][\w’'-]+){{0,3}} {_ALLEGED} that ", bare
    ):
        if not re.search(r"\b(?:not|deny|denied|never|no)\b", m[0]):
            yield put(text, 0, m.end(), "")
    if m := re.search(rf", {_WHO} {_ALLEGED}\.$", bare):
        yield put(text, *m.span(), ".")
    for m in re.finditer(rf", {_WHO} {_ALLEGED}, ", bare):
        yield put(text, *m.span(), " ")
    for m in re.finditer(r"\b(?:allegedly|reportedly|apparently) ", bare):
        yield put(text, *m.span(), "")
    for m in re.finditer(r"\b(?:alleged|suspected|would-be) (?=[a-z]+)", bare):
        if re.search(
            r"\b(?:the|an?|of|by|with|for|his|her|their|two|three|four|other) $", bare[: m.start()]
        ):
            yield put(text, *m.span(), "")
    for m in re.finditer(r"\b(?:is|was|are|were) (?:accused of|charged with|suspected of) ", bare):
        yield put(text, *m.span(), "has been convicted of ")
    if m := re.search(
        r",? according to (?:prosecutors|the prosecution|police|an? [a-z ]*source|people [a-z ]+|critics)[^,.;]*(?=\.$)",
        bare,
    ):
        yield put(text, *m.span(), "")


def office_raised(passage: Passage) -> Iterator[str]:
    """Drop "former", "deputy" or "acting". Wrong: who was or stands in for it does not hold it."""
    for m in re.finditer(
        r"(?<!the )\b([Ff]ormer|[Dd]eputy|[Aa]cting|[Rr]etired|[Vv]ice|[Aa]ssistant|[Oo]utgoing|[Ii]nterim(?= (?:chief|manager|coach|president|head|director|leader|chair)))[ -](?=[A-Za-z])"
        r"|(?<=\bthe )(former|deputy|acting|retired|vice|assistant) (?=[a-z]{4,} )|\b(ex)-(?=[a-z])",
        passage.bare,
    ):
        yield put(passage.text, *m.span(), "")
    if m := re.search(r"\bco-(?=defendant|author|founder|owner)", passage.bare):
        yield put(passage.text, *m.span(), "")


_UNITS = {
    "second": "hour", "minute": "day", "hour": "day", "day": "week", "night": "week",
    "week": "month", "month": "week", "year": "month", "season": "match", "share": "company",
    "head": "family", "person": "household", "kilometre": "metre",
}  # fmt: skip


def unit_changed(passage: Passage) -> Iterator[str]:
    """Change what a rate is counted by. Wrong: the amount is the same, for another span."""
    units = "|".join(_UNITS)
    for m in re.finditer(rf"(?<=[\w%.]) (a|an|per|each|every) ({units})(?=[ ,.;])", passage.bare):
        compared = re.match(
            r" (?:earlier|ago|later|before|old|after|and)\b", passage.bare[m.end() :]
        )
        span = re.search(
            r"\b(?:than|for|in|within|of|after|half|once|twice)$", passage.bare[: m.start()]
        )
        if (
            re.search(r"\d[^,;]{0,24}(?<!and)(?<!or)$", passage.bare[: m.start()])
            and not compared
            and not span
        ):
            how = "per" if m[1] in {"a", "an", "per"} else m[1]
            yield put(passage.text, *m.span(), f" {how} {_UNITS[m[2]]}")
            if m[2] in {"share", "head", "person"}:
                yield put(passage.text, *m.span(), " in all")
    for m in re.finditer(r"(?<=\d|[a-z]) (apiece|each)(?=[,.]| (?:for|to|in)\b)", passage.bare):
        if re.search(r"\d[\w ]{0,20}$", passage.bare[: m.start()]):
            yield put(passage.text, *m.span(), " in all")


SENSES: dict[str, Maker] = {
    "quantifier raised": quantifier_raised,
    "superlative raised": superlative_raised,
    "superlative added": superlative_added,
    "only added": only_added,
    "negation added": negation_added,
    "negation dropped": negation_dropped,
    "hedge dropped": hedge_dropped,
    "attribution dropped": attribution_dropped,
    "former, deputy, acting dropped": office_raised,
    "unit of a rate changed": unit_changed,
}
