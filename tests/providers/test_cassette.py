"""Recording replies, and replaying them with no network at all."""

import json
import os
import socket
from dataclasses import replace

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import (
    CutOffError,
    OutputFileError,
    ReplayMissError,
    ServerError,
    SettingError,
    UsageError,
)
from briefer.llm import ModelInfo, Reply
from briefer.model import PromptRef, Usage
from briefer.providers.cassette import (
    RecordProvider,
    ReplayProvider,
    recorded_engines,
)
from briefer.providers.recordings import load, save
from tests.support.asking import ARTICLE, KEY, complete, provider, request
from tests.support.loopback import answer, error

INFO = ModelInfo("openai", "openai:m", 8192, 500, None, enum_ids=False)
REPLY = Reply(
    '{"a":\n "ü"}',
    "m-2026",
    usage=Usage(10, 5, 2, 1),
    details=(("server", "127.0.0.1:1"), ("sha256", "ab")),
)


def only(folder):
    (path,) = folder.iterdir()
    return path


def replayed(folder, *questions):
    asked = ReplayProvider(folder)

    async def run():
        return [await asked.complete(question) for question in questions]

    return anyio.run(run)


def miss(folder, question, info=None):
    asked = ReplayProvider(folder, info)
    with pytest.raises(ReplayMissError) as missed:
        anyio.run(asked.complete, question)
    assert asked.played == set()
    return str(missed.value)


def test_a_recording_is_readable_and_in_a_fixed_order(tmp_path):
    path = save(tmp_path, request(seed=3), REPLY, INFO, date="2026-01-02")
    assert path.name == f"summarize@1-{request(seed=3).key[3:15]}.json"
    text = path.read_text(encoding="utf-8")
    assert text.startswith('{\n  "format": 1,\n  "key": "b2:')
    assert text.endswith("\n}\n")
    lines = [line.strip() for line in text.splitlines()]
    at = lines.index('"[S1] The dam broke.",')
    assert lines[at - 1 : at + 2 : 2] == ['"content": [', '"[S2] Nobody was hurt."']
    assert "ü" in text
    data = json.loads(text)
    assert list(data) == [
        "format", "key", "prompt", "label", "model", "request", "reply", "recorded",
    ]  # fmt: skip
    assert list(data["request"]) == ["messages", "schema_name", "schema", "sampling"]
    assert data["recorded"] == {
        "server": "127.0.0.1:1",
        "sha256": "ab",
        "date": "2026-01-02",
        "briefer": data["recorded"]["briefer"],
        "engine": {
            "provider": "openai",
            "context_tokens": 8192,
            "max_output_tokens": 500,
            "variant": None,
            "enum_ids": False,
        },
    }


def test_a_recording_does_not_tell_of_the_folders_of_the_machine_it_was_made_on(tmp_path):
    question = request(label="/home/me/news/a.txt")
    path = save(tmp_path, question, REPLY, INFO)
    assert load(path).request.label == "a.txt"
    assert "/home/me" not in path.read_text()
    assert replayed(tmp_path, question) == [REPLY]


def test_a_variants_slash_does_not_make_a_folder(tmp_path):
    prompt = PromptRef("summarize", 1, "b2:0f", "small")
    path = save(tmp_path, request(prompt=prompt), REPLY, INFO)
    assert path.parent == tmp_path
    assert path.name.startswith("summarize@1-small-")


def test_what_was_recorded_comes_back_equal(tmp_path):
    save(tmp_path, request(), REPLY, INFO)
    assert replayed(tmp_path, request()) == [REPLY]
    assert ReplayProvider(tmp_path).info == INFO


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_survives_recording(tmp_path_factory, asked, said):
    folder = tmp_path_factory.mktemp("any")
    question, reply = request(asked), replace(REPLY, text=said)
    path = save(folder, question, reply, INFO)
    recording = load(path)
    assert recording.key == question.key
    if "scrubbed_key" not in json.loads(path.read_bytes()):
        assert recording.request.messages == question.messages


def test_the_same_request_recorded_twice_is_one_file_with_the_same_bytes(tmp_path):
    path = save(tmp_path, request(), REPLY, INFO, date="2026-01-02")
    before = path.read_bytes()
    assert save(tmp_path, request(), REPLY, INFO, date="2026-01-02") == path
    assert only(tmp_path).read_bytes() == before


