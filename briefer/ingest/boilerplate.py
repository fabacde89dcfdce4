"""Lines that pages and feeds put between and behind an article's paragraphs."""

from __future__ import annotations

import re

from briefer import lang
from briefer.analysis.furniture import LONGEST, is_furniture
from briefer.ingest.making import one_line, same_words
from briefer.ingest.markup import Block

_PAGES = lang.page_phrases()
_LEAD_IN = re.compile(rf"[\W_]*(?:{'|'.join(_PAGES.lead_ins)})\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?][\"'”’»)\]]*\Z")


def without_boilerplate(blocks: list[Block], *, title: str | None = None) -> list[Block]:
    """Leave out share and subscribe prompts, cookie bars, credits, links to other stories.

    A lead-in such as "Related" takes with it the list items behind it. Long paragraphs stay.
    A heading with nothing behind it goes too, and so does a first block that is the title.
    """
    shown = one_line(title)
    kept: list[Block] = []
    listing = False
    for index, block in enumerate(blocks):
        if index == 0 and shown and same_words(block.text, shown):
            continue
        leads_in = _is_lead_in(block)
        if leads_in or is_furniture(block.text):
            # A label alone heads a list; one with a link behind it is over at the line's end.
            listing = leads_in and not _after_label(block)
            continue
        if listing and (block.kind == "item" or _is_bare_title(block)):
            continue
        listing = False
        kept.append(block)
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return kept


def _is_lead_in(block: Block) -> bool:
    if len(block.text) > LONGEST or not (match := _LEAD_IN.match(block.text)):
        return False
    rest = block.text[match.end() :]
    return (
        rest[:1] in (":", "…", "")
        or block.kind != "prose"
        or (not _SENTENCE.search(rest) and len(rest) < LONGEST / 2)
    )


def _after_label(block: Block) -> bool:
    match = _LEAD_IN.match(block.text)
    rest = block.text[match.end() :] if match else ""
    return ":" in rest and bool(rest.partition(":")[2].strip())


def _is_bare_title(block: Block) -> bool:
    return (
        block.kind == "prose" and not _SENTENCE.search(block.text) and len(block.text) < LONGEST / 2
    )
