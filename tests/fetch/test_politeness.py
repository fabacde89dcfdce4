"""Taking turns, and doing as robots.txt says."""

from itertools import pairwise

import anyio
import pytest

from briefer.errors import FetchError, RefusedAddressError, RobotsError
from tests.support.fetching import error_of, fetcher
from tests.support.simulated import simulate
from tests.support.webserver import answer, pages, redirect, serving

pytestmark = pytest.mark.loopback

PAGE = answer(b"<p>The harbour reopened.</p>")
RULES = b"User-agent: *\nDisallow: /private\n\nUser-agent: briefer\nDisallow: /closed\nAllow: /\n"


def robots(text):
    return answer(text, content_type="text/plain")


async def slow_page(asked):
    await anyio.sleep(0.1)
    return PAGE


def visit(urls, table, *, robots=None, **settings):
    """Fetch all of these at one time; returns results or errors by address, and the server.

    All of it in simulated time: how busy the machine is makes no difference.
    """
    results = {}

    async def main():
        async with (
            serving(pages(table, robots=robots)) as web,
            fetcher(**settings) as client,
            anyio.create_task_group() as group,
        ):

            async def one(url):
                host, path = url.split("/", 1)
                try:
                    results[url] = await client.get(web.url(f"/{path}", host))
                except FetchError as error:
                    results[url] = error

            for url in urls:
                group.start_soon(one, url)
        return web

    return results, simulate(main, sockets=True)


def test_requests_to_one_host_are_spaced_and_come_one_by_one():
    urls = [f"news.example/{number}" for number in range(4)]
    results, web = visit(urls, {f"/{n}": slow_page for n in range(4)}, spacing=0.3)
    starts = [asked.at for asked in web.seen]
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert len(results) == 4
    assert gaps == pytest.approx([0.3] * 3)
    assert web.peak == 1
    assert web.paths == ["/0", "/1", "/2", "/3"]


def test_hosts_do_not_wait_for_each_other():
    urls = [f"{host}.example/{number}" for host in ("news", "other") for number in range(2)]
    _, web = visit(urls, {"/0": slow_page, "/1": slow_page}, spacing=0.5)
    assert web.peak == 2
    starts = [asked.at for asked in web.seen]
    assert [at - starts[0] for at in starts] == pytest.approx([0, 0, 0.5, 0.5])


def test_no_more_hosts_than_allowed_are_asked_at_once():
    hosts = [f"h{number}.example" for number in range(6)]
    results, web = visit(
        [f"{host}/0" for host in hosts],
        {"/0": slow_page},
        concurrency=2,
        ignore_robots=frozenset(hosts),
    )
    assert len(results) == 6
    assert web.peak == 2


def test_robots_are_asked_once_and_obeyed():
    urls = ["news.example/open", "news.example/closed/1", "news.example/private", "news.example/2"]
    table = {"/open": PAGE, "/private": PAGE, "/2": PAGE, "/closed/1": PAGE}
    results, web = visit(urls, table, robots=robots(RULES), ignore_robots=frozenset())
    assert isinstance(results["news.example/closed/1"], RobotsError)
    assert "robots.txt of news.example" in str(results["news.example/closed/1"])
    assert sorted(web.paths) == ["/2", "/open", "/private"]
    assert [asked.path for asked in web.seen].count("/robots.txt") == 1


