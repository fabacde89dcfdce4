"""What happens to the store when something is wrong with its file, its disk or its process."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import pytest

from briefer.errors import SettingError
from briefer.model import Article
from briefer.store import FetchState, KeptClaim, KeptStory, Rest, Store, Totals
from tests.support.keeping import answered, asked
from tests.support.processes import child, finish


def fill(path, count=200):
    """Fill a store; return its keys."""
    requests = [asked(f"[S1] {number}") for number in range(count)]
    with Store.open(path) as store:
        for number, request in enumerate(requests):
            store.keep(request, answered(random.Random(number).randbytes(400).hex()))
            article = Article(f"Article {number}.")
            store.keep_article(article)
            if number % 10 == 0:
                store.keep_version(f"page {number}", article, fetched="2026-11-22")
                store.keep_fetch_state(f"page {number}", FetchState("etag"))
                claim = KeptClaim("claim", (Rest(article.hash, "S1", article.text),))
                story = KeptStory("headline", (article.hash,), (claim,))
                store.keep_brief("daily", f"2026-{number}", "now", {"number": number}, [story])
        store.end_run(store.begin_run("daily", model="m"), "done", Totals())
    return [request.key for request in requests]


def works(store):
    """Whether a store keeps what it is given."""
    store.keep(asked("new"), answered())
    return store.reply(asked("new").key) == answered() and list(store.verify()) == []


def cut(data):
    return data[: len(data) // 2 + 100]


def garbage_first(data):
    return b"not a database at all" * 5 + data[105:]


def garbage_all(data):
    return random.Random(3).randbytes(len(data))


def flipped(data):
    page = bytearray(data)
    for at in range(4096, len(page), 4096):
        page[at : at + 12] = bytes(byte ^ 0x55 for byte in page[at : at + 12])
    return bytes(page)


@pytest.mark.parametrize("spoil", [cut, garbage_first, garbage_all, flipped])
def test_a_damaged_file_is_named_set_aside_as_it_is_and_begun_anew(opened, path, notes, spoil):
    fill(path)
    damaged = spoil(path.read_bytes())
    path.write_bytes(damaged)
    store = opened()
    (note,) = notes
    assert "was damaged" in note
    assert f"kept as {path.name}.damaged-1" in note
    assert str(path) in note
    assert path.with_name("store.db.damaged-1").read_bytes() == damaged
    assert store.stats().replies == 0
    assert works(store)
    assert works(opened())
    assert len(notes) == 1


def test_a_second_damage_is_set_aside_beside_the_first_with_its_log(opened, path, notes):
    fill(path, 5)
    path.write_bytes(b"x" * 5_000)
    opened().close()
    path.write_bytes(b"y" * 5_000)
    Path(f"{path}-wal").write_bytes(b"log")
    assert works(opened())
    assert path.with_name("store.db.damaged-1").read_bytes() == b"x" * 5_000
    assert path.with_name("store.db.damaged-2").read_bytes() == b"y" * 5_000
    assert path.with_name("store.db.damaged-2-wal").read_bytes() == b"log"
    assert len(notes) == 2


def test_a_file_emptied_while_its_log_was_full_is_set_aside_with_it(opened, path, notes):
    fill(path, 1)
    path.write_bytes(b"")
    Path(f"{path}-wal").write_bytes(b"log")
    assert works(opened())
    assert path.with_name("store.db.damaged-1-wal").read_bytes() == b"log"
    assert "its log is not" in notes[0]


def test_damage_met_in_the_middle_of_a_run_is_set_aside_too_and_the_run_goes_on(
    opened, path, notes, monkeypatch
):
    monkeypatch.setattr("briefer.store.connecting._CHECKED", 0)  # as for a file too large to check
    keys = fill(path)
    connection = sqlite3.connect(path)
    roots = connection.execute("SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'replies'")
    page_numbers = [root for (root,) in roots]
    connection.close()
    damaged = bytearray(path.read_bytes())
    for page in page_numbers:  # not those that are read when the file is opened
        start = 4096 * (page - 1)
        damaged[start : start + 12] = b"\x55" * 12
    path.write_bytes(damaged)
    store = opened()
    assert notes == []
    run = store.begin_run("daily", model="m")
    assert [store.reply(key) for key in keys] == [None] * len(keys)
    assert len(notes) == 1
    assert "was damaged" in notes[0]
    assert works(store)
    store.end_run(run, "done", Totals(requests=3))
    assert [(found.status, found.totals.requests) for found in store.runs()] == [("done", 3)]


def test_while_another_process_has_it_open_a_damaged_file_is_not_taken_from_under_it(
    opened, path, notes
):
    fill(path)
    holder = child(
        """
        store = Store.open(path, note=tell)
        print("open", flush=True)
        sys.stdin.read()
        """,
        path,
        stdin=subprocess.PIPE,
    )
    assert holder.stdout.readline() == "open\n"
    damaged = garbage_first(path.read_bytes())
    path.write_bytes(damaged)
    store = opened()
    assert store.state == "memory"
    assert "is damaged" in notes[0]
    store.keep(asked("new"), answered())
    assert store.reply(asked("new").key) == answered()
    assert not list(path.parent.glob("*.damaged-*"))
    finish(holder)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_bytes_are_flipped_nothing_but_a_clear_error_comes_of_it(tmp_path, seed):
    chance = random.Random(seed)
    path = tmp_path / "store.db"
    keys = fill(path, 30)
    data = bytearray(path.read_bytes())
    region = 100 if seed % 2 else len(data)
    for _ in range(chance.choice([1, 3, 200])):
        data[chance.randrange(region)] ^= chance.randrange(1, 256)
    path.write_bytes(data)
    try:
        store = Store.open(path)
    except SettingError as error:
        assert "newer briefer" in str(error) or "another program" in str(error)  # noqa: PT017
        assert path.read_bytes() == data
        return
    with store:
        for key in keys:
            assert store.reply(key) is None or store.reply(key).model == "m-2026"
        list(store.verify())
        list(store.runs())
        list(store.export())
        store.stats()
        store.keep_article(Article("new"))
        for number in range(0, 30, 10):
            store.version(f"page {number}", 1)
            store.fetch_state(f"page {number}")
            store.resting_on(f"page {number}")
        store.relied_on()
        store.briefs()
        store.keep_version("page 0", Article("new"), fetched="2026-11-23")
        store.keep_brief("daily", "2026-0", "later", {}, [])
        run = store.begin_run("daily", model="m")
        store.keep(asked("new"), answered())
        assert store.state != "file" or store.reply(asked("new").key) == answered()
        store.end_run(run, "done", Totals())


@pytest.fixture
def open_folder():
    """A folder that any user can reach: the suite's own is closed to all but one."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def without_privileges():
    """The superuser may write everywhere; this is somebody else."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def locked(folder, file_mode, folder_mode):
    """Fill a store and take its writability away."""
    path = folder / "store.db"
    keys = fill(path, 3)
    if os.getuid() == 0:
        for each in (*folder.iterdir(), folder):
            os.chown(each, 65534, 65534)
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    return path, keys


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"), [(0o444, 0o755), (0o444, 0o555), (0o644, 0o555)]
)
def test_a_store_that_cannot_be_written_is_read_and_said_so_once(
    open_folder, request, opened, notes, file_mode, folder_mode
):
    path, keys = locked(open_folder, file_mode, folder_mode)
    request.getfixturevalue("without_privileges")
    store = opened(path)
    assert store.state == "read-only"
    assert [store.reply(key) is not None for key in keys] == [True] * 3
    for number in range(3):
        store.keep(asked(f"new {number}"), answered())
        store.keep_article(Article(f"new {number}"))
    assert store.keep_version("page", Article("new"), fetched="2026-11-22") == "new"
    store.keep_fetch_state("https://x.example/", FetchState("etag"))
    assert store.keep_brief("daily", "2026-11-22", "now", {}, []) == 0
    assert (store.versions("page"), store.fetch_state("https://x.example/")) == ([], None)
    assert [brief.day for brief in store.briefs()] == ["2026-0"]
    assert store.version("page 0", 1) == Article("Article 0.")
    run = store.begin_run("daily", model="m")
    store.fail_in_run(run, "a", "E", "m")
    store.end_run(run, "done", Totals())
    assert store.reply(asked("new 0").key) is None
    assert store.stats().replies == 3
    with pytest.raises(SettingError, match="cannot be written"):
        store.gc(0)
    store.close()
    assert len(notes) == 1
    assert "cannot be written" in notes[0]


def test_where_no_store_can_be_made_memory_has_to_do(open_folder, request, opened, notes):
    open_folder.chmod(0o555)
    request.getfixturevalue("without_privileges")
    store = opened(open_folder / "store.db")
    assert store.state == "memory"
    assert works(store)
    assert "cannot be made: permission denied" in notes[0]
    beneath = opened(open_folder / "file" / "store.db")
    assert works(beneath)


def test_when_the_disk_is_full_the_run_goes_on_and_what_was_kept_stays(path, opened):
    fill(path, 20)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    out = finish(
        child(
            """
            import random
            with Store.open(path, note=tell) as store:
                run = store.begin_run("daily", model="m")
                for number in range(2_000):
                    text = random.Random(number).randbytes(2_000).hex()
                    store.keep(asked(f"full {number}"), answered(text))
                kept = sum(
                    store.reply(asked(f"full {number}").key) is not None
                    for number in range(2_000)
                )
                print("state:", store.state, "kept:", kept)
                store.end_run(run, "done", Totals(requests=2_000))
            """,
            path,
            preexec_fn=limit,
        )
    )
    noted, state = out.splitlines()
    assert "cannot be written any more" in noted
    kept = int(state.removeprefix("state: read-only kept: "))
    assert 0 < kept < 2_000
    store = opened()
    assert store.stats().replies == 20 + kept
    assert list(store.verify()) == []


def test_after_kill_9_only_what_was_in_flight_is_lost(opened, path):
    process = child(
        """
        with Store.open(path, note=tell) as store:
            store.begin_run("daily", model="m")
            for number in range(500):
                store.keep(asked(str(number)), answered("text " * 300))
                print(number, flush=True)
                time.sleep(0.001)
        """,
        path,
    )
    for line in process.stdout:
        if int(line) >= 250:
            break
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().split()
    process.communicate(timeout=120)
    told = int(rest[-1]) + 1 if rest else 251
    store = opened()
    found = sum(store.reply(asked(str(number)).key) is not None for number in range(500))
    assert told <= found <= told + 1
    assert found < 500
    assert list(store.verify()) == []
    assert [run.status for run in store.runs()] == ["interrupted"]
