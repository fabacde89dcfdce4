"""Pages without an article, and short articles that look like such pages."""

import json
from html import escape

import pytest

from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest import read_source
from tests.support.documents import PARAGRAPHS, TITLE, page

URL = "https://www.fenwick.example/news/bridge?utm_source=x"


def read(text):
    (article,) = read_source(text.encode(), source="the page", url=URL).articles
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


LEAD = f"<article><h1>{TITLE}</h1><p>{escape(PARAGRAPHS[0])}</p>"
REFUSED = {
    "paywall declared": (
        page(ld(isAccessibleForFree=False), f"{LEAD}</article>"),
        "is behind a paywall: only a teaser is shown",
    ),
    "paywall in words": (
        page(body=f"{LEAD}<p>Subscribe to continue reading.</p><p>Already a subscriber?</p>"),
        "is behind a paywall: only a teaser is shown",
    ),
    "paywall by its class": (
        page(body=f"{LEAD}<div class='article-paywall paywall'>Plus</div></article>"),
        "is behind a paywall: only a teaser is shown",
    ),
    "paywall in German": (
        page(body=f"{LEAD}<p>Nur für Abonnenten</p></article>", lang="de"),
        "is behind a paywall: only a teaser is shown",
    ),
    "consent": (
        (
            "<!doctype html><html><head><title>Before you continue</title></head><body><h1>Before"
            " you"
            " continue</h1><p>We and our 812 partners store and/or access information on a"
            " device, such"
            " as cookies, and process personal data, such as identifiers sent by a device, for"
            " personalised ads.</p><button>Accept"
            " all</button><button>Settings</button></body></html>"
        ),
        "is a consent page: the site shows the article only after its cookies are accepted",
    ),
    "script": (
        (
            "<!doctype html><html><head><title>Courier</title><script"
            " src=a.js></script></head><body>"
            "<div id=app></div><noscript>You need to enable JavaScript to run this"
            " app.</noscript></body>"
        ),
        "is a script-only page: its text appears only in a browser that runs JavaScript",
    ),
    "script without a word": (
        (
            f"<!doctype html><html><body><div"
            f" id=root></div><script>{'a=1;' * 900}</script></body></html>"
        ),
        "is a script-only page: its text appears only in a browser that runs JavaScript",
    ),
    "login": (
        (
            "<!doctype html><html><head><title>Sign in -"
            " Courier</title></head><body><form><label>E-mail"
            "</label><input name=u><input type=password></form><p>Forgot your"
            " password?</p></body></html>"
        ),
        "is a log-in page",
    ),
    "robot": (
        (
            "<!doctype html><html><head><title>Just a moment</title></head><body><h1>Checking"
            " your browser"
            "</h1><p>Please verify that you are a human. This takes a few"
            " seconds.</p></body></html>"
        ),
        "is a page that asks whether a person is reading",
    ),
    "not found": (
        (
            "<!doctype html><html><head><title>404 – Page not found |"
            " Courier</title></head><body><h1>"
            "Oh no</h1><p>We could not find what you were looking for. It may have been moved, or"
            " it may"
            " never have been there. Try the search, or go to our front page for the news of the"
            " day."
            "</p></body></html>"
        ),
        "is a page that says the article was not found",
    ),
    "error": (
        (
            "<!doctype html><html><head><title>503 Service"
            " Unavailable</title></head><body><p>Something"
            " went wrong on our side.</p></body></html>"
        ),
        "is an error page of the site",
    ),
    "index": (
        page(
            '<link rel="alternate" type="application/rss+xml" href="/rss">',
            "<h1>News</h1><ul>"
            + "".join(
                f"<li><a href=/{n}>{t.split(',')[0]}</a></li>" for n, t in enumerate(PARAGRAPHS * 3)
            )
            + "</ul>",
        ),
        "is an index page: it lists articles and is none",
    ),
    "short": (
        "<!doctype html><html><body><article><p>The bridge is open.</p></article></body></html>",
        "holds only 4 words of text, too few for an article",
    ),
    "empty": ("<!doctype html><html><body></body></html>", "holds no article"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_page_without_an_article_says_why(case):
    document, reason = REFUSED[case]
    with pytest.raises(NoArticleError) as caught:
        read(document)
    assert str(caught.value) == f"the page {reason}"
    assert caught.value.hint


def test_an_index_page_names_its_feed():
    with pytest.raises(NoArticleError) as caught:
        read(REFUSED["index"][0])
    assert caught.value.hint == "its feed is https://www.fenwick.example/rss"


def test_a_front_page_without_an_article_names_its_feed():
    head = '<link rel="alternate" type="application/atom+xml" href="/atom.xml">'
    for body in ("", "<h1>Welcome</h1><p>The news of the valley.</p>"):
        with pytest.raises(NoArticleError) as caught:
            read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>")
        assert caught.value.hint == "its feed is https://www.fenwick.example/atom.xml"


def test_an_article_s_own_teaser_is_not_taken_for_a_front_page():
    head = '<link rel="alternate" type="application/atom+xml" href="/atom.xml">'
    with pytest.raises(NoArticleError, match="too few for an article") as caught:
        read(page(head + ld(), "<article><p>The bridge is open.</p></article>"))
    assert caught.value.hint == "name the address of one article"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"OK", "text/plain"),
        (b"pong\n", None),
        (b"<rss", "text/xml"),
        (b"# Status\n\nAll systems work.\n", "text/markdown"),
        (b'"ok"', "text/plain"),
    ],
)
def test_a_word_or_two_from_a_site_is_no_article(body, kind):
    with pytest.raises((NoArticleError, SourceUnreadableError)):
        read_source(body, source="the page", url=URL, content_type=kind)


def test_the_same_word_in_a_file_of_the_user_s_own_is_what_it_is():
    (article,) = read_source(b"OK", source="note.txt").articles
    assert article.text == "OK"


@pytest.mark.parametrize(
    "paragraph",
    [
        (
            "Publishers must ask for consent before they set cookies, the court said on Friday. The"
            " ruling goes back to a complaint of 2022 against three sites, which had shown no"
            " button to"
            " refuse, and which may now have to pay up to 4 percent of their turnover."
        ),
        (
            "The council’s site was not found by many on Friday: for three hours it answered with"
            " a 404,"
            " an official said, because a contract had run out that nobody had looked at since"
            " 2019."
        ),
        (
            "Readers who subscribe to the paper’s newsletter will pay two crowns more a month from"
            " January, the publisher said on Friday, because paper has become dearer by a third."
        ),
    ],
)
def test_a_short_article_about_cookies_errors_or_subscriptions_is_an_article(paragraph):
    document = page(ld(headline="T"), f"<article><h1>T</h1><p>{paragraph}</p></article>", title="T")
    assert read(document).text == f"{paragraph}\n"
