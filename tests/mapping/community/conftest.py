import pytest

from mapping.community.database import make_store
from mapping.community.postgres import PostgresDatabase, _empty
from tests.mapping.community.drawing import a_store, a_workshop, settings_of


@pytest.fixture(params=["sqlite", "postgres"])
def store(request, tmp_path):
    """A store of each kind; `only_sqlite` names a test about the file."""
    if request.param == "sqlite":
        store = a_store(tmp_path)
    else:
        store = make_store(settings_of(tmp_path, database_url=request.getfixturevalue("postgres")))
    yield store
    store.close()


@pytest.fixture
def postgres(postgres_database):
    """The address of a database with an empty store, which is quicker than an empty database."""
    database = PostgresDatabase(postgres_database)
    with database.writing() as connection:
        _empty(connection)
    database.close()
    return postgres_database


@pytest.fixture
def workshop(store):
    return a_workshop(store)
