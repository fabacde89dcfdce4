"""What is kept, and what comes back."""

import datetime as dt
import json
import os
import random
import sqlite3
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import SettingError
from briefer.llm import Reply
from briefer.model import Article, PromptRef, Usage
from briefer.store import RunFailure, Store, Totals, default_path, is_good
from briefer.store import store as stores
from tests.support.keeping import answered, asked
from tests.support.timing import least

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
COUNT = st.integers(0, 10**25)


def test_a_kept_reply_comes_back_whole_after_the_store_was_opened_again(opened):
    reply = answered(details=(("server", "host:1"), ("sha256", "ab")))
    opened().keep(asked(), reply)
    assert opened().reply(asked().key) == reply
    assert opened().reply(asked("other").key) is None


def test_the_same_question_to_another_endpoint_has_another_answer(opened):
    store = opened()
    store.keep(asked(), answered("here"), "a.example")
    store.keep(asked(), answered("there"), "b.example")
    assert store.reply(asked().key, "a.example").text == "here"
    assert store.reply(asked().key, "b.example").text == "there"
    assert store.reply(asked().key) is None


@given(
    st.builds(
        Reply,
        text=ANY_TEXT.map(lambda text: "x" + text),
        model=ANY_TEXT,
        finish_reason=st.sampled_from(["stop", "other"]),
        usage=st.builds(Usage, COUNT, COUNT, COUNT, COUNT, st.booleans()),
        details=st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=3).map(tuple),
    ),
    ANY_TEXT,
    ANY_TEXT,
)
def test_any_text_comes_back_as_it_was(tmp_path_factory, reply, said, name):
    path = tmp_path_factory.mktemp("any") / "s.db"
    request = asked(said, model=name, prompt=PromptRef(name, 3, name, name or None))
    article = Article(said, title=name, url=name, source=name, notes=(name,))
    with Store.open(path) as store:
        store.keep(request, reply)
        store.keep_article(article)
        number = store.begin_run(name, model=name, prompts=[request.prompt])
        store.fail_in_run(number, name, name, name)
        store.end_run(number, "done", Totals(usage=reply.usage))
    with Store.open(path) as store:
        assert store.reply(request.key) == reply
        found = store.article(article.hash)
        assert (found, found.notes) == (article, (name,))
        assert list(store.verify()) == []
        assert [json.loads(line)["kind"] for line in store.export()] == ["article", "reply", "run"]


@pytest.mark.parametrize(
    "reply",
    [
        answered(finish_reason="length"),
        answered(finish_reason="refusal"),
        answered(" \n"),
    ],
    ids=["cut off", "refused", "empty"],
)
def test_what_is_no_good_answer_is_not_kept(opened, reply):
    store = opened()
    store.keep(asked(), reply)
    assert not is_good(reply)
    assert store.reply(asked().key) is None
    assert store.stats().replies == 0


def test_a_useless_reply_can_be_forgotten_and_replaced(opened):
    store = opened()
    store.keep(asked(), answered("useless"))
    store.forget([asked().key])
    assert store.reply(asked().key) is None
    store.keep(asked(), answered("first"))
    store.keep(asked(), answered("second"))
    assert store.reply(asked().key).text == "second"
    assert store.stats().replies == 1


KEY = "sk-live-0a1b2c3d4e5f6a7b"


def test_no_key_gets_into_the_file_by_any_way(opened, path, notes):
    store = opened(secrets=[KEY])
    store.keep(asked(f"[S1] {KEY}"), answered())
    store.keep(asked("a"), answered(f"the key is {KEY}"))
    store.keep(asked("b"), answered(details=(("server", KEY),)))
    store.keep_article(Article(f"say {KEY}"))
    number = store.begin_run("daily", model="m")
    store.fail_in_run(number, f"http://x/{KEY}", "ServerError", f"{KEY} and Bearer abc123def456")
    store.end_run(number, "failed", Totals())
    assert (store.stats().replies, store.stats().articles) == (0, 0)
    everything = "\n".join(store.export())
    assert "ServerError" in everything
    for secret in (KEY, "abc123def456"):
        assert secret not in everything
        for file in path.parent.iterdir():
            assert secret.encode() not in file.read_bytes()
    assert [note for note in notes if "API key" in note]


def test_an_article_is_kept_once_under_its_content(opened):
    article = Article("Text.\n", title="T", url="http://x/1", body_start=2, notes=("odd",))
    store = opened()
    store.keep_article(article)
    store.keep_article(Article("Text.\n", title="T", url="http://x/1", body_start=2, source="b"))
    store.keep_article(Article("Text.\n", title="T2"))
    assert store.stats().articles == 2
    assert opened().article(article.hash) == article
    assert store.article("b2:00") is None


def test_prompts_and_schemas_are_kept_once_however_often_they_are_sent(opened, path):
    store = opened()
    for number in range(50):
        store.keep(asked(f"[S1] {number}"), answered())
    with sqlite3.connect(path) as other:
        (texts,) = other.execute("SELECT count(*) FROM texts").fetchone()
    other.close()
    assert texts == 52


