"""What the provider tests share: a request to ask, and asking it through the real SDK."""

import json

import anyio

from briefer.errors import BrieferError
from briefer.llm import Message, Reply, Request, Sampling
from briefer.model import PromptRef
from briefer.providers.openai import OpenAIProvider, OpenAISettings

KEY = "sk-test-4f9a1c7e2b8d6053"
SCHEMA = {
    "type": "object",
    "properties": {
        "headline": {
            "type": "object",
            "properties": {
                "text": {"type": "string"},
                "evidence": {
                    "type": "array",
                    "items": {"type": "string", "pattern": "^S[1-9][0-9]*$"},
                },
            },
        }
    },
}
ARTICLE = "[S1] The dam broke.\n[S2] Nobody was hurt."
GOOD = {"headline": {"text": "The dam broke.", "evidence": ["S1"]}}
"""What the server on 127.0.0.1 answers to ``ARTICLE`` when nothing is wrong."""


def request(
    text=ARTICLE, *, model="openai:m", schema_name="summary", label="a.txt", prompt=None, **sampling
):
    return Request(
        model=model,
        messages=(Message("system", "Summarize."), Message("user", text)),
        schema_name=schema_name,
        schema=SCHEMA,
        prompt=prompt or PromptRef("summarize", 1, "b2:0f"),
        sampling=Sampling(**sampling),
        label=label,
    )


class Clock:
    """A clock that moves only when somebody sleeps; ``slept`` holds for how long each time."""

    def __init__(self):
        self.now = 0.0
        self.slept = []

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds
        await anyio.sleep(0)


def provider(server, *, clock=None, on_retry=None, now=None, gate=None, **settings):
    clock = clock or Clock()
    settings = {"model": "m", "base_url": server.url, "api_key": KEY, **settings}
    return OpenAIProvider(
        OpenAISettings(**settings),
        sleep=clock.sleep,
        clock=clock,
        on_retry=on_retry,
        gate=gate,
        **({"now": now} if now else {}),
    )


def complete(asked, *requests):
    """The replies, or the errors in their places, of requests made at once."""
    answers = [None] * len(requests)

    async def one(number, question):
        try:
            answers[number] = await asked.complete(question)
        except BrieferError as error:
            answers[number] = error

    async def everything():
        try:
            async with anyio.create_task_group() as group:
                for number, question in enumerate(requests):
                    group.start_soon(one, number, question)
        finally:
            await asked.close()

    anyio.run(everything)
    return answers


def ask(server, *requests, **options):
    """As `complete`, with a provider of its own; one answer stands alone."""
    answers = complete(provider(server, **options), *(requests or (request(),)))
    return answers if len(requests) > 1 else answers[0]


def answered(reply):
    """The JSON of a reply that is one."""
    assert isinstance(reply, Reply), repr(reply)
    return json.loads(reply.text)
