"""Signing out ends the own session, and only that."""

from app.people.sessions import who_is
from app.people.sign_in import sign_in
from app.people.sign_out import sign_out
from tests.support.checking_client import PASSWORD


def test_the_token_opens_nothing_any_more_and_other_browsers_stay(make):
    anna = make.agent()
    here, there = (sign_in(anna.login, PASSWORD, "10.0.0.1", "Firefox") for _browser in range(2))

    sign_out(who_is(here))

    assert who_is(here) is None
    assert who_is(there)


def test_signing_out_twice_changes_nothing(make):
    token = sign_in(make.agent().login, PASSWORD, "10.0.0.1", "Firefox")
    me = who_is(token)

    sign_out(me)
    sign_out(me)

    assert who_is(token) is None
