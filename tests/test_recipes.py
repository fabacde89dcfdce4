"""The recipes of docs/engineers.md are run as they stand, where and how a scheduler would run them.

Only what names a machine is put in its place: the folder /srv/news, the checkout action and the
package index. The articles come from loopback.
"""

import configparser
import contextlib
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.newsroom import newsroom
from tests.support.repository import ROOT

PAGE = (ROOT / "docs" / "engineers.md").read_text("utf-8")
SETTINGS = (
    'sources = ["{opml}"]\nallow_private = true\nspacing = 0\nmodel = "extractive"\n'
    'formats = ["md", "html"]\n'
)

pytestmark = pytest.mark.loopback


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def site():
    with newsroom(day=1) as running:
        yield running


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A checkout that nobody may write to."""
    copy = tmp_path_factory.mktemp("checkout") / "briefer"
    for name in ("briefer", "prompts"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "pyproject.toml", copy)
    before = contents(copy)
    for path in (copy, *copy.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    yield copy
    # The superuser, as whom tests may run, is not kept from writing; it must not have.
    assert contents(copy) == before
    for path in (copy, *copy.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IWUSR)


@pytest.fixture
def news(tmp_path, site, checkout):
    """What stands for /srv/news: settings, and a virtual environment with briefer."""
    folder = tmp_path / "news"
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / "briefer.toml").write_text(SETTINGS.format(opml=site.opml), "utf-8")
    command(folder / ".venv" / "bin" / "briefer", checkout)
    return folder


def contents(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def command(path, checkout):
    """Make what pip would put there: a command that runs the checkout's package."""
    path.write_text(
        "#!/bin/sh\n"
        f"PYTHONDONTWRITEBYTECODE=1 PYTHONPATH={shlex.quote(str(checkout))} "
        f'exec {shlex.quote(sys.executable)} -m briefer "$@"\n',
        "utf-8",
    )
    path.chmod(0o755)


