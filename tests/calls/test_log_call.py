import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.base.database import reading
from app.base.record import LogRow
from app.calls.log_call import CallDoesNotFit, log_call
from app.calls.models import Call, Direction, Reason
from app.customers.phone import NoTelephoneNumber
from app.tickets.line import place
from app.tickets.merge import merge
from app.tickets.models import Ticket


@pytest.fixture
def now(clock):
    return clock.set("2022-08-03 14:03")


@pytest.fixture
def anna(make):
    return make.agent()


@pytest.fixture
def call(now, anna):
    """Anna logs a call that began three minutes ago; whatever else is said in the test."""

    def log(**facts):
        usual = {
            "direction": Direction.IN, "started_at": now - timedelta(minutes=3), "seconds": 161, "reason": Reason.STATUS,
            "by": anna,
        }  # fmt: skip
        return log_call(**usual | facts)

    return log


def fresh(ticket):
    reading().expire_all()
    return reading().get_one(Ticket, ticket.id)


def test_a_call_stands_with_its_ticket(make, call, now):
    ticket = make.ticket(reported="2022-07-25 08:00")

    logged = call(ticket=ticket, phone="0561/123-45", note=" Fragt nach dem Termin. ")

    assert (logged.ticket_id, logged.customer_id, logged.phone) == (ticket.id, None, "+4956112345")
    assert (logged.note, logged.seconds, logged.logged_at) == ("Fragt nach dem Termin.", 161, now)


def test_a_call_changes_neither_place_nor_state(make, call):
    topic = make.topic()
    first, second, third = make.tickets(topic, 3)
    before = [(place(reading(), fresh(one)), fresh(one).state) for one in (first, second, third)]
    version = fresh(third).topic.version

    for _each in range(3):
        call(ticket=third, reason=Reason.COMPLAINT)

    assert [(place(reading(), fresh(one)), fresh(one).state) for one in (first, second, third)] == before
    assert fresh(third).topic.version == version


def test_a_call_on_a_merged_ticket_stays_there_and_wakes_the_survivors_page(make, call, anna):
    topic = make.topic()
    older, newer = make.tickets(topic, 2)
    merge(newer, into=older, by=anna)

    logged = call(ticket=fresh(newer))

    assert logged.ticket_id == newer.id
    row = reading().scalars(select(LogRow).where(LogRow.action == "logged")).one()
    assert (row.live, row.ticket_id) == (f"ticket:{older.id}", newer.id)


def test_information_only_needs_no_ticket(make, call):
    customer = make.customer()

    logged = call(customer=customer)

    assert (logged.ticket_id, logged.customer_id) == (None, customer.id)


def test_a_second_press_gives_the_first_call(call):
    first = call(once="k", note="eins")
    again = call(once="k", note="eins")

    assert (again.id, again.note) == (first.id, "eins")
    assert len(reading().scalars(select(Call)).all()) == 1


def test_a_promised_callback_is_its_agents(call, now, anna):
    logged = call(reason=Reason.CALLBACK, callback_at=now + timedelta(hours=2))

    assert logged.callback_by_id == anna.id
    row = reading().scalars(select(LogRow).where(LogRow.action == "logged")).one()
    assert row.live == f"person:{anna.id}"
    assert json.loads(row.facts)["reason"] == "callback"


def test_clocks_may_differ_by_two_minutes(call, now):
    call(started_at=now + timedelta(minutes=2), seconds=0)

    with pytest.raises(CallDoesNotFit):
        call(started_at=now + timedelta(minutes=2, seconds=1))


@pytest.mark.parametrize(
    "facts",
    [
        {"seconds": -1},
        {"seconds": 8 * 3600 + 1},
        {"callback_at": timedelta(0)},
        {"callback_at": timedelta(days=-1)},
        {"reason": Reason.CALLBACK},
    ],
)
def test_times_that_cannot_be_are_refused(call, now, facts):
    if "callback_at" in facts:
        facts = {"callback_at": now + facts["callback_at"]}

    with pytest.raises(CallDoesNotFit):
        call(**facts)

    assert reading().scalars(select(Call)).all() == []


def test_a_wrong_telephone_number_is_refused_and_a_withheld_one_is_not(call):
    with pytest.raises(NoTelephoneNumber):
        call(phone="12345")

    assert call(phone="  ").phone == ""
