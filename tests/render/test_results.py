"""Summaries and briefs as Markdown and JSON."""

import json
from dataclasses import replace

import jsonschema
import pytest

from briefer.model import (
    ArticleRef,
    Brief,
    Claim,
    Evidence,
    Failure,
    Finding,
    PromptRef,
    Provenance,
    Span,
    Story,
    Summary,
    Usage,
    Verification,
)
from briefer.render import (
    brief_markdown,
    brief_value,
    dumps,
    facts_markdown,
    schema,
    summaries_value,
    summary_markdown,
    verification_markdown,
)

SENTENCE = "The UK has indicated a deployment of 10,000 to 30,000 personnel."
EVIDENCE = Evidence(1, "S2", 81, 81 + len(SENTENCE), SENTENCE)
GOOD = Claim(
    "The UK may send 10,000 to 30,000 personnel.", (EVIDENCE,), score=0.8, status="confirmed"
)
FINDING = Finding(
    "number",
    "the claim says 40,000; the source says 10,000 to 30,000 [S2]",
    Span(16, 22, "40,000"),
    Span(118, 134, "10,000 to 30,000"),
    "S2",
)
BAD = Claim(
    "The UK will send 40,000 <b>men</b>.", (EVIDENCE,), findings=(FINDING,), status="contradicted"
)
PROVENANCE = Provenance(
    "openai",
    "openai:some-model",
    (PromptRef("summarize", 1, "b2:00"),),
    ("b2:11",),
    Usage(1200, 90),
    "briefer 0.1.0",
)
ARTICLE = ArticleRef("b2:22", "story.txt", title="Ministers meet", outlet="The Paper", words=40)


def summary(**parts):
    made = Summary(ARTICLE, GOOD, (GOOD,), (BAD,), PROVENANCE)
    return replace(made, **parts)


def brief(**parts):
    line = replace(GOOD, evidence=(EVIDENCE,))
    story = Story((1,), GOOD, (GOOD,), (BAD,), PROVENANCE)
    made = Brief("2026-11-22", (line,), (story,), (ARTICLE,), (), PROVENANCE)
    return replace(made, **parts)


def test_a_claim_shows_its_evidence_and_the_sentence_is_listed():
    text = summary_markdown(summary())
    assert f"{GOOD.text} [S2]" in text
    assert f"- [S2] {SENTENCE}" in text


def test_a_flagged_claim_is_marked_and_listed_with_what_the_source_says():
    text = summary_markdown(summary())
    assert "- ⚠ The source says otherwise: The UK will send 40,000 \\<b>men\\</b>. [S2]" in text
    listed = text.split("## Not borne out by the source")[1].split("##")[0]
    assert "number: the claim says 40,000; the source says 10,000 to 30,000 [S2]" in listed


def test_a_quoted_claim_is_a_quotation_and_the_replaced_wording_is_listed():
    quoted = replace(BAD, text=SENTENCE, handling="quoted", original=BAD.text)
    text = summary_markdown(summary(key_facts=(quoted,)))
    assert f"- “{SENTENCE}” [S2]" in text
    assert "(replaced by the source’s own sentence)" in text


def test_dropped_claims_are_counted_where_the_reader_sees_it():
    text = summary_markdown(summary(key_facts=(), dropped=(replace(BAD, handling="dropped"),)))
    assert "1 removed because the source does not bear it out" in text
    assert "40,000" not in text


def test_inside_a_brief_marks_name_article_and_sentence():
    text = brief_markdown(brief())
    assert f"- {GOOD.text} [1.S2]" in text.split("## 1.")[0]
    assert f"- [1.S2] {SENTENCE}" in text
    assert "Daily brief, 22 November 2026" in text
    assert "- Story 1: ⚠ The source says otherwise: The UK will send 40,000" in text


def test_failed_sources_are_in_the_brief_with_the_reason():
    failure = Failure("gone.txt", "SourceNotFoundError", "there is no file gone.txt", "name one", 4)
    text = brief_markdown(brief(failures=(failure,)))
    assert "1 more could not be used" in text
    assert "- gone.txt: there is no file gone.txt" in text


def test_the_maker_is_told_honestly():
    assert "AI model (openai:some\\-model)" in summary_markdown(summary()).replace("-", "\\-")
    extractive = summary(provenance=Provenance("extractive", "extractive"))
    assert "without a language model" in summary_markdown(extractive)


def test_a_summary_without_headline_is_named_by_its_title():
    assert summary_markdown(summary(headline=None)).startswith("# Ministers meet\n")
    assert facts_markdown(summary(headline=None, summary=())).startswith("# Key facts: Ministers")


@pytest.mark.parametrize("text", [summary_markdown(summary()), brief_markdown(brief())])
def test_markdown_has_no_stray_blank_lines_and_ends_in_one_newline(text):
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not any(line != line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize(
    ("kind", "value"),
    [("summary", summaries_value([summary()], [])), ("brief", brief_value(brief()))],
)
def test_json_follows_its_published_schema(kind, value):
    published = schema(kind)
    jsonschema.Draft202012Validator.check_schema(published)
    decoded = json.loads(dumps(value))
    jsonschema.validate(decoded, published)
    broken = {**decoded, "surprise": 1}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, published)


def test_json_carries_evidence_findings_and_provenance():
    (one,) = summaries_value([summary()], [])["summaries"]
    fact = one["key_facts"][0]
    assert fact["evidence"][0] == {
        "article": 1,
        "sentence": "S2",
        "start": 81,
        "end": 81 + len(SENTENCE),
        "text": SENTENCE,
    }
    assert fact["findings"][0]["source"]["text"] == "10,000 to 30,000"
    assert one["provenance"]["requests"] == ["b2:11"]
    assert one["provenance"]["prompts"][0]["hash"] == "b2:00"
    assert one["article"]["hash"] == "b2:22"


def test_json_with_a_lone_surrogate_can_be_written():
    text = dumps({"a": "x\ud800y"})
    assert json.loads(text.encode("utf-8"))["a"] == "x\ud800y"


def test_a_verification_lists_every_claim_with_its_evidence():
    text = verification_markdown(Verification(ARTICLE, (GOOD, BAD)))
    assert "2 claims: 1 confirmed by comparing words with the source; 1 flagged" in text
    assert "- ✓ Confirmed: The UK may send" in text
    assert "- ⚠ The source says otherwise: The UK will send" in text
