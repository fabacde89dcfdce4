# ruff: noqa: ARG001, C901, E501 (the makers of edits share one signature; patterns are long)
"""Single typed edits of a sentence, found with plain patterns."""

from __future__ import annotations

import random
import re

from briefer.model import Document

EACH = 3
"""At most so many edits of one kind a sentence."""

WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(),
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
}
MONTHS = {
    "en": (
        "January February March April June July August September October November December".split()
    ),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November".split(),
    "fr": "janvier février avril mai juin juillet août septembre octobre novembre".split(),
}
NATIONAL = (
    "Norwegian Italian Austrian Slovenian Croatian Hungarian Dutch German Danish Portuguese British "
    "French Spanish Swedish Polish Greek Belgian American Russian Ukrainian Irish Swiss Canadian"
).split()
PLACES = "Rotterdam Leipzig Toulouse Valencia Aarhus Genoa Gdynia Antwerp Porto Malmo".split()
PEOPLE = (
    "Martin Okafor", "Elena Petrova", "David Lindqvist", "Sofia Marchetti", "Thomas Brandt",
    "Amara Diallo", "Peter Novak", "Lucia Fernandes",
)  # fmt: skip
FIRMS = ("Northgate Systems", "Orlanda Group", "Kestrel Energy", "Bluewater Lines")
ROLES = {
    "coach": "goalkeeper", "manager": "referee", "captain": "coach", "lawyer": "prosecutor",
    "prosecutor": "lawyer", "judge": "prosecutor", "mayor": "governor", "Mayor": "Governor",
    "Interior Minister": "Finance Minister", "Prime Minister": "President",
    "Defense Secretary": "Treasury Secretary", "chief executive": "chief economist",
    "professor": "student", "director": "spokesman", "engineer": "architect",
    "spokesman": "lawyer", "spokeswoman": "lawyer", "chairman": "treasurer", "inspector": "judge",
    "chairwoman": "treasurer", "president": "secretary", "analyst": "journalist",
}  # fmt: skip
SURE = (
    (r"\bmay\b(?! \d)", "will"), (r"\bmight\b", "will"), (r"\bcould\b(?! not)", "will"),
    (r"\b(?:is|are) (?:expected|likely|projected|forecast) to\b", "will"),
    (r"\bwould probably\b", "will"), (r"\bwill probably\b", "will"),
    (r"\bwas expected to\b", "will"), (r"\bhas indicated\b", "has pledged"),
    (r"\bhopes to\b", "will"), (r"\bmay have\b", "has"), (r"\bsuggests?\b", "proves"),
    (r"\bappears? to\b", "is certain to"), (r"\bseems? to\b", "is certain to"),
)  # fmt: skip
AUXILIARY = (
    r"\b(is|are|was|were|has|have|had|will|would|could|should|can|did)\b(?! not|n['’]t|\s*[,.?])"
)
NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve twenty thirty".split()
TITLED = ("Mr", "Ms", "Mrs", "Dr", "Sir", "Lady", "Professor")
SAYS = r"(?:said|says|added|adds|told reporters|explained|argued|insisted)"


def edits_of(
    text: str, language: str, document: Document, rng: random.Random
) -> list[tuple[str, str, str]]:
    made: list[tuple[str, str, str]] = []
    for kind, maker in (
        ("money", _money), ("number", _numbers), ("date", _dates), ("place", _places),
        ("role", _roles), ("name", _names), ("negation", _negations), ("certainty", _certainty),
        ("attribution", _attribution), ("quotation", _quotations),
    ):  # fmt: skip
        options = list(maker(text, language, document, rng))
        rng.shuffle(options)
        made += [(kind, how, new) for how, new in options[:EACH]]
    return made


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


_MONEY = re.compile(
    r"(?:[$£€]\s?\d[\d.,]*|\d[\d.,\u00a0\u202f ]*\d?)(?:\s(?:million|billion|Millionen|millions?|Milliarden))?"
    r"(?:\s(?:d['’])?(?:euros?|Euro|dollars|pounds|kroner|Cent|cents))|[$£€]\s?\d[\d.,]*(?:\s(?:million|billion))?"
)
_COUNT = re.compile(
    r"(?<![\d.,$£€:/–-])\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?![\d])|(?<![\w.,$£€:/–-])\d+(?:[.,]\d+)?(?![\w:/–]|[.,]\d)"
)


