import json
import logging
from html import escape

import pytest

from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest import read_source
from briefer.ingest.pages import MAX_PAGE_BYTES
from briefer.text import split
from tests.support import documents
from tests.support.documents import (
    AUTHOR,
    HEADING,
    OUTLET,
    PARAGRAPHS,
    PLANTED,
    TEXT,
    TITLE,
    page,
    page_body,
)
from tests.support.layouts import CLUTTER, LAYOUTS

URL = "https://www.fenwick.example/news/bridge?utm_source=x"


def read(text, *, url=URL, **options):
    data = text if isinstance(text, bytes) else text.encode()
    (article,) = read_source(data, source="the page", url=url, **options).articles
    return article


def ld(**changes):
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2026-11-21T09:30:00+01:00",
        **changes,
    }
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize("document", [documents.JSON_LD_PAGE, documents.OPEN_GRAPH_PAGE, page()])
def test_the_text_of_a_page_is_its_article_and_nothing_else(document):
    article = read(document)
    assert article.text == TEXT
    assert not [words for words in PLANTED if words in article.text]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("framed", [True, False])
def test_the_article_is_found_however_an_outlet_sets_it(layout, framed):
    body = LAYOUTS[layout]
    bare = f"<!doctype html><html><head><title>{TITLE}</title></head><body>{body}</body></html>"
    article = read(page(body=body) if framed else bare)
    assert article.text == TEXT
    assert article.title == TITLE


def test_every_kind_of_clutter_is_in_a_layout():
    assert [words for words in CLUTTER if not any(words in body for body in LAYOUTS.values())] == []


def test_the_planted_boilerplate_is_on_the_page():
    assert not [words for words in PLANTED if words not in page()]


def test_headings_and_sentences_of_a_page_reach_the_splitter():
    sentences = split(read(page())).sentences
    assert [s.text for s in sentences if s.kind == "heading"] == [HEADING]
    assert len([s for s in sentences if s.kind == "prose"]) == 7


def test_json_ld_tells_what_the_article_is():
    article = read(documents.JSON_LD_PAGE)
    assert (article.title, article.author, article.outlet) == (TITLE, AUTHOR, OUTLET)
    assert (article.date, article.language) == ("2026-11-21T09:30:00+01:00", "en-GB")
    assert article.url == "https://www.fenwick.example/news/bridge"
    assert article.source == "the page"


def test_open_graph_tells_it_where_there_is_no_json_ld():
    article = read(documents.OPEN_GRAPH_PAGE)
    assert (article.title, article.author, article.outlet) == (TITLE, AUTHOR, OUTLET)
    assert (article.date, article.language) == ("2026-11-21T08:30:00+00:00", "en-GB")
    assert article.url == "https://www.fenwick.example/news/bridge"


def test_a_page_that_declares_nothing_is_known_by_what_it_shows():
    article = read(page())
    assert (article.title, article.author, article.language) == (TITLE, AUTHOR, "en-GB")
    assert article.date == "2026-11-21T09:30:00+01:00"
    assert (article.url, article.outlet) == (URL, None)


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://fenwick.example/news/bridge", "https://fenwick.example/news/bridge"),
        ("/news/bridge", "https://www.fenwick.example/news/bridge"),
        ("bridge-2", "https://www.fenwick.example/news/bridge-2"),
        ("https://amp.fenwick.example/b", "https://amp.fenwick.example/b"),
        ("https://thief.example/news/bridge", URL),
        ("https://notfenwick.example/b", URL),
        ("https://www.fenwick.example/", URL),
        ("javascript:alert(1)", URL),
        ("http://[", URL),
        ("", URL),
    ],
)
def test_a_canonical_address_counts_on_the_page_s_own_site(canonical, url):
    assert read(page(f'<link rel="canonical" href="{canonical}">')).url == url


