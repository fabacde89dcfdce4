import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.model import Article, Sentence
from briefer.text import chunks, split
from tests.support.timing import processor_time


def words(text):
    return len(text.split())


def made(*paragraphs):
    """Sentences of the given word counts; a count of 0 is a heading of one word."""
    sentences = []
    for number, lengths in enumerate(paragraphs):
        for length in lengths:
            text = " ".join(["word"] * (length or 1))
            kind = "prose" if length else "heading"
            at = len(sentences) + 1
            sentences.append(Sentence(f"S{at}", 0, len(text), text, number, kind))
    return sentences


def cost(sentences):
    return sum(words(chunks.numbered_line(sentence)) for sentence in sentences)


def ids(plan):
    return [[int(sentence.id[1:]) for sentence in chunk] for chunk in plan]


articles = st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=6), max_size=30).map(
    lambda paragraphs: made(*paragraphs)
)
budgets = st.integers(1, 120)


@given(articles, budgets, st.one_of(st.none(), st.integers(0, 40)))
def test_chunks_cover_every_sentence_in_order_within_the_budget(sentences, budget, overlap):
    plan = chunks.plan(sentences, budget, words, overlap)
    assert plan == chunks.plan(sentences, budget, words, overlap)
    repeat = budget // 10 if overlap is None else overlap
    done = 0
    for chunk in ids(plan):
        assert chunk == list(range(chunk[0], chunk[-1] + 1))
        assert chunk[0] <= done + 1
        assert chunk[-1] > done
        assert cost(sentences[chunk[0] - 1 : done]) <= repeat
        assert cost(sentences[chunk[0] - 1 : chunk[-1]]) <= budget or len(chunk) == 1
        done = chunk[-1]
    assert done == len(sentences)


@given(articles, budgets)
def test_what_fits_is_one_chunk(sentences, budget):
    plan = chunks.plan(sentences, budget, words)
    if sentences:
        assert (len(plan) == 1) == (cost(sentences) <= budget or len(sentences) == 1)
    else:
        assert plan == ()


@given(articles, budgets)
def test_a_paragraph_that_fits_is_whole_in_some_chunk(sentences, budget):
    plan = ids(chunks.plan(sentences, budget, words))
    for number in {sentence.paragraph for sentence in sentences}:
        members = [s for s in sentences if s.paragraph == number]
        if cost(members) <= budget:
            wanted = {int(s.id[1:]) for s in members}
            assert any(wanted <= set(chunk) for chunk in plan)


def test_cuts_fall_between_paragraphs_and_repeat_a_short_one():
    sentences = made([9, 9], [9], [4], [9, 9], [9])
    assert ids(chunks.plan(sentences, 40, words, 10)) == [[1, 2, 3, 4], [4, 5, 6, 7]]


def test_of_a_long_paragraph_at_most_two_sentences_are_repeated():
    sentences = made([4] * 8, [30])
    assert ids(chunks.plan(sentences, 50, words, 20)) == [[1, 2, 3, 4, 5, 6, 7, 8], [7, 8, 9]]


def test_a_paragraph_over_the_budget_is_cut_between_sentences():
    plan = ids(chunks.plan(made([4] * 10), 25, words, 5))
    assert plan == [[1, 2, 3, 4], [4, 5, 6, 7], [7, 8, 9, 10]]


def test_a_sentence_over_the_budget_is_alone():
    assert ids(chunks.plan(made([4, 90, 4]), 20, words)) == [[1], [2], [3]]


def test_a_heading_stays_with_what_follows_it():
    sentences = made([9], [9], [0], [9])
    assert ids(chunks.plan(sentences, 22, words, 0)) == [[1, 2], [3, 4]]


def test_chunks_are_of_about_the_same_size():
    plan = chunks.plan(made(*[[9]] * 21), 200, words, 0)
    assert [len(chunk) for chunk in plan] == [11, 10]


@pytest.mark.parametrize(("budget", "overlap"), [(0, None), (-5, 0), (10, -1)])
def test_a_plan_without_room_is_refused(budget, overlap):
    with pytest.raises(ValueError, match="tokens"):
        chunks.plan(made([1]), budget, words, overlap)


def test_sentences_are_the_articles_own():
    document = split(Article("One is here. Two is here.\n\nThree is here. Four is here."))
    plan = chunks.plan(document.sentences, 9, words, 0)
    assert [sentence for chunk in plan for sentence in chunk] == list(document.sentences)
    assert len(plan) == 2


@pytest.mark.parametrize("each", [1, 20_000])
def test_twenty_thousand_sentences_are_planned_in_linear_time(each):
    sentences = made(*[[7] * each] * (20_000 // each))
    asked = []
    with processor_time() as spent:
        plan = chunks.plan(sentences, 2_000, lambda text: asked.append(text) or words(text))
    assert spent.seconds < 2
    assert len(asked) == 20_000
    assert len(plan) > 50
