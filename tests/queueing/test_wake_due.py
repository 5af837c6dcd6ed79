"""Waking: whoever waited for the customer comes back by itself, at the old place."""

from datetime import date

from sqlalchemy import select

from app.base.database import reading
from app.base.record import LogRow
from app.queueing.take_next import take_next
from app.queueing.wait_for_customer import wait_for_customer
from app.queueing.wake_due import wake_due
from app.tickets.close_topic import close_topic
from tests.support.line import faults, line, numbers, state, story


def asleep(make, clock, topics):
    clock.set("2022-08-03 09:00")
    tickets = [make.ticket(topic, reported="2022-07-25 08:00") for topic in topics]
    anna = make.agent(*topics)
    for _ in tickets:
        taken = take_next(anna)
        wait_for_customer(taken, date(2022, 8, 5), "x", by=anna)
    return tickets


def test_on_the_day_everybody_due_is_back_in_the_old_place(make, clock):
    topics = [make.topic(), make.topic()]
    first, second = asleep(make, clock, topics)
    later = make.ticket(topics[0], reported="2022-08-01 08:00")
    clock.set("2022-08-05 00:00")

    assert wake_due() == 2

    assert (line(topics[0]), line(topics[1]), faults()) == (numbers(first, later), [second.number], [])
    assert story(first)[-1] == "came_back"
    assert reading().scalar(select(LogRow.by_id).where(LogRow.action == "came_back").limit(1)) is None
    assert wake_due() == 0


def test_nobody_comes_back_a_minute_early(make, clock):
    [ticket] = asleep(make, clock, [make.topic()])
    clock.set("2022-08-04 23:59")

    assert wake_due() == 0
    assert state(ticket) == "asleep"


def test_days_begin_in_germany_also_when_the_clocks_change(make, clock):
    clock.set("2022-10-29 12:00")
    topic = make.topic()
    ticket, anna = make.ticket(topic, reported="2022-10-20 08:00"), make.agent(topic)
    take_next(anna)
    wait_for_customer(ticket, date(2022, 10, 31), "x", by=anna)

    clock.set("2022-10-30 23:59:59")
    assert wake_due() == 0
    clock.set("2022-10-31 00:00")
    assert wake_due() == 1


def test_they_come_back_in_a_closed_topic_too(make, clock):
    topic = make.topic()
    [ticket] = asleep(make, clock, [topic])
    close_topic(topic, by=make.supervisor())
    clock.set("2022-08-05 00:00")

    assert wake_due() == 1
    assert line(topic) == [ticket.number]
