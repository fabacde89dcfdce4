"""Pages as sites of many makers set them: what must not cost an article its text."""

import json

import pytest

from briefer.errors import NoArticleError
from briefer.ingest import read_source
from briefer.ingest.markup import parse_fragment, text_blocks
from briefer.ingest.metadata import PageFacts
from briefer.ingest.refusals import is_remnant, refusal
from tests.support.documents import BODY_HTML, PARAGRAPHS, TEXT, TITLE

SCRIPT = f"<script>{'var a = 1;' * 4_000}</script>"
HIDDEN = {
    "hidden": '<div hidden id="S:0">{}</div>',
    "visibility": '<div style="color: red; visibility:hidden">{}</div>',
    "display": '<section style="display:none">{}</section>',
    "aside": "<aside>{}</aside>",
}
URL = "https://www.fenwick.example/news/bridge"


def read(body, head="", *, url=URL):
    text = (
        f"<!doctype html><html lang='en'><head><title>{TITLE}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )
    (article,) = read_source(text.encode(), source="the page", url=url).articles
    return article


def ld(node):
    text = node if isinstance(node, str) else json.dumps(node)
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "name",
    [
        "post type-post category-news tag-bridge tag-harbour",
        "widget Blog",
        "article-body with-sidebar",
        "story card",
        "teaser-page share-enabled",
        "promo related-content",
        "newsletter",
    ],
)
def test_what_an_article_s_element_is_called_does_not_cost_its_text(name):
    page = f'{SCRIPT}<h1>{TITLE}</h1><div class="{name}">{BODY_HTML}</div>'
    assert read(page, SCRIPT).text == TEXT


@pytest.mark.parametrize("way", HIDDEN)
def test_a_text_that_is_hidden_or_set_aside_is_read_where_there_is_no_other(way):
    page = HIDDEN[way].format(f"<article><h1>{TITLE}</h1>{BODY_HTML}</article>")
    assert read(f"<div>Loading</div>{page}<div>We use cookies. Accept all.</div>").text == TEXT


def test_what_is_hidden_beside_an_article_is_not_read():
    offer = f"<p>{'Buy two bridges now and pay for one of them only. ' * 20}</p>"
    page = f"<article><h1>{TITLE}</h1>{BODY_HTML}</article><div hidden>{offer}</div>"
    assert read(page).text == TEXT


@pytest.mark.parametrize("holder", ["{}", "<div>{}</div>", "<table><tr><td>{}</td></tr></table>"])
def test_a_list_between_paragraphs_is_read_wherever_they_stand(holder):
    items = "<ul><li>The town will pay a tenth of the cost</li><li>The county the rest</li></ul>"
    paragraphs = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    article = read(holder.format(f"<h1>{TITLE}</h1>{paragraphs}{items}<p>{PARAGRAPHS[0]}</p>"))
    assert "- The town will pay a tenth of the cost\n\n- The county the rest" in article.text
    assert article.text.startswith(PARAGRAPHS[0])


def test_a_few_words_of_a_long_page_are_no_article():
    lines = "".join(f"<p>{PARAGRAPHS[n % 5]} It is bridge number {n}.</p>" for n in range(30))
    tree = parse_fragment(f"<p>{PARAGRAPHS[1]}</p>{lines}", source="p")
    alone = parse_fragment(f"<p>{PARAGRAPHS[1]}</p><p>Home News Sport</p>" * 40, source="p")
    found = text_blocks(PARAGRAPHS[1])
    assert is_remnant(tree, found)
    assert not is_remnant(tree, text_blocks(TEXT))
    assert not is_remnant(alone, found)
    error = refusal(tree, PageFacts(), found, source="p", doubt="remnant")
    assert "shows far more text than the 20 words" in str(error)


@pytest.mark.parametrize(
    "line",
    [
        "The streaming service said that a subscription is required to watch the final.",
        "Officials told subscribers only on Friday that a subscription was needed.",
        "In the survey one reader in ten is already a subscriber of the theatre.",
    ],
)
@pytest.mark.parametrize("at", [0, 2, 5])
def test_an_article_that_mentions_a_subscription_is_free(line, at):
    lines = [*PARAGRAPHS[:at], line, *PARAGRAPHS[at:]]
    body = "".join(f"<p>{each}</p>" for each in lines)
    assert line in read(f"<article><h1>{TITLE}</h1>{body}</article>").text


def test_a_bar_that_offers_a_log_in_to_subscribers_is_no_wall():
    bar = '<div class="paywall-header-wrap"><span>Sign out</span></div>'
    bar += "<div>Already a subscriber?</div>"
    assert read(f"{bar}<article><h1>{TITLE}</h1>{BODY_HTML}</article>").text == TEXT


@pytest.mark.parametrize(
    "line", ["Subscribe to continue reading.", "This article is only for members."]
)
def test_a_wall_behind_the_first_paragraphs_is_one(line):
    page = f"<article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></article><div><p>{line}</p></div>"
    with pytest.raises(NoArticleError, match="paywall"):
        read(page)


@pytest.mark.parametrize(
    ("form", "linked"),
    [
        ("<div class='item'><h2><a href='/s{n}'>{title}</a></h2><p>{text}</p></div>", True),
        ("<article><a href='/s{n}'><h3>{title}</h3></a><p>{text}</p></article>", True),
        ("<li><h3><a href='/s{n}'>{title}</a></h3><div>{text}</div></li>", False),
    ],
)
def test_a_list_of_teasers_is_no_article_and_its_feed_is_offered(form, linked):
    teasers = "".join(
        form.format(n=n, title=f"Headline number {n} of the day", text=f"{n}: {PARAGRAPHS[n % 5]}")
        for n in range(8)
    )
    feed = '<link rel="alternate" type="application/rss+xml" href="/all.xml">'
    footer = '<footer><a href="/rss.xml">RSS</a></footer>' if linked else ""
    with pytest.raises(NoArticleError, match="is an index page") as caught:
        read(f"<div>{teasers}</div>{footer}", "" if linked else feed, url="https://f.example/")
    address = "https://f.example/rss.xml" if linked else "https://f.example/all.xml"
    assert caught.value.hint == f"its feed is {address}"


