"""Summaries carried over to the next version: does what did not change keep its words?

Every fixture article is summarized, edited by code with a seed, one edit a version, and summarized
again since the old version; once with the engine that picks sentences, once with a scripted model
that words everything its own way. ``python -m benchmarks.carried`` prints a table and leaves with
1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys

from benchmarks import versions
from benchmarks.planted import SEED
from benchmarks.version_edits import cosmetic, factual, version
from briefer.llm import ModelInfo, Reply
from briefer.model import Document
from briefer.prompting import PromptLibrary
from briefer.providers.extractive import answer_for
from briefer.tasks import Plan, carry_over, summarize
from briefer.text import split

MODEL = ModelInfo("openai", "openai:scripted", None)
LEAST_EDITS = 400


def played(task, word):
    """Return a task's result and how many requests it took; claims are worded by ``word``."""
    asked = 0
    try:
        requests = next(task)
        while True:
            asked += len(requests)
            requests = task.send([Reply(_answer(r, word), "scripted") for r in requests])
    except StopIteration as stop:
        return stop.value, asked


def _answer(request, word):
    answer = json.loads(json.dumps(answer_for(request.schema_name, request.inputs)))
    for group in answer.values():
        for claim in group if isinstance(group, list) else [group]:
            claim["text"] = word(claim["text"])
    return json.dumps(answer)


def otherwise(text: str) -> str:
    return f"In other words, {text[:1].lower()}{text[1:]}"


WORDINGS = {"sentences picked": str, "a model's own words": otherwise}


def measure(documents: list[tuple[str, Document]], word, seed: int = SEED, each: int = 3):
    """Return counts: edits, claims on unchanged sentences, those reworded, most requests."""
    prompts = PromptLibrary.at()
    edits = kept = reworded = looks = facts = 0
    for name, document in documents:
        rng = random.Random(f"{seed}:{name}")
        old, _ = played(summarize(document, prompts, MODEL, Plan()), word)
        for edit in factual(document, rng, each) + cosmetic(document, rng, 2 * each):
            now = split(version(document, edit))
            new, asked = played(carry_over(old, document, now, prompts, MODEL, Plan()), word)
            is_factual = edit.kind != "cosmetic"
            edits += 1
            facts, looks = (max(facts, asked), looks) if is_factual else (facts, max(looks, asked))
            texts = {claim.text for claim in new.claims}
            for claim in old.claims:
                if is_factual and any(e.text == edit.old for e in claim.evidence):
                    continue
                kept += 1
                reworded += claim.text not in texts
    return edits, kept, reworded, looks, facts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--days", action="store_true", help="also the articles of fixtures/days")
    given = parser.parse_args()
    folders = [versions.ARTICLES, versions.DAYS] if given.days else [versions.ARTICLES]
    documents = versions.sources(folders)
    missed = False
    for label, word in WORDINGS.items():
        edits, kept, reworded, looks, facts = measure(documents, word, given.seed)
        print(
            f"{label}: {edits} edits; claims on unchanged sentences: {kept:,}, reworded: {reworded}"
        )
        print(f"  most requests for an edit of the looks: {looks}, of a fact: {facts}")
        missed |= edits < LEAST_EDITS or reworded > 0 or looks > 0 or facts > 1
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
