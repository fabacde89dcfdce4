import pytest

from tests.support.repository import ARTICLES
from tests.support.whole_runs import Newsroom


@pytest.fixture
def briefer(commands, tmp_path):
    """Run the command line in a process of its own, in an empty folder."""

    def run(*arguments, stdin=b"", env=None, cwd=tmp_path, **more):
        store = tmp_path / ".kept" / "store.db"
        return commands.run(
            arguments,
            stdin=stdin if isinstance(stdin, bytes) else stdin.encode(),
            env={"COLUMNS": "100", "BRIEFER_STORE": str(store), **(env or {})},
            cwd=cwd,
            **more,
        )

    return run


@pytest.fixture
def newsroom(tmp_path, loopback, commands):
    """Forty articles of two sentences and an endpoint; see `tests.support.whole_runs`."""
    return Newsroom(tmp_path, loopback, commands)


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
