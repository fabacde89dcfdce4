"""Bodies in pieces, packed or not, and their limit."""

import contextlib
import gzip
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import FetchError, TooLargeError
from briefer.fetch.body import Body, ContentType

PACKERS = {
    None: lambda data: data,
    "identity": lambda data: data,
    "gzip": gzip.compress,
    "X-GZip": lambda data: gzip.compress(data[:7]) + gzip.compress(data[7:]),
    "deflate": zlib.compress,
    "Deflate": lambda data: zlib.compress(data)[2:-4],
}
bodies = st.binary(max_size=300) | st.integers(0, 5000).map(lambda size: b"ab" * size)


def pieces_of(data, cuts):
    cuts = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[start:end] for start, end in pairwise(cuts)]


@given(st.sampled_from(list(PACKERS)), bodies, st.lists(st.integers(0, 10_000), max_size=6))
def test_a_body_is_the_same_however_it_was_packed_and_cut(encoding, data, cuts):
    body = Body(encoding, 100_000, "news.example")
    assert all(body.add(piece) for piece in pieces_of(PACKERS[encoding](data), cuts))
    assert body.whole() == data


@given(st.sampled_from(list(PACKERS)), bodies, st.integers(0, 2000), st.data())
def test_no_more_than_the_limit_is_ever_held(encoding, data, limit, draw):
    packed = PACKERS[encoding](data)
    pieces = pieces_of(packed, draw.draw(st.lists(st.integers(0, 10_000), max_size=6)))
    strict, lenient = Body(encoding, limit, "x"), Body(encoding, limit, "x", cut=True)
    for piece in pieces:
        if not lenient.add(piece):
            break
    assert lenient.whole() == data[: len(lenient.whole())]
    assert len(lenient.whole()) <= limit
    if max(len(data), len(packed)) > limit:
        with pytest.raises(TooLargeError):
            [strict.add(piece) for piece in pieces]
    else:
        assert all(strict.add(piece) for piece in pieces)
        assert strict.whole() == lenient.whole() == data


@given(st.sampled_from(["gzip", "deflate"]), st.binary(min_size=1, max_size=200))
def test_rubbish_is_an_error_or_a_body_and_nothing_else(encoding, data):
    body = Body(encoding, 1000, "news.example")
    with contextlib.suppress(FetchError):
        body.add(data)
        assert len(body.whole()) <= 1000


@pytest.mark.parametrize(
    ("header", "name", "charset"),
    [
        ("text/html; charset=UTF-8", "text/html", "utf-8"),
        ('Text/XML;charset="iso-8859-1"; x=y', "text/xml", "iso-8859-1"),
        ("text/html, text/html; charset=utf-8", "text/html", "utf-8"),
        ("html", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_content_type_is_read_as_servers_write_it(header, name, charset):
    content = ContentType.of(header)
    assert (content.name, content.charset) == (name, charset)


@given(st.text(max_size=60))
def test_any_content_type_can_be_read(header):
    content = ContentType.of(header)
    assert content.name is None or "/" in content.name