def test_a_real_exchange_is_recorded_and_replayed_without_a_socket(loopback, tmp_path, monkeypatch):
    asked = RecordProvider(provider(loopback), tmp_path, secrets=[KEY])
    first = complete(asked, request(), request("[S1] Other."))
    assert asked.info.name == "openai:m"
    monkeypatch.setattr(socket.socket, "connect", None)
    monkeypatch.setattr(socket, "getaddrinfo", None)
    played = ReplayProvider(tmp_path)
    assert complete(played, request(), request("[S1] Other.")) == first
    assert played.played == played.files == set(tmp_path.iterdir())
    assert loopback.count == 2


def test_only_what_was_played_counts_as_played(tmp_path):
    save(tmp_path, request(), REPLY, INFO)
    orphan = save(tmp_path, request("[S1] Old."), REPLY, INFO)
    asked = ReplayProvider(tmp_path)
    anyio.run(asked.complete, request())
    assert asked.files - asked.played == {orphan}


@pytest.mark.parametrize(
    ("script", "kind"),
    [(error(501), ServerError), (answer("{", finish_reason="length"), CutOffError)],
)
def test_errors_are_never_recorded(loopback, tmp_path, script, kind):
    loopback.script = script
    (failed,) = complete(RecordProvider(provider(loopback), tmp_path), request())
    assert type(failed) is kind
    assert list(tmp_path.iterdir()) == []


class Fixed:
    info = INFO

    def __init__(self, reply):
        self.reply = reply

    async def complete(self, request):
        return self.reply

    async def close(self):
        pass


@pytest.mark.parametrize("finish", ["length", "refusal"])
def test_a_reply_that_is_none_is_not_recorded_whichever_engine_gave_it(tmp_path, finish):
    reply = replace(REPLY, finish_reason=finish)
    assert complete(RecordProvider(Fixed(reply), tmp_path), request()) == [reply]
    assert list(tmp_path.iterdir()) == []


# Secrets


def test_no_secret_gets_into_a_recording(loopback, tmp_path):
    known = "correct-horse-battery-staple"
    loopback.script = answer(
        lambda call: json.dumps(
            {"echo": call.headers["authorization"], "found": "sk-live-1234567890ab"}
        ),
        model=f"model of {known}",
    )
    asked = RecordProvider(provider(loopback, api_key=known), tmp_path, secrets=[known])
    question = request(f"[S1] The key {known} leaked.", label=f"{known}.txt")
    (reply,) = complete(asked, question)
    assert known in reply.text
    text = only(tmp_path).read_text()
    assert known not in text
    assert "sk-live" not in text
    assert text.count("[secret]") == 5
    (again,) = replayed(tmp_path, question)
    assert json.loads(again.text) == {"echo": "Bearer [secret]", "found": "[secret]"}


def test_a_recording_with_a_masked_request_is_checked_all_the_same(tmp_path):
    path = save(tmp_path, request("[S1] sk-live-1234567890ab leaked."), REPLY, INFO)
    path.write_text(path.read_text().replace("leaked", "was stolen"))
    with pytest.raises(SettingError, match="is not the one it was recorded for"):
        load(path)


# Misses


def test_a_miss_names_the_prompt_the_article_and_what_differs_from_the_nearest(tmp_path):
    save(tmp_path, request("[S1] Something else entirely, far away."), REPLY, INFO)
    near = save(tmp_path, request(), REPLY, INFO)
    said = miss(tmp_path, request(ARTICLE + " Truly."))
    assert said.startswith(f"{tmp_path} has no recording of summarize@1 for a.txt; the nearest is ")
    assert near.name in said
    assert "% alike; line 3 was '[S2] Nobody was hurt.', is '[S2] Nobody was hurt. Truly.'" in said


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (
            request(model="openai:other"),
            "differs in the model (recorded openai:m, asked openai:other)",
        ),
        (
            request("[S1] New.", prompt=PromptRef("summarize", 2, "b2:0f")),
            "the prompt (recorded summarize@1, asked summarize@2)",
        ),
        (
            request("[S1] New.", prompt=PromptRef("summarize", 1, "b2:ff")),
            "the prompt's text (hash b2:0f, now b2:ff)",
        ),
        (request(temperature=0.5), "differs in the sampling"),
        (replace(request(), schema={}), "differs in the schema of the answer"),
    ],
)
def test_a_miss_says_which_part_differs(tmp_path, question, says):
    save(tmp_path, request(), REPLY, INFO)
    assert says in miss(tmp_path, question)


def test_a_miss_of_a_prompt_never_recorded_says_which_there_are(tmp_path):
    save(tmp_path, request(), REPLY, INFO)
    said = miss(tmp_path, request("[S1] New.", prompt=PromptRef("digest", 3, "b2:1")))
    assert said == f"{tmp_path} has no recording of digest@3 for a.txt; it has summarize@1"


