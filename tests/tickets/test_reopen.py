"""Re-opening: the first report still decides."""

import pytest

from app.tickets.close_topic import close_topic
from app.tickets.reopen import NotResolved, reopen
from app.tickets.resolve import resolve
from tests.support.line import faults, line, numbers, state, story


def test_a_reopened_ticket_stands_where_it_stood(make):
    topic, anna = make.topic(), make.agent()
    first, second, third = make.tickets(topic, 3)
    resolve(second, by=anna, note="x")

    reopen(second, "Geht doch nicht.", by=anna)

    assert line(topic) == numbers(first, second, third)
    assert (story(second), faults()) == (["reported", "resolved", "reopened"], [])


def test_what_is_open_is_not_reopened(make):
    with pytest.raises(NotResolved):
        reopen(make.ticket(), "x", by=make.agent())


def test_it_waits_again_even_in_a_closed_topic(make):
    topic, anna = make.topic(), make.agent()
    ticket = make.ticket(topic)
    resolve(ticket, by=anna, note="x")
    close_topic(topic, by=make.supervisor())

    reopen(ticket, "x", by=anna)

    assert (state(ticket), line(topic)) == ("waiting", [ticket.number])
