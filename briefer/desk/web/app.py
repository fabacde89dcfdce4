"""The desk's application: what is where, and through what every request goes."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from typing import TYPE_CHECKING

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from briefer.desk.web.answers import NoTraceback, briefer_error, http_error, no_icon, static
from briefer.desk.web.api import Api
from briefer.desk.web.door import Door
from briefer.desk.web.feeds import Feeds
from briefer.desk.web.gate import Gate
from briefer.desk.web.guards import Guard
from briefer.desk.web.jobs import Jobs
from briefer.desk.web.news import News
from briefer.desk.web.pages import Pages
from briefer.desk.web.publishing import Publishing
from briefer.desk.web.readings import Readings
from briefer.desk.web.watch import Watch
from briefer.errors import BrieferError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from briefer.desk.service import Desk
    from briefer.desk.web.access import Access
    from briefer.desk.web.engine import Engine
    from briefer.desk.web.site import Site

MOST_SENT = 1_000_000
"""Bytes of a request's body that are read."""


def make_app(
    desk: Desk,
    access: Access,
    site: Site,
    *,
    note: Callable[[str], None],
    engine: Engine | None = None,
    published: str | None = None,
    assistants: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> ASGIApp:
    """Return the desk as an ASGI application.

    Args:
        desk: The briefs, and what is decided of them.
        access: Who may pass.
        site: Where the desk is.
        note: Is told what went wrong inside, a line at a time; callers are told none of it.
        engine: What asks models; None where nobody may.
        published: The address that the briefs are published at, for their feeds.
        assistants: Whether assistants may look, check and propose over HTTP (`/mcp`).
        clock: Seconds, for how much may be asked for in a time.
    """

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        for_assistants = nullcontext() if tools is None else tools.running()
        async with for_assistants, anyio.create_task_group() as tasks:
            tasks.start_soon(jobs.run)
            yield
            tasks.cancel_scope.cancel()

    news, jobs, tools = News(Watch(desk)), Jobs(), None
    if assistants:
        from briefer.desk.web.assistants import Assistants

        tools = Assistants(desk, MOST_SENT)
    readings = Readings(desk, engine, note)
    routes = [
        Route("/static/{name}", static, methods=["GET"]),
        Route("/favicon.ico", no_icon, methods=["GET"]),
        *Door(access, site).routes,
        *Pages(desk, access, site, news, readings).routes,
        *Publishing(desk, news, jobs, engine).routes,
        *Api(desk, site, news, jobs, Feeds(desk, published), readings, engine).routes,
        *(tools.routes if tools else ()),
    ]
    app = Starlette(
        routes=routes,
        lifespan=running,
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(site.hosts), www_redirect=False),
            Middleware(NoTraceback, note=note),
            Middleware(RequestBodyLimitMiddleware, max_body_size=MOST_SENT),
            Middleware(Gate, access=access, site=site, clock=clock),
        ],
        exception_handlers={BrieferError: briefer_error, HTTPException: http_error},
    )
    return Guard(app, site)
