"""ninjs 3.3: the shape that receiving systems read, the same for the same result."""

import json
import re
from dataclasses import replace

import pytest

from briefer import api
from briefer.ingest.ninjs import read_json
from briefer.model import Article, Correction, Difference, Finding, Side
from briefer.render.ninjs import brief_ninjs, summary_ninjs

STRINGS = {"uri", "type", "representationType", "version", "versionCreated", "pubStatus", "edNote",
           "language", "title", "by", "contentCreated", "name"}  # fmt: skip
LISTS = {
    "headlines": {"role", "value"},
    "bodies": {"role", "contentType", "charCount", "wordCount", "value"},
    "genres": {"name", "uri"},
    "subjects": {"name"},
    "infoSources": {"name"},
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
STORIES = [
    Article(
        "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. "
        "The governor, Ana Reis, called it a catastrophe. Two bridges are closed.",
        title="Dam breaks <b>at</b> Monfrei",
        url="https://valley.example.org/dam",
        outlet="The Valley Post",
        date="2026-11-20",
        source="dam.txt",
    ),
    Article(
        "A choir from Lund won the contest on Sunday. Its conductor bowed three times & left.",
        title="Choir wins",
        source="choir.txt",
    ),
]


@pytest.fixture(scope="module")
def brief():
    return api.daily(STORIES, date="2026-11-22", model="extractive")


@pytest.fixture(scope="module")
def summary():
    return api.summarize(STORIES[0], model="extractive")


def assert_shape(item, *, inner=False):
    for name, value in item.items():
        if name in STRINGS:
            assert isinstance(value, str), name
            assert value, name
        elif name in LISTS:
            assert value, name
            assert all(set(each) <= LISTS[name] for each in value), name
        elif name == "associations":
            assert not inner
            for each in value:
                assert each["name"]
                assert_shape(each, inner=True)
        elif name == "digitalSourceType":
            assert set(value) == {"name", "uri"}
            assert value["uri"].startswith("http://cv.iptc.org/newscodes/digitalsourcetype/")
        else:
            assert name == "standard"
            assert value["version"] == "3.3"
    assert re.match(r"(urn:uuid:[0-9a-f-]{36}|https?://\S+)\Z", item["uri"])
    assert item["type"] == "text"
    assert all(MOMENT.fullmatch(item[k]) for k in ("versionCreated", "contentCreated") if k in item)


def test_a_brief_has_the_shape_of_ninjs_with_its_sources_as_associations(brief):
    item = brief_ninjs(brief)
    assert_shape(item)
    assert item["version"] == "1"
    assert item["versionCreated"] == "2026-11-22T00:00:00+00:00"
    assert item["headlines"][0]["value"] == "Daily brief, 22 November 2026"
    named = {each["name"]: each["uri"] for each in item["associations"]}
    assert named["Dam breaks <b>at</b> Monfrei"] == "https://valley.example.org/dam"
    assert named["Choir wins"].startswith("urn:uuid:")
    assert item["infoSources"] == [{"name": "The Valley Post"}]


def test_a_summary_has_it_too(summary):
    item = summary_ninjs(summary)
    assert_shape(item)
    assert item["headlines"][0]["value"] == summary.headline.text
    assert item["versionCreated"] == "2026-11-20T00:00:00+00:00"


def test_every_claim_is_in_both_bodies_with_its_marks_and_escaped_in_html(brief):
    html, text = (body["value"] for body in brief_ninjs(brief)["bodies"])
    heads = [story.headline for story in brief.stories]
    for claim in brief.claims:
        assert (f"{claim.text}\n" if claim in heads else f"{claim.text} [") in text
    assert "times &amp; left" in html
    assert "times & left" in text
    assert not re.search(r"<(?!/?(?:p|h[23])>)", html)
    body, _, listed = text.partition("Cited sentences")
    marks = {name for found in re.findall(r"\[([\d.S, ]+)\]", body) for name in found.split(", ")}
    assert marks <= set(re.findall(r"(?m)^\[(\d+\.S\d+)\] ", listed))


def test_how_it_was_made_is_said_in_the_iptcs_terms_and_differences_are_told(brief):
    def kind(provider, **parts):
        provenance = replace(brief.provenance, provider=provider)
        item = brief_ninjs(replace(brief, provenance=provenance, **parts))
        return item["digitalSourceType"]["uri"].rpartition("/")[2]

    lead = brief.top_lines[0]
    assert kind("extractive") == "algorithmicMedia"
    assert kind("openai") == "trainedAlgorithmicMedia"
    quoted = (replace(lead, handling="quoted"),)
    assert kind("openai", top_lines=quoted) == "compositeWithTrainedAlgorithmicMedia"
    (rest, *_) = lead.evidence
    point = Difference("number", "", (Side("6,800", (1,), rest), Side("7,000", (1,), rest)))
    story = replace(brief.stories[0], differences=(point,))
    item = brief_ninjs(replace(brief, stories=(story, *brief.stories[1:])))
    assert "Sources differ, number: “6,800” [" in item["bodies"][1]["value"]


def test_who_made_it_is_said_to_the_desk_and_a_claim_that_fails_is_marked(summary):
    assert "without a language model" in summary_ninjs(summary)["edNote"]
    flagged = replace(
        summary.key_facts[0], status="contradicted", findings=(Finding("number", "not so"),)
    )
    by_model = replace(
        summary,
        key_facts=(flagged,),
        provenance=replace(summary.provenance, provider="openai", model="openai:some-model"),
    )
    item = summary_ninjs(by_model)
    assert "AI model (openai:some-model)" in item["edNote"]
    assert (
        "1 flagged (marked ⚠: the source lacks a part of it, or says otherwise)" in item["edNote"]
    )
    assert f"⚠ The source says otherwise: {flagged.text}" in item["bodies"][1]["value"]


def test_a_corrected_version_keeps_its_uri_and_counts_up(brief):
    first = brief_ninjs(brief)
    put_right = Correction(
        "$.top_lines[0]",
        "6,800 people left.",
        "7,200 people left.",
        "number: 6,800 is now 7,200",
        "2026-11-23T06:30:00+01:00",
    )
    second = brief_ninjs(replace(brief, version=2, corrections=(put_right,)))
    assert second["uri"] == first["uri"]
    assert (first["version"], second["version"]) == ("1", "2")
    assert second["versionCreated"] == "2026-11-23T06:30:00+01:00"
    assert second["edNote"].startswith("Correction: “6,800 people left.” now reads “7,200")


def test_the_same_brief_gives_the_same_bytes(brief):
    again = api.daily(STORIES, date="2026-11-22", model="extractive")
    assert json.dumps(brief_ninjs(brief)) == json.dumps(brief_ninjs(again))


def test_our_own_reader_reads_it_back(summary):
    reading = read_json(summary_ninjs(summary), source="story.json")
    assert reading.kind == "ninjs"
    assert summary.summary[0].text in reading.articles[0].text
