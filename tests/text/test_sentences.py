import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefer.model import Article
from briefer.text import split
from briefer.text.sentences import MAX_SENTENCE
from tests.support.repository import ARTICLES
from tests.support.timing import processor_time

FIXTURES = sorted(ARTICLES.glob("*.*"))


def texts(text, language="en"):
    return [s.text for s in split(Article(text, language=language)).sentences]


def kinds(text):
    return [(s.kind, s.text) for s in split(Article(text, language="en")).sentences]


# A text that looks like articles look: words, stops, quotes, line ends and marks of all sorts.
VISIBLE = (
    "a B word Word 3 12. 1. 2. U.S. Dr. p.m. № . ! ? … 。 ！ , ; : “ ” ‘ ’ \" ' « » „ 「 」 ( ) [ "
    "] - – — * ** _ # ## > >> | |--| ``` ~~~ === --- & 中文 עברית العربية 😀 👩\u200d👧 é e\u0301 "
    "iPhone https://a.b/c?d=E.F a@b.C"
)
SPACES = [" ", " ", "  ", "\n", "\n", "\n\n", "\r\n", "\r", "\u2028", "\f", "\x0b", "\x85", "\t"]
ODDITIES = ["\x00", "\ufeff", "\u200b", "\u200f", "\ud800", "\udfff", "\xa0", "\u3000", "\x1c"]
ATOMS = st.sampled_from([*VISIBLE.split(), *SPACES, *ODDITIES])
LIKELY = st.lists(ATOMS, max_size=60).map("".join)
ANY = st.text(st.characters(), max_size=200)
MARKS = re.compile(
    r"[\s>]*(?:#{1,6}|[-*+•‣–]|\d{1,3}[.)])?[\s>]*$|[\s>]*(?:[\s*_=~#|:+•·–—-]*|[`~]{3,}[\w+#.-]*)\s*$"
)
NEWLINE = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
INVISIBLE = str.maketrans("", "", "\x00\ufeff\u200b")


@settings(deadline=None, max_examples=400)
@given(st.one_of(LIKELY, ANY), st.sampled_from([None, "en", "de", "fr", "zh", "xx-YY", "?", ""]))
@example("a.\n> b. C\n\n> d", None)
@example("\ud800. B. \udfff", "en")
def test_spans_match_the_text_in_order_and_cover_all_but_marks(text, language):
    document = split(Article(text, language=language))
    end = 0
    uncovered = []
    for number, sentence in enumerate(document.sentences, 1):
        assert sentence.id == f"S{number}"
        assert text[sentence.start : sentence.end] == sentence.text
        assert end <= sentence.start < sentence.end <= len(text)
        assert len(sentence.text) <= MAX_SENTENCE
        assert not sentence.text[0].isspace()
        assert not sentence.text[-1].isspace()
        uncovered.append(text[end : sentence.start])
        end = sentence.end
    uncovered.append(text[end:])
    for gap in uncovered:
        for line in NEWLINE.split(gap):
            assert MARKS.match(line.translate(INVISIBLE)), (gap, text)
    assert split(Article(text, language=language)) == document


@settings(deadline=None, max_examples=100)
@given(LIKELY, st.integers(0, 30))
def test_sentences_begin_no_earlier_than_the_body(text, start):
    body_start = min(start, len(text))
    for sentence in split(Article(text, body_start=body_start)).sentences:
        assert sentence.start >= body_start


