import io
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from pypdf import PdfWriter

from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest import pdf as reader
from briefer.ingest import read_source
from briefer.text import split
from tests.support.documents import PARAGRAPHS, TITLE
from tests.support.pdfs import pdf

HEAD = "The Fenwick Courier - 21 November 2026"


def read(data):
    (article,) = read_source(data, source="the report").articles
    return article


def laid_out(paragraphs, width=70):
    return [line for text in paragraphs for line in textwrap.wrap(text, width)]


def protected(data, password, owner=None):
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def report():
    first = [HEAD, TITLE, *laid_out(PARAGRAPHS[:3]), "Page 1 of 2"]
    return pdf([first, [HEAD, *laid_out(PARAGRAPHS[3:]), "Page 2 of 2"]])


def test_lines_become_paragraphs_without_what_heads_and_foots_the_pages():
    article = read(report())
    assert article.text == "\n\n".join(PARAGRAPHS) + "\n"
    assert article.title == TITLE


def test_what_the_file_says_of_itself_is_read():
    article = read(pdf([laid_out(PARAGRAPHS)], title="The bridge at Fenwick"))
    assert (article.title, article.author) == ("The bridge at Fenwick", "Mara Lind")
    assert article.date == "2026-11-21T09:30:00+01:00"


def test_words_parted_at_a_line_s_end_are_joined_and_compounds_are_not():
    lines = ["The ferry was over-", "taken by a well-", "known sailing boat on its way."]
    assert (
        read(pdf([lines])).text
        == "The ferry was overtaken by a well-known sailing boat on its way.\n"
    )


def test_a_sentence_goes_on_across_a_page():
    words = " ".join(PARAGRAPHS[:2]).split()
    pages = [[HEAD, *laid_out([" ".join(words[:15])])], [HEAD, *laid_out([" ".join(words[15:])])]]
    sentences = split(read(pdf(pages))).sentences
    assert [s.text for s in sentences] == list(PARAGRAPHS[:2])


def test_a_file_that_needs_a_password_says_so():
    with pytest.raises(SourceUnreadableError, match="needs a password") as caught:
        read(protected(report(), "secret"))
    assert "without the password" in caught.value.hint


def test_a_file_protected_against_changes_only_is_read():
    assert read(protected(report(), "", "owner")).title == TITLE


def test_a_scanned_file_says_so():
    with pytest.raises(NoArticleError, match="pictures as from a scanner") as caught:
        read(pdf([[], []], picture=True))
    assert "OCR" in caught.value.hint


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"%PDF-1.4\n%%EOF", b"%PDF-" + bytes(range(256)) * 20]
)
def test_a_damaged_file_says_so(data):
    with pytest.raises(SourceUnreadableError, match="damaged"):
        read(data)


def test_a_file_too_large_is_not_opened(monkeypatch):
    monkeypatch.setattr(reader, "MAX_PDF_BYTES", 100)
    monkeypatch.setattr(subprocess, "Popen", None)
    with pytest.raises(SourceUnreadableError, match="larger than"):
        read(report())


def test_a_child_that_does_not_end_is_killed_with_all_that_it_started(monkeypatch, tmp_path):
    noted = tmp_path / "pid"
    child = tmp_path / "pdf_child.py"
    child.write_text(
        "import os, subprocess, sys, time\n"
        f"grandchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'])\n"
        f"open({str(noted)!r}, 'w').write(str(grandchild.pid))\n"
        "time.sleep(300)\n"
    )
    monkeypatch.setattr(reader, "__file__", str(tmp_path / "pdf.py"))
    started = time.monotonic()
    with pytest.raises(SourceUnreadableError, match="took more than 3 seconds"):
        reader.read_pdf(report(), source="x", seconds=3)
    assert time.monotonic() - started < 100
    grandchild = int(noted.read_text())
    assert _is_gone(grandchild)


def _is_gone(pid):
    for _ in range(600):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="limits on memory are enforced on Linux")
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("bytearray(3 << 30)", "damaged|too much"),
        ("open('written-by-a-pdf', 'wb', buffering=0).write(b'x')", "damaged|too much"),
        ("__import__('os')._exit(3)", "damaged"),
        ("__import__('os').kill(__import__('os').getpid(), 9)", "too much time or memory"),
        ("print('no json')", "damaged"),
    ],
)
def test_a_child_that_misbehaves_is_only_an_unreadable_file(monkeypatch, tmp_path, statement, said):
    real = Path(reader.__file__).with_name("pdf_child.py").read_text(encoding="utf-8")
    child = tmp_path / "pdf_child.py"
    child.write_text(real.replace("    limit()\n", f"    limit()\n    {statement}\n"))
    monkeypatch.setattr(reader, "__file__", str(tmp_path / "pdf.py"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceUnreadableError, match=said):
        read(report())
    written = tmp_path / "written-by-a-pdf"
    assert not written.exists() or not written.read_bytes()


def test_the_child_does_not_see_keys(monkeypatch, tmp_path):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-123456789")
    seen = tmp_path / "seen"
    child = tmp_path / "pdf_child.py"
    child.write_text(f"import os\nopen({str(seen)!r}, 'w').write(repr(dict(os.environ)))\n")
    monkeypatch.setattr(reader, "__file__", str(tmp_path / "pdf.py"))
    with pytest.raises(SourceUnreadableError):
        read(report())
    assert "OPENAI" not in seen.read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="counts what is open by way of /proc")
def test_nothing_of_the_child_is_left_open():
    opened = Path("/proc/self/fd")
    before = len(list(opened.iterdir()))
    read(report())
    assert len(list(opened.iterdir())) <= before


@pytest.mark.parametrize("written", ["11/20/2026 08:30:00", "yesterday", "D:0", ""])
def test_a_creation_date_that_is_none_costs_no_text(written):
    data = pdf([laid_out(PARAGRAPHS)], title=TITLE).replace(
        b"(D:20261121093000+01'00')", f"({written})".encode()
    )
    article = read(data)
    assert article.text.startswith(PARAGRAPHS[0][:40])
    assert (article.title, article.date) == (TITLE, None)


@pytest.mark.parametrize("algorithm", ["AES-128", "AES-256", "AES-256-R5", "RC4-128"])
def test_a_file_that_opens_without_a_password_is_read_however_it_is_encrypted(algorithm):
    writer = PdfWriter(clone_from=io.BytesIO(report()))
    writer.encrypt("", "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    assert read(out.getvalue()).text == read(report()).text


def test_a_file_with_a_password_is_still_closed_under_every_cipher():
    writer = PdfWriter(clone_from=io.BytesIO(report()))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(SourceUnreadableError, match="needs a password"):
        read(out.getvalue())
