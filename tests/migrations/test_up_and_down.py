"""The migrations lead up, down and up again on both databases, and end where the models are."""

import pytest
from sqlalchemy import create_engine, inspect

from app.base.migrate import FOLDER, differences, downgrade, is_current, upgrade
from tests.support import postgres


@pytest.fixture
def url(database, tmp_path, worker):
    """The address of a new, empty database."""
    if database == "sqlite":
        return f"sqlite:///{tmp_path / 'new.sqlite'}"
    return postgres.new_database(postgres.shared(), f"migrations_{worker}")


def tables(url):
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()


def test_up_down_and_up_again(url):
    upgrade(url)
    everything = tables(url)
    downgrade(url, "base")
    nothing = tables(url)
    upgrade(url)

    assert everything
    assert nothing == set()
    assert tables(url) == everything
    assert is_current(url)


def test_the_database_is_what_the_models_say(url):
    upgrade(url)

    assert differences(url) == []


def test_each_step_can_be_taken_back(url):
    steps = len(list((FOLDER / "versions").glob("[0-9]*_*.py")))
    for _step in range(steps):
        upgrade(url, "+1")
        downgrade(url, "-1")
        upgrade(url, "+1")

    assert is_current(url)


def test_every_migration_says_why_what_it_locks_and_what_going_back_loses():
    for file in sorted((FOLDER / "versions").glob("[0-9]*_*.py")):
        text = file.read_text()
        for word in ("Lock:", "Going back"):
            assert word in text, f"{file.name} does not say: {word}"
        assert "what was wrong or missing before, and what happens" not in text, (
            f"{file.name}: the docstring is still the form"
        )