def _money(text, language, document, rng):
    for m in _MONEY.finditer(text):
        for big, small in (
            ("million", "billion"),
            ("Millionen", "Milliarden"),
            ("billion", "million"),
        ):
            if f" {big}" in m[0]:
                yield "magnitude", _put(text, m.start(), m.end(), m[0].replace(big, small))
                break
        digits = re.search(r"\d[\d.,\u00a0\u202f]*\d|\d", m[0])
        a, b = m.start() + digits.start(), m.start() + digits.end()
        yield "amount", _put(text, a, b, _other(digits[0], rng))


def _other(number: str, rng: random.Random) -> str:
    """Another number of the same shape: one digit changed, not the last of several."""
    at = [i for i, c in enumerate(number) if c.isdigit()]
    spot = rng.choice(at[: max(1, min(2, len(at)))])
    choices = [d for d in "123456789" if abs(int(d) - int(number[spot])) >= 2]
    return number[:spot] + rng.choice(choices) + number[spot + 1 :]


def _numbers(text, language, document, rng):
    months = "|".join([*MONTHS["en"], "May", *MONTHS["de"], *MONTHS["fr"]])
    for m in _COUNT.finditer(text):
        after, before = text[m.end() : m.end() + 18], text[: m.start()][-14:]
        if re.match(
            rf"\.?(?:er)?\s(?:{months}|million|Mill|mill|billion|euro|Euro|dollar|kron|Cent|a\.m|p\.m|Uhr|heures|h\b)",
            after,
        ):
            continue
        if re.search(rf"(?:{months})\s$", before) or re.fullmatch(r"(?:19|20)\d\d", m[0]):
            continue
        if re.match(
            r"\s(?:to|and|bis|à|zu|et)\s\d[\d,.]*\s(?:million|billion|Mill|mill|euro|Euro|Uhr)",
            after,
        ):
            continue
        yield "digits", _put(text, m.start(), m.end(), _other(m[0], rng))
    if language == "en":
        words = "|".join(NUMBER_WORDS)
        for m in re.finditer(rf"\b({words})\b(?= [a-z])(?! million| billion)", text):
            other = rng.choice([w for w in NUMBER_WORDS if w != m[1]])
            yield "words", _put(text, *m.span(1), other)
        for old, new in (
            ("at least", "at most"),
            ("more than", "fewer than"),
            ("up to", "at least"),
            ("less than", "more than"),
            ("nearly", "more than"),
            ("almost", "more than"),
        ):
            for m in re.finditer(rf"\b{old} (?=[$£€]?(?:\d|(?:{words})\b))", text):
                if not re.match(
                    r"[$£€]|[\d.,]+ (?:million |billion )?(?:euros|dollars|pounds|kroner)",
                    text[m.end() :],
                ):
                    yield "qualifier", _put(text, m.start(), m.end() - 1, new)


def _dates(text, language, document, rng):
    for table in (WEEKDAYS[language], MONTHS[language]):
        for m in re.finditer(rf"\b({'|'.join(table)})(?=\b|s\b|abend)", text):
            if m[1] == "March" and m.start() == 0:
                continue
            yield "name", _put(text, *m.span(1), rng.choice([w for w in table if w != m[1]]))
    for m in re.finditer(r"\b(?:19|20)\d\d\b(?![.,]\d| [a-z]+s\b)", text):
        yield "year", _put(text, *m.span(), str(int(m[0]) + rng.choice([-3, -2, -1, 1, 2])))


