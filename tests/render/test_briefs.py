"""Whole briefs as Markdown and HTML: what a reader sees of a day's stories."""

import json
import re
from dataclasses import replace
from email import message_from_bytes, policy

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefer.model import (
    Ahead,
    ArticleRef,
    Brief,
    Claim,
    Difference,
    Evidence,
    Failure,
    Finding,
    Provenance,
    Quotation,
    Release,
    Side,
    Story,
    Usage,
)
from briefer.render import (
    Envelope,
    brief_blocks,
    brief_html,
    brief_mail,
    brief_markdown,
    brief_ninjs,
    with_evidence,
)
from briefer.render.archive import read_entry
from tests.support.words_read import words_read

PROVENANCE = Provenance("openai", "openai:some-model", usage=Usage(900, 80), generator="briefer 0")
HOSTILE = "<script>alert(1)</script> ![x](http://evil.example/p.png) [a](javascript:b) \"'&lt;"


def evidence(article, number, text="Rescue teams evacuated 6,800 people."):
    return Evidence(article, f"S{number}", number * 100, number * 100 + len(text), text)


def claim(text, *rests, **parts):
    return Claim(text, rests or (evidence(1, 1),), **{"score": 0.9, "status": "confirmed", **parts})


def story(*articles, **parts):
    made = Story(
        articles=articles or (1,),
        headline=claim("The dam at Monfrei broke."),
        summary=(claim("Rescue teams evacuated 6,800 people.", evidence(1, 2)),),
        key_facts=(claim("Two bridges are closed.", evidence(articles[-1], 3)),),
        provenance=PROVENANCE,
    )
    return replace(made, **parts)


def articles(count):
    return tuple(
        ArticleRef(
            f"b2:{n}", f"{n}.txt", title=f"Title {n}", outlet=f"Outlet {n}",
            url=f"https://outlet-{n}.example/story", date="2026-11-21", words=300,
        )
        for n in range(1, count + 1)
    )  # fmt: skip


def brief(*stories, **parts):
    stories = stories or (story(1),)
    count = max(number for each in stories for number in each.articles)
    made = Brief(
        "2026-11-22", (claim("The dam broke.", evidence(1, 1)),), stories, articles(count), (),
        PROVENANCE, previous="2026-11-21",
    )  # fmt: skip
    return replace(made, **parts)


def rich():
    return story(
        1, 2, 3,
        copies=(3,), outlets=2,
        quotations=(Quotation("We had no warning", "Mayor Ilda Renn", evidence(2, 4)),),
        ahead=(Ahead("2026-11-26", evidence(2, 5, "The inquiry opens on Thursday.")),),
        differences=(
            Difference(
                "number", "the counts differ",
                (
                    Side("6,800 people", (1, 3), evidence(1, 2)),
                    Side("nearly 7,000", (2,), evidence(2, 6)),
                ),
            ),
        ),
        status="update", news=(claim("Two bridges are closed.", evidence(3, 3)),),
        section="Home", reasons=("2 independent sources", "section Home, weight 2"),
    )  # fmt: skip


def section_of(text, heading):
    return text.split(f"{heading}\n", 1)[1].split("\n## ")[0]


def test_a_story_shows_its_sources_reprints_words_dates_and_differences():
    text = brief_markdown(brief(rich()))
    assert "\n## Home\n\n### 1. The dam at Monfrei broke. <span" in text
    assert "*3 articles, 2 independent sources, 1 reprint*" in text
    update = section_of(
        text, "**Update.** New since the brief of 21 November 2026 is what is marked *new*:"
    )
    lede = (
        "\nRescue teams evacuated 6,800 people. [1.S2]\n\n- Two bridges are closed. [3.S3] *(new)*"
    )
    assert update.startswith(lede)
    assert text.count("Two bridges are closed. [3.S3]") == 1
    assert "- “We had no warning” (Mayor Ilda Renn) [2.S4]" in text
    assert "- 26 November 2026: The inquiry opens on Thursday. [2.S5]" in text
    assert "“6,800 people” [1.S2] (Outlet 1 and 1 more); “nearly 7,000” [2.S6] (Outlet 2)" in text
    assert "3. Title 3, Outlet 3, 21 November 2026: " in text
    assert "(reprints 1)" in section_of(text, "## Sources")