@settings(deadline=None, max_examples=50)
@given(st.text(st.sampled_from("ab .\u0301😀“"), min_size=1500, max_size=6000))
def test_long_texts_are_covered_too(text):
    document = split(Article("x" + text))
    assert all(len(s.text) <= MAX_SENTENCE for s in document.sentences)
    covered = "".join(s.text for s in document.sentences)
    assert covered.replace(" ", "") == ("x" + text).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He met U.S. Defense Secretary Pete Hegseth. He lives in the U.S. She left.",
            ["He met U.S. Defense Secretary Pete Hegseth.", "He lives in the U.S.", "She left."],
        ),
        (
            "At 5 p.m. Friday he left. It was 8 a.m. They slept until 9 a.m. EST on Monday.",
            [
                "At 5 p.m. Friday he left.",
                "It was 8 a.m.",
                "They slept until 9 a.m. EST on Monday.",
            ],
        ),
        (
            "Sule and Pell abstained; Ms. Pell said so. Dr. J. R. Smith and George W. Bush came.",
            [
                "Sule and Pell abstained; Ms. Pell said so.",
                "Dr. J. R. Smith and George W. Bush came.",
            ],
        ),
        (
            "The No. 3 seed won on Jan. 5. Did he? No. He lost. Lt. Col. Vindman, Sen. X left.",
            [
                "The No. 3 seed won on Jan. 5.",
                "Did he?",
                "No.",
                "He lost.",
                "Lt. Col. Vindman, Sen. X left.",
            ],
        ),
        (
            "It rose 3.5 percent to $2.90. Some 1,000.5 tons. He is 42. She is 40.",
            ["It rose 3.5 percent to $2.90.", "Some 1,000.5 tons.", "He is 42.", "She is 40."],
        ),
        (
            "Well... maybe. He said … nothing. Wait... What? Gone… Next one.",
            ["Well... maybe.", "He said … nothing.", "Wait...", "What?", "Gone…", "Next one."],
        ),
        (
            "“We will win.” She said so. “Will you?” he asked. “No!” she said.",
            ["“We will win.”", "She said so.", "“Will you?” he asked.", "“No!” she said."],
        ),
        (
            '"Will you go?" Smith asked. "Never!" Then he left the room for good.',
            ['"Will you go?" Smith asked.', '"Never!"', "Then he left the room for good."],
        ),
        (
            "“We came here. We saw it. We left,” he said. “No. We will not go,” she said.",
            [
                "“We came here.",
                "We saw it.",
                "We left,” he said.",
                "“No. We will not go,” she said.",
            ],
        ),
        (
            "The film “Oh! What a lovely war” opened. He called it “a mess. Truly.” and left.",
            ["The film “Oh! What a lovely war” opened.", "He called it “a mess. Truly.” and left."],
        ),
        (
            "(He saw it all happen.) Then *she left.* **They** stayed. Yes.[1] Then more.² Next.",
            [
                "(He saw it all happen.)",
                "Then *she left.*",
                "**They** stayed.",
                "Yes.[1]",
                "Then more.²",
                "Next.",
            ],
        ),
        (
            "See https://example.org/a.b?c=d. Then [go](https://a.b/C.D!E) home. Ask a@b.Com now.",
            [
                "See https://example.org/a.b?c=d.",
                "Then [go](https://a.b/C.D!E) home.",
                "Ask a@b.Com now.",
            ],
        ),
        (
            "It rose in May. He told me. On May 5 it fell. Annagh 3 (Gardiner 19, Park 72) lost.",
            [
                "It rose in May.",
                "He told me.",
                "On May 5 it fell.",
                "Annagh 3 (Gardiner 19, Park 72) lost.",
            ],
        ),
        (
            "Doe voted \"no.\" \"I can't.\" Workers' pay rose. It didn't fall. 'Really?' he asked.",
            [
                'Doe voted "no."',
                '"I can\'t."',
                "Workers' pay rose.",
                "It didn't fall.",
                "'Really?' he asked.",
            ],
        ),
        (
            '"Are you?" "Yes," she said. He didn\'t know. "\'Tis so."',
            ['"Are you?"', '"Yes," she said.', "He didn't know.", '"\'Tis so."'],
        ),
        (
            "iPhone sales fell. eBay rose. Approx. 5 men.",
            ["iPhone sales fell.", "eBay rose.", "Approx. 5 men."],
        ),
        ("no caps here. none at all. right?", ["no caps here.", "none at all.", "right?"]),
        ("He won. 🎉 🎉", ["He won. 🎉 🎉"]),
        ("One without a stop", ["One without a stop"]),
    ],
)
def test_news_prose_is_cut_as_a_reader_would(text, expected):
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "de",
            "Am 5. Mai kam der 1. FC Köln im 19. Jahrhundert. „Warum?“, fragte sie. Er ist 42. Ja.",
            [
                "Am 5. Mai kam der 1. FC Köln im 19. Jahrhundert.",
                "„Warum?“, fragte sie.",
                "Er ist 42.",
                "Ja.",
            ],
        ),
        (
            "fr",
            "M. Dupont vient. « Ça va ? » demande-t-il. « Nous sommes là. Nous restons. » Bien.",
            [
                "M. Dupont vient.",
                "« Ça va ? » demande-t-il.",
                "« Nous sommes là.",
                "Nous restons. »",
                "Bien.",
            ],
        ),
        ("zh", "他来了。他走了！真的吗？", ["他来了。", "他走了！", "真的吗？"]),
        ("fr", "Né av. J.-C. et mort.", ["Né av. J.-C. et mort."]),
        ("ja", "彼は来た。「行くよ。」と言った。", ["彼は来た。", "「行くよ。」と言った。"]),
        ("ar", "ذهب الرجل. هل جاء؟ نعم.", ["ذهب الرجل.", "هل جاء؟", "نعم."]),
        ("he", "הוא הלך. היא באה.", ["הוא הלך.", "היא באה."]),
        ("ru", "А. С. Пушкин ушёл. Она осталась.", ["А. С. Пушкин ушёл.", "Она осталась."]),
    ],
)
def test_other_languages_are_cut_by_their_own_rules(language, text, expected):
    assert texts(text, language) == expected


