import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import NoArticleError, SourceError, SourceUnreadableError
from briefer.ingest import read_article
from briefer.text import split
from tests.support.timing import processor_time


def read(text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return read_article(data, source="story.md", **options)


def body(article):
    return article.text[article.body_start :]


FULL = """---
Title: "Floods: the toll"
URL: https://example.org/story
date: 2025-11-13
authors: [Ana Silva, {name: Bo Ek}]
outlet: The Post
lang: en-GB
tags: [a, b]
---

# Floods: The Toll

BRAGANÇA — The river rose. It fell.
"""


def test_front_matter_title_line_and_dateline_are_understood_and_the_text_left_alone():
    article = read(FULL)
    assert article.text == FULL
    assert article.title == "Floods: the toll"
    assert article.url == "https://example.org/story"
    assert article.date == "2025-11-13"
    assert article.author == "Ana Silva, Bo Ek"
    assert article.outlet == "The Post"
    assert article.language == "en-GB"
    assert article.dateline == "BRAGANÇA"
    assert body(article) == "The river rose. It fell.\n"
    assert article.source == "story.md"
    assert article.notes == ()
    assert [s.text for s in split(article).sentences] == ["The river rose.", "It fell."]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_front_matter_is_read_with_every_line_end(newline):
    article = read(FULL.replace("\n", newline))
    assert article.title == "Floods: the toll"
    assert body(article) == f"The river rose. It fell.{newline}"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2025-11-13", "2025-11-13"),
        ("2025-11-13 10:05:00", "2025-11-13T10:05:00"),
        ("2025-11-13T10:05:00Z", "2025-11-13T10:05:00+00:00"),
        ("13 November 2025", "2025-11-13"),
        ("13 Brumaire 2025", "13 Brumaire 2025"),
        ("2025-99-99", "2025-99-99"),
    ],
)
def test_dates_come_as_iso_where_they_can_be_read(written, date):
    assert read(f"---\ndate: {written}\n---\nText here.").date == date


@pytest.mark.parametrize(
    "block",
    ["title: a: b: c", "just words", "- a\n- b", "[unclosed", "? [a]\n: b", "&a [*a]", "[" * 9_000],
)
def test_what_is_no_mapping_stays_in_the_text_with_a_note(block):
    text = f"---\n{block}\n---\nIt rained."
    article = read(text)
    assert article.body_start == 0
    assert article.title is None
    assert len(article.notes) == 1
    assert "kept as text" in article.notes[0]


def test_a_rule_at_the_top_is_no_front_matter():
    article = read("---\nIt rained all day.\n\nIt stopped.")
    assert (article.body_start, article.notes) == (0, ())


def test_empty_front_matter_is_passed_over():
    assert body(read("---\n---\nIt rained.")) == "It rained."


def test_alias_bombs_are_harmless():
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30))
    merges = "\n".join(
        f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}" for n in range(1, 30)
    )
    bombs = f"l0: &l0 [x]\n{levels}\nm0: &m0 {{a: b}}\n{merges}"
    text = f"---\n{bombs}\nauthor: *l29\ntitle: T\n---\nIt rained."
    with processor_time() as spent:
        article = read(text)
        assert article.title == "T"
        assert article.author is None
    assert spent.seconds < 2


@pytest.mark.parametrize(
    ("line", "field"),
    [("url: javascript:alert(1)", "url"), ("lang: English", "language"), ("url: a b", "url")],
)
def test_values_of_no_sense_are_left_out_with_a_note(line, field):
    article = read(f"---\n{line}\n---\nIt rained.")
    assert getattr(article, field) is None
    assert article.notes[0].startswith(field)


