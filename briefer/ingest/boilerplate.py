"""Lines that pages and feeds put between and behind an article's paragraphs."""

from __future__ import annotations

import re

from briefer.ingest.making import one_line, same_words
from briefer.ingest.markup import Block

_LEAD_INS = (
    "read (?:more|also|next|the full)|also read|see also|more on|related|recommended|most (?:read"
    "|popular)"
    "|you (?:may|might) (?:also )?(?:like|be interested)|don['’]t miss|editor['’]s picks|up next"
    "|watch(?: now| also|:)|listen(?: now| to this|:)|in pictures|gallery|trending|top stories"
    "|lesen sie (?:auch|mehr)|mehr zum thema|auch interessant|das könnte sie|lire aussi|à lire"
    "|sur le même sujet|leia também|veja também|lee también|te puede interesar|leggi anche|les også"
)
_PROMPTS = (
    "share (?:this|on|via)|copy link|follow us|sign up|subscribe|log in|register|advertisement"
    "|sponsored|comments?(?: \\(\\d+\\))?$|leave a (?:comment|reply)|skip to|back to top|print this"
    "|save (?:this )?(?:article|story|for later)|listen to (?:this )?article|get (?:the"
    "|our) .{0,40}"
    "(?:newsletter|app|alerts)|download (?:the|our) app|support our journalism|become a (?:member"
    "|subscriber)"
    "|we use cookies|this (?:site|website) uses cookies|by (?:clicking|continuing|subscribing"
    "|signing up)"
    "|accept (?:all|cookies)|manage (?:cookies|preferences)|cookie (?:policy|settings)"
    "|all rights reserved"
    "|(?:©|\\(c\\)|copyright) |view (?:this email )?in (?:your )?browser|unsubscribe"
    "|manage your subscription"
    "|enable javascript|please (?:enable|turn on)|anzeige$|werbung$|publicité$|teilen$|partager$"
    "|newsletter abonnieren|jetzt abonnieren|story continues below|article continues below"
    "|continue reading|the post .{1,300} appeared first on|this article (?:was )?first appeared"
    "|(?:\\d+ )?min(?:ute)?s? read|published (?:on )?\\d|updated (?:on )?\\d|last (?:updated"
    "|modified)"
)
_LEAD_IN = re.compile(rf"[\W_]*(?:{_LEAD_INS})\b", re.IGNORECASE)
_PROMPT = re.compile(rf"[\W_]*(?:{_PROMPTS})", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:\(?(?:photo(?:graph)?|image|picture|video|illustration|graphic|foto|bild|crédits?)"
    r"(?: credit| by| courtesy)?\s*[:/©]|(?:photo(?:graph)?|image|picture) (?:by|courtesy) )",
    re.IGNORECASE,
)
_SHARE_WORDS = frozenset(
    "facebook twitter x whatsapp telegram linkedin reddit email e-mail mail print share copy link"
    " bluesky mastodon threads pinterest pocket flipboard teilen drucken partager".split()
)
_SENTENCE = re.compile(r"[.!?][\"'”’»)\]]*\Z")
_LONG = 200
"""Code points past which a paragraph is the author's, however it begins."""


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
        if leads_in or _is_prompt(block):
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
    if len(block.text) > _LONG or not (match := _LEAD_IN.match(block.text)):
        return False
    rest = block.text[match.end() :]
    return (
        rest[:1] in (":", "…", "")
        or block.kind != "prose"
        or (not _SENTENCE.search(rest) and len(rest) < _LONG / 2)
    )


def _after_label(block: Block) -> bool:
    match = _LEAD_IN.match(block.text)
    rest = block.text[match.end() :] if match else ""
    return ":" in rest and bool(rest.partition(":")[2].strip())


def _is_prompt(block: Block) -> bool:
    text = block.text
    if len(text) > _LONG:
        return False
    if _CREDIT.match(text):
        return True
    words = [word.strip(",|·•/()").lower() for word in text.split()]
    if all(word in _SHARE_WORDS or not word for word in words):
        return True
    return bool(_PROMPT.match(text))


def _is_bare_title(block: Block) -> bool:
    return (
        block.kind == "prose" and not _SENTENCE.search(block.text) and len(block.text) < _LONG / 2
    )
