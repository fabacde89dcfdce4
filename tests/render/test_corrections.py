"""A corrected edition says what it corrects, to readers and to machines."""

import json
import re
from dataclasses import replace

import lxml.html
import pytest
from markdown_it import MarkdownIt

from briefer import api
from briefer.model import Correction
from briefer.render import (
    brief_from,
    brief_html,
    brief_markdown,
    brief_value,
    dumps,
    summary_from,
    summary_markdown,
    summary_value,
)

TEXT = (
    "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. "
    "The governor, Ana Reis, called it a catastrophe. Two bridges are closed."
)
HOSTILE = "</script><script>alert(1)</script> [a](javascript:b) & *so* on"
CORRECTIONS = (
    Correction("$.top_lines[0]", "6,800 left.", "7,200 left.", "6,800 → 7,200", "2026-11-23T08:00"),
    Correction(
        "$.stories[0].summary[0]", "6,800 left.", "7,200 left.", "6,800 → 7,200", "2026-11-23T08:00"
    ),
    Correction("$.stories[0].headline", HOSTILE, None, HOSTILE, "2026-11-24T09:30"),
)


@pytest.fixture(scope="module")
def brief():
    return api.daily([TEXT], date="2026-11-22", model="extractive")


@pytest.fixture(scope="module")
def corrected(brief):
    return replace(brief, version=3, supersedes=7, corrections=CORRECTIONS)


def test_results_come_back_from_their_json_as_they_were(brief, corrected):
    summary = api.summarize(TEXT, model="extractive")
    for value in (brief, corrected):
        assert brief_from(json.loads(dumps(brief_value(value)))) == value
    assert summary_from(json.loads(dumps(summary_value(summary)))) == summary
    assert brief_from({"kind": "brief"}) is None
    assert summary_from([1]) is None


def test_a_first_edition_says_nothing_of_corrections(brief):
    assert "orrect" not in brief_markdown(brief)
    assert "orrect" not in brief_html(brief)


def test_the_markdown_has_a_dated_note_under_its_title(corrected):
    lines = brief_markdown(corrected).splitlines()
    assert lines[0].startswith("# Daily brief")
    assert lines[2] == "**Corrected on 24 November 2026, version 3.**"
    assert "**Corrected on 23 November 2026, version 3.**" in lines
    told = "- “6,800 left.” now reads “7,200 left.”: 6,800 → 7,200"
    assert lines.count(told) == 1, "what stands in two places is put right once for a reader"
    html = MarkdownIt().render("\n".join(lines))
    assert "<script" not in html
    assert not re.findall(r"<a (?!href=\"#story-1\")[^>]*>", html)


def test_a_summary_has_the_note_too():
    summary = replace(
        api.summarize(TEXT, model="extractive"), version=2, corrections=CORRECTIONS[:1]
    )
    assert "**Corrected on 23 November 2026, version 2.**" in summary_markdown(summary)


def test_the_page_has_correction_comments_that_nothing_in_them_can_leave(corrected):
    page = lxml.html.document_fromstring(brief_html(corrected))
    (block,) = page.xpath("//script")
    assert block.get("type") == "application/ld+json"
    data = json.loads(block.text)
    assert data["@context"] == "https://schema.org"
    assert data["version"] == 3
    assert [each["@type"] for each in data["correction"]] == ["CorrectionComment"] * 2
    assert data["dateModified"] == data["correction"][1]["datePublished"] == "2026-11-24T09:30"
    assert HOSTILE in data["correction"][1]["text"]
    shown = page.xpath("//section[@class='corrections']//li")
    assert [each.text_content().split("”")[0] for each in shown] == [f"“{HOSTILE}", "“6,800 left."]
