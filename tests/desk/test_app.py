"""The desk over HTTP, without a script: what it shows, takes, refuses and never says."""

import re
from dataclasses import replace

import pytest

from briefer.briefing import remember
from briefer.desk import problems_of_record, record_text
from briefer.desk.web.app import MOST_SENT
from briefer.desk.web.gate import ATTEMPTS
from briefer.desk.web.register import whole_token
from briefer.desk.web.site import site_of
from briefer.errors import ProviderError
from briefer.model import (
    Article,
    Claim,
    Evidence,
    Finding,
    Passage,
    Provenance,
    Span,
    Verification,
)
from briefer.tasks import article_ref
from briefer.text import split
from briefer.version import __version__
from tests.support.desk import DAY, HARBOUR, NOW, brief_of, decide_all, desk_of, path_of
from tests.support.desk_web import OF_A_BROWSER, ORIGIN, Front, field, shown


@pytest.fixture
def desk():
    with (desk := desk_of()).store:
        yield desk


@pytest.fixture
def front(desk):
    return Front(desk)


def number_of(desk):
    return desk.open(DAY).number


def test_nobody_sees_anything_before_they_sign_in_and_a_link_works_once(front, desk):
    page = f"/editions/{number_of(desk)}"
    with front.client(**OF_A_BROWSER) as client:
        for place in ("/", page, f"{page}/events"):
            answer = client.get(place)
            assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
        link = front.access.link("mara")
        assert "Sign in as mara" in shown(client.get("/sign-in", params={"link": link}))
        answer = client.post("/sign-in", data={"link": link})
        assert answer.headers["location"] == "/"
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "mara (editor)" in shown(client.get("/"))
        client.cookies.clear()
        assert client.post("/sign-in", data={"link": link}).status_code == 403
        assert client.get("/").status_code == 303


def test_a_token_signs_in_and_signing_out_ends_the_session(front, desk):
    token = whole_token("mara", desk.renew_token("mara"))
    with front.client(**OF_A_BROWSER) as client:
        assert client.post("/sign-in", data={"token": "mara.wrong"}).status_code == 403
        assert client.post("/sign-in", data={"token": token}).status_code == 303
        cookie = client.cookies["briefer_desk"]
        assert client.get("/").status_code == 200
        assert client.post("/sign-out").headers["location"] == "/sign-in"
        client.cookies.set("briefer_desk", cookie, domain="127.0.0.1")
        assert client.get("/").status_code == 303


