"""What the store's tests keep: requests, replies, articles, stories."""

import datetime as dt

from briefer.llm import Message, Reply, Request, Sampling
from briefer.model import Article, PromptRef, Usage
from briefer.store import KeptClaim, KeptStory, Rest

SCHEMA = {"type": "object", "properties": {"headline": {"type": "string"}}}


def asked(text="[S1] The dam broke.", *, model="openai:m", prompt=None, **sampling):
    return Request(
        model=model,
        messages=(Message("system", "Summarize."), Message("user", text)),
        schema_name="summary",
        schema=SCHEMA,
        prompt=prompt or PromptRef("summarize", 1, "b2:0f"),
        sampling=Sampling(**sampling),
    )


def answered(text='{"headline": "Dam breaks"}', **more):
    return Reply(text, "m-2026", usage=Usage(100, 20, 10, 5), **more)


URL = "https://harbour.example/dam"
A = Article("The dam held.", title="Dam holds", url=URL, date="2026-11-20")
B = Article("The dam broke.", title="Dam breaks", url=URL, date="2026-11-21")


class Clock:
    """Stands still until it is set."""

    def __init__(self, day):
        self.day = day

    def __call__(self):
        return dt.datetime.fromisoformat(f"{self.day}T10:00:00+00:00")


def story(*articles, claim="The dam broke."):
    return KeptStory(
        "Dam breaks",
        tuple(article.hash for article in articles),
        (
            KeptClaim(
                claim,
                tuple(Rest(article.hash, "S1", article.text) for article in articles),
                "$.stories[0].summary[0]",
            ),
        ),
    )