@pytest.mark.parametrize("value", ["", "~", "null", "{}", "[]", "{a: b}", "[[x]]"])
def test_values_of_the_wrong_shape_are_left_out(value):
    article = read(f"---\ntitle: {value}\noutlet: Post\n---\nIt rained.")
    assert (article.title, article.outlet) == (None, "Post")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("# The title\n\n", "The title"),
        ("# **The title** ##\n", "The title"),
        ("Title: The title\n", "The title"),
        ("\n\nTITLE:  The title \r\n\r\n", "The title"),
        ("The title\n=========\n\n", "The title"),
        ("\ufeff# The title\n", "The title"),
    ],
)
def test_a_leading_title_line_is_the_title(head, title):
    article = read(f"{head}It rained.")
    assert article.title == title
    assert body(article) == "It rained."


@pytest.mark.parametrize(
    "head", ["## Not a title\n\n", "#hashtag\n\n", "Plain line\n\n", "Subtitle: x\n\n"]
)
def test_other_first_lines_are_no_title(head):
    article = read(f"{head}It rained.")
    assert article.title is None
    assert article.body_start == 0


def test_front_matter_wins_and_another_title_line_stays():
    article = read("---\ntitle: One\n---\n# Two\n\nIt rained.")
    assert article.title == "One"
    assert body(article).startswith("# Two")


LEAD = "The council voted on Thursday night to replace the four fare zones with one."


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("BRUSSELS — ", "BRUSSELS"),
        ("BRUSSELS, Nov. 22 (Agency) — ", "BRUSSELS"),
        ("BRUSSELS, 22 November 2025 – ", "BRUSSELS"),
        ("PARIS (AP) - ", "PARIS"),
        ("PARIS - ", "PARIS"),
        ("SAN FRANCISCO – ", "SAN FRANCISCO"),
        ("WASHINGTON, D.C. — ", "WASHINGTON, D.C."),
        ("KYIV, Ukraine (AP) — ", "KYIV, Ukraine"),
        ("ST. PETERSBURG, Fla. -- ", "ST. PETERSBURG, Fla."),
        ("LONDON/BRUSSELS, Nov 22 (Reuters) - ", "LONDON/BRUSSELS"),
        ("AIX-EN-PROVENCE—", "AIX-EN-PROVENCE"),
        ("L'AQUILA — ", "L'AQUILA"),
        ("Genève – ", "Genève"),
        ("Berlin – ", "Berlin"),
        ("BERLIN (dpa) – ", "BERLIN"),
        ("Berlin (dpa) - ", "Berlin"),
        ("Frankfurt am Main (dpa/lhe) – ", "Frankfurt am Main"),
        ("Rio de Janeiro — ", "Rio de Janeiro"),
        ("The Hague – ", "The Hague"),
        ("Paris, 12 mai 2025 (AFP) - ", "Paris"),
        ("МОСКВА, 22 ноября — ", "МОСКВА"),
        ("**BRUSSELS** — ", "BRUSSELS"),
        ("**BRUSSELS —** ", "BRUSSELS"),
        ("ULM (dpa) — ", "ULM"),
    ],
)
def test_datelines_are_read(line, place):
    article = read(line + LEAD)
    assert article.dateline == place
    assert body(article) == LEAD


@pytest.mark.parametrize(
    "opening", ["“We will win,” he said.", "30 countries met.", "«Oui», dit-il."]
)
def test_a_quotation_or_a_figure_may_follow_a_dateline(opening):
    assert body(read(f"BRUSSELS — {opening}")) == opening


