"""The page after the sign-in is one of this house."""

from urllib.parse import quote

import pytest

from app.base.web import own_path
from tests.support.checking_client import PASSWORD

STRANGE = [
    "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "/\n/evil.example", "\t//evil.example", "http:evil.example", "javascript:alert(1)", "evil.example", "",
]  # fmt: skip


@pytest.mark.parametrize("path", STRANGE)
def test_other_places_are_no_paths(path):
    assert own_path(path) is None


@pytest.mark.parametrize("path", ["/", "/me", "/queues/billing?after=3&x=%2F", "/a//b"])
def test_own_places_are(path):
    assert own_path(path) == path


@pytest.mark.parametrize("path", STRANGE)
def test_a_strange_next_leads_to_the_start(make, client, path):
    client.get(f"/login?next={quote(path, safe='')}")

    token = client.one("main [name=csrf_token]").attrs["value"]
    typed = {"name": make.agent().login, "password": PASSWORD, "csrf_token": token}
    answer = client.open(client.form(0).attrs["action"], method="POST", data=typed)

    assert answer.headers["Location"] == "/"


def test_the_wrong_password_does_not_lose_the_way(make, client):
    client.get("/login?next=/me")

    client.submit(0, status=409, name=make.agent().login, password="wrong")
    client.submit(0, name="anna.berger", password=PASSWORD)

    assert client.page.request.path == "/me"


def test_a_form_without_sign_in_leads_back_to_the_page_it_stood_on(client):
    own = client.open("/me/wishes", method="POST", headers={"Referer": "http://localhost/me?a=1"})
    strange = client.open("/me/wishes", method="POST", headers={"Referer": "http://evil.example/me"})

    assert own.headers["Location"] == "/login?next=/me%3Fa%3D1"
    assert strange.headers["Location"] == "/login"


@pytest.mark.parametrize("path", STRANGE)
def test_a_strange_way_back_leads_to_the_page_that_the_form_stood_on(make, client, path):
    client.logged_in(make.agent(topic := make.topic()))
    ticket = make.ticket(topic)
    client.get(f"/tickets/{ticket.number}")
    typed = {"text": "Ruft an.", "csrf_token": client.one("meta[name=csrf-token]").attrs["content"], "back": path}

    for referrer, leads_to in [
        ("http://localhost/queues?a=1", "/queues?a=1"),
        ("http://evil.example/queues", f"/tickets/{ticket.number}"),
        ("http://localhost//evil.example", f"/tickets/{ticket.number}"),
    ]:
        answer = client.open(
            f"/tickets/{ticket.number}/notes", method="POST", data=typed, headers={"Referer": referrer}
        )
        assert (answer.status_code, answer.location) == (303, leads_to)
