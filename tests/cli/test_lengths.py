"""`summarize --length --audience --style`: how much is told, for whom, and what a prompt heeds."""

import json

import pytest

from briefer import api
from briefer.render import facts_markdown, summary_markdown
from tests.support.loopback import answer, valid_answer
from tests.support.repository import ARTICLES

JUDGED_BY_NONE = ("--model", "openai:m", "--judge", "off", "--no-store")
FILES = sorted(path for path in ARTICLES.iterdir() if path.suffix in (".txt", ".md"))


def told(summary):
    return [each.text for each in (summary.headline, *summary.summary, *summary.key_facts)]


@pytest.mark.parametrize("length", ["short", "standard"])
def test_what_extractive_prints_is_shorter_than_the_article_and_says_no_sentence_twice(length):
    for path in FILES:
        text = path.read_text("utf-8")
        summary = api.summarize(text, model="extractive", length=length)
        page = summary_markdown(summary, is_short=length == "short")
        assert len(page.split()) < len(text.split()), path.name
        for sentence in told(summary):
            assert sum(sentence in line for line in page.splitlines()) == 1, sentence
    assert "Cited sentences" not in facts_markdown(summary)


def test_each_length_tells_more_than_the_one_before_it():
    for path in FILES:
        text = path.read_text("utf-8")
        short, standard, long = (
            sum(
                len(claim.split())
                for claim in told(api.summarize(text, model="extractive", length=n))
            )
            for n in ("short", "standard", "long")
        )
        assert short < standard < long, path.name
        assert short <= len(text.split()) / 3, path.name


def test_a_model_is_told_for_whom_and_how_long_and_what_its_prompt_does_not_take_is_said(
    briefer, story, loopback
):
    wishes = ("--length", "short", "--audience", "Shipping brokers", "--style", "No jargon")
    model = ("--base-url", loopback.url, *JUDGED_BY_NONE)
    ran = briefer("summarize", story, *wishes, *model, "--format", "json")
    asked = loopback.calls[-1].body["messages"][0]["content"]
    old = briefer("summarize", story, *wishes, *model, "--prompt", "summarize@1")
    assert (ran.code, old.code) == (0, 0), ran.err + old.err
    assert "Who reads it: Shipping brokers" in asked
    assert "No jargon" in asked
    assert '"lede": two claims' in asked
    assert json.loads(ran.out)["summaries"][0]["provenance"]["unheeded"] == []
    unheeded = "length (summarize@1), audience (summarize@1), style (summarize@1)"
    told = f"ot told to the model, for its prompt does not take it: {unheeded}"
    assert f"N{told}" in old.out
    assert f"n{told}" in old.err


def test_a_short_summary_leaves_out_the_sentences_cited_where_they_make_it_the_longer(
    briefer, loopback
):
    def citing_all(call):
        value = valid_answer(call)
        value["lede"][0] |= {
            "text": "The council has voted for a single fare of $2.90.",
            "evidence": [f"S{number}" for number in range(1, 16)],
        }
        return answer(json.dumps(value))(call)

    loopback.script = citing_all
    path = ARTICLES / "transit-fare-vote.txt"
    model = ("--base-url", loopback.url, *JUDGED_BY_NONE, "--quiet")
    short = briefer("summarize", path, "--length", "short", *model).out
    standard = briefer("summarize", path, *model).out
    assert "## Cited sentences\n\n- [S1]" in standard
    assert "would make this longer than the article" in short
    assert len(short.split()) < len(path.read_text("utf-8").split()) < len(standard.split())


def test_extractive_says_that_it_words_nothing(briefer, story):
    for option in ("--audience", "--style"):
        ran = briefer("summarize", story, option, "Short words")
        assert (ran.code, f"{option} would be ignored" in ran.err) == (2, True)
    env = {"BRIEFER_AUDIENCE": "Children", "BRIEFER_STYLE": "Short words"}
    ran = briefer("summarize", story, env=env)
    assert "audience 'Children' is ignored" in ran.err
    assert "style 'Short words' is ignored" in ran.err
