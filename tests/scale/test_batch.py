"""A batch gives the rows of a live run, whatever the service does; what was answered is kept."""

import json
import threading
import zlib
from contextlib import contextmanager
from pathlib import Path

import anyio
import pytest

from briefer.config import resolve_here
from briefer.errors import OutputFileError, UsageError
from briefer.ingest import find
from briefer.providers import BATCH_FORMATS
from briefer.render import summary_value
from briefer.runs import Failed
from briefer.scale import Batch, manifest_for, new_job, open_job
from briefer.scale import job as jobs
from briefer.session import Session
from tests.support.batches import BatchServer, Faults, run_batch, written
from tests.support.loopback import answer, error, refusing, valid_answer, window

pytestmark = pytest.mark.loopback
MODEL = {"model": "openai:tiny"}


def told(call):
    """Answers, some malformed at first, some worded freely, so that rounds of each kind follow."""
    draw = zlib.crc32(call.prompt.encode()) % 4
    value = valid_answer(call)
    if draw == 0 and "cannot be used" not in call.prompt and "verdicts" not in value:
        return "{broken"
    if draw == 1 and "headline" in value:
        value["headline"]["text"] = "The mayor inaugurated a crossing."
    return json.dumps(value)


SCRIPT = answer(told)


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder of articles, one of them long, and one file that is none."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    Path("articles").mkdir()
    for number in range(8):
        lines = [f"Mayor Ilse Varga opened bridge number {number} on Monday."]
        lines += [f"It cost {number + 2} million euros to build."]
        if number == 3:
            lines += [f"The council met for hour {hour} about the river." for hour in range(300)]
        Path(f"articles/{number}.txt").write_text("\n".join(lines))
    Path("articles/9.txt").write_text("")
    return tmp_path


@contextmanager
def opened(url, folder="job", kind="openai", **more):
    """A job in the folder and its session, planned if it is new."""
    flags = {**MODEL, "base_url": url, "store": "store.db", "context_tokens": 4000, **more}
    session = Session(resolve_here(flags), command="batch")
    try:
        if not Path(folder, "job.json").exists():
            made = manifest_for(session, kind, "summarize", ["articles"], {})
            with new_job(Path(folder), made) as job:
                batch = Batch(job, session)
                batch.plan(items)
                yield batch
        else:
            with open_job(Path(folder)) as job:
                yield Batch(job, session)
    finally:
        session.close_store()


def items():
    return find(["articles"])


def step(url):
    """Submit, fetch and plan once; the rows when nothing is left to ask."""
    with opened(url) as batch:
        anyio.run(batch.submit, lambda _: None)
        anyio.run(batch.fetch)
        batch.plan(items)
        return list(map(row, batch.results(items))) if batch.job.manifest.is_done else None


def done(url):
    for _ in range(60):
        if rows := step(url):
            return rows
    raise AssertionError("no end")


def row(result):
    if isinstance(result, Failed):
        return result.source, type(result.error).__name__
    return summary_value(result.summary)


def live(url):
    async def run():
        flags = {**MODEL, "base_url": url, "no_store": True, "context_tokens": 4000}
        async with Session(resolve_here(flags)) as session:
            return [row(each) async for each in session.summaries(items(), "summarize")]

    return anyio.run(run)


def test_the_rows_are_those_of_a_live_run_whatever_the_service_does(room, loopback):
    loopback.script = SCRIPT
    expected = live(loopback.url)
    assert sum(isinstance(each, tuple) for each in expected) == 1
    faults = [
        Faults(),
        Faults(shuffled=True, doubled=0.5, torn=True, missing=0.1, seed=1),
        Faults(expired=0.1, error_file=0.05, status_400=0.05, seed=2),
        Faults(reject_files=2, over_limit=2),
    ]
    for number, each in enumerate(faults):
        with BatchServer(SCRIPT, each) as service:
            found = done(service.url)
        assert found == expected, each
        for path in (*Path("job").iterdir(), Path("job/.lock")):
            path.unlink(missing_ok=True)
        Path("store.db").rename(f"store-{number}.db")


def test_a_job_that_is_killed_anywhere_goes_on_and_pays_for_nothing_twice(room, monkeypatch):
    class Killed(BaseException):
        pass

    left = 0
    saved = jobs.Job.save

    def save(job):
        nonlocal left
        left -= 1
        if left == 0:
            raise Killed
        saved(job)

    monkeypatch.setattr(jobs.Job, "save", save)
    with BatchServer(SCRIPT) as service:
        for kill in range(1, 20):
            left = kill
            try:
                if step(service.url):
                    break
            except Killed:
                continue
        left = 0
        rows = done(service.url)
        asked = service.asked
    assert len(rows) == 9
    assert len(asked) == len(set(asked))


