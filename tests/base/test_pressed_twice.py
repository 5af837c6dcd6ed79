"""A double click makes one thing, and both presses get it; an old page with something else in it loses nothing."""

import pytest
from sqlalchemy import select

from app.base.clock import now, today
from app.base.database import SentAlready, reading
from app.calls.log_call import log_call
from app.calls.models import Direction, Reason
from app.calls.report_by_call import report_by_call
from app.customers.add_customer import add_customer
from app.customers.facts import ContractFacts, CustomerFacts
from app.scheduling.add_order import add_order
from app.scheduling.book import book
from app.tickets.add_note import add_note
from app.tickets.models import Channel, Ticket
from app.tickets.report import report
from tests.support.at_once import at_once
from tests.support.schedule import NOW, Schedule

PRESSES = 6


@pytest.fixture
def forms(make, clock):
    """What each creating form does when it is sent with this text."""
    clock.set(NOW)
    anna, topic = make.agent(), make.topic()
    ticket, plan = make.ticket(topic), Schedule(make)
    buyer = plan.customer()
    order, slots = plan.order(customer=buyer), {"one": plan.slot(), "other": plan.slot(plan.team("Kassel West"))}
    call = {"direction": Direction.IN, "seconds": 60, "reason": Reason.STATUS, "by": anna, "once": "the same"}
    contract = ContractFacts("V-1", "Glasfaser 300", today())
    new = CustomerFacts(family_name="Ott", contracts=[contract])
    return {
        "call": lambda text: log_call(ticket=ticket, started_at=now(), note=text, **call),
        "information": lambda text: log_call(started_at=now(), note=text, **call),
        "new concern": lambda text: report_by_call(
            topic=topic, subject="Tot", text=text, started_at=now(), new_customer=new, **call
        ),
        "customer": lambda text: add_customer(by=anna, family_name=text, contracts=[contract], once="the same"),
        "report": lambda text: report(
            topic=topic, channel=Channel.MAIL, subject="Tot", text=text, by=anna, once="the same"
        ),
        "note": lambda text: add_note(ticket, text, by=anna, once="the same"),
        "order": lambda text: add_order(buyer, buyer.addresses[0], text, "fibre", now(), by=anna, once="the same"),
        "date": lambda text: book(order, slots[text], by=anna, once="the same"),
    }


FORMS = pytest.mark.parametrize(
    "form", ["call", "information", "new concern", "customer", "report", "note", "order", "date"]
)


@FORMS
def test_every_press_gets_the_first_result(app, forms, form):
    outcomes = at_once(app, *[lambda: forms[form]("one")] * PRESSES)

    assert len({one.id for one in outcomes}) == 1


@FORMS
def test_an_old_page_with_another_text_is_no_second_press(forms, form):
    forms[form]("one")

    with pytest.raises(SentAlready):
        forms[form]("other")


def test_what_was_typed_into_an_old_page_is_saved_by_sending_it_once_more(client, make):
    topic = make.topic()
    client.login(make.agent())
    client.get("/report")
    page = client.page
    client.submit("report", topic=topic.id, subject="Anschluss tot", text="Seit Montag geht nichts.")

    client.page = page
    client.submit("report", topic=topic.id, subject="Rechnung", text="Doppelt abgebucht.", status=409)
    assert "schon gesendet" in client.text
    client.submit("report", topic=topic.id)

    assert sorted(reading().scalars(select(Ticket.subject))) == ["Anschluss tot", "Rechnung"]
