"""Every threshold of the checks by name, with where it came from.

"Judged" are the even articles of the judged claims that ``benchmarks/judged.py`` reads; the odd
ones were run and not read.
"""

from __future__ import annotations

UNCARRIED = 0.15
"""Share of a claim's content words that no sentence has in these words or like ones, and that may
be missing still. Judged: true claims of free paraphrase lack more of them than wrong ones do, so
that what turns the sense has to tell, and this only keeps invented statements out."""
SLOT = 4
"""Tokens between two words that both have, within which another word of the source stands where
the claim has one of its own. Judged, and no finer: 3 and 5 give the same."""
ALIKE = 0.75
"""Share of a clause's other terms that its sentence must have before a denial or an opposite there
stands against it. Judged: below it such findings fall on true claims as often as on wrong ones."""
HARDLY, MOSTLY = 0.4, 0.75
"""Shares of a claim's words below and above which a cited sentence says hardly any of it, and
another one most of it. Set by hand; only a hint to the reader hangs on them."""
FEWEST_ALIKE = 3
"""Terms of the shortest clause that can be so judged."""
SURE = frozenset({"negation", "number", "name", "place", "role"})
"""Kinds of finding on the sense of words that may stand against a claim. Certainty and attribution
may not: on the judged claims of six models 5 and 12 of a hundred such findings fell on wrong ones,
where 5 of a hundred claims are wrong."""