@pytest.mark.parametrize(
    "text",
    [
        "NATO — The alliance said on Thursday that it would send more troops to the east.",
        "NATO — the alliance — said so.",
        "EU – Leaders met on Thursday to talk about the budget for the next seven years.",
        "UPDATE — The council has voted, and the result is closer than anybody had expected.",
        "Breaking News – The council has voted, and the result is closer than anyone thought.",
        "Monday – The council votes, and the result will be closer than anybody had expected.",
        "Amsterdam – Rotterdam – Antwerp is the route that the train will take from next year.",
        "Merkel – Kohl's pupil for many years – said on Thursday that she would not come back.",
        "Paris - Texas is a film that many people know and that others have never heard of.",
        "Finally — Paris wins the day, and everyone goes home with a smile on their face.",
        "Fares — The council voted on Thursday to make fares lower for all who take the tram.",
        "The council — All nine of them — voted on Thursday for lower fares on trams and buses.",
        "A long-awaited vote came - The council met.",
        "Prices rose 5-10 percent. LONDON — The market fell.",
        "Berlin – Es regnet.",
        "Geneva—The city lies on the lake, and many people who work in it live across the border.",
        "London (the capital of England) - The council voted on Thursday to lower all fares.",
        "SMITH — I saw him there.\n\nJONES — You did not.\n\nSMITH — I did.",
        "PARIS — A strike began.\n\nROME — A bridge fell.\n\nOSLO — It snowed.",
        "BRUSSELS —",
        "— Bonjour, dit-il.",
        "- item one",
        "**BRUSSELS — The whole lead is bold, as some outlets like their leads to be set.**",
    ],
)
def test_prose_with_a_dash_is_not_eaten(text):
    article = read(text)
    assert article.dateline is None
    assert body(article) == text


def test_without_declarations_there_is_neither_title_nor_language():
    article = read("Es regnet.")
    assert (article.title, article.language, article.dateline, article.notes) == (None,) * 3 + ((),)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "story.md is empty"),
        (b" \r\n\t", "story.md is empty"),
        ("\ufeff \u00a0\u2003".encode(), "story.md is empty"),
        (b"---\ntitle: T\n---\n", "story.md holds a title and no text"),
        (b"---\nauthor: A\n---\n \n", "story.md holds front matter and no text"),
        (b"# Title\n\n", "story.md holds a title and no text"),
        (b"---\n***\n!!!", "story.md holds no words"),
    ],
)
def test_a_source_without_words_is_no_article(data, message):
    with pytest.raises(NoArticleError, match=f"^{message}$"):
        read(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        (b"\xff\xd8\xff\xe0 JFIF", "JPEG"),
        (b"%PDF-1.7\n%text", "PDF"),
        (b"PK\x03\x04" + bytes(30), "ZIP"),
        (b"\x1f\x8b\x08 rest", "gzip"),
        (b"{\\rtf1 text}", "RTF"),
        (b"<!DOCTYPE html><p>Hi", "web page"),
        (b"\n <html lang='en'>", "web page"),
        (b"The text\x00 goes on " * 9, "binary"),
        (random.Random(1).randbytes(5_000), "binary"),
        (bytes(range(1, 32)) * 9, "binary"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "damaged"),
    ],
)
def test_what_is_no_text_is_refused_with_its_kind(data, said):
    with pytest.raises(SourceUnreadableError, match=said):
        read(data)


STORIES = {
    "cp1252": "Le président a déclaré – « c’est fini » – à Genève. Les élèves étaient là.",
    "cp1250": "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl v úterý premiér země. Już więc święto.",
    "cp1251": "Премьер-министр заявил в понедельник, что переговоры продолжатся.",
    "koi8_r": "Премьер-министр заявил в понедельник, что переговоры продолжатся.",
    "cp1253": "Ο πρωθυπουργός δήλωσε τη Δευτέρα ότι οι συνομιλίες θα συνεχιστούν.",
    "cp1255": "ראש הממשלה אמר ביום שני כי המשא ומתן יימשך.",
    "cp1256": "قال رئيس الوزراء يوم الاثنين إن المفاوضات ستستمر.",
    "cp932": "首相は月曜日、交渉は続くと述べた。東京で会議が開かれた。",
    "gb18030": "总理星期一表示，谈判将继续进行。会议在北京举行。",
    "big5": "總理星期一表示，談判將繼續進行。會議在台北舉行。",
    "cp949": "총리는 월요일 협상이 계속될 것이라고 말했다.",
}


