"""The brief's page in a browser: read at any width, by keyboard, aloud and on paper."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from briefer import api
from briefer.ingest import read_article
from briefer.model import Evidence
from briefer.render import brief_html, changes_html, comparison_html
from briefer.text import split
from tests.render.test_briefs import brief, claim, evidence, rich, story
from tests.support.repository import ROOT

BROWSER = shutil.which("chromium-headless-shell") or shutil.which("chromium")
AXE = Path(os.environ.get("AXE_CORE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
pytestmark = [pytest.mark.browser, pytest.mark.one_python]


@pytest.fixture(scope="module")
def browser():
    if BROWSER is None or not AXE.is_file():
        pytest.skip("needs chromium-headless-shell, and axe-core under node_modules or $AXE_CORE")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def page_of_ten_minutes():
    """A page of ten minutes' reading, and the article that its first claim rests on."""
    file = ROOT / "fixtures" / "articles" / "greve-ferries-bretagne.md"
    article = read_article(file.read_bytes(), source=file.name)
    said = next(s for s in split(article).sentences if s.id == "S2")
    cited = Evidence(4, said.id, said.start, said.end, said.text)
    long = tuple(
        claim(f"{' '.join(['word'] * 22)} {n}.", evidence(1, n + 10, f"A sentence, the {n}th."))
        for n in range(6)
    )
    lead = claim("The crews of the ferries are on strike.", cited, evidence(2, 2))
    stories = [rich(), *(story(4, 2, summary=(lead,), key_facts=long) for _ in range(16))]
    made = brief(*stories, minutes=10)
    refs = (*made.articles[:3], replace(made.articles[3], hash=article.hash, language="fr"))
    return brief_html(replace(made, articles=refs), articles={article.hash: article})


@pytest.fixture
def opened(browser, page_of_ten_minutes, tmp_path):
    file = tmp_path / "brief.html"
    file.write_text(page_of_ten_minutes, "utf-8")

    def open_at(width, scheme="light", **more):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **more
        )
        page = context.new_page()
        page.goto(file.as_uri())
        return page

    return open_at


def test_no_width_scrolls_sideways_and_axe_finds_nothing_by_day_or_night(opened):
    for width in (320, 390, 1280):
        for scheme in ("light", "dark"):
            page = opened(width, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.add_script_tag(path=str(AXE))
            found = page.evaluate("axe.run()")["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_pages_of_what_changed_have_nothing_against_them_either(browser, tmp_path):
    old, new = (
        "The dam broke on Monday. 12 people died.",
        "The dam broke on Monday. 15 people died.",
    )
    found = api.diff(old, new)
    comparison = api.compare_summaries(
        api.summarize(old, model="extractive"), api.summarize(new, model="extractive")
    )
    pages = (
        changes_html(found.changes, found.old.article, found.new.article),
        comparison_html(comparison),
    )
    for text in pages:
        file = tmp_path / "changed.html"
        file.write_text(text, "utf-8")
        page = browser.new_page(viewport={"width": 320, "height": 900})
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.add_script_tag(path=str(AXE))
        assert [each["id"] for each in page.evaluate("axe.run()")["violations"]] == []


def test_the_source_opens_beside_the_claim_by_pointer_and_by_key_without_a_script(opened):
    page = opened(1280, java_script_enabled=False)
    shown = page.locator("main .claim").filter(has_text="The crews of the ferries").first
    beside = shown.locator(".peek")
    assert not beside.is_visible()
    shown.hover()
    assert beside.is_visible()
    assert beside.locator("mark").count() == 2
    assert beside.locator("[lang=fr] mark").count() == 1
    box, text = beside.bounding_box(), shown.bounding_box()
    assert box["x"] >= text["x"] + text["width"]
    page.mouse.move(0, 0)
    assert not beside.is_visible()
    shown.locator(".marks a").first.focus()
    assert beside.is_visible()


def test_a_mark_leads_to_its_sentence_in_its_paragraph_and_back(opened):
    page = opened(390, java_script_enabled=False)
    shown = page.locator("main .claim").filter(has_text="The crews of the ferries").first
    mark = shown.locator(".marks a").first
    mark.click()
    target = page.locator(":target")
    assert target.get_attribute("id") == mark.get_attribute("href")[1:]
    paragraph = target.locator("..")
    assert len(paragraph.inner_text()) > len(target.inner_text())
    name = mark.get_attribute("id")
    page.locator(f".back a[href='#{name}']").click()
    assert page.locator(":target").get_attribute("id") == name


def test_ten_minutes_of_reading_are_three_pages_of_paper(opened, tmp_path):
    page = opened(1280)
    assert "about 10 minutes" in page.content()
    page.pdf(path=tmp_path / "brief.pdf", prefer_css_page_size=True)
    assert len(PdfReader(tmp_path / "brief.pdf").pages) <= 3
