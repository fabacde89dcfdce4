"""The page that publishes a brief: where to, what that would do, and then what became of it.

Nothing goes out that was not tried on the page first. Both are jobs, as the API's are.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import anyio
from starlette.routing import Route

from briefer.desk.publishing.driver import SAID
from briefer.desk.web.answers import form_of, page, see
from briefer.desk.web.gate import caller_of
from briefer.desk.web.problems import NotThereError, UnreadableError
from briefer.errors import ConflictError, UsageError
from briefer.model import Release
from briefer.render import address, release_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from briefer.config import TargetName
    from briefer.desk.review import Review
    from briefer.desk.service import Desk
    from briefer.desk.web.engine import Engine
    from briefer.desk.web.jobs import Job, Jobs
    from briefer.desk.web.news import News

T = TypeVar("T")

_PLACE = "/editions/{edition}/publish"
_MOST_KEPT = 200
_PATIENCE = 10.0
"""Seconds that an answer waits for its job; after that the page says how to look again."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody tried, and may publish: ``content`` is the hash of what they saw."""

    edition: int
    content: str
    targets: tuple[TargetName, ...]
    unsigned: bool


class Publishing:
    """The form that publishes; it works without a script."""

    def __init__(self, desk: Desk, news: News, jobs: Jobs, engine: Engine | None) -> None:
        self._desk = desk
        self._news = news
        self._jobs = jobs
        self._engine = engine
        self._tried: OrderedDict[str, Plan] = OrderedDict()

    @property
    def routes(self) -> list[Route]:
        """Where it is."""
        return [
            Route(_PLACE, self.show, methods=["GET"]),
            Route(_PLACE, self.act, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Return the form, or what became of what was tried or published."""
        person = caller_of(request, "editor").person
        review, engine = await self._opened(request), self._demand_engine()
        number = request.query_params.get("job")
        job = None if number is None else self._jobs.job(number, person.name)
        went = await _thread(partial(self._desk.went_to, review.number))
        chosen = engine.chosen or went
        lacking = engine.lacking()
        return page(
            "publish.html.jinja",
            person,
            review=review,
            label=_label(review),
            targets=[(each, each in chosen, "; ".join(lacking[each])) for each in lacking],
            job=job,
            outcomes=_outcomes(job),
            is_tried=job is not None and job.kind == "rehearsal",
            said=SAID,
            address=address,
        )

    async def act(self, request: Request) -> Response:
        """Try what was chosen; or publish what was tried."""
        person = caller_of(request, "editor").person
        form = await form_of(request)
        review, engine = await self._opened(request), self._demand_engine()
        tried = form.get("tried")
        if tried is None:
            plan = self._plan(form, review, engine)
        else:
            job = self._jobs.job(tried, person.name)
            found = self._tried.get(tried)
            if found is None or found.edition != review.number or not _can_go(job):
                raise ConflictError("nothing that was tried can be published", hint="try again")
            plan = found
        if plan.content != review.content:
            raise ConflictError(
                "it reads otherwise than what was shown: nothing is sent", hint="try it again"
            )
        work = partial(
            engine.publish,
            *(plan.edition, plan.targets, person.name),
            content=plan.content,
            unsigned=plan.unsigned,
            dry_run=tried is None,
        )
        job = self._jobs.begin("rehearsal" if tried is None else "publish", person.name, work)
        if tried is None:
            self._tried[job.id] = plan
            while len(self._tried) > _MOST_KEPT:
                self._tried.popitem(last=False)
        with anyio.move_on_after(_PATIENCE):
            await job.ended.wait()
        self._news.tell()
        return see(f"/editions/{review.number}/publish?job={job.id}")

    def _plan(self, form: dict[str, str], review: Review, engine: Engine) -> Plan:
        """Return what a form wants published (raises RequestError, ConflictError)."""
        chosen = tuple(each for each in engine.lacking() if f"to-{each}" in form)
        if not chosen:
            raise UnreadableError("nothing is chosen to publish to", hint="choose a target")
        is_labelled = form.get("unsigned") == _label(review)
        if review.signed is None and not is_labelled:
            raise ConflictError(
                "nobody has signed it as it is now",
                hint="sign it, or say that it goes out unsigned, with the label that readers see",
            )
        unsigned = review.signed is None
        return Plan(review.number, form.get("content", ""), chosen, unsigned)

    def _demand_engine(self) -> Engine:
        if self._engine is None:
            raise UsageError("this desk publishes nothing", hint="set targets in briefer.toml")
        return self._engine

    async def _opened(self, request: Request) -> Review:
        try:
            return await _thread(partial(self._desk.open, request.path_params["edition"]))
        except UsageError as error:
            raise NotThereError(str(error), hint=error.hint) from error


def _label(review: Review) -> str:
    """Return what readers of a brief that nobody has signed are told first."""
    return release_line(review.draft.provenance, Release(edited=review.is_edited))


def _outcomes(job: Job | None) -> list[dict[str, str]]:
    return job.result if job is not None and job.state == "done" else []


def _can_go(job: Job) -> bool:
    """Return whether trying it found something to send."""
    return any(each["state"] == "planned" for each in _outcomes(job))


async def _thread(work: Callable[[], T]) -> T:
    return await anyio.to_thread.run_sync(work)
