"""What every test may ask for: a database of each kind, the app, a clock, people and tickets, clients, a server, a browser."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.support import postgres

pytest.register_assert_rewrite("tests.support.checking_client", "tests.support.make", "tests.support.browser")

ALONE = {"browser", "hammer", "live"}
"""Folders whose tests measure, hammer or watch: they get the machine to themselves."""


def pytest_configure(config: pytest.Config) -> None:
    for name in [name for name in os.environ if name.startswith("WARTESAAL_")]:
        if name not in ("WARTESAAL_NIGHTLY", postgres.SHARED):
            del os.environ[name]
    if not hasattr(config, "workerinput"):
        os.environ[postgres.SHARED] = str(postgres.new_folder())


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and postgres.SHARED in os.environ:
        postgres.stop(Path(os.environ.pop(postgres.SHARED)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Path(__file__).parent
    for item in items:
        folder = item.path.relative_to(tests).parts[0]
        if folder in ALONE:
            item.add_marker(pytest.mark.alone)
        # Rules are checked on both databases before every commit; the pages above them, which read the same and take
        # more than half of the time, on one of them.
        if folder == "pages" and "[postgresql" in item.name:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def worker() -> str:
    """The name of this process of the test run."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


class Kept:
    """One app per kind of database and process: migrated once, emptied after each test."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.folder, self.worker = folder, worker
        self.apps: dict[str, tuple[Flask, Any]] = {}

    def url(self, kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{self.folder / 'wartesaal.sqlite'}"
        return postgres.new_database(postgres.shared(), f"wartesaal_{self.worker}")

    def app(self, kind: str) -> tuple[Flask, Any]:
        from app import create_app
        from app.base.migrate import upgrade
        from tests.support.tables import Tables

        if kind not in self.apps:
            url = self.url(kind)
            upgrade(url)
            app = create_app(database_url=url, secret_key="only for tests, not secret", testing=True)
            engine = app.extensions["database"].engine
            if kind == "sqlite":
                event.listen(engine, "connect", forgetful)
            self.apps[kind] = (app, Tables(engine))
        return self.apps[kind]


def forgetful(connection: Any, _record: Any) -> None:
    """A power cut in a test costs nothing, and waiting for the disk would."""
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Iterator[Kept]:
    kept = Kept(tmp_path_factory.mktemp("database"), worker)
    yield kept
    for app, _tables in kept.apps.values():
        app.extensions["database"].engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database; every test that needs the app runs on both."""
    return str(request.param)


@pytest.fixture
def app(database: str, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The app on an empty database, with its application context open, so that use cases can be called."""
    from app.base import clock
    from app.people import password
    from tests.support.make import QUICK

    monkeypatch.setattr(password, "hasher", QUICK)
    app, tables = kept.app(database)
    try:
        with app.app_context():
            yield app
    finally:
        clock.reset()
        tables.restore()
        app.extensions["rendered"].clear()


class Clock:
    """Stops the clock of the house; it runs again after the test."""

    def set(self, moment: str | datetime) -> datetime:
        """Stop at *moment*; a text without a zone is German time: ``clock.set("2022-08-03 09:00")``."""
        from app.base import clock

        at = when(moment)
        clock.set_to(at)
        return at

    def reset(self) -> None:
        from app.base import clock

        clock.reset()


def when(moment: str | datetime) -> datetime:
    from app.base.clock import BERLIN

    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return (at if at.tzinfo else at.replace(tzinfo=BERLIN)).astimezone(UTC)


@pytest.fixture
def clock() -> Iterator[Clock]:
    stopped = Clock()
    yield stopped
    stopped.reset()


@pytest.fixture
def make(app: Flask) -> Any:
    """Makes people, topics and tickets through the real use cases (tests/support/make.py)."""
    from tests.support.make import Make

    return Make()


@pytest.fixture
def client(app: Flask) -> Any:
    """A client that checks every page it gets (tests/support/checking_client.py)."""
    from tests.support.checking_client import CheckingClient

    return CheckingClient(app)


@pytest.fixture
def server(app: Flask, tmp_path: Path) -> Iterator[Any]:
    """A real gunicorn on the database of the test; what ``make`` makes is there at once."""
    from tests.support.server import serving

    url = app.extensions["database"].url.render_as_string(hide_password=False)
    with serving(url, tmp_path / "server.log") as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from tests.support.browser import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture
def browser(chromium: Any, server: Any) -> Iterator[Any]:
    """Windows on the running server; the test fails when one of them complains (tests/support/browser.py)."""
    from tests.support.browser import Windows

    windows = Windows(chromium, server.url)
    yield windows
    windows.close()


@pytest.fixture
def durable_postgres() -> Iterator[Path]:
    """A PostgreSQL of one's own that waits for the disk, for tests that kill."""
    with postgres.running(durable=True) as folder:
        yield folder
