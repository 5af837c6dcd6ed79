"""Finding by number: the old number opens the survivor for ever."""

import pytest

from app.base.formats import number as spell
from app.tickets.find_ticket import find_exactly, find_ticket
from app.tickets.merge import merge
from app.tickets.number import NoSuchTicket, WrongNumber, with_check


def test_a_number_finds_its_ticket(make):
    ticket = make.ticket()

    assert find_ticket(spell(ticket.number)).id == ticket.id


def test_a_merged_number_leads_to_the_survivor_also_by_way_of_others(make):
    topic, anna = make.topic(), make.agent()
    first, second, third = make.tickets(topic, 3)
    merge(first, into=second, by=anna)
    merge(second, into=third, by=anna)

    assert [find_ticket(str(one.number)).id for one in (first, second, third)] == [third.id] * 3
    assert find_exactly(str(first.number)).id == first.id


def test_a_wrong_check_digit_names_the_near_number_that_exists(make):
    number = make.ticket().number

    with pytest.raises(WrongNumber) as refusal:
        find_ticket(str(number + 1))

    assert refusal.value.near == [number]
    assert spell(number) in str(refusal.value)


def test_a_well_formed_number_that_nobody_has_is_said_to_be_unknown(make):
    make.ticket()

    with pytest.raises(NoSuchTicket) as refusal:
        find_ticket(str(with_check(8999999)))

    assert refusal.value.status == 404
