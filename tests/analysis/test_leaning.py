"""A sentence that begins with a pronoun for what was named before it."""

from briefer.analysis.leaning import leans


def test_a_pronoun_leans_and_an_article_or_an_opener_does_not():
    leaning = [
        ("Her office said that she would visit on Monday.", "en"),
        ('"She was the first who looked at us."', "en"),
        ("Sie wird am Montag erwartet.", "de"),
        ("Elle sera jugée lundi.", "fr"),
    ]
    free = [
        ("Herring will be landed on Monday.", "en"),
        ("There will be a vote on Monday.", "en"),
        ("There is a vote on Monday.", "en"),
        ("I do not need him to sit.", "en"),
        ("Das Urteil wird am Montag verkündet.", "de"),
        ("En janvier, la cour tranchera.", "fr"),
        ("", "en"),
    ]
    assert [text for text, language in leaning if not leans(text, language)] == []
    assert [text for text, language in free if leans(text, language)] == []
