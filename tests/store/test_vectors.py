"""Vectors that were paid for once."""

import json
import math
import sqlite3
from array import array

from hypothesis import given
from hypothesis import strategies as st

from briefer.store import Store
from briefer.store.migrations import MIGRATIONS
from tests.support.keeping import Clock

MODEL = "openai:tiny-embedding"


def unit(*numbers):
    length = math.hypot(*numbers)
    return array("f", [number / length for number in numbers])


ONE, OTHER = unit(1, 2, 2), unit(-3, 0.5, 0)


def test_vectors_are_found_by_model_endpoint_and_text_in_the_next_run(opened):
    with opened() as store:
        store.keep_vectors(MODEL, {"one": ONE, "other": OTHER}, "a.example/v1")
    store = opened()
    found = store.vectors(MODEL, ["other", "one", "a third"], "a.example/v1")
    assert found == {"one": ONE, "other": OTHER}
    assert store.vectors(MODEL, ["one"], "b.example/v1") == {}
    assert store.vectors("openai:another", ["one"], "a.example/v1") == {}
    assert store.stats().vectors == 2
    assert list(store.verify()) == []


@given(st.lists(st.floats(-1e3, 1e3, width=32), min_size=1, max_size=40).filter(any))
def test_what_is_read_back_is_what_was_kept_to_the_last_bit(numbers):
    if not math.hypot(*numbers) > 1e-3:
        return
    vector = unit(*numbers)
    with Store.open(None) as store:
        store.keep_vectors(MODEL, {"text \ud800": vector})
        assert store.vectors(MODEL, ["text \ud800"])["text \ud800"].tobytes() == vector.tobytes()


def test_more_vectors_than_a_statement_takes_are_found(opened):
    store = opened()
    store.keep_vectors(MODEL, {f"text {n}": unit(n + 1, 1) for n in range(1_200)})
    assert len(store.vectors(MODEL, [f"text {n}" for n in range(1_300)])) == 1_200


def test_a_vector_is_four_bytes_a_number_low_byte_first(opened, path):
    with opened() as store:
        store.keep_vectors(MODEL, {"one": array("f", [1.0, 0.0])})
    with sqlite3.connect(path) as other:
        ((data,),) = other.execute("SELECT vector FROM vectors").fetchall()
    other.close()
    assert data == b"\x00\x00\x80\x3f\x00\x00\x00\x00"


def test_vectors_that_nobody_used_for_long_go(opened):
    clock = Clock("2026-01-01")
    store = opened(now=clock)
    store.keep_vectors(MODEL, {"one": ONE, "other": OTHER})
    clock.day = "2026-06-01"
    assert store.vectors(MODEL, ["one"])
    assert store.gc(90, dry_run=True).vectors == 1
    assert store.gc(90).vectors == 1
    assert set(store.vectors(MODEL, ["one", "other"])) == {"one"}


def test_a_damaged_vector_is_told_and_counts_as_unknown(opened, path, notes):
    store = opened()
    store.keep_vectors(MODEL, {"one": ONE, "other": OTHER})
    with sqlite3.connect(path) as other:
        other.execute("UPDATE vectors SET vector = x'0000803f0000803f' WHERE id = 1")
        other.execute("UPDATE vectors SET vector = x'00' WHERE id = 2")
    other.close()
    assert len(list(store.verify())) == 2
    assert store.vectors(MODEL, ["one", "other"]) == {}
    assert any("asked for again" in note for note in notes)
    store.keep_vectors(MODEL, {"one": ONE})
    assert store.vectors(MODEL, ["one"]) == {"one": ONE}


def test_vectors_are_exported_as_numbers(opened):
    store = opened()
    store.keep_vectors(MODEL, {"one": ONE})
    (line,) = map(json.loads, store.export())
    assert (line["kind"], line["model"]) == ("vector", MODEL)
    assert array("f", line["vector"]) == ONE


def test_a_store_of_the_sixth_form_takes_vectors(opened, path):
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    for number, step in enumerate(MIGRATIONS[:6], 1):
        step(connection)
        connection.execute("INSERT INTO migrations VALUES (?, ?, '')", (number, step.__name__))
    connection.execute("PRAGMA user_version = 6")
    connection.commit()
    connection.close()
    store = opened()
    store.keep_vectors(MODEL, {"one": ONE})
    assert (store.stats().form, store.stats().vectors) == (len(MIGRATIONS), 1)
