import pytest

from tests.mapping.community.drawing import a_store, a_workshop


@pytest.fixture
def store(tmp_path):
    store = a_store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def workshop(store):
    return a_workshop(store)