_PERSON = re.compile(r"\b([A-ZÀ-Ý][a-zà-ÿć-ž]+) ([A-ZÀ-Ý][a-zà-ÿć-ž]{3,})\b")
_NOT_PERSON = re.compile(
    r"\b(?:Speak|That|Custom|This|House|Quay|Chambers|Harbour|Tunnel|Midlands|Projects|Gate|Press|Crossing|Business|Seca|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Minister|Secretary|Prime|Interior|Authority|Party|Union|Court|Council|Street|Bank|Cup|Valley"
    r"|President|Holdings|North|South|West|East|United|New|The|In|On|At|But|And|Two|Both|Lead|When|After"
    r"|Road|River|Board|Office|Ministry|Mayor|Deck|Civil|Defense|Cold|War|States|European|If|Das|Die|Der"
    r"|Im|Am|Ein|Eine|Millionen|Euro|For|Its|His|Her|Their|By|From|First|Under|While|Some|Most|Il|La|Le|Les)\b"
)


def _persons(text: str) -> list[re.Match[str]]:
    return [m for m in _PERSON.finditer(text) if not _NOT_PERSON.search(m[0])]


def _names(text, language, document, rng):
    if language == "de":
        known = {"Katrin Oltmanns", "Miriam Sander", "Bernd Kruse", "Jens Ahlers", "Aylin Demirci"}
        people = [m for m in _persons(text) if m[0] in known]
    else:
        people = _persons(text)
    body = document.article.text[document.article.body_start :]
    everyone = sorted(
        {m[0] for m in _persons(body) if m[0].split()[0] not in TITLED} - {m[0] for m in people}
    )
    for m in people:
        if re.search(r"\b(?:in|at|near|from|to|of|the) $", text[: m.start()]):
            continue
        unknown = [p for p in PEOPLE if not set(p.split()) & set(body.split())]
        yield "surname", _put(text, *m.span(2), rng.choice(unknown).split()[1])
        yield "stranger", _put(text, *m.span(), rng.choice(unknown))
        others = [e for e in everyone if e.split()[1] not in text and not m[0].startswith(TITLED)]
        if others and language != "de":
            yield "another of the article", _put(text, *m.span(), rng.choice(others))


def _places(text, language, document, rng):
    pattern = {
        "en": r"\b(?:in|at|near) ([A-Z][a-zà-ÿ]{3,})(?=[ ,.])(?! [A-Z])",
        "fr": r"\b(?:à|À) ([A-Z][a-zà-ÿ-]{3,})(?=[ ,.])",
        "de": r"\b(?:in) ([A-Z][a-zà-ÿ]{3,})(?=[,.])",
    }[language]
    for m in re.finditer(pattern, text):
        if m[1] in {*MONTHS["en"], "May", *WEEKDAYS["en"], "Parliament"}:
            continue
        known = {x[1] for x in re.finditer(pattern, document.article.text)}
        others = sorted(known - {m[1], *MONTHS["en"], "May", "Parliament"})
        yield "elsewhere", _put(text, *m.span(1), rng.choice(PLACES))
        others = [o for o in others if o not in text]
        if others:
            yield "another of the article", _put(text, *m.span(1), rng.choice(others))


def _roles(text, language, document, rng):
    if language != "en":
        return
    for m in re.finditer(rf"\b({'|'.join(NATIONAL)}|U\.S\.|UK)\b", text):
        near = text[m.end() : m.end() + 48]
        if not re.match(r"[^,.;]*?\b[A-Z][a-z]+ [A-Z]", near) or re.match(
            r" (?:border|and|company)", near
        ):
            continue
        yield "nationality", _put(text, *m.span(), rng.choice([n for n in NATIONAL if n != m[1]]))
    for old, new in ROLES.items():
        for m in re.finditer(rf"\b{old}(?=,? (?:[A-Z][a-zà-ÿ]+ )+)", text):
            yield "office", _put(text, *m.span(), new)


