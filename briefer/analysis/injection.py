"""Sentences of an article that give orders to the software which reads it, and are no news.

They are told by kind: notes addressed to a machine or to whoever writes the brief, wishes about
what a summary says, orders to set instructions aside, words that take the reader for software,
marks that only programs write for each other. How a language puts each is in its ``Orders``;
here is how the phrases combine. What stands in quotation marks inside a sentence is reported, and
so is a wish beside which stands who had it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise

from briefer.lang import Orders, ways_to_order
from briefer.llm import Same
from briefer.model import Document, Sentence

_MARKUP = re.compile(
    r"\[(?:(?:\d+|old|new)\.)?S\d+\]"  # marks that only we make
    r"|```|<\|[\w ]+\|>|\{[{%].*[%}]\}|\[/?INST\]|<</?SYS>>|<!--"
    r"|</?(?:article|source|script|system|user|assistant|instructions?|iframe|img|style)\b[^>]*>"
    r"|<\w+\b[^>]{0,200}\b(?:display:\s*none|visibility:\s*hidden|font-size:\s*0|hidden\b)"
    r"|!\[[^\]]*\]\([^)]*\)"
    r"|\{\s*\"\w+\"\s*:"
    r"|\x1b|\x07|\x9b"
    r"|(?<!\U0001f3f4)(?<![\U000e0000-\U000e007f])[\U000e0000-\U000e007f]",  # tags spell unseen
    re.IGNORECASE,
)
_PERHAPS_MARKUP = re.compile(r"[\[<{`\x1b\x07\x9b\U000e0000-\U000e007f]")

_ROLE = re.compile(
    r"^\W*(?:system|assistant|developer)"
    r"(?: (?:prompt|message|note|notice|override|instructions?))? ?[:\]]"
    r"|^\W*(?<=##) ?(?:system|instructions?|response|assistant|user)\b"
    r"|^\W*(?:begin|end|start) (?:of )?(?:system |user |admin )?"
    r"(?:instructions?|prompt|override)\b"
    r"|^\W*(?:end|start) of (?:the )?(?:article|document|source|context|input|user input)\W*$"
    r"|\bjavascript:",
    re.IGNORECASE,
)
_ROLE_HINTS = (
    *(
        rf"{role}(?: ?[:\]]| (?:prompt|message|not|override|instruction))"
        for role in ("system", "assistant", "developer")
    ),
    *(
        rf"{edge} (?:of )?(?:the )?(?:system|user|admin|instr|prompt|overr|art|doc|source|con|inp)"
        for edge in ("begin", "start", "end")
    ),
    *("##", "javascript:"),
)
"""What every mark of a role has one of, in small letters."""
_PATTERN = re.compile(r"[(\[?]")
"""What a hint that is a regular expression has."""
_SHORT = 4
"""Letters of the longest hint that is a whole word."""
_SEAM = " \x00 "
"""What no hint has, put between sentences."""

_START = r"(?:^\W*|[.;:,!?()–—]\s*|\s-\s)(?:and |then |now |just |simply |instead |so |but )?"
_REST = r"[^.!?]"
_OPEN, _CLOSE = '“„«"‘', '”“»"’'
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|\"[^\"]*\"|(?<!\w)‘[^‘’]*’(?!\w)")
_FEWEST_OUTSIDE = 3
"""Words outside a quotation that make it one that is told of, and no sentence in quotes."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_LOOKALIKE = re.compile("[\u0370-\u052f]")
_MIXED = re.compile(r"[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]")
_LETTERS = str.maketrans(
    "авеԁһіјкӏмнорԛѕтԝхуүгαειικνορτυχı’‘ʼ`",
    "abedhijklmhopqstwxyyraeiikvoptuxi''''",
)
"""Letters of other alphabets to the Latin ones that they look like, and apostrophes to one."""
_APOSTROPHES = (("ı", "i"), ("’", "'"), ("‘", "'"), ("ʼ", "'"))


class _Hints:
    """Parts of words by which nearly every text is seen to hold no order, quickly.

    One pattern finds them: those that begin alike are one branch of it.
    """

    def __init__(self, hints: Iterable[str]) -> None:
        self._pattern = re.compile(_branched([_parted(hint) for hint in sorted(set(hints))]))

    def are_in(self, small: str) -> bool:
        """Return whether a text in small letters has one of them."""
        return self._pattern.search(small) is not None

    def places(self, small: str) -> Iterator[int]:
        """Yield where a text in small letters has some; others only overlap one of these."""
        return (match.start() for match in self._pattern.finditer(small))


def _parted(hint: str) -> tuple[str, str]:
    """Return what a hint begins with, letter by letter, and the pattern of what follows."""
    if len(hint) <= _SHORT and hint.isalpha():
        return hint, rf"(?!\w)(?<!\w{hint})"
    special = _PATTERN.search(hint)
    if special is None:
        return hint, ""
    end = special.start() - (special[0] == "?")  # that is about the letter before it
    return hint[:end], hint[end:]


