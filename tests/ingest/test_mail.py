from email.message import EmailMessage

import pytest

from briefer.errors import NoArticleError
from briefer.ingest import read_source
from briefer.text import split
from tests.support import documents
from tests.support.documents import AUTHOR, BODY_HTML, OUTLET, PARAGRAPHS, PLAIN, TEXT, TITLE


def read(message):
    data = message if isinstance(message, bytes) else message.as_bytes()
    (article,) = read_source(data, source="the mail.eml").articles
    return article


def mail(text=None, html=None, **headers):
    message = EmailMessage()
    message["From"] = f"{AUTHOR} <mara@fenwick.example>"
    message["Subject"] = TITLE
    message["Date"] = "Sat, 21 Nov 2026 09:30:00 +0100"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def test_a_mail_s_plain_text_is_the_article_and_its_head_says_what_it_is():
    article = read(documents.MAIL)
    assert article.text.strip() == PLAIN.strip()
    assert (article.title, article.author, article.outlet) == (TITLE, AUTHOR, OUTLET)
    assert article.date == "2026-11-21T09:30:00+01:00"
    assert article.guid == "<1@fenwick.example>"
    assert article.notes == ("1 attachment left out",)


def test_a_mail_of_html_alone_is_read_as_a_page():
    article = read(mail(html=documents.page()))
    assert (article.text, article.title) == (TEXT, TITLE)
    assert article.date == "2026-11-21T09:30:00+01:00"


def test_a_newsletter_set_in_tables_is_read_whole():
    rows = "".join(f"<tr><td><table><tr><td>{p}</td></tr></table></td></tr>" for p in PARAGRAPHS)
    html = f"<html><body><table>{rows}<tr><td>Unsubscribe</td></tr></table></body></html>"
    assert read(mail(html=html)).text == PLAIN


def test_html_is_read_where_the_plain_text_only_points_to_it():
    article = read(
        mail("View this email in your browser.\n", f"<html><body>{BODY_HTML}</body></html>")
    )
    assert article.text == TEXT


def test_a_forwarded_mail_is_what_was_forwarded():
    text = (
        "fyi\n\n---------- Forwarded message ---------\nFrom: Bo Ek <bo@post.example>\n"
        f"Date: Fri, 20 Nov 2026 08:00:00 +0000\nSubject: The bridge\nTo: <a@b.example>\n\n{PLAIN}"
    )
    article = read(mail(text))
    assert article.text.strip() == PLAIN.strip()
    assert (article.title, article.author) == ("The bridge", "Bo Ek")
    assert article.date == "2026-11-20T08:00:00+00:00"


@pytest.mark.parametrize(
    "header",
    [
        (
            "<p><b>From:</b> Bo Ek &lt;b@p.example&gt;<br><b>Sent:</b> Friday, November 20, 2026"
            " 4:12 PM<br><b>To:</b> Desk<br><b>Subject:</b> The bridge</p>"
        ),
        "<p>Von: Bo Ek</p><p>Gesendet: 20. November 2026 16:12</p><p>Betreff: The bridge</p>",
        (
            "<div>---------- Forwarded message ---------<br>From: <b>Bo Ek</b> &lt;b@p.example&gt;"
            "<br>Date: Fri, 20 Nov 2026 16:12<br>Subject: The bridge<br></div>"
        ),
    ],
)
def test_a_forwarded_page_is_what_was_forwarded(header):
    article = read(mail(html=f"<html><body><p>fyi</p>{header}{BODY_HTML}</body></html>"))
    assert article.text == TEXT
    assert (article.title, article.author) == ("The bridge", "Bo Ek")
    assert article.date == "2026-11-20T16:12:00"


