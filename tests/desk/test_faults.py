"""The desk where things go wrong: two at once, killed, no room, old and damaged stores."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import pairwise
from threading import Thread

import pytest

from briefer.desk import Desk
from briefer.errors import ConflictError, StoreReadError, StoreWriteError
from briefer.model import Article
from briefer.store import Store, database
from briefer.store.migrations import APPLICATION_ID, MIGRATIONS
from tests.support.desk import DAY, brief_of, decide_all, kept, path_of
from tests.support.repository import ROOT


def test_of_a_thousand_edits_by_two_none_is_lost_and_each_conflict_is_told(tmp_path):
    with kept(tmp_path / "store.db") as first, Store.open(tmp_path / "store.db") as second:
        review = Desk(first).open(DAY)
        number, paths = review.number, [each.path for each in review.claims][:4]
        made = {"mara": [], "jon": []}
        told = {"mara": 0, "jon": 0}

        def edit(store, who):
            desk = Desk(store)
            seen = {}
            while len(made[who]) < 500:
                turn = len(made[who])
                path = paths[turn % len(paths)]
                text = f"The work of {who} will cost {turn} euros."
                try:
                    one = desk.decide(number, path, "edit", who, text=text, seen=seen.get(path, ""))
                except ConflictError:
                    told[who] += 1
                    seen[path] = store.last_decision(review.edition, path)
                else:
                    seen[path] = one.hash
                    made[who].append(one)

        threads = [Thread(target=edit, args=each) for each in ((first, "mara"), (second, "jon"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        after = Desk(first).open(number)
        assert [each.number for each in after.decisions] == list(range(1, 1_001))
        for who, own in made.items():
            assert [each for each in after.decisions if each.who == who] == own
        # Whoever decided had seen the decision before theirs.
        for path in paths:
            of_it = [each for each in after.decisions if each.path == path]
            assert all(one.after == two.before for one, two in pairwise(of_it))
        assert sum(told.values()) > 0
        assert list(first.verify()) == []


DECIDING = """
import sys
from pathlib import Path
from briefer.desk import Desk
from briefer.store import Store
with Store.open(Path(sys.argv[1])) as store:
    desk = Desk(store)
    for turn in range(100_000):
        made = desk.decide("2026-11-22", "$.stories[0].headline", "flag", "mara", note=str(turn))
        print(made.number, made.hash, flush=True)
