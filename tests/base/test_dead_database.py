"""When the database is dead, every page says in a plain sentence what to do, and nothing typed is lost."""

import socket
from pathlib import Path

import pytest

from app import create_app


def nowhere() -> str:
    """A PostgreSQL address at which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return f"postgresql+psycopg://nobody@127.0.0.1:{port}/none"


@pytest.fixture(params=["sqlite", "postgresql"])
def dead(request: pytest.FixtureRequest, tmp_path: Path):
    url = nowhere() if request.param == "postgresql" else f"sqlite:///{tmp_path / 'gone' / 'wartesaal.sqlite'}"
    app = create_app(database_url=url, secret_key="only for tests, not secret", testing=True)
    app.config["WTF_CSRF_ENABLED"] = True
    return app.test_client()


def test_a_page_says_what_to_do(dead):
    with dead.session_transaction() as cookie:
        cookie["token"] = "somebody was signed in"

    answer = dead.get("/")

    assert answer.status_code == 503
    assert "Die Datenbank antwortet nicht" in answer.text
    assert "Warten Sie eine Minute" in answer.text


def test_signing_in_says_what_to_do(dead):
    page = dead.get("/login").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]

    answer = dead.post("/login", data={"csrf_token": token, "name": "anna", "password": "whatever it is"})

    assert answer.status_code == 503
    assert "Es wurde nichts gespeichert" in answer.text
