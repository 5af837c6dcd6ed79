import pytest

from app.base.formats import number as spell
from app.calls.check import check
from app.tickets.merge import merge
from app.tickets.models import State


@pytest.fixture
def line(make):
    return make.tickets(make.topic("Störung"), 3, customer=make.customer())


def test_a_right_number_shows_the_ticket_and_its_place(line):
    checked = check(f"S {spell(line[1].number)}")

    assert (checked.number, checked.letter, checked.subject) == (line[1].number, "S", "Kein Internet")
    assert (checked.customer, checked.state) == ("Ute Ott", State.WAITING)
    assert checked.place is not None
    assert (checked.place.place, checked.place.waiting) == (2, 3)


def test_a_wrong_digit_is_said_with_the_near_number_that_exists(line):
    digits = str(line[0].number)
    wrong = digits[:4] + str((int(digits[4]) + 1) % 10) + digits[5:]

    checked = check(wrong)

    assert checked.number is None
    assert checked.fault
    assert line[0].number in checked.near


def test_two_digits_swapped_are_found_again(line):
    digits = str(line[0].number)
    swapped = digits[:7] + digits[8] + digits[7]

    assert line[0].number in check(swapped).near or digits == swapped


def test_a_merged_number_leads_to_the_survivor(make, line):
    merge(line[2], into=line[0], by=make.agent())

    checked = check(str(line[2].number))

    assert (checked.number, checked.merged_number) == (line[0].number, line[2].number)


def test_while_it_is_typed_nothing_is_wrong_yet(app):
    assert (check("").missing, check("S").missing, check("S 104 71").missing) == (0, 0, 4)
    assert check("104 71").fault == ""


def test_a_right_number_that_nobody_has_is_said(app):
    assert check("104 718 291").fault
