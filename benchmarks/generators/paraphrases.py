# ruff: noqa: E501 (patterns are long)
"""True sentences told otherwise: other words, another order, the same meaning.

What is made stays true because each maker exchanges only what is interchangeable in news prose:
each says how that is made sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from benchmarks.generators.making import EACH, SEED, Made, Maker, drawn, lowered, put
from benchmarks.generators.passages import CAPITAL, FULL_NAME, Passage, Story
from benchmarks.generators.relations import PARTY

_PLURAL = re.compile(r"(?:^|\b)(?:\w+s|people|men|women|children|police)$")
_REGULAR = (
    "visited|rescued|praised|criticised|attacked|destroyed|flooded|rejected|approved|replaced"
    "|accused|fined|arrested|bought|acquired|warned|launched|damaged|designed|founded|published"
    "|ordered|dismissed|defeated|killed|injured|owned|organised|invented|discovered|postponed"
)
_END = r"(?=[,.;]| (?:in|on|at|after|before|during|last|when|while)\b)"
_ACTIVE = re.compile(rf"^({PARTY}) ({_REGULAR}) ({PARTY}){_END}")
_PASSIVE = re.compile(rf"^({PARTY}) (?:was|were) ({_REGULAR}) by ({PARTY}){_END}")
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|his|her|its|their|him|them|this|that|these|those)\b", re.IGNORECASE
)


def voice(passage: Passage) -> Iterator[str]:
    """Turn active into passive and back, both sides kept; regular verbs only."""
    text, bare, story = passage.text, passage.bare, passage.story
    if m := _ACTIVE.match(bare):
        be = "were" if _PLURAL.search(m[3]) or " and " in m[3] else "was"
        yield put(text, *m.span(), f"{m[3]} {be} {m[2]} by {lowered(m[1], story)}")
    if m := _PASSIVE.match(bare):
        yield put(text, *m.span(), f"{m[3]} {m[2]} {lowered(m[1], story)}")


def clause_order(passage: Passage) -> Iterator[str]:
    """Put a subordinate clause behind or before its main clause, where no pronoun depends on
    the order."""
    if passage.has_quotation or len(re.findall(",", passage.text)) > 1:
        return
    kinds = r"(?:[Ii]f|[Ww]hen|[Aa]fter|[Bb]efore|[Ww]hile|[Bb]ecause|[Aa]lthough|[Uu]nless)"
    if m := re.fullmatch(rf"({kinds} [^,]+), ([^,]+)\.", passage.text):
        if not _PRONOUN.search(m[1]) and not re.match(r"(?:and|but|or|it is)\b", m[2]):
            yield put(f"{m[2]} {m[1][0].lower()}{m[1][1:]}.", 0, 0, "")
    elif m := re.fullmatch(
        r"([^,]{20,}?)(?<!\d)(?<!time),? ((?:when|after|because|although|unless) [^,]{15,})\.",
        passage.text,
    ):
        said = re.search(r"\b(?:said|says|told|that|which|who)\b", m[1])
        if (
            not _PRONOUN.search(m[2])
            and not said
            and re.search(r"\b(?:is|are|was|were|had|has|\w+ed)\b", m[2])
        ):
            yield put(f"{m[2]}, {lowered(m[1], passage.story)}.", 0, 0, "")


def apposition_dropped(passage: Passage) -> Iterator[str]:
    """Leave out an age or an apposition between two commas: less is said, nothing else."""
    bare, text = passage.bare, passage.text
    for m in re.finditer(r"(?<=[a-zć])(, \d\d), (?=[a-z])", bare):
        yield put(text, m.start(), m.end(), " ")
    for m in re.finditer(
        r"(?<=[a-z])(, (?:an?|the|who|which) [^,;]{8,70}), (?=(?:said|was|were|is|are|has|had|will|told|called|urged|added)\b)",
        bare,
    ):
        if not re.search(r"\b(?:not|no|never|only)\b", m[1]):
            yield put(text, m.start(), m.end(), " ")


def tail_dropped(passage: Passage) -> Iterator[str]:
    """Leave out a relative clause at the end: less is said, nothing else."""
    if re.match(r"(?:This time )?[Ii]t (?:is|was)\b", passage.bare) or re.match(
        "This time", passage.bare
    ):
        return
    if m := re.search(r", (?:which|where|whose|who) [^,;]+(?=\.$)", passage.bare):
        head = passage.bare[: m.start()]
        if len(head.split()) >= 6 and not re.search(r"\b(?:said|if|not)\b", head):
            yield put(passage.text, *m.span(), "")


_SAID = {
    "said that": ("stated that", "declared that"), "told reporters": ("said",),
    "added that": ("said that", "also said that"), "says": ("said",),
    "noted that": ("said that",), "announced that": ("said that",),
}  # fmt: skip


def saying_verb(passage: Passage) -> Iterator[str]:
    """Use another neutral verb of saying, or move the speaker to the front."""
    for old, news in _SAID.items():
        for m in re.finditer(rf"\b{old}\b", passage.bare):
            for new in news:
                yield put(passage.text, *m.span(), new)
    m = re.fullmatch(rf"([^,]+), ((?:the [a-z ]+?|{FULL_NAME}|{CAPITAL})) said\.", passage.bare)
    if m and "_" not in m[0]:
        yield put(f"According to {m[2]}, {lowered(m[1], passage.story)}.", 0, 0, "")


_DIGITS = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(),
        map(str, range(2, 16)),
        strict=True,
    )
)  # fmt: skip
_NUMERALS = {digits: word for word, digits in _DIGITS.items()}


def number_form(passage: Passage) -> Iterator[str]:
    """Write a number otherwise: figures for words, all digits for millions, % for per cent."""
    bare, text = passage.bare, passage.text
    for m in re.finditer(rf"(?<![\w-])({'|'.join(_DIGITS)})(?= (?:[a-z]+ )?[a-z]+s\b)", bare):
        yield put(text, *m.span(), _DIGITS[m[1]])
    for m in re.finditer(
        rf"(?<![\w.,$£€:-])({'|'.join(_NUMERALS)})(?= [a-z]{{4,}}s\b)(?! (?:percents|hours))", bare
    ):
        yield put(text, *m.span(), _NUMERALS[m[1]])
    for m in re.finditer(r"(?<![\w.,])(\d{1,3})\.(\d) million\b", bare):
        yield put(text, *m.span(), f"{m[1]},{m[2]}00,000")
    for m in re.finditer(r"(?<=\d) (?:per cent|percent)\b", bare):
        yield put(text, *m.span(), "%")
    for m in re.finditer(r"(?<=\d)%", bare):
        yield put(text, *m.span(), " percent")
    for m in re.finditer(r"€(\d[\d.]*)(bn|m)\b", bare):
        yield put(text, *m.span(), f"{m[1]} {'billion' if m[2] == 'bn' else 'million'} euros")
    for m in re.finditer(r"([$£])(\d[\d.]*) (million|billion)\b", bare):
        yield put(text, *m.span(), f"{m[2]} {m[3]} {'dollars' if m[1] == '$' else 'pounds'}")


def rounded(passage: Passage) -> Iterator[str]:
    """Round a large number by at most 2 %, with "about" before it."""
    for m in re.finditer(
        r"(?<![\w.,$£€:-])(\d{1,3}),(\d{3})(?![\w,.-]|,\d)(?= [a-z])", passage.bare
    ):
        if re.search(
            r"\b(?:about|around|some|nearly|almost|than|least|over|under|roughly|only|to|and|between|exactly)\s*$",
            passage.bare[: m.start()],
        ):
            continue
        if re.search(r"\b(?:the|these|those)\s*$", passage.bare[: m.start()], re.IGNORECASE):
            continue
        value = int(m[1] + m[2])
        digits = 2 if len(m[1]) == 1 else 3
        near = round(value, -digits)
        if near != value and abs(near - value) <= 0.02 * value:
            yield put(passage.text, *m.span(), f"about {near:,}")


_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def date_form(passage: Passage) -> Iterator[str]:
    """Give a past weekday as its date. The last such day up to the day of publication is meant
    where the sentence is told in the past and has no word of what is to come."""
    day = passage.story.day
    if day is None or re.search(
        r"\b(?:will|would|is to|are to|due|next|expected|every|each|last|to be|plans?|from|by|until|should|may|begin|begins|early|could|previous|forecast|continues|resumes)\b",
        passage.bare,
    ):
        return
    for m in re.finditer(
        rf"\bon ({'|'.join(_WEEKDAYS)})(?=[,.]| (?:that|after|in|to|by|for|with|as)\b)",
        passage.bare,
    ):
        past = re.search(
            r"\b(?:said|was|were|had|did|told|\w+ed|rose|fell|won|found|gave|made)\b", passage.bare
        )
        meant = day - timedelta(days=(day.weekday() - _WEEKDAYS.index(m[1])) % 7)
        if past:
            yield put(passage.text, *m.span(), f"on {meant.day} {_MONTHS[meant.month - 1]}")
            yield put(passage.text, *m.span(), f"on {_MONTHS[meant.month - 1]} {meant.day}")


_SYNONYMS = (
    (r"\bbegan\b(?= (?:on|in|at|to|with|by)\b)", "started"), (r"\bbought\b", "purchased"),
    (r"\babout (?=[\d£$€])", "around "), (r"\broughly (?=[\d£$€])", "approximately "),
    (r"\bnearly (?=[\d£$€a-z])", "almost "), (r"\bmore than (?=[\d£$€])", "over "),
    (r"\bat least (?=\d)", "no fewer than "), (r"\bin jail\b", "in prison"),
    (r"\b(was|were) injured\b", r"\1 hurt"), (r"\bpurchased\b", "bought"), (r"\bassist\b", "help"),
    (r"\bhelped to\b", "helped"), (r"\bchildren\b", "youngsters"), (r"\bended\b(?= (?:on|in|at|with)\b)", "finished"),
    (r"\bpermitted\b", "allowed"), (r"\brequires\b", "needs"), (r"\battempted to\b", "tried to"),
    (r"\bhowever, ", ""), (r"^However, ", ""), (r"\bchief executive\b", "CEO"),
    (r"\brapidly\b", "quickly"), (r"\b(is|are|was|were|stay|stayed|remain|be) shut\b", r"\1 closed"),
    (r"\bin order to\b", "to"), (r"\bon board\b", "aboard"),
    (r"\bpeople were killed\b", "people died"), (r"\bpeople died\b", "people were killed"),
    (r"\bannual\b", "yearly"), (r"\bmonthly\b", "every month"), (r"\bphoned\b", "telephoned"),
    (r"\bsoccer\b", "football"), (r"\b([Tt])he company\b(?= (?:said|has|had|was|is|will|would)\b|[,.])", r"\1he firm"), (r"\b(was|were|been) set up\b", r"\1 established"),
    (r"\bfell by\b", "dropped by"), (r"\brose by\b", "increased by"), (r"\brose to\b", "climbed to"),
    (r"\bfell to\b", "dropped to"), (r"\btook place\b", "was held"), (r"\bdemanded\b(?= (?:an?|the|more|better)\b)", "called for"),
)  # fmt: skip


def synonyms(passage: Passage) -> Iterator[str]:
    """Exchange a word for one that news prose uses for the same; verbs only in those frames in
    which both fit."""
    for pattern, new in _SYNONYMS:
        for m in re.finditer(pattern, passage.bare):
            yield put(passage.text, *m.span(), m.expand(new))


_OFFICE = (
    r"(?:chief executive|chief financial officer|prime minister|finance director|district commissioner"
    r"|foreign minister|managing director|chairman|chairwoman|chair|mayor|governor|president"
    r"|captain|head coach|coach|manager|spokesman|spokeswoman|lead prosecutor|prosecutor|bookkeeper"
    r"|analyst|director|goalkeeper|justice minister|interior minister|economy minister)"
)


def office_moved(passage: Passage) -> Iterator[str]:
    """Put an office behind its holder's name, or before it."""
    bare, text = passage.bare, passage.text
    for m in re.finditer(
        rf"(?:^|(?<=, )|(?<=that )|(?<=after )|(?<=when )|(?<=and ))({_OFFICE}) ({FULL_NAME})(?= (?:said|told|was|has|is|will)\b)",
        bare,
        re.IGNORECASE,
    ):
        if m[2][0].isupper():
            yield put(text, *m.span(), f"{m[2]}, the {m[1].lower()},")
    for m in re.finditer(
        rf"^({FULL_NAME}), the ({_OFFICE}),(?= (?:said|was|is|has|had|will|told)\b)", bare
    ):
        yield put(text, *m.span(), f"{m[2]} {m[1]}")
    for m in re.finditer(rf"said ({FULL_NAME}), the ({_OFFICE})(?=\.)", bare):
        yield put(text, *m.span(), f"said {m[2]} {m[1]}")


