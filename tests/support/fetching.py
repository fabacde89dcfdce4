"""What the tests of fetching share."""

import anyio
import httpcore2

from briefer.fetch import Fetcher, FetchSettings
from briefer.fetch.exchange import certificates
from tests.support.simulated import simulate

NO_ROBOTS = frozenset({"127.0.0.1", "news.example", "other.example"})


async def loopback(host, port):
    """Every name is this machine's."""
    return ["127.0.0.1"]


def fetcher(*, resolve=loopback, backend=None, context=None, sleep=anyio.sleep, **settings):
    """Return a fetcher for names and servers of this machine, by the event loop's clock."""
    chosen = {
        "spacing": 0.0,
        "allow_private": True,
        "ignore_robots": NO_ROBOTS,
        "max_attempts": 1,
        "timeout": 5.0,
        "total_timeout": 10.0,
        **settings,
    }
    return Fetcher(
        FetchSettings(**chosen),
        resolve=resolve,
        backend=backend,
        # Else a thread would read them, and simulated time go on meanwhile.
        context=context or certificates(),
        clock=anyio.current_time,
        sleep=sleep,
    )


class Rerouted(httpcore2.AnyIOBackend):
    """Notes which addresses are connected to, and leads every connection to this machine."""

    def __init__(self):
        self.connected = []

    async def connect_tcp(self, host, port, **options):
        self.connected.append(host)
        return await super().connect_tcp("127.0.0.1", port, **options)


def error_of(action):
    """Run an async function that is to fail in simulated time, and return its error."""

    async def main():
        try:
            await action()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test judges it
            return error
        raise AssertionError("nothing went wrong")

    return simulate(main, sockets=True)
