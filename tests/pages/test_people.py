"""The door, the own page and the administration of staff, through the checking client."""

import pytest

from app.base.access import Role
from app.base.database import get_or_404
from app.people.models import Person
from tests.support.checking_client import PASSWORD, CheckingClient

NEW = "vier Worte, die keiner errät"


def fresh(person):
    return get_or_404(Person, id=person.id)


class TestTheDoor:
    def test_signing_in_leads_to_the_page_asked_for(self, make, client):
        client.get("/me?a=1&b=2")
        assert client.page.request.path == "/login"

        client.submit(0, name=make.agent().login, password=PASSWORD)

        assert client.page.request.full_path == "/me?a=1&b=2"

    def test_a_wrong_password_says_so_and_keeps_the_name(self, make, client):
        make.agent()
        client.get("/login")

        client.submit(0, status=409, name="anna.berger", password="wrong")

        assert "gehören nicht zusammen" in client.text
        assert client.one("#name").attrs["value"] == "anna.berger"
        assert not client.one("#password").attrs.get("value")

    def test_empty_fields_are_named(self, client):
        client.get("/login")

        client.submit(0, status=422)

        assert len(client.all("[data-errors] a")) == 2

    def test_too_many_tries_say_how_long_to_wait(self, make, client):
        make.agent()
        client.get("/login")
        for _try in range(5):
            client.submit(0, status=409, name="anna.berger", password="wrong")

        client.submit(0, status=429, name="anna.berger", password=PASSWORD)

        assert "Warten Sie 1" in client.text

    def test_a_browser_that_is_known_is_not_held_up_by_a_stranger_at_the_same_address(self, make, app, client):
        anna = make.agent()
        client.login(anna)
        client.get("/me")
        client.submit("sign-out")
        stranger = CheckingClient(app)
        stranger.get("/login")
        for _try in range(5):
            stranger.submit(0, status=409, name=anna.login, password="guess")
        stranger.submit(0, status=429, name=anna.login, password="guess")

        client.login(anna)

        assert client.page.request.path != "/login"

    def test_signing_out_ends_the_session(self, make, client):
        client.login(make.agent())
        client.get("/me")

        client.submit("sign-out")

        assert "abgemeldet" in client.text
        client.get("/me")
        assert client.page.request.path == "/login"

    def test_a_second_sign_in_in_the_same_browser_ends_the_first_session(self, make, app, client):
        anna, carla = make.agent(), make.supervisor()
        client.login(anna)
        client.login(carla)

        other = CheckingClient(app).logged_in(anna)
        other.get("/me")

        assert len(other.all("[id^=session-]")) == 1

    def test_without_a_role_one_gets_in_and_finds_nothing(self, make, client):
        client.login(make.person())

        assert client.page.request.path == "/me"
        assert client.all("#menu a") == []
        client.get("/people", status=403)

    def test_a_wrong_address_is_said_on_a_page_with_the_menu(self, make, client):
        client.login(make.admin())

        client.get("/nowhere", status=404)

        assert client.all("#menu a")


class TestTheOwnPage:
    def test_wishes_are_kept_and_count_at_once(self, make, client):
        client.login(make.agent())
        client.get("/me")

        client.submit("wishes", theme="dark", density="comfort", locale="en", letters=None)

        html = client.one("html").attrs
        assert (html["lang"], html["data-theme"], html["data-density"], html["data-letters"]) == (
            "en", "dark", "comfort", "off",
        )  # fmt: skip
        assert "Your pages look like this" in client.text

    def test_a_wish_that_does_not_exist_is_a_fault_of_the_form(self, make, client):
        client.login(make.agent())
        client.get("/me")

        client.submit("wishes", status=422, theme="purple")

    def test_the_own_password_is_changed(self, make, app, client):
        anna = make.agent()
        client.login(anna)
        client.get("/me")

        client.submit("password", current=PASSWORD, new=NEW, again=NEW)

        assert "neue Passwort gilt" in client.text
        CheckingClient(app).login(anna, NEW)

    @pytest.mark.parametrize(
        ("typed", "status"),
        [
            ({"current": PASSWORD, "new": NEW, "again": "other"}, 422),
            ({"current": PASSWORD, "new": "short", "again": "short"}, 409),
            ({"current": "wrong", "new": NEW, "again": NEW}, 409),
        ],
    )
    def test_a_password_that_can_not_be_changed_stays(self, make, app, client, typed, status):
        anna = make.agent()
        client.login(anna)
        client.get("/me")

        client.submit("password", status=status, **typed)

        CheckingClient(app).login(anna)

    def test_another_browser_is_signed_out(self, make, app, client):
        anna = make.agent()
        other = CheckingClient(app).logged_in(anna)
        client.login(anna)
        client.get("/me")
        assert len(client.all("[id^=session-]")) == 2

        client.submit("/end")

        assert len(client.all("[id^=session-]")) == 1
        other.get("/me")
        assert other.page.request.path == "/login"

    def test_all_other_browsers_are_signed_out(self, make, app, client):
        anna = make.agent()
        CheckingClient(app).login(anna)
        CheckingClient(app).login(anna)
        client.login(anna)
        client.get("/me")

        client.submit("/me/sessions/end")

        assert len(client.all("[id^=session-]")) == 1

    def test_nobody_ends_the_session_of_another_by_its_number(self, make, app, client):
        other = CheckingClient(app).logged_in(make.supervisor())
        other.get("/me")
        number = other.one("[id^=session-]").attrs["id"].removeprefix("session-")
        client.login(make.agent())
        client.get("/me")
        token = client.one("#wishes [name=csrf_token]").attrs["value"]

        client.post(f"/me/sessions/{number}/end", {"csrf_token": token}, status=404)

        other.get("/me")
        assert other.page.request.path == "/me"


