"""Word by word: the pieces make up both texts again, and say no more than what differs."""

from hypothesis import given
from hypothesis import strategies as st

from briefer.compare.versions.diff import diff, word_diff
from briefer.ingest import article_from_text
from briefer.render.changes import word_diff_text
from briefer.text import split
from tests.support.timing import processor_time

WORDS = st.lists(st.sampled_from("the toll rose to 12 19 on Monday, Friday. “quiet” and".split()))


def side(pieces, mark):
    return "".join(text for operation, text in pieces if operation in {"=", mark})


@given(WORDS, WORDS)
def test_the_pieces_make_up_both_texts(old, new):
    pieces = word_diff(" ".join(old), " ".join(new))
    assert side(pieces, "+").split() == " ".join(new).split()
    assert side(pieces, "-").split() == " ".join(old).split()


@given(WORDS)
def test_a_text_and_itself_differ_in_nothing(words):
    text = " ".join(words)
    assert all(operation == "=" for operation, _ in word_diff(text, text))


def test_white_space_alone_is_no_difference():
    pieces = word_diff("It rained\nall week.", "It rained all  week.")
    assert pieces == (("=", "It rained all  week."),)


def test_only_the_words_that_differ_are_marked():
    pieces = word_diff("Police said 12 people were hurt.", "Police said 19 people were hurt.")
    assert word_diff_text(pieces) == "Police said [-12-] {+19+} people were hurt.\n"


def test_a_terminal_gets_colours_and_no_escapes_of_the_texts():
    shown = word_diff_text(word_diff("a \x1b[2Jold", "a \x1b[2Jnew"), colour=True)
    assert "\x1b[31m" in shown
    assert "\x1b[32m" in shown
    assert "\x1b[2J" not in shown


def test_texts_of_megabytes_take_seconds():
    old = " ".join(f"word{n % 9_973} at {n}" for n in range(120_000))
    new = old.replace("word7 ", "elsewhere ")
    with processor_time() as spent:
        pieces = word_diff(old, new)
    assert spent.seconds < 20
    assert side(pieces, "+") == new
    with processor_time() as spent:
        assert word_diff("one " * 60_000, "other " * 60_000)
    assert spent.seconds < 20


OLD = """Mayor quits

The mayor of Hask resigned on Monday. The council will meet. A vote on the budget is planned.

- Bridges: two are closed
"""
NEW = """Mayor quits office

The mayor of Hask resigned on Tuesday. The army came. The council will meet in March. Two bridges
are open.
"""


def test_no_piece_goes_past_the_end_of_a_sentence():
    old, new = (split(article_from_text(f"# {text}")) for text in (OLD, NEW))
    pieces = diff(old, new).words()
    for operations, document in (("=-", old), ("=+", new)):
        joined = "".join(text for operation, text in pieces if operation in operations)
        body = document.article.text[document.article.body_start :]
        assert "".join(joined.split()) == "".join((document.article.title + body).split())
    for operation, text in pieces:
        if operation != "=":
            assert text.strip(" \n-").rstrip(".").count(".") == 0, text
    told = [(operation, text.strip(" \n-")) for operation, text in pieces]
    assert ("-", "A vote on the budget is planned.") in told
    assert ("+", "Tuesday") in told
