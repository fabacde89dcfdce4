# ruff: noqa: E501 (patterns are long)
"""Edits of a whole article: one fact changed, put in or taken out, or nothing but the looks.

The factual ones come from `planted_edits`, sentence by sentence; those here are units, sentences
put in and taken out, and everything cosmetic.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass

from benchmarks.planted import WEEKDAYS
from benchmarks.planted_edits import edits_of
from briefer.model import Article, Document, Sentence
from briefer.text.language import article_language

LEAST_WORDS = 8

UNITS = (
    ("kilometres", "miles"), ("metres", "feet"), ("millimetres", "metres"), ("milligrams", "grams"),
    ("megawatts", "kilowatts"), ("hours", "days"), ("days", "weeks"), ("weeks", "months"),
    ("months", "years"), ("minutes", "hours"), ("seconds", "minutes"), ("tonnes", "kilograms"),
    ("euros", "dollars"), ("per cent", "percentage points"), ("percent", "percentage points"),
    ("Millionen", "Milliarden"), ("Megawatt", "Kilowatt"), ("Kilometer", "Meter"), ("jours", "semaines"),
)  # fmt: skip
ADDED = {
    "en": (
        "Two officials of the port authority were suspended on Thursday pending an audit.",
        "A spare generator worth 310,000 euros was delivered the same evening.",
        "Residents of Brackwater had complained about the noise since 2019.",
        "The regulator opened a separate inquiry into the contract.",
    ),
    "de": (
        "Zwei Beamte der Hafenbehörde wurden am Donnerstag vom Dienst freigestellt.",
        "Ein Ersatzgenerator für 310.000 Euro wurde noch am selben Abend geliefert.",
    ),
    "fr": (
        "Deux agents de la capitainerie ont été suspendus jeudi dans l’attente d’un audit.",
        "Un groupe électrogène de 310 000 euros a été livré le soir même.",
    ),
}


@dataclass(frozen=True)
class Edit:
    """A version made from an article: its text, what was done, and where.

    ``old`` and ``new`` are the edited sentence on either side, None where there is none;
    ``start`` is its place in the old text.
    """

    kind: str
    how: str
    text: str
    old: str | None
    new: str | None
    start: int = 0


def language_of(document: Document) -> str:
    guess = article_language(document.article)
    return guess if guess in WEEKDAYS else "en"


def prose(document: Document) -> list[Sentence]:
    return [
        s for s in document.sentences if s.kind == "prose" and len(s.text.split()) >= LEAST_WORDS
    ]


def put(document: Document, sentence: Sentence, new: str) -> str:
    text = document.article.text
    return text[: sentence.start] + new + text[sentence.end :]


def factual(document: Document, rng: random.Random, each: int) -> list[Edit]:
    """Make at most ``each`` edits of every kind and sort, one a version."""
    language = language_of(document)
    by_sort: dict[tuple[str, str], list[Edit]] = {}

    def note(kind: str, how: str, sentence: Sentence, new: str) -> None:
        if new != sentence.text:
            edit = Edit(kind, how, put(document, sentence, new), sentence.text, new, sentence.start)
            by_sort.setdefault((kind, how), []).append(edit)

    for sentence in prose(document):
        for kind, how, new in edits_of(sentence.text, language, document, rng):
            note(kind, how, sentence, new)
        for one, other in UNITS:
            for m in re.finditer(rf"(?<=\d )(?:million |billion )?({one})\b", sentence.text):
                note("unit", f"{one} to {other}", sentence,
                     sentence.text[: m.start(1)] + other + sentence.text[m.end(1) :])  # fmt: skip
        after = document.article.text[sentence.end : sentence.end + 1]
        if after in {"", "\n", " "}:
            new = rng.choice(ADDED[language])
            text = document.article.text
            where = sentence.end
            by_sort.setdefault(("added", "sentence"), []).append(
                Edit("added", "sentence", f"{text[:where]} {new}{text[where:]}", None, new, where)
            )
        by_sort.setdefault(("dropped", "sentence"), []).append(
            Edit(
                "dropped",
                "sentence",
                put(document, sentence, ""),
                sentence.text,
                None,
                sentence.start,
            )
        )
    out: list[Edit] = []
    for (kind, _), edits in sorted(by_sort.items()):
        rng.shuffle(edits)
        out += edits[: 1 if kind == "unit" else each]
    return out


def cosmetic(document: Document, rng: random.Random, each: int) -> list[Edit]:
    """Make edits that change no fact."""
    article, language = document.article, language_of(document)
    head, body = article.text[: article.body_start], article.text[article.body_start :]
    out: list[Edit] = []

    def whole(how: str, new: str) -> None:
        if new != body:
            out.append(Edit("cosmetic", how, head + new, None, None))

    whole("white space doubled", re.sub(r"(?<=\w) (?=\w)", lambda _: rng.choice([" ", "  "]), body))
    whole("no-break spaces", re.sub(r"(?<=\w) (?=\w)", lambda _: rng.choice([" ", "\u00a0"]), body))
    whole("quotation marks straight", body.translate(str.maketrans("“”„«»‘’", '"""""\'\'')))
    whole("quotation marks of another style", re.sub(r"[“\"]([^“”\"]+)[”\"]", r"«\1»", body))
    whole("dashes", body.replace(" – ", "—").replace(" — ", " – "))
    whole("decomposed", unicodedata.normalize("NFD", body))
    paragraphs = re.split(r"\n\s*\n", body.strip())
    whole("paragraphs joined", "\n\n".join(_joined(paragraphs, rng)))
    whole("a sentence a paragraph", "\n\n".join(s.text for s in document.sentences))
    whole("lines wrapped", "\n\n".join(_wrapped(p, rng.choice([60, 72, 80])) for p in paragraphs))
    for sentence in _some(prose(document), rng, each):
        for how, new in _sentence_edits(sentence.text, language, rng):
            if new != sentence.text:
                out.append(
                    Edit(
                        "cosmetic",
                        how,
                        put(document, sentence, new),
                        sentence.text,
                        new,
                        sentence.start,
                    )
                )
    for sentence in _some(prose(document), rng, max(1, each // 3)):
        rest = put(document, sentence, "")
        out.append(
            Edit(
                "cosmetic",
                "sentence moved",
                f"{rest.rstrip()}\n\n{sentence.text}\n",
                sentence.text,
                sentence.text,
            )
        )
    return out


def _some(items: list, rng: random.Random, most: int) -> list:
    return rng.sample(items, min(most, len(items)))


def _joined(paragraphs: list[str], rng: random.Random) -> list[str]:
    out: list[str] = []
    for each in paragraphs:
        if (
            out
            and rng.random() < 0.5
            and not each.startswith(("#", "-", "*"))
            and not out[-1].startswith("#")
        ):
            out[-1] = f"{out[-1]} {each}"
        else:
            out.append(each)
    return out


def _wrapped(paragraph: str, width: int) -> str:
    if re.search(r"^(?:[-*+•#>]|\d+[.)]) ", paragraph, re.MULTILINE):
        return paragraph
    lines, line = [], ""
    for word in paragraph.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    wrapped = "\n".join([*lines, line])
    marked = re.search(r"^(?:[-–—*+•#>]|\d+[.)] )", wrapped, re.MULTILINE)
    return paragraph if marked else wrapped


_FORMS = {
    "en": (
        ("per cent to %", r"(?<=\d) per cent\b", "%"), ("percent to %", r"(?<=\d) percent\b", "%"),
        ("% to per cent", r"(?<=\d)%", " per cent"),
        ("grouping", r"(?<=\d),(?=\d{3}\b)", "\u00a0"), ("grouping dropped", r"(?<=\d),(?=\d{3}\b)", ""),
        ("said to says", r"(?<=[a-z”] )said\b(?=[ .,])", "says"),
        ("unit short", r"(?<=\d )kilometres\b", "km"), ("unit short", r"(?<=\d )metres\b", "m"),
        ("American spelling", r"\b(harb|lab|fav|col)our\b", r"\1or"), ("American spelling", r"\bmetres\b", "meters"),
        ("contraction", r"\b(is|was|did|has|had|does|were|are) not\b", r"\1n’t"),
        ("contraction spelled out", r"\b(is|was|did|has|had|does|were|are)n[’']t\b", r"\1 not"),
        ("million short", r"(?<=[$£€]\d\d) million\b", "m"),
    ),
    "de": (("Prozent to %", r"(?<=\d) Prozent\b", " %"), ("grouping", r"(?<=\d)\.(?=\d{3}\b)", "\u00a0"),
           ("unit short", r"(?<=\d )Kilometer\b", "km")),
    "fr": (("% glued", r"(?<=\d)\s%", "%"), ("pour cent", r"(?<=\d)\s%", " pour cent"),
           ("grouping", r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)", "\u202f")),
}  # fmt: skip
_MONTHS = "January February August September October November December"
_SMALL = "two three four five six seven eight nine ten eleven twelve".split()


def _sentence_edits(text: str, language: str, rng: random.Random):
    for how, pattern, new in _FORMS[language]:
        yield how, re.sub(pattern, new, text)
    if language == "en":
        months = "|".join(_MONTHS.split())
        yield (
            "month short",
            re.sub(rf"\b({months})(?= \d{{1,2}}\b)", lambda m: f"{m[1][:3]}.", text),
        )
        yield (
            "month short",
            re.sub(rf"(?<=\d )({months})\b", lambda m: f"{m[1][:3]}.", text)
            if re.search(rf"\d ({months}) \d", text)
            else text,
        )
        yield (
            "number word",
            re.sub(
                rf"\b({'|'.join(_SMALL)})\b(?= (?!thirds|quarters|fifths|times)[a-z]+s\b)",
                lambda m: str(_SMALL.index(m[1]) + 2),
                text,
            ),
        )
    yield "typo", _misspelt(text, rng)
    yield "final stop dropped", text.removesuffix(".")


def _misspelt(text: str, rng: random.Random) -> str:
    words = list(re.finditer(r"(?<![\w’'-])[a-zà-ÿß]{6,}(?![\w’'-])", text))
    if not words:
        return text
    m = rng.choice(words)
    word = m[0]
    at = rng.randrange(1, len(word) - 2)
    wrong = rng.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        ]
    )
    return text[: m.start()] + wrong + text[m.end() :]


def version(document: Document, edit: Edit) -> Article:
    """Return the article with an edit; headline and the rest stay."""
    article = document.article
    return Article(edit.text, title=article.title, date=article.date, body_start=article.body_start)
