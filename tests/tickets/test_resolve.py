"""Resolving: dealt with, and no way around the line."""

import pytest

from app.queueing.take_next import take_next
from app.tickets.holding import InOtherHands
from app.tickets.merge import merge
from app.tickets.resolve import AlreadyResolved, WhyIsItResolved, resolve
from app.tickets.stand import IsPartOfAnother
from tests.support.line import faults, line, now, numbers, state


def test_what_is_in_hand_is_resolved_and_the_hand_is_free(make):
    topic = make.topic()
    first, second = make.tickets(topic, 2)
    anna = make.agent(topic)
    take_next(anna)

    resolve(first, by=anna)

    assert (state(first), now(first).holder_id) == ("resolved", None)
    assert take_next(anna).id == second.id
    assert faults() == []


def test_what_nobody_holds_needs_a_note(make):
    topic = make.topic()
    first, second = make.tickets(topic, 2)
    anna = make.agent(topic)

    with pytest.raises(WhyIsItResolved):
        resolve(first, by=anna, note="  ")
    resolve(first, by=anna, note="Hat sich am Telefon erledigt.")

    assert (state(first), line(topic), faults()) == ("resolved", numbers(second), [])


def test_what_a_colleague_holds_is_theirs_but_a_supervisor_may(make):
    topic = make.topic()
    ticket, anna = make.ticket(topic), make.agent(topic)
    take_next(anna)

    with pytest.raises(InOtherHands):
        resolve(ticket, by=make.agent(), note="x")
    resolve(ticket, by=make.supervisor())

    assert state(ticket) == "resolved"


def test_nothing_is_resolved_twice(make):
    ticket, anna = make.ticket(), make.agent()
    resolve(ticket, by=anna, note="x")

    with pytest.raises(AlreadyResolved):
        resolve(ticket, by=anna, note="x")


def test_a_merged_ticket_is_resolved_by_its_survivor_only(make):
    duplicate, survivor = make.tickets(make.topic(), 2)
    anna = make.agent()
    merge(duplicate, into=survivor, by=anna)

    with pytest.raises(IsPartOfAnother):
        resolve(duplicate, by=anna, note="x")
