"""Ticket numbers: seven digits and two that tell nearly every slip of tongue and keyboard."""

from itertools import product

import pytest

from app.base.database import reading
from app.tickets.number import WrongNumber, is_right, near, parse, with_check


@pytest.mark.parametrize("typed", ["104718291", "104 718 291", "104-718-291", " [Ticket#104718291] ", "10.47.18.291"])
def test_any_grouping_is_read(typed):
    assert with_check(1047182) == 104718291
    assert parse(typed) == 104718291


def test_the_check_digits_follow_iso_7064():
    # MOD 97-10: the whole number leaves 1 when divided by 97.
    assert all(with_check(seven) % 97 == 1 and with_check(seven) // 100 == seven for seven in range(1000000, 1000400))


@pytest.mark.parametrize("typed", ["", "abc", "10471823", "1047182910", "104718239", "000000098"])
def test_everything_else_is_refused_with_a_sentence(app, typed):
    with app.test_request_context(), pytest.raises(WrongNumber) as refusal:
        parse(typed)

    assert str(refusal.value).endswith(".")


def test_every_single_wrong_digit_and_every_swap_is_noticed():
    right = str(with_check(1047182))
    wrong = {right[:at] + digit + right[at + 1 :] for at, digit in product(range(9), "0123456789")}
    wrong |= {right[:at] + right[at + 1] + right[at] + right[at + 2 :] for at in range(8)}

    assert not any(is_right(int(one)) for one in wrong - {right})


@pytest.mark.parametrize("slip", ["swapped", "wrong", "short", "long"])
def test_the_number_that_was_meant_is_near(make, slip):
    number = str(make.ticket().number)
    swapped = number[:4] + number[5] + number[4] + number[6:]
    typed = {
        "swapped": swapped if swapped != number else number[:8] + str((int(number[8]) + 1) % 10),
        "wrong": number[:3] + str((int(number[3]) + 5) % 10) + number[4:],
        "short": number[:6] + number[7:],
        "long": number[:2] + "7" + number[2:],
    }

    assert near(reading(), typed[slip]) == [int(number)]


def test_nothing_is_near_to_half_a_number(make):
    make.ticket()

    assert near(reading(), "1047") == []
