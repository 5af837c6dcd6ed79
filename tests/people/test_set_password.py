"""New passwords: the own one with the present one, those of others by administrators."""

import pytest

from app.people.password import PasswordTooWeak
from app.people.sessions import who_is
from app.people.set_password import NotYourPassword, WrongPassword, set_password
from app.people.sign_in import NotSignedIn, sign_in
from app.people.throttle import TooManyTries
from tests.support.checking_client import PASSWORD

NEW = "vier Worte, die keiner errät"


def enter(person, password=PASSWORD):
    return sign_in(person.login, password, "10.0.0.1", "")


def test_the_new_one_counts_and_the_old_one_does_not(make):
    anna = make.agent()

    set_password(anna, NEW, current=PASSWORD, by=anna)

    assert enter(anna, NEW)
    with pytest.raises(NotSignedIn):
        enter(anna)


def test_all_other_sessions_end(make):
    anna = make.agent()
    here, there = enter(anna), enter(anna)

    set_password(anna, NEW, current=PASSWORD, keep=who_is(here).session_id, by=who_is(here))

    assert who_is(here)
    assert who_is(there) is None


def test_an_administrator_gives_a_new_one_and_the_person_is_out_everywhere(make):
    anna = make.agent()
    token = enter(anna)

    set_password(anna, NEW, by=make.admin())

    assert who_is(token) is None
    assert enter(anna, NEW)


def test_nobody_else_sets_it(make):
    anna = make.agent()

    with pytest.raises(NotYourPassword):
        set_password(anna, NEW, by=make.supervisor())
    with pytest.raises(WrongPassword):
        set_password(anna, NEW, by=anna)
    with pytest.raises(PasswordTooWeak):
        set_password(anna, "anna", current=PASSWORD, by=anna)

    assert enter(anna)


def test_at_an_open_desk_the_present_one_can_not_be_guessed(make):
    anna = make.agent()
    for _try in range(5):
        with pytest.raises(WrongPassword):
            set_password(anna, NEW, current="guess", by=anna)

    with pytest.raises(TooManyTries):
        set_password(anna, NEW, current=PASSWORD, by=anna)


def test_a_new_password_opens_the_door_that_guessing_had_shut(make):
    anna = make.agent()
    for _try in range(5):
        with pytest.raises(NotSignedIn):
            enter(anna, "guess")

    set_password(anna, NEW, by=make.admin())

    assert enter(anna, NEW)
