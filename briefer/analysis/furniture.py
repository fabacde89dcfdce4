"""Lines that a page puts round an article, and what is left of one without them."""

from __future__ import annotations

import re
from itertools import groupby

from briefer import lang
from briefer.analysis.injection import news_of
from briefer.model import Document, Sentence

_PAGES = lang.page_phrases()
_PROMPT = re.compile(
    rf"[\W_]*(?:{'|'.join(_PAGES.prompts)})(?:(?<=[\W\d])|(?!\w))",
    re.IGNORECASE,
)
"""Whole words: a paragraph about registered voters does not ask anybody to register."""

_CREDIT = re.compile(
    rf"(?:\(?(?:{'|'.join(_PAGES.credit_nouns)})(?: credit| by| courtesy)?\s*[:/©]"
    rf"|{'|'.join(_PAGES.credit_lines)})",
    re.IGNORECASE,
)
_SHARE_WORDS = frozenset(_PAGES.share_words)
LONGEST = 200
"""Code points past which a paragraph is the author's, however it begins."""


def is_furniture(text: str) -> bool:
    """Return whether a paragraph asks its reader to do something, or credits a picture."""
    if len(text) > LONGEST:
        return False
    if is_picture_credit(text):
        return True
    words = [word.strip(",|·•/()").lower() for word in text.split()]
    if all(word in _SHARE_WORDS or not word for word in words):
        return True
    return bool(_PROMPT.match(text))


def is_picture_credit(text: str) -> bool:
    """Return whether a line begins as one does that says whose a picture is."""
    return _CREDIT.match(text) is not None


def reported(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of an article that a model is shown: its news without page furniture.

    Where that leaves none, it is all that `news_of` has. Where every sentence is shown, it is
    ``document.sentences`` itself.
    """
    news = news_of(document)
    aside = {
        sentence.id
        for _, paragraph in groupby(news, key=lambda each: each.paragraph)
        for sentence in _furniture(list(paragraph))
    }
    if not aside or len(aside) == len(news):
        return news
    return tuple(sentence for sentence in news if sentence.id not in aside)


def _furniture(paragraph: list[Sentence]) -> list[Sentence]:
    """Return a paragraph's sentences if all of it is furniture."""
    length = paragraph[-1].end - paragraph[0].start
    if length > LONGEST:
        return []
    return paragraph if is_furniture(" ".join(each.text for each in paragraph)) else []
