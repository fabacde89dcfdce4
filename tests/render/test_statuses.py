"""Each status of a claim on each surface: what is said, what is counted, and what is not."""

import json
from dataclasses import replace

import jsonschema
import lxml.html
import pytest

from briefer.model import (
    Article,
    ArticleRef,
    Brief,
    Claim,
    Evidence,
    Finding,
    Provenance,
    Span,
    Story,
    Summary,
    Verification,
)
from briefer.render import (
    brief_html,
    brief_markdown,
    brief_ninjs,
    brief_value,
    changes_html,
    changes_markdown,
    changes_value,
    dumps,
    facts_markdown,
    schema,
    summary_markdown,
    summary_ninjs,
    verification_markdown,
    verification_value,
)
from briefer.render.statuses import ClaimCounts

SENTENCES = (
    "Britain and France will host ministers on Thursday.",
    "The UK has indicated 10,000 to 30,000 personnel.",
    "Officials said that the force would not be stationed on the border.",
)
PROVENANCE = Provenance("openai", "openai:some-model")
ARTICLE = ArticleRef("b2:22", "story.txt", title="Ministers meet")


def claim(text, number, **parts):
    sentence = SENTENCES[number - 1]
    start = number * 100
    evidence = Evidence(1, f"S{number}", start, start + len(sentence), sentence)
    return Claim(text, (evidence,), score=0.9, **parts)


DOUBT = Finding("certainty", "the source only says “would”", Span(4, 9, "force"), level="doubt")
CONFIRMED = claim(SENTENCES[0], 1, status="confirmed")
OPEN = claim("The force is kept off the border.", 3, findings=(DOUBT,), status="open")
PLAIN_OPEN = claim("London offers as many as 30,000 troops.", 2, status="open")
UNSUPPORTED = claim(
    "Putin said that it had cost millions.",
    3,
    findings=(Finding("name", "the source has no such name", Span(0, 5, "Putin"),
                      level="unsupported"), DOUBT),
    status="unsupported",
)  # fmt: skip
CONTRADICTED = claim(
    "The UK will send 40,000 troops.",
    2,
    findings=(Finding("number", "the claim says 40,000; the source says 10,000 to 30,000 [S2]",
                      Span(17, 23, "40,000"), Span(221, 237, "10,000 to 30,000"), "S2"),),
    status="contradicted",
)  # fmt: skip
QUOTED = replace(CONTRADICTED, text=SENTENCES[1], original=CONTRADICTED.text, handling="quoted")
DROPPED = replace(UNSUPPORTED, text="It was removed.", handling="dropped")
EVERY = (CONFIRMED, OPEN, UNSUPPORTED, CONTRADICTED, QUOTED)
SUMMARY = Summary(ARTICLE, CONFIRMED, (OPEN,), EVERY, PROVENANCE, dropped=(DROPPED,))
STORY = Story((1,), CONFIRMED, (OPEN,), (UNSUPPORTED, CONTRADICTED, QUOTED), PROVENANCE)
BRIEF = Brief("2026-11-22", (PLAIN_OPEN,), (STORY,), (ARTICLE,), (), PROVENANCE, dropped=(DROPPED,))
OLD, NEW = Article("Old.", source="old.txt"), Article("New.", source="new.txt")


def diff_markdown(said):
    return changes_markdown([], OLD, NEW, "", said)


def part(text, heading):
    return text.split(f"## {heading}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize(
    "text",
    [
        summary_markdown(replace(SUMMARY, headline=None, summary=(OPEN,), key_facts=(PLAIN_OPEN,))),
        facts_markdown(replace(SUMMARY, headline=None, summary=(), key_facts=(OPEN,))),
        brief_markdown(replace(BRIEF, stories=(replace(STORY, headline=OPEN, key_facts=()),))),
        verification_markdown(Verification(ARTICLE, (OPEN, PLAIN_OPEN))),
        diff_markdown((OPEN,)),
    ],
    ids=["summary", "facts", "brief", "verification", "diff"],
)
def test_where_no_claim_is_confirmed_no_claim_is_called_so(text):
    assert "✓" not in text
    assert text.count("onfirmed") == text.count("0 confirmed")
    assert "○" in text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (summary_markdown(SUMMARY), f"- {OPEN.text} [S3] ○"),
        (facts_markdown(SUMMARY), f"- {OPEN.text} [S3] ○"),
        (brief_markdown(BRIEF), f"- {PLAIN_OPEN.text} [1.S2] ○"),
        (diff_markdown((OPEN,)), f"{OPEN.text} [old.S3] ○"),
    ],
    ids=["summary", "facts", "brief", "diff"],
)
def test_an_open_claim_carries_a_light_sign_behind_its_marks(text, line):
    assert line in text


