"""Questions asked once by many processes, files that are not ours, and damage that is mended."""

import signal
import sqlite3
import subprocess

import pytest

from briefer.errors import SettingError
from briefer.store import Store, problems_of, repair
from tests.store.test_store_faults import fill, works
from tests.support.keeping import answered, asked
from tests.support.processes import child, until

HOLDER = """
    store = Store.open(path, note=tell)
    print(store.claim("k"), flush=True)
    for line in sys.stdin:
        store.keep(asked("x"), answered())
        store.release("k")
        print("released", flush=True)
"""


def test_a_claim_is_one_process_s_until_it_gives_it_back_or_is_killed(opened, path):
    opened().close()
    holder = child(HOLDER, path, stdin=subprocess.PIPE)
    assert holder.stdout.readline() == "True\n"
    store = opened()
    assert not store.claim("k")
    assert store.claim("k", "another endpoint")
    assert store.claim("another key")
    holder.stdin.write("\n")
    holder.stdin.flush()
    assert holder.stdout.readline() == "released\n"
    assert store.claim("k")
    store.release("k")
    killed = child(HOLDER, path, stdin=subprocess.PIPE)
    assert killed.stdout.readline() == "True\n"
    assert not store.claim("k")
    killed.send_signal(signal.SIGKILL)
    until(lambda: store.claim("k"), seconds=10)
    for process in (holder, killed):
        process.communicate()


def test_a_claim_is_held_until_the_answer_can_be_read_by_others(opened, path):
    store = opened()
    key = asked("slow").key
    with sqlite3.connect(path, isolation_level=None) as other:
        assert store.claim(key)
        other.execute("BEGIN IMMEDIATE")
        store.keep(asked("slow"), answered())
        store.release(key)
        looker = child("print(Store.open(path).claim(sys.argv[2]))", path, key)
        assert looker.communicate(timeout=60)[0] == "False\n"
        other.execute("COMMIT")
    store.stats()  # writes what waits
    looker = child("print(Store.open(path).claim(sys.argv[2]))", path, key)
    assert looker.communicate(timeout=60)[0] == "True\n"
    other.close()


def test_who_waits_for_an_answer_writes_those_that_others_wait_for(opened, path):
    """Else two processes that each found the file locked wait for each other."""
    store = opened()
    key = asked("slow").key
    other = sqlite3.connect(path, isolation_level=None)
    assert store.claim(key)
    other.execute("BEGIN IMMEDIATE")
    store.keep(asked("slow"), answered())
    store.release(key)
    other.execute("COMMIT")
    until(lambda: store.claim("another key") and has_reply(other), seconds=10)
    other.close()
    looker = child("print(Store.open(path).claim(sys.argv[2]))", path, key)
    assert looker.communicate(timeout=60)[0] == "True\n"


def has_reply(connection):
    return connection.execute("SELECT count(*) FROM replies").fetchone() == (1,)


@pytest.mark.parametrize("content", [b"my notes\n", b"\x89PNG\r\n", b"%PDF-1.4 " + b"x" * 9_000])
def test_a_file_that_never_was_a_store_is_refused_and_left_as_it_is(opened, path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    for use in (opened, lambda: problems_of(path), lambda: repair(path, str)):
        with pytest.raises(SettingError, match="another kind, not a store"):
            use()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    path.with_name(f"{path.name}.lock").write_text("a lock of another program's")
    with pytest.raises(SettingError, match="another kind, not a store"):
        opened()
    assert path.read_bytes() == content


def test_a_store_that_was_emptied_is_told_by_verify_and_by_the_run(opened, path, notes):
    fill(path, 5)
    path.write_bytes(b"")
    assert problems_of(path) == ["it is empty, and was not"]
    assert works(opened())
    assert len(notes) == 1
    assert "was emptied" in notes[0]
    assert problems_of(path) == []
    opened()
    assert len(notes) == 1


def without_a_row_in_an_index(path):
    """Take a row out of an index: none of those that are looked for by it is found."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    name = "sqlite_autoindex_replies_1"
    (root,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)
    ).fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    start = 4096 * (root - 1)
    cells = int.from_bytes(data[start + 3 : start + 5])
    data[start + 3 : start + 5] = (cells - 1).to_bytes(2)
    path.write_bytes(data)


@pytest.mark.parametrize("size", ["small", "large"])
def test_a_damaged_index_is_made_anew_by_the_next_run(opened, path, notes, size, monkeypatch):
    if size == "large":  # looked through only because somebody has found it damaged
        monkeypatch.setattr("briefer.store.connecting._CHECKED", 0)
    keys = fill(path, 30)
    without_a_row_in_an_index(path)
    assert problems_of(path)
    store = opened()
    assert "index of the store was damaged" in notes[0]
    assert all(store.reply(key) for key in keys)
    assert problems_of(path) == list(store.verify()) == []
    opened()
    assert len(notes) == 1


def test_repair_makes_indexes_anew_or_saves_what_can_be_read(tmp_path, path):
    small = tmp_path / "small.db"
    fill(small, 30)
    assert repair(small, str).how == "sound"
    without_a_row_in_an_index(small)
    assert repair(small, str).how == "indexed"
    keys = fill(path, 300)
    damaged = bytearray(path.read_bytes())
    middle = len(damaged) // 4096 // 2
    damaged[4096 * middle : 4096 * (middle + 1)] = b"\x55" * 4096
    path.write_bytes(damaged)
    done = repair(path, lambda: "2026-11-26T00:00:00+00:00")
    assert done.how == "copied"
    assert done.aside.read_bytes() == damaged
    with Store.open(path) as store:
        kept = [key for key in keys if store.reply(key)]
        assert len(kept) > 100
        assert list(store.verify()) == []
        assert works(store)
