"""Summaries of many articles: what code alone made is not made again, and memory stays flat."""

import tracemalloc

import anyio

from briefer.api import Session
from briefer.ingest import Item, Record
from briefer.model import Article
from briefer.providers.extractive import ExtractiveProvider
from briefer.revising import Summarized

TEXT = "The council voted 5 to 4 on Monday to close the pool. The mayor, Ada Lund, voted against."


def items(count, source="s"):
    for n in range(count):
        article = Article(f"{TEXT} It is bath {n}.", source=f"{source} {n}")
        yield Item(article.source, lambda article=article: article, record=Record(n, {"n": n}))


def run(store, found):
    async def work():
        async with Session.of({"model": "extractive", "store": str(store)}) as session:
            return [result async for result in session.summaries(found)]

    return anyio.run(work)


def test_what_code_alone_made_is_found_again_under_the_source_of_now(tmp_path, monkeypatch):
    first = run(tmp_path / "s.db", items(3))

    async def broken(self, request):
        raise AssertionError("it is made again")

    monkeypatch.setattr(ExtractiveProvider, "complete", broken)
    again = run(tmp_path / "s.db", items(3, source="renamed"))
    assert all(isinstance(each, Summarized) for each in again)
    assert [each.summary.claims for each in again] == [each.summary.claims for each in first]
    assert [each.summary.article.source for each in again] == [
        "renamed 0",
        "renamed 1",
        "renamed 2",
    ]
    assert [each.record.id for each in again] == [0, 1, 2]


def test_no_more_articles_are_held_than_are_under_way():
    def peak(count):
        async def work():
            async with Session.of({"model": "extractive"}) as session:
                return sum([1 async for _ in session.summaries(items(count))])

        tracemalloc.start()
        assert anyio.run(work) == count
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(50)
    # Garbage may be collected late in one run; what is held is held in each.
    assert any(peak(600) < 1.25 * peak(150) for _ in range(3))
