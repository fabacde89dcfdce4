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
    schema_of,
    valid_answer,
)
from tests.support.repository import ROOT

FOLDER = ROOT / "fixtures" / "scripted"

_LINE = re.compile(r"^\[([^\]\s]+)\] (.*)$", re.MULTILINE)
_MOST_TOP_LINES = 5


@dataclass(frozen=True)
class Scripted:
    """One claim as it was written: its text, and the sentences it rests on, word for word."""

    text: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What was written of one article or story."""

    articles: tuple[str, ...]
    headline: Scripted
    summary: tuple[Scripted, ...]
    key_facts: tuple[Scripted, ...]

    @property
    def claims(self) -> tuple[Scripted, ...]:
        """All of them, the headline first."""
        return (self.headline, *self.summary, *self.key_facts)


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
        headline, *others = (
            [Scripted(c["text"], tuple(sentences[i] for i in c["evidence"])) for c in claims]
            for claims in ([each["headline"]], each["summary"], each["key_facts"])
        )
        out.append(Told(tuple(each["articles"]), headline[0], tuple(others[0]), tuple(others[1])))
    return out


def scripted() -> Script:
    """Return a script that gives, to any prompt over these articles, what was written of them."""
    return beside_a_judge(answer(_reply))


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
            for claim in claims
            if all(s in places for s in claim.sentences)
        ]

    if parts == {"claims"}:  # asked to write flagged claims anew, it stands by them
        return json.dumps({"claims": []})
    if parts == {"top_lines"} and told:
        lines = given([each.headline for each in told[:_MOST_TOP_LINES]])
        return json.dumps({"top_lines": lines}, ensure_ascii=False)
    if not told or not parts <= {"headline", "summary", "key_facts"}:
        return json.dumps(valid_answer(call), ensure_ascii=False)
    best = max(told, key=lambda each: len(given(each.claims)))
    whole = {
        "headline": given([best.headline])[0],
        "summary": given(best.summary),
        "key_facts": given(best.key_facts),
    }
    return json.dumps({part: whole[part] for part in parts}, ensure_ascii=False)


def main() -> None:
    """Serve until the input closes."""
    with Loopback(scripted(), keep_calls=False) as server:
        sys.stdout.write(server.url + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
