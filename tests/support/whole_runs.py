"""Whole runs: many small articles, one endpoint with faults, and what became of each article."""

import json
import os
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from tests.support.commands import Commands, Forked, started
from tests.support.loopback import Act, Call, Loopback, Script

MODEL = ("--model", "openai:tiny")
_NUMBER = re.compile(r"bridge number (\d+)")


@dataclass
class SentenceUpdate:
    """A script that remembers, article by article, whether each call got a good answer."""

    script: Script
    good: dict[int, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def __call__(self, call: Call) -> Act:
        act = self.script(call)
        self.good[number_in(call.prompt)].append(is_good(act))
        return act

    @property
    def done(self) -> set[int]:
        """The articles whose last call got a good answer."""
        return {number for number, calls in self.good.items() if calls[-1]}


def is_good(act: Act) -> bool:
    """Whether an act is a whole answer that can be read."""
    if act.status != 200 or act.drop or act.hang:
        return False
    try:
        choice = json.loads(act.body)["choices"][0]
        return choice["finish_reason"] == "stop" and bool(json.loads(choice["message"]["content"]))
    except (ValueError, KeyError):
        return False


def number_in(text: str) -> int:
    """The number of the article that a prompt or a result is about."""
    return int(_NUMBER.search(text)[1])


@dataclass(frozen=True)
class Outcome:
    """What one run left: the numbers of the articles done and failed, in the order printed."""

    code: int
    err: str
    out: str
    done: tuple[int, ...]
    failed: dict[int, str]


class Newsroom:
    """A folder of articles, a store, a server, and the command line over them."""

    def __init__(self, folder: Path, server: Loopback, commands: Commands, count: int = 40) -> None:
        self.commands = commands
        self.folder = folder / "articles"
        self.folder.mkdir()
        self.store = folder / "kept" / "store.db"
        self.server = server
        self.count = 0
        self.fill(count)

    def fill(self, count: int) -> None:
        """Write articles until there are so many."""
        for number in range(self.count, count):
            self.write(number)
        self.count = max(self.count, count)

    def write(self, number: int, sentences: int = 2) -> None:
        """Write one article of so many sentences."""
        text = "".join(
            f"\nThe council met for hour {hour} about the river and the road beside it."
            for hour in range(sentences - 2)
        )
        (self.folder / f"{number:05}.txt").write_text(
            f"Mayor Ilse Varga opened bridge number {number} on Monday.\n"
            f"It cost {number + 2} million euros to build.\n{text}"
        )

    def arguments(self, *arguments, command="summarize") -> list[str]:
        form = () if command in ("runs", "store") else ("--format", "jsonl", *MODEL)
        what = () if command in ("runs", "store") else (str(self.folder),)
        return [command, *what, *form, *map(str, arguments)]

    def environment(self, **more: str) -> dict[str, str]:
        return {"OPENAI_BASE_URL": self.server.url, "BRIEFER_STORE": str(self.store), **more}

    def start(self, *arguments, env=None, command="summarize", **more) -> Forked | Popen:
        """Start a run and return at once; with options of `Popen` in an interpreter of its own."""
        wanted = self.arguments(*arguments, command=command)
        environ = self.environment(**(env or {}))
        if more:
            return started(wanted, env={**os.environ, **environ}, cwd=None, **more)
        return self.commands.start(wanted, env=environ, cwd=Path.cwd())

    def run(self, *arguments, env=None, **more) -> Outcome:
        """Run to the end; every article must have ended, as `ended` says."""
        return self.ended(self.start(*arguments, env=env, **more))

    def ended(self, process: Forked | Popen) -> Outcome:
        """Wait for a run; every article is in its result, once, in order, and the code fits."""
        outcome = self.outcome(process)
        numbers = [*outcome.done, *outcome.failed]
        assert sorted(numbers) == list(range(self.count)), outcome.err
        assert in_order(outcome.out) == list(range(self.count))
        for number in outcome.failed:
            assert f"{number:05}.txt" in outcome.err
        assert (outcome.code != 0) == bool(outcome.failed), outcome.err
        assert "Traceback" not in outcome.err
        return outcome

    def outcome(self, process: Forked | Popen) -> Outcome:
        """Wait for a run that may have been ended from outside."""
        out, err = process.communicate(timeout=300)
        done, failed = [], {}
        for line in map(json.loads, out.splitlines()):
            if line["kind"] == "summary":
                claims = [*line["summary"], *line["key_facts"]]
                assert all(claim["evidence"] for claim in claims)
                done.append(_named(line["article"]["source"]))
            else:
                assert line["message"]
                assert line["hint"]
                assert line["exit_code"] > 0
                failed[_named(line["source"])] = line["error"]
        return Outcome(process.returncode, err, out, tuple(done), failed)

    def value(self, *arguments) -> object:
        """What `briefer runs` or `briefer store` says, as JSON."""
        command, *rest = arguments
        done = self.start(*rest, "--format", "json", command=command)
        out, err = done.communicate(timeout=300)
        assert done.returncode == 0, err
        return json.loads(out)


def in_order(out: str) -> list[int]:
    """The articles' numbers, as the lines come."""
    lines = map(json.loads, out.splitlines())
    return [_named(line["article"]["source"] if "article" in line else line["source"])
            for line in lines]  # fmt: skip


def _named(source: str) -> int:
    return int(Path(source).stem)
