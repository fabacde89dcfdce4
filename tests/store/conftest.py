import pytest

from briefer.store import Store


@pytest.fixture
def notes():
    return []


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept" / "store.db"


@pytest.fixture
def opened(path, notes):
    """Open the store at ``path``; whatever a test leaves open is closed behind it."""
    stores = []

    def open_(where=path, **more):
        stores.append(Store.open(where, note=notes.append, **more))
        return stores[-1]

    yield open_
    for store in stores:
        store.close()
