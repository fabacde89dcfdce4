"""A brief as blocks of WordPress's editor: whole, harmless, and exchanged without loss."""

import re
from dataclasses import replace

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer import api
from briefer.model import Article, Correction, Release
from briefer.render import brief_anchor, brief_blocks, with_blocks

COMMENT = re.compile(r"<!-- (/?)wp:([a-z-]+)")
HOSTILE = "[gallery id=1] <!-- wp:html --> <script>x</script> https://evil.example/x"
GROUP = (
    '<!-- wp:group {"layout":{"type":"constrained"}} -->\n<div id="mine"><!-- wp:separator /-->'
    "</div>\n<!-- /wp:group -->"
)
AROUND = st.lists(
    st.sampled_from(
        [
            "<!-- wp:paragraph -->\n<p>An editor's own words.</p>\n<!-- /wp:paragraph -->",
            '<!-- wp:image {"id":7,"meta":{"a":"}"}} /-->',
            GROUP,
            "<!-- /wp:group -->",
            "<p>briefer-0123456789abcdef</p>",
        ]
    ),
    max_size=4,
).map("\n\n".join)


@pytest.fixture(scope="module")
def brief():
    article = Article(
        "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people.",
        title="Dam breaks",
        url="https://valley.example.org/dam",
        outlet="The Valley Post",
        source="dam.txt",
    )
    return api.daily([article], date="2026-11-22", model="extractive")


def test_every_block_is_closed_and_nothing_that_others_wrote_acts(brief):
    claim = replace(brief.stories[0].summary[0], text=HOSTILE)
    made = replace(brief, top_lines=(claim, *brief.top_lines))
    blocks = brief_blocks(made, Release(), site="https://news.example.org/b/")
    opened = []
    for closes, name in COMMENT.findall(blocks):
        if closes:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert not opened
    assert "[" not in blocks
    page = lxml.html.document_fromstring(blocks)
    assert set(page.xpath("//a/@href")) == {
        "https://valley.example.org/dam",
        "https://news.example.org/b/2026-11-22.html",
    }
    said = page.text_content()
    assert "not reviewed by a person" in said
    assert HOSTILE in said
    assert "The dam at Monfrei broke on Monday." in said
    assert page.get_element_by_id(brief_anchor(brief)).get("class") == "wp-block-group briefer"


@given(before=AROUND, after=AROUND)
def test_a_correction_exchanges_the_brief_and_leaves_what_an_editor_added(brief, before, after):
    first = brief_blocks(brief, Release())
    wrapped = first.replace("\n<div id", '\n<div data-x="1" id', 1)  # as an editor may save it
    then = replace(brief, version=2, corrections=(Correction("$", "6", "7", "grew", "2026-11-23"),))
    second = brief_blocks(then, Release())
    assert "Corrected on 23 November 2026." in second
    content = f"{before}\n\n{wrapped}\n\n{after}"
    assert with_blocks(content, second, brief_anchor(then)) == f"{before}\n\n{second}\n\n{after}"
    assert with_blocks(f"{before}{after}", second, brief_anchor(then)) is None
