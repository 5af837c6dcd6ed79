from datetime import timedelta

import pytest
from sqlalchemy import select

from app.base.database import reading
from app.base.refused import Refused
from app.calls.models import Call, Direction, Reason
from app.calls.report_by_call import report_by_call
from app.customers.facts import AddressFacts, CustomerFacts, PhoneFacts
from app.customers.models import Customer
from app.tickets.models import Channel, State, Ticket

NEW = CustomerFacts(
    "Ute", "Ott", addresses=[AddressFacts("Wiesenweg 1", "34117", "Kassel", "HE")], phones=[PhoneFacts("0561 12345")]
)


@pytest.fixture
def now(clock):
    return clock.set("2022-08-03 14:03")


@pytest.fixture
def report(make, now):
    anna, topic = make.agent(), make.topic()

    def file(**facts):
        usual = {
            "topic": topic, "subject": "Kein Internet", "text": "Seit heute früh.", "direction": Direction.IN,
            "started_at": now - timedelta(minutes=4), "seconds": 200, "reason": Reason.FAULT, "by": anna,
            "phone": "0561 12345",
        }  # fmt: skip
        return report_by_call(**usual | facts)

    return file


def counts():
    return tuple(len(reading().scalars(select(kind)).all()) for kind in (Customer, Ticket, Call))


def test_customer_ticket_and_call_at_once(report, now):
    ticket = report(new_customer=NEW)

    assert counts() == (1, 1, 1)
    assert (ticket.state, ticket.channel, ticket.reported_at) == (
        State.WAITING,
        Channel.CALL,
        now - timedelta(minutes=4),
    )
    assert reading().get_one(Customer, ticket.customer_id).name == "Ute Ott"
    assert reading().scalars(select(Call.ticket_id)).one() == ticket.id


def test_for_a_known_customer_and_for_nobody_yet(report, make):
    ott = make.customer()

    assert report(customer=ott).customer_id == ott.id
    assert report().customer_id is None


def test_a_second_press_gives_the_first_ticket(report):
    first, again = report(new_customer=NEW, once="k"), report(new_customer=NEW, once="k")

    assert again.id == first.id
    assert counts() == (1, 1, 1)


def test_a_clock_that_runs_ahead_makes_no_report_of_the_future(report, now):
    assert report(started_at=now + timedelta(minutes=1), seconds=0).reported_at == now


@pytest.mark.parametrize(
    "facts",
    [
        {"phone": "12345"},
        {"seconds": 9 * 3600},
        {"reason": Reason.CALLBACK},
        {"new_customer": CustomerFacts("Ute", "Ott", addresses=[AddressFacts("Weg 1", "1", "Kassel", "HE")])},
    ],
)
def test_what_is_refused_leaves_nothing_behind(report, facts):
    with pytest.raises(Refused):
        report(**{"new_customer": NEW} | facts)

    assert counts() == (0, 0, 0)
