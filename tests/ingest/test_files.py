import io
import os
import threading

import pytest

from briefer.errors import (
    NoArticleError,
    SourceError,
    SourceNotFoundError,
    SourceUnreadableError,
    UsageError,
)
from briefer.ingest import MAX_BYTES, find
from briefer.model import Article
from tests.support.permissions import held_to_permissions


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def write(path, text="It rained."):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def names(*sources, **options):
    return [item.source for item in find([*map(str, sources)], **options)]


def only(*sources, **options):
    (item,) = find([*map(str, sources)], **options)
    return item


def test_a_file_is_read_whatever_it_is_called(tmp_path):
    path = write(tmp_path / "story.weird", "It rained.")
    article = only(path).load()
    assert article == Article("It rained.")
    assert article.source == path


def test_a_folder_gives_its_articles_by_name_with_numbers_as_numbers(tmp_path):
    for name in ("b10.txt", "b9.md", "A.TXT", "c/x.markdown", "c/deep/a.text", "z.txt", "é.txt"):
        write(tmp_path / "in" / name)
    for name in (".hidden.txt", ".git/a.txt", "image.png", "notes.txt~", "x.htmlx", "txt"):
        write(tmp_path / "in" / name)
    assert names("in") == [
        f"in/{name}"
        for name in ("A.TXT", "b9.md", "b10.txt", "c/deep/a.text", "c/x.markdown", "z.txt", "é.txt")
    ]


def test_sources_come_in_the_order_they_are_named(tmp_path):
    write(tmp_path / "a" / "1.txt")
    write(tmp_path / "b.txt")
    items = find(["b.txt", "-", "a"], stdin=io.BytesIO(b"From the pipe."))
    assert [(item.source, item.load().text) for item in items] == [
        ("b.txt", "It rained."),
        ("standard input", "From the pipe."),
        ("a/1.txt", "It rained."),
    ]


def test_what_is_named_twice_comes_once(tmp_path):
    write(tmp_path / "a" / "1.txt")
    write(tmp_path / "a" / "2.txt")
    (tmp_path / "link.txt").symlink_to("a/1.txt")
    (tmp_path / "b").symlink_to("a")
    assert names("a/2.txt", "a", "./a", "b", "link.txt", "a/1.txt") == ["a/2.txt", "a/1.txt"]


def test_standard_input_named_twice_is_a_mistake_of_the_user_s():
    with pytest.raises(UsageError, match="only once"):
        find(["-", "-"])


def test_finding_is_lazy(tmp_path):
    write(tmp_path / "a.txt")
    items = find(["a.txt", "late"])
    assert next(items).source == "a.txt"
    write(tmp_path / "late" / "b.txt")
    assert next(items).source == "late/b.txt"


def test_one_bad_source_never_stops_the_others(tmp_path):
    write(tmp_path / "good.txt")
    write(tmp_path / "empty.txt", " \n")
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "none").mkdir()
    sources = ["missing.txt", "empty.txt", "binary.txt", "none", "good.txt"]
    outcomes = [item.attempt() for item in find(sources)]
    assert [type(outcome) for outcome in outcomes] == [
        SourceNotFoundError,
        NoArticleError,
        SourceUnreadableError,
        NoArticleError,
        Article,
    ]
    assert all(isinstance(outcome, SourceError) for outcome in outcomes[:4])
    assert [str(outcome) for outcome in outcomes[:4]] == [
        "there is no file or folder missing.txt",
        "empty.txt is empty",
        "binary.txt is a PNG image, not plain text",
        "none holds no article files (.txt, .md, .html, .json, .xml, .eml, .pdf and the like)",
    ]


@pytest.mark.parametrize("source", ["", "a\x00b", "no\x1b[31m", "no/such/place", "x" * 5000])
def test_names_that_cannot_be_are_reported_fit_for_printing(source):
    with pytest.raises(SourceError) as caught:
        only(source).load()
    assert str(caught.value).isprintable()


def test_a_web_address_is_told_from_a_missing_file():
    with pytest.raises(SourceNotFoundError, match="web address"):
        only("https://example.org/story").load()


def test_a_file_used_as_a_folder_is_reported(tmp_path):
    write(tmp_path / "a.txt")
    with pytest.raises(SourceNotFoundError):
        only("a.txt/b.txt").load()


def test_loops_of_links_end(tmp_path):
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "again").symlink_to("..")
    (tmp_path / "in" / "self").symlink_to(".")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    assert names("in") == ["in/a.txt", "in/again/loop.txt"]
    with pytest.raises(SourceUnreadableError, match="links"):
        only("loop.txt").load()


def test_a_link_to_nothing_in_a_folder_is_reported_not_passed_over(tmp_path):
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "gone.txt").symlink_to("nowhere")
    good, gone = find(["in"])
    assert isinstance(good.attempt(), Article)
    assert str(gone.attempt()) == "in/gone.txt is a link to nothing"


def test_what_may_not_be_read_is_reported(tmp_path):
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "closed" / "b.txt")
    (tmp_path / "in" / "a.txt").chmod(0)
    (tmp_path / "in" / "closed").chmod(0)
    try:
        with held_to_permissions():
            outcomes = [str(item.attempt()) for item in find(["in"])]
    finally:
        (tmp_path / "in" / "closed").chmod(0o700)
    assert outcomes == [
        "in/a.txt cannot be read: permission denied",
        "in/closed cannot be read: permission denied",
    ]


def test_an_unreadable_folder_is_reported_beside_the_others(tmp_path, monkeypatch):
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "closed" / "b.txt")
    real = type(tmp_path).iterdir

    def guarded(self):
        if self.name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(type(tmp_path), "iterdir", guarded)
    good, closed = find(["in"])
    assert good.source == "in/a.txt"
    assert str(closed.attempt()) == "in/closed cannot be read: permission denied"


def test_a_named_pipe_is_read_when_it_is_named_and_only_then(tmp_path):
    write(tmp_path / "in" / "a.txt")
    pipe = tmp_path / "in" / "pipe.txt"
    os.mkfifo(pipe)
    assert names("in") == ["in/a.txt"]
    writer = threading.Thread(target=pipe.write_bytes, args=(b"Through the pipe.",), daemon=True)
    writer.start()
    assert only("in/pipe.txt").load().text == "Through the pipe."
    writer.join(5)


def test_devices_can_be_named():
    with pytest.raises(NoArticleError):
        only("/dev/null").load()


def test_a_source_without_end_is_given_up():
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            return b"x" * size

    with pytest.raises(SourceUnreadableError, match=f"larger than {MAX_BYTES >> 20} MB"):
        only("-", stdin=Endless()).load()


def test_a_closed_standard_input_is_reported():
    stream = io.BytesIO(b"text")
    stream.close()
    with pytest.raises(SourceUnreadableError, match="closed"):
        only("-", stdin=stream).load()


def test_the_process_s_own_standard_input_is_the_default(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"From outside.")))
    assert only("-").load().text == "From outside."


def test_a_name_that_is_not_utf_8_is_read_and_shown(tmp_path):
    path = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / path).write_text("It rained.")
    item = only(path)
    assert item.source == "caf\\xe9.txt"
    assert item.load().source.isprintable()


def test_deep_folders_do_not_exhaust_the_stack(tmp_path):
    deep = tmp_path
    for _ in range(400):
        deep = deep / "d"
    write(deep / "a.txt")
    assert len(names("d")) == 1
