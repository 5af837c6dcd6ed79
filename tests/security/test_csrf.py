"""No form of another page does anything: every POST route wants the token of this sign-in."""

import pytest
from sqlalchemy import func, select

from app.base.access import Role
from app.base.database import reading
from app.base.record import LogRow
from tests.security.doors import doors


def posts(app):
    return [(view, path) for view, method, path in doors(app) if method != "GET"]


@pytest.fixture
def rows(app):
    return lambda: reading().scalar(select(func.count(LogRow.seq)))


@pytest.mark.parametrize("token", [None, "", "wrong", "IjEyMyI.YuoAAA.forged"])
def test_no_post_route_works_without_the_token(app, make, client, rows, token):
    client.login(make.person(*Role))
    before = rows()

    answers = {
        path: client.open(path, method="POST", data={} if token is None else {"csrf_token": token}).status_code
        for _view, path in posts(app)
    }

    assert {path: status for path, status in answers.items() if status != 400} == {}
    assert rows() == before


def test_the_token_of_an_earlier_sign_in_is_refused(app, make, client):
    anna = make.person(*Role)
    client.login(anna)
    client.get("/me")
    old = client.one("#wishes [name=csrf_token]").attrs["value"]
    client.login(anna)

    for _view, path in posts(app):
        assert client.open(path, method="POST", data={"csrf_token": old}).status_code == 400


def test_no_get_changes_anything(app, make, client, rows):
    client.login(make.person(*Role))
    before = rows()

    for _view, method, path in doors(app):
        if method == "GET":
            client.open(path)

    assert rows() == before
