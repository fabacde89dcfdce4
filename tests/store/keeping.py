"""What the store's tests keep: a request and a reply."""

from briefer.llm import Message, Reply, Request, Sampling
from briefer.model import PromptRef, Usage

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
