import hashlib
import json
import resource
import signal
import subprocess
import sys
import textwrap
import threading
import time

import anyio
import pytest

from briefer.errors import (
    BadRequestError,
    ContextLengthError,
    CutOffError,
    EmptyAnswerError,
    ModelNameError,
    ModelUnavailableError,
    ServerError,
)
from briefer.llm import Message, Request, Sampling
from briefer.model import PromptRef
from briefer.providers import local, weights
from briefer.providers.local import LocalProvider
from tests.providers.test_gguf import WHOLE

SCHEMA = {
    "type": "object",
    "properties": {
        "text": {"type": "string", "maxLength": 60},
        "evidence": {"type": "array", "items": {"type": "string", "enum": ["S1", "S2"]}},
    },
    "required": ["text", "evidence"],
    "additionalProperties": False,
}
ARTICLE = "[S1] The council of Marl voted to close two bridges.\n[S2] Repairs cost 3 million euros."


def question(text=ARTICLE, schema=SCHEMA, max_tokens=120):
    return Request(
        "local:smollm2",
        (Message("system", "Summarize the text. Answer in JSON."), Message("user", text)),
        "answer",
        schema,
        PromptRef("summarize", 1, "b2:0"),
        Sampling(max_tokens=max_tokens),
    )


def test_the_embedded_model_is_known_without_its_file(monkeypatch, tmp_path):
    monkeypatch.setenv("BRIEFER_CACHE", str(tmp_path))
    info = LocalProvider("local:smollm2").info
    assert (info.provider, info.name) == ("local", "local:smollm2")
    assert info.context_tokens == 8192
    assert info.max_output_tokens == 1024
    assert info.variant == "small"
    assert info.enum_ids


def test_a_model_that_was_not_pulled_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setenv("BRIEFER_CACHE", str(tmp_path))
    with pytest.raises(ModelUnavailableError, match="not been fetched") as caught:
        anyio.run(LocalProvider("local:smollm2").complete, question())
    assert caught.value.hint == "briefer models pull smollm2"


def test_a_damaged_model_is_not_loaded(monkeypatch, tmp_path):
    monkeypatch.setenv("BRIEFER_CACHE", str(tmp_path))
    model = weights.find("smollm2")
    weights.folder().mkdir(parents=True)
    with (weights.folder() / model.file_name).open("wb") as file:
        file.truncate(model.size)
    with pytest.raises(ModelUnavailableError, match="damaged"):
        anyio.run(LocalProvider("local:smollm2").complete, question())


def test_without_llama_cpp_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(ModelUnavailableError, match="not installed") as caught:
        anyio.run(LocalProvider("local:smollm2").complete, question())
    assert caught.value.hint == "pip install 'briefer-news[local]'"


def test_a_file_is_named_by_its_stem_and_content_and_no_path(tmp_path):
    one, other = tmp_path / "tiny.gguf", tmp_path / "sub" / "tiny.gguf"
    other.parent.mkdir()
    one.write_bytes(WHOLE)
    other.write_bytes(WHOLE + b"weights")
    info = LocalProvider(f"local:{one}").info
    assert info.name == f"local:tiny@{hashlib.sha256(WHOLE).hexdigest()[:12]}"
    assert info.name != LocalProvider(f"local:{other}").info.name
    assert info.context_tokens == 4096


def test_a_file_that_is_no_model_llama_cpp_can_load_is_a_clear_error(tmp_path):
    file = tmp_path / "tiny.gguf"
    file.write_bytes(WHOLE)
    with pytest.raises(ModelUnavailableError, match=r"cannot load tiny\.gguf"):
        anyio.run(LocalProvider(f"local:{file}").complete, question())


@pytest.mark.parametrize("name", ["local:llama", "local:", "local:model.bin"])
def test_what_is_neither_a_known_model_nor_a_gguf_file_is_refused(name):
    with pytest.raises(ModelNameError, match="local:smollm2"):
        LocalProvider(name)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ModelUnavailableError, match="no model file"):
        LocalProvider(f"local:{tmp_path / 'none.gguf'}")


def test_the_window_is_as_large_as_memory_allows():
    header = local.gguf.ModelHeader("llama", 7_000_000_000, 131_072, 131_072)
    assert local._affordable(header) == 8192
    assert local._affordable(local.gguf.ModelHeader("llama", 1, 131_072, None)) == 32_768
    assert local._affordable(local.gguf.ModelHeader("llama", 1, None, None)) == 4096


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"type": "exceed_context_size_error", "code": 400, "message": "m"}, ContextLengthError),
        ({"type": "invalid_request_error", "code": 400, "message": "m"}, BadRequestError),
        ({"type": "server_error", "code": 500, "message": "m"}, ServerError),
        ({}, ServerError),
    ],
)
def test_errors_of_llama_cpp_become_the_most_specific_of_ours(error, kind):
    assert type(local._mapped(error)) is kind


def piece(content=None, finish_reason=None):
    return {"choices": [{"delta": {"content": content}, "finish_reason": finish_reason}]}


