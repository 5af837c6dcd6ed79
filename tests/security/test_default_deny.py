"""Default deny: nobody without a sign-in, nobody without the role, and no view that forgot to say who may."""

import pytest

from app.base.access import Role
from tests.security.doors import doors
from tests.support.checking_client import CheckingClient


@pytest.fixture
def open_to(app):
    """The doors that do not send a client away."""

    def open_to(client):
        found = []
        for view, method, path in doors(app):
            if not getattr(view, "is_public", False):
                answer = client.open(path, method=method)
                if answer.status_code not in (303, 403) or "/login" not in answer.headers.get("Location", "/login"):
                    found.append((f"{method} {path}", view))
        return found

    return open_to


def test_nobody_gets_in_without_a_sign_in(app, client, open_to):
    assert [door for door, _view in open_to(client)] == []


def test_a_person_without_roles_gets_nowhere_but_to_the_own_page(make, client, open_to):
    client.login(make.person())

    assert [door for door, view in open_to(client) if not getattr(view, "for_all_staff", False)] == []


@pytest.mark.parametrize("role", Role)
def test_every_role_stays_where_it_belongs(app, make, role):
    client = CheckingClient(app).logged_in(make.person(role))
    strange = [
        f"{method} {path}"
        for view, method, path in doors(app)
        if method == "GET" and not getattr(view, "is_public", False) and role not in view.allowed_roles
        if client.open(path).status_code != 403
    ]

    assert strange == []


def test_a_view_that_does_not_say_who_may_answers_nobody(app, make, client):
    client.login(make.person(*Role))
    view = app.view_functions["people.staff"]
    app.view_functions["people.staff"] = lambda: "forgotten"
    try:
        client.get("/people", status=403)
    finally:
        app.view_functions["people.staff"] = view


@pytest.mark.parametrize("header", [{"HX-Request": "true"}, {"Accept": "text/event-stream"}, {"X-CSRFToken": "x"}])
def test_a_part_a_stream_and_a_draft_get_a_bare_401(client, header):
    answer = client.open("/me", headers=header)

    assert (answer.status_code, answer.data) == (401, b"")
