"""The desk from the command line: people, signatures, the record."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from briefer.cli.app import app
from briefer.desk import Desk
from tests.support.desk import DAY, decide_all, kept
from tests.support.repository import ROOT


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFER_STORE", str(tmp_path / "store.db"))

    def run_(*arguments, code=0):
        ran = CliRunner().invoke(app, [*map(str, arguments)])
        assert ran.exit_code == code, ran.output
        return ran

    return run_


def test_without_a_store_there_is_nothing_to_review_and_none_is_made(run, tmp_path):
    for command in (("sign", DAY, "--as", "mara"), ("record", "show", DAY)):
        assert "there is no store yet" in run(*command, code=2).stderr
    assert list(tmp_path.iterdir()) == []


def test_people_are_added_with_a_token_that_is_shown_once(run, tmp_path):
    kept(tmp_path / "store.db").close()
    token = run("desk", "people", "add", "zoe").stdout.strip()
    assert len(token) > 40
    again = run("desk", "people", "renew", "zoe").stdout.strip()
    assert again != token
    people = json.loads(run("desk", "people", "list", "--format", "json").stdout)
    assert [(each["name"], each["role"]) for each in people][-1] == ("zoe", "editor")
    assert token.encode() not in (tmp_path / "store.db").read_bytes()
    run("desk", "people", "remove", "zoe")
    assert "zoe" not in run("desk", "people", "list").stdout
    assert "there is no zoe" in run("desk", "people", "remove", "zoe", code=2).stderr


def test_a_brief_is_signed_when_all_is_decided_and_its_record_verified(run, tmp_path):
    with kept(tmp_path / "store.db") as store:
        assert "2 claims are to be decided" in run("sign", DAY, "--as", "mara", code=10).stderr
        decide_all(Desk(store), "jon")
    assert "ben reads here" in run("sign", DAY, "--as", "ben", code=11).stderr
    (tmp_path / "briefer.toml").write_text("[desk]\ntwo_person = true\n")
    assert "jon edited this brief" in run("sign", DAY, "--as", "jon", code=11).stderr
    signed = run("sign", DAY, "--as", "mara").stdout
    assert signed.startswith("mara signed the brief of 2026-11-22: I have read")
    assert "left open: Fishermen are said to be content." in signed
    told = run("record", "show", DAY).stdout
    assert "**jon** cut: story 1, key fact 1" in told
    assert "**mara**: I have read" in told
    run("record", "show", DAY, "--out", "record.json")
    for name in (DAY, "record.json"):
        assert run("record", "verify", name).stdout == f"the record of {name} is whole\n"
    record = tmp_path / "record.json"
    record.write_bytes(record.read_bytes().replace(b'"jon"', b'"jan"', 1))
    assert "decision 1 of" in run("record", "verify", "record.json", code=2).stdout
    assert "no brief 2026-11-23" in run("record", "verify", "2026-11-23", code=2).stderr


WITHOUT = """
import sys
sys.modules.update(dict.fromkeys(("mcp", "mcp_types", "starlette", "uvicorn", "sse_starlette")))
from typer.testing import CliRunner
from briefer.cli.app import app
for line in sys.stdin:
    ran = CliRunner().invoke(app, line.split())
    print(ran.exit_code, " ".join((ran.stdout + ran.stderr).split())[-120:])
"""


def test_all_but_the_desk_in_a_browser_and_assistants_does_without_the_extra(tmp_path):
    with kept(tmp_path / "store.db") as store:
        decide_all(Desk(store), "jon")
    lines = ("desk people add zoe", f"sign {DAY} --as mara", f"record verify {DAY}", "mcp", "desk")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "BRIEFER_STORE": str(tmp_path / "store.db")},
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
    )
    added, signed, verified, mcp, desk = done.stdout.splitlines()
    assert [each[:2] for each in (added, signed, verified)] == ["0 "] * 3
    for told in (mcp, desk):
        assert told.startswith("2 ")
        assert "pip install 'briefer-news[desk]'" in told
