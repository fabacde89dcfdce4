"""Sentences of an article that are addressed to a machine, not to readers."""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"\[(?:\d+\.)?S\d+\]"  # marks that only we make
    r"|```|<\|[\w ]+\|>|\{[{%].*[%}]\}|\[/?INST\]|<</?SYS>>"
    r"|</?(?:article|source|script|system|user|assistant|instructions?|iframe|img|style)\b[^>]*>"
    r"|\bjavascript:|!\[[^\]]*\]\([^)]*\)"
    r"|\{\s*\"\w+\"\s*:"
    r"|\x1b|\x07|\x9b"
)
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,40}"
    r"\b(?:instructions?|prompts?|guidelines|the source|all of the above|what was said before)\b"
    r"|\byou are (?:now )?(?:in \w+ mode|an? (?:\w+ )?(?:AI|language model|assistant|chatbot))\b"
    r"|^\W*(?:system|assistant|developer)\s*(?:prompt|message)?\s*:"
    r"|\bmark (?:all|every|each) claims?\b|\b(?:confirmed|supported) claims? only\b"
    r"|\b(?:respond|reply|answer|output) (?:only )?(?:with|in) (?:json|the following)\b"
    r"|\b(?:as an AI|this (?:AI|model|assistant|summari[sz]er)) (?:must|should)\b"
    r"|\bignorez\b[^.!?]{0,40}\b(?:instructions?|consignes?)\b"
    r"|\bignorier(?:e|en|t)\b[^.!?]{0,40}\b(?:anweisung(?:en)?|vorgaben?)\b"
    r"|\bignor[ae](?:d|n)?\b[^.!?]{0,40}\b(?:instrucciones|istruzioni|instruções)\b",
    re.IGNORECASE,
)

_FOLDED = re.compile("[\u0130\u0131\u017f\u212a]")
"""What letters of ours are when case is ignored, beside their lower case: there are no others."""

_PERHAPS_MARKUP = re.compile(r"[\[<{`\x1b\x07\x9b]|javascript:")
_PERHAPS_ORDER = (
    *("ignor", "disregard", "forget", "override", "bypass", "you are", "claim", "json"),
    *("the following", "system", "assistant", "developer", "as an ai", "this ai", "this model"),
    "this summari",
)
"""What every match has one of, in lower case: looked for first, since nearly no sentence has."""


def is_addressed_to_machine(text: str) -> bool:
    """Return whether a sentence gives orders to whatever software reads it, or poses as its own.

    It holds what only programs write for each other (fake sentence marks, chat templates,
    closing tags of a fence, terminal escapes), or an order to a model in one of six languages. It
    knows the common forms, not every one that could be thought of.
    """
    if _PERHAPS_MARKUP.search(text) and _MARKUP.search(text):
        return True
    return _may_order(text) and _ORDER.search(text) is not None


def may_address_machine(text: str) -> bool:
    """Return whether a sentence of this text may be so addressed; quicker than asking of each."""
    return _PERHAPS_MARKUP.search(text) is not None or _may_order(text)


def _may_order(text: str) -> bool:
    small = text.lower()
    return any(part in small for part in _PERHAPS_ORDER) or (
        not text.isascii() and _FOLDED.search(text) is not None
    )
