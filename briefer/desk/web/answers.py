"""How requests are read and answers made: forms, JSON, pages, errors; no traceback leaves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from briefer.desk.web.problems import (
    MethodError,
    NotSignedInError,
    NotThereError,
    RequestError,
    TooLongError,
    UnreadableError,
    problem_answer,
    problem_value,
)
from briefer.errors import BrieferError, unexpected
from briefer.render import environment_of, plain
from briefer.text import spoken_date

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from briefer.model import Person

API = "/api/"
MCP = "/mcp"
"""Where assistants ask, if they may."""
SEE_OTHER = 303
_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 50
_STATIC = {"desk.css": "text/css; charset=utf-8", "desk.js": "text/javascript; charset=utf-8"}
_FOR_GOOD = "private, max-age=31536000, immutable"


def wants_json(request: Request) -> bool:
    """Return whether a program or the page's script asks, not somebody who opens a page."""
    path = request.url.path
    if path.startswith(API) or path == MCP:
        return True
    return "application/json" in request.headers.get("accept", "")


async def form_of(request: Request) -> dict[str, str]:
    """Return a form's fields, the last of each name (raises RequestError)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _FORM:
        raise UnreadableError("a form is sent as application/x-www-form-urlencoded")
    body = await request.body()
    try:
        pairs = parse_qsl(
            body.decode("utf-8"), True, strict_parsing=False, errors="strict", max_num_fields=50
        )
    except ValueError as error:
        raise UnreadableError("the form cannot be read as UTF-8") from error
    return dict(pairs)


async def json_of(request: Request) -> Any:
    """Return the JSON value of a request's body (raises RequestError)."""
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise UnreadableError("the body is no JSON") from error


def see(place: str) -> RedirectResponse:
    """Return an answer that sends a browser on, after a change."""
    return RedirectResponse(place, SEE_OTHER)


def page(template: str, person: Person | None, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page made of a template."""
    text = environment().get_template(template).render(person=person, assets=assets(), **values)
    return HTMLResponse(text, status)


def error_answer(request: Request, error: BrieferError) -> Response:
    """Return an error as who asks can read it: as a problem, as a page, or as the way in."""
    if wants_json(request):
        return problem_answer(error)
    if isinstance(error, NotSignedInError):
        return see("/sign-in")
    problem = problem_value(error)
    caller = request.scope.get("caller")
    shown = page(
        "problem.html.jinja",
        None if caller is None else caller.person,
        status=problem["status"],
        problem=problem,
        back=request.url.path.rpartition("/")[0] or "/",
    )
    shown.headers.update(getattr(error, "headers", {}))
    return shown


def http_error(request: Request, error: Exception) -> Response:
    """Return an error of the framework's own as ours: no such place, no such method."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    kinds: Mapping[int, tuple[type[RequestError], str]] = {
        404: (NotThereError, "there is nothing here"),
        405: (MethodError, f"this place does not take {request.method}"),
        413: (TooLongError, "more was sent than is read"),
    }
    kind, told = kinds.get(status, (RequestError, "the request cannot be read"))
    return error_answer(request, kind(told, **dict(getattr(error, "headers", None) or {})))


def briefer_error(request: Request, error: Exception) -> Response:
    """Return one of briefer's errors as an answer."""
    return error_answer(request, error if isinstance(error, BrieferError) else unexpected(error))


class NoTraceback:
    """Answers what nobody foresaw with 500 and nothing of its inside; ``note`` is told."""

    def __init__(self, app: ASGIApp, note: Callable[[str], None]) -> None:
        self._app = app
        self._note = note

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and answer what fails."""
        started = False

        async def told(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, told)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 (a page of the desk, whatever it is)
            bug = unexpected(error)
            self._note(f"{scope.get('method')} {plain(scope.get('path', ''))}: {bug}")
            if scope["type"] != "http" or started:
                return
            request = Request(scope, receive)
            await error_answer(request, type(bug)("something went wrong in the desk"))(
                scope, receive, send
            )


async def static(request: Request) -> Response:
    """Return the stylesheet or the script."""
    name = request.path_params["name"]
    if name not in _STATIC:
        raise NotThereError(f"there is no {plain(name)}")
    kept = _FOR_GOOD if request.url.query == assets() else "no-cache"
    return Response(_file(name), media_type=_STATIC[name], headers={"Cache-Control": kept})


async def no_icon(_: Request) -> Response:
    """Return nothing for the picture that browsers ask for unasked."""
    return Response(status_code=204)


@cache
def _file(name: str) -> bytes:
    return files("briefer.desk").joinpath("static", name).read_bytes()


@cache
def assets() -> str:
    """Return what names this state of stylesheet and script, so that browsers keep no older."""
    return hashlib.sha256(b"".join(map(_file, sorted(_STATIC)))).hexdigest()[:12]


@cache
def environment() -> Environment:
    """Return what the pages are rendered in; every text is escaped."""
    env = environment_of("briefer.desk")
    env.filters["plain"] = plain
    env.filters["spoken"] = spoken_date
    return env


def told(value: Any, status: int = 200, **headers: str) -> JSONResponse:
    """Return a value as JSON."""
    return JSONResponse(value, status, headers)
