"""A brief on its way to targets that misbehave: each has it once, and all else is told."""

import base64
import email
import hashlib
import hmac
import json
import random
from dataclasses import replace
from email.policy import default

import pytest

from briefer.desk import Desk, outgoing, rehearse
from briefer.errors import ConflictError, NotAllowedError, StoreWriteError
from briefer.model import Failure
from briefer.store import FileLock, Store
from tests.support.desk import DAY, decide_all
from tests.support.publishing import READERS, Scene
from tests.support.receiving import PASSWORD

pytestmark = pytest.mark.loopback


def mails(scene):
    return [email.message_from_bytes(text, policy=default) for _, text in scene.mail.mails]


def test_every_target_has_the_brief_once_and_its_correction_as_one(scene):
    assert [each.state for each in scene.run(does=rehearse)] == ["planned"] * 6
    assert not scene.wordpress.posts
    assert not scene.mail.mails
    assert not scene.hook.requests
    assert not (scene.folder / "public").exists()

    assert scene.states() == ["sent"] * 6
    assert scene.states() == ["already"] * 6
    (post,) = scene.wordpress.posts.values()
    assert (post["status"], post["slug"]) == ("draft", f"daily-brief-{DAY}")
    assert "Written by an AI model (hand) and not reviewed by a person." in post["content"]["raw"]
    assert [recipient for recipient, _ in scene.mail.mails] == list(READERS)
    first = mails(scene)
    assert [each["To"] for each in first] == list(READERS), "nobody sees who else gets it"
    assert first[0].get_content_type() == "multipart/alternative"
    assert first[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all(len(text) <= 100_000 for _, text in scene.mail.mails)
    (told,) = scene.hook.taken.values()
    assert told["type"] == "publication"
    assert told["data"]["digitalSourceType"].endswith("/trainedAlgorithmicMedia")
    item = json.loads((scene.folder / "wire" / f"{DAY}.ninjs.json").read_text())

    mine = "<!-- wp:paragraph -->\n<p>An editor's own.</p>\n<!-- /wp:paragraph -->"
    post["content"]["raw"] = f"{mine}\n\n{post['content']['raw']}"
    post["status"] = "publish"
    scene.correct()
    outcomes = scene.run()
    assert [each.state for each in outcomes] == ["sent"] * 6
    assert all(each.corrects for each in outcomes)
    (post,) = scene.wordpress.posts.values()
    assert post["status"] == "publish"
    assert post["content"]["raw"].startswith(mine)
    assert "“was” now reads “is”" in post["content"]["raw"]
    for before, after in zip(first, mails(scene)[2:], strict=True):
        assert after["Subject"].startswith("Correction: ")
        assert after["In-Reply-To"] == before["Message-ID"]
        assert after["To"] == before["To"]
    *_, now = scene.hook.taken.values()
    assert (now["type"], now["data"]["corrects"]) == ("correction", told["data"]["id"])
    (entry,) = json.loads((scene.folder / "public" / "feed.json").read_text())["items"]
    assert entry["url"].endswith(f"{DAY}.v2.html")
    corrected = json.loads((scene.folder / "wire" / f"{DAY}.v2.ninjs.json").read_text())
    assert (corrected["uri"], corrected["version"]) == (item["uri"], "2")
    assert scene.states() == ["already"] * 6


def test_unsigned_nothing_goes_out_unless_it_is_said_and_signed_it_names_who_answers(scene):
    with pytest.raises(NotAllowedError, match="nobody has signed it"):
        scene.run(unsigned=False)
    scene.states()
    desk = scene.desk()
    with desk.store:
        decide_all(desk)
        desk.sign(DAY, "jon")
    assert scene.states(unsigned=False) == ["sent"] * 6
    (post,) = scene.wordpress.posts.values()
    assert "Reviewed by jon on" in post["content"]["raw"]
    assert "AI model (hand) and not reviewed" not in post["content"]["raw"]
    last = list(scene.hook.taken.values())[-1]["data"]
    assert ([each["name"] for each in last["signers"]], last["edited"]) == (["jon"], True)
    assert last["digitalSourceType"].endswith("/compositeWithTrainedAlgorithmicMedia")
    desk = scene.desk()
    with desk.store:
        open_ = desk.open(DAY)
        assert {each.signoff for each in open_.publications if each.content == open_.content} == {
            open_.signed.hash
        }
        desk.decide(DAY, open_.top_lines[0].path, "cut", "mara")
    with pytest.raises(NotAllowedError, match="changed since"):
        scene.run(unsigned=False)


def test_what_is_signed_as_it_was_published_changes_pages_and_posts_and_is_not_mailed_again(scene):
    desk = scene.desk()
    with desk.store:
        decide_all(desk)
    scene.states()
    with scene.desk().store as store:
        Desk(store).sign(DAY, "jon")
    assert scene.states(unsigned=False) == ["sent", "already", "already"] + ["sent"] * 3
    assert len(scene.mail.mails) == 2
    with scene.desk().store as store:
        assert {each.state for each in store.publications()} == {"sent"}, "none is left planned"
    (post,) = scene.wordpress.posts.values()
    assert "Reviewed by jon" in post["content"]["raw"]
    assert "Corrected" not in post["content"]["raw"]


def test_a_message_is_signed_over_id_time_and_body(scene):
    scene.run(only="webhook")
    ((_, _, headers, body),) = scene.hook.requests
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(b"twenty-four bytes of key", signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    assert headers["idempotency-key"] == f'"{headers["webhook-id"]}"'


ACTS = {
    "slow": 1,  # the answer never comes, the post is made
    "drop after": 1,
    "500 after": 1,
    "drop": 1,
    "500": 1,
    "503": 1,
    "429": 1,
}


@pytest.mark.parametrize("act", ACTS)
def test_who_answers_wrong_once_is_asked_again_and_has_it_once(scene, act):
    if act == "slow":
        scene.timeout = 1.5

    def once(server):
        def script(number, method, path):
            mine = [1 for made, *_ in server.requests if made == "POST"]
            return act if method == "POST" and len(mine) == 1 else None

        return script

    scene.wordpress.script = once(scene.wordpress)
    scene.hook.script = once(scene.hook)
    assert [scene.states(only=each) for each in ("wordpress", "webhook")] == [["sent"], ["sent"]]
    assert len(scene.wordpress.posts) == len(scene.hook.taken) == 1
    assert sum(method == "POST" for method, *_ in scene.wordpress.requests) == (
        2 if act in ("drop", "500", "503", "429") else 1
    )
    ids = {headers["webhook-id"] for _, _, headers, _ in scene.hook.requests}
    assert len(ids) == 1
    assert len(scene.hook.requests) == 2
    if act == "429":
        assert all(wait >= 2 for wait in scene.waits), "as long as it asks for"


def test_a_post_that_was_made_after_all_while_it_was_looked_for_leaves_one(scene):
    made = []

    def late(when, method, path):
        if (when, method) == ("before", "POST") and not made:
            made.append(scene.wordpress.requests[-1])
            scene.wordpress._new(json.loads(made[0][3]))  # by the attempt before

    scene.wordpress.on_request = late
    assert scene.states(only="wordpress") == ["sent"]
    assert (len(scene.wordpress.posts), len(scene.wordpress.deleted)) == (1, 1)


def test_one_that_fails_keeps_no_other_from_it_and_a_second_run_sends_what_is_missing(scene):
    scene.hook.script = lambda *_: "redirect"
    scene.wordpress.user = "somebody else"
    scene.mail.script = lambda _, word: "451 try later" if word == "RCPT" else None
    failed = scene.run()
    assert [each.state for each in failed] == ["failed"] * 3 + ["sent", "failed", "sent"]
    assert "redirects to http://169.254.169.254" in failed[4].detail
    assert "does not let desk do this: You are not logged in." in failed[0].detail
    assert "451 try later" in failed[1].detail
    assert all(each.error.exit_code == 12 for each in failed if each.error)
    assert not any(PASSWORD in each.detail for each in failed)
    scene.hook.script = lambda *_: None
    scene.wordpress.user = "desk"
    scene.mail.script = lambda *_: None
    assert scene.states() == ["sent"] * 3 + ["already", "sent", "already"]
    assert len(scene.wordpress.posts) == len(scene.hook.taken) == 1
    assert len(scene.mail.mails) == 2


def test_private_addresses_are_sent_to_only_where_that_is_allowed(scene):
    scene.private = False
    for only in ("webhook", "wordpress"):
        (told,) = scene.run(only=only)
        assert told.state == "failed"
        assert "TLS" in told.detail or "loopback" in told.detail
    assert not scene.hook.requests
    assert not scene.wordpress.requests


def test_a_mail_that_may_have_been_taken_is_unknown_and_not_sent_again_unless_that_is_said(scene):
    scene.mail.script = lambda _, word: "drop after" if word == "TEXT" else None
    assert scene.states(only="mail ana") == ["unknown"]
    scene.mail.script = lambda *_: None
    (told,) = scene.run(only="mail ana")
    assert told.state == "unknown"
    assert "--again mail" in told.error.hint
    assert len(scene.mail.mails) == 1
    assert scene.states(only="mail ana", again=("mail",)) == ["sent"]
    first, second = mails(scene)
    assert first["Message-ID"] == second["Message-ID"], "who drops doubles can"


def test_a_mail_server_that_breaks_off_or_refuses_gets_it_once(scene):
    for word in ("MAIL", "RCPT", "DATA", "TEXT"):
        for act in ("550 no", "drop"):
            scene.mail.script = lambda _, said, act=act, word=word: act if said == word else None
            (told,) = scene.run(only="mail bo")
            is_unknown = (word, act) == ("TEXT", "drop")
            assert told.state == ("unknown" if is_unknown else "failed"), (word, act, told)
    scene.mail.script = lambda *_: None
    assert scene.states(only="mail bo", again=("mail",)) == ["sent"]
    assert len(scene.mail.mails) == 1


def test_a_store_that_is_full_stops_before_anything_is_sent(scene, monkeypatch):
    advance = Store.advance_publication

    def full(store, key, expected, state, **more):
        if state == "sending":
            raise StoreWriteError("the disk is full")
        return advance(store, key, expected, state, **more)

    monkeypatch.setattr(Store, "advance_publication", full)
    outcomes = scene.run()
    assert {each.state for each in outcomes} == {"failed"}
    assert {each.error.exit_code for each in outcomes} == {4}
    assert not scene.wordpress.posts
    assert not scene.mail.mails
    assert not scene.hook.taken

    def full_after(store, key, expected, state, **more):
        if state == "sent":
            raise StoreWriteError("the disk is full")
        return advance(store, key, expected, state, **more)

    monkeypatch.setattr(Store, "advance_publication", full_after)
    told = scene.run()
    assert [each.state for each in told] == ["failed", "unknown", "unknown"] + ["failed"] * 3
    assert all("it was sent, and the store could not keep that" in each.detail for each in told)
    monkeypatch.undo()
    assert scene.states() == ["sent", "unknown", "unknown", "sent", "sent", "sent"]
    assert len(scene.wordpress.posts) == len(scene.hook.taken) == 1
    assert len(scene.mail.mails) == 2


def test_of_two_that_publish_at_once_one_waits_and_is_told(scene, monkeypatch):
    monkeypatch.setattr("briefer.desk.publishing.driver._WAIT_SECONDS", 0.05)
    other = FileLock(scene.path.with_name("store.db.publishing"))
    assert other.alone(0)
    with pytest.raises(ConflictError, match="another briefer is publishing"):
        scene.run()
    other.close()
    assert scene.states() == ["sent"] * 6


def test_a_mail_server_is_signed_in_to_and_never_without_the_protection_that_is_asked_for(scene):
    scene.mail.user, scene.mail.password = "desk", "a password of mine"

    def server(**more):
        return lambda: replace(Scene.server(scene), **more)

    for more, wanted in (
        (
            {"user": "desk", "password": "another password"},
            "does not take the user or the password",
        ),
        ({"security": "starttls"}, "STARTTLS extension not supported"),
        ({"security": "tls"}, "cannot be used"),
        ({"host": "localhost.invalid"}, "cannot be used"),
    ):
        scene.server = server(**more)
        (told,) = scene.run(only="mail ana")
        assert told.state == "failed"
        assert wanted in told.detail
        assert "password of" not in told.detail
        assert "another password" not in told.detail
    assert not scene.mail.mails
    scene.server = server(user="desk", password="a password of mine")
    assert scene.states(only="mail ana") == ["sent"]


def test_what_goes_out_tells_nobody_where_files_lie(scene):
    desk = scene.desk()
    with desk.store:
        review = desk.open(DAY)
        home = replace(review.brief.articles[0], source="/home/mara/desk/pier.txt", title=None)
        gone = Failure("/home/mara/x.pdf", "E", "/home/mara/x.pdf cannot be read", "", 4)
        brief = replace(review.brief, articles=(home, *review.brief.articles[1:]), failures=(gone,))
        going = outgoing(replace(review, brief=brief), desk.store, unsigned=True)
    assert [each.source for each in going.brief.articles][:1] == ["pier.txt"]
    assert "/home" not in str(going.brief)


def test_whatever_goes_wrong_in_whatever_order_each_has_it_once_in_the_end(scene):
    acts = ("drop", "drop after", "500", "500 after", "503", "429", "redirect", None, None)
    words = ("drop", "drop after", "451 later", "550 no", *[None] * 16)
    for seed in range(8):
        chance = random.Random(seed)
        scene.begin_anew()
        scene.wordpress.script = scene.hook.script = lambda *_, c=chance: c.choice(acts)
        scene.mail.script = lambda *_, c=chance: c.choice(words)
        for _ in range(6):
            states = [each.state for each in scene.run()]
        assert len(scene.wordpress.posts) <= 1, seed
        assert len(scene.hook.taken) <= 1, seed
        scene.wordpress.script = scene.hook.script = scene.mail.script = lambda *_: None
        states = {each.target.partition(" ")[2]: each.state for each in scene.run()}
        assert len(scene.wordpress.posts) == len(scene.hook.taken) == 1, seed
        for reader in READERS:
            got = sum(recipient == reader for recipient, _ in scene.mail.mails)
            assert got == 1 or (states[reader] == "unknown" and got == 0), (seed, reader)
