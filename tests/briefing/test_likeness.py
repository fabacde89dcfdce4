"""What an embedding model makes of pairs of articles, whatever its cosines are like."""

import math
import re
import zlib
from array import array

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.briefing import known_likeness, likeness
from briefer.briefing.events import EVENTS
from briefer.briefing.likeness import Likeness, scale
from briefer.compare.stories.grouping import group
from briefer.errors import ServerError
from briefer.model import Article
from briefer.store import Store
from tests.support.trials import FLOOD, MAYOR, MEETINGS, NURSE


class Words:
    """An embedding model that knows words and nothing else.

    ``common`` is what all its vectors have in common: it lifts every cosine, as some models do.
    """

    def __init__(self, common=0.0, name="openai:words", endpoint="", fails=False):
        self.common, self.name, self.endpoint, self.fails = common, name, endpoint, fails
        self.asked = []

    async def embed(self, texts, keep):
        self.asked += texts
        if self.fails:
            keep({texts[0]: self.vector(texts[0])})
            raise ServerError("down")
        keep({text: self.vector(text) for text in texts})

    def vector(self, text):
        numbers = [0.0] * 512
        for word in set(re.findall(r"\w{4,}", text.lower())):
            numbers[zlib.crc32(word.encode()) % 512] = 1.0
        length = math.hypot(*numbers) or 1.0
        numbers = [*(number / length for number in numbers), self.common]
        length = math.hypot(*numbers) or 1.0
        return array("f", [number / length for number in numbers])


async def work(_, step):
    return step()


def judging(articles, model=None, store=None):
    return anyio.run(likeness, articles, model or Words(), store, work)


def test_the_measure_has_two_events_of_every_kind_each_told_twice():
    texts = [text for kind in EVENTS for event in kind for text in event]
    assert len(texts) == len(set(texts)) == 16
    assert all("\n\n" in text and len(text) < 320 for text in texts)


@pytest.mark.parametrize("common", [0.0, 0.5, 1.0, 3.0])
def test_what_a_cosine_means_is_learned_from_the_model_itself(common):
    articles = [MAYOR, MEETINGS, NURSE, FLOOD]
    pairs = [(MAYOR, MEETINGS), (MAYOR, NURSE), (MAYOR, FLOOD)]
    judged = judging(articles, Words(common))(pairs)
    assert judged == pytest.approx(judging(articles)(pairs), abs=1e-3)
    assert judged[0] > 0.5
    assert judged[2] == 0.0


def test_borderline_pairs_are_settled_by_the_model():
    asked = []

    def note(pairs):
        asked.extend({one.title, other.title} for one, other in pairs)
        return [None] * len(pairs)

    assert len(group([MAYOR, NURSE], similarity=note)) == 1
    assert len(group([MEETINGS, NURSE], similarity=note)) == 2
    assert asked == [{MAYOR.title, NURSE.title}, {MEETINGS.title, NURSE.title}]
    vectors = {
        each.hash: array("f", [1.0, 0.0] if each is not NURSE else [0.0, 1.0])
        for each in (MAYOR, MEETINGS, NURSE)
    }
    parts = Likeness(vectors, apart=0.2, same=0.8)
    assert parts([(MAYOR, MEETINGS), (MAYOR, NURSE)]) == [1.0, 0.0]
    assert len(group([MAYOR, NURSE], similarity=parts)) == 2
    joins = Likeness(dict.fromkeys(vectors, array("f", [1.0, 0.0])), apart=0.2, same=0.8)
    assert len(group([MEETINGS, NURSE], similarity=joins)) == 1


def test_a_model_that_tells_nothing_apart_has_no_opinion():
    class Blunt(Words):
        def vector(self, text):
            return array("f", [1.0, 0.0])

    assert judging([MAYOR, NURSE], Blunt())([(MAYOR, NURSE), (NURSE, MAYOR)]) == [None, None]


def test_without_a_vector_there_is_no_opinion():
    judged = Likeness({MAYOR.hash: array("f", [1.0]), "x": array("f", [1.0, 0.0])}, 0.0, 1.0)
    assert judged([(MAYOR, NURSE), (MAYOR, MAYOR)]) == [None, 1.0]


UNITS = st.lists(st.floats(-1, 1), min_size=3, max_size=3).filter(lambda v: math.hypot(*v) > 0.1)


@given(UNITS, UNITS, st.floats(-1, 1), st.floats(-1, 1))
def test_judgements_are_shares_whatever_the_vectors(one, other, apart, same):
    mine, theirs = ([x / math.hypot(*v) for x in v] for v in (one, other))
    judged = Likeness({MAYOR.hash: array("f", mine), NURSE.hash: array("f", theirs)}, apart, same)
    (there,), (back,) = judged([(MAYOR, NURSE)]), judged([(NURSE, MAYOR)])
    assert there == back
    assert there is None or 0.0 <= there <= 1.0


def test_only_what_the_store_does_not_know_is_asked_and_once_for_equal_texts():
    with Store.open(None) as store:
        first = Words()
        twin = Article(MAYOR.text, title=MAYOR.title, outlet="Another")
        told = judging([MAYOR, twin, NURSE], first, store)
        assert len(first.asked) == len(set(first.asked)) == 16 + 2
        second = Words()
        again = judging([NURSE, MAYOR, twin], second, store)
        assert second.asked == []
        assert again([(MAYOR, NURSE)]) == told([(MAYOR, NURSE)])
        assert (again.apart, again.same) == (told.apart, told.same)
        third = Words()
        judging([MAYOR, Article("New.")], third, store)
        assert third.asked == ["New."]
        elsewhere = Words(endpoint="other.example/v1")
        judging([MAYOR], elsewhere, store)
        assert len(elsewhere.asked) == 17


def test_what_is_known_without_asking_is_all_or_nothing():
    with Store.open(None) as store:
        model = Words()
        assert known_likeness([MAYOR], model, store) is None
        assert known_likeness([MAYOR], model, None) is None
        told = judging([MAYOR, NURSE], model, store)
        asked = list(model.asked)
        known = known_likeness([NURSE, MAYOR], model, store)
        assert known([(MAYOR, NURSE)]) == told([(MAYOR, NURSE)])
        assert known_likeness([MAYOR, Article("New.")], model, store) is None
        assert model.asked == asked


def test_a_failure_is_raised_and_what_came_before_it_is_kept():
    with Store.open(None) as store:
        model = Words(fails=True)
        with pytest.raises(ServerError):
            judging([MAYOR], model, store)
        model.fails = False
        before = len(model.asked)
        judging([MAYOR], model, store)
        assert len(model.asked) == before + before - 1


def test_long_articles_are_judged_by_title_and_beginning():
    model = Words()
    long = Article("The council met. " * 2_000, title="A title")
    judging([long], model)
    (sent,) = [text for text in model.asked if text.startswith("A title\n\nThe council met.")]
    assert len(sent) < 2_000


def test_the_scale_of_a_model_of_words_puts_one_event_above_two():
    model = Words()
    vectors = {t: model.vector(t) for kind in EVENTS for event in kind for t in event}
    apart, same = scale(vectors)
    assert apart < 0.15
    assert same > 0.35