@pytest.mark.parametrize("text", [summary_markdown(SUMMARY), facts_markdown(SUMMARY)])
def test_a_confirmed_claim_is_shown_plain(text):
    assert f"\n- {CONFIRMED.text} [S1]\n" in text


@pytest.mark.parametrize(
    "text", [summary_markdown(SUMMARY), facts_markdown(SUMMARY), brief_markdown(BRIEF)]
)
def test_what_fails_says_before_the_claim_which_way_it_does(text):
    assert f"- ⚠ Not in the source: {UNSUPPORTED.text} [" in text
    assert f"- ⚠ The source says otherwise: {CONTRADICTED.text} [" in text


@pytest.mark.parametrize("text", [summary_markdown(SUMMARY), brief_markdown(BRIEF)])
def test_the_part_that_is_nowhere_and_both_wordings_are_listed(text):
    listed = part(text, "Not borne out by the source")
    assert "  - name: the source has no such name (“Putin”)\n" in listed
    assert "  - number: the claim says 40,000; the source says 10,000 to 30,000 [S2]\n" in listed
    assert f"S2] “{SENTENCES[1]}”" in listed
    assert OPEN.text not in listed
    assert listed.index("no such name") < listed.index("not settled, certainty")


@pytest.mark.parametrize("text", [summary_markdown(SUMMARY), brief_markdown(BRIEF)])
def test_doubts_about_open_claims_are_listed_after_the_sources_and_once(text):
    listed = part(text, "Not fully checked")
    assert listed.count(f"{OPEN.text} [") == 1
    assert "certainty: the source only says “would” (“force”)" in listed
    assert UNSUPPORTED.text not in listed
    assert PLAIN_OPEN.text not in listed
    assert text.index("## Cited sentences") < text.index("## Not fully checked")


def test_a_place_names_the_story_in_front_of_a_doubt():
    assert f"- Story 1: {OPEN.text} [1.S3] – " in brief_markdown(BRIEF)


def test_every_claim_is_counted_in_one_way():
    counts = ClaimCounts.of(EVERY, (DROPPED,))
    assert (counts.confirmed, counts.open, counts.flagged) == (1, 1, 2)
    assert (counts.quoted, counts.dropped) == (1, 1)
    assert counts.claims == 6


def test_what_was_repaired_and_fails_all_the_same_does_not_count_as_put_right():
    again = [replace(each, repaired=True) for each in (CONFIRMED, OPEN, UNSUPPORTED)]
    assert ClaimCounts.of(again).repaired == 2


def test_the_counts_say_what_each_of_them_means_in_one_line():
    said = ClaimCounts.of((*EVERY, PLAIN_OPEN), (DROPPED,)).sentence
    assert said == (
        "7 claims: 1 confirmed by comparing words with the source; 2 open (marked ○: nothing in "
        "the source stands against them, but comparing words alone does not settle them); 2 "
        "flagged (marked ⚠: the source lacks a part of them, or says otherwise); 1 replaced by "
        "the source’s own words; 1 removed because the source does not bear it out"
    )


def test_what_a_judge_confirmed_is_told_apart():
    judged = replace(CONFIRMED, by="judge")
    assert ClaimCounts.of((judged,)).sentence == "1 claim: 1 confirmed by a second reading"
    assert "2 confirmed (1 by comparing words with the source, 1 by a second reading)" in (
        ClaimCounts.of((judged, CONFIRMED)).sentence
    )


