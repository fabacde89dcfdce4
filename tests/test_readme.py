"""The README claims nothing that does not hold."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from briefer import errors
from briefer.config import resolve

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def fenced(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def briefer(*arguments):
    command = [sys.executable, "-m", "briefer", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120)
    return done.stdout.decode("utf-8")


def test_the_two_lines_stand_as_they_are_run_in_continuous_integration():
    lines = [line for line in README.splitlines() if line.startswith("    ")][:2]
    assert lines == [
        (
            "    python3 -m venv .venv && .venv/bin/pip install -q . "
            "&& .venv/bin/briefer daily fixtures/articles"
        ),
        "    .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest",
    ]


def test_the_brief_is_what_the_command_above_it_prints():
    (example,) = fenced("console")
    command, _, brief = example.partition("\n")
    assert command.startswith("$ briefer daily ")
    assert briefer(*command.split()[2:]) == brief


def test_every_command_is_in_the_table_and_every_row_is_a_command():
    rows = set(re.findall(r"^\| `briefer ([a-z]+)", README, re.MULTILINE))
    shown = briefer("--help")
    assert rows == set(re.findall(r"^│ ([a-z]+) ", shown, re.MULTILINE))


@pytest.mark.parametrize("group", ["prompts", "models", "config", "store", "runs"])
def test_every_subcommand_is_in_its_row(group):
    row = next(line for line in README.splitlines() if line.startswith(f"| `briefer {group} "))
    commands = set(re.findall(r"^│ ([a-z]+) ", briefer(group, "--help"), re.MULTILINE))
    assert commands
    assert commands <= set(re.findall(r"[a-z]+", row.split("|")[1]))


def test_the_python_example_runs_and_shows_what_the_source_does_not_say():
    (code,) = fenced("python")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "confirmed ['S1']" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("The UK has pledged 30,000 troops. [")


def test_the_settings_example_is_accepted(tmp_path):
    (toml,) = fenced("toml")
    (tmp_path / "briefer.toml").write_text(toml)
    settings = resolve({}, environ={}, cwd=tmp_path).settings
    for name, value in tomllib.loads(toml).items():
        assert str(getattr(settings, name)).endswith(str(value))


def test_every_exit_code_of_the_error_tree_is_in_the_table():
    classes = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Exception)]
    codes = {c.exit_code for c in classes} | {0, 130}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)} == codes


def test_every_link_into_the_repository_leads_somewhere():
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert links
    assert all((ROOT / link).exists() for link in links)


def test_every_option_that_is_named_exists():
    helps = "".join(briefer(c, "--help") for c in ("summarize", "daily", "verify", "diff", "update"))
    helps += briefer("prompts", "render", "--help")
    for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) - {"--help"}:
        assert option in helps, option
