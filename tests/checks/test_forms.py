"""The table of a sentence's names leaves out none that a name can be."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from briefer.analysis.entities import read_names
from briefer.analysis.tokens import words
from briefer.checks.mentions import forms_of, same_entity

WORDS = st.sampled_from(
    "Anna Anne Lund Lunds Lundt Marsh Marshs Kelburgh Kelburg Kellburgh European Union EU E.U. "
    "World Health Organization WHO City Manchester United Germany German Berlin".split()
)
LISTS = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6)


@given(LISTS, LISTS)
def test_two_names_that_can_be_of_one_thing_share_a_form(mine, theirs):
    one, other = (
        read_names(words(f"it saw {', then '.join(texts)} ."), "en") for texts in (mine, theirs)
    )
    for a, b in product(one, other):
        assert not same_entity(a, b) or forms_of(a) & forms_of(b)
