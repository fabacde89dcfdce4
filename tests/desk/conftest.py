"""What the tests of publishing share: a store to copy, and targets."""

import shutil
from contextlib import ExitStack

import pytest

from tests.support.desk import kept
from tests.support.publishing import Scene


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("kept") / "store.db"
    kept(path).close()
    return path


@pytest.fixture
def scene(tmp_path, template):
    shutil.copy(template, tmp_path / "store.db")
    with ExitStack() as stack:
        yield Scene(tmp_path, stack, template)
