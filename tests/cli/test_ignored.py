"""Options that would be ignored are errors: every pair of options of every command is looked at."""

import itertools

import pytest
import typer

from briefer.cli.app import app
from briefer.cli.options import ENGINE, FETCHING

WORDING = {*ENGINE, "fail_on"} - {"store", "no_store"}
ANYWHERE = {
    ("store", "no_store"),
    *((name, "judge") for name in ("judge_model", "judge_base_url")),
    *(("embedding_model", kept) for kept in ("record", "replay")),
}
IN_VAIN = {
    "daily": {
        *((name, other) for name in ("formats", "output") for other in ("sources", "out")),
        *(("brief_format", other) for other in ("formats", "output")),
        ("explain", "brief_format"),
        ("since", "no_store"),
    },
    "update": {*((name, "offline") for name in FETCHING), ("output", "out_dir")},
    "diff": {
        *((name, "word_diff") for name in (*WORDING, "only")),
        *((name, other) for name in WORDING for other in ("only", "diff_format")),
    },
    "eval run": {(name, "checks") for name in ("length", "unsupported")},
}
"""What one option makes meaningless, by command: (it, the other)."""
GIVEN = {
    "since": "last",
    "judge": "off",
    "fail_on": "open",
    "brief_format": "json",
    "diff_format": "jsonl",
    "format": "json",
}
"""Values of options that make others meaningless, or are made so."""
MADE_TO_WORK = {
    "daily": {"sources": ["story.txt"]},
    "update": {"write": True, "publish": True},
    "verify": {"judge": "open"},
    "mcp": {"http": True},
}
"""What else is on the line, so that an option is not in vain for want of it."""


def commands(group=None, path=()):
    group = group or typer.main.get_command(app)
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def refuses(rows, given):
    from briefer.cli.ignored import refuse_ignored
    from briefer.errors import UsageError

    try:
        refuse_ignored(given, rows)
    except UsageError as error:
        return str(error)
    return ""


def rows_of(command):
    """Return the rows that a command was declared with."""
    function = command.callback
    while function is not None and not hasattr(function, "ignored"):
        function = getattr(function, "__wrapped__", None)
    return function.ignored if function is not None else ()


def test_of_every_pair_of_options_just_those_are_refused_of_which_one_is_in_vain():
    looked = 0
    for name, command in commands():
        rows = rows_of(command)
        nothing = {each.name: None for each in command.params}
        expected = IN_VAIN.get(name, set()) | ANYWHERE
        for one, other in itertools.permutations(nothing, 2):
            given = {**nothing, **MADE_TO_WORK.get(name, {})}
            if "sources" in (one, other) or {one, other} & {"formats", "output"}:
                given["sources"] = None
            given |= {each: GIVEN.get(each, "x") for each in (one, other)}
            if name == "verify":
                given["judge"] = "off" if "judge" in (one, other) else "open"
            said = refuses(rows, given)
            flag = "--format" if one.endswith("format") else "--" + one.replace("_", "-")
            is_refused = said.startswith(f"{flag} would be ignored")
            is_in_vain = (one, other) in expected
            if name == "verify" and other == "judge":
                is_in_vain = is_refused  # without a judge no model is asked at all: looked at below
            assert is_refused == is_in_vain, (name, one, other, said)
            looked += 1
    assert looked > 5_000


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("daily {story} --formats html", "--formats would be ignored"),
        ("daily {story} -o x.md --output briefs", "--output would be ignored"),
        ("daily --format html", "--format would be ignored"),
        ("daily {story} --explain --format ninjs", "--explain would be ignored"),
        ("summarize {story} --store x.db --no-store", "--store would be ignored"),
        ("summarize {story} --language de", "--language would be ignored: extractive"),
        ("daily {story} --audience Skippers", "--audience would be ignored: extractive"),
        ("verify {story} {story} --model openai:x", "--model would be ignored"),
        ("diff {story} {story} --word-diff --only dates", "--only would be ignored"),
        ("update --formats md", "--formats would be ignored"),
        ("update --offline --recheck 0", "--recheck would be ignored"),
        ("prompts render summarize {story} --record tapes", "No such option: --record"),
    ],
)
def test_the_line_is_refused_before_anything_is_done(briefer, story, tmp_path, line, said):
    before = sorted(tmp_path.rglob("*"))
    ran = briefer(*(part.format(story=story) for part in line.split()))
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())
    assert sorted(tmp_path.rglob("*")) == before


def test_what_holds_vacuously_and_what_a_dry_run_is_asked_about_is_no_error(briefer, story):
    kept = ("--max-cost", "1", "--rpm", "10", "--no-store", "-q")
    assert briefer("summarize", story, *kept).code == 0
    assert briefer("daily", story, "--explain", "--max-cost", "1", "--dry-run").code == 0


def test_an_assistant_over_stdio_listens_nowhere(commands, tmp_path):
    for option, value in (("--port", "8484"), ("--as", "mara"), ("--proxy", "https://d.example")):
        ran = commands.run(["mcp", option, value], cwd=tmp_path)
        assert (ran.code, f"{option} would be ignored" in ran.err) == (2, True)
