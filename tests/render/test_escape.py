"""What a model wrote is shown as text, never acted on."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefer.render import escape_markdown, plain
from briefer.render.escape import told_markdown

READER = MarkdownIt("gfm-like")
READER.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
SPICE = st.sampled_from(
    [
        *("<b>", "![x](y)", "[S3](http://a.b)", "**", "__", "`", "~~", "&amp;", "&#60;", "\\", "|"),
        *("# ", "- ", "1. ", "> ", "==", "\n\n", "\n---\n"),
        *("http://x.y", "www.x.y", "a@b.c", "\x1b[31m", "\u202e"),
    ]
)
TEXTS = st.lists(st.text(max_size=8) | SPICE, max_size=12).map("".join)


def shown(source):
    tokens = READER.parse(source)
    return tokens, html.unescape(re.sub(r"<[^>]*>", "", READER.render(source))).strip("\n")


@given(TEXTS)
def test_a_markdown_reader_shows_exactly_the_plain_text(text):
    tokens, seen = shown(escape_markdown(text))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    kinds = {child.type for token in tokens for child in token.children or []}
    assert kinds <= {"text", "text_special"}
    assert seen == plain(text)


@given(TEXTS)
def test_plain_text_is_one_line_without_control_characters(text):
    line = plain(text)
    assert line.splitlines() in ([], [line])
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("![pixel](http://evil)", "\\!\\[pixel\\](http\\://evil)"),
        ("See www.evil.example now", "See www\\.evil.example now"),
        ("mail a@b.example", "mail a\\@b.example"),
        ("1. First", "1\\. First"),
        ("- dash", "\\- dash"),
        ("---", "\\---"),
        ("-5 degrees", "-5 degrees"),
        (">quote", "\\>quote"),
        ("#1 hit", "#1 hit"),
        ("my_file_name.txt | _so_", "my_file_name.txt | \\_so\\_"),
        (
            "30–50 % (about 3.5) at 10:30; R&D, £7m & more!",
            "30–50 % (about 3.5) at 10:30; R&D, £7m & more!",
        ),
        ("\x1b]8;;http://evil\x07click", "]8;;http\\://evilclick".replace("]", "\\]")),
    ],
)
def test_text_is_escaped_no_more_than_needed(text, source):
    assert escape_markdown(text) == source


def test_an_address_in_our_own_words_stands_as_it_is_typed():
    said = "https://example.org/a_b: 404 *gone*, see http://example.net/x?q=1."
    assert told_markdown(said) == (
        "<https://example.org/a_b>: 404 \\*gone\\*, see <http://example.net/x?q=1>."
    )
    assert told_markdown("no <b>address</b>") == escape_markdown("no <b>address</b>")
