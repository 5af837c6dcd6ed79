"""What a bench stands on: a durable database of each kind, a server as `make run` starts it, signed-in agents."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from app import create_app
from app.base.database import Database
from app.base.migrate import upgrade
from bench.fill import token_of
from tests.support import postgres
from tests.support.server import Server, serving

KEY = "only for tests, not secret"
KINDS = ("sqlite", "postgresql")


@contextmanager
def a_database(kind: str) -> Iterator[str]:
    """The address of a new, migrated database that keeps its promises at a power cut."""
    with tempfile.TemporaryDirectory() as folder:
        if kind == "sqlite":
            url = f"sqlite:///{folder}/bench.sqlite"
            upgrade(url)
            yield url
        else:
            with postgres.running(durable=True) as server:
                url = postgres.new_database(server, "bench")
                upgrade(url)
                yield url


@contextmanager
def a_server(url: str) -> Iterator[Server]:
    """gunicorn with the settings of the house."""
    with tempfile.TemporaryDirectory() as folder, serving(url, Path(folder) / "log", workers=2) as server:
        yield server


def an_app(url: str) -> Flask:
    """The program in this process, on the same database."""
    return create_app(database_url=url, secret_key=KEY)


def database_of(url: str) -> Database:
    """The database without a program around it."""
    return Database(url)


def cookie_and_token(app: Flask, agent: int) -> tuple[str, str]:
    """What the browser of this agent sends: the cookie of the sign-in and the token of the page's forms."""
    with app.test_request_context():
        from flask import session
        from flask_wtf.csrf import generate_csrf

        token = generate_csrf()
        session["token"] = token_of(agent)
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(dict(session))}", token
