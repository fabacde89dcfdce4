"""Results that need not be made again."""

import sqlite3

from briefer.model import Claim, Evidence, Finding, Provenance, Span, Story
from briefer.store import Store
from briefer.store.migrations import MIGRATIONS
from tests.support.keeping import Clock

FINDING = Finding("number", "the source has 90", Span(4, 6, "95"), Span(70, 72, "90"), "S1")
CLAIM = Claim(
    "All 95 got \ud800 off.",
    (Evidence(1, "S1", 0, 9, "90 got off"),),
    score=1 / 3,
    findings=(FINDING,),
    status="contradicted",
)
TOLD = Story((1,), CLAIM, (), (CLAIM,), Provenance("p", "m", requests=("b2:1",)), reasons=("new",))


def test_a_result_is_found_in_the_next_run_as_it_was(opened):
    with opened() as store:
        store.keep_result("b2:a", ("b2:b", TOLD, None, True, ()))
    store = opened()
    assert store.result("b2:a") == ("b2:b", TOLD, None, True, ())
    assert store.result("b2:c") is None
    assert store.stats().results == 1
    assert list(store.verify()) == []
    assert list(store.export()) == []


def test_a_result_takes_the_place_of_one_of_the_same_key(opened):
    with opened() as store:
        store.keep_result("b2:a", TOLD)
        store.keep_result("b2:a", CLAIM)
    assert opened().result("b2:a") == CLAIM


def test_results_that_nobody_used_for_long_go(opened):
    clock = Clock("2026-01-01")
    with opened(now=clock) as store:
        store.keep_result("b2:a", CLAIM)
        store.keep_result("b2:b", TOLD)
    clock.day = "2026-06-01"
    with opened(now=clock) as store:
        assert store.result("b2:a") == CLAIM
    store = opened(now=clock)
    assert store.gc(90, dry_run=True).results == 1
    assert store.gc(90).results == 1
    assert store.result("b2:a") == CLAIM
    assert store.result("b2:b") is None


def test_a_damaged_result_is_told_and_counts_as_unknown(opened, path, notes):
    with opened() as store:
        store.keep_result("b2:a", CLAIM)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE results SET result = x'00'")
    other.close()
    store = opened()
    assert len(list(store.verify())) == 1
    assert store.result("b2:a") is None
    assert any("made again" in note for note in notes)


def test_a_result_in_which_a_key_in_use_stands_is_not_kept(opened):
    with opened(secrets=["sk-2718281828"]) as store:
        store.keep_result("b2:a", ("b2:b", Claim("The key is sk-2718281828.")))
        store.keep_result("b2:b", CLAIM)
    assert opened().result("b2:a") is None
    assert opened().result("b2:b") == CLAIM


def test_a_store_in_memory_keeps_results_for_its_run():
    with Store.open(None) as store:
        store.keep_result("b2:a", CLAIM)
        store.stats()
        assert store.result("b2:a") == CLAIM


def test_a_store_of_the_seventh_form_takes_results(opened, path):
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    for number, step in enumerate(MIGRATIONS[:7], 1):
        step(connection)
        connection.execute("INSERT INTO migrations VALUES (?, ?, '')", (number, step.__name__))
    connection.execute("PRAGMA user_version = 7")
    connection.commit()
    connection.close()
    with opened() as store:
        store.keep_result("b2:a", CLAIM)
    assert opened().result("b2:a") == CLAIM