# Folders and files that are no good


def test_a_missing_or_empty_folder_is_the_users_to_mend(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError, match="there is no") as refused:
            ReplayProvider(folder)
        assert str(folder) in str(refused.value)
        assert "--record" in refused.value.hint


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda text: text[:50], "is not JSON"),
        (lambda text: "[1]", "is not a recording of format 1"),
        (lambda text: text.replace('"format": 1', '"format": 2'), "of format 1"),
        (lambda text: text.replace('"reply"', '"answer"'), "lacks something"),
        (lambda text: text.replace('"sampling": {', '"sampling": {"odd": 1,'), "another shape"),
        (lambda text: text.replace("The dam broke.", "The dam held."), "is not the one"),
        (lambda text: text.replace('"key": "b2:', '"key": "b2:0'), "is not the one"),
        (lambda text: "[" * 100_000, "is not JSON"),
    ],
)
def test_a_spoilt_recording_is_named(tmp_path, spoil, says):
    path = save(tmp_path, request(), REPLY, INFO)
    path.write_text(spoil(path.read_text()))
    with pytest.raises(SettingError, match=says) as refused:
        ReplayProvider(tmp_path)
    assert path.name in str(refused.value)


def test_two_files_for_one_request_are_an_error_that_names_both(tmp_path):
    path = save(tmp_path, request(), REPLY, INFO)
    (tmp_path / "copy.json").write_bytes(path.read_bytes())
    with pytest.raises(SettingError, match="answer the same request") as refused:
        ReplayProvider(tmp_path)
    assert "copy.json" in str(refused.value)
    assert path.name in str(refused.value)


def test_a_folder_that_cannot_be_written_leaves_nothing_half_done(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputFileError, match="cannot write the recording"):
        save(tmp_path / "file", request(), REPLY, INFO)
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_recording_that_cannot_take_its_name_leaves_no_part_behind(tmp_path, monkeypatch):
    path = save(tmp_path, request(), REPLY, INFO)
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OutputFileError, match="No space left"):
        save(tmp_path, request(), replace(REPLY, text="new"), INFO)
    assert only(tmp_path).read_bytes() == before


# Which engines


def test_the_engines_of_a_folder_are_known(tmp_path):
    small = ModelInfo("local", "local:tiny", 2048, 300, "small", enum_ids=True)
    save(tmp_path / "a", request(), REPLY, INFO)
    save(tmp_path / "b", request(model="local:tiny"), REPLY, small)
    assert {each.name for each in recorded_engines(tmp_path)} == {"local:tiny", "openai:m"}
    assert recorded_engines(tmp_path / "b") == [small]
    with pytest.raises(SettingError, match="several engines") as refused:
        ReplayProvider(tmp_path)
    assert "--model" in refused.value.hint
    assert ReplayProvider(tmp_path, small).info == small


# Answers written by hand


def test_a_hand_written_answer_says_so_first_and_is_no_recording(tmp_path):
    path = save(tmp_path, request(), REPLY, INFO, scripted=True)
    data = json.loads(path.read_text())
    assert next(iter(data)) == "scripted"
    assert "recorded" not in data
    data["reply"]["text"] = '{"b": 2}'
    path.write_text(json.dumps(data))
    assert replayed(tmp_path, request())[0].text == '{"b": 2}'
    assert ReplayProvider(tmp_path).scripted
    assert [each.name for each in recorded_engines(tmp_path)] == ["openai:m"]


def test_recordings_and_hand_written_answers_do_not_share_a_folder(tmp_path):
    save(tmp_path, request(), REPLY, INFO)
    assert not ReplayProvider(tmp_path).scripted
    save(tmp_path, request("[S1] Other."), REPLY, INFO, scripted=True)
    with pytest.raises(SettingError, match="written by hand"):
        ReplayProvider(tmp_path)


def test_what_was_not_recorded_is_asked_of_the_provider_behind_and_recorded(tmp_path, loopback):
    old, new = tmp_path / "old", tmp_path / "new"
    save(old, request(), replace(REPLY, text="kept"), INFO)
    loopback.script = answer("asked")
    behind = RecordProvider(provider(loopback), new)
    both = ReplayProvider(old, INFO, otherwise=behind)

    async def run():
        replies = [await both.complete(each) for each in (request(), request(seed=9))]
        await both.close()
        return [reply.text for reply in replies]

    assert anyio.run(run) == ["kept", "asked"]
    assert loopback.count == 1
    assert load(only(new)).reply.text == "asked"
    assert {path.name for path in both.played} == {only(old).name}
