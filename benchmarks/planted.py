# ruff: noqa: E501, SIM102 (the makers of edits share one signature; patterns are long)
"""Claims made by code from articles: true ones, and ones with a single typed edit.

The edits are found with plain patterns of their own, not with briefer's readers, so that a fact
the readers cannot see is planted all the same. ``python -m benchmarks.planted [FOLDER]`` prints a
table by kind of edit and leaves with 1 when a bound is missed; a file of JSON lines with
``id`` and ``article`` serves as a folder does.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from benchmarks.planted_edits import SAYS, WEEKDAYS, edits_of
from briefer.checks import Source, check
from briefer.model import Article, Document
from briefer.text import split
from briefer.text.language import article_language

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "fixtures" / "articles"
SEED = 20251122
LEAST_WORDS = 8


@dataclass(frozen=True)
class Claim:
    """A claim made from an article: what was done to it, and the sentences it came from."""

    text: str
    kind: str | None
    how: str
    ids: tuple[str, ...]
    article: str
    language: str


def load(path: Path) -> Document:
    """Read a fixture article: front matter and dateline off, sentences numbered."""
    text = path.read_text("utf-8")
    fields: dict[str, str] = {}
    start = 0
    if head := re.match(r"---\n(.*?)\n---\n", text, re.DOTALL):
        start = head.end()
        for line in head[1].splitlines():
            key, _, value = line.partition(":")
            fields[key] = value.strip().strip("\"'")
    elif head := re.match(r"(?:Title:|#)\s*(.+)\n", text):
        start, fields["title"] = head.end(), head[1]
    if dateline := re.match(r"\s*[A-ZÀ-Ý][A-ZÀ-Ý .,’-]+ — ", text[start:]):
        start += dateline.end()
    return split(
        Article(text, title=fields.get("title"), date=fields.get("date"), body_start=start)
    )


def claims(path: Path, seed: int = SEED) -> list[Claim]:
    """Make every claim of one article file, the same for the same seed."""
    return claims_of(load(path), path.name, seed)


def claims_of(document: Document, name: str, seed: int = SEED) -> list[Claim]:
    """Make every claim of one article, the same for the same name and seed."""
    guess = article_language(document.article)
    language = guess if guess in WEEKDAYS else "en"
    rng = random.Random(f"{seed}:{name}")
    prose = [
        s for s in document.sentences
        if s.kind == "prose" and len(s.text.split()) >= LEAST_WORDS
    ]  # fmt: skip
    out: list[Claim] = []
    for before, sentence in zip([None, *prose], prose, strict=False):
        text = sentence.text
        made = [(None, how, new) for how, new in _true(text, language)]
        if before is not None:
            both = f"{text} {before.text}"
            if not re.search(r"[\"“”„«»]", both):
                out.append(
                    Claim(both, None, "re-ordered", (sentence.id, before.id), name, language)
                )
        made += edits_of(text, language, document, rng)
        out += [
            Claim(new, kind, how, (sentence.id,), name, language)
            for kind, how, new in made
            if new != text or kind is None
        ]
    return out


def _true(text: str, language: str) -> list[tuple[str, str]]:
    out = [("verbatim", text)]
    # a trailing or inner part may go when nobody speaks, doubts or denies in it
    keep = re.compile(
        rf"\b(?:{SAYS}|say|told|warn|accus|think|believ|according|not|no|if|unless|may|might|could|expected|alleg|claim|but|except|only"
        r"|denie|without|selon|laut|sagte|nicht|pas|si|wenn|falls|would|will|whether|than|because|prior"
        r"|zwar|sei|werde|soll|sollen|d['’]après|aucun|likely|probably|still|fail)",
        re.IGNORECASE,
    )
    if not re.search(r"[\"“”„«»]|^(?:If|When|While|After|As|Although|Si|Wenn|Ob)\b", text):
        parts = text.split(", ")
        if len(parts) > 1 and not keep.search(parts[-1]) and len(parts[0].split()) >= 5:
            short = ", ".join(parts[:-1]).rstrip(" ,;") + "."
            if len(short.split()) >= LEAST_WORDS and not re.search(r"\b\d+\.$", short):
                out.append(("shortened", short))
        if len(parts) == 3 and not keep.search(parts[1]) and len(parts[1].split()) > 2:
            if re.match(r"(?:who|which|an?|the)\b", parts[1]):
                out.append(("shortened", f"{parts[0]} {parts[2]}"))
    days = "|".join(WEEKDAYS[language])
    if language == "en" and (m := re.search(rf" (on (?:{days}))\.$", text)):
        head = text[: m.start()]
        out.append(
            (
                "re-ordered",
                f"O{m[1][1:]} {head[0].lower() if head[:4] == 'The ' else head[0]}{head[1:]}.",
            )
        )
    if m := re.fullmatch(rf"(.+), ((?:[^,“”\"]+ )?{SAYS}(?: [^,“”\"]+)?)\.", text):
        if '"' not in text and "”" not in text and len(m[2].split()) <= 6:
            out.append(
                (
                    "re-ordered",
                    f"{m[2][0].upper()}{m[2][1:]} that {m[1][0].lower() if m[1].startswith(('The ', 'A ')) else m[1][0]}{m[1][1:]}.",
                )
            )
    return out


def measure(paths: list[Path], seed: int = SEED, *, cite: bool = False) -> tuple[dict, list]:
    """Check every claim of some files; return counts by kind and how, and what went wrong."""
    return measure_documents([(p.name, load(p)) for p in paths], seed, cite=cite)


def measure_documents(
    documents: list[tuple[str, Document]], seed: int = SEED, *, cite: bool = False
) -> tuple[dict, list]:
    """Check every claim of some articles, each with the name that seeds its edits."""
    table: dict = defaultdict(Counter)
    wrong = []
    for name, document in documents:
        source = Source([document])
        for claim in claims_of(document, name, seed):
            verdict = check(claim.text, source, claim.ids if cite else ())
            kinds = {f.kind for f in verdict.findings}
            flagged = not verdict.supported
            typed = flagged if claim.kind is None else claim.kind in kinds
            row = table[claim.kind or "true", claim.how]
            row.update(made=1, flagged=flagged, typed=typed, found=verdict.status != "confirmed")
            if (claim.kind is None and flagged) or (claim.kind and not typed):
                wrong.append((claim, verdict))
    return table, wrong


def articles_of(path: Path, lines: str) -> list[tuple[str, Document]]:
    """Return articles of a folder, or of some lines ("120:240") of a file of JSON lines."""
    if path.is_dir():
        return [(p.name, load(p)) for p in sorted(path.iterdir())]
    first, _, last = lines.partition(":")
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    chosen = records[int(first or 0) : int(last) if last else None]
    return [(r["id"], split(Article(r["article"]))) for r in chosen]


def main() -> int:
    """Print the table: how many, not confirmed, flagged, and found by the right kind of finding."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--lines", default=":", help="of a file of JSON lines, e.g. 120:240")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--cite", action="store_true", help="cite the sentences claims came from")
    parser.add_argument("--show", help="list what went wrong with this kind, or 'all'")
    parser.add_argument("--found", type=float, default=0.95, help="least share of edits typed")
    parser.add_argument("--flagged", type=float, default=0.02, help="most true claims flagged")
    options = parser.parse_args()
    articles = articles_of(options.articles, options.lines)
    table, wrong = measure_documents(articles, options.seed, cite=options.cite)
    totals: dict = defaultdict(Counter)
    for (kind, how), row in sorted(table.items()):
        totals["true" if kind == "true" else "edited"].update(row)
        print(f"{kind:12} {how:24} {_shares(row)}")
    for name, row in totals.items():
        print(f"{name:37} {_shares(row)}")
    for claim, verdict in wrong:
        if options.show in {claim.kind or "true", "all"}:
            print(f"\n{claim.article} {claim.kind}/{claim.how} {claim.ids}: {claim.text}")
            for finding in verdict.findings:
                print("    ", finding.kind, finding.message)
    edited, true = totals["edited"], totals["true"]
    good = edited["typed"] >= options.found * edited["made"]
    return 0 if good and true["flagged"] <= options.flagged * true["made"] else 1


def _shares(row: Counter) -> str:
    shares = "  ".join(f"{row[key] / row['made']:7.1%}" for key in ("found", "flagged", "typed"))
    return f"{row['made']:5}  {shares}"


if __name__ == "__main__":
    sys.exit(main())
