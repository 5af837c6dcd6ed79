"""Ending sessions on other browsers: the own ones, or as an administrator anybody's."""

import pytest

from app.people.end_session import NotYours, end_all_sessions, end_session
from app.people.sessions import running, who_is
from app.people.sign_in import sign_in
from tests.support.checking_client import PASSWORD


def enter(person):
    return sign_in(person.login, PASSWORD, "10.0.0.1", "Firefox")


def test_a_lost_browser_is_signed_out(make):
    anna = make.agent()
    lost, here = enter(anna), enter(anna)

    end_session(running(anna.id)[-1], by=who_is(here))

    assert who_is(lost) is None
    assert who_is(here)


def test_an_administrator_ends_those_of_others_and_nobody_else(make):
    anna, admin = make.agent(), make.admin()
    token = enter(anna)
    begun = running(anna.id)[0]

    with pytest.raises(NotYours):
        end_session(begun, by=make.supervisor())
    with pytest.raises(NotYours):
        end_all_sessions(anna, by=make.supervisor())
    assert who_is(token)

    end_session(begun, by=admin)
    assert who_is(token) is None


def test_all_but_the_present_one_are_ended(make):
    anna = make.agent()
    tokens = [enter(anna) for _browser in range(3)]
    here = who_is(tokens[1])

    assert end_all_sessions(anna, by=here, but=here.session_id) == 2

    assert [bool(who_is(token)) for token in tokens] == [False, True, False]


def test_ending_what_has_ended_changes_nothing(make):
    anna = make.agent()
    enter(anna)
    begun = running(anna.id)[0]

    end_session(begun, by=anna)
    end_session(begun, by=anna)

    assert end_all_sessions(anna, by=anna) == 0
