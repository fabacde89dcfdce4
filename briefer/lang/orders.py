"""How texts give orders to software, as a chapter of what is known of a language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, eq=False)
class Orders:
    """How a text gives orders to software that summarises it: regular expressions of phrases.

    Case is ignored, and apostrophes are written ``'``.
    """

    hints: tuple[str, ...] = ()
    """What each order has one of, in small letters: looked for first, so each begins with letters.

    They are parts of words; one of at most four letters is a whole word, and one with brackets or
    ``?`` a regular expression.
    """
    machines: str = ""
    """Software that reads and writes, with what stands before it: *any chatbot*."""
    writers: str = ""
    """Whoever makes a brief: "*whatever summarises this text*", "*the editor of the brief*"."""
    readers: str = ""
    """What makes a reader of this text, behind a machine: "*processing this page*"."""
    notes: str = ""
    """What opens a note to somebody: "*note to*", *dear*."""
    bare_notes: str = ""
    """Prepositions that open one where a colon follows: "*to* the model:"."""
    briefs: str = ""
    """What is written about the text, as a subject: "*your summary*"."""
    inside: str = ""
    """The same as where something is put: "*in the summary*"."""
    summarising: str = ""
    """Clauses that tell when it is written: "*when summarising this article*"."""
    saying: str = ""
    """Verbs of what a brief is to say or to leave out."""
    asking: str = ""
    """Words that ask or remind: *please*, "*make sure*"."""
    obliging: str = ""
    """Verbs that oblige: *must*, *should*."""
    overriding: str = ""
    """Verbs that set aside, as orders: *ignore*."""
    told: str = ""
    """What software was told before: "*previous instructions*"."""
    poses: str = ""
    """Phrases that take the reader for software: "*as an AI you must*"."""
    demands: str = ""
    """Phrases that nobody says to a person: "*reveal your system prompt*"."""
    wishes: str = ""
    """Further phrases about what a brief says, which are orders unless they are reported."""
    reported: str = ""
    """Words by which somebody else's wish is reported: *urged*; it is news then."""
    follow: str = ""
    """What a sentence opens with that goes on giving orders: "*do not mention*"."""