def test_without_an_address_of_its_own_the_canonical_one_is_taken():
    link = '<link rel="canonical" href="https://fenwick.example/news/bridge">'
    assert read(page(link), url=None).url == "https://fenwick.example/news/bridge"
    assert read(page(), url=None).url is None


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta name="date" content="2026-11-20">', "2026-11-20"),
        ('<meta name="pubdate" content="20261120T101500Z">', "2026-11-20T10:15:00+00:00"),
        (
            '<meta property="article:published_time" content="yesterday">',
            "2026-11-21T09:30:00+01:00",
        ),
        (ld(datePublished="Fri, 20 Nov 2026 10:00:00 GMT"), "2026-11-20T10:00:00+00:00"),
        (ld(datePublished=None), "2026-11-21T09:30:00+01:00"),
    ],
)
def test_dates_come_as_iso_with_their_time_where_it_is_known(head, date):
    assert read(page(head)).date == date


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"@type": "Person", "name": "Bo Ek"}, "Bo Ek"),
        ([{"name": "Bo Ek"}, {"name": ["Ana Silva"]}, {"name": "Bo Ek"}], "Bo Ek, Ana Silva"),
        ("By Bo Ek", "Bo Ek"),
        ({"name": "https://fenwick.example/people/lind"}, AUTHOR),
        ({"name": 5}, AUTHOR),
        ([], AUTHOR),
        ({"name": "Bo &amp; Ek"}, "Bo & Ek"),
    ],
)
def test_authors_are_read_in_the_shapes_they_come_in(author, name):
    assert read(page(ld(author=author))).author == name


@pytest.mark.parametrize(
    "script",
    [
        "{broken",
        "[" * 5_000,
        "null",
        "[1, [2], {}]",
        '{"@type": 5, "headline": {"a": 1}}',
        '{"@type": "NewsArticle", "headline": 7, "datePublished": [], "publisher": "x", "url": {}}',
    ],
)
def test_json_ld_of_the_wrong_shape_is_passed_over(script):
    article = read(page(f'<script type="application/ld+json">{script}</script>'))
    assert (article.text, article.title) == (TEXT, TITLE)


def test_json_ld_with_line_ends_in_its_strings_and_in_a_comment_is_read():
    node = '{"@type": "NewsArticle", "headline": "One\n two", "datePublished": "2026-11-20"}'
    article = read(page(f'<script type="application/ld+json"><!--\n{node}\n--></script>'))
    assert (article.title, article.date) == ("One two", "2026-11-20")


def test_the_outlet_is_no_part_of_the_title():
    head = f'<meta property="og:site_name" content="{OUTLET}"><meta property="og:title" content="'
    assert read(page(f'{head}{TITLE} - {OUTLET}">')).title == TITLE
    assert read(page(f'{head}{OUTLET}">')).title == OUTLET
    assert read(page(f'<meta property="og:title" content="{TITLE} | Fenwick">')).title == TITLE


@pytest.mark.parametrize(
    "encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "iso-8859-15", "koi8-r"]
)
@pytest.mark.parametrize("way", ["meta", "http-equiv", "http"])
def test_a_page_is_read_in_the_encoding_that_is_declared(encoding, way):
    words = (
        "Мост через гавань снова открыт." if encoding == "koi8-r" else "Où ça ? À l'été, dit-il."
    )
    paragraph = " ".join([words] * 12)
    body = f"<article><h1>T</h1><p>{paragraph}</p><p>{words} {paragraph}</p></article>"
    text = page(body=body).replace("’", "'").replace("©", "(c)")
    meta = '<meta charset="utf-8">'
    declared = {
        "meta": f"<meta charset={encoding}>",
        "http-equiv": f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">',
        "http": "<meta charset='ascii'>",
    }[way]
    data = text.replace(meta, declared).encode(encoding)
    content_type = f"text/html; charset={encoding}" if way == "http" else None
    assert read(data, content_type=content_type).text == f"{paragraph}\n\n{words} {paragraph}\n"


def test_bytes_that_fit_no_encoding_are_replaced_with_a_note():
    data = page().encode().replace("’".encode(), b"\x81\x8d\xff")
    article = read(data)
    assert article.text.startswith(PARAGRAPHS[0])
    assert article.notes


def test_paragraphs_parted_by_line_breaks_are_paragraphs():
    body = (
        "<article><h1>T</h1><div>" + "<br><br>".join(map(escape, PARAGRAPHS)) + "</div></article>"
    )
    assert read(page(body=body)).text == documents.PLAIN


