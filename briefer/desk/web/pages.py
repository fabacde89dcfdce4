"""The pages: the list of briefs, the review of one, and the forms on it.

Every form works without a script. Where the script sends it, the answer is JSON with the pieces of
the page that changed, made by the same templates.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

import anyio
from jinja2 import Template
from sse_starlette import EventSourceResponse
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from briefer.desk.signing import STATEMENT
from briefer.desk.web import views
from briefer.desk.web.answers import environment, form_of, page, see, told, wants_json
from briefer.desk.web.gate import caller_of, cookie_name, may
from briefer.desk.web.problems import NotThereError, UnreadableError
from briefer.desk.web.shelf import Shelf

if TYPE_CHECKING:
    from starlette.requests import Request

    from briefer.desk.review import Review, ReviewedStory
    from briefer.desk.service import Desk
    from briefer.desk.web.access import Access
    from briefer.desk.web.news import News
    from briefer.desk.web.readings import Readings
    from briefer.desk.web.site import Site
    from briefer.model import Action, Person

T = TypeVar("T")

_CLAIM_ACTIONS: dict[str, Action] = {
    "accept": "accept",
    "edit": "edit",
    "cut": "cut",
    "flag": "flag",
    "restore": "restore",
}
_STEPS = {"up": -1, "down": 1}
_DONE = {
    "restore": "Taken back.",
    "move": "Moved.",
    "confirmed": "Every confirmed claim is accepted.",
    "earlier": "What was decided before holds here too.",
    "sign": "Signed.",
}


class Pages:
    """What people see of the desk."""

    def __init__(
        self, desk: Desk, access: Access, site: Site, news: News, readings: Readings
    ) -> None:
        self._desk = desk
        self._readings = readings
        self._access = access
        self._cookie = cookie_name(site)
        self._news = news
        self._shelf = Shelf(desk)

    @property
    def routes(self) -> list[Route]:
        """Where they are."""
        one = "/editions/{edition}"
        return [
            Route("/", self.editions, methods=["GET"]),
            Route(one, self.edition, methods=["GET"]),
            Route(f"{one}/decisions", self.decide, methods=["POST"]),
            Route(f"{one}/stories", self.decide_story, methods=["POST"]),
            Route(f"{one}/confirmed", self.accept_confirmed, methods=["POST"]),
            Route(f"{one}/earlier", self.take_over, methods=["POST"]),
            Route(f"{one}/proposals", self.settle, methods=["POST"]),
            Route(f"{one}/undo", self.undo, methods=["POST"]),
            Route(f"{one}/editing", self.begin_editing, methods=["POST"]),
            Route(f"{one}/check", self.check, methods=["POST"]),
            Route(f"{one}/sign", self.sign, methods=["POST"]),
            Route(f"{one}/events", self.events, methods=["GET"]),
        ]

    async def editions(self, request: Request) -> Response:
        """Return the list of briefs."""
        person = caller_of(request).person
        return page("editions.html.jinja", person, editions=await _thread(self._shelf.listed))

    async def edition(self, request: Request) -> Response:
        """Return the review of one brief."""
        person = caller_of(request).person
        review = await self._opened(request)
        if wants_json(request):
            return told(await _thread(partial(self._whole, review, person)))
        return await _thread(partial(self._page, request, review, person))

    def _page(self, request: Request, review: Review, person: Person) -> HTMLResponse:
        path, done = request.query_params.get("claim"), request.query_params.get("done", "")
        is_editor = may(person.role, "editor")
        return page(
            "edition.html.jinja",
            person,
            review=review,
            edition=review.number,
            progress=review.progress.text,
            stories=self._shelf.stories(review, is_editor),
            sources=self._shelf.sources(review, path),
            is_lit=path is not None,
            signing=self._signing(review, person),
            confirmed=_to_accept(review) if is_editor else 0,
            earlier=self._desk.decided_before(review.number) if is_editor else None,
            told=_done(done),
        )

    async def decide(self, request: Request) -> Response:
        """Decide about a claim."""
        person = caller_of(request, "editor").person
        form = await form_of(request)
        action = _CLAIM_ACTIONS.get(form.get("action", ""))
        if action is None:
            raise UnreadableError("a claim is accepted, edited, cut, flagged or restored")
        path, text = form.get("path", ""), form.get("text") if action == "edit" else None
        before = await self._opened(request)
        work = partial(
            self._desk.decide,
            before.number,
            path,
            action,
            person.name,
            text=text,
            seen=form.get("seen"),
            note=form.get("note", ""),
            reading=await self._readings.for_edit(before, path, text),
        )
        await _thread(work)
        return await self._changed(request, person, before, action, path)

    async def decide_story(self, request: Request) -> Response:
        """Cut, restore or move a story."""
        person = caller_of(request, "editor").person
        form = await form_of(request)
        before = await self._opened(request)
        path, asked, to = form.get("path", ""), form.get("action", ""), None
        action: Action = "move"
        if asked in _STEPS:
            to = _place(_story(before, path)) + _STEPS[asked]
        elif asked in ("cut", "restore"):
            action = _CLAIM_ACTIONS[asked]
        else:
            raise UnreadableError("a story is cut, restored, or moved up or down")
        work = partial(
            self._desk.decide,
            before.number,
            path,
            action,
            person.name,
            to=to,
            seen=form.get("seen"),
        )
        await _thread(work)
        return await self._changed(request, person, before, action, path, is_story=True)

    async def accept_confirmed(self, request: Request) -> Response:
        """Accept what the checks confirmed, and nothing else."""
        person = caller_of(request, "editor").person
        before = await self._opened(request)
        await _thread(partial(self._desk.accept_confirmed, before.number, person.name))
        return await self._changed(request, person, before, "confirmed", "", is_story=True)

    async def take_over(self, request: Request) -> Response:
        """Decide as was decided of the brief before, where this one says the same."""
        person = caller_of(request, "editor").person
        before = await self._opened(request)
        await _thread(partial(self._desk.take_over, before.number, person.name))
        return await self._changed(request, person, before, "earlier", "", is_story=True)

    async def settle(self, request: Request) -> Response:
        """Accept or decline a proposal."""
        person = caller_of(request, "editor").person
        form = await form_of(request)
        before = await self._opened(request)
        number, action = form.get("number", ""), form.get("action", "")
        if not number.isdecimal() or action not in ("accept", "decline"):
            raise UnreadableError("a proposal is accepted or declined, by its number")
        is_taken, reading = action == "accept", None
        for claim in before.claims if is_taken else ():
            for each in claim.proposals:
                if each.number == int(number):
                    reading = await self._readings.for_edit(before, each.path, each.text)
        work = partial(
            self._desk.settle,
            before.number,
            int(number),
            person.name,
            accept=is_taken,
            seen=form.get("seen"),
            reading=reading,
        )
        settled = await _thread(work)
        return await self._changed(request, person, before, "edit", settled.path)

    async def undo(self, request: Request) -> Response:
        """Take back the caller's own last decision."""
        person = caller_of(request, "editor").person
        before = await self._opened(request)
        undone = await _thread(partial(self._desk.undo, before.number, person.name))
        is_story = views.is_story(undone.path)
        return await self._changed(
            request, person, before, "restore", undone.path, is_story=is_story
        )

    async def begin_editing(self, request: Request) -> Response:
        """Have read what a claim's wordings are checked against: its box was opened."""
        caller_of(request)
        path = (await form_of(request)).get("path", "")
        await _thread(partial(self._desk.begin_editing, request.path_params["edition"], path))
        return Response(status_code=204)

    async def check(self, request: Request) -> Response:
        """Return what the checks make of a wording that is being typed; nothing is decided."""
        caller_of(request)
        form = await form_of(request)
        name = request.path_params["edition"]
        path, text = form.get("path", ""), form.get("text", "")
        claim = await _thread(partial(self._desk.check, name, path, text))
        if form.get("again"):
            reading = await self._readings.of(await self._opened(request), path, claim)
            claim = claim if reading is None else reading.claim
        return told(
            {
                "status": views.verdict_words(claim),
                "stands": claim.status == "confirmed",
                "fails": claim.fails,
                "findings": views.finding_lines(claim),
            }
        )

    async def sign(self, request: Request) -> Response:
        """Sign the brief as it was shown."""
        person = caller_of(request, "editor").person
        form = await form_of(request)
        before = await self._opened(request)
        work = partial(
            self._desk.sign,
            before.number,
            person.name,
            content=form.get("content"),
            statement=form.get("statement", "").strip() or STATEMENT,
        )
        await _thread(work)
        return await self._changed(request, person, before, "sign", "", is_story=True)

    async def events(self, request: Request) -> Response:
        """Return the news of one brief, as server-sent events."""
        caller_of(request)
        review = await self._opened(request)
        secret = request.cookies.get(self._cookie, "")

        def is_known() -> bool:
            return self._access.in_session(secret, is_asking=False) is not None

        return EventSourceResponse(self._news.of(str(review.number), is_known))

    async def _opened(self, request: Request) -> Review:
        name = request.path_params["edition"]
        if not name.isdecimal():
            found = [e for e in await _thread(self._desk.editions) if e.day == name]
            if len(found) != 1:
                raise NotThereError("there is no such brief")
            name = str(found[0].number)
        return await _thread(partial(self._shelf.opened, name))

    async def _changed(
        self,
        request: Request,
        person: Person,
        before: Review,
        action: str,
        path: str,
        *,
        is_story: bool = False,
    ) -> Response:
        """Return what a decision changed to the script, or the page again without one."""
        self._news.tell()
        if not wants_json(request):
            claim = f"&claim={quote(path)}#{views.anchor_of(path)}" if path else ""
            return see(f"/editions/{before.number}?done={action}{claim}")
        now = await _thread(partial(self._desk.open, before.number))
        if is_story:
            changed = await _thread(partial(self._whole, now, person))
        else:
            changed = await _thread(partial(self._pieces, before, now, person))
        return told({**changed, "told": _done(action), "path": path})

    def _whole(self, review: Review, person: Person) -> dict[str, Any]:
        is_editor = may(person.role, "editor")
        return {
            "stories": self._shelf.stories(review, is_editor),
            **self._around(review, person),
        }

    def _pieces(self, before: Review, now: Review, person: Person) -> dict[str, Any]:
        """Return the claims that are not as they were, as markup."""
        was = {each.path: each for each in before.claims}
        item = _macro("claim_item")
        is_editor = may(person.role, "editor")
        claims = {
            views.anchor_of(each.path): item(views.claim_view(each), now.number, is_editor)
            for each in now.claims
            if was.get(each.path) != each
        }
        return {"claims": claims, **self._around(now, person)}

    def _around(self, review: Review, person: Person) -> dict[str, Any]:
        return {
            "progress": review.progress.text,
            "signing": self._signing(review, person),
        }

    def _signing(self, review: Review, person: Person) -> str:
        return (
            environment()
            .get_template("_signing.html.jinja")
            .render(
                view=views.signing_view(review),
                content=review.content,
                statement=STATEMENT,
                may_sign=may(person.role, "editor"),
            )
        )


def _done(action: str) -> str:
    """Return what was done, in a word or a few."""
    state = views.STATES.get(action, "")
    return f"{state.capitalize()}." if state else _DONE.get(action, "")


def _to_accept(review: Review) -> int:
    """Return how many claims are confirmed and not decided yet."""
    return sum(
        each.action is None and not each.is_cut and not each.is_to_decide for each in review.claims
    )


def _story(review: Review, path: str) -> ReviewedStory:
    found = next((each for each in review.stories if each.path == path), None)
    if found is None:
        raise NotThereError("there is no such story")
    return found


def _place(story: ReviewedStory) -> int:
    return story.place or 0


def _macro(name: str) -> Callable[..., str]:
    template: Template = environment().get_template("_claim.html.jinja")
    found: Callable[..., str] = getattr(template.module, name)
    return found


async def _thread(work: Callable[[], T]) -> T:
    """Do what waits for the store or takes its time beside the event loop."""
    return await anyio.to_thread.run_sync(work)
