"""``briefer desk`` as it is started and ended, and what it says when it cannot start."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from briefer.config import resolve
from briefer.desk import Listening, open_desk
from briefer.desk.web.serving import listening
from briefer.errors import UsageError
from tests.support.desk import desk_of, kept


@pytest.mark.loopback
@pytest.mark.parametrize("opening", [("desk",), ("mcp", "--http")])
def test_the_desk_opens_with_a_link_and_ends_at_once_with_news_under_way(tmp_path, opening):
    store = tmp_path / "store.db"
    kept(store).close()
    command = [sys.executable, "-m", "briefer", *opening, "--port", "0", "--store", str(store)]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            link = running.stdout.readline().strip()
            with urllib.request.urlopen(link, timeout=120) as page:
                assert "Sign in as ada" in page.read().decode()
            os.kill(running.pid, signal.SIGINT)
            assert running.wait(120) == 0
            told = running.stderr.read()
        finally:
            running.kill()
    assert "Ctrl-C closes it" in told
    assert ("/mcp, with a person's token" in told) == (opening[0] == "mcp")
    assert told.splitlines()[-1].endswith("the desk is closed")
    assert "Traceback" not in told


@pytest.fixture
def opened(tmp_path):
    desk = desk_of()
    resolved = resolve({}, environ={}, cwd=tmp_path)

    def open_at(host="127.0.0.1", port=0, who=None, **more):
        place = Listening(host, port, **more)
        return open_desk(desk, resolved, place, who, note=print)

    with desk.store:
        yield open_at


@pytest.mark.loopback
def test_a_taken_port_and_a_host_that_is_not_ours_are_told_with_what_to_do(opened, tmp_path):
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match="in use") as found:
            opened(port=port)
    assert f"--port {port + 1}" in found.value.hint
    with pytest.raises(UsageError, match="there is no bob"):
        opened(who="bob")
    with pytest.raises(UsageError, match="comes with its key"):
        opened(host="0.0.0.0", certificate="cert.pem")
    with pytest.raises(UsageError, match="read along"):
        opened(host="0.0.0.0")
    for file in (tmp_path / "none.pem", Path(__file__)):
        with pytest.raises(UsageError, match="certificate"):
            opened(host="0.0.0.0", certificate=file, key=file)


def test_without_the_extra_the_desk_says_what_to_install(opened, monkeypatch):
    for name in [each for each in sys.modules if each.startswith("briefer.desk.web.app")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "starlette.applications", None)
    with pytest.raises(UsageError, match="not installed") as found:
        opened()
    assert found.value.hint == "pip install 'briefer-news[desk]'"
