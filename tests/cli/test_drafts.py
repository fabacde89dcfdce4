"""`verify` as an editor, a hook and an action use it."""

import json
import os
import re
import shlex
import subprocess
import sys

import jsonschema
import pytest
import yaml

from briefer.render import schema
from tests.support.repository import ROOT

ARTICLE = (
    "City council raises transit fare\n\nThe council voted 7 to 4 on Tuesday to raise the single "
    "fare from $2.50 to $2.90.\n\nChildren under 12 will still ride free.\n"
)
WIRE = "Mayor Dana Ruiz called the vote on the fare a mistake on Wednesday.\n"
DRAFT = (
    "---\nsources: [story.txt]\n---\n\n# Council raises transit fare\n\n"
    "The council voted on Tuesday to raise the single fare to $3.90.\n\n- Children ride free\n"
)
WRONG = "You wrote $3.90. The article says $2.90 (sentence 2)."


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "story.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "wire.txt").write_text(WIRE, "utf-8")
    (tmp_path / "draft.md").write_text(DRAFT, "utf-8")
    return tmp_path


def test_what_is_wrong_is_told_to_the_writer_with_both_places(briefer, desk):
    ran = briefer("verify", "draft.md", "story.txt")
    assert ran.code == 3
    assert f"money: {WRONG}" in ran.out
    assert "to raise the single fare to **$3.90**. [S2" in ran.out
    assert "from $2.50 to **$2.90**." in ran.out
    ran = briefer("verify", "draft.md", "story.txt", "--format", "json", "--exit-zero")
    assert ran.code == 0
    value = json.loads(ran.out)
    jsonschema.validate(value, schema("verification"))
    at = next(i for i, each in enumerate(value["claims"]) if "$3.90" in each["text"])
    passage, finding = value["passages"][at], value["claims"][at]["findings"][0]
    said, stands = finding["claim"], finding["source"]
    assert DRAFT[passage["start"] :][said["start"] : said["end"]] == "$3.90"
    assert ARTICLE[stands["start"] : stands["end"]] == "$2.90"
    assert (passage["line"], finding["message"]) == (7, WRONG)


def test_several_sources_bear_a_draft_out_together(briefer, desk):
    (desk / "draft.md").write_text(
        "The council voted 7 to 4. Mayor Dana Ruiz called the vote a mistake on Friday.\n", "utf-8"
    )
    ran = briefer("verify", "draft.md", "story.txt", "wire.txt")
    assert ran.code == 3
    assert "✓ Confirmed: The council voted 7 to 4. [1.S2]" in ran.out
    assert "You wrote Friday. The article says Wednesday (article 2, sentence 1)." in ran.out
    alone = briefer("verify", "draft.md", "wire.txt", "--format", "json")
    assert json.loads(alone.out)["claims"][0]["status"] != "confirmed"


def test_a_printed_summary_stands_on_its_article(briefer, articles, tmp_path):
    for name in ("coalition-defence-ministers.txt", "flood-valmora-valley.md"):
        for command in ("summarize", "daily"):
            page = tmp_path / "own.md"
            page.write_text(briefer(command, articles / name, "--quiet").out, "utf-8")
            ran = briefer("verify", page, articles / name)
            assert ran.code == 0, ran.out


def test_drafts_name_their_sources_and_problems_are_a_line_each(briefer, desk):
    (desk / "right.md").write_text(DRAFT.replace("$3.90", "$2.90"), "utf-8")
    (desk / "none.md").write_text("Fares rise.\n", "utf-8")
    ran = briefer("verify", "--drafts", "--problems", "draft.md", "right.md")
    assert ran.code == 3
    (line,) = ran.out.splitlines()
    assert line.startswith(f"draft.md:7: {WRONG} In: “The council voted")
    ran = briefer("verify", "--drafts", "--problems", "none.md", "right.md")
    assert (ran.code, ran.out) == (2, "")
    assert "none.md does not say what it rests on" in ran.err


def test_the_pre_commit_hook_fails_for_what_is_wrong(desk):
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["language"]) == ("briefer-verify", "python")
    program, *options = shlex.split(hook["entry"])
    assert program == "briefer"

    def run(*files):  # pre-commit appends the names of the files that changed
        command = [sys.executable, "-m", "briefer", *options, *files]
        return subprocess.run(command, cwd=desk, capture_output=True, text=True, check=False)

    wrong = run("draft.md")
    assert (wrong.returncode, WRONG in wrong.stdout) == (3, True)
    (desk / "draft.md").write_text(DRAFT.replace("$3.90", "$2.90"), "utf-8")
    right = run("draft.md")
    assert (right.returncode, right.stdout) == (0, ""), right.stderr


@pytest.mark.parametrize("given", [{"drafts": "drafts/**/*.md"}, {"sources": "story.txt"}], ids=str)
def test_the_actions_steps_mark_what_is_wrong(desk, given):
    """The steps run as they stand; only what pip would install is here already."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    (desk / "drafts" / "new ones").mkdir(parents=True)
    draft = DRAFT.replace("sources: [story.txt]", "sources: [../../story.txt]")
    (desk / "drafts" / "new ones" / "draft.md").write_text(draft, "utf-8")
    bin_folder = desk / "bin"
    bin_folder.mkdir()
    venv = bin_folder / "python3"
    venv.write_text(
        '#!/bin/sh\nmkdir -p "$3/bin"\nprintf \'#!/bin/sh\\n\' > "$3/bin/pip"\n'
        f'printf \'#!/bin/sh\\nexec {sys.executable} -m briefer "$@"\\n\' > "$3/bin/briefer"\n'
        'chmod +x "$3/bin/pip" "$3/bin/briefer"\n'
    )
    venv.chmod(0o755)
    defaults = {name: each.get("default", "") for name, each in action["inputs"].items()}

    def steps(**inputs):
        said = ""
        for step in action["runs"]["steps"]:
            assert "${{" not in step["run"]  # an input in a script would be run as one
            given = {
                name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: inputs[m[1]], value)
                for name, value in step.get("env", {}).items()
            }
            ran = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=desk,
                env={
                    **os.environ,
                    "PATH": f"{bin_folder}:{os.environ['PATH']}",
                    "RUNNER_TEMP": str(desk / "runner"),
                    "GITHUB_ACTION_PATH": str(ROOT),
                    **given,
                },
                capture_output=True,
                text=True,
                check=False,
            )
            said += ran.stdout
            if ran.returncode:
                return ran.returncode, said
        return 0, said

    inputs = {**defaults, "drafts": "drafts/**/*.md\ndraft.md", **given}
    code, said = steps(**inputs)
    assert code == 3, said
    (matcher,) = json.loads((ROOT / ".github" / "problem-matcher.json").read_text())[
        "problemMatcher"
    ]
    matches = re.findall(matcher["pattern"][0]["regexp"], said, re.MULTILINE)
    assert ("drafts/new ones/draft.md", "7") in [(file, line) for file, line, _ in matches]
    assert steps(**{**inputs, "exit-zero": "true"})[0] == 0
    assert steps(**{**inputs, "drafts": "nothing/*.md"})[0] == 2