def _branched(hints: Iterable[tuple[str, str]]) -> str:
    """Return one pattern for hints that `_parted` gave."""
    ends = [rest for head, rest in hints if not head]
    if "" in ends:
        return ""  # whatever goes on from here has been found
    going_on: dict[str, list[tuple[str, str]]] = {}
    for head, rest in hints:
        if head:
            going_on.setdefault(head[0], []).append((head[1:], rest))
    ways = [re.escape(letter) + _branched(each) for letter, each in going_on.items()]
    return f"(?:{'|'.join((*ways, *ends))})"


class _Ways:
    """How one language gives orders.

    Its patterns are long, and compiled when a sentence may have one of them: few ever have. Most
    need a subject: a machine, whoever makes the brief, or the brief.
    """

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self.hints = _Hints(orders.hints)

    def are_in(self, told: str) -> bool:
        """Return whether a sentence in small letters gives an order."""
        plain, wishes = self._whole if self._subjects.search(told) else self._bare
        if plain.search(told):
            return True
        return wishes.search(told) is not None and not self._reported.search(told)

    @cached_property
    def _subjects(self) -> re.Pattern[str]:
        orders = self._orders
        every = (orders.machines, orders.writers, orders.briefs, orders.inside, orders.summarising)
        return _any_of(every)

    @cached_property
    def _whole(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What is an order whoever tells of it, and what is one unless it is reported."""
        (plain, wishes), orders = self._without_subject, self._orders
        return _any_of([*_plain(orders), *plain]), _any_of([*_wishes(orders), *wishes])

    @cached_property
    def _bare(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """The same of sentences without any subject."""
        plain, wishes = self._without_subject
        return _any_of(plain), _any_of(wishes)

    @property
    def _without_subject(self) -> tuple[list[str], list[str]]:
        orders = self._orders
        return [_setting_aside(orders), orders.poses, orders.demands], [orders.wishes]

    @cached_property
    def _reported(self) -> re.Pattern[str]:
        """What reports a wish."""
        return re.compile(rf"\b(?:{self._orders.reported})(?!\w)", re.IGNORECASE)

    @cached_property
    def follow(self) -> re.Pattern[str]:
        """What goes on giving orders."""
        return re.compile(rf"\W*(?:{self._orders.follow})", re.IGNORECASE)


@lru_cache(maxsize=1_024)  # the same sentence is asked of by its article, its story and its check
def is_addressed_to_machine(text: str) -> bool:
    """Return whether a sentence gives orders to whatever software reads it, or poses as its own.

    It holds what only programs write for each other (fake sentence marks, chat templates,
    closing tags of a fence, terminal escapes), or an order to a model or to whoever makes the
    brief in one of seven languages. It knows the common kinds, not every wording of them.
    """
    if _PERHAPS_MARKUP.search(text) and _MARKUP.search(text):
        return True
    small = _evened(text)
    if not _hints().are_in(small):
        return False
    chosen = [ways for ways in _ways() if ways.hints.are_in(small)]
    told = _outside_quotations(small) if chosen else small
    return _ROLE.search(told) is not None or any(ways.are_in(told) for ways in chosen)


def news_of(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of an article that are told to readers, in order, with their ids.

    All others are orders to software: they are evidence for nothing, and no model is shown them.
    Where there is none, ``document.sentences`` itself is returned.
    """
    orders = orders_of(document)
    if not orders:
        return document.sentences
    return tuple(s for s in document.sentences if s.id not in orders)


def orders_of(document: Document) -> frozenset[str]:
    """Return the ids of the sentences that give orders to software.

    A sentence that goes on giving orders behind such a one, in its paragraph, is one of them.
    """
    return _orders_of(Same(document.sentences))


@lru_cache(maxsize=64)  # of one article it is asked by every part of its work
def _orders_of(given: Same) -> frozenset[str]:
    sentences: tuple[Sentence, ...] = given.value
    found = {s.id for s in _perhaps_orders(sentences) if is_addressed_to_machine(s.text)}
    if found:
        for before, sentence in pairwise(sentences):
            if before.id in found and before.paragraph == sentence.paragraph:
                small = _evened(sentence.text)
                if any(ways.follow.match(small.lstrip(_OPEN)) for ways in _ways()):
                    found.add(sentence.id)
    return frozenset(found)


def _perhaps_orders(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences that may give orders: all at once is quicker than asking of each."""
    texts = [sentence.text for sentence in sentences]
    whole = _SEAM.join(texts)
    small = _evened(whole)
    ends = list(accumulate(len(piece) + len(_SEAM) for piece in small.split(_SEAM)))
    if len(ends) != len(texts):
        return list(sentences)  # an article has the seam itself
    found = {bisect_right(ends, place) for place in _hints().places(small)}
    if _PERHAPS_MARKUP.search(whole):
        found |= {at for at, text in enumerate(texts) if _PERHAPS_MARKUP.search(text)}
    return [sentences[at] for at in sorted(found)]


def _evened(text: str) -> str:
    """Return a text in small letters, as it reads: without what cannot be seen or looks alike."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).lower().replace("i\u0307", "i")
    if _UNSEEN.search(text):
        text = _UNSEEN.sub("", text)
    if _LOOKALIKE.search(text) and _MIXED.search(text):
        text = " ".join(
            word.translate(_LETTERS) if _MIXED.search(word) else word for word in text.split(" ")
        )
    for letter, plain in _APOSTROPHES:
        text = text.replace(letter, plain)
    return text


def _outside_quotations(text: str) -> str:
    """Return a text without the quotations that it tells of; one that is all quotation stays."""
    outside = _QUOTED.sub("“”", text)
    return outside if len(re.findall(r"\w+", outside)) >= _FEWEST_OUTSIDE else text


@lru_cache(maxsize=1)
def _ways() -> tuple[_Ways, ...]:
    return tuple(map(_Ways, ways_to_order()))


@lru_cache(maxsize=1)
def _hints() -> _Hints:
    return _Hints((*_ROLE_HINTS, *(hint for each in ways_to_order() for hint in each.hints)))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern that one of some has; without any, one that nothing has."""
    every = "|".join(f"(?:{each})" for each in patterns if each)
    return re.compile(every or "(?!)", re.IGNORECASE)


def _setting_aside(orders: Orders) -> str:
    """Return the pattern of orders to set instructions aside."""
    leading = (
        rf"(?:{_START}(?:{orders.asking}|{orders.obliging})?\W*(?:\w+ )?"
        rf"|\b(?:{orders.obliging})\b{_REST}{{0,15}})"
    )
    return rf"{leading}\b{orders.overriding}\b{_REST}{{0,20}}?\b(?:{orders.told})"


def _plain(orders: Orders) -> list[str]:
    """Return a language's phrases combined: which must stand beside which, and how near.

    Each has a machine, whoever makes the brief, or a brief in it.
    """
    machines, writers = f"(?:{orders.machines})", f"(?:{orders.writers})"
    addressed = f"(?:{writers}|{machines})"
    saying, asking = rf"\b(?:{orders.saying})\b", rf"\b(?:{orders.asking})"
    obliging = rf"\b(?:{orders.obliging})\b"
    note = r"^\W*(?:\w+ ){0,3}?(?:" + orders.notes + ")"
    reading = rf"{machines}(?: \w+)?,? (?:\w+ )?(?:{orders.readers})"
    return [
        # A note to a machine, or to who makes the brief.
        rf"{note}\W+{addressed}\s*(?:[:;,.!–—(]|-\s|$)",
        rf"^\W*(?:{orders.bare_notes})\W+(?:{addressed}|{orders.briefs})\s*:",
        rf"{note}\W+{addressed}\W+{_REST}{{0,40}}?(?:{asking}|\b(?:{orders.readers}))",
        rf"^\W*{machines}\s*[,:!]\s*(?:{asking}|{saying} )",
        # Whoever makes the brief, or software that reads this, with what it is to do.
        rf"\b{writers}\b{_REST}{{0,80}}(?:{asking}|{obliging})",
        rf"{asking}{_REST}{{0,60}}\b{writers}\b",
        rf"\b{reading}\b{_REST}{{0,40}}(?:{asking}|{obliging}|,\s*{saying})",
    ]


def _wishes(orders: Orders) -> list[str]:
    """Return the phrases of what somebody may only be told to want; each has a brief in it."""
    saying, asking = rf"\b(?:{orders.saying})\b", rf"\b(?:{orders.asking})"
    obliging = rf"\b(?:{orders.obliging})\b"
    briefs, inside = rf"\b(?:{orders.briefs})\b", rf"\b(?:{orders.inside})"
    return [
        rf"{briefs}(?:[\s,]+\w+){{0,5}}?[\s,]+{obliging}(?:\W+\w+){{0,8}}?\W+{saying}",
        rf"{inside}(?:\W+\w+){{0,3}}?\W+{obliging}(?:\W+\w+){{0,6}}?\W+{saying}",
        rf"{asking}{_REST}{{0,60}}?(?:{briefs}|{inside})\b{_REST}{{0,40}}?{saying}",
        rf"{asking}{_REST}{{0,40}}?{saying}{_REST}{{0,80}}?{inside}\b",
        rf"{_START}{saying}{_REST}{{0,60}}{inside}\b{_REST}{{0,40}}(?:{asking}|\bthat\b)",
        rf"^\W*(?:\w+ ){{0,2}}{saying} {_REST}{{0,80}}{inside}\b",
        rf"^\W*{inside}\s*,?\s*(?:{asking}\W+)?{saying}",
        rf"\b(?:{orders.summarising}){_REST}{{0,60}}?(?:{asking}|{saying}|{obliging})",
    ]
