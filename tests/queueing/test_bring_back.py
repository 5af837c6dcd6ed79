"""The customer answers earlier than expected."""

from datetime import date

import pytest

from app.base.database import reading
from app.queueing.bring_back import IsNotAsleep, bring_back
from app.queueing.take_next import take_next
from app.queueing.wait_for_customer import wait_for_customer
from app.tickets.line import waiting
from app.tickets.models import Topic


def test_it_stands_in_line_again_at_its_old_place(make, clock):
    clock.set("2022-08-03 10:00")
    topic = make.topic()
    first, second = make.tickets(topic, 2, first="2022-08-01 08:00")
    anna = make.agent(topic)
    take_next(anna)
    wait_for_customer(first, until=date(2022, 8, 9), reason="Foto der Rechnung", by=anna)

    bring_back(first, "Foto ist da", by=anna)

    assert [ticket.id for ticket in reading().scalars(waiting([topic.id]))] == [first.id, second.id]
    assert reading().get_one(Topic, topic.id, populate_existing=True).waiting == 2


def test_what_waits_already_stays(make):
    ticket = make.ticket(make.topic())

    with pytest.raises(IsNotAsleep):
        bring_back(ticket, "Foto ist da", by=make.agent())