OWN = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-11-20T08:30:00+01:00"}
OTHER = {"@type": "NewsArticle", "headline": "Another story", "datePublished": "2026-01-01"}


@pytest.mark.parametrize(
    "head",
    [
        ld({"@type": "ItemList", "itemListElement": [OTHER]}) + ld(OWN),
        ld([OTHER, OWN]),
        ld({"@graph": [OTHER, OWN]}),
        ld({**OTHER, "url": "https://www.fenwick.example/other"})
        + ld({**OWN, "headline": "Bridge opens", "url": URL}),
        ld({**OWN, "mentions": [OTHER], "hasPart": OTHER}),
        ld(json.dumps(OWN).replace("}", " , \n}")),
        ld(f"<!-- {json.dumps([OWN])[:-1]},] -->"),
    ],
)
def test_the_page_s_own_article_is_told_from_others_in_its_json_ld(head):
    article = read(f"<article><h1>{TITLE}</h1>{BODY_HTML}</article>", head)
    assert article.date == "2026-11-20T08:30:00+01:00"
    assert article.title in (TITLE, "Bridge opens")


def test_what_only_a_list_declares_is_said_of_no_page():
    head = ld({"@type": "ItemList", "itemListElement": [OTHER]})
    article = read(f"<article><h1>{TITLE}</h1>{BODY_HTML}</article>", head)
    assert (article.title, article.date) == (TITLE, None)


def test_references_of_json_ld_are_followed():
    graph = {
        "@graph": [
            {**OWN, "author": {"@id": "#a"}, "publisher": [{"@id": "#p"}]},
            {"@type": "Person", "@id": "#a", "name": "Anna Berg"},
            {"@type": "Organization", "@id": "#p", "name": "The Gazette"},
        ]
    }
    article = read(f"<article><h1>{TITLE}</h1>{BODY_HTML}</article>", ld(graph))
    assert (article.author, article.outlet) == ("Anna Berg", "The Gazette")


@pytest.mark.parametrize(
    ("mark", "author", "date"),
    [
        (
            "<div class='byline'>Anna Berg 20 November 2026 • 4:45pm</div>",
            "Anna Berg",
            "2026-11-20",
        ),
        ("<p class='author'>Von Anna Berg, 20. Okt. 2026</p>", "Anna Berg", "2026-10-20"),
        ("<span class='byline'>20.11.2026, 14:30 Uhr</span>", None, "2026-11-20"),
        ("<div class='author'>Foto: AGENTUR/Jo Lens</div>", None, None),
        ("<div class='author'>Photo by Jo Lens</div>", None, None),
        ("<figure><span class='author'>Jo Lens</span></figure>", None, None),
        ("<div id='comments'><span class='comment-author'>bob77</span></div>", None, None),
        ("<ul class='comment-list'><li><a rel='author'>Bob</a></li></ul>", None, None),
        ("<div class='byline'>By Anna Berg and Jo Lens</div>", "Anna Berg and Jo Lens", None),
    ],
)
def test_an_author_is_no_date_no_credit_and_no_commenter(mark, author, date):
    article = read(f"<article><h1>{TITLE}</h1>{mark}{BODY_HTML}</article>")
    assert (article.author, article.date) == (author, date)


@pytest.mark.parametrize(
    "name",
    ["Foto: Jo Lens", "2026-11-20", "20 November 2026", "Updated 3 hours ago", "vor 2 Stunden"],
)
def test_a_declared_author_is_none_of_these_either(name):
    head = f'<meta name="author" content="{name}">' + ld({**OWN, "author": {"name": name}})
    assert read(f"<article><h1>{TITLE}</h1>{BODY_HTML}</article>", head).author is None


def test_a_paragraph_about_what_prompts_are_about_is_kept():
    line = "Registered voters said in a survey that they want the bridge open at night too."
    page = f"<article><h1>{TITLE}</h1>{BODY_HTML}<p>{line}</p></article>"
    assert line in read(page).text
    prompt = page.replace(line, "Register to read more of our stories")
    assert "Register" not in read(prompt).text


def test_a_note_that_was_saved_as_a_page_is_read_and_a_page_that_loads_is_not():
    note = "<html><body><p>The ferry is late.</p></body></html>"
    assert read_source(note.encode(), source="n.html").articles[0].text == "The ferry is late.\n"
    with pytest.raises(NoArticleError):
        read_source(note.encode(), source="n.html", url=URL)
    shell = note.replace("</body>", "<script>load()</script></body>")
    with pytest.raises(NoArticleError):
        read_source(shell.encode(), source="n.html")


def test_what_looks_like_a_tag_in_a_script_is_none():
    names = " ".join(f"name{n}" for n in range(2_000))
    page = f"<article><h1>{TITLE}</h1>{BODY_HTML}</article><script>if (i<n {names}) f()</script>"
    assert read(page).text == TEXT


def test_a_quotation_mark_too_many_makes_no_attributes_of_a_text():
    article = f"<article><h1>{TITLE}</h1>{BODY_HTML}</article>"
    assert PARAGRAPHS[3] in read(f'{article}<p class="a"">{TEXT * 40}</p>').text
