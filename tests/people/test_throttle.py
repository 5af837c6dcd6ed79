"""The throttle, attacked: guessing is hopeless, and nobody else is locked out."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.base import clock as house_clock
from app.base.database import reading, transaction
from app.people import throttle
from app.people.models import FailedSignIn
from app.people.throttle import TooManyTries, forget, note_attempt, place_of

OFFICE = "192.0.2.7"


def fail(login, address=OFFICE, device=""):
    """A try with a wrong password; how long to wait if it was not looked at."""
    try:
        with transaction() as session:
            note_attempt(session, login, place_of(address, device))
    except TooManyTries as refusal:
        return refusal.wait
    return None


def tries(login, hours, address=lambda number: OFFICE, clock=None):
    """How many passwords an attacker gets looked at who tries again the moment it is allowed."""
    start = now = clock.set("2022-08-03 00:00")
    looked_at = 0
    while now < start + timedelta(hours=hours):
        wait = fail(login, address(looked_at))
        looked_at += wait is None
        now = clock.set(now + (wait or timedelta(milliseconds=100)))
    return looked_at


def test_a_person_who_mistypes_may_try_five_times_and_then_waits_a_little(app, clock):
    clock.set("2022-08-03 08:00")
    assert [fail("anna") for _try in range(5)] == [None] * 5

    assert fail("anna") == timedelta(seconds=15)
    clock.set("2022-08-03 08:00:15")
    assert fail("anna") is None
    assert fail("anna") == timedelta(seconds=30)


def test_waiting_and_pressing_again_does_not_make_it_longer(app, clock):
    clock.set("2022-08-03 08:00")
    for _try in range(5):
        fail("anna")

    assert {fail("anna") for _try in range(20)} == {timedelta(seconds=15)}


def test_an_attacker_at_one_account_gets_few_guesses_an_hour(app, clock):
    assert tries("anna", 6, clock=clock) < 250


def test_many_addresses_at_one_account_get_few_guesses_a_day(app, clock):
    guesses = tries("anna", 1, address=lambda number: f"10.0.{number // 250}.{number % 250}", clock=clock)

    assert guesses <= 4 * throttle.PER_ACCOUNT


def test_the_attacked_person_gets_in_from_another_address(app, clock):
    clock.set("2022-08-03 08:00")
    for _try in range(50):
        fail("anna", "198.51.100.9")

    assert fail("anna", OFFICE) is None


def test_the_attacked_person_gets_in_with_a_known_browser_even_from_the_same_address(app, clock):
    clock.set("2022-08-03 08:00")
    for number in range(200):
        fail("anna", f"198.51.100.{number}")
    assert fail("anna", OFFICE) is not None

    assert fail("anna", OFFICE, device="d1") is None


def test_an_office_of_fifty_with_typos_stays_in(app, clock):
    clock.set("2022-08-03 08:00")

    waits = [fail(f"agent{number}") for number in range(50) for _typo in range(3)]

    assert waits == [None] * 150


def test_spraying_over_many_accounts_is_stopped_and_known_browsers_stay_in(app, clock):
    clock.set("2022-08-03 08:00")

    waits = [fail(f"victim{number}") for number in range(300)]

    assert sum(wait is None for wait in waits) == throttle.PER_ADDRESS
    assert fail("anna", OFFICE, device="d1") is None
    assert fail("anna", "198.51.100.9") is None
    clock.set("2022-08-03 08:16")
    assert fail("victim1") is None


def test_a_known_browser_is_no_way_to_guess(app, clock):
    clock.set("2022-08-03 08:00")
    for _try in range(5):
        fail("anna", device="d1")

    assert fail("anna", device="d1") is not None


def test_the_right_password_forgets_the_typos_of_this_account_only(app, clock):
    clock.set("2022-08-03 08:00")
    for login in ("anna", "bernd"):
        for _try in range(5):
            fail(login)

    with transaction() as session:
        forget(session, "anna", OFFICE)

    assert fail("anna") is None
    assert fail("bernd") is not None


def test_a_caller_who_owns_a_network_is_one_place():
    assert place_of("2001:db8::1") == place_of("2001:db8::ffff:1") != place_of("2001:db8:0:1::1")
    assert place_of("10.0.0.1") != place_of("10.0.0.2")
    assert place_of("unix socket") == "unix socket"


def test_a_password_typed_as_name_is_not_kept_and_nothing_is_kept_for_long(app, clock):
    clock.set("2022-08-03 08:00")
    fail("my secret password")
    assert "secret" not in reading().scalars(select(FailedSignIn.login)).one()

    clock.set(house_clock.now() + timedelta(days=2))
    fail("anna")

    assert reading().scalar(select(func.count(FailedSignIn.id))) == 1


@pytest.mark.parametrize("seconds", [1, 59, 60, 899])
def test_the_sentence_says_how_long(app, seconds):
    assert str(max(1, seconds if seconds < 60 else -(-seconds // 60))) in str(TooManyTries(timedelta(seconds=seconds)))
