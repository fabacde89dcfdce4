"""The desk on a port of 127.0.0.1, for browsers and for many at once."""

import threading
from contextlib import contextmanager

from uvicorn import Config, Server

from briefer.desk.web.serving import listening
from briefer.desk.web.site import site_of
from tests.support.desk_web import Front


@contextmanager
def served(desk, **more):
    """Yield a desk's front while it answers; its ``site.origin`` is where."""
    listener = listening("127.0.0.1", 0)
    front = Front(desk, site=site_of("127.0.0.1", listener.getsockname()[1]), **more)
    config = Config(
        front.app, loop="asyncio", http="h11", ws="none", log_config=None, log_level="critical",
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield front
    finally:
        server.should_exit = True
        thread.join(5)
