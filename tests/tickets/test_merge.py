"""Merging: two tickets are one concern, at the place of the earlier report; no row moves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.base import clock as house
from app.base.database import reading
from app.queueing.take_next import take_next
from app.queueing.take_out_of_turn import take_out_of_turn
from app.queueing.wait_for_customer import wait_for_customer
from app.tickets.add_note import add_note
from app.tickets.merge import SameTicket, TwoHolders, merge
from app.tickets.models import Entry
from app.tickets.resolve import resolve
from app.tickets.stand import IsPartOfAnother
from tests.support.line import faults, line, now, numbers, state, story


def test_the_earlier_report_decides_the_place(make):
    topic = make.topic()
    call = make.ticket(topic, reported="2022-07-26 09:00")
    other = make.ticket(topic, reported="2022-07-25 12:00")
    letter = make.ticket(topic, reported="2022-07-25 08:00")

    merge(letter, into=call, by=make.agent())

    assert line(topic) == numbers(call, other)
    assert (story(letter), story(call), faults()) == (["reported", "merged"], ["reported", "took_in"], [])


def test_a_later_duplicate_moves_nobody(make):
    topic = make.topic()
    first, second, third = make.tickets(topic, 3)

    merge(third, into=first, by=make.agent())

    assert (line(topic), faults()) == (numbers(first, second), [])


def test_the_duplicate_keeps_its_rows_its_time_and_its_topic(make):
    here, there = make.topic(), make.topic()
    duplicate, survivor = make.ticket(here, reported="2022-07-25 08:00"), make.ticket(there)
    add_note(duplicate, "n", by=make.agent())

    merge(duplicate, into=survivor, by=make.agent())

    kept = now(duplicate)
    assert (kept.topic_id, kept.reported_at, kept.number) == (here.id, duplicate.reported_at, duplicate.number)
    assert len(reading().scalars(select(Entry.id).where(Entry.ticket_id == duplicate.id)).all()) == 2
    assert (line(here), line(there), faults()) == ([], [survivor.number], [])


def test_a_chain_has_one_root_and_the_earliest_time_of_all(make):
    topic, anna = make.topic(), make.agent()
    first, second, third, fourth = make.tickets(topic, 4)
    merge(first, into=fourth, by=anna)
    merge(fourth, into=third, by=anna)

    assert [now(one).merged_into_id for one in (first, fourth)] == [third.id] * 2
    assert (line(topic), faults()) == (numbers(third, second), [])


STATES = ["waiting", "held", "asleep", "resolved"]


def put(ticket, into, by):
    """Bring a waiting ticket into a state; *by* may choose."""
    if into in ("held", "asleep"):
        take_out_of_turn(ticket, "x", by=by)
    if into == "asleep":
        wait_for_customer(ticket, house.today() + timedelta(days=3), "x", by=by)
    if into == "resolved":
        resolve(ticket, by=by, note="x")


@pytest.mark.parametrize("survivor_is", STATES)
@pytest.mark.parametrize("duplicate_is", STATES)
def test_the_survivor_stands_where_an_answer_is_nearer(make, duplicate_is, survivor_is):
    here, there = make.topic(), make.topic()
    duplicate, survivor = make.ticket(here), make.ticket(there)
    anna = make.agent(hands=2, may_choose=True)
    put(duplicate, duplicate_is, anna)
    put(survivor, survivor_is, anna)

    merge(duplicate, into=survivor, by=anna)

    assert state(survivor) == min(duplicate_is, survivor_is, key=["held", "waiting", "asleep", "resolved"].index)
    assert (state(duplicate), now(duplicate).merged_into_id) == ("merged", survivor.id)
    assert faults() == []


def test_who_holds_the_duplicate_holds_the_survivor_and_nothing_more(make):
    topic = make.topic()
    first, second, third = make.tickets(topic, 3)
    anna = make.agent(topic)
    take_next(anna)

    merge(first, into=third, by=anna)

    assert (now(third).holder_id, now(first).holder_id) == (anna.id, None)
    assert line(topic) == [second.number]


def test_two_holders_must_talk_first(make):
    topic = make.topic()
    first, second = make.tickets(topic, 2)
    anna, other = make.agent(topic), make.agent(topic)
    take_next(anna)
    take_next(other)

    with pytest.raises(TwoHolders, match="Anna Berger"):
        merge(first, into=second, by=anna)


def test_a_ticket_is_not_merged_with_itself_or_its_own_part(make):
    topic, anna = make.topic(), make.agent()
    first, second, third = make.tickets(topic, 3)
    merge(first, into=second, by=anna)

    with pytest.raises(SameTicket):
        merge(second, into=second, by=anna)
    with pytest.raises(IsPartOfAnother):
        merge(first, into=third, by=anna)
    with pytest.raises(IsPartOfAnother):
        merge(third, into=first, by=anna)
    with pytest.raises(IsPartOfAnother):
        merge(second, into=first, by=anna)

    assert faults() == []
