# ruff: noqa: E501 (patterns are long)
"""Articles as the makers of claims see them: sentences, what is quoted in them, who is named.

Names are found with plain patterns: a maker needs a few that are names for sure, not all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from briefer.ingest import read_article
from briefer.model import Article, Document
from briefer.text import guess_language, split

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("articles", "days/day1", "days/day2", "versions/library-hours", "versions/silo-blast")
"""The folders of ``fixtures/`` that hold articles."""

LEAST_WORDS = 6
"""A shorter sentence says too little to be edited."""

CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*[a-zß-öø-ÿćčšž]"
NAME = (
    rf"(?:{CAPITAL}|[A-Z]\.)(?: (?:(?:de|van|von|der|bin|al|of|and the|Le|La) )?{CAPITAL}){{0,3}}"
)
FULL_NAME = rf"(?:{CAPITAL}) (?:(?:van|von|de|De|Le|bin|al) )?(?:{CAPITAL})"
SAYING = (
    r"(?:said|says|told|added|adds|asked|replied|argued|warned|explained|insisted|announced"
    r"|called|described|wrote|recalled|admitted|denied|conceded)"
)
ROLES = (
    r"(?:lawyer|judge|captain|minister|coach|manager|executive|director|officer|commissioner"
    r"|spokesman|spokeswoman|professor|analyst|mayor|governor|chair|chairman|chairwoman|president"
    r"|prosecutor|engineer|bookkeeper|accountant|inspector|striker|goalkeeper|defender|referee"
    r"|leader|secretary|teacher|doctor|author|actor|singer|councillor|editor|ambassador"
    r"|Minister|Secretary|President|Commissioner|Professor|Judge|Captain|Mayor|Inspector|Dr"
    r"|Mr|Ms|Mrs|Sir|Lady)"
)
BODY = (
    r"(?:Council|Court|Company|Line|Party|Group|Union|Ministry|University|Rail|Capital|Fund"
    r"|Holdings|Freight|Authority|Institute|Agency|Bank|Board|Federation|Association|Club|City"
    r"|United|Athletic|Rovers|Wanderers|Police|Office|Services|Society|Trust|Hospital|Museum"
    r"|College|School|Wire|Securities|Alliance|Marine|Biosciences|Tours|Department|Committee"
    r"|Commission|Service)"
)
NO_PERSON = (
    r"(?:Inc|Lab|Labs|Ltd|Hydro|Energy|Systems|Street|Road|Island|Islands|River|Valley|Bay|North|South"
    r"|East|West|New|Saint|St|Democrat|Republican|Conservative|Labour|Minister|Secretary|Chancellor"
    r"|House|Park|Bridge|Cup|League|Parliament|Congress|Senate|States|Kingdom|Airport|Force|Army)"
)
NOT_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December The A An In On At But And When After "
    "As Although While If It He She They His Her Their Its This That There These Those We I You "
    "For From By With Most Some All Both Two Three Four Five Six Seven Eight Nine Ten One No Not "
    "What Who Where Why How Then Now Here So Or Since Before Until During Under Over About Only "
    "Earlier Later Last Next Among Between Also However Meanwhile Yesterday Today".split()
)


@dataclass(frozen=True, eq=False)
class Passage:
    """One sentence. ``bare`` is its text with all that is quoted blanked, of the same length."""

    id: str
    text: str
    bare: str
    number: int
    story: Story

    @property
    def before(self) -> list[Passage]:
        """The three sentences before it, or fewer at the beginning."""
        return self.story.passages[max(0, self.number - 3) : self.number]

    @property
    def has_quotation(self) -> bool:
        """Whether any of it is quoted, or a quotation reaches in or out."""
        return self.text != self.bare


@dataclass(frozen=True, eq=False)
class Story:
    """One article with its sentences of prose."""

    name: str
    document: Document

    @cached_property
    def body(self) -> str:
        """The article's text without what stands before it."""
        return self.document.article.text[self.document.article.body_start :]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the article and its heading, in lower case."""
        article = self.document.article
        every = f"{article.text} {article.title or ''} {article.outlet or ''}"
        return frozenset(word.lower() for word in re.findall(r"\w+", every))

    @cached_property
    def language(self) -> str:
        """The language as declared or guessed, two letters."""
        declared = self.document.article.language
        return (declared or guess_language(self.body))[:2].lower()

    @cached_property
    def day(self) -> date | None:
        """The day it was published, if it says so."""
        given = self.document.article.date
        try:
            return date.fromisoformat(given[:10]) if given else None
        except ValueError:
            return None

    @cached_property
    def passages(self) -> list[Passage]:
        """The sentences of prose, in order."""
        masked = blank_quotations(self.document.article.text)
        prose = [s for s in self.document.sentences if s.kind == "prose"]
        return [
            Passage(s.id, s.text, masked[s.start : s.end], number, self)
            for number, s in enumerate(prose)
            if len(s.text) == s.end - s.start
        ]

    @cached_property
    def whole(self) -> list[Passage]:
        """The sentences that say enough, and have their quotation marks in pairs."""
        return [
            p
            for p in self.passages
            if len(p.text.split()) >= LEAST_WORDS
            and p.text[-1] in '.!?”"'
            and (p.text[0].isupper() or p.text[0] in '“"')
            and p.text.count('"') % 2 == 0
            and p.text.count("“") == p.text.count("”")
            and not p.text.startswith("Media playback")
        ]

    @cached_property
    def persons(self) -> list[str]:
        """Full names that an office, a saying verb or an age shows to be a person's."""
        found = [
            match[1]
            for pattern in (
                rf"\b{ROLES}\.? ({FULL_NAME})",
                rf"\b(?:said|says|added) ({FULL_NAME})(?=[,.])",
                rf"\b({FULL_NAME}) {SAYING}\b",
                rf"\b({FULL_NAME}), \d\d(?=[,.])",
                rf"(?<!of )(?<!in )(?<!at )\b({FULL_NAME}), (?:who|an? [a-z-]+|the [a-z]+ [a-z]+)\b",
            )
            for match in re.finditer(pattern, self.body)
        ]
        return [
            name
            for name in _distinct(found)
            if not re.search(rf"\b(?:{BODY}|{NO_PERSON})\b", name)
            and not re.search(
                rf"\b(?:in|at|near|of the \w+ of) {name}\b|\b{name}, which", self.body
            )
        ]

    @cached_property
    def small(self) -> frozenset[str]:
        """Every word that the article also has without a capital."""
        return frozenset(re.findall(r"\b[a-zß-öø-ÿ][\w’'-]*", self.body))

    @cached_property
    def bodies(self) -> list[str]:
        """Names that end in a word for a body."""
        found = re.finditer(rf"\b({CAPITAL}(?: {CAPITAL})?) ({BODY})\b(?! [A-Z])", self.body)
        return _distinct(match[0] for match in found)

    @cached_property
    def places(self) -> list[str]:
        """Single names that the article has somebody or something *in*."""
        found = re.finditer(
            rf"\bin ({CAPITAL})(?=[,.]| (?:on|and|said|was|is|has|for)\b)", self.body
        )
        persons = {word for person in self.persons for word in person.split()}
        return [name for name in _distinct(m[1] for m in found) if name not in persons]

    @cached_property
    def names_inside(self) -> frozenset[str]:
        """Capitalised words that stand in the middle of a sentence."""
        return (
            frozenset(
                word
                for passage in self.passages
                for word in re.findall(rf"(?<=[a-z,] ){CAPITAL}", passage.text)
            )
            - NOT_NAMES
        )


