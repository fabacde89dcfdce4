"""A loopback model that answers with the claims of ``fixtures/scripted/``.

They were written, not recorded: free paraphrases, as a strong model makes them. A smaller model's
real answers are in ``fixtures/cassettes/``. A claim names the sentences it rests on by article and
id, and is given wherever all of them stand in the prompt, under the ids that they have there.

    python -m tests.support.scripted        # prints an address for --base-url, until stdin closes
"""

import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefer.ingest import read_article
from briefer.text import split
from tests.support.loopback import Loopback
from tests.support.loopback_acts import (
    Call,
    Script,
    answer,
    beside_a_judge,
    claims_to_judge,
    schema_of,
    supported,
    valid_answer,
)
from tests.support.repository import ROOT

FOLDER = ROOT / "fixtures" / "scripted"

PARTS = ("lede", "key_facts", "why_it_matters", "background", "positions", "timeline")
LABELS = ("topic", "place", "importance")

_LINE = re.compile(r"^\[([^\]\s]+)\] (.*)$", re.MULTILINE)
_MOST_TOP_LINES = 5


@dataclass(frozen=True)
class Scripted:
    """One claim as it was written: its text, and the sentences it rests on, word for word."""

    text: str
    sentences: tuple[str, ...]
    who: str | None = None


@dataclass(frozen=True)
class Told:
    """What was written of one article or story."""

    articles: tuple[str, ...]
    headline: Scripted
    parts: dict[str, tuple[Scripted, ...]]
    labels: dict[str, object]
    top_line: Scripted

    @property
    def claims(self) -> tuple[Scripted, ...]:
        """All of them but the top line, the headline first."""
        return (self.headline, *(claim for part in self.parts.values() for claim in part))


@cache
def everything_told() -> tuple[Told, ...]:
    """Return all that was written, of every file."""
    return tuple(told for path in sorted(FOLDER.glob("*.json")) for told in told_in(path))


def told_in(path: Path) -> list[Told]:
    """Return what one file says; KeyError when a claim cites a sentence it lacks."""
    out = []
    for each in json.loads(path.read_text("utf-8"))["answers"]:
        sentences: dict[str, str] = {}
        for name in each["articles"]:
            file = ROOT / "fixtures" / name
            for sentence in split(read_article(file.read_bytes(), source=name)).sentences:
                key = sentence.id if len(each["articles"]) == 1 else f"{file.stem}.{sentence.id}"
                sentences[key] = " ".join(sentence.text.split())
        headline, line, *others = (
            tuple(
                Scripted(c["text"], tuple(sentences[i] for i in c["evidence"]), c.get("who"))
                for c in claims
            )
            for claims in (
                [each["headline"]],
                [each.get("top_line", each["headline"])],
                *(_part(each, name) for name in PARTS),
            )
        )
        labels = {name: each[name] for name in LABELS if name in each}
        parts = dict(zip(PARTS, others, strict=True))
        out.append(Told(tuple(each["articles"]), headline[0], parts, labels, line[0]))
    return out


def _part(told: dict, name: str) -> list[dict]:
    """Return the claims of a part; older files call the lede the summary."""
    return told.get(name, told.get("summary", []) if name == "lede" else [])


def scripted() -> Script:
    """Return a script that gives, to any prompt over these articles, what was written of them."""
    return beside_a_judge(answer(_reply), answer(_verdicts))


def _verdicts(call: Call) -> str:
    """Find every claim supported by the sentences that it was written to rest on."""
    places = places_in(call.prompt)
    every = (c for told in everything_told() for c in (told.top_line, *told.claims))
    known = {claim.text: claim.sentences for claim in every}
    given = []
    for number, text in claims_to_judge(call):
        own = [places[each][0] for each in known.get(text, ()) if each in places]
        given.append(supported(number, *(own or [next(iter(places.values()))[0]])))
    return json.dumps({"verdicts": given})


def places_in(prompt: str) -> dict[str, list[str]]:
    """Return the ids that each sentence has in a prompt, by its words."""
    places = defaultdict(list)
    for name, text in _LINE.findall(prompt):
        places[" ".join(text.split())].append(name)
    return places


def _reply(call: Call) -> str:
    places = places_in(call.prompt)
    told = [each for each in everything_told() if all(s in places for s in each.headline.sentences)]
    parts = set(schema_of(call).get("properties", {}))

    def given(claims):
        return [
            {
                "text": claim.text,
                "evidence": list(dict.fromkeys(places[s][0] for s in claim.sentences)),
            }
            | ({} if claim.who is None else {"who": claim.who})
            for claim in claims
            if all(s in places for s in claim.sentences)
        ]

    if parts == {"claims"}:  # asked to write flagged claims anew, it stands by them
        return json.dumps({"claims": []})
    if "top_lines" in parts and told:
        first = sorted(told, key=lambda each: -_importance(each))
        lines = given([each.top_line for each in first[:_MOST_TOP_LINES]])
        value = {"order": _order(call.prompt, first), "top_lines": lines}
        return json.dumps(value, ensure_ascii=False)
    if not told or not parts <= {"headline", "summary", *PARTS, *LABELS}:
        return json.dumps(valid_answer(call), ensure_ascii=False)
    best = max(told, key=lambda each: len(given(each.claims)))
    whole = {name: given(claims) for name, claims in best.parts.items()}
    whole |= {"headline": given([best.headline])[0], "summary": whole["lede"], **best.labels}
    return json.dumps({part: whole[part] for part in parts if part in whole}, ensure_ascii=False)


def _importance(told: Told) -> int:
    return told.labels.get("importance", 2)


def _order(prompt: str, told: list[Told]) -> list[int]:
    """Return the numbers of a digest's stories in the order of what was written of them."""
    parts = re.split(r"^Story (\d+)\b", prompt, flags=re.MULTILINE)
    shown = {int(n): set(places_in(text)) for n, text in zip(parts[1::2], parts[2::2], strict=True)}
    found = [n for each in told for n, has in shown.items() if has & set(each.headline.sentences)]
    return list(dict.fromkeys(found))


def main() -> None:
    """Serve until the input closes."""
    with Loopback(scripted(), keep_calls=False) as server:
        sys.stdout.write(server.url + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