def test_lists_and_small_tables_come_as_items():
    extra = (
        "<ul><li>Cars may use both lanes.</li><li>Lorries over 30 tonnes may not.</li></ul>"
        "<table><tr><th>Year</th><th>Cars</th></tr><tr><td>2024</td><td>17,500</td></tr></table>"
    )
    article = read(page(body=page_body().replace("<h2>", extra + "<h2>")))
    lines = article.text.split("\n\n")
    assert lines[4:8] == [
        "- Cars may use both lanes.",
        "- Lorries over 30 tonnes may not.",
        "- Year | Cars",
        "- 2024 | 17,500",
    ]
    assert lines[:4] == list(PARAGRAPHS[:4])


def test_a_table_inside_a_figure_is_kept_and_its_caption_is_not():
    table = (
        "<figure><table><tr><td>2024</td><td>17,500</td></tr></table>"
        "<figcaption>Cars a day. Source: Port</figcaption></figure>"
    )
    lines = read(page(body=page_body().replace("<h2>", table + "<h2>"))).text.split("\n\n")
    assert lines[4] == "- 2024 | 17,500"
    assert not any("Source: Port" in line for line in lines)


def test_a_dateline_is_read_from_a_page():
    article = read(page(body=page_body().replace("<p>The harbour", "<p>FENWICK — The harbour", 1)))
    assert article.dateline == "FENWICK"
    assert article.text[article.body_start :] == TEXT


def test_quotations_keep_their_marks_and_inline_elements_their_spaces():
    paragraph = (
        "<p>“We <em>found</em> <strong>rust</strong>,” said Brandt, of CO<sub>2</sub>&shy;free"
        "&nbsp;steel, <a href='/x'>in an interview</a>.</p>"
    )
    article = read(page(body=page_body().replace("<h2>", paragraph + "<h2>")))
    assert "“We found rust,” said Brandt, of CO2free steel, in an interview." in article.text


def test_text_that_only_json_ld_holds_is_the_article():
    text = "\n\n".join(PARAGRAPHS)
    article = read(page(ld(articleBody=text), "<div id='root'></div>"))
    assert article.text == documents.PLAIN


def test_a_page_fit_for_subscribers_that_shows_all_of_itself_is_read_with_a_note():
    body = page_body().replace(
        "</article>", "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</article>"
    )
    article = read(page(ld(isAccessibleForFree="False"), body))
    assert article.notes == ("the page says that not all of it is free to read",)


@pytest.mark.parametrize(
    "prompt",
    [
        "Read also: Why the ramp is late",
        "RELATED: Council weighs a tax",
        "Sign up for the morning letter, every day at six.",
        "Follow us on Mastodon and Bluesky.",
        "Advertisement",
        "Photo: A. Person / Agency",
        "Facebook | X | WhatsApp",
        "This site uses cookies.",
        "Lesen Sie auch: Warum die Rampe fehlt",
        "© 2026 The Fenwick Courier",
        "Story continues below this advertisement",
    ],
)
def test_prompts_between_paragraphs_are_left_out(prompt):
    body = page_body().replace("<h2>", f"<p>{prompt}</p><h2>")
    assert read(page(body=body)).text == TEXT


@pytest.mark.parametrize(
    "sentence",
    [
        "Related costs, such as the detours of lorries, come to another four million crowns.",
        "Most read the sign too late and had to turn back.",
        "Share prices of Sundlinjen fell by four percent on Friday.",
        "Listen to the drivers, Brandt told the council.",
        "Photographs of the rust were shown to the council on Thursday.",
    ],
)
def test_sentences_that_begin_like_prompts_stay(sentence):
    body = page_body().replace("<h2>", f"<p>{sentence}</p><h2>")
    assert sentence in read(page(body=body)).text.split("\n\n")


def test_a_page_that_is_too_large_is_refused_at_once():
    with pytest.raises(SourceUnreadableError, match="larger than 10 MB"):
        read(page().encode() + b" " * MAX_PAGE_BYTES)
    with pytest.raises(SourceUnreadableError, match="60,000 tags"):
        read(page() + "<b>" * 100_001)


def test_deep_and_broken_nesting_is_read_or_refused():
    deep = "<div>" * 3_000 + "".join(f"<p>{escape(p)}</p>" for p in PARAGRAPHS)
    with pytest.raises(NoArticleError):
        read(page(body=deep))
    flat = "<div>" * 150 + "".join(f"<p>{escape(p)}</p>" for p in PARAGRAPHS)
    assert read(page(body=flat)).text == documents.PLAIN


def test_extraction_logs_nothing(caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(NoArticleError):
        read("<!doctype html><html><body></body></html>")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