def test_the_file_and_its_folder_are_its_owner_s_alone(opened, path):
    opened().keep(asked(), answered())
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


def test_a_folder_of_ours_in_a_project_is_left_alone_by_version_control(opened, tmp_path):
    opened(tmp_path / ".briefer" / "store.db")
    assert (tmp_path / ".briefer" / ".gitignore").read_text() == "*\n"


def test_the_store_is_beside_the_settings_file_or_the_user_s(tmp_path):
    beside = default_path(tmp_path / "briefer.toml")
    assert beside == tmp_path / ".briefer" / "store.db"
    assert str(default_path(None)).startswith(os.environ["XDG_DATA_HOME"])
    assert default_path(None).name == "store.db"


def test_in_memory_nothing_is_written_and_all_the_same_works(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Store.open(None) as store:
        store.keep(asked(), answered())
        assert store.reply(asked().key) == answered()
        number = store.begin_run("daily", model="m")
        store.end_run(number, "done", Totals(requests=1))
        assert [run.status for run in store.runs()] == ["done"]
        assert list(store.verify()) == []
        assert store.state == "memory"
    assert list(tmp_path.iterdir()) == []


def test_a_store_in_memory_stays_as_large_however_long_a_run_is(monkeypatch):
    monkeypatch.setattr(stores, "MOST_IN_MEMORY", 50)
    with Store.open(None) as store:
        run = store.begin_run("summarize", model="m")
        for each in range(200):
            store.keep(asked(f"{each}"), answered(f"Answer {each}."))
            store.fail_in_run(run, f"{each}.txt", "NoArticleError", "has no text")
        assert store.stats().replies == 50
        assert store.reply(asked("149").key) is None
        assert store.reply(asked("150").key) == answered("Answer 150.")
        assert [each.source for each in store.run(run).failures] == [f"{n}.txt" for n in range(50)]


class Clock:
    """Stands still until it is set."""

    def __init__(self, at):
        self.at = at

    def __call__(self):
        return dt.datetime.fromisoformat(self.at).replace(tzinfo=dt.UTC)


def test_a_run_says_what_it_asked_cost_and_failed_at(opened):
    clock = Clock("2026-11-22T10:00:00")
    store = opened(now=clock)
    prompt = PromptRef("summarize", 1, "b2:0f")
    number = store.begin_run("daily", model="openai:m")
    store.fail_in_run(number, "a.txt", "ServerError", "500")
    store.fail_in_run(number, "b.txt", "CutOffError", "too long")
    clock.at = "2026-11-22T10:00:09"
    totals = Totals(3, 2, 1, Usage(10, 5, 2, 1, estimated=True), "0.0012", 1, 2)
    store.end_run(number, "failed", totals, [prompt])
    run = opened().run(number)
    assert (run.command, run.model, run.status) == ("daily", "openai:m", "failed")
    assert (run.started, run.ended) == ("2026-11-22T10:00:00+00:00", "2026-11-22T10:00:09+00:00")
    assert 0 <= run.seconds < 5
    assert run.totals == totals
    assert run.prompts == (("summarize@1", "b2:0f"),)
    assert run.failures == (
        RunFailure("a.txt", "ServerError", "500"),
        RunFailure("b.txt", "CutOffError", "too long"),
    )
    assert opened().run(number + 1) is None


def test_runs_keep_their_order_when_the_clock_goes_backwards(opened):
    clock = Clock("2026-11-22T10:00:00")
    store = opened(now=clock)
    numbers = [store.begin_run("one", model="m")]
    clock.at = "2020-01-01T00:00:00"
    numbers += [store.begin_run(name, model="m") for name in ("two", "three")]
    for number in numbers:
        store.end_run(number, "done", Totals())
    runs = store.runs()
    assert [run.command for run in runs] == ["three", "two", "one"]
    assert [run.command for run in store.runs(limit=1)] == ["three"]
    assert all(run.seconds >= 0 for run in runs)
    store.keep(asked(), answered())
    assert store.reply(asked().key) == answered()


def test_a_run_whose_process_is_gone_was_interrupted_as_far_as_it_got(opened, path):
    store = opened()
    number = store.begin_run("daily", model="m")
    store.update_run(number, Totals(requests=7))
    assert store.run(number).status == "running"
    with sqlite3.connect(path) as other:
        other.execute("UPDATE runs SET pid = ?", (2**22 + 1,))
    other.close()
    assert (store.run(number).status, store.run(number).totals.requests) == ("interrupted", 7)


def test_verify_finds_what_was_changed_behind_its_back(opened, path):
    store = opened()
    store.keep(asked(), answered())
    store.keep(asked("two"), answered())
    store.keep_article(Article("Text."))
    assert list(store.verify()) == []
    with sqlite3.connect(path) as other:
        other.execute("UPDATE replies SET key = 'b2:00' WHERE id = 1")
        other.execute("UPDATE replies SET reply = x'00' WHERE id = 2")
        other.execute("UPDATE articles SET hash = 'b2:11'")
        other.execute("UPDATE texts SET hash = 'b2:22' WHERE id = 2")
    other.close()
    found = "\n".join(store.verify())
    assert "the reply b2:00 is not the one its key was made from" in found
    assert f"the reply {asked('two').key} is damaged" in found
    assert "hash b2:11" in found
    assert "hash b2:22" in found


def test_a_flipped_byte_in_an_answer_is_a_miss_and_the_next_answer_mends_it(opened, path, notes):
    store = opened()
    store.keep(asked(), answered())
    with sqlite3.connect(path) as other:
        (data,) = other.execute("SELECT reply FROM replies").fetchone()
        other.execute("UPDATE replies SET reply = ?", (data[:-9] + b"!" + data[-8:],))
    other.close()
    assert store.reply(asked().key) is None
    assert "damaged, and is asked for again" in notes[0]
    store.keep(asked(), answered())
    assert store.reply(asked().key) == answered()


def test_gc_removes_what_was_not_used_for_so_long_and_nothing_else(opened, path):
    with Store.open(path, now=Clock("2026-01-01T00:00:00")) as old:
        for name in ("used", "unused"):
            old.keep(asked(name), answered(f"{name} {random.Random(1).randbytes(9_000).hex()}"))
            old.keep_article(Article(name))
        old.end_run(old.begin_run("daily", model="m"), "done", Totals())
    with Store.open(path, now=Clock("2026-06-01T00:00:00")) as later:
        assert later.reply(asked("used").key) is not None
        later.keep_article(Article("used"))
    store = opened(now=Clock("2026-06-02T00:00:00"))
    would = store.gc(90, dry_run=True)
    assert (would.replies, would.articles, would.runs) == (1, 1, 1)
    assert store.stats().replies == 2
    removed = store.gc(90)
    assert (removed.replies, removed.articles, removed.runs) == (1, 1, 1)
    assert removed.bytes > 0
    assert store.reply(asked("used").key) is not None
    assert store.reply(asked("unused").key) is None
    assert store.article(Article("used").hash) == Article("used")
    assert store.runs() == []
    assert list(store.verify()) == []


def test_gc_keeps_what_a_clock_that_ran_ahead_has_dated(opened):
    clock = Clock("2030-01-01T00:00:00")
    store = opened(now=clock)
    store.keep(asked(), answered())
    clock.at = "2026-01-01T00:00:00"
    assert store.gc(0).replies == 0


def test_export_gives_every_request_with_its_answer(opened):
    store = opened()
    store.keep(asked(), answered(), "a.example")
    store.keep_article(Article("Text \ud800\U0001f600", title="T"))
    article, reply = map(json.loads, store.export())
    assert (article["text"], article["title"]) == ("Text \ud800\U0001f600", "T")
    assert (reply["key"], reply["endpoint"]) == (asked().key, "a.example")
    assert reply["messages"][1] == {"role": "user", "content": "[S1] The dam broke."}
    assert reply["reply"]["text"] == answered().text
    assert reply["sampling"]["temperature"] == 0.0


def test_another_program_s_database_is_refused_and_left_as_it_is(opened, tmp_path):
    other = tmp_path / "places.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE places (url)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(SettingError, match="another program's database"):
        opened(other)
    assert other.read_bytes() == before
    with pytest.raises(SettingError, match="is a folder"):
        opened(tmp_path)


def test_a_store_of_a_newer_briefer_is_refused_with_what_to_do(opened, path):
    opened().close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(SettingError, match="newer briefer: its form is 99") as caught:
        opened()
    assert caught.value.exit_code == 2
    assert "update briefer" in caught.value.hint


def test_a_store_of_an_earlier_form_is_brought_up_to_date_with_what_is_in_it(opened, path):
    from briefer.store.migrations import MIGRATIONS

    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        MIGRATIONS[0](connection)
        connection.execute("INSERT INTO texts VALUES (7, 'b2:00', x'00')")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    store = opened()
    assert store.stats().form == len(MIGRATIONS)
    with sqlite3.connect(path) as connection:
        applied = connection.execute("SELECT number, name FROM migrations").fetchall()
        assert connection.execute("SELECT id FROM texts").fetchall() == [(7,)]
    connection.close()
    assert applied == [
        (number, step.__name__) for number, step in enumerate(MIGRATIONS, 1) if number > 1
    ]


def test_a_thousand_warm_answers_take_less_than_three_tenths_of_a_second(opened):
    store = opened()
    requests = [asked(f"[S1] {number} " + "word " * 400) for number in range(1_000)]
    for request in requests:
        store.keep(request, answered("word " * 200))
    store.close()

    def read():
        store = opened()
        assert all(store.reply(request.key) is not None for request in requests)
        store.close()

    assert least(read, most=0.3) < 0.3
