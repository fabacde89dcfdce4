"""How many words of a brief are for reading, counted in what is printed."""

import re

from briefer.render import with_evidence

_MARKUP = re.compile(r" \(\[story \d+\]\(#story-\d+\)\)|<span [^>]*></span>")


def words_read(markdown):
    """Count the words of a brief's Markdown before its sources, without marks."""
    told = _MARKUP.sub("", with_evidence(markdown, "none").split("\n## Sources")[0])
    return sum(any(map(str.isalnum, word)) for word in told.split())
