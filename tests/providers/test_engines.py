"""Engines stand in a table: a row is all that a new one needs."""

from dataclasses import replace

import pytest

from briefer.compose import make_engine, notes, price_of
from briefer.config import resolve_here
from briefer.errors import ModelNameError
from briefer.llm import ModelInfo
from briefer.model import Usage
from briefer.providers import engines
from briefer.providers.engines import ENGINES, EngineType, embedding_model, engine_of, qualified

BARE = resolve_here({"model": "extractive"}).settings
AT_HOME = replace(BARE, base_url="http://127.0.0.1:8080/v1")


@pytest.mark.parametrize(
    ("model", "engine"),
    [
        ("extractive", "extractive"),
        ("local:smollm2", "local"),
        ("local:/models/a.gguf", "local"),
        ("openai:gpt-4o", "openai"),
        ("openai:", None),
        ("extractive:x", None),
        ("gpt-4o", None),
        ("", None),
    ],
)
def test_a_models_name_says_its_engine(model, engine):
    found = engine_of(model)
    assert (found.name if found else None) == engine


def test_a_bare_name_is_the_endpoints_where_one_is_set():
    assert qualified("llama3:8b", AT_HOME) == "openai:llama3:8b"
    assert embedding_model("nomic-embed-text", AT_HOME)[1] == "nomic-embed-text"
    with pytest.raises(ModelNameError, match=r"extractive, local:NAME, local:PATH\.gguf or openai"):
        qualified("llama3:8b", BARE)


@pytest.mark.parametrize(
    ("model", "hint"),
    [
        ("extractiv", "try --model extractive"),
        ("a.gguf", "try --model local:a.gguf"),
        ("gpt-4o", "try --model openai:gpt-4o"),
        ("openai:", "try --model openai:openai:"),
    ],
)
def test_a_mistaken_name_gets_the_likeliest_as_a_hint(model, hint):
    with pytest.raises(ModelNameError) as caught:
        qualified(model, BARE)
    assert caught.value.hint == hint


class Parrot:
    """An engine nobody has heard of."""

    def __init__(self, name):
        self.info = ModelInfo("parrot", name, None)

    async def close(self):
        pass


def test_an_engine_is_added_by_a_row_alone(monkeypatch):
    row = EngineType(
        "parrot",
        lambda model, settings, making: Parrot(model),
        forms=("parrot:NAME",),
        asks_model=False,
        ignores={"language": "a parrot speaks as it was taught"},
    )
    monkeypatch.setattr(engines, "ENGINES", (*ENGINES, row))
    resolved = resolve_here({"model": "parrot:polly", "language": "de"})
    assert make_engine(resolved).provider.info.name == "parrot:polly"
    assert not make_engine(resolved).is_gated
    assert price_of("parrot:polly", resolved.settings)(Usage(10, 10)) == 0
    assert notes(resolved) == ["a parrot speaks as it was taught: language 'de' is ignored"]
    with pytest.raises(ModelNameError, match="or parrot:NAME"):
        qualified("cuckoo", resolved.settings)
