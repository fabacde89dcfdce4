# ruff: noqa: E501 (the pieces are one string)
import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.checks import Source
from briefer.compare.corroboration import corroborating
from briefer.compare.differences import differences
from briefer.compare.quotations import attributed_quotations
from briefer.compare.stories.grouping import group
from briefer.compare.stories.news import new_facts
from briefer.compare.upcoming import upcoming_events
from briefer.model import Article, Claim
from briefer.text import split

PIECES = (
    'Governor Dana Hruska|“|”|"|said|told|14|at least|people|killed|€1.9bn|on Thursday|tomorrow|9999'
    "|31 December|30 February|next week|denied|.|,|\n\n|#|«|»|„|‘|’|3-1|50%|—|的事故|は|Москва|٣٤|\u202e|\x00"
    "|\ud800|1.187.000,5|five years and three months|not|he|Milos Hruska|US|²|½|O’Neill|the mayor|d’|12:30|İ|ß"
).split("|")  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
ARTICLES = st.builds(
    Article,
    TEXTS,
    title=st.none() | TEXTS,
    date=st.sampled_from(
        [None, "", "2026-04-14", "2026-04-14T10:00:00Z", "2026-04-14T10:00+02:00", "soon", "2026-02-30"]
    ),
    language=st.sampled_from([None, "en", "de", "fr", "xx", "zh"]),
    outlet=st.sampled_from([None, "A", "B", " "]),
    url=st.sampled_from([None, "http://[bad", "https://www.a.example/x", "x"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(ARTICLES, max_size=4), TEXTS)
def test_any_articles_are_grouped_and_compared_without_an_error(articles, text):
    documents = [split(article) for article in articles]
    groups = group(articles)
    assert sorted(i for each in groups for i in each.members) == list(range(len(articles)))
    backwards = group(articles[::-1])
    assert {frozenset(articles[i].hash for i in g.members) for g in groups} == {
        frozenset(articles[::-1][i].hash for i in g.members) for g in backwards
    }
    for found in differences(Source(documents)):
        assert len(found.sides) >= 2
        for side in found.sides:
            said = articles[side.evidence.article - 1].text
            assert said[side.evidence.start : side.evidence.end] == side.evidence.text
    for document in documents:
        assert all(
            each.date > "2026-04-14"
            for each in upcoming_events(Source([document]), 1, dt.date(2026, 4, 14))
        )
        assert all(
            each.text in document.article.text
            for each in attributed_quotations(Source([document]), 1)
        )
    assert set(corroborating(text, Source(documents))) <= set(range(1, len(documents) + 1))
    claim = Claim(text)
    assert new_facts([claim], documents) in {(), (claim,)}
