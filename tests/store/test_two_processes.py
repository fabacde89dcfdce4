"""What happens when several work with one store at once."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Timer

from briefer.model import Article
from briefer.store import Store
from tests.support.keeping import answered, asked
from tests.support.processes import child, finish


def test_two_processes_on_one_store_lose_nothing_of_each_other_s(opened, path):
    code = """
        with Store.open(path, note=tell) as store:
            run = store.begin_run("daily", model="m")
            for number in range(500):
                store.keep(asked(f"{sys.argv[2]} {number}"), answered())
                store.keep(asked(f"both {number}"), answered())
            store.end_run(run, "done", Totals(requests=1_000))
    """
    processes = [child(code, path, name) for name in ("one", "two")]
    assert [finish(process) for process in processes] == ["", ""]
    store = opened()
    assert store.stats().replies == 1_500
    assert [run.status for run in store.runs()] == ["done", "done"]
    assert list(store.verify()) == []


def test_two_processes_keep_each_version_and_each_brief_once(opened, path):
    code = """
        from briefer.model import Article
        from briefer.store import KeptStory
        with Store.open(path, note=tell) as store:
            for number in range(100):
                for turn in range(2):
                    article = Article(f"{number} {turn}")
                    store.keep_version(f"page {number} {turn}", article, fetched="2026-11-22")
                day = f"2026-{number % 12 + 1:02}-01"
                story = KeptStory("h", (article.hash,))
                store.keep_brief("daily", day, sys.argv[2], {"number": number // 12}, [story])
    """
    processes = [child(code, path, name) for name in ("one", "two")]
    assert [finish(process) for process in processes] == ["", ""]
    store = opened()
    for number in range(100):
        for turn in range(2):
            assert len(store.versions(f"page {number} {turn}")) == 1
    briefs = store.briefs()
    assert len({brief.day for brief in briefs}) == len(briefs) == 12
    chain, edition = 0, briefs[0]
    while edition.supersedes:
        chain, edition = chain + 1, store.edition(edition.supersedes)
        assert not edition.current
    assert chain >= 7
    assert list(store.verify()) == []


def test_what_waits_for_another_process_is_not_kept_twice_and_is_read_once_written(
    opened, path, notes
):
    store = opened()
    with sqlite3.connect(path, isolation_level=None, check_same_thread=False) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.keep_version("page", Article("one"), fetched="1") == "new"
        assert store.keep_version("page", Article("one"), fetched="2") == "unchanged"
        assert store.keep_version("page", Article("two"), fetched="3") == "changed"
        release = Timer(0.3, other.execute, ["COMMIT"])
        release.start()
        assert [version.fetched for version in store.versions("page")] == ["1", "3"]
        release.join()
    other.close()
    assert notes == []


def test_many_who_make_the_store_at_once_make_one(tmp_path):
    def make(path, barrier, number):
        barrier.wait()
        with Store.open(path) as store:
            store.keep(asked(str(number)), answered())
            return store.state

    with ThreadPoolExecutor(6) as pool:
        for attempt in range(20):
            path, barrier = tmp_path / f"{attempt}.db", Barrier(6)
            states = list(pool.map(lambda n, p=path, b=barrier: make(p, b, n), range(6)))
            assert states == ["file"] * 6
            with Store.open(path) as store:
                assert store.stats().replies == 6


def test_while_another_holds_the_store_nobody_waits_and_all_is_written_in_the_end(
    opened, path, notes
):
    store = opened()
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        start = time.monotonic()
        for number in range(300):
            store.keep(asked(str(number)), answered())
        assert time.monotonic() - start < 10
        assert store.reply(asked("299").key) == answered()
        other.execute("COMMIT")
    other.close()
    store.close()
    assert opened().stats().replies == 300
    assert notes == []
