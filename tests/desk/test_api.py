"""The desk's API: what its document promises it does, for whoever sends whatever."""

import json
import re
import string
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from briefer.config import resolve
from briefer.desk.web.engine import Engine
from briefer.desk.web.operations import ROOT
from briefer.desk.web.register import whole_token
from tests.support.desk import DAY, HARBOUR, TOLD, decide_all, desk_of, path_of
from tests.support.desk_web import Front


class Program:
    """A program with somebody's token."""

    def __init__(self, front, client, name):
        token = whole_token(name, front.desk.renew_token(name))
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"}

    def __call__(self, method, path, **more):
        headers = {**self.headers, **more.pop("headers", {})}
        return self.client.request(method, f"{ROOT}{path}", headers=headers, **more)


@pytest.fixture(scope="module")
def fuzzed():
    """An admin's program at a desk that may be left in any state; its clock and document."""
    front = Front(desk := desk_of())
    with desk.store, front.client() as client:
        api = Program(front, client, "ada")
        yield api, front.clock, api("GET", "/openapi.json").json()


@pytest.fixture
def desk():
    with (desk := desk_of()).store:
        yield desk


@pytest.fixture
def api(desk):
    front = Front(desk)
    with front.client() as client:
        yield Program(front, client, "mara")


def at(path):
    return f"/editions/{DAY}/claims/{quote(path, safe='')}"


def test_the_document_names_every_route_and_no_other_and_is_one(desk):
    front = Front(desk)
    with front.client() as client:
        document = client.get(f"{ROOT}/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    told = {
        (method.upper(), path)
        for path, operations in document["paths"].items()
        for method in operations
    }
    app = front.app._app
    routed = {
        (method, re.sub(r":path", "", route.path))
        for route in app.routes
        if route.path.startswith(ROOT) and not route.path.endswith("openapi.json")
        for method in route.methods - {"HEAD"}
    }
    assert told == routed
    names = [each["operationId"] for path in document["paths"].values() for each in path.values()]
    assert len(set(names)) == len(names) > 12
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    references = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert references <= set(document["components"]["schemas"])


def test_nothing_but_the_document_is_told_to_who_has_no_token(desk):
    with Front(desk).client() as client:
        for path in ("/editions", f"/editions/{DAY}", "/feed.json"):
            answer = client.get(f"{ROOT}{path}")
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"] == "Bearer"
            assert answer.headers["content-type"] == "application/problem+json"


def test_a_claim_is_changed_as_it_was_read_or_not_at_all(api, desk):
    path = path_of(desk.open(DAY), "The work will cost 21")
    read = api("GET", at(path))
    assert read.json()["evidence"][0]["text"] in HARBOUR.text
    body = {"action": "edit", "text": "The work will cost 12 million euros."}
    assert api("PATCH", at(path), json=body).status_code == 428
    match = {"If-Match": read.headers["etag"]}
    assert api("PATCH", at(path), json=body, headers={"If-Match": '"x"'}).status_code == 412
    changed = api("PATCH", at(path), json=body, headers=match)
    assert changed.status_code == 200
    assert changed.json()["status"] == "confirmed"
    assert changed.headers["etag"] != read.headers["etag"]
    assert api("PATCH", at(path), json={"action": "cut"}, headers=match).status_code == 412
    assert api("GET", at("$.stories[7].headline")).status_code == 404
    assert [each.via for each in desk.open(DAY).decisions] == ["api"]


def test_a_brief_is_signed_as_it_was_read_and_only_signed_ones_are_in_the_feeds(api, desk):
    place = f"/editions/{DAY}"
    assert api("GET", "/feed.json").json()["items"] == []
    tag = {"If-Match": api("GET", place).headers["etag"]}
    assert api("POST", f"{place}/signoff", json={}).status_code == 428
    undecided = api("POST", f"{place}/signoff", json={}, headers=tag)
    assert undecided.status_code == 409
    assert "2 claims" in undecided.json()["detail"]
    decide_all(desk)
    assert api("POST", f"{place}/signoff", json={}, headers=tag).status_code == 412
    tag = {"If-Match": api("GET", place).headers["etag"]}
    assert api("POST", f"{place}/signoff", json={}, headers=tag).json()["who"] == "mara"
    assert api("GET", place).json()["signed_by"] == "mara"
    (item,) = api("GET", "/feed.json").json()["items"]
    assert "north pier" in item["content_html"]
    assert api("GET", "/feed.atom").text.count("<entry>") == 1
    record = api("GET", f"{place}/record.json")
    assert record.json()["signoffs"][0]["who"] == "mara"


