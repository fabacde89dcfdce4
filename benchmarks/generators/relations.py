# ruff: noqa: E501, SIM102 (patterns are long; a nested if is one more thing to be sure of)
"""True sentences made wrong by what stands to what: who acts on whom, what causes, what depends.

Each maker says what makes its edit wrong for sure. Tables are small and of words that have one
sense in news prose; what is quoted is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.generators.making import Maker, lowered, put
from benchmarks.generators.passages import CAPITAL, Passage

OPPOSITES = (
    ("rejected", "accepted"), ("upheld", "overturned"), ("rose", "fell"), ("rises", "falls"),
    ("increased", "decreased"), ("approved", "rejected"), ("opened", "closed"), ("won", "lost"),
    ("denied", "admitted"), ("denies", "admits"), ("raised", "lowered"), ("refused", "agreed"),
    ("widened", "narrowed"), ("supported", "opposed"), ("supports", "opposes"),
    ("convicted", "acquitted"), ("guilty", "not guilty"), ("praised", "criticised"),
    ("allowed", "forbade"), ("survived", "died"), ("gained", "lost"), ("climbed", "dropped"),
    ("strengthened", "weakened"), ("hired", "dismissed"), ("welcomed", "condemned"),
    ("resumed", "broke off"), ("began", "ended"), ("extended", "shortened"),
    ("banned", "permitted"), ("lifted", "imposed"), ("succeeded", "failed"),
    ("abolished", "introduced"), ("restored", "removed"), ("expanded", "shrank"),
    ("postponed", "brought forward"), ("higher", "lower"), ("better", "worse"),
    ("for the first time", "once again"), ("agreed", "refused"), ("found", "lost"),
    ("jumped", "slumped"), ("cleared", "convicted"), ("released", "detained"),
    ("optimistic", "pessimistic"), ("safe", "in danger"), ("support", "opposition"),
)  # fmt: skip
_BOTH_WAYS = dict(OPPOSITES) | {b: a for a, b in OPPOSITES if a != "for the first time"}
_OPPOSITE = re.compile(
    rf"(?<!-)\b({'|'.join(sorted(map(re.escape, _BOTH_WAYS), key=len, reverse=True))})\b(?!-)"
)
_DENIED = re.compile(r"\b(?:not|never|no|nor|neither|without|hardly|whether|if|unless)\b|n[’']t\b")

IRREGULAR = {
    "beat": "beaten", "bought": "bought", "built": "built", "chose": "chosen", "fed": "fed",
    "found": "found", "fought": "fought", "held": "held", "hit": "hit", "led": "led",
    "made": "made", "overtook": "overtaken", "overthrew": "overthrown", "paid": "paid",
    "sent": "sent", "shot": "shot", "sold": "sold", "sued": "sued", "taught": "taught",
    "won": "won", "wrote": "written", "owns": "owned", "runs": "run", "leads": "led",
    "employs": "employed", "makes": "made", "represents": "represented", "operates": "operated",
}  # fmt: skip
"""Verbs of what one does to another and not the other way, with their participles."""
MUTUAL = (
    r"(?:met|married|faced|joined|followed|resembled|equalled|fought|played|shared|matched|named"
    r"|called|asked|added|agreed|wanted|needed|seemed|remained|stayed|happened|started|ended|died"
    r"|included|involved|described|noted|warned that|added that|believed|claimed|suggested|hoped|argued|insisted|decided|expected|failed|moved|worked|lived|talked"
    r"|appeared|turned|walked|passed|replied|returned|retired|resigned|scored|finished|continued"
    r"|tried|used|based|aged|united|red|hundred|indeed|need|speed|feed|seed|related|located|dressed)"
)
"""Verbs that go both ways, take no object, or are none."""
ACTION = rf"(?!{MUTUAL}\b)(?:{'|'.join(IRREGULAR)}|[a-z]{{3,}}ed)"
DONE = rf"(?!{MUTUAL}\b)(?:{'|'.join(sorted(set(IRREGULAR.values())))}|[a-z]{{3,}}ed)"
_PERSON = (
    rf"(?:(?:Mr|Ms|Mrs|Dr|Sir)\.? )?{CAPITAL}(?: {CAPITAL}){{0,3}}(?<![’']s)(?![\w’'])(?! [A-Z])"
)
_LOOSE = (
    r"(?:and|or|to|also|then|later|late|early|only|closest|who|that|which|had|has|was|were|is|said)"
)
_THING = rf"(?:[Tt]he|[Aa]n?) (?:(?!{_LOOSE}\b)[a-z-]+ ){{0,2}}?(?!{_LOOSE}\b)[a-z-]{{3,}}"
PARTY = rf"(?:{_THING}|(?:[Tt]he )?{_PERSON})"
_END = r"(?=[,.;]| (?:in|on|at|after|before|with|for|over|from|during|last|when|who|while|because|and|to|as|late|early)\b)"
_BEGIN = r"(?:^|(?<=, )|(?<=[tT]hat )|(?<=[wW]hen )|(?<=[aA]fter )|(?<=[bB]efore )|(?<=[wW]hile )|(?<=because )|(?<=said ))"
_WHEN = r"(?: (?:on [A-Z][a-z]+day|also|later|then|has|had))?"
_AFTER = rf"(?={_END[3:-1]}| \d| out\b| \()"
_ACTIVE = re.compile(
    rf"{_BEGIN}({PARTY})({_WHEN}) ({ACTION}) (?:({_PERSON}){_AFTER}|({_THING}){_END})"
)
_PASSIVE = re.compile(
    rf"{_BEGIN}({PARTY}) (was|were|is|are|has been|have been|had been) ({DONE})"
    rf" by (?:({_PERSON})|({_THING}){_END})"
)
_NO_PARTY = re.compile(
    r"\b(?:It|He|She|They|We|You|I|Many|Most|Both|All|Others|Last|This|That|These|There|Who|What|Which|One|Some|year|month|week|day|night|end|time|number|than|time|hour|minute|result|way|lot|first|second)s?\b"
)


def opposite(passage: Passage) -> Iterator[str]:
    """Turn a predicate round. Wrong: the sentence says the contrary, and no denial or condition
    stands in it that could turn it back."""
    if _DENIED.search(passage.bare):
        return
    for m in _OPPOSITE.finditer(passage.bare):
        yield put(passage.text, *m.span(), _BOTH_WAYS[m[1]])


def _act(passage: Passage) -> tuple[re.Match[str], str, str] | None:
    """Return who does something to whom in the active, if a sentence says so: match and parties."""
    m = _ACTIVE.search(passage.bare)
    return _parties(m, m[1], m[4] or m[5]) if m else None


def _done(passage: Passage) -> tuple[re.Match[str], str, str] | None:
    """Return to whom something is done and by whom, in the passive."""
    m = _PASSIVE.search(passage.bare)
    return _parties(m, m[1], m[4] or m[5]) if m else None


def _parties(m: re.Match[str], one: str, two: str) -> tuple[re.Match[str], str, str] | None:
    usable = not _NO_PARTY.search(f"{one} {two}") and one.lower() != two.lower()
    return (m, one, two) if usable else None


def exchanged(passage: Passage) -> Iterator[str]:
    """Exchange subject and object. Wrong: the verbs go one way only, and the two are not like."""
    if found := _act(passage):
        m, who, whom = found
        yield put(passage.text, *m.span(), f"{whom}{m[2]} {m[3]} {lowered(who, passage.story)}")


def passive_exchanged(passage: Passage) -> Iterator[str]:
    """Exchange the two sides of a passive: wrong as in the active."""
    if found := _done(passage):
        m, whom, who = found
        yield put(passage.text, *m.span(), f"{who} {m[2]} {m[3]} by {lowered(whom, passage.story)}")


def passive_as_active(passage: Passage) -> Iterator[str]:
    """Make the one acted on the one who acts: wrong, since the act goes one way only."""
    if (found := _done(passage)) and found[0][3].endswith("ed"):
        m, whom, who = found
        yield put(passage.text, *m.span(), f"{whom} {m[3]} {who}")


def active_as_passive(passage: Passage) -> Iterator[str]:
    """Make the one who acts the one acted on: wrong as the other way."""
    if (found := _act(passage)) and "ha" not in found[0][2]:
        m, who, whom = found
        done = IRREGULAR.get(m[3], m[3])
        be = "were" if re.search(r"[^s]s$", who) else "was"
        yield put(passage.text, *m.span(), f"{who}{m[2]} {be} {done} by {whom}")


_IF_FIRST = re.compile(r"^(?:If|Unless|Provided that) ([^,]+), (.+)$")
_IF_LAST = re.compile(r",? (if|unless|provided that|as long as) ([^,;]+)(?=\.$)")
_NO_CONDITION = re.compile(
    r"\b(?:even|as|only|what|or)$|\b(?:ask|wonder|know|knew|see|saw|check|question|doubt|sure|matter)\w*\b"
)
_MODAL = re.compile(r"\b(?:would|could|may|might|will|can|must)\b")


def condition_dropped(passage: Passage) -> Iterator[str]:
    """Tell what depends on a condition without it. Wrong: the sentence says so only for a case;
    a modal verb shows that what is told is not yet so."""
    bare, text = passage.bare, passage.text
    if (m := _IF_FIRST.match(bare)) and _MODAL.search(m[2]):
        yield put(text, 0, m.start(2), "")
    if (m := _IF_LAST.search(bare)) and _MODAL.search(bare[: m.start()]):
        if not _NO_CONDITION.search(bare[: m.start()]):
            yield put(text, *m.span(), "")


def condition_as_fact(passage: Passage) -> Iterator[str]:
    """Tell a condition as the reason. Wrong: that the condition holds is said nowhere."""
    bare, text = passage.bare, passage.text
    if re.search(r"\b[Yy]ou\b", bare):
        return  # a condition put to the reader is a manner of speaking
    if m := _IF_FIRST.match(bare):
        yield put(text, 0, m.start(1), "Because ")
    if (m := _IF_LAST.search(bare)) and not _NO_CONDITION.search(bare[: m.start()]):
        yield put(text, m.start(1), m.end(1), "because")


def reason_turned(passage: Passage) -> Iterator[str]:
    """Make a reason a condition, an exception or an obstacle: wrong, for it is told as a reason."""
    for m in re.finditer(
        r"\b(?:because of|as a result of|thanks to|due to(?= (?:the|an?|its|his|her|their|[A-Z]\w+|[a-z]+ing)\b))(?= )",
        passage.bare,
    ):
        yield put(passage.text, *m.span(), "despite")
    for m in re.finditer(
        r"(?<!not )(?<!only )(?<!just )(?<!mainly )(?<!partly )(?<!largely )(?<!simply )\bbecause(?! of\b)",
        passage.bare,
    ):
        yield put(passage.text, *m.span(), "unless")
        yield put(passage.text, *m.span(), "although")
    for m in re.finditer(r"\b(?:led|leads) to\b", passage.bare):
        yield put(passage.text, *m.span(), "resulted from")
    for m in re.finditer(r"\b(?:was|were) caused by\b", passage.bare):
        yield put(passage.text, *m.span(), "caused")


_CAUSAL = re.compile(
    r"\b(?:because|since|so|therefore|hence|due|cause\w*|reason\w*|result\w*|led|thus|why|owing|after|following)\b"
)
_CLAUSE = r"(?:(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?) (?:[a-z-]+ ){1,3}|[A-Z][\w’-]+ (?:[A-Z][\w’-]+ )?|(?:he|she|it|they) )(?:is|are|was|were|has|have|had|will|would|did|does|said|[a-z]{3,}ed)\b"
_JOINED = re.compile(rf"^({_CLAUSE}[^,;]*)(, (?:and|but|while)|;) (?={_CLAUSE})")


def cause_added(passage: Passage) -> Iterator[str]:
    """Make one of two clauses the reason of the other. Wrong: they stand side by side, and no
    word of cause or sequence is in them or in the sentence before."""
    near = " ".join([passage.bare, *(p.bare for p in passage.before[-1:])])
    if _CAUSAL.search(near) or passage.has_quotation:
        return
    if m := _JOINED.match(passage.bare):
        yield put(passage.text, *m.span(2), " because")
        rest = passage.text[m.end() :]
        yield put(f"{m[1]}, which led to this: {rest}", 0, 0, "")


def cause_swapped(passage: Passage) -> Iterator[str]:
    """Exchange cause and effect: wrong, for the link goes one way only."""
    if passage.has_quotation:
        return
    if m := re.fullmatch(r"([^,;]+?),? because (?!of\b)([^,;]+)\.", passage.text):
        yield put(f"{m[2]} because {lowered(m[1], passage.story)}.", 0, 0, "")


_NOT_TIME = re.compile(
    r"\b(?:named|look|looks|looking|looked|take|takes|called|one|day|soon|sought|come|came|appear\w*|stood|brought|put|case|lies?)$"
)
_CLOCK = re.compile(
    r"(?<![\d.,$£€])\d{1,2}:\d\d(?: ?[ap]\.?m\b\.?)?(?![\d%])|(?<![\d.,$£€])\d{1,2}(?:\.\d\d)? ?[ap]\.?m\b\.?"
)


def order_exchanged(passage: Passage) -> Iterator[str]:
    """Say before for after, until for since. Wrong: two events come in the other order; where
    "before" is a place (a court, a board) or "after" a pursuit, nothing is made."""
    bare = passage.bare
    for m in re.finditer(
        r"\b(before|after|Before|After|until|since)(?= )(?! all\b| after\b)", bare
    ):
        if _NOT_TIME.search(bare[: m.start()].rstrip()):
            continue
        if re.match(
            r" (?:the|an?|this|that|his|her) (?:[a-z]+ ){0,2}(?:court|judges?|board|council|committee|house|parliament|tribunal|inquiry|cameras?|crowd|bench)\b",
            bare[m.end() :],
        ):
            continue
        if m[1] in {"since", "until"}:
            lead = bare[: m.start()]
            if not re.match(r" (?:\d{4}|[A-Z])", bare[m.end() :]):
                continue
            if re.search(r"\b[Ff]rom\b|\b(?:have|has|had)$", lead.rstrip()):
                continue
        other = {"before": "after", "after": "before", "until": "since", "since": "until"}
        yield put(passage.text, *m.span(), other[m[1].lower()])


def clock_exchanged(passage: Passage) -> Iterator[str]:
    """Exchange two clock times of a sentence: each was said of something else."""
    times = list(_CLOCK.finditer(passage.bare))
    if len(times) == 2 and times[0][0] != times[1][0]:
        one, two = times
        between = passage.bare[one.end() : two.start()].strip()
        if between not in {"to", "and", "-", "–", "until", "or"}:
            text = passage.text
            yield (
                text[: one.start()]
                + two[0]
                + text[one.end() : two.start()]
                + one[0]
                + text[two.end() :]
            )


RELATIONS: dict[str, Maker] = {
    "predicate turned round": opposite,
    "subject and object exchanged": exchanged,
    "passive: sides exchanged": passive_exchanged,
    "passive told as active": passive_as_active,
    "active told as passive": active_as_passive,
    "condition dropped": condition_dropped,
    "condition told as a fact": condition_as_fact,
    "reason turned round": reason_turned,
    "cause added": cause_added,
    "cause and effect exchanged": cause_swapped,
    "before and after exchanged": order_exchanged,
    "clock times exchanged": clock_exchanged,
}
