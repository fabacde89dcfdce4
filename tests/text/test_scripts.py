"""Sentences in scripts without spaces between words, or without full stops."""

import pytest

from briefer.ingest import article_from_text
from briefer.text import guess_language, split
from briefer.text.boundaries import sentence_spans

KHMER = (
    "គណៈកម្មាធិការកំពង់ផែបានអនុម័តផែនការ។",
    "ការងារនឹងចាប់ផ្តើមនៅខែមីនា។",
    "អ្នកនេសាទសុំជួសជុល។",
)
THAI = (
    "คณะกรรมการท่าเรืออนุมัติแผนสร้างท่าเทียบเรือใหม่เมื่อวันศุกร์ที่ 20 พฤศจิกายน 2569 ในเมืองท่า",
    "งานจะเริ่มในเดือนมีนาคมและใช้เวลาสิบเอ็ดเดือน",
    "ชาวประมงขอให้ซ่อมแซมด้วยราคาที่ถูกกว่าเพราะเรือต้องใช้ท่าตะวันออก",
)
LAO = (
    "ຄະນະກຳມະການທ່າເຮືອໄດ້ອະນຸມັດແຜນການສ້າງທ່າເຮືອໃໝ່ໃນວັນສຸກ",
    "ວຽກງານຈະເລີ່ມໃນເດືອນມີນາແລະໃຊ້ເວລາສິບເອັດເດືອນ",
)


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text, guess_language(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ("港务局星期五开会讨论码头计划。", '"这是对的。"', "他说。", "港务局没有回答。"),
        ('他说："这是对的。"', "港务局没有回答。", '"不对。"', "她说。"),
        ("“这是对的。”", "他说。", "港务局没有回答。"),
        ("「工事は三月に始まる。」", "港は開いた。"),
        ("費用は３．１４億円です。", "工事は三月に始まる。"),
        ("気温は２５．８度でした。", "雨は降らなかった。"),
        ('그는 "맞다."라고 말했다.', " 공사는 3월에 시작된다."),
        ("그는 “맞다.”라고 말했다.", " 공사는 3월에 시작된다."),
    ],
)
def test_closing_marks_and_decimals_of_east_asia_stay_in_their_sentences(parts):
    assert sentences("".join(parts)) == [part.strip() for part in parts]


@pytest.mark.parametrize(
    ("language", "parts"), [("km", KHMER), ("th", THAI), ("lo", LAO)], ids=["km", "th", "lo"]
)
def test_texts_without_full_stops_are_cut(language, parts):
    text = " ".join(parts)
    assert guess_language(text) == language
    assert sentences(text) == list(parts)
    assert len(split(article_from_text(text)).sentences) == len(parts)


def test_figures_names_and_marks_of_repetition_end_no_sentence_in_thai():
    text = f"{THAI[1]} 20 2569 {THAI[1]} Orre Line {THAI[1]} ๆ {THAI[1]}"
    assert sentences(text) == [text]


def test_straight_marks_of_languages_with_spaces_open_as_before():
    assert sentences('He left. "Yes," she said. "No." He came.') == [
        "He left.",
        '"Yes," she said.',
        '"No."',
        "He came.",
    ]