def test_under_two_persons_an_editor_is_forbidden_to_sign(desk, api):
    decide_all(desk)
    desk.settings = type(desk.settings)(desk_two_person=True)
    tag = {"If-Match": api("GET", f"/editions/{DAY}").headers["etag"]}
    answer = api("POST", f"/editions/{DAY}/signoff", json={}, headers=tag)
    assert answer.status_code == 403
    assert "two persons" in answer.json()["detail"]


def test_readers_may_read_check_and_propose_and_change_nothing(desk):
    front = Front(desk)
    path = path_of(desk.open(DAY), "The work will cost 21")
    with front.client() as client:
        reader = Program(front, client, "ben")
        read = reader("GET", at(path))
        match = {"If-Match": read.headers["etag"]}
        assert reader("PATCH", at(path), json={"action": "cut"}, headers=match).status_code == 403
        place = f"/editions/{DAY}/proposals/{quote(path, safe='')}"
        made = reader("POST", place, json={"text": "The work will cost 12 million euros."})
        assert (made.status_code, made.json()["state"]) == (201, "pending")
    assert desk.open(DAY).claim(path).claim.text == TOLD[0][2][0]


def test_any_text_is_checked_against_given_and_stored_articles(api):
    body = {"text": "The pier costs 12 million euros. It takes nine years.",
            "sources": [{"text": HARBOUR.text, "title": "Pier"}]}  # fmt: skip
    first = api("POST", "/check", json=body).json()
    assert first["counts"]["confirmed"] + first["counts"]["open"] >= 1
    assert first["claims"][1]["status"] in ("unsupported", "contradicted")
    stored = {"text": "About 400 commuters use it.", "articles": [HARBOUR.hash]}
    assert api("POST", "/check", json=stored).json()["claims"][0]["status"] != "confirmed"
    assert api("POST", "/check", json={"text": "x"}).status_code == 422
    assert api("POST", "/check", json={**stored, "articles": ["b2:no"]}).status_code == 422
    assert api("POST", "/check", json={**body, "again": True}).status_code == 422
    wrong = api("POST", "/check", json={"text": 5, "more": 1})
    assert wrong.status_code == 422
    assert "text" in wrong.json()["detail"]
    assert api("POST", "/check", content=b"{" * 2_000).status_code == 422
    assert api("POST", "/check", content=b"x" * 1_100_000).status_code == 413


def test_two_versions_are_compared(api):
    old, new = {"text": HARBOUR.text}, {"text": HARBOUR.text.replace("12 million", "19 million")}
    found = api("POST", "/diff", json={"old": old, "new": new}).json()
    assert found["factual"] == 1
    assert "19 million" in found["changes"][0]["message"]


class Summarizer:
    """An engine that summarizes at once, or fails."""

    async def summarize(self, article):
        if "fail" in article.text:
            raise RuntimeError("secret inside")
        return {"headline": article.text[:10]}

    async def verify(self, text, articles):
        return {"claims": len(articles)}


def test_what_takes_long_is_answered_with_a_place_to_look(desk):
    front = Front(desk, engine=Summarizer())
    with front.client() as client:
        api = Program(front, client, "mara")

        def done(path, body):
            begun = api("POST", path, json=body)
            assert begun.status_code == 202
            place = begun.headers["location"].removeprefix(ROOT)
            for _ in range(200):
                job = api("GET", place).json()
                if job["state"] in ("done", "failed"):
                    return place, job
            raise AssertionError(job)

        place, job = done("/summarize", {"article": {"text": "The dam broke on Monday."}})
        assert job["result"] == {"headline": "The dam br"}
        other = Program(front, client, "jon")
        assert other("GET", place).status_code == 404
        _, failed = done("/summarize", {"article": {"text": "It will fail on Monday."}})
        assert failed["problem"]["status"] == 500
        again = {"text": "A text.", "sources": [{"text": "An article."}], "again": True}
        assert done("/check", again)[1]["result"] == {"claims": 1}


