"""Editions that schema version 1 wrote are read as what they really say."""

import json

import pytest

from briefer.render import SCHEMA_VERSION, brief_from, brief_value, summary_from, summary_value
from tests.support.repository import ROOT

ROWS = [
    json.loads(line)
    for line in (ROOT / "fixtures" / "editions" / "version1.jsonl").read_text("utf-8").splitlines()
]
FLAGGED, QUOTED, DROPPED, BRIEF = ROWS


def old_claim(text, *sentences, status="confirmed", findings=()):
    evidence = [
        {"article": 1, "sentence": f"S{at}", "start": 0, "end": len(each), "text": each}
        for at, each in enumerate(sentences, 1)
    ]
    return {"text": text, "evidence": evidence, "status": status, "findings": list(findings)}


def read(claim):
    value = {**FLAGGED, "summary": [claim], "key_facts": [], "headline": None}
    return summary_from(value).summary[0]


def old_finding(kind, source=None):
    return {"kind": kind, "message": "as it was", "source": source}


def test_the_rows_are_of_version_1_and_todays_are_not():
    assert {row["schema_version"] for row in ROWS} == {1}
    assert SCHEMA_VERSION == 2


def test_what_was_confirmed_is_open_unless_it_is_a_sentence_of_its_source():
    summary = summary_from(FLAGGED)
    assert [claim.status for claim in summary.summary[:2]] == ["confirmed", "open"]
    assert {claim.handling for claim in summary.claims} == {"kept"}
    assert {claim.by for claim in summary.claims} == {"words"}


def test_what_was_flagged_is_what_its_findings_make_it_and_still_flagged():
    claim = summary_from(FLAGGED).summary[2]
    assert claim.is_flagged
    assert [(f.kind, f.level) for f in claim.findings] == [
        ("number", "unsupported"),
        ("certainty", "contradicted"),
    ]
    assert claim.status == "contradicted"


def test_what_was_quoted_or_dropped_is_handled_so_and_has_its_wordings_status():
    quoted = summary_from(QUOTED).summary[2]
    assert (quoted.handling, quoted.status) == ("quoted", "contradicted")
    assert quoted.original == summary_from(FLAGGED).summary[2].text
    (dropped,) = summary_from(DROPPED).dropped
    assert (dropped.handling, dropped.status) == ("dropped", "contradicted")
    assert len(summary_from(DROPPED).summary) == 2


def test_a_brief_of_sentences_of_its_source_stays_confirmed():
    brief = brief_from(BRIEF)
    assert len(brief.claims) > 5
    assert {claim.status for claim in brief.claims} == {"confirmed"}


@pytest.mark.parametrize(
    ("findings", "status"),
    [
        ([old_finding("name")], "unsupported"),
        ([old_finding("unsupported")], "unsupported"),
        ([old_finding("evidence")], "unsupported"),
        ([old_finding("number", {"start": 0, "end": 2, "text": "12"})], "contradicted"),
        ([old_finding("negation")], "contradicted"),
        ([], "unsupported"),
    ],
)
def test_a_flagged_claim_is_unsupported_where_the_source_had_nothing_to_it(findings, status):
    claim = read(old_claim("Fifteen died.", "Twelve died.", status="flagged", findings=findings))
    assert claim.status == status
    assert claim.is_flagged


def test_a_correction_in_the_sources_words_is_confirmed_though_it_replaced_a_wording():
    claim = read(
        old_claim("Twelve died. Nine live.", "Twelve died.", "Nine live.", status="quoted")
    )
    assert (claim.status, claim.handling) == ("confirmed", "quoted")


@pytest.mark.parametrize("row", ROWS, ids=["flagged", "quoted", "dropped", "brief"])
def test_an_old_edition_once_read_is_kept_as_version_2_and_comes_back_the_same(row):
    load, value = (
        (brief_from, brief_value) if row["kind"] == "brief" else (summary_from, summary_value)
    )
    result = load(row)
    again = json.loads(json.dumps(value(result)))
    assert again["schema_version"] == 2
    assert load(again) == result