@pytest.mark.parametrize("encoding", STORIES)
def test_other_encodings_are_recognised_and_noted(encoding):
    article = read(STORIES[encoding].encode(encoding))
    assert article.text == STORIES[encoding]
    assert article.notes == (f"read as {encoding}, not UTF-8",)


@pytest.mark.parametrize(
    "text",
    [
        "He said “yes” – and the café closed.",
        "Der Bürgermeister erklärte, die Straße müsse gesperrt werden. Über Nacht fiel Schnee.",
        "El niño comió piñas en España. ¿Qué pasó? Él se fue mañana.",
        "Il governo è caduto: così finirà, però la città non c’è più.",
        "På fredag går båten från Malmö, säger färjerederiets vd Åke Öberg.",
        "A política não mudará: é o que dizem os ministros da União. Ações e lições.",
    ],
)
def test_western_text_is_not_taken_for_central_european(text):
    article = read(text.encode("cp1252"))
    assert (article.text, article.notes) == (text, ("read as cp1252, not UTF-8",))


@pytest.mark.parametrize(
    "mark_and_encoding",
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_marks_are_obeyed_and_left_out(mark_and_encoding):
    mark, encoding = mark_and_encoding
    article = read(mark + "# Süß 😀\n\nIt rained.".encode(encoding))
    assert (article.text, article.title) == ("# Süß 😀\n\nIt rained.", "Süß 😀")
    assert article.notes == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_shows_by_its_zeros(encoding):
    article = read("It rained all day.".encode(encoding))
    assert article.text == "It rained all day."
    assert article.notes == (f"read as {encoding.upper()}, not UTF-8",)


def test_damaged_utf_8_is_read_and_the_damage_counted():
    whole = "Les élèves étaient là, à Genève, où l’été était déjà passé."
    article = read(whole.encode() + "é".encode()[:1])
    assert article.text == whole + "\ufffd"
    assert article.notes == ("1 damaged character replaced by \ufffd",)


def test_text_is_not_normalised_and_control_characters_are_kept_and_counted():
    text = "Cafe\u0301 \u200f\x07 opened again on Friday, said the owner\x1b of the place. 😀"
    article = read(text)
    assert article.text == text
    assert article.notes == ("2 control characters kept",)


def test_an_encoding_that_is_named_is_the_only_one_tried():
    assert read("déjà".encode("cp1252"), encoding="cp1252").text == "déjà"
    with pytest.raises(SourceUnreadableError, match="not ascii text"):
        read("déjà vu", encoding="ascii")
    for wrong in ("klingon", "rot13", "zlib"):
        with pytest.raises(SourceUnreadableError, match="no text encoding"):
            read("text", encoding=wrong)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp1251"])
def test_five_megabytes_are_read_quickly(encoding):
    line = "Премьер сказал. " if encoding == "cp1251" else "It rained all day in the town. "
    data = ((line * 20 + "\n") * 10_000)[:5_000_000].encode(encoding)
    data += ("«Да», café"[: 4 if encoding == "cp1251" else None].replace("Да", "")).encode(encoding)
    with processor_time() as spent:
        assert len(read(data).text) > 2_000_000
    assert spent.seconds < 2


@given(st.binary(max_size=400))
def test_any_bytes_give_an_article_or_a_source_error(data):
    try:
        article = read(data)
    except SourceError:
        return
    assert 0 <= article.body_start < len(article.text)


@given(
    st.text(st.characters(exclude_characters="\x00"), max_size=300),
    st.sampled_from(["", "---\n", "# ", "Title: ", "PARIS — ", "---\na: b\n---\n"]),
)
def test_any_text_is_kept_whole(text, head):
    try:
        article = read((head + text).encode("utf-8", "replace"))
    except SourceError:
        return
    whole = (head + text).encode("utf-8", "replace").decode()
    assert article.text == whole.removeprefix("\ufeff")
    assert article.text[article.body_start :].strip()
