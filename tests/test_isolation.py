"""The suite's own promises: no network, a home of its own, a loopback server that does as told."""

import gc
import json
import os
import socket
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.commands import Commands, anew
from tests.support.connections import left_open
from tests.support.loopback import (
    HOST,
    Call,
    Loopback,
    answer,
    drop_mid_body,
    error,
    mix,
    per_request,
    sequence,
    valid_answer,
)


def test_a_plain_test_can_open_no_socket():
    with pytest.raises((RuntimeError, UserWarning)):
        socket.socket(socket.AF_INET)
    with pytest.raises((RuntimeError, UserWarning)):
        socket.getaddrinfo("localhost", 80)


@pytest.mark.loopback
def test_a_loopback_test_reaches_this_machine_only():
    with (
        socket.socket(socket.AF_INET) as elsewhere,
        pytest.raises((RuntimeError, UserWarning), match=r"127\.0\.0\.1"),
    ):
        elsewhere.connect(("192.0.2.1", 80))


def test_a_connection_that_a_test_leaves_open_is_told_of_and_closed(loopback):
    place = (HOST, loopback.port)
    with socket.create_connection(place), socket.create_server((HOST, 0)) as listener:
        left = socket.create_connection(place)
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as accepted:
            accepted.sendall(b"none that was accepted")
        told = repr(left)
        assert told in left_open()
    assert left.fileno() == -1
    assert left_open() == []


@pytest.mark.loopback
def test_a_server_that_ends_as_somebody_connects_leaves_nothing_open():
    for _ in range(20):
        with Loopback() as server:
            clients = [socket.create_connection((HOST, server.port)) for _ in range(10)]
        for each in clients:
            each.settimeout(60)
            with each, suppress(ConnectionResetError):
                assert each.recv(1) == b"", "the other side is closed"
    gc.collect()  # what is open would be told of here


def test_the_home_is_the_suites_own_and_no_key_comes_from_outside():
    assert "pytest" in str(Path.home())
    assert not [name for name in os.environ if name.startswith(("OPENAI_", "BRIEFER_"))]


def call(number=0, repeat=0, text="[S1] One.\n[S2] Two.", schema=None):
    wanted = {"type": "json_schema", "json_schema": {"schema": schema or {}}}
    message = {"role": "user", "content": text}
    return Call(number, repeat, "/", {}, {"messages": [message], "response_format": wanted})


def post(server, body):
    sent = urllib.request.Request(f"{server.url}/chat/completions", json.dumps(body).encode())
    with urllib.request.urlopen(sent, timeout=60) as response:
        return json.load(response)


def get(server, path):
    with urllib.request.urlopen(f"http://{server.host}{path}", timeout=60) as response:
        return json.load(response)


def test_a_valid_answer_cites_sentences_of_its_prompt():
    def claim(pattern):
        ids = {"type": "array", "items": {"type": "string", "pattern": pattern}}
        return {"type": "object", "properties": {"text": {"type": "string"}, "evidence": ids}}

    one = claim("^S[1-9][0-9]*$")
    schema = {"type": "object", "properties": {"a": one, "b": {"type": "array", "items": one}}}
    assert valid_answer(call(schema=schema)) == {
        "a": {"text": "One.", "evidence": ["S1"]},
        "b": [{"text": "Two.", "evidence": ["S2"]}],
    }
    many = claim("^[1-9][0-9]*\\.S[1-9][0-9]*$")
    assert valid_answer(call(text="[2.S7] Far.", schema=many)) == {
        "text": "Far.",
        "evidence": ["2.S7"],
    }
    assert valid_answer(call(schema={"enum": ["S2", "S9"]})) == "S2"


def test_faults_are_drawn_from_the_request_and_not_from_its_order():
    script = mix(3, (0.5, error(500)))
    forward = [script(call(number=n, text=f"{n}")).status for n in range(60)]
    backward = [script(call(number=99 - n, text=f"{n}")).status for n in reversed(range(60))]
    assert forward == backward[::-1]
    assert 15 < forward.count(500) < 45


def test_sequences_count_calls_and_repeats():
    assert [sequence(error(500))(call(number=n)).status for n in range(2)] == [500, 200]
    assert [per_request(error(500))(call(9, repeat=n)).status for n in range(2)] == [500, 200]


@pytest.mark.loopback
def test_the_server_counts_what_comes_and_lists_its_model(loopback):
    body = {"messages": [{"role": "user", "content": "[S1] One."}]}
    loopback.script = answer("hello")
    assert post(loopback, body)["choices"][0]["message"]["content"] == "hello"
    post(loopback, body)
    assert [call.repeat for call in loopback.calls] == [0, 1]
    assert get(loopback, "/v1/models")["data"][0]["id"] == "loopback-1"
    assert get(loopback, "/stats") == {"count": 2, "peak": 1, "connections": 4, "refused": 0}
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(loopback, "/elsewhere")


@pytest.mark.loopback
def test_half_a_body_is_half_a_body(loopback):
    loopback.script = drop_mid_body()
    with pytest.raises(Exception, match="IncompleteRead"):
        post(loopback, {"messages": []})


def test_a_server_that_was_never_started_has_no_threads_and_no_port():
    assert Loopback().url == f"http://{HOST}:0/v1"


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (["--help"], b""),
        (["summarize", "gone.txt"], b""),
        (["summarize", "-", "--model", "extractive"], b"The dam held. Nobody was hurt."),
        (["summarize", "-", "--format", "poem"], b""),
        (["verify", "Nobody was hurt.", "-", "--jsonl"], b"The dam held. Nobody was hurt."),
    ],
)
def test_a_command_that_is_forked_does_as_one_that_is_started(commands, tmp_path, arguments, stdin):
    given = {"BRIEFER_STORE": str(tmp_path / "store.db"), "COLUMNS": "80"}
    started = anew(arguments, stdin=stdin, env={**os.environ, **given}, cwd=tmp_path)
    assert commands.run(arguments, stdin=stdin, env=given, cwd=tmp_path) == started


def test_a_command_whose_environment_is_read_at_its_start_is_not_forked(tmp_path):
    with Commands() as commands:
        commands.run(["--version"], env={"LC_ALL": "C"}, cwd=tmp_path)
        assert commands._starter is None
        commands.run(["--version"], env={"BRIEFER_LENGTH": "short"}, cwd=tmp_path)
        assert commands._starter is not None
