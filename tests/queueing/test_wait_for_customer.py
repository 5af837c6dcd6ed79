"""Waiting for the customer: out of the line until a day, then back at the old place."""

from datetime import date, timedelta

import pytest

from app.queueing.take_next import NobodyIsWaiting, take_next
from app.queueing.wait_for_customer import DayIsFarAway, DayIsPast, wait_for_customer
from app.tickets.holding import InOtherHands, NotInHand
from tests.support.line import faults, line, now, state


def test_it_is_out_of_line_and_out_of_hand_until_the_day(make, clock):
    clock.set("2022-08-03 09:00")
    topic = make.topic()
    ticket, anna = make.ticket(topic), make.agent(topic)
    take_next(anna)

    wait_for_customer(ticket, date(2022, 8, 5), "Router kommt.", by=anna)

    assert (state(ticket), line(topic), faults()) == ("asleep", [], [])
    assert (now(ticket).asleep_until, now(ticket).holder_id) == (make.when("2022-08-05 00:00"), None)
    clock.set("2022-08-04 23:59")
    with pytest.raises(NobodyIsWaiting):
        take_next(anna)


@pytest.mark.parametrize(("day", "refusal"), [(date(2022, 8, 3), DayIsPast), (date(2023, 8, 4), DayIsFarAway)])
def test_the_day_is_in_the_future_and_within_a_year(make, clock, day, refusal):
    clock.set("2022-08-03 09:00")
    topic = make.topic()
    ticket, anna = make.ticket(topic), make.agent(topic)
    take_next(anna)

    with pytest.raises(refusal):
        wait_for_customer(ticket, day, "x", by=anna)
    wait_for_customer(ticket, date(2023, 8, 3), "x", by=anna)


def test_only_what_is_in_the_own_hand_waits(make, clock):
    clock.set("2022-08-03 09:00")
    topic = make.topic()
    ticket, anna = make.ticket(topic), make.agent(topic)
    tomorrow = date(2022, 8, 3) + timedelta(days=1)

    with pytest.raises(NotInHand):
        wait_for_customer(ticket, tomorrow, "x", by=anna)
    take_next(anna)
    with pytest.raises(InOtherHands):
        wait_for_customer(ticket, tomorrow, "x", by=make.agent())
