import pytest
from pressroom import Site

from briefer.store import Store


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def store():
    with Store.open(None) as store:
        yield store