def test_an_update_is_told_by_its_lede_in_one_paragraph_and_never_begins_with_what_is_open():
    known, new = rich().summary[0], rich().news[0]
    loose = replace(known, text="Some of them may return.", status="open")
    told = replace(rich(), summary=(loose, known, new), key_facts=(), news=(new,))
    for shown in (brief_markdown(brief(told)), brief_html(brief(told))):
        lede = re.split(r"\n\n(?!Some)|</p>\n", shown.partition("Update.")[2])[1]
        places = [lede.index(claim.text) for claim in (known, loose, new)]
        assert places == sorted(places)
        assert lede.count("(new)") == 1
    all_new = replace(told, summary=(new,))
    shown = brief_markdown(brief(all_new))
    assert "(new)" not in shown
    assert "Also:" not in shown
    shown = brief_markdown(brief(replace(all_new, key_facts=(known,))))
    assert f"Also:\n\n- {known.text}" in shown


def test_mail_and_ninjs_tell_what_was_said_and_what_comes_next():
    made = brief(rich())
    mail = message_from_bytes(brief_mail(made, Envelope()), policy=policy.default)
    html = mail.get_body(("html",)).get_content()
    body = brief_ninjs(made)["bodies"][1]["value"]
    for shown in (html, body):
        assert "“We had no warning” (Mayor Ilda Renn)" in shown
        assert "26 November 2026: The inquiry opens on Thursday." in shown


def test_each_difference_is_a_point_of_its_own_and_the_next_story_a_heading():
    two = replace(rich(), differences=rich().differences * 2)
    text = brief_markdown(brief(two, story(4)))
    points = section_of(text, "**Where sources differ**").strip().splitlines()
    assert len(points) == 2
    assert all(point.startswith("- number: “6,800 people” [1.S2]") for point in points)
    assert "\n\n### 2. " in text


def test_an_articles_address_is_a_link_that_shows_where_it_leads():
    text = brief_markdown(brief(rich()))
    assert ": <https://outlet-3.example/story> (reprints 1)" in section_of(text, "## Sources")


@pytest.mark.parametrize(
    "place",
    [
        "javascript:alert(1)",
        "https://a.example/><script>",
        "https://a.example/ b",
        "https://a.example/\u202e",
        "https://a.example/\x1b[2J",
        "https://a.example/\u2066\x9b31m",
        "https://münchen.example/",
        "wire/*.json",
    ],
)
def test_what_is_no_plain_address_is_text_and_no_link(place):
    made = brief(story(1))
    made = replace(made, articles=(replace(made.articles[0], url=place),))
    parts = [t for t in MarkdownIt().parse(brief_markdown(made)) for t in t.children or ()]
    links = [part.attrs["href"] for part in parts if part.type == "link_open"]
    assert links == ["#story-1"]
    assert not re.search(
        r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", brief_html(made)
    )


def test_a_failure_names_its_source_once():
    url = "https://outlet-1.example/x"
    walled = Failure(url, "NoArticleError", f"{url} is behind a paywall", "", 4)
    gone = Failure(url, "PageGoneError", "the server says that there is no such page", "", 4)
    text = brief_markdown(brief(failures=(walled, gone)))
    assert text.count("outlet-1.example/x") == 2
    assert brief_html(brief(failures=(walled, gone))).count(url) == 2


def test_every_sentence_that_is_cited_anywhere_is_listed_unless_it_is_a_claim_itself():
    text = brief_markdown(brief(rich()))
    listed = section_of(text, "## Cited sentences")
    marks = ["1.S1", "2.S4", "2.S5", "2.S6", "3.S3"]
    assert re.findall(r"(?m)^- \[(.*?)\] ", listed) == marks  # 1.S2 is told word for word
    assert "[^1-S2]: S2 of source 1, word for word.\n" in with_evidence(text, "notes")


