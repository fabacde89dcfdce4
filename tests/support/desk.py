"""Briefs in a store for the desk: real claims about short articles, checked as briefer checks."""

import datetime as dt
from functools import cache
from unittest.mock import patch

from briefer import checks
from briefer.briefing import remember
from briefer.desk import Desk
from briefer.model import Article, Brief, Provenance, Story
from briefer.store import Store, people
from briefer.tasks import article_ref
from briefer.text import split

PEOPLE = {"mara": "editor", "jon": "editor", "ada": "admin", "ben": "reader"}
DAY = "2026-11-22"
NOW = dt.datetime(2026, 11, 22, 6, 30, tzinfo=dt.UTC)

HARBOUR = Article(
    "The harbour council voted on Monday to rebuild the north pier. The work will cost 12 million "
    "euros and take two years. “We cannot wait any longer,” said Mara Lindt, who leads the "
    "council. Fishermen had asked for the repair since the storm of 2021.",
    title="Council votes to rebuild pier",
    url="https://harbour.example/pier",
    date="2026-11-21",
    language="en",
)
FERRY = Article(
    "The ferry line to Nordby will stop for three weeks in January. Its only ship needs a new "
    "engine. About 400 commuters use the line each day. The operator offers a bus instead.",
    title="Ferry to Nordby stops",
    url="https://ferry.example/nordby",
    date="2026-11-21",
    language="en",
)

TOLD = (
    (
        "The harbour council voted to rebuild the north pier.",
        ("The work will cost 12 million euros and take two years.",),
        ("The work will cost 21 million euros.", "Fishermen are said to be content."),
    ),
    (
        "The ferry line to Nordby will stop for three weeks in January.",
        ("About 400 commuters use the line each day.",),
        ("The operator offers a bus instead.",),
    ),
)
"""Of each story its headline, lede and key facts; the first one's key facts are wrong."""


@cache
def brief_of(articles=(HARBOUR, FERRY), told=TOLD, *, day=DAY, title="Daily brief"):
    """Return a brief that tells one story of each article."""
    documents = [split(each) for each in articles]
    source = checks.Source(documents)

    def claim(text, article):
        alone = checks.check(text, source.alone(article)).claim(text)
        moved = tuple(
            type(each)(article, each.sentence, each.start, each.end, each.text)
            for each in alone.evidence
        )
        return type(alone)(
            text, moved, alone.origin, alone.score, alone.findings, alone.status, alone.by
        )

    made = Provenance("scripted", "hand")
    stories = tuple(
        Story(
            (number,),
            claim(headline, number),
            tuple(claim(each, number) for each in lede),
            tuple(claim(each, number) for each in facts),
            made,
            news=(claim(lede[0], number),),
        )
        for number, (headline, lede, facts) in enumerate(told, 1)
    )
    return Brief(
        day,
        (claim(told[0][0], 1),),
        stories,
        tuple(map(article_ref, documents)),
        (),
        made,
        title=title,
    )


def kept(path, brief=None, articles=(HARBOUR, FERRY), *, series="#Daily brief", now=NOW):
    """Return a store with a brief, its articles, and three people: mara, jon and ada."""
    store = Store.open(path)
    for article in articles:
        store.keep_version(article.url, article, fetched=f"{DAY}T05:00:00+00:00")
    remember(store, series, brief or brief_of(articles), now)
    with patch.object(people, "_COSTS", (1, 1, 1)):  # nobody signs in with these tokens
        for name, role in PEOPLE.items():
            if store.person(name) is None:
                store.add_person(name, role)
    return store


def desk_of(path=None, **more):
    """Return a desk on a new store, with the brief of `brief_of` in it."""
    return Desk(kept(path, **more))


def path_of(review, text):
    """Return the path of the claim that reads so."""
    return next(each.path for each in review.claims if each.claim.text.startswith(text))


def decide_all(desk, who="mara", name=DAY):
    """Decide whatever has to be decided: what fails is cut, what is open accepted."""
    for each in desk.open(name).to_decide:
        desk.decide(name, each.path, "cut" if each.claim.fails else "accept", who, seen=each.seen)
