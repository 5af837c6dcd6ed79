"""Reporting: the place follows from the moment of the report, never from that of its receipt."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.base import clock as house
from app.base.database import reading
from app.tickets.close_topic import close_topic
from app.tickets.models import Channel, Entry, Ticket
from app.tickets.number import is_right
from app.tickets.report import ReportedInTheFuture, ReportedLongAgo, TopicIsClosed, report
from tests.support.line import faults, line, numbers, state, story


def test_a_report_waits_in_its_topic_with_its_words(make):
    topic = make.topic()

    ticket = make.ticket(topic, text="  Kein Signal.  ")

    assert (state(ticket), line(topic), story(ticket)) == ("waiting", [ticket.number], ["reported"])
    assert reading().scalars(select(Entry.text).where(Entry.ticket_id == ticket.id)).all() == ["Kein Signal."]
    assert faults() == []


def test_a_letter_of_last_week_keeps_last_week(make):
    topic = make.topic()
    call = make.ticket(topic, reported="2022-08-03 09:00")
    letter = make.ticket(topic, reported="2022-07-27 12:00", channel=Channel.LETTER)

    assert line(topic) == numbers(letter, call)


def test_of_two_reports_of_one_instant_the_first_number_comes_first(make):
    topic = make.topic()
    first, second = (make.ticket(topic, reported="2022-08-03 09:00") for _ in range(2))

    assert line(topic) == numbers(first, second)


def test_nothing_is_reported_in_the_future(make, clock):
    now = clock.set("2022-08-03 09:00")

    with pytest.raises(ReportedInTheFuture):
        make.ticket(reported=now + timedelta(microseconds=1))


def test_nothing_is_reported_before_there_were_telephones_like_ours(make):
    with pytest.raises(ReportedLongAgo):
        make.ticket(reported="1999-12-31 23:59")


def test_a_report_without_a_time_is_of_now(make, clock):
    now = clock.set("2022-08-03 09:00")

    assert make.ticket().reported_at == now


def test_a_closed_topic_takes_no_report_and_tells_no_number(make):
    topic = make.topic()
    before = make.ticket(topic)
    close_topic(topic, by=make.supervisor())

    with pytest.raises(TopicIsClosed):
        make.ticket(topic)

    assert make.ticket().number // 100 == before.number // 100 + 1


def test_the_same_form_sent_twice_makes_one_ticket(make):
    topic, anna = make.topic(), make.agent()
    form = {"topic": topic, "channel": Channel.CALL, "subject": "S", "text": "T", "by": anna, "once": "k1"}

    assert report(**form).id == report(**form).id
    assert reading().scalar(select(func.count(Ticket.id))) == 1
    assert faults() == []


def test_numbers_are_drawn_without_gap_and_with_check_digits(make):
    tickets = make.tickets(make.topic(), 3)

    assert [ticket.number // 100 - tickets[0].number // 100 for ticket in tickets] == [0, 1, 2]
    assert all(is_right(ticket.number) for ticket in tickets)


def test_the_moment_of_receipt_is_kept_beside_the_report(make, clock):
    now = clock.set("2022-08-03 09:00")
    ticket = make.ticket(reported="2022-07-27 12:00")

    assert (ticket.received_at, ticket.reported_at) == (now, make.when("2022-07-27 12:00"))
    assert house.now() == now