def weekday_moved(passage: Passage) -> Iterator[str]:
    """Put "on Friday" at the front of a sentence that ends with it."""
    m = re.fullmatch(rf"([^,;]+) (on (?:{'|'.join(_WEEKDAYS)}))\.", passage.text)
    if (
        m
        and not passage.has_quotation
        and not re.search(r"\b(?:said|that|after|before|who)\b", m[1])
    ):
        yield f"O{m[2][1:]}, {lowered(m[1], passage.story)}."


def name_for_pronoun(story: Story) -> Iterator[Made]:
    """Yield sentences with the name in place of a pronoun, the antecedent's sentence cited too.

    The sentence before opens with the one person it names, and the pronoun opens the sentence.
    """
    for before, passage in zip(story.passages, story.passages[1:], strict=False):
        named = [p for p in story.persons if p.split()[-1] in before.text]
        opened = [p for p in named if before.text.startswith((p, p.split()[-1]))]
        rest = re.findall(rf"(?<=[a-z,] ){CAPITAL} {CAPITAL}", before.text)
        m = re.match(r"(He|She)(?= [a-z]+)", passage.bare)
        if m and len(named) == 1 and opened and not set(rest) - set(named):
            text = put(passage.text, *m.span(), named[0])
            ids = (passage.id, before.id)
            yield Made("name for a pronoun", text, passage.text, ids, story)


