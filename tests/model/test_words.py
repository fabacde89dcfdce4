"""Words are counted as they are read, whatever the script."""

from briefer.model import word_count


def test_scripts_without_spaces_count_characters_and_others_what_stands_between_spaces():
    counted = {
        "": 0,
        "The port will open — in May.": 7,
        "港务局星期五开会讨论码头计划。": 7,  # 14 characters
        "港务局 2026 年 5 月，批准 12 亿。": 7,  # 8 characters, three numbers
        "「工事は三月に始まる。」": 5,
        "ＮＨＫのニュース": 4,
        "그는 “맞다.”라고 말했다.": 3,
        "คณะกรรมการท่าเรืออนุมัติแผน": 6,  # 27 signs
        "ກ": 1,
    }
    assert {text: word_count(text) for text in counted} == counted


def test_a_chinese_page_takes_as_long_to_read_as_its_characters_do():
    assert 400 <= 1_000 / (word_count("中文新闻报道" * 166 + "新闻报道") / 230) <= 500
