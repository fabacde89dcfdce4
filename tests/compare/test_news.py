# ruff: noqa: E501 (a pair of sentences is one line)
import json
import random
from dataclasses import replace

import pytest

from briefer.compare.stories.news import new_facts
from briefer.ingest.reading import read_article
from briefer.model import Article, Claim, Evidence
from briefer.text import split
from tests.support.repository import ROOT

KNOWN = (
    "At least 14 people were killed when the river Ostra burst its banks in Kelmar on Monday night. Governor Dana Hruska said "
    "that nine people were missing. Rescue teams in boats brought 320 residents to a sports hall. Two bridges were lost. The "
    "waterworks will be out of service for a week, the mayor, Pavel Ondrus, said.\n\n"
    "“We had twenty minutes,” said Ilona Sykora, a baker, who fled to her roof with two children. The government has not "
    "promised any money so far. The county opened an inquiry, which is to report on 4 May."
)
EARLIER = [split(Article(KNOWN, title="Ostra floods Kelmar", date="2026-04-14", language="en"))]


def news(*texts, earlier=EARLIER):
    return [claim.text for claim in new_facts([Claim(text) for text in texts], earlier)]


@pytest.mark.parametrize(
    "text",
    [
        "The death toll in Kelmar rose to 19.",
        "Police in Kelmar arrested the dam's keeper, Milan Tesar.",
        "Detectives have arrested a suspect.",
        "The government promised 40 million crowns.",
        "“Nobody had told us that the gates were open,” Hruska said.",
        "The inquiry will report on 18 June instead.",
        "Four people are still missing.",
    ],
)
def test_a_new_figure_name_date_quotation_or_deed_is_news(text):
    assert news(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Fourteen people died in Kelmar.",
        "14 dead in Kelmar",
        "Ostra floods Kelmar",
        "The flood in Kelmar killed at least 14 people, Governor Hruska said on Tuesday.",
        "Nine residents of Kelmar were still missing, according to the governor.",
        "Boats took 320 residents of the town to a sports hall.",
        "The town lost two bridges.",
        "The mayor said that the waterworks would not be back in service for a week.",
        "A baker, Ilona Sykora, fled with two children to her roof.",
        "“We had twenty minutes,” a baker said.",
        "An inquiry opened by the county will report on 4 May.",
        "No money has been promised by the government.",
    ],
)
def test_an_old_fact_in_other_words_is_no_news(text):
    assert news(text) == []


def test_every_sentence_that_was_there_before_is_no_news():
    for path in sorted((ROOT / "fixtures/articles").glob("*")):
        if path.stat().st_size > 9_000:
            continue
        document = split(read_article(path.read_bytes(), source=path.name))
        sentences = [sentence.text for sentence in document.sentences]
        assert news(*sentences, earlier=[document]) == []


def test_reworded_articles_have_no_news():
    words = {" said ": " told reporters ", " also ": " too ", " about ": " some ", " near ": " close to ", " but ": " yet ",
             " began ": " started ", " several ": " a number of ", " large ": " big ", " had ": " has "}  # fmt: skip
    found = total = 0
    draw = random.Random(3)
    for path in sorted((ROOT / "fixtures/articles").glob("*")):
        document = split(read_article(path.read_bytes(), source=path.name))
        if path.stat().st_size > 9_000 or (document.article.language or "en") != "en":
            continue
        texts = []
        for sentence in document.sentences:
            text = sentence.text
            for one, other in words.items():
                text = text.replace(one, other) if draw.random() < 0.8 else text
            texts.append(text)
        total += len(texts)
        found += len(news(*texts, earlier=[document]))
    assert total > 100
    assert found <= 0.01 * total


@pytest.mark.parametrize("status", ["unsupported", "contradicted"])
def test_a_failing_claim_is_no_news(status):
    claim = Claim("The death toll in Kelmar rose to 19.")
    flagged = replace(claim, status=status)
    assert new_facts([claim, flagged], EARLIER) == (claim,)
    assert new_facts([claim, flagged], []) == (claim,)
    assert new_facts([], EARLIER) == ()


def load(day, name):
    file = ROOT / f"fixtures/days/day{day}/{name}.md"
    return split(read_article(file.read_bytes(), source=file.name))


def test_the_updates_of_the_fixtures_are_news_and_nothing_else_is():
    gold = json.loads((ROOT / "fixtures/days/gold.json").read_text("utf-8"))
    right = wrong = missed = 0
    for story, each in gold["stories"].items():
        first, second = (each["articles"].get(day, []) for day in "12")
        if not first or not second:
            continue
        earlier = [load(1, name) for name in first]
        facts = gold["new_facts"].get(story, {})
        stories_news = 0
        for name in second:
            marked = facts.get(name, {"new": [], "either": []})
            for sentence in load(2, name).sentences:
                said = bool(news(sentence.text, earlier=earlier))
                if any(sentence.text in text or text in sentence.text for text in marked["either"]):
                    continue
                real = any(sentence.text in text or text in sentence.text for text in marked["new"])
                right += said and real
                wrong += said and not real
                missed += real and not said
                stories_news += said
        assert (stories_news > 0) == (each["status"]["2"] == "update"), story
    assert wrong == 0
    assert right >= 0.5 * (right + missed)


def test_a_second_day_in_free_words_is_told_by_what_is_new_in_it():
    """Of 41 new facts a desk wants 33 marked at least, and no known one."""
    gold, retold = (
        json.loads((ROOT / f"fixtures/days/{name}.json").read_text("utf-8"))
        for name in ("gold", "retold")
    )
    marked, missed, wrong = [], [], []
    for story in retold["known"]:
        first, second = (gold["stories"][story]["articles"][day] for day in "12")
        earlier = [load(1, name) for name in first]
        sentences = {f"{name}.{s.id}": s for name in second for s in load(2, name).sentences}
        for kind in ("new", "known"):
            for told in retold[kind].get(story, ()):
                cited = [sentences[each] for each in told["evidence"]]
                assert told["text"] not in {each.text for each in cited}
                evidence = tuple(Evidence(1, s.id, s.start, s.end, s.text) for s in cited)
                is_new = new_facts([Claim(told["text"], evidence)], earlier) != ()
                (marked if kind == "new" else wrong if is_new else []).append(told["text"])
                missed += [] if is_new or kind == "known" else [told["text"]]
    assert wrong == []
    assert len(marked) == 45
    assert len(marked) - len(missed) >= 38, missed