def joined(story: Story) -> Iterator[Made]:
    """Yield two neighbouring sentences as one, with "and" between them, both cited."""
    for one, two in zip(story.whole, story.whole[1:], strict=False):
        if two.number != one.number + 1 or one.has_quotation or two.has_quotation:
            continue
        if len(one.text.split()) + len(two.text.split()) > 40 or not two.text[0].isupper():
            continue
        if re.match(r"(?:But|And|However|It|This|That|So|Then|Two|Nor|Both)\b", two.text):
            continue
        text = f"{one.text[:-1]}, and {lowered(two.text, story)}"
        yield Made("two sentences joined", text, one.text, (one.id, two.id), story)


PARAPHRASES: dict[str, Maker] = {
    "active and passive": voice,
    "order of clauses": clause_order,
    "apposition left out": apposition_dropped,
    "relative clause left out": tail_dropped,
    "verb of saying": saying_verb,
    "number written otherwise": number_form,
    "number rounded": rounded,
    "weekday as a date": date_form,
    "weekday moved": weekday_moved,
    "synonyms": synonyms,
    "office moved": office_moved,
}
"""Every maker that keeps the meaning of one sentence, by its name."""


def paraphrases(story: Story, *, each: int = EACH, seed: int = SEED) -> Iterator[Made]:
    """Yield true claims that tell sentences of an English article otherwise."""
    from benchmarks.generators.making import edited

    yield from edited(story, PARAPHRASES, each=each, seed=seed)
    if story.language == "en":
        for maker in (name_for_pronoun, joined):
            yield from drawn(maker(story), each, f"{seed}:{maker.__name__}:{story.name}")
