"""Every command of docs/evaluating.md is run as it stands there, in a folder with its files."""

import json
import re
import shlex
import shutil

import pytest

from tests.support.repository import ROOT

PAGE = (ROOT / "docs" / "evaluating.md").read_text("utf-8")
HOSTED = "openai:"


def fenced(language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("evaluating")
    (cases,) = fenced("jsonl")
    (folder / "cases.jsonl").write_text(cases, "utf-8")
    shutil.copy(ROOT / "fixtures/articles/coalition-defence-ministers.txt", folder / "story.txt")
    article = {"id": "a", "text": "The bridge opened on Monday."}
    claim = {"article": "a", "claim": "The bridge opened on Monday.", "supported": True}
    (folder / "set.articles.jsonl").write_text(json.dumps(article) + "\n")
    (folder / "set.claims.jsonl").write_text(json.dumps(claim) + "\n")
    return folder


@pytest.fixture(scope="module")
def run(folder, commands):
    def run(line):
        name, *arguments = shlex.split(line)
        assert name == "briefer"
        if HOSTED in line:  # without the network: what it would take
            arguments.append("--dry-run")
        env = {"BRIEFER_STORE": str(folder / "store.db"), "OPENAI_API_KEY": "none"}
        return commands.run(arguments, cwd=folder, env={"COLUMNS": "100", **env})

    return run


def test_the_report_is_what_the_command_above_it_prints(run):
    (example,) = fenced("console")
    command, _, report = example.partition("\n")
    assert run(command.removeprefix("$ ")).out == report


def test_every_command_does_what_it_is_shown_for(run, folder):
    lines = re.findall(r"^    (briefer .*)$", PAGE, re.MULTILINE)
    assert len(lines) >= 9
    for line in lines:
        ran = run(line)
        assert ran.code == 0, (line, ran.err)
    assert (folder / "report.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (folder / "my-prompts" / "summarize.v4.jinja").exists()
