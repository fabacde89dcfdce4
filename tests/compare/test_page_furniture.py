"""Lines that change with every look at a page are no news; figures in any script are."""

import pytest

from briefer.compare.versions.alignment import align
from briefer.compare.versions.changes import changes
from briefer.compare.versions.surface import is_furniture
from briefer.model import NOT_FACTUAL, Article
from briefer.text import split

STORY = (
    "The harbour board on Friday approved a plan to rebuild the western pier.",
    "The work will begin in March and last eleven months.",
)


def factual(old, new, **fields):
    one, other = (split(Article("\n\n".join([*STORY, line]), **fields)) for line in (old, new))
    assert align(one, other).pairs
    return [each.type for each in changes(one, other) if each.type not in NOT_FACTUAL]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2 days ago", "3 days ago"),
        ("Updated 5 hours ago", "Updated an hour ago"),
        ("2h ago", "9h ago"),
        ("4 min read", "5 min read"),
        ("Reading time: 4 minutes", "Reading time: 5 minutes"),
        ("34 comments", "57 comments"),
        ("Comments (34)", "Comments (57)"),
        ("1.2K shares", "2.3K shares"),
        ("Listen to this article 4:12", "Listen to this article 4:35"),
        ("4:12", "4:35"),
        ("© 2025 Harbour Gazette", "© 2026 Harbour Gazette"),
        ("Copyright 2025 Harbour Gazette. All rights reserved.", "Copyright 2026 Harbour Gazette."),
        ("Hask 12°C", "Hask 14°C"),
        ("Weather: Hask, 12 °C, rain", "Weather: Hask, 3 °C, snow"),
        ("vor 2 Tagen", "vor 3 Tagen"),
        ("34 Kommentare", "57 Kommentare"),
        ("Lesezeit: 4 Min.", "Lesezeit: 5 Min."),
        ("il y a 2 jours", "il y a 3 jours"),
        ("34 commentaires", "57 commentaires"),
        ("1,204 likes · 88 shares", "1,305 likes · 91 shares"),
        ("By Anna Berg | 5 min read", "By Anna Berg | 6 min read"),
        ("👍 12 💬 5", "👍 13 💬 7"),
    ],
)
def test_counts_ages_and_lengths_round_a_story_are_no_facts(old, new):
    assert is_furniture(old)
    assert factual(old, new) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The board had 34 comments from the town.", "The board had 57 comments from the town."),
        ("Two days ago 34 boats left.", "Two days ago 57 boats left."),
        ("The temperature in Hask rose to 31°C.", "The temperature in Hask rose to 41°C."),
        ("The train leaves at 4:12 on Friday.", "The train leaves at 4:35 on Friday."),
        ("Dead – 34", "Dead – 57"),
        ("The firm sold 1.2 million shares.", "The firm sold 2.3 million shares."),
    ],
)
def test_the_same_words_in_a_sentence_of_the_story_are_facts(old, new):
    assert factual(old, new) != []


@pytest.mark.parametrize(
    ("language", "old", "new", "kind"),
    [
        ("zh", "政府投资3亿元建设码头。", "政府投资3万元建设码头。", "money"),
        ("zh", "港口有3亿吨货物。", "港口有3万吨货物。", "number"),
        ("ja", "政府は3億円を投資する。", "政府は3万円を投資する。", "money"),
        (
            "nl",
            "De regering geeft 1,5 miljard euro.",
            "De regering geeft 1,5 miljoen euro.",
            "money",
        ),
    ],
)
def test_a_magnitude_that_another_stands_in_for_changes_the_figure(language, old, new, kind):
    one, other = (split(Article(text, language=language)) for text in (old, new))
    assert [each.type for each in changes(one, other)] == [kind]