def test_our_own_site_is_not_asked():
    results, web = visit(
        ["news.example/closed/1"],
        {"/closed/1": PAGE},
        robots=robots(RULES),
        ignore_robots=frozenset({"News.example"}),
    )
    assert results["news.example/closed/1"].status == 200
    assert [asked.path for asked in web.seen] == ["/closed/1"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_that_has_no_robots_allows_all(status):
    results, _ = visit(
        ["news.example/a"],
        {"/a": PAGE},
        robots=answer(status=status),
        ignore_robots=frozenset(),
    )
    assert results["news.example/a"].status == 200


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_that_fails_to_tell_its_rules_is_left_alone(status):
    results, web = visit(
        ["news.example/a", "news.example/b"],
        {"/a": PAGE},
        robots=answer(status=status),
        ignore_robots=frozenset(),
    )
    for error in results.values():
        assert isinstance(error, RobotsError)
        assert str(status) in str(error)
    assert web.paths == []


def test_a_host_that_is_down_is_found_so_once():
    asked = []

    async def resolve(host, port):
        asked.append(host)
        raise OSError

    results, _ = visit(
        [f"news.example/{n}" for n in range(5)], {}, resolve=resolve, ignore_robots=frozenset()
    )
    assert asked == ["news.example"]
    assert len(results) == 5
    assert all("cannot be resolved" in str(error) for error in results.values())


def test_robots_are_read_where_they_are_redirected_to_and_of_any_size_and_type():
    long = b"#" * 200_000 + b"\n" + RULES + b"#" * 2_000_000
    results, _ = visit(
        ["news.example/closed/1", "news.example/a"],
        {"/elsewhere": answer(long, content_type="application/x-robots"), "/a": PAGE},
        robots=redirect("/elsewhere"),
        ignore_robots=frozenset(),
    )
    assert isinstance(results["news.example/closed/1"], RobotsError)
    assert results["news.example/a"].status == 200


def test_a_redirect_is_subject_to_the_rules_of_where_it_leads():
    results, web = visit(
        ["news.example/a"],
        {"/a": redirect("/closed/1"), "/closed/1": PAGE},
        robots=robots(RULES),
        ignore_robots=frozenset(),
    )
    assert isinstance(results["news.example/a"], RobotsError)
    assert web.paths == ["/a"]


@pytest.mark.parametrize(("asked", "granted"), [("0.3", 0.3), ("1000", 0.5)])
def test_a_wish_for_slower_visits_is_granted_up_to_a_limit(asked, granted):
    results, web = visit(
        ["news.example/0", "news.example/1"],
        {"/0": PAGE, "/1": PAGE},
        robots=robots(b"User-agent: *\nCrawl-delay: " + asked.encode()),
        ignore_robots=frozenset(),
        max_crawl_delay=0.5,
    )
    starts = [asked.at for asked in web.seen]
    assert len(results) == 2
    assert [b - a for a, b in pairwise(starts)] == pytest.approx([granted] * 2)


def test_robots_of_a_forbidden_address_are_not_asked_for():
    async def main():
        async with fetcher(allow_private=False, ignore_robots=frozenset()) as client:
            await client.get("http://news.example:9/")

    assert isinstance(error_of(main), RefusedAddressError)


def test_a_host_that_never_answers_is_given_up():
    """However many of its pages are wanted, it takes a few times the time for one."""

    async def handler(asked, stream):
        await anyio.sleep(30)

    errors = []

    async def main():
        async with (
            serving(handler) as web,
            fetcher(timeout=5.0) as client,
            anyio.create_task_group() as group,
        ):

            async def one(number):
                with pytest.raises(FetchError) as caught:
                    await client.get(web.url(f"/{number}"))
                errors.append(str(caught.value))

            for number in range(20):
                group.start_soon(one, number)
        return web

    web = simulate(main, sockets=True)
    assert [asked.at for asked in web.seen] == pytest.approx([0, 5, 10, 15, 20])
    assert len(errors) == 20
    assert sum("is not asked again" in error for error in errors) == 15


def test_a_host_that_answers_now_and_then_is_not_given_up():
    async def handler(asked, stream):
        if asked.path == "/good":
            await stream.send(answer(b"x"))
        await stream.aclose()

    async def main():
        async with serving(handler) as web, fetcher() as client:
            for number in range(12):
                path = "/good" if number % 4 == 3 else "/bad"
                if path == "/good":
                    assert (await client.get(web.url(path))).body == b"x"
                    continue
                with pytest.raises(FetchError, match="broke off"):
                    await client.get(web.url(path))
        return web

    assert len(simulate(main, sockets=True).seen) == 12


@pytest.mark.parametrize("slow", ["asks to wait", "drips"])
def test_however_many_pages_are_wanted_a_slow_host_has_a_time_in_all(slow):
    busy = answer(b"", 503, [("Retry-After", "10")])

    async def drip(asked):
        await anyio.sleep(29)
        return PAGE

    table = {f"/{n}": busy if slow == "asks to wait" else drip for n in range(50)}
    urls = [f"news.example/{n}" for n in range(50)]
    patient = {"max_attempts": 3, "timeout": 30.0, "total_timeout": 90.0, "spacing": 1.0}
    ended = []

    def all_of_it():
        results, web = visit(urls, table, **patient)
        ended.append(max(asked.at for asked in web.seen))
        return results

    results = all_of_it()
    left = [str(each) for each in results.values() if "is not asked again" in str(each)]
    assert len(results) == 50
    assert len(left) > 40
    assert any("has taken 90 s" in each for each in left)
    assert ended[0] < 125


def test_a_host_that_is_only_asked_slowly_is_not_given_up():
    """Waiting for a turn is no fault of the host's, nor is answering within seconds."""

    async def steady(asked):
        await anyio.sleep(4)
        return PAGE

    urls = [f"news.example/{n}" for n in range(40)]
    results, _ = visit(urls, {f"/{n}": steady for n in range(40)}, spacing=10.0)
    assert not any(isinstance(each, FetchError) for each in results.values())