def _negations(text, language, document, rng):
    if language == "en":
        for m in re.finditer(
            r"\b(?:is|are|was|were|has|have|had|will|would|could|should|can|did|does)( not)\b", text
        ):
            if m[0].split()[0] not in {"did", "does"}:
                yield "dropped", _put(text, *m.span(1), "")
        if not re.search(r"\b(?:not|no|never|without|nor|neither)\b|n['’]t\b", text):
            for m in re.finditer(AUXILIARY, _unquoted(text)):
                if re.match(r" (?:also |been |already )?[a-z]", text[m.end() :]):
                    yield "added", _put(text, m.end(), m.end(), " not")
                    break
    elif language == "de":
        for m in re.finditer(r"( nicht)\b", text):
            yield "dropped", _put(text, *m.span(1), "")
        for m in re.finditer(r"\bkein(?=e[nr]?\b|\b)", text):
            yield "dropped", _put(text, *m.span(), "ein")
    else:
        for m in re.finditer(r"\bn(?:e |['’])(\w+) (?:pas|jamais)\b", text):
            yield "dropped", _put(text, *m.span(), m[1])


def _unquoted(text: str) -> str:
    return re.sub(r"“[^”]*”|\"[^\"]*\"", lambda m: "_" * len(m[0]), text)


def _certainty(text, language, document, rng):
    if language != "en":
        return
    for pattern, sure in SURE:
        for m in re.finditer(pattern, _unquoted(text)):
            if re.search(r"\b(?:whether|if|so that|until|than|asked)\b", text[: m.start()]):
                continue
            if re.search(r"\b(?:whether|if)\b", text[m.end() :]):
                continue
            yield "raised", _put(text, *m.span(), sure)


def _attribution(text, language, document, rng):
    if language != "en" or "“" in text or '"' in text:
        return
    if m := re.match(
        r"(?:[A-Z][\w’' -]{2,60}? (?:allege|alleges|alleged|claim|claims|claimed|argue|argued|said|says|insisted"
        r"|warned|believe|believes|contend|contends)(?: that)) (.+)$",
        text,
    ):
        yield "opening dropped", m[1][0].upper() + m[1][1:]
    who = r"(?:he|she|they|it|(?:the|a) [a-zA-Z' -]{3,45}|(?:[A-Z][\w’'-]+ ?){1,4}|[a-z]+s from the [a-z ]+)"
    if m := re.search(rf", (?:{who} {SAYS}|{SAYS} {who})(?: (?:on|after|in) [^,]+)?\.$", text):
        yield "closing dropped", _put(text, *m.span(), ".")
    if m := re.search(rf", {who} {SAYS}(?=,)", text):
        yield "inserted dropped", _put(text, m.start(), m.end() + 1, "")
    if m := re.search(r",? according to [^,.;]+(?=\.$)", text):
        yield "source dropped", _put(text, *m.span(), "")


def _quotations(text, language, document, rng):
    for m in re.finditer(r"“([^”]+)”|\"([^\"]+)\"|«\s?([^»]+?)\s?»|„([^“”]+)“", text):
        start, end = m.span(m.lastindex)
        words = list(re.finditer(r"\b[a-zà-ÿß]{4,}\b", text[start:end]))
        if len(text[start:end].split()) >= 4 and words:
            w = rng.choice(words)
            new = {"en": "never", "fr": "jamais", "de": "niemals"}[language]
            new = rng.choice([new, {"en": "always", "fr": "toujours", "de": "immer"}[language]])
            yield "word", _put(text, start + w.start(), start + w.end(), new)
    if language != "en":
        return
    body = document.article.text
    speakers = sorted(
        {
            x[1]
            for x in re.finditer(
                r"(?:said|told [a-z ]+,?) (?:[a-zA-Z]+ )*?([A-ZÀ-Ý][a-zà-ÿć-ž]{3,})(?=[.,])", body
            )
        }
        | {x[1] for x in re.finditer(r"\b([A-ZÀ-Ý][a-zà-ÿć-ž]{3,}) said\b", body)}
    )
    for m in re.finditer(
        r"”,? (?:said )?((?:[A-ZÀ-Ý][a-zà-ÿć-ž]+ )?([A-ZÀ-Ý][a-zà-ÿć-ž]{3,}))(?: said)?(?=[.,])",
        text,
    ):
        others = [s for s in speakers if s not in text]
        if others:
            yield "speaker", _put(text, *m.span(1), rng.choice(others))
