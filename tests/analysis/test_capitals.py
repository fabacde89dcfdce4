import pytest

from briefer.analysis.capitals import known_capitals
from briefer.analysis.tokens import words


@pytest.mark.parametrize(
    ("sentences", "language", "expected"),
    [
        (["Yesterday Rydell spoke.", "Nobody answered."], "en", {"rydell"}),
        (["He met Baker.", "A baker fled."], "en", set()),
        (["“Captain Orsk left.”"], "en", {"orsk"}),
        (["Die Geschäftsführerin Katrin Oltmanns schwieg."], "de", {"katrin", "oltmanns"}),
        (["Sie kam aus Kelmar."], "de", {"kelmar"}),
        ([], "en", set()),
    ],
)
def test_what_has_a_capital_in_mid_sentence_and_is_nowhere_small_is_known(
    sentences, language, expected
):
    found = known_capitals((words(text, language), language) for text in sentences)
    assert found == expected
