"""The README claims nothing that does not hold."""

import re
import shlex
import subprocess
import sys
import tomllib

import pytest
import typer

from briefer import errors
from briefer.cli.app import app
from briefer.config import resolve
from tests.support.repository import ROOT

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = (ROOT / "docs" / "commands.md").read_text("utf-8")
ENGINEERS = (ROOT / "docs" / "engineers.md").read_text("utf-8")
EDITORS = (ROOT / "docs" / "editors.md").read_text("utf-8")
OF_OTHERS = {"--help", "--now", "--cached", "--message", "--lines", "--upgrade", "--articles"}
"""Every command's, systemctl's, git's, a benchmark's and pip's."""


def fenced(language, page=README):
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


@pytest.fixture
def briefer(commands):
    def run(*arguments):
        ran = commands.run(arguments, cwd=ROOT)
        assert ran.code == 0, ran.err
        return ran.out

    return run


def test_the_two_lines_stand_as_they_are_run_in_continuous_integration():
    lines = [line for line in README.splitlines() if line.startswith("    ")][:2]
    assert lines == [
        (
            "    python3 -m venv .venv && .venv/bin/pip install -q . "
            "&& .venv/bin/briefer daily fixtures/articles"
        ),
        "    .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest -n auto",
    ]


def test_the_brief_is_what_the_command_above_it_prints(briefer):
    (example,) = fenced("console")
    command, _, brief = example.partition("\n")
    assert command.startswith("$ briefer daily ")
    assert briefer(*command.split()[2:]) == brief


def test_every_command_is_in_the_table_and_every_row_is_a_command(briefer):
    rows = set(re.findall(r"^\| `briefer ([a-z]+)", COMMANDS, re.MULTILINE))
    shown = briefer("--help")
    assert rows == set(re.findall(r"^│ ([a-z]+) ", shown, re.MULTILINE))


@pytest.mark.parametrize("group", ["eval", "prompts", "models", "config", "store", "runs"])
def test_every_subcommand_is_in_its_row(briefer, group):
    row = next(line for line in COMMANDS.splitlines() if line.startswith(f"| `briefer {group} "))
    commands = set(re.findall(r"^│ ([a-z]+) ", briefer(group, "--help"), re.MULTILINE))
    assert commands
    assert commands <= set(re.findall(r"[a-z]+", row.split("|")[1]))


def test_the_python_examples_run_and_show_what_the_source_does_not_say():
    one, many = fenced("python")
    done = subprocess.run(
        [sys.executable, "-c", many], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert [line.partition(" ")[0] for line in done.stdout.splitlines()] == sorted(
        str(path.relative_to(ROOT)) for path in (ROOT / "fixtures" / "articles").iterdir()
    )
    done = subprocess.run(
        [sys.executable, "-c", one], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "confirmed ['S1']" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("The UK has pledged 90,000 troops. [")


def test_every_setting_of_the_example_is_one_and_is_taken_from_the_file(tmp_path):
    (toml,) = fenced("toml", EDITORS)
    (tmp_path / "briefer.toml").write_text(toml)
    resolved = resolve({}, environ={}, cwd=tmp_path)
    assert resolved.warnings == ()
    given = tomllib.loads(toml)
    assert {resolved.origins[name] for name in given} == {"briefer.toml"}
    settings = resolved.settings
    assert settings.sources[0] == given["sources"][0]
    assert settings.sources[-1] == str(tmp_path / given["sources"][-1])
    assert [each.name for each in settings.sections] == [one["name"] for one in given["sections"]]
    for name in set(given) - {"sources", "sections"}:
        value = given[name]
        assert getattr(settings, name) == (tuple(value) if isinstance(value, list) else value)


def test_every_exit_code_of_the_error_tree_is_in_the_table():
    classes = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Exception)]
    codes = {c.exit_code for c in classes} | {0, 130}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", ENGINEERS, re.MULTILINE)} == codes


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_into_the_repository_leads_somewhere(path):
    told = re.sub(r"(?s)```.*?```", "", path.read_text("utf-8"))  # but what is printed
    links = re.findall(r"\]\(([^)]+)\)", told)
    assert all((path.parent / link).exists() for link in links if "://" not in link)


def options(command):
    """Return every option of a command and of those under it."""
    found = {option for each in command.params for option in each.opts}
    return found.union(*map(options, getattr(command, "commands", {}).values()))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_option_that_is_named_exists(path):
    known = options(typer.main.get_command(app)) | OF_OTHERS
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", path.read_text("utf-8")))
    assert named <= known


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_named_exists(path):
    root = typer.main.get_command(app).commands
    for name, second in re.findall(r"`briefer ([a-z]+)(?: ([a-z]+))?", path.read_text("utf-8")):
        assert name in root
        below = getattr(root[name], "commands", {})
        assert not below or not second or second in below


def test_the_python_example_for_many_runs():
    (code,) = fenced("python", ENGINEERS)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    first, *rest = done.stdout.splitlines()
    assert first == "<!DOCTYPE html>"
    assert len(rest) == len(list((ROOT / "fixtures" / "articles").glob("*.txt")))


RUN_ELSEWHERE = {
    "crontab": "tests/test_recipes.py",
    "ini": "tests/test_recipes.py",
    "yaml": "tests/test_recipes.py, tests/cli/test_hooks.py",
    "jsonl": "tests/test_evaluating_page.py",
    "text": "what a document shows and nobody types",
}
"""Where blocks of a language are run that are not run here."""


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_block_is_of_a_language_that_is_run(path):
    languages = set(re.findall(r"^```(\w+)\n", path.read_text("utf-8"), re.MULTILINE))
    assert languages <= {"console", "python", "toml", *RUN_ELSEWHERE}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_line_that_is_to_be_typed_is_one_that_the_command_line_takes(path):
    """Parsed to the end, and not run: many would need somebody's site, key or editor."""
    root = typer.main.get_command(app)
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for line in re.findall(r"^    briefer (.+)$", text, re.MULTILINE):
        words = shlex.split(line.partition(" < ")[0].partition(" > ")[0], comments=True)
        command = root
        while hasattr(command, "commands") and words and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        with command.make_context("briefer", words, resilient_parsing=False):
            pass