FORWARDED = """
    De : | Envoyé : vendredi 20 novembre 2026 16:12 | À : | Objet :
    De: | Enviado: viernes, 20 de noviembre de 2026 16:12 | Para: | Asunto:
    Da: | Inviato: venerdì 20 novembre 2026 16:12 | A: | Oggetto:
    De: | Enviada: sexta-feira, 20 de novembro de 2026 16:12 | Para: | Assunto:
    Van: | Verzonden: vrijdag 20 november 2026 16:12 | Aan: | Onderwerp:
    Fra: | Sendt: fredag 20. november 2026 16:12 | Til: | Emne:
    Från: | Skickat: den 20 november 2026 16:12 | Till: | Ämne:
    Od: | Wysłano: piątek, 20 listopada 2026 16:12 | Do: | Temat:
"""


def test_a_mail_forwarded_by_outlook_in_other_languages_is_what_was_forwarded():
    for line in FORWARDED.strip().splitlines():
        sender, day, to, subject = line.strip().split(" | ")
        header = f"{sender} Bo Ek <b@p.example>\n{day}\n{to} Desk\n{subject} The bridge\n"
        article = read(mail(f"fyi\n\n{header}\n{PLAIN}"))
        assert article.text.strip() == PLAIN.strip(), line
        assert (article.title, article.author) == ("The bridge", "Bo Ek"), line
        assert article.date == "2026-11-20T16:12:00", line
        page = "<br>".join(header.replace("<b@p.example>", "").splitlines())
        shown = read(mail(html=f"<html><body><p>fyi</p><p>{page}</p>{BODY_HTML}</body></html>"))
        assert (shown.text, shown.title, shown.author) == (TEXT, "The bridge", "Bo Ek"), line


def test_a_mail_attached_to_a_mail_is_read_where_there_is_nothing_else():
    outer = EmailMessage()
    outer["Subject"] = "Fwd: see attached"
    outer["From"] = "a@b.example"
    outer.set_content("See below.")
    outer.add_attachment(mail(PLAIN))
    article = read(outer)
    assert article.text.strip() == PLAIN.strip()
    assert article.title == TITLE


def test_mails_within_mails_end():
    message = mail("x")
    for _ in range(60):
        outer = EmailMessage()
        outer["Subject"] = "Fwd"
        outer["From"] = "a@b.example"
        outer.set_content("x")
        outer.add_attachment(message)
        message = outer
    assert read(message).text.strip() == "x"


@pytest.mark.parametrize(
    "subject", [f"Fwd: {TITLE}", f"AW: WG: {TITLE}", f"[desk] Re: {TITLE}", f"RE: FW: {TITLE}"]
)
def test_marks_of_answering_and_forwarding_are_no_part_of_the_title(subject):
    message = mail(PLAIN)
    message.replace_header("Subject", subject)
    assert read(message).title == TITLE


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "koi8-r"])
@pytest.mark.parametrize("transfer", ["base64", "quoted-printable"])
def test_a_mail_is_decoded_as_it_says(encoding, transfer):
    text = (
        "Мост снова открыт, сказал он.\n" if encoding == "koi8-r" else "Où ça ? À l'été, dit-il.\n"
    )
    message = EmailMessage()
    message["Subject"] = "T"
    message["From"] = "a@b.example"
    message.set_content(text, charset=encoding, cte=transfer)
    assert read(message).text == text


def test_a_charset_that_nobody_knows_is_guessed():
    data = (
        b"Subject: =?klingon?q?T=FF?=\nFrom: a@b.example\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=klingon\n\n" + PLAIN.encode()
    )
    assert read(data).text.strip() == PLAIN.strip()


def test_lines_that_flow_are_joined_and_the_signature_is_cut():
    data = (
        b"Subject: T\nFrom: a@b.example\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=utf-8; format=flowed\n\n"
        b"The bridge is \nopen again, the \nauthority said.\n\n-- \nMara\n"
    )
    article = read(data)
    assert [s.text for s in split(article).sentences] == [
        "The bridge is open again, the authority said."
    ]


def test_a_mail_of_attachments_alone_says_so():
    message = EmailMessage()
    message["Subject"] = "T"
    message["From"] = "a@b.example"
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    with pytest.raises(NoArticleError, match="a mail without text") as caught:
        read(message)
    assert "attachment" in caught.value.hint
