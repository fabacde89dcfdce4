"""What holds for the whole suite: no network, no home of the user's, no key from outside.

A test that uses the `loopback` fixture or marker reaches 127.0.0.1 and nothing else; every other
test can open no socket at all.
"""

import os
import signal
from pathlib import Path

import platformdirs
import pytest
from hypothesis import HealthCheck, settings

from briefer.providers import weights
from tests.support import connections
from tests.support.commands import Commands
from tests.support.loopback import HOST, Loopback

# On a busy machine an example takes as long as it takes. The same examples come every time, so
# that what passes once passes again; `--hypothesis-profile explore` draws others.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("briefer", settings.get_profile("explore"), derandomize=True)
settings.load_profile("briefer")

_REAL_CACHE = Path(
    os.environ.get("BRIEFER_CACHE") or platformdirs.user_cache_dir("briefer", appauthor=False)
)
_FOREIGN = ("OPENAI_", "BRIEFER_", "XDG_")
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    # A shell's background jobs ignore Ctrl-C, and so would every process that tests interrupt.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # An event loop wakes itself over a Unix socket pair, so those stay possible.
    config.option.allow_unix_socket = True
    connections.watch()


def pytest_collection_modifyitems(config, items):
    # `not ray` is no wish for it; whoever wants it says so, for a Ray takes ten seconds to start.
    wants_ray = "ray" in config.option.markexpr.replace("not ray", "")
    for item in items:
        if item.get_closest_marker("ray"):
            item.add_marker(pytest.mark.skipif(not wants_ray, reason="-m ray runs it"))
        if "loopback" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.loopback)
        if item.get_closest_marker("loopback"):
            item.add_marker(pytest.mark.allow_hosts([HOST]))
        else:
            item.add_marker(pytest.mark.disable_socket)


@pytest.fixture(scope="session", autouse=True)
def _clean_environment(tmp_path_factory):
    """A home of the suite's own, and nothing in the environment that settings are read from."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        # Hundreds of tests start the command; it shall not be compiled anew each time.
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        for name in list(os.environ):
            if name.upper().startswith(_FOREIGN) or name.upper() in _PROXIES:
                patch.delenv(name)
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        patch.setenv("XDG_STATE_HOME", str(home / "state"))
        yield


@pytest.fixture(scope="session")
def commands(_clean_environment):
    """Runs of the command line; see `tests.support.commands`."""
    with Commands() as commands:
        yield commands


@pytest.fixture(autouse=True)
def _connections_are_closed(request):
    """Hold every test to closing the connections that it, or what it tests, has opened."""
    yield
    if request.node.get_closest_marker("loopback"):
        assert connections.left_open() == []


@pytest.fixture(autouse=True)
def _models_of_this_machine(request, monkeypatch):
    """Tests of the embedded model find the one that was pulled before the suite ran."""
    if request.node.get_closest_marker("local_model"):
        monkeypatch.setenv("BRIEFER_CACHE", str(_REAL_CACHE))
        if weights.path("smollm2") is None:
            pytest.skip("the embedded model is not here: briefer models pull smollm2")


@pytest.fixture
def loopback():
    """A running OpenAI-compatible server; set its ``script`` to make it misbehave."""
    with Loopback() as server:
        yield server
