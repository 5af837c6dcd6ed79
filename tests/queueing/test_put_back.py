"""Putting back: into the line, at the same place."""

import pytest

from app.queueing.put_back import put_back
from app.queueing.take_next import take_next
from app.tickets.holding import InOtherHands, NotInHand
from app.tickets.stand import IsPartOfAnother
from tests.support.line import faults, line, now, numbers, state, story


def test_it_waits_where_it_stood(make):
    topic = make.topic()
    first, second = make.tickets(topic, 2)
    anna = make.agent(topic)
    take_next(anna)

    put_back(first, "Feierabend", by=anna)

    assert (line(topic), faults()) == (numbers(first, second), [])
    assert (now(first).holder_id, now(first).taken_at) == (None, None)
    assert story(first) == ["reported", "taken", "put_back"]
    assert take_next(anna).id == first.id


def test_only_the_holder_puts_back_or_a_supervisor(make):
    topic = make.topic()
    ticket = make.ticket(topic)
    take_next(make.agent(topic))

    with pytest.raises(InOtherHands, match="Anna Berger"):
        put_back(ticket, "x", by=make.agent())
    put_back(ticket, "x", by=make.supervisor())

    assert state(ticket) == "waiting"


def test_what_is_not_in_hand_is_not_put_back(make):
    topic = make.topic()
    ticket, anna = make.ticket(topic), make.agent(topic)

    with pytest.raises(NotInHand):
        put_back(ticket, "x", by=anna)
    take_next(anna)
    put_back(ticket, "x", by=anna)
    with pytest.raises(NotInHand):
        put_back(ticket, "double click", by=anna)

    assert (line(topic), faults()) == ([ticket.number], [])


def test_a_merged_ticket_names_its_survivor(make):
    from app.tickets.merge import merge

    topic = make.topic()
    first, second = make.tickets(topic, 2)
    anna = make.agent(topic)
    take_next(anna)
    merge(first, into=second, by=anna)

    with pytest.raises(IsPartOfAnother):
        put_back(first, "x", by=anna)
    put_back(second, "x", by=anna)

    assert (line(topic), faults()) == ([second.number], [])
