"""The session: not planted, not guessed, not readable, not for long."""

import pytest
from flask.sessions import SecureCookieSessionInterface

from app import create_app
from app.people.sessions import LENGTH
from tests.support.checking_client import PASSWORD, CheckingClient


def token_of(client):
    with client.client.session_transaction() as session:
        return session.get("token")


def test_nothing_of_the_time_before_the_sign_in_stays(make, client):
    with client.client.session_transaction() as session:
        session.update(token="planted", csrf_token="planted", more="planted")

    client.login(make.agent())

    with client.client.session_transaction() as session:
        assert "planted" not in dict(session).values()


def test_every_sign_in_changes_the_token(make, client):
    anna = make.agent()
    client.login(anna)
    first = token_of(client)

    client.login(anna)

    assert token_of(client) not in (None, first)


def test_the_first_token_opens_nothing_after_a_second_sign_in(make, app, client):
    anna = make.agent()
    client.login(anna)
    thief = CheckingClient(app)
    with thief.client.session_transaction() as session:
        session["token"] = token_of(client)
    client.login(anna)

    thief.get("/me")

    assert thief.page.request.path == "/login"


def test_a_cookie_kept_over_the_sign_out_opens_nothing(make, app, client):
    client.login(make.agent())
    kept = token_of(client)
    client.get("/me")
    client.submit("sign-out")
    with client.client.session_transaction() as session:
        session["token"] = kept

    client.get("/me")

    assert client.page.request.path == "/login"


def test_a_cookie_signed_by_somebody_else_opens_nothing(make, client, tmp_path):
    client.login(make.agent())
    stranger = create_app(database_url=f"sqlite:///{tmp_path}/empty.sqlite", secret_key="another", testing=True)
    signer = SecureCookieSessionInterface().get_signing_serializer(stranger)
    client.client.set_cookie("wartesaal", signer.dumps({"token": token_of(client)}), domain="localhost")

    client.get("/me")

    assert client.page.request.path == "/login"


def test_a_working_day_later_the_page_leads_to_the_door(make, client, clock):
    from app.base.clock import now

    client.login(make.agent())
    clock.set(now() + LENGTH)

    client.get("/me")

    assert client.page.request.full_path == "/login?next=/me"


@pytest.mark.parametrize(("https", "is_secure"), [(False, False), (True, True)])
def test_scripts_and_strangers_do_not_see_the_cookies(make, app, monkeypatch, https, is_secure):
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", https)
    client = CheckingClient(app)
    client.get("/login")
    name = make.agent().login
    scheme = "https://localhost" if https else "http://localhost"
    form = {"name": name, "password": PASSWORD, "csrf_token": client.one("main [name=csrf_token]").attrs["value"]}
    if https:
        client.get("/login", base_url=scheme)
        form["csrf_token"] = client.one("main [name=csrf_token]").attrs["value"]
    answer = client.open("/login", method="POST", data=form, base_url=scheme, headers={"Referer": f"{scheme}/login"})

    cookies = {cookie.partition("=")[0]: cookie for cookie in answer.headers.getlist("Set-Cookie")}
    assert answer.status_code == 303
    assert set(cookies) == {"wartesaal", "wartesaal_device"}
    for cookie in cookies.values():
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert ("Secure" in cookie) is is_secure
        assert "Domain" not in cookie
    assert "Path=/login" in cookies["wartesaal_device"]
    assert "Expires" not in cookies["wartesaal"]


@pytest.mark.parametrize("planted", ["", "x", "WyJkIixbImFubmEuYmVyZ2VyIl1d.YuoAAA.forged", "ü"])
def test_a_forged_device_is_no_known_browser(make, client, planted):
    anna = make.agent()
    client.client.set_cookie("wartesaal_device", planted, domain="localhost", path="/login")
    client.get("/login")
    for _try in range(5):
        client.submit(0, status=409, name=anna.login, password="guess")

    client.submit(0, status=429, name=anna.login, password="guess")


def test_pages_are_not_kept_where_others_could_read_them(make, client):
    client.login(make.agent())

    assert "private" in client.get("/me").headers["Cache-Control"]