def test_a_headline_that_is_not_confirmed_heads_nothing_and_is_shown_marked():
    wrong = claim(
        "The dam held.", findings=(Finding("negation", "it broke"),), status="contradicted"
    )
    made = brief(story(1, headline=wrong), story(2, headline=wrong, status="developing"))
    text = brief_markdown(made)
    assert "\n## 1. Title 1 <span" in text
    assert (
        "⚠ The source says otherwise: The dam held. [1.S1]"
        in text.split("## 1. Title 1")[1].split("## ")[0]
    )
    assert "- Title 2" in section_of(text, "## Still developing")
    assert text.count("negation: it broke") == 2
    page = lxml.html.fromstring(brief_html(made))
    assert page.xpath("//article/h2")[0].text_content().strip() == "1. Title 1"


def test_reasons_are_shown_only_when_asked_for():
    assert "Why here" not in brief_markdown(brief(rich()))
    assert "*Why here: 2 independent sources; section Home, weight 2.*" in brief_markdown(
        brief(rich()), explain=True
    )


def test_a_story_without_a_new_fact_is_one_line_and_takes_no_number():
    still = story(1, status="developing")
    text = brief_markdown(brief(still, story(2)))
    assert "The dam at Monfrei broke. [1.S1]" in section_of(text, "## Still developing")
    assert "\n## 1. The dam" in text
    assert "\n## 2." not in text


@given(
    st.integers(2, 20),
    st.lists(st.tuples(st.integers(1, 6), st.integers(8, 45)), min_size=40, max_size=60),
)
@settings(max_examples=30)
def test_a_brief_comes_near_the_minutes_asked_for_where_there_is_enough_to_tell(minutes, sizes):
    stories = [
        story(n, headline=claim(f"{'word ' * 9}{n}", evidence(n, 1)), summary=tuple(
            claim(f"{'word ' * size}{n} {at}.", evidence(n, at + 2)) for at in range(count)
        ))
        for n, (count, size) in enumerate(sizes, 1)
    ]  # fmt: skip
    made = brief(*stories, minutes=minutes)
    text = brief_markdown(made)
    words, wanted = words_read(text), minutes * 230
    there_is = words_read(brief_markdown(replace(made, minutes=None)))
    assert words <= 1.1 * wanted
    assert words >= 0.9 * min(wanted, there_is)
    told = len(re.findall(r"(?m)^## \d+\. ", text))
    in_a_line = section_of(text, "## In brief").count("\n- ") if "## In brief" in text else 0
    untold = int((re.findall(r"for want of room: (\d+) more", text) or [0])[0])
    assert told >= 1
    assert told + in_a_line + untold == len(stories)


def test_confirmation_by_most_of_the_sources_is_told_in_the_story_and_no_heading():
    said = [claim(f"It broke, {n} say.", sources=n) for n in (1, 2, 3)]
    made = brief(story(1, 2, 3, headline=said[2], summary=tuple(said), outlets=4))
    made = replace(made, top_lines=(said[2],))
    text = brief_markdown(made)
    for told in (text, lxml.html.fromstring(brief_html(made)).text_content()):
        assert told.count("sources)") == told.count("(3 sources)") == 1  # most, and once
    heading, _, origin, *_ = text[text.index("## 1.") :].splitlines()
    assert heading == '## 1. It broke, 3 say. <span id="story-1"></span>'  # no marks in it
    assert origin == "*3 articles, 4 independent sources* [1.S1]"