def test_a_signed_brief_is_published_as_it_was_read_and_an_unsigned_one_if_that_is_said(tmp_path):
    (tmp_path / "briefer.toml").write_text(
        'store = "store.db"\n[publish.feed]\nfolder = "public"\n', "utf-8"
    )
    desk = desk_of(tmp_path / "store.db")
    front = Front(desk, engine=Engine(resolve({}, environ={}, cwd=tmp_path), print))

    def published(api, body, tag):
        begun = api("POST", f"{place}/publish", json=body, headers=tag)
        assert begun.status_code == 202
        where = begun.headers["location"].removeprefix(ROOT)
        while (job := api("GET", where).json())["state"] not in ("done", "failed"):
            front.clock.now += 1
        return [(each["target"], each["state"]) for each in job["result"]]

    with desk.store, front.client() as client:
        api = Program(front, client, "mara")
        place = f"/editions/{DAY}"
        body = {"targets": ["feed"]}
        assert api("POST", f"{place}/publish", json=body).status_code == 428
        tag = {"If-Match": api("GET", place).headers["etag"]}
        assert api("POST", f"{place}/publish", json=body, headers=tag).status_code == 409
        assert published(api, {**body, "unsigned": True}, tag) == [("feed", "sent")]
        page = (tmp_path / "public" / f"{DAY}.html").read_text("utf-8")
        assert "not reviewed by a person" in page
        decide_all(desk)
        desk.sign(DAY, "mara")
        tag = {"If-Match": api("GET", place).headers["etag"]}
        assert published(api, body, tag) == [("feed", "sent")]
        assert f"{DAY}.html" in {file.name for file in (tmp_path / "public").iterdir()}
        assert [each.who for each in desk.open(DAY).publications] == ["mara", "mara"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)  # fmt: skip


def of_schema(schema, components):
    """Return values that mostly are as a schema has them, and now and then are anything."""
    if "$ref" in schema:
        return of_schema(components[schema["$ref"].rpartition("/")[2]], components)
    if "anyOf" in schema:
        return st.one_of(*(of_schema(each, components) for each in schema["anyOf"]))
    if "enum" in schema:
        good = st.sampled_from(schema["enum"])
    elif schema.get("type") == "object":
        fields = {name: of_schema(each, components) for name, each in schema["properties"].items()}
        needed = {name: fields.pop(name) for name in schema.get("required", ())}
        good = st.fixed_dictionaries(needed, optional=fields)
    elif schema.get("type") == "array":
        good = st.lists(of_schema(schema["items"], components), max_size=2)
    elif schema.get("type") == "integer":
        good = st.integers(schema.get("minimum", -5), 12)
    elif schema.get("type") == "boolean":
        good = st.booleans()
    elif schema.get("type") == "null":
        return st.none()
    else:
        texts = (HARBOUR.text, "The pier costs 12 million euros.", HARBOUR.hash, "en", "“Wait”")
        good = st.sampled_from(texts) | st.text(max_size=30)
    return st.integers(0, 30).flatmap(lambda n: VALUES if n == 7 else good)


PARTS = {
    "edition": st.sampled_from(
        [DAY, DAY, DAY, DAY, "1", "1", "2", "x", "9" * 30, "2026-13-99", "b2:zz", "%00"]
    ),
    "claim": st.sampled_from(
        ["$.stories[0].key_facts[0]", "stories[1].headline", "$.top_lines[0]", "$", "a/b", "é"]
    ),
    "story": st.sampled_from(["0", "0", "1", "1", "-1", "9", "x]"]),
    "job": st.text(string.ascii_letters, min_size=1, max_size=9),
}


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_sent_the_answer_is_one_that_the_document_has(fuzzed, data):
    api, clock, document = fuzzed
    clock.now += 1  # or the desk would soon say that it was too much
    components = document["components"]["schemas"]
    places = [
        (path, method, each)
        for path, operations in document["paths"].items()
        for method, each in operations.items()
        if "text/event-stream" not in each["responses"].get("200", {}).get("content", {})
    ]
    path, method, told = data.draw(st.sampled_from(places))
    for name, values in PARTS.items():
        if f"{{{name}}}" in path:
            path = path.replace(f"{{{name}}}", quote(data.draw(values), safe=""))
    headers = data.draw(st.sampled_from([{"If-Match": "*"}] * 4 + [{}, {"If-Match": '"x"'}]))
    more = {}
    if "requestBody" in told:
        schema = told["requestBody"]["content"]["application/json"]["schema"]
        body = data.draw(of_schema(schema, components) | st.binary(max_size=20))
        more = {"content": body if isinstance(body, bytes) else json.dumps(body)}
    answer = api(method.upper(), path.removeprefix(ROOT), headers=headers, **more)
    assert answer.status_code < 500
    assert answer.status_code != 429
    assert str(answer.status_code) in told["responses"], answer.text
    promised = told["responses"][str(answer.status_code)]["content"]
    kind = answer.headers["content-type"].partition(";")[0]
    assert kind in promised
    if kind.endswith("json"):
        schema = {**promised[kind]["schema"], "components": document["components"]}
        Draft202012Validator(schema).validate(answer.json())
