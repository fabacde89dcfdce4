"""The table of the API's operations: what routes requests, reads their bodies and is published.

The routes and the OpenAPI document are made from the same rows, so that neither knows an operation
that the other does not.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from starlette.routing import Route

from briefer.desk.web.answers import json_of
from briefer.desk.web.gate import caller_of
from briefer.desk.web.problems import (
    PROBLEM_TYPE,
    OutdatedError,
    UnconditionalError,
    UnreadableError,
)
from briefer.version import __version__

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from briefer.model import Person, Role

ROOT = "/api/v1"
_REFERENCES = "#/components/schemas/{model}"
_MOST_TOLD = 5
"""Faults of one body that are told."""


class Body(BaseModel):
    """What a request's body holds; a field that is unknown is an error."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    hint: str


@dataclass(frozen=True, slots=True)
class Call:
    """One request to an operation: who asks, and the body as it was read."""

    request: Request
    person: Person
    body: Any = None

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params[name])

    @property
    def condition(self) -> str | None:
        """The entity tag in If-Match, without its quotes; None where there is none."""
        given = self.request.headers.get("if-match")
        return None if given is None else given.strip().removeprefix("W/").strip('"')

    def demand(self, tag: str) -> None:
        """Hold a change to what it was made for.

        Raises:
            UnconditionalError: it does not say (428).
            OutdatedError: that is not there any more (412).
        """
        if self.condition is None:
            raise UnconditionalError("a change names what it was made for in If-Match")
        if self.condition not in (tag, "*"):
            raise OutdatedError("somebody decided about this since it was read")


Handler = Callable[[Call], "Awaitable[Response]"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One row: ``answer`` is the type of the JSON that ``status`` comes with, None for ``media``.

    ``least`` is the role that it takes, ``errors`` the statuses that it may end in besides 400,
    401, 403, 413, 422 and 429, which all may. ``is_change``: it is held to If-Match.
    """

    method: str
    path: str
    name: str
    summary: str
    handler: Handler
    answer: Any = None
    body: type[Body] | None = None
    status: int = 200
    least: Role = "reader"
    errors: tuple[int, ...] = ()
    is_change: bool = False
    media: str = "application/json"
    query: Mapping[str, str] | None = None

    def route(self) -> Route:
        """Return where requests to it go."""
        path = self.path.replace("{claim}", "{claim:path}")
        return Route(path, self._answer, methods=[self.method], name=self.name)

    async def _answer(self, request: Request) -> Response:
        caller = caller_of(request, self.least)
        body = None if self.body is None else _read(self.body, await json_of(request))
        return await self.handler(Call(request, caller.person, body))


def _read(kind: type[Body], value: Any) -> Body:
    """Return a body as it has to be (raises UnreadableError, which says what is wrong where)."""
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, each['loc'])) or 'the body'}: {each['msg']}"
            for each in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise UnreadableError("; ".join(faults[:_MOST_TOLD])) from None


def document(operations: Sequence[Operation], server: str) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of operations."""
    schemas, components = _schemas(operations)
    paths: dict[str, dict[str, Any]] = {}
    for each in operations:
        paths.setdefault(each.path, {})[each.method.lower()] = _described(each, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "The desk of briefer",
            "version": __version__,
            "description": "Briefs beside their sources: read, checked, decided, signed.",
        },
        "servers": [{"url": server}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _described(each: Operation, schemas: Mapping[int, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": each.name,
        "summary": each.summary,
        "parameters": [*_parameters(each)],
        "responses": dict(_responses(each, schemas)),
    }
    if each.body is not None:
        content = {"application/json": {"schema": schemas[id(each.body)]}}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _parameters(each: Operation) -> Iterable[dict[str, Any]]:
    for part in each.path.split("/"):
        if part.startswith("{"):
            name = part.strip("{}")
            schema = {"type": "string"} if name == "claim" else {"type": "string", "maxLength": 200}
            yield {"name": name, "in": "path", "required": True, "schema": schema}
    for name, meaning in (each.query or {}).items():
        yield {"name": name, "in": "query", "description": meaning, "schema": {"type": "string"}}
    if each.is_change:
        yield {
            "name": "If-Match",
            "in": "header",
            "description": "the ETag of what the change was made for; without it the answer is 428",
            "schema": {"type": "string"},
        }


def _responses(each: Operation, schemas: Mapping[int, Any]) -> Iterable[tuple[str, Any]]:
    schema = {"type": "string"} if each.answer is None else schemas[id(each.answer)]
    said = {"description": HTTPStatus(each.status).phrase}
    yield str(each.status), {**said, "content": {each.media: {"schema": schema}}}
    problem = {PROBLEM_TYPE: {"schema": schemas[id(Problem)]}}
    usual = {400, 401, 403, 413, 422, 429, *each.errors, *((412, 428) if each.is_change else ())}
    if "{" in each.path:
        usual.add(404)
    for status in sorted(usual):
        yield str(status), {"description": HTTPStatus(status).phrase, "content": problem}


def _schemas(operations: Sequence[Operation]) -> tuple[dict[int, Any], dict[str, Any]]:
    """Return the schema of each type that operations read and answer with, and the components."""
    read = {id(each.body): each.body for each in operations if each.body is not None}
    written = {id(each.answer): each.answer for each in operations if each.answer is not None}
    written[id(Problem)] = Problem
    inputs: list[Any] = [(key, "validation", TypeAdapter(kind)) for key, kind in read.items()]
    inputs += [(key, "serialization", TypeAdapter(kind)) for key, kind in written.items()]
    found, shared = TypeAdapter.json_schemas(inputs, ref_template=_REFERENCES)
    return {key: schema for (key, _), schema in found.items()}, shared.get("$defs", {})