def test_sections_are_headings_in_the_editors_order_and_top_lines_lead_into_them():
    def one(number, section):
        words = claim(f"Event {number} took place.", evidence(number, 1))
        return story(number, headline=words, section=section)

    named = ("Sport", "Home", "Home", None, "Sport", "Culture")
    stories = tuple(one(number, section) for number, section in enumerate(named, 1))
    lines = tuple(claim(f"Line {n}.", evidence(n, 1)) for n in (3, 5))
    made = brief(*stories, sections=("Home", "Sport", "Culture"), top_lines=lines)
    wanted = ["Home", "1. Event 2", "2. Event 3", "Sport", "3. Event 1", "4. Event 5",
              "General", "5. Event 4", "Culture", "6. Event 6"]  # fmt: skip
    text = brief_markdown(made)
    heads = re.findall(r"(?m)^##+ (Home|General|Sport|Culture|\d+\. Event \d)", text)
    assert heads == wanted
    assert "- Line 3. [3.S1] ([story 2](#story-2))\n- Line 5. [5.S1] ([story 4](#" in text
    page = lxml.html.fromstring(brief_html(made))
    inside = page.xpath("//main//h2 | //main//h3[@class='story']")[1:]
    assert [h.text_content().strip().removesuffix(" took place.") for h in inside] == wanted
    leads = page.xpath("//section[@id='top-lines']//a[@class='to']")
    assert [(a.text_content(), a.get("href")) for a in leads] == [
        ("Line 3.", "#story-2"), ("Line 5.", "#story-4"),
    ]  # fmt: skip
    assert read_entry("2026-11-22.html", brief_html(made)).headlines[0] == "Event 2 took place."
    mail = message_from_bytes(brief_mail(made, Envelope()), policy=policy.default)
    sent = lxml.html.fromstring(mail.get_body(("html",)).get_content())
    told = [h.text_content().removesuffix(" took place.") for h in sent.xpath("//h2 | //h3")[1:]]
    assert told == wanted
    assert sent.xpath("//li/a/@href") == ["#story-2", "#story-4"]
    assert not set(sent.xpath("//a/@href")) - {f"#{each}" for each in sent.xpath("//@id")}
    assert "#story" not in mail.get_body(("plain",)).get_content()
    posted = lxml.html.fromstring(brief_blocks(made, Release()))
    heads = [h.text_content().removesuffix(" took place.") for h in posted.xpath("//h2 | //h3")]
    assert heads[1:-1] == wanted
    value = brief_ninjs(made)["bodies"][0]["value"]
    assert re.findall(r"<h\d>([^<]*?)(?: took place\.)?</h\d>", value)[1:11] == wanted


@pytest.mark.parametrize(("cost", "said"), [(0.0123, "- Cost: $0.0123"), (None, "- Cost: unknown")])
def test_the_cost_is_told_or_said_to_be_unknown(cost, said):
    assert said in brief_markdown(brief(story(1), cost=cost))
    assert said.removeprefix("- ") in brief_html(brief(story(1), cost=cost))


def test_every_mark_of_the_page_leads_to_its_sentence():
    page = lxml.html.fromstring(brief_html(brief(rich())))
    targets = page.xpath("//a[starts-with(@href, '#')]/@href")
    assert len(targets) >= 8
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in targets} <= set(ids)
    assert page.get("lang") == "en"


def test_page_and_markdown_say_the_same_figures():
    made = brief(rich(), story(2, status="developing"))
    page = lxml.html.fromstring(brief_html(made)).text_content()
    first = brief_markdown(made).splitlines()[2]
    assert first in page


@given(st.text(max_size=80) | st.just(HOSTILE))
def test_nothing_written_by_others_acts_on_the_page(text):
    finding = Finding("number", text)
    bad = claim(text, evidence(1, 1, text), findings=(finding,), status="contradicted")
    made = brief(
        replace(rich(), headline=bad, summary=(bad,), section=text, reasons=(text,),
                quotations=(Quotation(text, text, evidence(2, 4, text)),)),
        title=text,
    )  # fmt: skip
    made = replace(
        made, articles=tuple(replace(a, title=text, outlet=text, url=text) for a in made.articles)
    )
    page = lxml.html.document_fromstring(brief_html(made, explain=True))
    (script,) = page.xpath("//script")
    assert script.get("type") == "application/ld+json", "no browser runs it"
    assert json.loads(script.text)["@type"] == "Report"
    assert not page.xpath("//img | //iframe | //object | //@onerror | //@onclick")
    assert all(h.startswith(("#", "http://", "https://")) for h in page.xpath("//@href"))
