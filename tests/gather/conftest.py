import pytest

from briefer.store import Store
from tests.support.pressroom import Site


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def store():
    with Store.open(None) as store:
        yield store
