"""A loopback model that writes as a strong one does: no sentence word for word.

``python -m benchmarks.paraphrasing --articles 2000`` serves on this machine until its input
closes. What it answers is made before the first request: for every sentence of the articles that
`archive` writes, the ways in which ``generators.paraphrases`` tells it otherwise. Those that the
checks would flag are left out, since they would be asked for again.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from functools import cache
from pathlib import Path

from benchmarks.generators import Story, fixture_stories, paraphrases
from benchmarks.generators.passages import NOT_NAMES, ROOT
from briefer.checks import Source, check
from tests.support.loopback import Loopback
from tests.support.loopback_acts import Call, answer, schema_of, valid_answer

SHARES = {"headline": 1, "summary": 4, "lede": 4, "key_facts": 5, "top_lines": 5}
"""How many claims each part of an answer gets."""

_LINE = re.compile(r"^\[([^\]\s]+)\] (.*)$", re.MULTILINE)
_WORD = re.compile(r"\b[A-ZÀ-Þ][\w]*\b")
_RINGS = ("aeiou", "bcdfghjklmnpqrstvwxyz")


@cache
def stories() -> list[Story]:
    """Return the articles of both fixture days in English: what every archive is varied from."""
    return [s for s in fixture_stories() if s.name.startswith("days/") and s.language == "en"]


def varied(text: str, story: Story, turn: int) -> str:
    """Return a text with every name of its article changed, the same for the same turn.

    Vowels become other vowels and consonants other consonants, so that a turn is other news.
    """
    if not turn:
        return text
    names = story.names_inside

    def renamed(match: re.Match[str]) -> str:
        word = match[0]
        if word not in names or word in NOT_NAMES:
            return word
        return word[0] + "".join(_turned(letter, turn) for letter in word[1:])

    return _WORD.sub(renamed, text)


def _turned(letter: str, turn: int) -> str:
    for ring in _RINGS:
        if letter in ring:
            return ring[(ring.index(letter) + turn) % len(ring)]
    return letter


def archive(folder: Path, number: int) -> Path:
    """Write so many articles as Markdown files; every one is other news, or tells the same."""
    folder = folder / f"varied-{number}"
    folder.mkdir()
    every = stories()
    for n in range(number):
        turn, at = divmod(n, len(every))
        story = every[at]
        text = (ROOT / "fixtures" / story.name).read_text("utf-8")
        head, body = text.split("\n---\n", 1)
        head = re.sub(r"(?m)^(url: \S+|guid: \"[^\"]+)", rf"\1-{turn}", head)
        whole = f"{varied(head, story, turn)}\n---\n{varied(body, story, turn)}"
        (folder / f"{n:05}.md").write_text(whole, "utf-8")
    return folder


@cache
def told_otherwise() -> dict[str, tuple[Story, list[str]]]:
    """Return each sentence of the fixture days with its story and its paraphrases."""
    out: dict[str, tuple[Story, list[str]]] = {}
    for story in stories():
        source = Source([story.document])
        for made in paraphrases(story, each=1_000):
            if len(made.ids) == 1 and check(made.text, source, made.ids).supported:
                out.setdefault(made.original, (story, []))[1].append(made.text)
    return out


def replies(number: int) -> dict[str, str]:
    """Return what is answered for each sentence of an archive of so many articles."""
    turns = -(-number // len(stories()))
    return {
        varied(sentence, story, turn): varied(others[turn % len(others)], story, turn)
        for sentence, (story, others) in told_otherwise().items()
        for turn in range(turns)
    }


class Paraphraser:
    """Answers each call with paraphrases of the sentences in its prompt, each citing its own."""

    def __init__(self, number: int) -> None:
        self.replies = replies(number)

    def __call__(self, call: Call) -> str:
        claims = [
            {"text": self.replies[text], "evidence": [name]}
            for name, text in _LINE.findall(call.prompt)
            if text in self.replies
        ]
        parts = schema_of(call).get("properties", {})
        if not claims or not set(parts) & set(SHARES):
            return json.dumps(valid_answer(call))
        out: dict[str, object] = {}
        for key in (each for each in parts if each in SHARES):
            taken, claims = claims[: SHARES[key]], claims[SHARES[key] :] or claims
            out[key] = taken[0] if key == "headline" else taken
        return json.dumps(out)


def main() -> None:
    """Serve until the input closes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS")
    options = parser.parse_args()
    script = answer(Paraphraser(options.articles))
    with Loopback(script, latency=options.latency, keep_calls=False) as server:
        sys.stdout.write(server.url + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