"""


def test_whoever_is_killed_has_decided_all_that_they_were_told_and_the_chain_is_whole(tmp_path):
    path = tmp_path / "store.db"
    kept(path).close()
    told = []
    for wanted in (3, 11, 26):
        command = [sys.executable, "-c", DECIDING, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            told += [process.stdout.readline().split() for _ in range(wanted)]
            process.kill()
            told += [line.split() for line in process.stdout if line.endswith("\n")]
        with Store.open(path) as store:
            review = Desk(store).open(DAY)
            assert list(store.verify()) == []
            kept_ones = {(str(each.number), each.hash) for each in review.decisions}
            assert {tuple(each) for each in told} <= kept_ones
    assert len(told) >= 40


def test_a_decision_for_which_there_is_no_room_is_told_and_not_there(tmp_path):
    with kept(tmp_path / "store.db") as store:
        desk = Desk(store)
        before = desk.open(DAY)
        connection = store._database.connection()
        ((pages,),) = connection.execute("PRAGMA page_count").fetchall()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        path = path_of(before, "Fishermen")

        def fill():
            for _ in range(1_000):
                desk.decide(DAY, path, "flag", "mara", note="no room " * 100)

        with pytest.raises(StoreWriteError, match="full"):
            fill()
        made = len(desk.open(DAY).decisions)
        assert list(store.verify()) == []
        connection.execute("PRAGMA max_page_count = 1000000")
        decide_all(desk)
        assert desk.sign(DAY, "mara").decisions > made


def test_a_store_that_another_holds_or_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "PATIENT", 0.05)
    path = tmp_path / "store.db"
    with kept(path) as store:
        desk = Desk(store)
        claim = path_of(desk.open(DAY), "Fishermen")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreWriteError, match="locked"):
                desk.decide(DAY, claim, "cut", "mara")
        store._database.state = "read-only"
        with pytest.raises(StoreWriteError, match="cannot be written"):
            desk.decide(DAY, claim, "cut", "mara")
        store._database.state = "file"
        assert desk.open(DAY).decisions == ()


def test_an_old_store_is_reviewed_like_any_other(tmp_path):
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        for number, step in enumerate(MIGRATIONS[:8], 1):
            step(old)
            old.execute("INSERT INTO migrations VALUES (?, ?, '')", (number, step.__name__))
        old.execute("PRAGMA user_version = 8")
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with kept(path) as store:
        decide_all(Desk(store))
        assert Desk(store).sign(DAY, "mara").who == "mara"
        assert store.stats().form == len(MIGRATIONS)


def test_nothing_decided_can_be_changed_and_what_was_is_found_out(tmp_path):
    path = tmp_path / "store.db"
    with kept(path) as store:
        decide_all(Desk(store))
        Desk(store).sign(DAY, "mara")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for table in ("decisions", "signoffs"):
            for change in (f"DELETE FROM {table}", f"UPDATE {table} SET number = number + 1"):
                with pytest.raises(sqlite3.IntegrityError, match=f"{table} are never changed"):
                    other.execute(change)
        triggers = other.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        made = triggers.fetchall()
        for name, _ in made:
            other.execute(f"DROP TRIGGER {name}")
        other.execute("DELETE FROM decisions WHERE number = 1")
        for _, sql in made:
            other.execute(sql)
    with Store.open(path) as store:
        with pytest.raises(StoreReadError, match="decision 1 of"):
            Desk(store).open(DAY)
        with pytest.raises(StoreReadError):
            Desk(store).sign(DAY, "jon")
        assert any("does not follow on the one before it" in each for each in store.verify())


def test_what_people_decided_outlives_the_history_and_is_exported(tmp_path):
    old = Article(
        "The quay is closed.", title="Quay", url="https://old.example/", date="2020-01-01"
    )
    told = (("The quay is closed.", ("The quay is closed.",), ()),)
    with kept(tmp_path / "store.db") as store:
        for day in ("2020-01-01", "2020-01-02"):
            kept(tmp_path / "store.db", brief_of((old,), told, day=day), (old,)).close()
        store._database.connection().execute("UPDATE editions SET made = day")
        Desk(store).decide("2020-01-01", "$.stories[0].headline", "flag", "mara")
        assert store.gc(90, history=True, dry_run=True).editions == 1
        assert store.gc(90, history=True).editions == 1
        assert [each.day for each in Desk(store).editions()] == [DAY, "2020-01-01"]
        assert Desk(store).open("2020-01-01").decisions
        kinds = [line.split('"')[3] for line in store.export()]
        assert (kinds.count("decision"), kinds.count("person")) == (1, 4)
        assert (store.stats().decisions, store.stats().signoffs) == (1, 0)
        assert list(store.verify()) == []


def test_threads_of_one_desk_read_check_decide_and_settle_at_once(tmp_path):
    with kept(tmp_path / "store.db") as store:
        desk = Desk(store)
        path = path_of(desk.open(DAY), "The work will cost 21")
        for turn in range(20):
            desk.propose(DAY, path, f"The work will cost {turn} euros.", "an assistant")
        failed = []

        def work(do):
            try:
                for turn in range(20):
                    do(turn)
            except Exception as error:  # noqa: BLE001 (shown below)
                failed.append(error)

        doing = (
            lambda turn: desk.settle(DAY, turn + 1, "mara", accept=True),
            lambda turn: desk.check(DAY, path, f"It is {turn}."),
            lambda turn: desk.decide(DAY, "$.stories[1].headline", "flag", "jon", note=f"{turn}"),
            lambda _: desk.open(DAY),
            lambda _: desk.stale(DAY),
        )
        threads = [Thread(target=work, args=[each], daemon=True) for each in doing]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert [thread for thread in threads if thread.is_alive()] == []
        assert failed == []
        assert len(desk.open(DAY).decisions) == 40
        assert list(store.verify()) == []