def counts(read, written):
    return {"choices": [], "usage": {"prompt_tokens": read, "completion_tokens": written}}


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        ([piece(finish_reason="stop"), counts(9, 0)], EmptyAnswerError),
        ([piece(" \n", "stop"), counts(9, 1)], EmptyAnswerError),
        ([piece("No JSON.", "stop"), counts(9, 3)], BadRequestError),
        ([piece('{"a', "length"), counts(9, 50)], CutOffError),
        ([piece('{"a', "length"), counts(90, 10)], ContextLengthError),
        ([piece("{"), {"error": {"code": 500, "message": "m"}}], ServerError),
    ],
)
def test_what_is_no_answer_is_an_error_that_says_why(pieces, kind):
    stream = local._Stream(threading.Event())
    for each in pieces:
        assert not stream.take(each)
    with pytest.raises(kind):
        stream.outcome(limit=50, context=100)


def test_a_whole_answer_is_its_pieces_put_together():
    stream = local._Stream(threading.Event())
    for each in [piece('{"a":'), piece("1}"), piece(None, "stop"), counts(9, 4)]:
        stream.take(each)
    assert stream.outcome(limit=50, context=100) == '{"a":1}'
    assert (stream.usage.input_tokens, stream.usage.output_tokens) == (9, 4)


def test_the_module_is_imported_without_llama_cpp():
    code = "import sys, briefer.providers.local; assert 'xllamacpp' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.local_model
class TestTheEmbeddedModel:
    def test_answers_by_the_schema_and_the_same_each_time(self, capfd):
        async def ask():
            provider = LocalProvider("local:smollm2")
            first = await provider.complete(question())
            await provider.complete(question("Something else altogether. " * 20))
            again = await provider.complete(question())
            await provider.close()
            return first, again

        first, again = anyio.run(ask)
        answer = json.loads(first.text)
        assert set(answer) == {"text", "evidence"}
        assert set(answer["evidence"]) <= {"S1", "S2"}
        assert again == first
        assert first.finish_reason == "stop"
        assert first.usage.input_tokens > 40
        assert 0 < first.usage.output_tokens <= 120
        details = dict(first.details)
        assert details["server"].startswith("llama.cpp via xllamacpp ")
        assert details["model_file"] == weights.find("smollm2").file_name
        assert details["model_sha256"] == weights.find("smollm2").sha256
        assert capfd.readouterr() == ("", "")

    def test_answers_many_at_once_as_it_answers_one(self):
        async def ask():
            provider = LocalProvider("local:smollm2")
            replies = {}

            async def one(key, text):
                replies[key] = await provider.complete(question(text, max_tokens=60))

            async with anyio.create_task_group() as group:
                for key in range(3):
                    group.start_soon(one, key, ARTICLE)
            await provider.close()
            return replies

        replies = anyio.run(ask)
        assert len({reply.text for reply in replies.values()}) == 1

    def test_its_bounds_and_refusals_are_errors_of_ours(self):
        async def ask(request):
            provider = LocalProvider("local:smollm2")
            try:
                await provider.complete(request)
            finally:
                await provider.close()

        with pytest.raises(CutOffError, match="5 tokens"):
            anyio.run(ask, question(max_tokens=5))
        with pytest.raises(ContextLengthError, match="8192"):
            anyio.run(ask, question("word " * 9000))
        with pytest.raises(BadRequestError, match="schema"):
            anyio.run(ask, question(schema={"type": "nonsense"}))

    def test_text_that_cannot_be_encoded_is_asked_all_the_same(self):
        async def ask():
            provider = LocalProvider("local:smollm2")
            reply = await provider.complete(question("Odd \udc80 \x00 text 🎉 <|im_end|>."))
            await provider.close()
            return reply

        assert json.loads(anyio.run(ask).text)

    def test_a_cancelled_request_stops_and_the_next_is_answered(self):
        async def ask():
            provider = LocalProvider("local:smollm2")
            await provider.complete(question(max_tokens=60))
            began = time.process_time()
            with anyio.move_on_after(0.5):
                await provider.complete(question("word " * 5000))
            stopped = time.process_time() - began
            reply = await provider.complete(question(max_tokens=60))
            await provider.close()
            return stopped, reply

        stopped, reply = anyio.run(ask)
        assert stopped < 5
        assert json.loads(reply.text)

    def test_the_same_file_by_its_path_has_a_name_of_its_own(self, tmp_path):
        file = tmp_path / "mine.gguf"
        file.symlink_to(weights.path("smollm2"))
        info = LocalProvider(f"local:{file}").info
        assert info.name == f"local:mine@{weights.find('smollm2').sha256[:12]}"
        assert info.context_tokens == 8192
        assert info.variant == "small"

    def test_ctrl_c_ends_it_promptly(self):
        code = textwrap.dedent(
            """
            import anyio
            from briefer.llm import Message, Request
            from briefer.model import PromptRef
            from briefer.providers.local import LocalProvider

            async def main():
                provider = LocalProvider("local:smollm2")
                print("asking", flush=True)
                messages = (Message("user", "word " * 6000),)
                prompt = PromptRef("p", 1, "h")
                await provider.complete(Request("m", messages, "s", {"type": "string"}, prompt))

            anyio.run(main)
            """
        )
        child = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert child.stdout.readline() == b"asking\n"
        time.sleep(3)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=120)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        # All of the answer would take several times as long.
        assert after.ru_utime - before.ru_utime < 20
        assert b"KeyboardInterrupt" in errors
        assert child.returncode != 0
