"""What an engine is told of its model before anything is sent, and who judges."""

import pytest

from briefer.compose import judge_of, make_engine
from briefer.config import Settings, resolve_here
from briefer.llm import ModelInfo


def window_of(**settings):
    return make_engine(resolve_here(settings)).provider.info.context_tokens


def test_a_hosted_models_plan_is_sized_by_its_published_window():
    assert window_of(model="openai:gpt-4o-mini") == 128_000


def test_a_window_that_was_set_wins_over_the_published_one():
    assert window_of(model="openai:gpt-4o-mini", context_tokens=5_000) == 5_000


@pytest.mark.parametrize(
    ("model", "base_url"),
    [
        ("openai:no-such-model", None),
        ("openai:no-such-model", "https://api.example.org/v1"),
        ("openai:gpt-4o-mini", "http://127.0.0.1:8080/v1"),
        ("openai:gpt-4o-mini", "http://192.168.1.4/v1"),
        ("openai:gpt-4o-mini", "http://gpu-box:8000/v1"),
        ("openai:gpt-4o-mini", "http://gpu.lan/v1"),
    ],
)
def test_the_window_of_an_unknown_model_or_of_ones_own_server_is_not_guessed(model, base_url):
    given = {"model": model} | ({"base_url": base_url} if base_url else {})
    assert window_of(**given) is None


@pytest.mark.parametrize(
    ("name", "settings", "judging"),
    [
        ("openai:any", {}, "open"),
        ("openai:any", {"judge": "all"}, "all"),
        ("openai:any", {"judge": "off"}, None),
        ("local:smollm2", {}, None),
        ("local:smollm2", {"judge": "open"}, "open"),
        ("local:smollm2", {"judge_model": "local:smollm2"}, "open"),
        ("extractive", {"judge": "all"}, None),
    ],
)
def test_who_judges_unless_it_is_said(name, settings, judging):
    judge = judge_of(Settings(**settings), ModelInfo(name.partition(":")[0], name, None))
    assert (judge and judge.judging) == judging