def test_every_answer_carries_the_policy_and_no_page_asks_anybody_else(front, desk):
    with front.browser("mara") as client:
        page = client.get(f"/editions/{number_of(desk)}")
        answers = (page, client.get("/"), client.get("/nowhere"), client.get("/static/desk.js"))
        for answer in (
            *answers,
            client.post("/sign-in", headers={"Origin": "https://evil.example"}),
        ):
            policy = answer.headers["content-security-policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
            assert "unsafe" not in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "same-origin"
    loaded = re.findall(r'(?:src|href|action)="([^"#]*)', re.sub(r"<a [^>]*>", "", page.text))
    assert loaded
    assert all(place.startswith("/") and not place.startswith("//") for place in loaded)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bon\w+=|\bstyle=", page.text)


def test_foreign_hosts_and_origins_are_refused(front, desk):
    place = f"/editions/{number_of(desk)}/undo"
    with front.browser("mara") as client:
        for host in ("desk.evil.example", "127.0.0.1.evil.example", "evil.example:8484"):
            assert client.get("/", headers={"Host": host}).status_code == 400
        for headers in (
            {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
            {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
            {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
            {"Origin": "http://127.0.0.1:8485", "Sec-Fetch-Site": "same-site"},
            {"Origin": "https://127.0.0.1:8484", "Sec-Fetch-Site": "same-origin"},
        ):
            assert client.post(place, headers=headers).status_code == 403
        del client.headers["Origin"], client.headers["Sec-Fetch-Site"]
        assert client.post(place).status_code == 403
        read = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
        assert client.get("/", headers=read).status_code == 403
        visit = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        assert client.get("/", headers=visit).status_code == 200
    assert desk.open(DAY).decisions == ()


def test_over_tls_the_cookie_is_this_hosts_alone(desk):
    front = Front(desk, site=site_of("127.0.0.1", 8484, proxy="https://desk.example.org"))
    with front.client(Origin=front.site.origin) as client:
        answer = client.post("/sign-in", data={"link": front.access.link("mara")})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-briefer_desk=")
        assert "secure" in cookie.lower()
        assert "strict-transport-security" in answer.headers


def test_a_whole_review_works_by_forms_alone(front, desk):
    place = f"/editions/{number_of(desk)}"
    with front.browser("mara") as client:
        page = client.get(place)
        assert "2 of 8 to decide" in shown(page)
        review = desk.open(DAY)
        wrong = path_of(review, "The work will cost 21")
        answer = client.post(
            f"{place}/decisions",
            data={
                "path": wrong,
                "action": "edit",
                "text": "The work will cost 12 million euros.",
                "seen": field(page, wrong, "seen"),
            },
        )
        assert answer.status_code == 303
        page = client.get(answer.headers["location"].partition("#")[0])
        said = shown(page)
        assert "Edited." in said
        assert "edited by mara" in said
        assert "Against the draft:" in said
        assert 'class="s lit"' in page.text  # the sentence that it rests on, without a script
        for each in desk.open(DAY).to_decide:
            action = "cut" if each.claim.fails else "accept"
            data = {"path": each.path, "action": action, "seen": each.seen}
            assert client.post(f"{place}/decisions", data=data).status_code == 303
        story = desk.open(DAY).stories[1]
        data = {"path": story.path, "action": "up", "seen": story.seen}
        assert client.post(f"{place}/stories", data=data).status_code == 303
        assert desk.open(DAY).stories[0].path == story.path
        content = re.search(r'name="content" value="([^"]+)"', client.get(place).text)[1]
        assert client.post(f"{place}/sign", data={"content": content}).status_code == 303
        assert "Signed by mara" in shown(client.get(place))
        assert "signed by mara" in shown(client.get("/"))
        assert client.post(f"{place}/undo").status_code == 303
        assert "what was changed since voids it" in shown(client.get(place))
    assert desk.open(DAY).signed is None


def test_two_tabs_do_not_decide_past_each_other(front, desk):
    place = f"/editions/{number_of(desk)}"
    path = path_of(desk.open(DAY), "The work will cost 21")
    with front.browser("mara") as first, front.browser("jon") as second:
        seen = field(second.get(place), path, "seen")
        data = {"path": path, "action": "cut", "seen": seen}
        assert first.post(f"{place}/decisions", data=data).status_code == 303
        answer = second.post(f"{place}/decisions", data={**data, "action": "accept"})
        assert answer.status_code == 409
        assert "mara decided here meanwhile" in answer.text
        told = second.post(
            f"{place}/decisions", data=data, headers={"Accept": "application/json"}
        ).json()
        assert (told["status"], told["title"]) == (409, "Conflict")
        content = desk.open(DAY).content
        decide_all(desk)
        stale = first.post(f"{place}/sign", data={"content": content})
        assert stale.status_code == 409
    assert [each.who for each in desk.open(DAY).decisions if each.path == path] == ["mara"]


def test_readers_read_and_decide_nothing(front, desk):
    place = f"/editions/{number_of(desk)}"
    path = desk.open(DAY).claims[0].path
    with front.browser("ben") as client:
        page = client.get(place)
        assert 'action="/editions' not in page.text
        for form in ("decisions", "stories", "undo", "sign", "confirmed", "earlier", "proposals"):
            data = {"path": path, "action": "accept"}
            assert client.post(f"{place}/{form}", data=data).status_code == 403
    assert desk.open(DAY).decisions == ()


def test_undecided_claims_stand_in_the_way_of_a_signature_and_only_confirmed_go_at_once(
    front, desk
):
    place = f"/editions/{number_of(desk)}"
    before = len(desk.open(DAY).to_decide)
    with front.browser("mara") as client:
        assert client.post(f"{place}/sign", data={"statement": "x"}).status_code == 409
        assert client.post(f"{place}/confirmed").status_code == 303
        assert "is accepted" in shown(client.get(f"{place}?done=confirmed"))
    now = desk.open(DAY)
    assert len(now.to_decide) == before > 0
    assert all(each.is_to_decide or each.action == "accept" for each in now.claims)


def test_a_brief_made_again_offers_what_was_decided_before(front, desk):
    before = number_of(desk)
    desk.decide(before, path_of(desk.open(DAY), "The work will cost 21"), "cut", "jon")
    again = remember(desk.store, "#Daily brief", brief_of(title="Once more"), NOW)
    with front.browser("ben") as client:
        assert "Take over" not in shown(client.get(f"/editions/{again}"))
    with front.browser("mara") as client:
        assert "Take over 1 decision of the brief before" in shown(client.get(f"/editions/{again}"))
        assert client.post(f"/editions/{again}/earlier").status_code == 303
        after = shown(client.get(f"/editions/{again}?done=earlier"))
    assert "What was decided before holds here too." in after
    assert "Take over" not in after
    assert [each.who for each in desk.open(again).decisions] == ["mara"]


def test_a_wording_is_checked_as_it_is_typed_and_nothing_is_decided(front, desk):
    place = f"/editions/{number_of(desk)}"
    path = path_of(desk.open(DAY), "The work will cost 21")

    def checked(client, text):
        return client.post(f"{place}/check", data={"path": path, "text": text}).json()

    with front.browser("mara") as client:
        assert client.post(f"{place}/editing", data={"path": path}).status_code == 204
        assert client.post(f"{place}/editing", data={"path": "$"}).status_code == 422
        assert checked(client, "The work will cost 12 million euros.")["stands"]
        wrong = checked(client, "The work will cost 13 million euros.")
        assert wrong["fails"]
        assert "13 million" in " ".join(wrong["findings"])
        quoted = checked(client, "“We will wait,” said Mara Lindt.")
        assert quoted["fails"]
        assert not checked(client, "“We cannot wait any longer,” said Mara Lindt.")["fails"]
    assert desk.open(DAY).decisions == ()


def test_quotation_marks_are_saved_only_round_words_of_the_source(front, desk):
    place = f"/editions/{number_of(desk)}/decisions"
    path = path_of(desk.open(DAY), "The work will cost 21")
    with front.browser("mara") as client:
        data = {"path": path, "action": "edit", "text": "“We will wait,” said Mara Lindt."}
        refused = client.post(place, data=data)
        assert refused.status_code == 422
        assert "quotation marks" in refused.text
        kept = {**data, "text": "“We cannot wait any longer,” said Mara Lindt."}
        assert client.post(place, data=kept).status_code == 303
    assert desk.open(DAY).claim(path).claim.text == kept["text"]


class Judge:
    """An engine whose model confirms whatever it reads."""

    judges = True

    def __init__(self):
        self.read = []

    async def verified(self, text, articles):
        self.read.append((text, [each.title for each in articles]))
        document = split(articles[0])
        first = document.sentences[0]
        passages, claims = [], []
        for said in re.findall(r"[^.]+\.", text):
            at = text.index(said)
            passages.append(Passage(said, at, at + len(said)))
            evidence = (Evidence(1, first.id, first.start, first.end, first.text),)
            claims.append(Claim(said, evidence, status="confirmed", by="judge"))
            if "keen" not in said:
                word = said.split()[-1]
                span = Span(said.index(word), said.index(word) + len(word), word)
                finding = Finding("wording", "no", span, level="unsupported", by="judge")
                claims[-1] = replace(claims[-1], status="unsupported", findings=(finding,))
        made = Provenance("ollama", "reader")
        return Verification(article_ref(document), tuple(claims), made, passages=tuple(passages))


def test_a_model_reads_what_words_leave_open_once_typing_rests(desk):
    judge = Judge()
    front = Front(desk, engine=judge)
    path = path_of(desk.open(DAY), "Fishermen are said")
    place = f"/editions/{number_of(desk)}/check"
    text = "Fishermen were keen on the repair."
    with front.browser("mara") as client:
        first = client.post(place, data={"path": path, "text": text, "again": ""}).json()
        assert (first["stands"], judge.read) == (False, [])
        rested = client.post(place, data={"path": path, "text": text, "again": "1"}).json()
        assert rested["status"] == "confirmed by a second reading"
        assert judge.read == [(text, [HARBOUR.title])]
        sure = "The work will cost 12 million euros."
        client.post(place, data={"path": path, "text": sure, "again": "1"})
    assert len(judge.read) == 1


def test_what_a_model_read_is_kept_with_an_edit_whoever_makes_it(desk):
    """Read once, as one claim, its evidence numbered as the brief has it; else by words."""
    judge = Judge()
    front = Front(desk, engine=judge)
    place = f"/editions/{number_of(desk)}"
    operator, fishermen = (
        path_of(desk.open(DAY), text) for text in ("The operator offers", "Fishermen are said")
    )
    keen = "Commuters are keen on that."
    mixed = f"{keen} Nobody waits for rowers."
    with front.browser("mara") as client:
        edit = {"path": operator, "action": "edit"}
        client.post(f"{place}/check", data={"path": operator, "text": keen, "again": "1"})
        client.post(f"{place}/decisions", data={**edit, "text": keen})
        assert len(judge.read) == 1
        now = desk.open(DAY).claim(operator)
        assert (now.claim.status, now.claim.by, now.is_to_decide) == ("confirmed", "judge", False)
        assert [(each.article, each.sentence) for each in now.claim.evidence] == [(2, "S1")]
        assert now.decisions[-1].checks == f"briefer {__version__}, ollama:reader"
        assert "confirmed by a second reading" in shown(client.get(place))
        client.post(f"{place}/decisions", data={**edit, "text": mixed})
        assert len(judge.read) == 2
        worse = desk.open(DAY).claim(operator)
        assert (worse.claim.status, worse.claim.by, worse.is_to_decide) == (
            *("unsupported", "judge", True),
        )
        (span,) = (each.claim for each in worse.claim.findings)
        assert mixed[span.start : span.end] == span.text == "rowers."
        token = whole_token("mara", desk.renew_token("mara"))
        with front.client(Authorization=f"Bearer {token}") as program:
            url = f"/api/v1{place}/claims/{operator}"
            tag = {"If-Match": program.get(url).headers["etag"]}
            read = {"action": "edit", "text": keen}
            assert program.patch(url, json=read, headers=tag).json()["by"] == "judge"
        assert len(judge.read) == 2
        desk.propose(DAY, fishermen, "Fishermen were keen on the repair.", "aide")
        client.post(f"{place}/proposals", data={"number": "1", "action": "accept"})
        assert desk.open(DAY).claim(fishermen).claim.by == "judge"

        async def away(text, articles):
            raise ProviderError("nobody answers")

        judge.verified = away
        client.post(f"{place}/decisions", data={**edit, "text": "Some are keen."})
        last = desk.open(DAY).claim(operator)
        assert (last.claim.text, last.claim.by) == ("Some are keen.", "words")
        assert front.notes == ["an edit is kept as words see it: nobody answers"]
    assert list(problems_of_record(record_text(desk.record(DAY)))) == []


def test_an_article_that_changed_is_told_on_the_page(front, desk):
    place = f"/editions/{number_of(desk)}"
    decide_all(desk)
    desk.sign(DAY, "mara")
    newer = Article(
        HARBOUR.text.replace("12 million", "19 million"),
        title=HARBOUR.title,
        url=HARBOUR.url,
        date=HARBOUR.date,
        language="en",
    )
    desk.store.keep_version(HARBOUR.url, newer, fetched=f"{DAY}T09:00:00+00:00")
    desk.stale(DAY)
    with front.browser("mara") as client:
        assert "The article has changed" in shown(client.get(place))


def test_hostile_markup_of_articles_and_models_stays_text():
    evil = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'><b style="position:fixed">'
    article = Article(
        f"{evil} The bridge is closed. It opens in May.\n\n</p></aside><iframe src=//evil.example>",
        title=f"{evil} Bridge",
        url='https://evil.example/"onmouseover="alert(1)',
        language='en"><script>',
        outlet=evil,
    )
    told = ((f"The bridge is closed. {evil}", ("It opens in May.",), (evil,)),)
    desk = desk_of(brief=brief_of((article,), told, title=evil), articles=(article,))
    with desk.store, Front(desk).browser("mara") as client:
        text = client.get(f"/editions/{desk.open(DAY).number}").text
    tags = re.findall(r"<(\w+)", text)
    assert {"iframe", "img", "b"}.isdisjoint(tags)
    assert tags.count("script") == 1
    assert not re.search(r"<[^>]*\son\w+=", text)
    assert 'href="https://evil.example' not in text


def test_errors_say_what_to_do_and_nothing_of_the_inside(front, desk, monkeypatch):
    place = f"/editions/{number_of(desk)}"
    with front.browser("mara") as client:
        for path in ("/editions/999", "/editions/x", "/editions/2020-01-01", "/nowhere"):
            answer = client.get(path)
            assert (path, answer.status_code) == (path, 404)
            assert "<h1>Not Found</h1>" in answer.text
        assert client.get(f"{place}/undo").status_code == 405
        for body in (b"\xff\xfe", b"a=%ff"):
            sent = client.post(
                f"{place}/decisions",
                content=body,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            )
            assert sent.status_code == 422
        assert client.post(f"{place}/decisions", json={}).status_code == 422
        for data in (
            {"action": "accept", "path": "$.x"},
            {"action": "accept"},
            {"action": "dance"},
        ):
            assert 400 <= client.post(f"{place}/decisions", data=data).status_code < 500
        long = client.post(f"{place}/check", data={"path": "x", "text": "a" * (MOST_SENT + 1)})
        assert long.status_code == 413
        monkeypatch.setattr(desk, "open", lambda name: 1 / 0)
        broken = client.get(place)
        assert broken.status_code == 500
        assert "ZeroDivision" not in broken.text
        assert "Traceback" not in broken.text
    assert "ZeroDivisionError" in front.notes[0]


def test_who_guesses_tokens_has_to_wait_and_others_need_not(front, desk):
    known = whole_token("mara", desk.renew_token("mara"))
    with front.client() as client:
        asked = {"Authorization": f"Bearer {known}"}
        assert client.get("/", headers=asked).status_code == 200
        codes = [
            client.get("/", headers={"Authorization": f"Bearer mara.guess{n}"}).status_code
            for n in range(ATTEMPTS[1] + 3)
        ]
        assert codes[0] == 303
        assert codes[-1] == 429
        limited = client.get("/", headers={"Authorization": "Bearer mara.guess"})
        assert int(limited.headers["retry-after"]) >= 1
        assert client.get("/", headers=asked).status_code == 200
