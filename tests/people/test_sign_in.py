"""Signing in: the right password lets in, everything else gets one answer."""

import time
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from app.base.database import reading, transaction
from app.people import password as passwords
from app.people.models import Person, StaffSession
from app.people.sessions import who_is
from app.people.sign_in import NotSignedIn, sign_in
from tests.support.checking_client import PASSWORD

HERE = "10.1.2.3"


@pytest.fixture
def real_hashing(app, monkeypatch):
    """The parameters of every day; the tests have quick ones."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher())


def enter(login, password=PASSWORD, address=HERE, **more):
    return sign_in(login, password, address, "Firefox", **more)


def test_the_token_opens_the_session(make):
    anna = make.agent()

    me = who_is(enter(anna.login))

    assert (me.id, me.name, me.plate, me.roles) == (anna.id, anna.name, anna.plate, anna.roles)


def test_the_login_may_be_typed_with_capitals_and_spaces(make):
    assert who_is(enter(f" {make.agent().login.upper()} "))


def test_every_sign_in_has_a_token_of_its_own_and_the_database_keeps_none(make):
    anna = make.agent()

    first, second = enter(anna.login), enter(anna.login)

    assert first != second
    kept = reading().scalars(select(StaffSession.token_hash)).all()
    assert len(kept) == 2
    assert not {first.encode(), second.encode()} & set(kept)


def test_unknown_wrong_and_inactive_get_the_same_sentence(make):
    anna, gone = make.agent(), make.agent(is_active=False)

    said = []
    for login, password in ((anna.login, "wrong"), ("nobody", PASSWORD), (gone.login, PASSWORD)):
        with pytest.raises(NotSignedIn) as refusal:
            enter(login, password)
        said.append(str(refusal.value))

    assert len(set(said)) == 1
    assert reading().scalar(select(func.count(StaffSession.id))) == 0


def test_unknown_and_wrong_take_nearly_as_long(make, real_hashing):
    anna = make.agent(password_hash=passwords.hash_of(PASSWORD))

    def seconds(login):
        spent = []
        for number in range(4):
            began = time.process_time()
            with pytest.raises(NotSignedIn):
                enter(login, "wrong", address=f"10.0.0.{number}")
            spent.append(time.process_time() - began)
        return min(spent)

    unknown, wrong = seconds("nobody"), seconds(anna.login)

    assert 0.6 < unknown / wrong < 1.6


def test_a_session_ends_by_itself_after_twelve_hours(make, clock):
    clock.set("2022-08-03 06:00")
    token = enter(make.agent().login)

    clock.set("2022-08-03 17:59")
    assert who_is(token)
    clock.set("2022-08-03 18:00")
    assert who_is(token) is None


def test_old_parameters_are_replaced_when_somebody_signs_in(make, real_hashing):
    anna = make.agent()
    assert passwords.is_outdated(anna.password_hash)

    enter(anna.login)

    kept = reading().get_one(Person, anna.id).password_hash
    assert not passwords.is_outdated(kept)
    assert passwords.fits(PASSWORD, kept)


def test_what_a_token_opens_is_never_open_for_a_deactivated_person(make):
    anna = make.agent()
    token = enter(anna.login)

    with transaction() as session:
        session.get_one(Person, anna.id).is_active = False

    assert who_is(token) is None


def test_sessions_of_last_month_are_thrown_away(make, clock):
    anna = make.agent()
    then = clock.set("2022-06-01 08:00")
    enter(anna.login)

    clock.set(then + timedelta(days=60))
    enter(anna.login)

    assert reading().scalar(select(func.count(StaffSession.id))) == 1


@pytest.mark.parametrize("token", ["", "x", "ü" * 50])
def test_a_token_of_nobody_opens_nothing(app, token):
    assert who_is(token) is None