def test_hard_wrapped_lines_make_one_paragraph():
    text = (
        "The council voted on Thursday night to replace the four zones with a\n"
        "single fare of $2.90, which was welcomed by the union of the U.S.\n"
        "Transport Workers. It takes effect on Sept. 1, six months later than\n"
        "planned.\n"
    )
    document = split(Article(text, language="en"))
    assert [s.text.replace("\n", " ") for s in document.sentences] == [
        (
            "The council voted on Thursday night to replace the four zones with a single fare of "
            "$2.90, which was welcomed by the union of the U.S. Transport Workers."
        ),
        "It takes effect on Sept. 1, six months later than planned.",
    ]
    assert {s.paragraph for s in document.sentences} == {0}


def test_a_paragraph_a_line_is_not_glued():
    long = "The council voted on Thursday night and " + "talked and " * 20
    document = split(Article(f"{long}left. It rained\n{long}slept.\nA short one.", language="en"))
    assert [s.paragraph for s in document.sentences] == [0, 0, 1, 2]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_every_kind_of_line_end_parts_lines(newline):
    text = f"# Head{newline}{newline}One here. Two here.{newline}{newline}- item{newline}- more"
    assert kinds(text) == [
        ("heading", "Head"),
        ("prose", "One here."),
        ("prose", "Two here."),
        ("item", "item"),
        ("item", "more"),
    ]


def test_a_page_break_ends_a_paragraph():
    assert texts("It goes on and\fOn the next page.") == ["It goes on and", "On the next page."]


def test_headings_and_items_are_not_glued_to_prose():
    text = (
        "Background\n\nThe council met. It voted.\n\n## What next\nMore votes come\n\n"
        "Reactions\n=========\nThey said:\n- first thing\n  goes on here\n- second. And more\n"
        "The end came.\n\n1. one\n2. two\n\n**In short**\n\nDone."
    )
    assert kinds(text) == [
        ("heading", "Background"),
        ("prose", "The council met."),
        ("prose", "It voted."),
        ("heading", "What next"),
        ("prose", "More votes come"),
        ("heading", "Reactions"),
        ("prose", "They said:"),
        ("item", "first thing\n  goes on here"),
        ("item", "second."),
        ("item", "And more"),
        ("prose", "The end came."),
        ("item", "one"),
        ("item", "two"),
        ("heading", "**In short**"),
        ("prose", "Done."),
    ]


def test_a_lone_ordinal_is_no_list_item():
    assert kinds("1. FC Köln won.") == [("prose", "1. FC Köln won.")]


def test_a_wrapped_dash_is_no_list_item():
    text = (
        "The minister of the interior of the republic of the coast and the sea\n"
        "- who was late, as he often is when it rains on the coast - said so.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["prose"]


def test_a_text_of_one_short_line_is_prose():
    assert kinds("The council met on Thursday") == [("prose", "The council met on Thursday")]


def test_quotation_marks_of_markdown_stay_outside():
    assert texts("> He came. She\n> left.\n>\n> Then all\n\nNo quote.") == [
        "He came.",
        "She\n> left.",
        "Then all",
        "No quote.",
    ]


def test_tables_fences_and_rules_are_read_line_by_line():
    text = "| A | B |\n|---|---|\n| 1 | 2 |\n\n***\n\n```python\nx = 1\n```\n\nIt ended."
    assert texts(text) == ["| A | B |", "| 1 | 2 |", "x = 1", "It ended."]


def test_a_text_without_a_sentence_end_is_cut_at_white_space():
    found = texts("word " * 2000)
    assert len(found) > 4
    assert all(set(sentence.split()) == {"word"} for sentence in found)


def test_an_emergency_cut_keeps_combining_marks_with_their_letter():
    found = texts("x" * (MAX_SENTENCE - 1) + "e\u0301\u0301" + "y" * 10)
    assert not any(sentence.startswith("\u0301") for sentence in found)


def test_lone_surrogates_and_nul_do_no_harm():
    assert texts("A \ud800 bee. See\x00 dee. \x00") == ["A \ud800 bee.", "See\x00 dee."]


def test_nothing_visible_has_no_sentences():
    assert texts(" \n\t\x00\ufeff\n---\n") == []


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_fixture_sentences_are_of_a_sentence_s_length(path):
    text = path.read_text(encoding="utf-8")
    sentences = split(Article(text)).sentences
    prose = [s.text for s in sentences if s.kind == "prose"][1:]
    assert len(prose) > 10
    assert all(len(sentence.split()) >= 2 for sentence in prose)
    assert all(sentence.rstrip("”’\"'»“)* ")[-1] in ".?!:" for sentence in prose)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "He came home in the U.S. on “Friday. Late.” She left.\n" * 20_000, id="lines"
        ),
        pytest.param("He came home in the U.S. on Friday. She left. " * 20_000, id="paragraph"),
        pytest.param("他昨天来到了这个城市参加会议。" * 24_000, id="chinese"),
        pytest.param("“" * 120_000, id="quotes"),
        pytest.param("word " * 200_000, id="no end"),
        pytest.param(("it goes on and " * 5 + "\n") * 12_000, id="wrapped"),
    ],
)
def test_large_texts_take_time_in_proportion(text):
    with processor_time() as spent:
        assert split(Article(text)).sentences
    assert spent.seconds < 4