def ran(*arguments, cwd="/", **environ):
    """Run without a terminal, a home, a locale or anything else of the user's."""
    bare = {"PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LOGNAME": "briefer", "LC_ALL": "C"}
    return subprocess.run(
        arguments,
        cwd=cwd,
        env={**bare, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        timeout=120,
        check=False,
    )


def is_whole(folder):
    """Whether a brief of today's is there, in both formats."""
    (page,) = folder.glob("briefs/????-??-??.html")
    text = page.with_suffix(".md").read_text("utf-8")
    return text.startswith("# Daily brief, ") and "## Top lines" in text and "River Hask" in text


def test_the_cron_line_makes_the_brief_and_says_nothing(news):
    (line,) = blocks("crontab")
    *when, rest = line.strip().split(None, 5)
    assert all(re.fullmatch(r"\*|\d+(-\d+)?", field) for field in when)
    assert len(when) == 5
    assert "%" not in rest  # to cron, that is the end of the line
    assert "/srv/news" in rest
    done = ran("/bin/sh", "-c", rest.replace("/srv/news", shlex.quote(str(news))))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert is_whole(news)


def test_what_goes_wrong_is_said_where_cron_mails_it(news):
    (line,) = blocks("crontab")
    (news / "briefer.toml").write_text('sources = ["missing.txt"]\nmodel = "extractive"\n')
    done = ran("/bin/sh", "-c", line.split(None, 5)[5].replace("/srv/news", str(news)))
    assert done.returncode == 4
    assert b"missing.txt" in done.stderr


def units():
    service, timer = blocks("ini")
    return {"briefer.service": service, "briefer.timer": timer}


def parsed(unit):
    reader = configparser.ConfigParser(strict=True, interpolation=None, delimiters=("=",))
    reader.optionxform = str
    reader.read_string(unit)
    return reader


def test_the_units_have_the_sections_and_settings_that_they_need():
    service, timer = (parsed(unit) for unit in units().values())
    assert {name: set(service[name]) for name in service.sections()} == {
        "Unit": {"Description", "Wants", "After"},
        "Service": {
            *("Type", "User", "WorkingDirectory", "EnvironmentFile", "ExecStart"),
            *("ProtectSystem", "ReadWritePaths", "PrivateTmp", "NoNewPrivileges"),
        },
    }
    assert {name: set(timer[name]) for name in timer.sections()} == {
        "Unit": {"Description"},
        "Timer": {"OnCalendar", "Persistent"},
        "Install": {"WantedBy"},
    }
    assert service["Service"]["Type"] == "oneshot"
    assert service["Service"]["ReadWritePaths"] == service["Service"]["WorkingDirectory"]
    assert timer["Install"]["WantedBy"] == "timers.target"
    assert "Install" not in service  # it is the timer that is enabled


def test_the_units_pass_systemd_s_own_check(news, tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    paths = []
    for name, unit in units().items():
        paths.append(tmp_path / name)
        paths[-1].write_text(unit.replace("/srv/news", str(news)), "utf-8")
    done = ran("systemd-analyze", "verify", "--man=no", *map(str, paths))
    about_ours = [line for line in done.stderr.decode().splitlines() if "briefer." in line]
    assert about_ours == []
    assert done.returncode == 0
    when = parsed(units()["briefer.timer"])["Timer"]["OnCalendar"]
    assert ran("systemd-analyze", "calendar", when).returncode == 0


def test_the_service_s_command_makes_the_brief(news):
    service = parsed(units()["briefer.service"].replace("/srv/news", str(news)))["Service"]
    done = ran(*shlex.split(service["ExecStart"]), cwd=service["WorkingDirectory"])
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        str(path) for path in sorted((news / "briefs").glob("????-??-??.*"), reverse=True)
    ]
    assert (news / "briefs" / "index.html").exists()
    assert is_whole(news)


class Runner:
    """Does a workflow's steps in an empty folder, as GitHub's machine would."""

    def __init__(self, workflow, folder, checkout, origin):
        (self.job,) = workflow["jobs"].values()
        self.folder, self.checkout, self.origin = folder, checkout, origin
        self.bin = folder.parent / f"{folder.name}-bin"
        self.bin.mkdir()
        folder.mkdir()
        # pip without an index: that what it is told to install can be installed is tried elsewhere.
        pip = self.bin / "pip"
        pip.write_text(
            f"#!{sys.executable}\n"
            "import pathlib, sys, tomllib\n"
            f"sys.path.insert(0, {str(ROOT)!r})\n"
            "from tests.test_recipes import command\n"
            f"place = pathlib.Path({str(self.bin / 'briefer')!r})\n"
            "verb, folder = sys.argv[1:]\n"
            "project = tomllib.loads((pathlib.Path(folder) / 'pyproject.toml').read_text())\n"
            "assert verb == 'install' and 'briefer' in project['project']['scripts']\n"
            "command(place, pathlib.Path(folder).resolve())\n",
            "utf-8",
        )
        pip.chmod(0o755)

    def run(self):
        done = []
        for step in self.job["steps"]:
            if "run" in step:
                done.append(self._script(step))
                assert done[-1].returncode == 0, done[-1].stderr.decode()
            elif step["uses"].startswith("actions/checkout@"):
                self._check_out(step.get("with", {}).get("path"))
        return done

    def _check_out(self, path):
        if path is not None:
            shutil.copytree(self.checkout, self.folder / path)
            return
        done = ran("git", "clone", "--quiet", str(self.origin), str(self.folder), HOME="/nowhere")
        assert done.returncode == 0, done.stderr.decode()

    def _script(self, step):
        script = self.folder.parent / f"{self.folder.name}-step.sh"
        script.write_text(_without_expressions(step["run"]), "utf-8")
        environ = {name: _without_expressions(value) for name, value in step.get("env", {}).items()}
        path = f"{self.bin}:{Path(shutil.which('git')).parent}:/usr/bin:/bin"
        return ran(
            *("bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)),
            cwd=self.folder,
            PATH=path,
            CI="true",
            **environ,
        )


def _without_expressions(text):
    return re.sub(r"\$\{\{.*?\}\}", "", str(text))


@pytest.fixture
def origin(tmp_path, site):
    """A repository with settings, as it lies on the server."""
    work, bare = tmp_path / "work", tmp_path / "origin.git"
    work.mkdir()
    (work / "briefer.toml").write_text(SETTINGS.format(opml=site.opml), "utf-8")
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    for arguments in (
        ["init", "--quiet", "--initial-branch", "main"],
        ["add", "briefer.toml"],
        [*who, "commit", "--quiet", "--message", "Name our sources"],
        ["clone", "--quiet", "--bare", ".", str(bare)],
    ):
        assert ran("git", *arguments, cwd=work).returncode == 0
    return bare


def test_the_workflow_makes_commits_and_pushes_the_brief_and_may_run_again(
    tmp_path, origin, checkout
):
    (text,) = blocks("yaml")
    workflow = yaml.safe_load(text)
    assert set(workflow) == {"name", True, "permissions", "jobs"}  # "on" is YAML 1.1's true
    assert workflow["permissions"] == {"contents": "write"}
    assert len(workflow[True]["schedule"][0]["cron"].split()) == 5
    for turn in ("first", "second"):
        runner = Runner(workflow, tmp_path / turn, checkout, origin)
        done = runner.run()
        assert len(done) == 3
        assert is_whole(tmp_path / turn)
    log = ran("git", "-C", str(origin), "log", "--format=%s %an", "--name-only").stdout.decode()
    assert re.search(r"^Brief of \d{4}-\d\d-\d\d Daily brief$", log, re.MULTILINE)
    assert len(re.findall(r"^briefs/\S+\.md$", log, re.MULTILINE)) in (1, 2)
    assert ".briefer/" not in log
    assert "briefer/pyproject.toml" not in log


def test_the_workflow_keeps_the_store_that_the_settings_mean(news):
    (text,) = blocks("yaml")
    steps = next(iter(yaml.safe_load(text)["jobs"].values()))["steps"]
    kept = next(step["with"]["path"] for step in steps if "actions/cache" in step.get("uses", ""))
    done = ran(str(news / ".venv/bin/briefer"), "store", "path", cwd=news)
    with contextlib.chdir(news):
        assert Path(done.stdout.decode().strip()).parent == Path(kept).absolute()


def test_nothing_of_the_recipes_depends_on_this_machine():
    for text in (*blocks("crontab"), *units().values(), *blocks("yaml")):
        assert str(ROOT) not in text
        assert os.sep + "tmp" not in text
