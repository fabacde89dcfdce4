"""Drafts as editors have them: what counts as a place in them, and where it stands."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import BrieferError, NoArticleError
from briefer.ingest import draft_from_text, read_draft

MARKDOWN = """---
title: Fares rise
sources: [wire/story.txt, "https://example.org/story"]
---

# Fares rise to **$3.90**

<!-- TK: is it 555? -->
The council voted [7 to 4](https://example.org/2026/11/22) on
Tuesday \\$5 `plain` [S7]. It was late.
## Who pays
- Children under 12 ride free
> "We had no choice," Ruiz said.

| Fare | New |
|------|----:|
| Single | $2.90 |
"""
HTML = """<!doctype html><html><head><title>Site title</title><style>p { top: 1 }</style></head>
<body><h1>Fares rise to <b>$3.90</b></h1><p>The council voted
7 to&nbsp;4.<br>It was late.</p><ul><li>Children ride free</li></ul>
<script>var fare = 9</script><!-- 555 -->
<table><caption>Fares</caption><tr><th>Fare</th><td>$2.90</td></tr></table>
<blockquote>"We had no choice," Ruiz said.</blockquote></body></html>
"""


def told(draft):
    return [(each.kind, each.line, each.text) for each in draft.passages]


def test_every_place_of_a_markdown_draft_stands_alone_as_a_reader_sees_it():
    draft = draft_from_text(MARKDOWN)
    assert draft.sources == ("wire/story.txt", "https://example.org/story")
    assert told(draft) == [
        ("heading", 2, "Fares rise"),
        ("heading", 6, "Fares rise to $3.90"),
        ("prose", 9, "The council voted 7 to 4 on Tuesday $5 plain."),
        ("prose", 10, "It was late."),
        ("heading", 11, "Who pays"),
        ("item", 12, "Children under 12 ride free"),
        ("prose", 13, '"We had no choice," Ruiz said.'),
        ("cell", 15, "Fare"),
        ("cell", 15, "New"),
        ("cell", 17, "Single"),
        ("cell", 17, "$2.90"),
    ]
    for each in draft.passages:
        stands = MARKDOWN[each.start : each.end].replace("*", "")
        assert stands.split()[0] == each.text.split()[0]


def test_every_place_of_an_html_draft_stands_alone_with_its_line():
    assert told(read_draft(HTML.encode(), source="draft.html")) == [
        ("heading", 1, "Site title"),
        ("heading", 2, "Fares rise to $3.90"),
        ("prose", 2, "The council voted 7 to 4."),
        ("prose", 2, "It was late."),
        ("item", 3, "Children ride free"),
        ("prose", 5, "Fares"),
        ("cell", 5, "Fare"),
        ("cell", 5, "$2.90"),
        ("prose", 6, '"We had no choice," Ruiz said.'),
    ]


@pytest.mark.parametrize("text", ["# Fares rise\n", "Title: Fares rise", "<h1>Fares rise</h1>"])
def test_a_draft_may_be_a_title_and_no_more(text):
    (title,) = draft_from_text(text).passages
    assert (title.kind, title.text, title.line) == ("heading", "Fares rise", 1)


def test_a_draft_without_words_is_none():
    for text in ("", "---\nsources: [a.txt]\n---\n", "<p></p>", "***\n"):
        with pytest.raises(NoArticleError):
            draft_from_text(text)


@given(st.text(alphabet="aB1. \n#|->*`[]()<!&;\\$_~=\"'", max_size=80))
def test_a_passage_holds_words_and_stands_where_it_says(text):
    try:
        draft = read_draft(text.encode(), source="draft.md")
    except BrieferError:
        return
    for each in draft.passages:
        assert any(char.isalnum() for char in each.text)
        assert 0 <= each.start <= each.end
        assert each.line >= 0


@pytest.mark.parametrize(
    "piece", ["<!--", "[a](", "| a ", "**a", "<p>", "`", "> ", "![", "- a\n", "&amp;"]
)
def test_reading_takes_no_more_than_its_share_of_time(piece):
    def took(times):
        started = time.process_time()
        draft_from_text("Fares rise. " + piece * times)
        return time.process_time() - started

    took(100)
    assert took(8_000) < 1.5
