"""How long a headline and what stands under it may be, whatever a model writes."""

import pytest

from briefer.model import Article, Story
from briefer.tasks import BODY_WORDS, HEADLINE_WORDS, Plan, story, summarize
from briefer.text import split

SENTENCES = [
    f"The {name} board said that it had paid {n} million euros to {name} for the repair of its "
    f"northern harbour wall, which the spring storms had torn open over a length of {n} metres."
    for n, name in enumerate(
        ("Corran", "Lusara", "Perralon", "Hask", "Otterby", "Skarrow", "Ende", "Vell"), 41
    )
]
LONG = (
    "The Corran board has said that it had paid 41 million euros to Corran for the repair of its "
    "northern harbour wall"
)
SHORT = "Corran board paid 41 million euros for the repair of its harbour wall"


def claim(text, *ids):
    return {"text": text, "evidence": list(ids)}


def article(title="Corran pays 41 million euros for its harbour wall"):
    return split(Article("\n\n".join(SENTENCES), title=title, source="a.txt"))


def draft(headline=LONG, names=("S{}",)):
    """An answer that is far too long: two claims of a lede and six facts, of 33 words each."""
    told = [
        claim(text, *(n.format(at) for n in names)) for at, text in enumerate(SENTENCES, 1)
    ]  # fmt: skip
    first = [n.format(1) for n in names]
    return {"headline": claim(headline, *first), "lede": told[:2], "key_facts": told[2:]}


def words(told):
    return sum(len(c.text.split()) for c in told.claims if c != told.headline)


@pytest.mark.parametrize("length", ["short", "standard"])
def test_what_is_too_long_goes_back_once_and_is_then_cut_claim_by_claim(hand, model, length):
    repaired = {"claims": [{"number": 1, **claim(SHORT, "S1")}]}
    plan = Plan(length=length)
    task = summarize(article(), hand.prompts, model, plan)
    told, (_, (asked,)) = hand.play(task, [draft()], [repaired])
    wrong = asked.messages[-1].content
    assert f"it has {len(LONG.split())} words; say its news in at most 14" in wrong
    assert wrong.count("say its news in at most 22") == len(SENTENCES)
    assert told.headline.text == SHORT
    assert not told.headline.repaired  # nothing was wrong with it
    kept = [c.text for c in (*told.summary, *told.key_facts)]
    assert kept == SENTENCES[: len(kept)]  # the weightiest, whole
    assert BODY_WORDS[length] - 40 < words(told) <= BODY_WORDS[length]
    assert told.provenance.left_out == len(SENTENCES) - len(kept)


def test_a_headline_that_stays_too_long_gives_way_to_the_title_of_an_article_it_cites(hand, model):
    both = (article(), split(Article(SENTENCES[0], title="Corran repairs a wall", source="b")))
    answer = draft(names=("1.S{}",))
    for stubborn in ([{"claims": []}], [{"claims": [{"number": 1, **claim(LONG, "1.S1")}]}]):
        told, _ = hand.play(story(both, hand.prompts, model, Plan()), [answer], stubborn)
        assert isinstance(told, Story)
        assert told.headline.text == "Corran pays 41 million euros for its harbour wall"
        assert told.headline.status == "confirmed"
    untitled = (article(None), both[1])
    told, _ = hand.play(story(untitled, hand.prompts, model, Plan()), [answer], [{"claims": []}])
    assert told.headline.text == LONG  # no claim is cut in two
    assert len(LONG.split()) > HEADLINE_WORDS


def test_no_story_is_headed_by_a_claim_that_stays_open_where_a_title_is_borne_out(hand, model):
    loose = "Corran pays a fortune"
    title = "Corran pays 41 million euros for its harbour wall"
    for mine, headed in ((title, (title, "confirmed")), (None, (loose, "open"))):  # it says so
        both = (article(mine), split(Article(SENTENCES[0], title="Corran repairs", source="b")))
        answer = {**draft(loose, names=("1.S{}",)), "key_facts": []}
        task = story(both, hand.prompts, model, Plan(length="long"))
        told, *_ = hand.play(task, [answer])
        assert (told.headline.text, told.headline.status) == headed


def test_a_shorter_claim_that_the_source_does_not_bear_out_is_not_taken(hand, model):
    wrong = {"claims": [{"number": 1, **claim("Corran board paid 47 million euros", "S1")}]}
    task = summarize(article(None), hand.prompts, model, Plan())
    told, _ = hand.play(task, [draft()], [wrong])
    assert told.headline.text == LONG


def test_no_fact_says_again_what_the_lede_said(hand, model):
    answer = draft("Corran pays for its wall")
    answer["key_facts"] = [
        claim("Corran board paid 41 million euros.", "S1"),
        claim("Corran board paid 41 million euros to Hask.", "S1", "S4"),
    ]
    told, *_ = hand.play(
        summarize(article(), hand.prompts, model, Plan(unsupported="flag")),
        [answer],
        [{"claims": []}],
    )
    assert [c.text for c in told.key_facts] == ["Corran board paid 41 million euros to Hask."]