def test_two_that_collect_at_once_give_what_one_gives(room):
    with BatchServer(SCRIPT) as service:
        with opened(service.url) as batch:
            anyio.run(batch.submit, lambda _: None)
        threads = [threading.Thread(target=done, args=[service.url]) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rows = done(service.url)
        asked = service.asked
    assert len(rows) == 9
    assert len(asked) == len(set(asked))


def test_what_the_service_refuses_to_be_asked_is_left_out_of_the_next_round(room):
    with BatchServer(refusing("json_schema", "temperature", then=SCRIPT)) as service:
        rows = done(service.url)
    assert sum(isinstance(each, dict) for each in rows) == 8


def test_a_request_over_the_window_is_planned_in_parts(room):
    with BatchServer(window(9_000, then=SCRIPT)) as service:
        with opened(service.url, context_tokens=None) as batch:
            requests = sum(file.lines for file in batch.job.manifest.files)
            assert requests == 8
        for _ in range(40):
            with opened(service.url, context_tokens=None) as batch:
                anyio.run(batch.submit, lambda _: None)
                anyio.run(batch.fetch)
                batch.plan(items)
                if batch.job.manifest.is_done:
                    rows = list(map(row, batch.results(items)))
                    break
    assert sum(isinstance(each, dict) for each in rows) == 8


def test_what_is_never_answered_is_an_error_row_and_no_other_is(room):
    def script(call):
        poisoned = "bridge number 5" in call.prompt
        return error(500)(call) if poisoned else SCRIPT(call)

    with BatchServer(script) as service:
        rows = done(service.url)
    assert [each for each in rows if isinstance(each, tuple)] == [
        ("articles/5.txt", "ServerError"),
        ("articles/9.txt", "NoArticleError"),
    ]


def test_results_made_by_hand_are_collected_and_files_keep_to_the_limits(room, monkeypatch):
    few = BATCH_FORMATS["vllm"]
    monkeypatch.setitem(
        BATCH_FORMATS,
        "vllm",
        few.__class__(
            **{name: getattr(few, name) for name in few.__slots__}
            | {"most_lines": 3, "most_bytes": 40_000}
        ),
    )
    url = "http://127.0.0.1:9/v1"
    rows = None
    for number in range(9):
        with opened(url, kind="vllm") as batch:
            files = batch.job.manifest.files
            assert all(file.lines <= 3 and file.size <= 40_000 for file in files)
            paths = [batch.job.path(file.name) for file in files]
            assert {p.stat().st_size for p in paths} == {f.size for f in files}
            outs = [written(p.with_suffix(f".{number}.out"), run_batch(p, SCRIPT)) for p in paths]
            first = batch.plan(items, outs[:1])
            if len(outs) > 1:
                assert first.awaited == sum(file.lines for file in files[1:])
            batch.plan(items, outs)
            if batch.job.manifest.is_done:
                rows = list(map(row, batch.results(items)))
                break
    assert sum(isinstance(each, dict) for each in rows) == 8


@pytest.mark.parametrize("name", sorted(BATCH_FORMATS))
def test_each_format_asks_what_is_asked_live_and_reads_its_own_results(room, name):
    with opened("http://127.0.0.1:9/v1", kind=name) as batch:
        requests = {}
        for item in items():
            with_text = item.attempt()
            if not isinstance(with_text, Exception):
                for request in batch.session.requests(with_text, "summarize"):
                    requests[BATCH_FORMATS[name].custom_id(request.key)] = request
        lines = [
            json.loads(line)
            for file in batch.job.manifest.files
            for line in batch.job.path(file.name).read_text().splitlines()
        ]
        named = [line.get("custom_id") or line["key"] for line in lines]
        assert sorted(named) == sorted(requests)
        assert all(len(each) <= 64 for each in named)
        for line, called in zip(lines, named, strict=True):
            sent = json.dumps(line, ensure_ascii=False)
            last = requests[called].messages[-1].content
            assert json.dumps(last, ensure_ascii=False)[1:-1] in sent
        results = [_result(name, called, "{}") for called in named]
        batch.plan(items, [written(Path("out"), results)])
        # Each was answered, with nothing that can be used: all are asked again in other words.
        again = {
            json.loads(line).get("custom_id") or json.loads(line)["key"]
            for file in batch.job.manifest.files
            for line in batch.job.path(file.name).read_text().splitlines()
        }
        assert len(again) == len(named)
        assert again.isdisjoint(named)


def _result(name, called, text):
    """A line of results as the services document them."""
    if name == "anthropic":
        message = {
            "model": "m",
            "content": [{"type": "text", "text": text}],
            "stop_reason": "end_turn",
            "usage": {"input_tokens": 5, "output_tokens": 2, "cache_read_input_tokens": 3},
        }
        return {"custom_id": called, "result": {"type": "succeeded", "message": message}}
    if name == "gemini":
        candidate = {"content": {"parts": [{"text": text}]}, "finishReason": "STOP"}
        usage = {"promptTokenCount": 8, "candidatesTokenCount": 2}
        return {"key": called, "response": {"candidates": [candidate], "usageMetadata": usage}}
    choice = {"message": {"content": text}, "finish_reason": "stop"}
    body = {"model": "m", "choices": [choice], "usage": {"prompt_tokens": 8}}
    return {"custom_id": called, "response": {"status_code": 200, "body": body}, "error": None}


@pytest.mark.parametrize(
    ("name", "line", "status"),
    [
        ("openai", {"custom_id": "a", "response": None, "error": {"code": "batch_expired"}}, 502),
        ("openai", {"custom_id": "a", "response": {"status_code": 429, "body": {}}}, 429),
        (
            "vllm",
            {
                "custom_id": "a",
                "response": {"status_code": 200, "body": {"object": "error", "code": 400}},
            },
            400,
        ),
        ("anthropic", {"custom_id": "a", "result": {"type": "expired"}}, 502),
        (
            "anthropic",
            {
                "custom_id": "a",
                "result": {"type": "errored", "error": {"error": {"type": "request_too_large"}}},
            },
            413,
        ),
        ("gemini", {"key": "a", "error": {"code": 3, "message": "bad"}}, 400),
        ("gemini", {"key": "a", "status": {"code": 8}}, 429),
        ("gemini", {"key": "a"}, 502),
        ("openai", {"id": "a"}, None),
        ("anthropic", {"custom_id": "a"}, None),
        ("gemini", {"custom_id": "a"}, None),
        ("mistral", {"custom_id": 7}, None),
    ],
)
def test_failures_are_read_in_each_services_words(name, line, status):
    found = BATCH_FORMATS[name].read(line)
    assert (found and found.status) == status


def test_what_cannot_be_a_job_is_refused(room, monkeypatch):
    url = "http://127.0.0.1:9/v1"
    with pytest.raises(UsageError, match="not in batches"), opened(url, model="extractive"):
        pass
    with pytest.raises(UsageError, match="no job"), open_job(Path("articles")):
        pass
    Path("full").mkdir()
    Path("full/notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="other files"), opened(url, "full"):
        pass
    with opened(url):
        pass
    refused = pytest.raises(UsageError, match="not those that the job was planned with")
    with refused, opened(url, language="de"):
        pass
    Path("job/job.json").write_text("{")
    with pytest.raises(UsageError, match="no job that can be read"), opened(url):
        pass
    monkeypatch.setattr(jobs.os, "fsync", _full)
    with pytest.raises(OutputFileError, match="No space left"), opened(url, "other"):
        pass
    assert not list(Path("other").glob("*.part"))


def _full(_):
    raise OSError(28, "No space left on device")


def test_the_four_commands_make_a_job(room, commands, loopback):
    with BatchServer(SCRIPT) as service:
        env = {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": service.url, "BRIEFER_STORE": "s.db"}

        def run(*arguments):
            return commands.run(arguments, cwd=room, env=env)

        model = ("--model", "openai:gpt-5-mini")
        ran = run("batch", "plan", "articles", "--dir", "job", *model)
        assert (ran.code, "8 requests in 1 file" in ran.out) == (0, True), ran.err
        assert "batch submit job" in ran.err
        for _ in range(9):
            assert run("batch", "submit", "job").code == 0
            for _ in range(2):
                seen = run("batch", "status", "job")
            assert "completed" in seen.out
            last = run("batch", "collect", "job")
            if "results.jsonl" in last.out:
                break
        assert (last.code, "articles/9.txt" in last.err) == (4, True)
        rows = Path("job/results.jsonl").read_text()
        warm = run("summarize", "articles", "--format", "jsonl", *model)
        assert warm.out == rows
        assert len(service.asked) == len(set(service.asked))
    Path("news.csv").write_text(
        "key,body\n" + "1,Ten roads were closed by the police on Tuesday.\n"
    )
    ran = run("batch", "plan", "news.csv", "--dir", "rows", "--text-column", "body", *model)
    assert (ran.code, "1 request in 1 file" in ran.out) == (0, True), ran.err
    assert "news.csv: text from 'body'" in ran.err
    refused = run("batch", "plan", "https://a.example/x", "--dir", "other")
    assert (refused.code, "fetch first" in refused.err) == (2, True)
