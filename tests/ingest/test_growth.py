"""However hostile, a document takes time in proportion to its length, and no error but ours."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.errors import BrieferError
from briefer.ingest import read_source
from tests.support.documents import DOCUMENTS, PARAGRAPHS
from tests.support.growth import PLACES, SHAPES
from tests.support.timing import processor_time

pytestmark = pytest.mark.one_python

URL = "https://a.example/x"
TEXT = " ".join(PARAGRAPHS)
MAIL = "From: a@b.example\nMessage-ID: <1@b.example>\n"


def item(inside):
    return (
        '<rss version="2.0"><channel><title>G</title><item><title>t</title>'
        f"<link>https://a.example/1</link>{inside}</item></channel></rss>"
    )


def script(inside):
    return f'<html><head><script type="application/ld+json">{inside}</script></head><p>{TEXT}</p>'


LONG = {
    "document types": lambda n: '<?xml version="1.0"?>' + "<!DOCTYPE [" * (n // 11),
    "attributes": lambda n: "<html><p " + " ".join(f"a{i}=''" for i in range(n // 9)) + ">x</p>",
    "bare attributes": lambda n: "<rss " + " ".join(f"a{i}" for i in range(n // 7)) + "></rss>",
    "authors of a feed": lambda n: item(f"<author>{'a.' * (n // 2)}</author>"),
    "comments in an entry": lambda n: item(f"<description>{'&lt;!--' * (n // 7)}</description>"),
    "ampersands": lambda n: item(f"<title>{'&' * n}</title>"),
    "half references": lambda n: item(f"<title>{'&#55356;' * (n // 8)}</title>"),
    "entries": lambda n: "<rss><channel>" + "<item/>" * (n // 7) + "</channel></rss>",
    "spaces in a title": lambda n: "# " + " " * n,
    "a line below a title": lambda n: f"a{' ' * n}b\n===",
    "a named title": lambda n: f"Title:{' ' * n}",
    "spaces in a mail": lambda n: f"{MAIL}\n{' ' * n}",
    "dashes in a mail": lambda n: f"{MAIL}\n{'-' * n}",
    "brackets in a sender": lambda n: f"From: {'(' * n}\nMessage-ID: <1>\n\n{TEXT}",
    "parameters of a mail": lambda n: f"{MAIL}Content-Type: text/plain; {'a=b;' * (n // 4)}\n\nx",
    "folded parameters": lambda n: MAIL + "Content-Type: text/plain;" + "\n a=b;" * (n // 6),
    "spaces in JSON-LD": lambda n: script("{" + " " * n + "}"),
    "commas in JSON-LD": lambda n: script("[" + ", " * (n // 2)),
    "quotation marks in JSON-LD": lambda n: script(r"\"" * (n // 2)),
    "hidden paragraphs": lambda n: "<html>" + "<div hidden><p>a b c</p></div>" * (n // 30),
    "bylines": lambda n: "<html>" + "<span class='author'>1</span>" * (n // 29) + f"<p>{TEXT}</p>",
    "linked headlines": lambda n: (
        "<html>"
        + "".join(
            f"<h2><a href='/{i}'>Story {i} of it</a></h2><p>Teaser {i} about it, long enough.</p>"
            for i in range(n // 90)
        )
    ),
    "dots": lambda n: item(f"<description>{TEXT}{'.' * n}x</description>"),
}


def seconds(data, url=None):
    with processor_time() as spent, suppress(BrieferError):
        read_source(data, source="x", url=url)
    return spent.seconds


@pytest.mark.parametrize("kind", LONG)
def test_time_grows_no_faster_than_what_is_read(kind):
    short, long = (LONG[kind](size).encode() for size in (100_000, 200_000))
    for _ in range(3):
        once, twice = seconds(short), seconds(long)
        if twice < max(3 * once, 0.1):
            break
    assert twice < max(3 * once, 0.1)
    assert twice < 1.5


@pytest.mark.parametrize("url", [None, URL])
@settings(max_examples=150, deadline=None)
@given(
    document=st.sampled_from(sorted(DOCUMENTS)),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12)), max_size=6),
    inserted=st.sampled_from([b"", b"&#55356;", b"&#xDF01;", b"&#0;", b"\\ud83c", b"(" * 3_000]),
)
def test_a_damaged_document_is_read_or_an_error_of_ours(url, document, cuts, inserted):
    _, data, _ = DOCUMENTS[document]
    for place, what in cuts:
        at = int(place * len(data))
        data = data[:at] + what + inserted + data[at + len(what) :]
    try:
        reading = read_source(data, source="x", url=url)
    except BrieferError:
        return
    for article in reading.articles:
        shown = (article.text, article.title, article.author, article.outlet, article.guid)
        assert all(line is None or line.encode("utf-8") for line in shown)
    for link in reading.links:
        assert link.url.encode("utf-8")


@pytest.mark.parametrize("depth", [1, 2, 50])
def test_gzip_in_gzip_is_an_error(depth):
    import gzip

    data = f"# A title\n\n{TEXT}".encode()
    for _ in range(depth):
        data = gzip.compress(data)
    if depth == 1:
        assert read_source(data, source="x").articles
    else:
        with pytest.raises(BrieferError, match="gzip"):
            read_source(data, source="x")


ONE_IN = 9
"""Of the shapes, which each place is tried with; beside each other the places try them all."""


@pytest.mark.parametrize("kind", ["page", "feed", "mail", "other"])
def test_any_shape_in_any_place_takes_little_time(kind):
    kinds = ("page", "feed", "mail")
    slow = {}
    for place_number, (place, put) in enumerate(PLACES.items()):
        if next((each for each in kinds if place.startswith(each)), "other") != kind:
            continue
        for shape, characters in list(SHAPES.items())[place_number % ONE_IN :: ONE_IN]:
            data = put(characters(16_000))
            # Once more where something else was to be done at first.
            if (took := seconds(data, URL)) > LITTLE and (took := seconds(data, URL)) > LITTLE:
                slow[place, shape] = took
    assert not slow


NESTED = {
    "div class='paywall'": "<i></i>",
    "div class='related'": "<i></i>",
    "header": "<b>a</b>",
    "article": "<p>a b c d e</p>",
}


def test_elements_in_many_others_take_little_time_and_too_many_are_refused():
    for nest, filling in NESTED.items():
        data = f"<html><body>{f'<{nest}>' * 240}{filling * 3_900}".encode()
        assert min(seconds(data) for _ in range(2)) < 1, nest
    renditions = f"<newsItem><contentSet>{'<inlineXML>' * 240}{'<p>a</p>' * 3_900}"
    assert min(seconds(renditions.encode()) for _ in range(2)) < 1
    for data in (b"<html><body>" + b"<div>" * 240, b"<opml><body>" + b"<outline>" * 240):
        with pytest.raises(BrieferError, match="too many elements in each other"):
            read_source(data + b"<i></i>" * 7_000, source="x")


LITTLE = 0.25
"""Seconds of processor time: a reader that is quadratic takes more for as little as this."""