class TestTheAdministration:
    @pytest.fixture
    def client(self, make, client):
        return client.logged_in(make.admin())

    def test_the_list_shows_everybody(self, make, client):
        make.agent(name="Olga Öhler")
        make.supervisor(name="Weg Gegangen", is_active=False)

        client.get("/people")

        assert len(client.all("#active-people tbody tr")) == 2
        assert len(client.all("#inactive-people tbody tr")) == 1
        assert "Olga Öhler" in client.text

    def test_somebody_new_can_sign_in_with_the_proposal(self, app, client):
        client.get("/people/new")
        proposed = client.one("#password").attrs["value"]

        client.submit("new-person", login="neu", name="Nele Neu", roles=["agent", "scheduler"], hands=2)

        assert "Nele Neu kann sich jetzt" in client.text
        nele = get_or_404(Person, login="neu")
        assert (nele.roles, nele.hands, nele.plate) == ({Role.AGENT, Role.SCHEDULER}, 2, "Neu")
        CheckingClient(app).login(nele, proposed)

    @pytest.mark.parametrize(
        ("typed", "status"),
        [
            ({"login": "x"}, 409),
            ({"login": "anna.berger"}, 409),
            ({"password": "short"}, 409),
            ({"name": ""}, 422),
            ({"hands": "21"}, 422),
            ({"hands": "many"}, 422),
            ({"roles": ["king"]}, 422),
        ],
    )
    def test_what_can_not_be_comes_back_as_typed(self, make, client, typed, status):
        make.agent()
        client.get("/people/new")

        client.submit("new-person", status=status, **{"login": "neu", "name": "Nele", "plate": "Schalter 9", **typed})

        assert client.one("#plate").attrs["value"] == "Schalter 9"

    def test_roles_count_from_the_next_click_on(self, make, app, client):
        anna = make.agent()
        other = CheckingClient(app).logged_in(anna)
        client.get(f"/people/{anna.id}")

        client.submit("person", roles=["administrator"], may_choose="y", name="Anna B.")

        assert fresh(anna).roles == {Role.ADMINISTRATOR}
        assert fresh(anna).may_choose
        other.get("/people")

    def test_a_deactivated_person_is_out_at_once(self, make, app, client):
        anna = make.agent()
        other = CheckingClient(app).logged_in(anna)
        client.get(f"/people/{anna.id}")

        client.submit("person", is_active=None)

        other.get("/me")
        assert other.page.request.path == "/login"
        other.submit(0, status=409, name=anna.login, password=PASSWORD)

    def test_the_last_administrator_stays(self, make, client):
        me = get_or_404(Person, is_administrator=True)
        client.get(f"/people/{me.id}")

        client.submit("person", status=409, roles=["agent"])

        assert "letzte" in client.text
        assert fresh(me).is_administrator

    def test_a_page_that_is_no_longer_true_changes_nothing(self, make, app, client):
        anna = make.agent()
        other = CheckingClient(app).logged_in(make.admin())
        for one in (client, other):
            one.get(f"/people/{anna.id}")
        client.submit("person", name="Anna Neu")

        other.submit("person", status=409, name="Anna Anders", plate="Schalter 77")

        assert fresh(anna).name == "Anna Neu"
        assert other.one("#plate").attrs["value"] == "Schalter 77"

    def test_a_new_password_signs_the_person_out(self, make, app, client):
        anna = make.agent()
        other = CheckingClient(app).logged_in(anna)
        client.get(f"/people/{anna.id}")
        proposed = client.one("#given-password").attrs["value"]

        client.submit("new-password")

        other.get("/me")
        assert other.page.request.path == "/login"
        other.login(anna, proposed)

    def test_sessions_of_others_are_ended(self, make, app, client):
        anna = make.agent()
        other = CheckingClient(app).logged_in(anna)
        for form in ("/end", "end-every"):
            other.login(anna)
            client.get(f"/people/{anna.id}")

            client.submit(form)

            other.get("/me")
            assert other.page.request.path == "/login"

    def test_only_administrators_see_it(self, make, app):
        anna = make.agent()
        for role in (Role.AGENT, Role.SCHEDULER, Role.SUPERVISOR):
            other = CheckingClient(app).logged_in(make.person(role))
            other.get("/people", status=403)
            other.get(f"/people/{anna.id}", status=403)
