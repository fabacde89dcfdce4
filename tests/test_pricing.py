"""What replies cost: by the installed list, known exactly or not at all."""

import re
import subprocess
import sys
from decimal import Decimal

import pytest
from genai_prices.data_snapshot import get_snapshot

from briefer import pricing
from briefer.model import Usage
from briefer.pricing import cost, is_priced, shown, window

LUNA = "openai:gpt-6-luna"
"""Ten cents and fifty cents a million tokens in and out; a cent for cached ones."""


def test_input_and_output_have_their_prices():
    assert cost(LUNA, Usage(1_000_000 // 10, 0)) == Decimal("0.01")
    assert cost(LUNA, Usage(0, 1_000_000)) == Decimal("0.5")


def test_cached_input_is_part_of_the_input_and_costs_less():
    assert cost(LUNA, Usage(100_000, 0, cached_tokens=100_000)) == Decimal("0.001")
    assert cost(LUNA, Usage(100_000, 0, cached_tokens=50_000)) == Decimal("0.0055")


def test_more_cached_than_sent_is_taken_for_all_cached():
    assert cost(LUNA, Usage(1000, 0, cached_tokens=5000)) == Decimal("0.00001")


def test_reasoning_is_part_of_the_output():
    assert cost(LUNA, Usage(0, 1000, reasoning_tokens=900)) == cost(LUNA, Usage(0, 1000))


def test_reasoning_beyond_the_output_is_paid_on_top():
    assert cost(LUNA, Usage(0, 100, reasoning_tokens=900)) == cost(LUNA, Usage(0, 1000))


def test_a_long_prompt_costs_more_a_token():
    short, long = cost(LUNA, Usage(200_000, 0)), cost(LUNA, Usage(400_000, 0))
    assert long > 2 * short


@pytest.mark.parametrize("model", ["extractive", "local:smollm2", "local:/m/x.gguf"])
def test_engines_of_this_machine_cost_nothing(model):
    assert cost(model, Usage(10**9, 10**9)) == 0
    assert window(model) is None


@pytest.mark.parametrize(
    ("model", "base_url"),
    [
        ("openai:no-such-model", None),
        ("openai:llama3", "http://localhost:8080/v1"),
        ("openai:deepseek-chat", "http://localhost:8080/v1"),
        ("openai:gpt-oss-20b", "http://127.0.0.1:8080/v1"),
        ("openai:no-such-model", "https://api.groq.com/openai/v1"),
        ("openai:gpt-4o", "https://api.groq.com/openai/v1"),
    ],
)
def test_an_unknown_price_is_none_and_never_nothing(model, base_url):
    assert cost(model, Usage(1000, 1000), base_url) is None
    assert not is_priced(model, base_url)
    assert shown(None) == "unknown"


@pytest.mark.parametrize(
    ("model", "base_url"),
    [
        (LUNA, "https://api.openai.com/v1"),
        (LUNA, "https://eu.api.openai.com/v1/"),
        (LUNA, "https://gateway.example/openai/v1"),
        (LUNA, "https://somebody@gateway.example:8443/v1?api-version=1"),
        (LUNA, "https://mine.openai.azure.com/openai/v1"),
    ],
)
def test_a_model_that_only_openai_runs_has_its_price_at_other_addresses(model, base_url):
    assert cost(model, Usage(0, 1_000_000), base_url) == Decimal("0.5")
    assert is_priced(model, base_url)


def test_an_endpoint_on_the_list_has_its_own_prices():
    groq = cost("openai:llama-3.3-70b-versatile", Usage(10**6, 0), "https://api.groq.com/openai/v1")
    assert groq == Decimal("0.59")


def test_a_window_is_the_models():
    assert window("openai:gpt-4o-mini") == 128_000
    assert window("openai:no-such-model") is None
    assert window("openai:llama3", "http://localhost:1/v1") is None


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "$0.00"),
        ("0.0000004", "$0.00000040"),
        ("0.0123", "$0.0123"),
        ("0.5", "$0.5000"),
        ("0.00314", "$0.0032"),
        ("12.301", "$12.31"),
        ("1234.5", "$1,234.50"),
    ],
)
def test_amounts_are_shown_with_the_digits_that_matter(amount, text):
    assert shown(Decimal(amount)) == text


def test_the_list_is_not_loaded_for_what_costs_nothing():
    code = (
        "import sys; from briefer.pricing import cost; from briefer.model import Usage;"
        "cost('extractive', Usage(1, 1)); cost('local:m', Usage(1, 1));"
        "cost('openai:llama3.2', Usage(1, 1), 'http://127.0.0.1:11434/v1');"
        "cost('openai:Qwen/Qwen3-8B', Usage(1, 1), 'http://localhost:8000/v1');"
        "sys.exit('genai_prices' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_name_of_openais_on_the_list_is_looked_for_there():
    (theirs,) = (each for each in get_snapshot().providers if each.id == "openai")
    written = {
        text for model in theirs.models for text in re.findall(r"'([^']+)'", repr(model.match))
    }
    assert len(written) > 100
    assert [text for text in written if not pricing._PERHAPS_THEIRS.search(text)] == []


@pytest.mark.parametrize("host", ["127.0.0.1:11434", "localhost:8000", "10.0.0.7", "[::1]:80"])
def test_a_machine_of_ones_own_has_no_prices_but_for_a_model_of_openais(host):
    url = f"http://{host}/v1"
    assert cost("openai:llama3.2", Usage(1, 1), url) is None
    assert cost("openai:gpt-4o", Usage(1, 1), url) == cost("openai:gpt-4o", Usage(1, 1))
    with pytest.raises(LookupError):
        get_snapshot().find_provider(None, None, url)
