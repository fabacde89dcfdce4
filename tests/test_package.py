"""What the package promises as a whole."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import briefer
from tests.support.repository import ROOT

EXPORTED = {
    "Article",
    "Brief",
    "BrieferError",
    "Claim",
    "Options",
    "Session",
    "Summary",
    "Verification",
    "__version__",
    "daily",
    "daily_async",
    "diff",
    "fetch",
    "fetch_async",
    "read",
    "read_async",
    "render",
    "summarize",
    "summarize_async",
    "verify",
    "verify_async",
}


def test_the_exported_names_are_these_and_each_can_be_had():
    assert set(briefer.__all__) == EXPORTED
    for name in EXPORTED:
        assert getattr(briefer, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'poem'"):
        _ = briefer.poem


def test_the_versions_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == briefer.__version__
    first = next(
        line for line in (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines() if "## [" in line
    )
    assert f"[{briefer.__version__}]" in first


def test_nobody_is_told_to_install_the_other_project_that_is_called_briefer():
    other = re.compile(r"(?:install|upgrade|inject)[^\n`]*[ '\"]briefer(?![\w./:-]|\[\w*\]\()")
    assert other.search("pip install 'briefer[local]'")
    told = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for pattern in ("*.md", "docs/*.md", ".ci/*", "*.y*ml", "briefer/**/*.py", "fixtures/*.py")
        for path in ROOT.glob(pattern)
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\b(?:pip|pipx|uv|tool) ", line) and other.search(line)
    ]
    assert told == []


def test_importing_the_package_imports_nothing_heavy():
    code = (
        "import sys, briefer; heavy = {'openai', 'pydantic', 'tiktoken', 'xllamacpp', 'jinja2'};"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_help_costs_none_of_the_heavy_libraries():
    code = (
        "import sys; sys.argv = ['briefer', '--help']\n"
        "from briefer.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'openai', 'pydantic', 'tiktoken', 'xllamacpp'}\n"
        "print('heavy:', *sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].strip() == "heavy:"


def test_no_module_is_past_450_lines_and_no_file_of_tests_either():
    long = {
        str(file.relative_to(ROOT)): count
        for folder in ("benchmarks", "briefer", "tests")
        for file in (ROOT / folder).rglob("*.py")
        if (count := len(file.read_text("utf-8").splitlines())) > 450
    }
    assert long == {}


def test_no_command_file_is_past_300_lines():
    for file in (ROOT / "briefer" / "cli").glob("*.py"):
        assert len(file.read_text("utf-8").splitlines()) <= 300, file


def test_imports_point_down_only():
    done = subprocess.run(
        ["lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(Path(sys.executable).parent)},
    )
    assert done.returncode == 0, done.stdout
    assert "5 kept, 0 broken" in done.stdout


def test_every_room_has_its_line_in_the_documents():
    table = (ROOT / "docs" / "rooms.md").read_text("utf-8")
    rooms = {
        path.name + ("/" if path.is_dir() else "")
        for path in (ROOT / "briefer").iterdir()
        if not path.name.startswith("_")
    }
    named = set(re.findall(r"`(\w+(?:/|\.py))`", table.split("Where to")[0]))
    assert rooms - {"py.typed"} == named
