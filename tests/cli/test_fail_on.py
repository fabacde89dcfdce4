"""`--fail-on`: which claims make a command end with 3."""

import datetime as dt
import json

import pytest

from briefer.briefing import remember
from briefer.cli.run import strict_about
from briefer.model import ArticleRef, Brief, Claim, Evidence, Provenance, Story
from briefer.store import Store
from tests.support.loopback import answer, sequence

STATUSES = ("confirmed", "open", "unsupported", "contradicted")

# In another language than its source, a claim can be held to figures and dates alone: it is open.
OPEN = {
    "text": "Großbritannien und Frankreich empfangen Minister aus 30 Ländern.",
    "evidence": ["S1"],
}
OPEN_SUMMARY = {"headline": OPEN, "summary": [OPEN], "key_facts": [OPEN]}
OLD = (
    "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. Two bridges closed.\n"
)


@pytest.fixture
def ask(briefer, loopback):
    def run(command, *arguments):
        env = {
            "OPENAI_BASE_URL": loopback.url,
            "BRIEFER_MAX_ATTEMPTS": "1",
            "BRIEFER_JUDGE": "off",
            "BRIEFER_NO_STORE": "1",
        }
        more = ("--model", "openai:tiny", "--language", "German")
        return briefer(command, *arguments, *more, env=env)

    return run


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [
        ("none", set()),
        ("unsupported", {"unsupported", "contradicted"}),
        ("open", {"open", "unsupported", "contradicted"}),
    ],
)
def test_each_value_names_the_statuses_that_fail(fail_on, failing):
    assert {s for s in STATUSES if strict_about([s], (fail_on,))} == failing
    assert not strict_about([], (fail_on,))


@pytest.mark.loopback
@pytest.mark.parametrize("command", ["summarize", "facts"])
@pytest.mark.parametrize(("fail_on", "code"), [("none", 0), ("unsupported", 0), ("open", 3)])
def test_open_claims_of_a_summary_fail_where_that_is_asked_for(
    ask, loopback, story, command, fail_on, code
):
    loopback.script = answer(
        json.dumps(OPEN_SUMMARY if command == "summarize" else {"key_facts": [OPEN]})
    )
    ran = ask(command, story, "--fail-on", fail_on)
    assert ran.code == code, ran.err
    assert "[S1] ○" in ran.out


@pytest.mark.loopback
@pytest.mark.parametrize(("fail_on", "code"), [("unsupported", 0), ("open", 3)])
def test_open_claims_of_a_brief_fail_where_that_is_asked_for(ask, loopback, story, fail_on, code):
    top = {"top_lines": [{**OPEN, "evidence": ["1.S1"]}]}
    loopback.script = sequence(answer(json.dumps(OPEN_SUMMARY)), answer(json.dumps(top)))
    ran = ask("daily", story, "--date", "2026-11-22", "--fail-on", fail_on)
    assert ran.code == code, ran.err
    assert "[1.S1] ○" in ran.out


@pytest.mark.loopback
@pytest.mark.parametrize(("fail_on", "code"), [("unsupported", 0), ("open", 3)])
def test_open_claims_on_a_change_fail_where_that_is_asked_for(
    ask, loopback, tmp_path, fail_on, code
):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, "utf-8")
    new.write_text(OLD.replace("6,800", "7,200"), "utf-8")
    said = "Die Zahl der Menschen, die in Sicherheit sind, ist jetzt 7.200 und nicht mehr 6.800."
    loopback.script = answer(
        json.dumps({"changes": [{"text": said, "evidence": ["old.S2", "new.S2"]}]})
    )
    ran = ask("diff", old, new, "--fail-on", fail_on)
    assert f"{said} [old.S2, new.S2] ○" in ran.out
    assert ran.code == code, ran.err


@pytest.mark.parametrize(("fail_on", "code"), [("none", 0), ("unsupported", 3), ("open", 3)])
def test_verify_fails_for_what_the_source_does_not_bear_out(
    briefer, story, tmp_path, fail_on, code
):
    text = tmp_path / "text.txt"
    text.write_text("The UK has indicated a deployment of 90,000 personnel.\n", "utf-8")
    assert briefer("verify", text, story, "--fail-on", fail_on).code == code
    line = json.dumps({"article": story.read_text("utf-8"), "claim": text.read_text("utf-8")})
    ran = briefer("verify", "--jsonl", "--fail-on", fail_on, stdin=line + "\n")
    assert ran.code == code
    told = json.loads(ran.out)
    assert (told["supported"], told["status"], told["by"]) == (False, "contradicted", "words")
    assert told["findings"][0]["level"] == "contradicted"


def test_a_sentence_of_the_source_passes_every_value(briefer, story):
    claim = "The UK has indicated a deployment of 10,000 to 30,000 personnel."
    line = json.dumps({"article": story.read_text("utf-8"), "claim": claim})
    ran = briefer("verify", "--jsonl", "--fail-on", "open", stdin=line + "\n")
    assert ran.code == 0
    assert (json.loads(ran.out)["supported"], json.loads(ran.out)["status"]) == (True, "confirmed")


@pytest.mark.parametrize(
    ("status", "fail_on", "code"),
    [
        ("open", "none", 0),
        ("open", "unsupported", 0),
        ("open", "open", 3),
        ("contradicted", "unsupported", 3),
        ("confirmed", "open", 0),
    ],
)
def test_update_fails_for_past_claims_that_stand_but_were_never_settled(
    briefer, tmp_path, status, fail_on, code
):
    file = tmp_path / ".kept" / "store.db"
    file.parent.mkdir()
    evidence = Evidence(1, "S1", 0, 5, "It is.")
    made = Provenance("openai", "openai:tiny")
    claim = Claim("It is so.", (evidence,), status=status)
    story = Story((1,), claim, (), (), made)
    article = ArticleRef("b2:" + "0" * 32, "story.txt")
    brief = Brief("2026-11-22", (), (story,), (article,), (), made)
    with Store.open(file) as store:
        remember(store, "series", brief, dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    ran = briefer("update", "--offline", "--fail-on", fail_on)
    assert ran.code == code, (ran.out, ran.err)


def test_config_show_tells_the_value_and_an_unknown_one_is_refused(briefer, tmp_path):
    (tmp_path / "briefer.toml").write_text('fail_on = "open"\n', "utf-8")
    assert any(
        "fail_on" in line and "open" in line for line in briefer("config", "show").out.splitlines()
    )
    schema = json.loads(briefer("schema", "config").out)
    one, _ = schema["properties"]["fail_on"]["anyOf"]
    assert one["enum"] == ["none", "unsupported", "open", "empty", "sources"]
    (tmp_path / "briefer.toml").write_text('fail_on = "doubt"\n', "utf-8")
    assert briefer("config", "show").code == 2
