"""Large documents are read in a process of their own, which ends when it must."""

import os
import time
from dataclasses import replace

import anyio
import pytest

from briefer.apart import CAN_BE_STOPPED
from briefer.errors import BrieferError, NoArticleError, SourceUnreadableError
from briefer.ingest import Reading, apart, read_source, recognise
from briefer.ingest.apart import READER
from briefer.ingest.sources import read_kind, unpacked
from tests.support.documents import DOCUMENTS, page
from tests.support.processes import until

pytestmark = pytest.mark.skipif(not CAN_BE_STOPPED, reason="processes that can be stopped")


PAGE = page().encode()


@pytest.fixture
def small(monkeypatch):
    """Have every document read apart."""
    monkeypatch.setattr("briefer.ingest.sources.LARGE", 0)


@pytest.fixture
def endless(monkeypatch):
    """Have the process that reads never come to an end."""
    monkeypatch.setattr(READER, "code", "import time\nwhile True: time.sleep(1)")
    READER.end()
    yield
    READER.end()


def outcome(read, *given, **more):
    try:
        return read(*given, **more)
    except BrieferError as error:
        return type(error), str(error), error.hint


def test_what_is_read_apart_is_what_is_read_here():
    compared = 0
    for name, data, _ in DOCUMENTS.values():
        whole = unpacked(data, name)
        for part in (whole, whole[: len(whole) // 3]):
            given = part, recognise(part, name)
            told = {"source": name, "url": "https://fenwick.example/x"}
            here = outcome(read_kind, *given, **told)
            assert outcome(apart.read_apart, *given, **told) == here
            compared += isinstance(here, Reading)
    assert compared > 20


def test_one_process_reads_all(small):
    running = []
    for number in range(3):
        assert read_source(page(title=f"T {number}").encode(), source="x").articles
        running.append(READER.process)
    (first,) = set(running)
    with pytest.raises(NoArticleError, match=r"^x "):
        read_source(b"<html><body></body></html>", source="x")
    assert READER.process is first


def test_what_does_not_end_is_stopped_and_the_next_is_read(small, monkeypatch, endless):
    began = time.monotonic()
    with pytest.raises(SourceUnreadableError, match="x took too much time"):
        apart.read_apart(b"<p>a", "html", source="x", seconds=0.3)
    assert time.monotonic() - began < 20
    monkeypatch.undo()
    assert read_source(PAGE + b" " * apart.LARGE, source="x").articles


def test_a_process_that_falls_is_an_error_of_its_document(small, monkeypatch):
    READER.end()
    for code in ("import os; os.abort()", "import sys; sys.stdin.buffer.read(9)", "x = " + "(" * 9):
        monkeypatch.setattr(READER, "code", code)
        with pytest.raises(SourceUnreadableError, match="too much time or memory"):
            read_source(PAGE, source="x")


def test_it_has_no_more_memory_than_it_may(small, monkeypatch):
    monkeypatch.setattr(
        READER,
        "code",
        "from briefer.ingest import apart_child as c; c.MEMORY = 1 << 28; c.main()",
    )
    READER.end()
    large = b'{"text": "a", "x": [' + b"{}," * 4_000_000 + b"1]}"
    with pytest.raises(SourceUnreadableError, match="too much"):
        apart.read_apart(large, "json", source="x")
    READER.end()


def test_a_run_that_is_stopped_stops_what_reads_for_it(small, endless):
    async def main():
        async with anyio.create_task_group() as group:
            group.start_soon(anyio.to_thread.run_sync, lambda: read_source(PAGE, source="x"))
            with anyio.fail_after(60):
                while READER.process is None:
                    await anyio.sleep(0.01)
            process = READER.process
            group.cancel_scope.cancel()
        return process

    began = time.monotonic()
    process = anyio.run(main)
    assert time.monotonic() - began < 20
    until(lambda: process.poll() is not None)


def test_a_forked_process_has_one_of_its_own(small):
    assert read_source(PAGE, source="x").articles
    process = READER.process
    forked = os.fork()
    if not forked:
        gone = READER.process is None
        read = bool(read_source(PAGE, source="x").articles)
        READER.end()
        os._exit(0 if gone and read else 1)
    assert os.waitpid(forked, 0)[1] == 0
    assert READER.process is process
    assert process.poll() is None
    assert replace(read_source(PAGE, source="x"), notes=()).articles
