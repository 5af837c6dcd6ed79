"""Adding members of staff."""

import pytest

from app.base.access import Role
from app.base.database import get_or_404
from app.people.add_person import LoginTaken, WrongLogin, add_person
from app.people.models import Person
from app.people.password import PasswordTooWeak
from app.people.sessions import who_is
from app.people.sign_in import sign_in

WORDS = "vier Worte, die keiner errät"


def test_somebody_new_can_sign_in_and_do_what_the_roles_say(app):
    add_person(" Olga.Ost ", "Olga  Ost", [Role.AGENT, Role.SUPERVISOR], WORDS, hands=3, may_choose=True, by=None)

    olga = get_or_404(Person, login="olga.ost")
    assert (olga.name, olga.plate, olga.hands, olga.may_choose) == ("Olga Ost", "Ost", 3, True)
    assert who_is(sign_in("olga.ost", WORDS, "10.0.0.1", "")).roles == {Role.AGENT, Role.SUPERVISOR}


def test_an_umlaut_in_the_password_counts_however_it_was_typed(app):
    add_person("olga", "Olga", [], "zw\u00f6lf Zeichen genug", by=None)

    assert sign_in("olga", "zwo\u0308lf Zeichen genug", "10.0.0.1", "")


@pytest.mark.parametrize("login", ["", "x", "-ab", "Öl", "a b", "a\nb", "<b>", "a" * 65])
def test_a_login_that_would_be_misread_is_refused(app, login):
    with pytest.raises(WrongLogin):
        add_person(login, "Olga", [], WORDS, by=None)


def test_a_login_is_never_given_twice(make):
    make.person(name="Weg Gegangen", is_active=False)

    with pytest.raises(LoginTaken):
        add_person("WEG.gegangen", "Neu", [], WORDS, by=None)


@pytest.mark.parametrize("password", ["", "elf Zeichen", "aaaaaaaaaaaaaaaa", "olgaolgaolga1", "x y" * 70])
def test_a_password_that_would_be_guessed_is_refused(app, password):
    with pytest.raises(PasswordTooWeak):
        add_person("olga", "Olga", [], password, by=None)
