import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from tests.support.repository import ARTICLES


@dataclass(frozen=True)
class Ran:
    """What a run of the command line left."""

    code: int
    out: str
    err: str


@pytest.fixture
def briefer(tmp_path):
    """Run the command line in a process of its own, in an empty folder."""

    def run(*arguments, stdin=b"", env=None, cwd=tmp_path, **more):
        done = subprocess.run(
            [sys.executable, "-m", "briefer", *map(str, arguments)],
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            capture_output=True,
            cwd=cwd,
            env={
                **os.environ,
                "COLUMNS": "100",
                "BRIEFER_STORE": str(tmp_path / ".kept" / "store.db"),
                **(env or {}),
            },
            timeout=120,
            check=False,
            **more,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture(scope="session")
def articles():
    return ARTICLES


@pytest.fixture
def story(tmp_path):
    file = tmp_path / "story.txt"
    file.write_text(
        "BRUSSELS — Britain and France will host ministers from 30 countries on Thursday.\n\n"
        "The UK has indicated a deployment of 10,000 to 30,000 personnel.\n\n"
        "“We are ready,” said Defence Secretary John Healey.\n",
        "utf-8",
    )
    return file
