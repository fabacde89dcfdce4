"""The API's operations, one handler each; the table below is all there is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
from pydantic import BaseModel
from sse_starlette import EventSourceResponse
from starlette.responses import Response
from starlette.routing import Route

from briefer.desk.record import record_text
from briefer.desk.signing import STATEMENT
from briefer.desk.web.answers import told
from briefer.desk.web.bodies import (
    CheckBody,
    ClaimAnswer,
    DecisionBody,
    DiffBody,
    EditionAnswer,
    EditionLine,
    JobAnswer,
    ProposalAnswer,
    ProposalBody,
    PublishBody,
    SignoffAnswer,
    SignoffBody,
    StoryAnswer,
    StoryBody,
    SummarizeBody,
    claim_answer,
    claim_tag,
    edition_answer,
    edition_tag,
    story_tag,
)
from briefer.desk.web.named import article_of, claim_of, story_of
from briefer.desk.web.operations import ROOT, Call, Operation, document
from briefer.desk.web.problems import NotThereError, UnreadableError
from briefer.errors import ConflictError, UsageError
from briefer.model import Verification
from briefer.render import brief_value, changes_value, verification_value
from briefer.text import split

if TYPE_CHECKING:
    from starlette.requests import Request

    from briefer.desk.review import Review
    from briefer.desk.service import Desk
    from briefer.desk.web.access import Caller
    from briefer.desk.web.engine import Engine
    from briefer.desk.web.feeds import Feeds
    from briefer.desk.web.jobs import Job, Jobs
    from briefer.desk.web.news import News
    from briefer.desk.web.readings import Readings
    from briefer.desk.web.site import Site

T = TypeVar("T")

_ONE = f"{ROOT}/editions/{{edition}}"


class Api:
    """What programs may ask of the desk."""

    def __init__(
        self,
        desk: Desk,
        site: Site,
        news: News,
        jobs: Jobs,
        feeds: Feeds,
        readings: Readings,
        engine: Engine | None,
    ) -> None:
        self._desk = desk
        self._site = site
        self._news = news
        self._jobs = jobs
        self._feeds = feeds
        self._readings = readings
        self._engine = engine
        self.operations = self._operations()

    @property
    def routes(self) -> list[Route]:
        """Where the operations are, and the document that describes them."""
        published = Route(f"{ROOT}/openapi.json", self._document, methods=["GET"])
        return [published, *(each.route() for each in self.operations)]

    def _operations(self) -> tuple[Operation, ...]:
        one, claim = _ONE, f"{_ONE}/claims/{{claim}}"
        return (
            Operation(
                *("GET", f"{ROOT}/editions", "listEditions"),
                "List the current briefs, the newest day first",
                *(self._list, list[EditionLine]),
            ),
            Operation(
                *("GET", one, "getEdition"),
                "Read a brief under review, by its number or day; its ETag is for If-Match",
                *(self._edition, EditionAnswer),
            ),
            Operation(
                *("GET", f"{one}/brief", "getBrief"),
                "Read a brief as it is decided now, in the form that the command line prints",
                *(self._brief, dict[str, Any]),
            ),
            Operation(
                *("GET", f"{one}/claims", "listClaims"),
                "Read the claims of a brief, cut ones with them",
                *(self._claims, list[ClaimAnswer]),
            ),
            Operation(
                *("GET", claim, "getClaim"),
                "Read one claim, by its path; its ETag is for If-Match",
                *(self._claim, ClaimAnswer),
            ),
            Operation(
                *("PATCH", claim, "decideClaim"),
                "Decide about a claim as it was read",
                *(self._decide, ClaimAnswer, DecisionBody),
                least="editor",
                errors=(409,),
                is_change=True,
            ),
            Operation(
                *("PATCH", f"{one}/stories/{{story}}", "decideStory"),
                "Cut, restore or move a story as it was read; stories are numbered from 0",
                *(self._decide_story, StoryAnswer, StoryBody),
                least="editor",
                errors=(409,),
                is_change=True,
            ),
            Operation(
                *("POST", f"{one}/proposals/{{claim}}", "proposeWording"),
                "Propose another wording for a claim; a person decides",
                *(self._propose, ProposalAnswer, ProposalBody),
                status=201,
            ),
            Operation(
                *("POST", f"{one}/signoff", "signEdition"),
                "Sign a brief as it was read: 409 while claims are to decide",
                *(self._sign, SignoffAnswer, SignoffBody),
                status=201,
                least="editor",
                errors=(409,),
                is_change=True,
            ),
            Operation(
                *("POST", f"{one}/publish", "publishEdition"),
                "Publish a brief as it was read; the answer says where to look",
                *(self._publish, JobAnswer, PublishBody),
                status=202,
                least="editor",
                errors=(409,),
                is_change=True,
            ),
            Operation(
                *("GET", f"{one}/record.json", "getRecord"),
                "Read all that was decided about a brief, and who signed it; verify derives it",
                *(self._record, dict[str, Any]),
            ),
            Operation(
                *("POST", f"{ROOT}/check", "checkText"),
                "Check any text, sentence by sentence, against articles",
                *(self._check, Verification, CheckBody),
            ),
            Operation(
                *("POST", f"{ROOT}/summarize", "summarize"),
                "Summarize an article; the answer says where to look for the summary",
                *(self._summarize, JobAnswer, SummarizeBody),
                status=202,
                least="editor",
            ),
            Operation(
                *("POST", f"{ROOT}/diff", "diff"),
                "Tell what changed from one version of an article to the next",
                *(self._diff, dict[str, Any], DiffBody),
            ),
            Operation(
                *("GET", f"{ROOT}/jobs/{{job}}", "getJob"),
                "Look at a piece of work that takes long",
                *(self._job, JobAnswer),
            ),
            Operation(
                *("GET", f"{one}/events", "events"),
                "Be told what changes in a brief (server-sent events)",
                self._events,
                media="text/event-stream",
            ),
            Operation(
                *("GET", f"{ROOT}/feed.atom", "atomFeed"),
                "Read the signed briefs as an Atom feed",
                self._atom,
                media="application/atom+xml",
            ),
            Operation(
                *("GET", f"{ROOT}/feed.json", "jsonFeed"),
                "Read the signed briefs as a JSON Feed",
                *(self._json_feed, dict[str, Any]),
                media="application/feed+json",
            ),
        )

    async def _document(self, _: Request) -> Response:
        return told(document(self.operations, self._site.origin))

    # Reading

    async def _list(self, _: Call) -> Response:
        found = await _thread(self._desk.editions)
        lines = [
            EditionLine(
                number=each.number,
                edition=each.edition,
                series=each.series,
                day=each.day,
                title=each.title,
                made=each.made,
                is_current=each.is_current,
            )
            for each in found
        ]
        return told([line.model_dump(mode="json") for line in lines])

    async def _edition(self, call: Call) -> Response:
        review = await self._opened(call)
        return await _thread(lambda: _answered(edition_answer(review), edition_tag(review)))

    async def _brief(self, call: Call) -> Response:
        review = await self._opened(call)
        return told(brief_value(review.brief), ETag=f'"{edition_tag(review)}"')

    async def _claims(self, call: Call) -> Response:
        review = await self._opened(call)
        answers = [claim_answer(review, each).model_dump(mode="json") for each in review.claims]
        return told(answers, ETag=f'"{edition_tag(review)}"')

    async def _claim(self, call: Call) -> Response:
        review = await self._opened(call)
        claim = claim_of(review, call.part("claim"))
        return _answered(claim_answer(review, claim), claim_tag(review, claim))

    async def _record(self, call: Call) -> Response:
        review = await self._opened(call)
        record = await _thread(partial(self._desk.record, review.number))
        text = await _thread(partial(record_text, record))
        return Response(text, media_type="application/json")

    # Deciding

    async def _decide(self, call: Call) -> Response:
        review = await self._opened(call)
        claim = claim_of(review, call.part("claim"))
        call.demand(claim_tag(review, claim))
        body: DecisionBody = call.body
        text = body.text if body.action == "edit" else None
        reading = await self._readings.for_edit(review, claim.path, text)
        work = partial(
            self._desk.decide,
            review.number,
            claim.path,
            body.action,
            call.person.name,
            text=body.text,
            note=body.note,
            seen=claim.seen,
            via="api",
            reading=reading,
        )
        await self._changing(work)
        return await self._claim(call)

    async def _decide_story(self, call: Call) -> Response:
        review = await self._opened(call)
        story = story_of(review, call.part("story"))
        call.demand(story_tag(review, story.path, story.seen))
        body: StoryBody = call.body
        work = partial(
            self._desk.decide,
            review.number,
            story.path,
            body.action,
            call.person.name,
            to=body.to,
            note=body.note,
            seen=story.seen,
            via="api",
        )
        await self._changing(work)
        now = await self._opened(call)
        found = next(each for each in edition_answer(now).stories if each.path == story.path)
        return _answered(found, found.etag)

    async def _propose(self, call: Call) -> Response:
        review = await self._opened(call)
        claim = claim_of(review, call.part("claim"))
        body: ProposalBody = call.body
        work = partial(
            self._desk.propose, review.number, claim.path, body.text, call.person.name, body.why
        )
        made = await self._changing(work)
        answer = ProposalAnswer(
            number=made.number,
            path=made.path,
            text=made.text,
            state=made.state,
            status=None if made.verdict is None else made.verdict.status,
        )
        return told(answer.model_dump(mode="json"), 201)

    async def _sign(self, call: Call) -> Response:
        review = await self._opened(call)
        call.demand(edition_tag(review))
        work = partial(
            self._desk.sign,
            review.number,
            call.person.name,
            content=review.content,
            statement=call.body.statement or STATEMENT,
            via="api",
        )
        made = await self._changing(work)
        answer = SignoffAnswer(
            number=made.number,
            content=made.content,
            who=made.who,
            made=made.made,
            statement=made.statement,
            findings=len(made.findings),
            hash=made.hash,
        )
        return told(answer.model_dump(mode="json"), 201)

    async def _publish(self, call: Call) -> Response:
        review = await self._opened(call)
        call.demand(edition_tag(review))
        engine = self._demand_engine()
        body: PublishBody = call.body
        if review.signed is None and not body.unsigned:
            raise ConflictError(
                "nobody has signed it as it is now",
                hint="sign it, or send unsigned: true, which labels it for readers",
            )
        work = partial(
            engine.publish,
            *(review.number, body.targets, call.person.name),
            content=review.content,
            unsigned=body.unsigned,
            dry_run=body.dry_run,
        )
        return _begun(self._jobs.begin("publish", call.person.name, work))

    # Any text

    async def _check(self, call: Call) -> Response:
        body: CheckBody = call.body
        articles = [article_of(each) for each in body.sources]
        for hash_ in body.articles:
            article = await _thread(partial(self._desk.article, hash_))
            if article is None:
                raise UnreadableError(f"there is no article {hash_[:80]} in the store")
            articles.append(article)
        if not articles:
            raise UnreadableError("a text is checked against an article at least")
        if body.again:
            engine = self._demand_engine()
            work = partial(engine.verify, body.text, tuple(articles))
            return _begun(self._jobs.begin("check", call.person.name, work))
        found = await _thread(partial(self._desk.check_text, body.text, articles))
        return told(verification_value(found))

    async def _summarize(self, call: Call) -> Response:
        engine = self._demand_engine()
        work = partial(engine.summarize, article_of(call.body.article))
        return _begun(self._jobs.begin("summarize", call.person.name, work))

    async def _diff(self, call: Call) -> Response:
        def work() -> dict[str, Any]:
            from briefer.compare.versions.diff import diff

            old, new = article_of(call.body.old), article_of(call.body.new)
            found = diff(split(old), split(new))
            return changes_value(found.changes, old, new)

        return told(await _thread(work))

    async def _job(self, call: Call) -> Response:
        return told(self._jobs.job(call.part("job"), call.person.name).value)

    def _demand_engine(self) -> Engine:
        if self._engine is None:
            raise UsageError("this desk has no engine", hint="set a model in briefer.toml")
        return self._engine

    # News

    async def _events(self, call: Call) -> Response:
        review = await self._opened(call)
        caller: Caller = call.request.scope["caller"]

        def is_known() -> bool:
            return any(each == caller.person for each in self._desk.people())

        return EventSourceResponse(self._news.of(str(review.number), is_known))

    async def _atom(self, _: Call) -> Response:
        text = await _thread(self._feeds.atom)
        return Response(text, media_type="application/atom+xml")

    async def _json_feed(self, _: Call) -> Response:
        text = await _thread(self._feeds.json)
        return Response(text, media_type="application/feed+json")

    # Behind these

    async def _opened(self, call: Call) -> Review:
        try:
            return await _thread(partial(self._desk.open, call.part("edition")))
        except UsageError as error:
            raise NotThereError(str(error), hint=error.hint) from error

    async def _changing(self, work: Callable[[], T]) -> T:
        made = await _thread(work)
        self._news.tell()
        return made


def _answered(answer: BaseModel, tag: str) -> Response:
    return told(answer.model_dump(mode="json"), ETag=f'"{tag}"')


def _begun(job: Job) -> Response:
    return told(job.value, 202, Location=f"{ROOT}/jobs/{job.id}")


async def _thread(work: Callable[[], T]) -> T:
    return await anyio.to_thread.run_sync(work)