@pytest.mark.parametrize(
    "text",
    [brief_markdown(BRIEF), lxml.html.fromstring(brief_html(BRIEF)).text_content()],
    ids=["markdown", "html"],
)
def test_a_brief_counts_at_its_top_and_explains_at_its_end(text):
    counts = ClaimCounts.of(BRIEF.claims, BRIEF.all_dropped)
    assert counts.open == 2
    assert counts.short in text.split("Top lines")[0]
    assert "2 open (○ not fully checked)" in counts.short
    assert counts.sentence in text.split("How this brief was made")[1]


def test_the_page_tells_a_screen_reader_what_the_sign_means():
    page = lxml.html.fromstring(brief_html(BRIEF))
    signs = page.xpath('//span[@class="open"]')
    assert len(signs) == 2
    assert {(s.text, s.get("role"), s.get("aria-label")) for s in signs} == {
        ("○", "img", "not fully checked")
    }
    flagged = [each.text_content() for each in page.xpath('//span[@class="flagged"]')]
    assert flagged == [
        f"⚠ Not in the source: {UNSUPPORTED.text}",
        f"⚠ The source says otherwise: {CONTRADICTED.text}",
    ]


def test_the_desks_form_has_signs_in_its_text_and_their_meaning_in_its_note():
    for item in (summary_ninjs(SUMMARY), brief_ninjs(BRIEF)):
        assert f"{OPEN.text} [" in item["bodies"][1]["value"]
        assert "] ○" in item["bodies"][1]["value"]
        assert "open (marked ○: nothing in the source stands against" in item["edNote"]


def test_a_headline_that_fails_does_not_head_the_desks_item_and_is_in_its_text():
    item = summary_ninjs(replace(SUMMARY, headline=CONTRADICTED))
    assert item["title"] == ARTICLE.title
    assert f"⚠ The source says otherwise: {CONTRADICTED.text}" in item["bodies"][1]["value"]


def test_a_verification_gives_every_claim_its_status():
    text = verification_markdown(
        Verification(ARTICLE, (CONFIRMED, OPEN, UNSUPPORTED, CONTRADICTED))
    )
    for label, each in (
        ("✓ Confirmed:", CONFIRMED),
        ("○ Open:", OPEN),
        ("⚠ Not in the source:", UNSUPPORTED),
        ("⚠ The source says otherwise:", CONTRADICTED),
    ):
        assert f"- {label} {each.text} [" in text.replace("**", "")
    assert "4 claims: 1 confirmed by comparing words with the source; 1 open (" in text


def test_a_verifications_json_counts_statuses_and_follows_its_schema():
    value = verification_value(Verification(ARTICLE, (OPEN, PLAIN_OPEN, CONTRADICTED)))
    assert value["counts"] == {"confirmed": 0, "open": 2, "unsupported": 0, "contradicted": 1}
    jsonschema.validate(json.loads(dumps(value)), schema("verification"))


@pytest.mark.parametrize("form", [brief_value(BRIEF), changes_value([], OLD, NEW, said=EVERY)])
def test_json_says_what_was_found_and_what_was_done(form):
    text = dumps(form)
    value = json.loads(text)
    assert value["schema_version"] == 2
    assert '"status": "contradicted",\n' in text
    assert '"handling": "quoted"' in text
    assert '"level": "doubt"' in text
    assert '"by": "words"' in text


def test_the_schema_says_what_each_field_of_a_claim_means():
    definitions = schema("brief")["$defs"]
    for name in ("Claim", "Finding", "Evidence"):
        for field, meaning in definitions[name]["properties"].items():
            assert meaning.get("description"), (name, field)


def test_a_diff_lists_what_was_found_under_its_paragraph():
    text = diff_markdown((CONFIRMED, OPEN, CONTRADICTED))
    assert f"- ⚠ The versions say otherwise: {CONTRADICTED.text} [old.S2] – number: " in text
    assert f"- ○ {OPEN.text} [old.S3] – certainty: " in text
    assert "3 claims: 1 confirmed by comparing words with the source; 1 open" in text
    page = lxml.html.fromstring(changes_html([], OLD, NEW, "", (CONFIRMED, OPEN, CONTRADICTED)))
    (listed,) = page.xpath('//ul[@class="counts"]')
    assert len(listed) == 2
    assert page.xpath('//span[@class="open"]')[0].get("aria-label") == "not fully checked"
