"""What a published brief says of how it came about, in each of its forms, and to machines."""

import email
import json
from dataclasses import replace
from email.policy import default

import lxml.html
import pytest

from briefer import api
from briefer.model import Article, Correction, Provenance, Release, Signer
from briefer.render import Envelope, archive_files, brief_html, brief_mail, brief_ninjs

CODES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
MODEL = Provenance("openai", "gpt-5-mini")
RULES = Provenance("extractive", "extractive")
SIGNED = Release((Signer("Mara <b>", "2026-11-22"), Signer("Jon", "2026-11-23")))
FORMS = [
    (MODEL, Release(), "Written by an AI model (gpt-5-mini) and not reviewed by a person.",
     "trainedAlgorithmicMedia"),
    (MODEL, Release(edited=True),
     "Written by an AI model (gpt-5-mini) and edited; nobody has signed for what it says.",
     "compositeWithTrainedAlgorithmicMedia"),
    (MODEL, SIGNED, "Reviewed by Mara <b> and Jon on 23 November 2026, who answer for what it",
     "trainedAlgorithmicMedia"),
    (MODEL, replace(SIGNED, edited=True), "Reviewed by Mara <b> and Jon on",
     "compositeWithTrainedAlgorithmicMedia"),
    (RULES, Release(), "Put together by software, without a language model, and not reviewed",
     "algorithmicMedia"),
    (RULES, Release(edited=True), "and edited; nobody has signed", "compositeSynthetic"),
]  # fmt: skip


@pytest.fixture(scope="module")
def brief():
    article = Article(
        "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people.",
        title="Dam breaks",
        source="dam.txt",
    )
    return api.daily([article], date="2026-11-22", model="extractive")


def test_each_form_says_who_answers_for_a_brief_or_that_software_made_it(brief):
    for provenance, release, line, code in FORMS:
        made = replace(brief, provenance=provenance)
        page = lxml.html.document_fromstring(brief_html(made, release=release))
        assert line in page.findtext('.//p[@class="release"]/strong')
        data = json.loads(page.xpath('//script[@type="application/ld+json"]')[0].text)
        assert data["digitalSourceType"] == (
            f"https://schema.org/{code[0].upper()}{code[1:]}DigitalSource"
        )
        assert [each["name"] for each in data.get("editor", [])] == [
            each.name for each in release.signers
        ]
        item = brief_ninjs(made, release=release)
        assert item["digitalSourceType"]["uri"] == f"{CODES}{code}"
        assert line in item["edNote"][:120]
        assert line in item["bodies"][1]["value"].split("\n\n")[0]
        mail = email.message_from_bytes(brief_mail(made, Envelope(), release), policy=default)
        text, html = (part.get_content() for part in mail.iter_parts())
        assert line.replace("<b>", "\\<b>") in text.splitlines()[2]
        assert line in lxml.html.document_fromstring(html).text_content()
        name = f"{made.date}.html"
        files = archive_files({name: brief_html(made, release=release)})
        assert line in json.loads(files["feed.json"])["items"][0]["content_html"].replace(
            "&lt;b&gt;", "<b>"
        )


def test_a_brief_that_is_not_published_has_no_label_but_its_source_type(brief):
    page = lxml.html.document_fromstring(brief_html(brief))
    assert not page.xpath('//p[@class="release"]')
    data = json.loads(page.xpath("//script")[0].text)
    assert data["digitalSourceType"].endswith("/AlgorithmicMediaDigitalSource")


def test_a_correction_s_mail_answers_the_mail_that_it_corrects(brief):
    first = Envelope("Desk <desk@example.org>", ("a@example.org",), key="k1")
    second = replace(first, key="k2", corrects="k1")
    corrected = replace(
        brief, version=2, corrections=(Correction("$", "six", None, "gone", "2026-11-23"),)
    )
    before, after = (
        email.message_from_bytes(brief_mail(made, envelope, Release()), policy=default)
        for made, envelope in ((brief, first), (corrected, second))
    )
    assert before["Message-ID"].endswith("@example.org>")
    assert after["In-Reply-To"] == after["References"] == before["Message-ID"]
    assert after["Message-ID"] != before["Message-ID"]
    assert after["Subject"] == f"Correction: {before['Subject']}"