def blank_quotations(text: str) -> str:
    """Return the text with all that is quoted, marks included, as underscores.

    A quotation that is not closed is blanked to the end of its paragraph.
    """
    pattern = (
        r"“[^”\n]*”?|«[^»\n]*»?|„[^“”\n]*[“”]?"
        r"|(?:(?<=^)|(?<=[\s(\[—–-]))\"(?=\S)[^\"\n]*(?:\"(?!\w)|(?=\s\"\w)|$)"
        r"|(?<!\w)'(?=\w)[^'\n]+'(?!\w)"
    )
    return re.sub(pattern, lambda match: "_" * len(match[0]), text, flags=re.MULTILINE)


def _distinct(names: Iterator[str] | list[str]) -> list[str]:
    every = (re.sub(r"[’']s$", "", name) for name in names)
    return list(dict.fromkeys(n for n in every if not NOT_NAMES & set(n.split())))


def fixture_stories() -> list[Story]:
    """Return the fixture articles, but for the one that gives orders to software."""
    out = []
    for folder in FOLDERS:
        for path in sorted((ROOT / "fixtures" / folder).iterdir()):
            data = path.read_bytes()
            if path.suffix in {".md", ".txt"} and b"\nhostile: true" not in data:
                article = read_article(data, source=str(path))
                out.append(Story(f"{folder}/{path.name}", split(article)))
    return out


def jsonl_stories(path: Path, lines: slice = slice(None)) -> list[Story]:
    """Return articles of a file of JSON lines with ``id`` and ``article``."""
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line][lines]
    return [Story(r["id"], split(Article(r["article"]))) for r in records]
